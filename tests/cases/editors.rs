//! What an editor shows by the schemas: messages in words, the form that was meant, names and no `true`, `false`, `null`.
//!
//! The schema is walked as yaml-language-server does: `if` chooses the form, and what it offers is found at the top of a schema
//! and in its `anyOf`, not behind `if`.

use jsonschema::Validator;
use serde_json::{Value, json};

use crate::support::Repository;

fn schema(args: &[&str]) -> Value {
    let book = Repository::new();
    let mut command = crate::support::dealctl();
    command
        .arg("--root")
        .arg(book.root())
        .arg("schema")
        .args(args);
    crate::support::run(&mut command).json()
}

fn fits(schema: &Value, value: &Value) -> bool {
    // A part of a schema, with what it refers to.
    let mut whole = schema.clone();
    if let Value::Object(map) = &mut whole {
        map.remove("$id");
    }
    Validator::new(&whole).expect("a schema").is_valid(value)
}

/// The part of a schema that judges a value: references are followed, `if` is decided.
struct Walk {
    root: Value,
}

impl Walk {
    fn resolved<'a>(&'a self, schema: &'a Value) -> Vec<&'a Value> {
        let mut found = vec![schema];
        if let Some(reference) = schema["$ref"].as_str() {
            let target = self.root.pointer(reference.trim_start_matches('#'));
            found.extend(self.resolved(target.expect("a definition")));
        }
        found
    }

    fn holds(&self, schema: &Value, value: &Value) -> bool {
        let mut part = schema.clone();
        part["$defs"] = self.root["$defs"].clone();
        fits(&part, value)
    }

    /// What is said of a value: the messages of all that refuses it, in words or by the keyword.
    fn said(&self, schema: &Value, value: &Value, out: &mut Vec<String>) {
        for part in self.resolved(schema) {
            if let Some(condition) = part.get("if") {
                let branch = if self.holds(condition, value) {
                    "then"
                } else {
                    "else"
                };
                if let Some(branch) = part.get(branch) {
                    self.said(branch, value, out);
                }
            }
            let kinds: Vec<&str> = match &part["type"] {
                Value::String(kind) => vec![kind],
                Value::Array(kinds) => kinds.iter().filter_map(Value::as_str).collect(),
                _ => Vec::new(),
            };
            let message = |key: &str, or: &str| part[key].as_str().unwrap_or(or).to_owned();
            if !kinds.is_empty() && !kinds.iter().any(|kind| is_kind(value, kind)) {
                out.push(message("errorMessage", "wrong type"));
                continue;
            }
            if let (Some(_), true) = (part["pattern"].as_str(), value.is_string())
                && !self.holds(&json!({ "pattern": part["pattern"] }), value)
            {
                out.push(message("patternErrorMessage", "a pattern"));
            }
            if let Some(choices) = part["enum"].as_array()
                && !choices.contains(value)
            {
                out.push(format!("not one of {}", part["enum"]));
            }
            let Some(map) = value.as_object() else {
                for (item, schema) in value
                    .as_array()
                    .into_iter()
                    .flatten()
                    .zip(std::iter::repeat(&part["items"]))
                {
                    if !schema.is_null() {
                        self.said(schema, item, out);
                    }
                }
                continue;
            };
            for (key, below) in map {
                match part["properties"].get(key) {
                    Some(known) => self.said(known, below, out),
                    None if part["additionalProperties"] == json!(false) => {
                        out.push(message("errorMessage", &format!("{key} is not a key")));
                    }
                    None => {}
                }
            }
        }
    }

    /// The values that an editor offers in the place of one that is not there yet.
    fn offered(&self, schema: &Value, out: &mut Vec<String>) {
        for part in self.resolved(schema) {
            for list in ["enum", "examples"] {
                let values = part[list].as_array().into_iter().flatten();
                out.extend(values.map(|value| {
                    value
                        .as_str()
                        .map_or_else(|| value.to_string(), str::to_owned)
                }));
            }
            let is_list = part["enum"].is_array();
            let kinds = part.get("type").map_or_else(String::new, Value::to_string);
            out.extend(
                ["boolean", "null"]
                    .iter()
                    .filter(|kind| !is_list && kinds.contains(**kind))
                    .map(|kind| format!("any {kind}")),
            );
            for form in part["anyOf"].as_array().into_iter().flatten() {
                self.offered(form, out);
            }
        }
    }

    fn at(&self, path: &str) -> Value {
        let mut schema = self.root.clone();
        for key in path.split('.') {
            let parts = self.resolved(&schema);
            let below = parts.iter().find_map(|part| property(part, key));
            schema = below.unwrap_or_else(|| panic!("no {path}")).clone();
        }
        schema
    }
}

fn property<'a>(schema: &'a Value, key: &str) -> Option<&'a Value> {
    let own = schema["properties"].get(key);
    own.or_else(|| schema.get("then").and_then(|then| property(then, key)))
        .or_else(|| schema.get("else").and_then(|other| property(other, key)))
}

fn is_kind(value: &Value, kind: &str) -> bool {
    match kind {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "number" | "integer" => value.is_number(),
        "boolean" => value.is_boolean(),
        _ => value.is_null(),
    }
}

#[test]
fn the_form_that_was_meant_is_named_in_words() {
    let walk = Walk {
        root: schema(&["deal"]),
    };
    for (deal, expected) in [
        (
            "credit: refferal",
            "not one of [\"referral\",\"implementation\"]",
        ),
        (
            "credit: {rule: refferal}",
            "not one of [\"referral\",\"implementation\"]",
        ),
        ("credit: {ruel: referral}", "ruel is not a key"),
        (
            "history: {regstered: 2026-11-02}",
            "There is no such stage in process.toml; its stages are registered, qualified, handoff, joint, closing. Each stands with the day on which it was entered.",
        ),
        (
            "history: [{stage: regstered, date: 2026-11-02}]",
            "not one of [\"registered\",\"qualified\",\"handoff\",\"joint\",\"closing\"]",
        ),
        (
            "history: {registered: soon}",
            "Write a day that exists, as YYYY-MM-DD: 2026-11-23.",
        ),
        (
            "registered: 1 August",
            "Write a day that exists, as YYYY-MM-DD: 2026-11-23.",
        ),
        (
            "registered: {date: 2026-02-30}",
            "Write a day that exists, as YYYY-MM-DD: 2026-11-23.",
        ),
        (
            "handoff: {acceptance: 3 months}",
            "Write a length of time: 3 business days, 5 days or 2 weeks.",
        ),
        (
            "handoff: {partner_move: {acton: Call}}",
            "acton is not a key",
        ),
        (
            "handoff: {partner_move: [{agreed: {when: 2026-11-02}}]}",
            "when is not a key",
        ),
        (
            "handoff: {response: perhaps}",
            "not one of [\"accepted\",\"declined\"]",
        ),
        (
            "need: {what: [a, b]}",
            "Write one text here, not a list or keys.",
        ),
        (
            "account: [Quayside Ports]",
            "Write one text here, not a list or keys.",
        ),
        (
            "touches: a call",
            "Write a list here: each item in a line of its own that begins with a hyphen and a space.",
        ),
        (
            "roles: Sam Ortiz",
            "Write keys here, each with its value: customer: …, technical: …, close: … ….",
        ),
        (
            "opportunity: {amount: 84.000 EUR}",
            "Write an amount: digits, with commas only between groups of three and a point for its decimals: 84000 or 84,000.50; without a currency it is in USD, others with a rate: EUR.",
        ),
        (
            "outcome: postponed",
            "not one of [\"won\",\"lost\",\"disqualified\"]",
        ),
        (
            "attribution: sourced",
            "not one of [\"partner-sourced\",\"partner-influenced\",\"none\"]",
        ),
    ] {
        let value: Value = serde_yaml::from_str(deal).expect("YAML");
        let mut said = Vec::new();
        walk.said(&walk.root, &value, &mut said);
        said.dedup();
        assert_eq!(said, [expected], "{deal}");
        assert!(!fits(&walk.root, &value), "{deal}");
    }
    for deal in [
        "credit: referral",
        "history: {registered: 2026-11-02}",
        "touches: tbd",
        "credit:",
        "need: Two hours a day",
    ] {
        let value: Value = serde_yaml::from_str(deal).expect("YAML");
        let mut said = Vec::new();
        walk.said(&walk.root, &value, &mut said);
        assert_eq!(said, Vec::<String>::new(), "{deal}");
    }
}

#[test]
fn no_message_of_an_editor_is_a_pattern() {
    fn look(schema: &Value, path: &str, wrong: &mut Vec<String>) {
        if let Value::Object(map) = schema {
            if map.get("pattern").is_some_and(Value::is_string)
                && !map.contains_key("patternErrorMessage")
                && path.rsplit('.').next() != Some("if")
                && !path.ends_with("placeholder")
            {
                wrong.push(path.to_owned());
            }
            for (key, below) in map {
                look(below, &format!("{path}.{key}"), wrong);
            }
        }
    }
    for schema in [schema(&["deal"]), schema(&["process"])] {
        let mut wrong = Vec::new();
        look(&schema, "", &mut wrong);
        assert_eq!(wrong, Vec::<String>::new());
    }
}

#[test]
fn names_and_texts_are_offered_as_such() {
    let walk = Walk {
        root: schema(&["deal"]),
    };
    let offered = |path: &str| {
        let mut out = Vec::new();
        walk.offered(&walk.at(path), &mut out);
        out
    };
    for path in [
        "account.name",
        "account",
        "need",
        "need.what",
        "opportunity.amount",
        "registered",
        "handoff.evidence",
        "touches",
        "roles",
    ] {
        assert_eq!(offered(path), Vec::<String>::new(), "{path}");
    }
    for path in [
        "owner",
        "need.confirmed_by",
        "roles.customer",
        "registered.by",
    ] {
        let offered = offered(path);
        assert!(
            offered.contains(&"Maya Chen".to_owned()),
            "{path}: {offered:?}"
        );
        assert!(
            !offered.iter().any(|value| value.starts_with("any ")),
            "{path}: {offered:?}"
        );
    }
    assert_eq!(offered("credit"), ["referral", "implementation"]);
    assert_eq!(offered("credit.rule"), ["referral", "implementation"]);
    assert_eq!(
        offered("stage"),
        ["registered", "qualified", "handoff", "joint", "closing"]
    );
    assert_eq!(offered("partner"), ["meridian"]);
    assert_eq!(offered("outcome.result"), ["won", "lost", "disqualified"]);
    assert_eq!(
        offered("handoff.response.clarifying_call"),
        ["true", "false"]
    );
}

/// Keywords of draft 2020-12 that these schemas use; a strict validator refuses any other.
const KNOWN: &[&str] = &[
    "$schema",
    "$id",
    "$comment",
    "$defs",
    "$ref",
    "title",
    "description",
    "examples",
    "type",
    "properties",
    "additionalProperties",
    "required",
    "items",
    "pattern",
    "minimum",
    "maximum",
    "enum",
    "anyOf",
    "if",
    "then",
    "else",
];

/// The keywords that strict validators want a type beside.
const OF_A_TYPE: &[(&str, &str)] = &[
    ("properties", "object"),
    ("additionalProperties", "object"),
    ("required", "object"),
    ("items", "array"),
    ("pattern", "string"),
    ("minimum", "number integer"),
    ("maximum", "number integer"),
];

fn strictly(schema: &Value, path: &str, wrong: &mut Vec<String>) {
    let Value::Object(map) = schema else { return };
    let kinds: Vec<&str> = match &schema["type"] {
        Value::String(kind) => vec![kind],
        Value::Array(kinds) => kinds.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    };
    if kinds.len() > 2 || (kinds.len() == 2 && kinds[1] != "null") {
        wrong.push(format!("{path}: several types"));
    }
    if map.contains_key("if") && !map.contains_key("then") && !map.contains_key("else") {
        wrong.push(format!("{path}: `if` alone"));
    }
    for (keyword, of) in OF_A_TYPE {
        if map.contains_key(*keyword)
            && !kinds.iter().any(|kind| of.split(' ').any(|of| of == *kind))
        {
            wrong.push(format!("{path}: {keyword} without its type"));
        }
    }
    for (key, below) in map {
        let path = format!("{path}.{key}");
        match key.as_str() {
            "properties" | "$defs" => {
                for (name, schema) in below.as_object().into_iter().flatten() {
                    strictly(schema, &format!("{path}.{name}"), wrong);
                }
            }
            "anyOf" => below
                .as_array()
                .into_iter()
                .flatten()
                .for_each(|form| strictly(form, &path, wrong)),
            "items" | "if" | "then" | "else" | "additionalProperties" => {
                strictly(below, &path, wrong);
            }
            known if KNOWN.contains(&known) => {}
            _ => wrong.push(format!("{path}: not a keyword of JSON Schema")),
        }
    }
}

#[test]
fn a_strict_validator_takes_the_schemas() {
    for what in ["deal", "process"] {
        let mut wrong = Vec::new();
        strictly(&schema(&[what, "--strict"]), what, &mut wrong);
        assert_eq!(wrong, Vec::<String>::new());
        // For editors there are three more.
        let mut wrong = Vec::new();
        strictly(&schema(&[what]), what, &mut wrong);
        wrong.retain(|it| {
            !["enumDescriptions", "errorMessage", "patternErrorMessage"]
                .iter()
                .any(|known| it.contains(known))
        });
        assert_eq!(wrong, Vec::<String>::new());
    }
}

#[test]
fn a_schema_names_itself_and_its_draft_and_nothing_is_fetched() {
    for what in ["deal", "process"] {
        let schema = schema(&[what]);
        assert_eq!(schema["$id"], format!("urn:dealctl:schema:{what}"));
        assert_eq!(
            schema["$schema"],
            "https://json-schema.org/draft/2020-12/schema"
        );
        let text = schema.to_string();
        let references = text.matches("\"$ref\":\"").count();
        assert_eq!(references, text.matches("\"$ref\":\"#/$defs/").count());
    }
}

#[test]
fn what_is_strict_judges_as_the_other_does() {
    let (full, strict) = (schema(&["deal"]), schema(&["deal", "--strict"]));
    for deal in [
        "credit: refferal",
        "credit: referral",
        "history: {regstered: 2026-11-02}",
        "touches: tbd",
        "owner: true",
        "stage: 1",
        "custom: {errorMessage: kept}",
    ] {
        let value: Value = serde_yaml::from_str(deal).expect("YAML");
        assert_eq!(fits(&full, &value), fits(&strict, &value), "{deal}");
    }
}

#[test]
fn the_ids_of_the_samples_have_the_length_of_a_crm() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut open: Vec<_> = ["deals", "tests/example", "src/cli/init"]
        .iter()
        .map(|folder| root.join(folder))
        .collect();
    let mut found = 0;
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|ending| ending == "yaml") {
                let text = std::fs::read_to_string(&path).expect("a text");
                for (_, rest) in text
                    .match_indices("crm_id: ")
                    .map(|(at, key)| (at, &text[at + key.len()..]))
                {
                    let id: String = rest
                        .chars()
                        .take_while(char::is_ascii_alphanumeric)
                        .collect();
                    assert!(matches!(id.len(), 15 | 18), "{}: {id}", path.display());
                    found += 1;
                }
            }
        }
    }
    assert!(found > 10);
}

#[test]
fn a_history_that_is_only_a_day_is_told_with_that_day() {
    let book = Repository::new().with(
        "deals/a.yaml",
        "account: {name: Fern Group}\nhistory: 2026-11-16\n",
    );
    let found = book.findings();
    let found = found.iter().find(|it| it.rule == "file/wrong-type");
    let message = &found.expect("a finding").message;
    assert!(
        message.contains("`history: {STAGE: 2026-11-16}`"),
        "{message}"
    );
}
