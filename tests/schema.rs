//! The schemas for editors, held against lint: what one refuses in shape, the other does too.

use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use dealctl::lint::{Selection, lint, lint_invalid, rules};
use dealctl::load::{Evidence, Memory, Seen, load, process_of};
use dealctl::render::schema;
use dealctl::text::{Node, ScalarStyle, Value as Tree, toml};
use jsonschema::Validator;
use serde_json::{Value, json};

/// What lint says of keys, values and names; all of it is to be seen in an editor too.
const SHAPE_RULES: &[&str] = &[
    "file/unknown-key",
    "file/wrong-type",
    "file/comma-in-braces",
    "file/merge-key",
    "history/unknown-stage",
    "credit/unknown-rule",
    "gate/unknown-criterion",
    "process/no-rate",
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: impl AsRef<Path>) -> String {
    std::fs::read_to_string(root().join(path)).expect("a file")
}

fn json_of(text: &str) -> Value {
    serde_json::from_str(text).expect("JSON")
}

/// The schema of deals under a process.toml.
fn deal_schema(process: &str) -> Value {
    let files = Memory::default().with("process.toml", process);
    json_of(&schema::deal(&process_of(&files).expect("a process")))
}

fn validator(schema: &Value) -> Validator {
    jsonschema::validator_for(schema).expect("a schema")
}

fn errors(validator: &Validator, instance: &Value) -> Vec<String> {
    validator
        .iter_errors(instance)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect()
}

/// A deal as an editor sees it.
fn yaml(text: &str) -> Value {
    serde_yaml::from_str(text).expect("YAML")
}

/// process.toml as an editor sees it: dates are texts.
fn toml_json(text: &str) -> Value {
    fn value(node: &Node<'_>) -> Value {
        match &node.value {
            Tree::Null => Value::Null,
            Tree::Scalar(scalar) => {
                let read = serde_json::from_str::<Value>(&scalar.text).ok();
                let plain = read.filter(|value| value.is_number() || value.is_boolean());
                match plain {
                    Some(value) if scalar.style == ScalarStyle::Plain => value,
                    _ => json!(scalar.text),
                }
            }
            Tree::List(items) => items.iter().map(value).collect(),
            Tree::Map(entries) => entries
                .iter()
                .map(|entry| (entry.key.to_string(), value(&entry.value)))
                .collect(),
        }
    }
    value(&toml::parse(text).expect("TOML"))
}

fn deals_below(folder: &Path, out: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            deals_below(&path, out);
        } else if path.extension().is_some_and(|ending| ending == "yaml") {
            out.push(path);
        }
    }
}

/// The rules on shape that lint speaks by, of one deal under the process of the example.
fn shape_findings(deal: &str) -> Vec<String> {
    let files = Memory::default()
        .with("process.toml", read("tests/example/process.toml"))
        .with("deals/example.yaml", deal);
    let seen = Seen {
        today: "2026-11-23".parse::<NaiveDate>().expect("a date"),
        as_of_given: true,
    };
    let book = load(&files, seen).expect("a process");
    let found = lint(&book, &Evidence::new(&files), &Selection::default()).findings;
    found
        .iter()
        .filter(|finding| SHAPE_RULES.contains(&finding.rule))
        .map(|finding| format!("{}: {}", finding.rule, finding.message))
        .collect()
}

#[test]
fn the_schemas_are_schemas_of_draft_2020_12() {
    for schema in [
        deal_schema(&read("process.toml")),
        deal_schema(&read("tests/example/process.toml")),
        json_of(&schema::process()),
    ] {
        assert_eq!(
            schema["$schema"],
            "https://json-schema.org/draft/2020-12/schema"
        );
        jsonschema::meta::validate(&schema).expect("valid by the meta-schema");
    }
}

#[test]
fn every_deal_of_this_repository_and_of_the_example_fits() {
    for (process, folder) in [
        ("process.toml", "deals"),
        ("tests/example/process.toml", "tests/example/deals"),
    ] {
        let validator = validator(&deal_schema(&read(process)));
        let mut paths = Vec::new();
        deals_below(&root().join(folder), &mut paths);
        assert!(paths.len() > 1);
        for path in paths {
            let found = errors(&validator, &yaml(&read(&path)));
            assert!(found.is_empty(), "{}: {found:#?}", path.display());
        }
    }
}

#[test]
fn every_process_fits() {
    let validator = validator(&json_of(&schema::process()));
    for path in [
        "process.toml",
        "tests/example/process.toml",
        "src/cli/init/process.toml",
    ] {
        let found = errors(&validator, &toml_json(&read(path)));
        assert!(found.is_empty(), "{path}: {found:#?}");
    }
}

/// Shapes that lint accepts: short forms, long forms, what only holds the place of a value, keys without a value.
const GOOD: &[&str] = &[
    "account: Quayside Ports",
    "opportunity: Berth scheduling",
    "account: {name: 3M, crm_id: 00152}",
    "account:",
    "touches: tbd",
    "account: {name: }",
    "partner: meridian",
    "partner: Somebody Else GmbH",
    "partner: {name: Oakline, contact: Piet Bos}",
    "partner: {name: Oakline, contact: {name: Piet Bos, role: Sales, email: piet@oakline.example}}",
    "registered: 2026-08-01",
    "registered: 2026-08-01T10:00:00Z",
    "registered: {date: 2028-02-29, rejected: 2026-08-02}",
    "registered: TBD",
    "registered: {date: '?'}",
    "need: Two hours a day",
    "need: {what: Two hours a day, date: n/a}",
    "credit: referral",
    "credit: tbd",
    "credit: {rule: referral, share: 20%}",
    "credit: {share: 12.5}",
    "other_partners: [Oakline, {name: Piet, credit: referral}]",
    "opportunity: {amount: 84000}",
    "opportunity: {amount: 84000.5}",
    "opportunity: {amount: '84,000.50 EUR'}",
    "opportunity: {amount: 84000 USD, type: new, call: best case}",
    "opportunity: {type: tbd, amount: tbd, close_date: to be confirmed}",
    "qualification: {budget: confirmed, timing: {status: open}, fit: tbd}",
    "handoff: {evidence: notes/a.md}",
    "handoff: {evidence: [notes/a.md, notes/b.md]}",
    "handoff: {seller_move: Call, partner_move: [Call, {action: Write, agreed: 2026-08-01}]}",
    "handoff: {partner_move: {agreed: notes/a.md}}",
    "handoff: {partner_move: {agreed: {date: 2026-08-01, source: notes/a.md}}}",
    "handoff: {conflict: 2026-08-01, sent: 2026-08-02, response: accepted, trigger: Yes, offer: A day}",
    "handoff: {acceptance: 3bd}",
    "handoff: {acceptance: {within: 2 weeks}}",
    "handoff: {review: {grades: {proof: weak}}}",
    "handoff: {response: {clarifying_call: false}}",
    "earlier_handoffs: [{sent: 2026-08-02}]",
    "history: {registered: 2026-08-01, qualified: {date: 2026-08-03, by: Luis Ortega}}",
    "history: [{stage: registered, date: 2026-08-01}]",
    "{history: {registered: 2026-08-01}, stage: registered}",
    "{history: {registered: 2026-08-01}, outcome: lost, feedback: 2026-08-09}",
    "waivers: [{criterion: qualified/budget}, {rule: gate/overdue}]",
    "waivers: [{criterion: tbd}]",
    "attribution: none",
    "custom: {region: EMEA, deep: [1, {two: 3}]}",
    "custom: anything",
];

/// Shapes that lint refuses.
const BAD: &[&str] = &[
    "acount: {name: Quayside Ports}",
    "account: {nmae: Quayside Ports}",
    "account: [Quayside Ports]",
    "touches: [{when: 2026-08-01}]",
    "touches: {date: 2026-08-01}",
    "touches: soon enough",
    "touches: [{from: customer}]",
    "registered: {date: 2026-08-01, approved: {day: 2026-08-02}}",
    "registered: 1 August",
    "registered: 2026-02-30",
    "registered: 2026-02-29",
    "registered: {date: 2026-8-1}",
    "registered: 2026-08-01x",
    "registered: 20260801",
    "registered: [2026-08-01]",
    "opportunity: {amount: 84.000 EUR}",
    "opportunity: {amount: -5}",
    "opportunity: {amount: '84,00'}",
    "opportunity: {amount: 84000 XYZ}",
    "opportunity: {amount: 84000 GBP}",
    "opportunity: {amount: {value: 5}}",
    "opportunity: {type: upsell}",
    "opportunity: {call: maybe}",
    "credit: no-such-rule",
    "credit: {rule: no-such-rule}",
    "credit: {rule: referral, share: 120%}",
    "other_partners: [{name: Oakline, credit: {share: 120}}]",
    "need: {what: [a, b]}",
    "handoff: {response: {result: perhaps}}",
    "handoff: {response: perhaps}",
    "handoff: {response: {clarifying_call: maybe}}",
    "handoff: {acceptance: {within: soon}}",
    "handoff: {acceptance: 3 months}",
    "handoff: {sent: yesterday}",
    "handoff: {conflict: {checked: done}}",
    "handoff: {partner_move: {agreed: {when: 2026-08-01}}}",
    "handoff: nothing yet written",
    "earlier_handoffs: {sent: 2026-08-02}",
    "history: {no-such-stage: 2026-08-01}",
    "history: [{stage: no-such-stage, date: 2026-08-01}]",
    "history: {registered: 1 August}",
    "history: [{stage: registered, on: 2026-08-01}]",
    "outcome: {result: postponed}",
    "outcome: postponed",
    "feedback: soon enough",
    "waivers: [{criterion: qualified/bugdet}]",
    "waivers: [qualified/budget]",
    "roles: Sam Ortiz",
    "roles: {custmer: Sam Ortiz}",
    "[account, need]",
    "just words",
];

#[test]
fn what_lint_can_read_fits() {
    let validator = validator(&deal_schema(&read("tests/example/process.toml")));
    for deal in GOOD {
        assert_eq!(shape_findings(deal), Vec::<String>::new(), "{deal}");
        let found = errors(&validator, &yaml(deal));
        assert!(found.is_empty(), "{deal}: {found:#?}");
    }
}

#[test]
fn what_lint_refuses_in_shape_does_not_fit() {
    let validator = validator(&deal_schema(&read("tests/example/process.toml")));
    for deal in BAD {
        assert!(!shape_findings(deal).is_empty(), "lint accepts {deal}");
        assert!(
            !validator.is_valid(&yaml(deal)),
            "the schema accepts {deal}"
        );
    }
}

#[test]
fn the_schema_and_lint_agree_on_every_example_of_every_rule() {
    let validator = validator(&deal_schema(&read("tests/example/process.toml")));
    let mut judged = 0;
    // The examples of rules that ask for the past are several versions of a file.
    for rule in rules::all().filter(|rule| !rule.needs_history()) {
        for example in rule.examples() {
            // An editor has numbers where lint has their digits, and a key twice is no YAML to it.
            let Ok(deal) = serde_yaml::from_str::<Value>(&example.text) else {
                continue;
            };
            // Aliases that explode are cut off before a key is looked at; a word that is no class has another rule's name.
            let other = ["file/too-large", "attribution/contradicts-rule"].contains(&rule.name);
            let whole = !other && !example.text.contains("# deals/");
            if example.language != "yaml" || !whole {
                continue;
            }
            judged += 1;
            let found = shape_findings(&example.text);
            let refused = errors(&validator, &deal);
            assert_eq!(
                found.is_empty(),
                refused.is_empty(),
                "{}\n{}\nlint: {found:#?}\nschema: {refused:#?}",
                rule.name,
                example.text
            );
        }
    }
    assert!(judged > 100, "only {judged} examples");
}

/// Changes to a process that fits: what is replaced, by what.
const BAD_PROCESS: &[(&str, &str)] = &[
    ("[process]", "[proces]"),
    ("currency = \"USD\"", ""),
    ("currency = \"USD\"", "currency = \"dollars\""),
    ("name = \"Partner co-sell\"", ""),
    ("id = \"registered\"", ""),
    ("id = \"registered\"", "id = [\"registered\"]"),
    ("kind = \"handoff\"", "kind = \"hand-off\""),
    ("limit = \"5 business days\"", "limit = \"5\""),
    ("limit = \"5 business days\"", "limt = \"5 business days\""),
    ("probability = 15 ", "probability = 150 "),
    ("is = \"person\"", "is = \"human\""),
    (
        "weekend = [\"Sat\", \"Sun\"]",
        "weekend = [\"Sat\", \"Holiday\"]",
    ),
    ("weekend = [\"Sat\", \"Sun\"]", "weekend = \"Sat\""),
    (
        "holidays = [2026-11-26, 2026-12-25]",
        "holidays = [\"Christmas\"]",
    ),
    ("needs_source = true", "needs_source = \"perhaps\""),
    ("EUR = 1.08", "EUR = \"much\""),
    ("below = 25000", "below = \"small\""),
    ("\"FY27-Q4\" = 600000", "\"FY27-Q4\" = \"lots\""),
    ("from = 15", "from = -1"),
    (
        "levels = { \"hygiene/stale\" = \"note\" }",
        "levels = { \"hygiene/stale\" = \"loud\" }",
    ),
];

#[test]
fn what_makes_a_process_unusable_does_not_fit() {
    let validator = validator(&json_of(&schema::process()));
    let good = read("tests/example/process.toml");
    let seen = Seen {
        today: "2026-11-23".parse::<NaiveDate>().expect("a date"),
        as_of_given: true,
    };
    for (from, to) in BAD_PROCESS {
        assert!(good.contains(from), "{from}");
        let bad = good.replacen(from, to, 1);
        let files = Memory::default().with("process.toml", bad.clone());
        let found = match load(&files, seen) {
            Ok(book) => lint(&book, &Evidence::new(&files), &Selection::default()),
            Err(invalid) => lint_invalid(&invalid),
        };
        let refused = ["process/invalid", "file/unknown-key", "file/wrong-type"];
        assert!(
            found
                .findings
                .iter()
                .any(|finding| refused.contains(&finding.rule)),
            "lint accepts {to}"
        );
        assert!(
            !validator.is_valid(&toml_json(&bad)),
            "the schema accepts {to}"
        );
    }
}

#[test]
fn every_key_has_a_plain_description() {
    fn look(value: &Value, path: &str, wrong: &mut Vec<String>) {
        let Value::Object(map) = value else {
            if let Value::Array(items) = value {
                for item in items {
                    look(item, path, wrong);
                }
            }
            return;
        };
        if let Some(Value::Object(properties)) = map.get("properties") {
            for (key, property) in properties {
                let text = property["description"].as_str().unwrap_or_default();
                if text.is_empty() || text.contains(['`', '[']) && text.contains("::") {
                    wrong.push(format!("{path}.{key}: {text:?}"));
                }
            }
        }
        for (key, below) in map.iter().filter(|(key, _)| *key != "enum") {
            look(below, &format!("{path}.{key}"), wrong);
        }
    }
    let mut wrong = Vec::new();
    look(&deal_schema(&read("process.toml")), "deal", &mut wrong);
    look(&json_of(&schema::process()), "process", &mut wrong);
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn names_come_from_the_process_with_what_they_mean() {
    let schema = deal_schema(&read("tests/example/process.toml"));
    let offered = &schema["properties"]["stage"]["anyOf"][0];
    assert_eq!(offered["$ref"], "#/$defs/stage");
    let stage = &schema["$defs"]["stage"];
    assert_eq!(
        stage["enum"],
        json!(["registered", "qualified", "handoff", "joint", "closing"])
    );
    assert_eq!(
        stage["enumDescriptions"][0],
        "Registered, owned by Maya Chen"
    );
    let rule = &schema["$defs"]["creditRule"].to_string();
    assert!(
        rule.contains("Paid through implementation services"),
        "{rule}"
    );
}

#[test]
fn a_stage_whose_name_is_a_number_fits_as_an_editor_reads_it() {
    let process = "[process]\nname = \"n\"\ncurrency = \"JPY\"\n[[stages]]\nid = \"1\"\n";
    let validator = validator(&deal_schema(process));
    for deal in [
        "stage: 1",
        "stage: '1'",
        "history: {1: 2026-08-01}",
        "credit: any",
    ] {
        let found = errors(&validator, &yaml(deal));
        assert!(found.is_empty(), "{deal}: {found:#?}");
    }
    assert!(!validator.is_valid(&yaml("opportunity: {amount: 84000.50 JPY}")));
}
