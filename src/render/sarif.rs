//! SARIF 2.1.0, which code-scanning services read: every rule with its help, every finding with its places and fixes.

use serde::Serialize;
use serde_json::{Map, Value, json};

use crate::diagnostic::{Diagnostic, Fix, Level};
use crate::lint::{Rule, rules};
use crate::text::{Place, Sources};

use super::human::move_words;
use super::links::uri;

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Log {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: Vec<Run>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run {
    tool: Value,
    column_kind: &'static str,
    original_uri_base_ids: Value,
    results: Vec<Value>,
}

/// The files that findings are in, as services look for them.
#[derive(Clone, Copy)]
struct Files<'a> {
    sources: &'a Sources,
    prefix: &'a str,
}

/// The findings as SARIF. `prefix` leads from the top of the git repository, which services count from, to the book: empty,
/// or ending with `/`. What was there before a change is `unchanged` where there is any, and the findings are `new`.
///
/// # Errors
/// Never in practice: every value has a form in JSON.
pub fn sarif(
    findings: &[&Diagnostic],
    old: &[Diagnostic],
    sources: &Sources,
    prefix: &str,
    version: &str,
) -> Result<String, serde_json::Error> {
    let files = Files { sources, prefix };
    let known: Vec<&Rule> = rules::all().collect();
    let driver = json!({
        "name": "dealctl",
        "version": version,
        "semanticVersion": version,
        "rules": known.iter().map(|rule| rule_of(rule)).collect::<Vec<_>>(),
    });
    let state = |state| (!old.is_empty()).then_some(state);
    let new = findings.iter().map(|finding| (*finding, state("new")));
    let old = old.iter().map(|finding| (finding, state("unchanged")));
    let results = new.chain(old);
    let results = results
        .map(|(finding, state)| result(finding, state, files, &known))
        .collect();
    let run = Run {
        tool: json!({ "driver": driver }),
        // Columns count characters, as everywhere in dealctl.
        column_kind: "unicodeCodePoints",
        original_uri_base_ids: json!({ "ROOT": { "description": { "text": "The top folder of the git repository; outside of one, the folder that holds process.toml." } } }),
        results,
    };
    let log = Log {
        schema: SCHEMA,
        version: "2.1.0",
        runs: vec![run],
    };
    super::json::to_text(&log)
}

fn level_of(level: Level) -> &'static str {
    match level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Note => "note",
    }
}

fn rule_of(rule: &Rule) -> Value {
    let doc: Vec<&str> = rule
        .doc
        .lines()
        .map(|line| line.strip_prefix(' ').unwrap_or(line))
        .collect();
    let markdown = doc.join("\n");
    json!({
        "id": rule.name,
        "shortDescription": { "text": format!("{}.", rule.summary()) },
        "fullDescription": { "text": format!("{}.", rule.summary()) },
        "help": { "text": markdown.trim(), "markdown": markdown.trim() },
        "defaultConfiguration": { "level": level_of(rule.level) },
        "properties": { "tags": [rule.family()] },
    })
}

fn result(finding: &Diagnostic, state: Option<&str>, files: Files<'_>, known: &[&Rule]) -> Value {
    let mut result = Map::new();
    let mut put = |key: &str, value: Value| result.insert(key.to_owned(), value);
    put("ruleId", json!(finding.rule));
    if let Some(index) = known.iter().position(|rule| rule.name == finding.rule) {
        put("ruleIndex", json!(index));
    }
    put("level", json!(level_of(finding.level)));
    if let Some(state) = state {
        put("baselineState", json!(state));
    }
    let mut text = format!("{}.", finding.message);
    if let Some(whose) = move_words(&finding.whose) {
        text += &format!(" Move: {whose}.");
    }
    if let Some(help) = &finding.help {
        text += &format!(" Help: {}", help.replace('\n', "; "));
    }
    put("message", json!({ "text": text }));
    let label = Some(finding.label.as_str()).filter(|label| !label.is_empty());
    put("locations", json!([location(finding.place, label, files)]));
    if !finding.related.is_empty() {
        let related: Vec<Value> = finding
            .related
            .iter()
            .map(|label| location(label.place, Some(&label.message), files))
            .collect();
        put("relatedLocations", json!(related));
    }
    // What stays the same when lines move: for services that follow a finding from commit to commit.
    let identity = format!(
        "{}|{}|{}",
        finding.deal.as_deref().unwrap_or_default(),
        finding.rule,
        finding.subject
    );
    put(
        "partialFingerprints",
        json!({ "dealRuleSubject/v1": identity }),
    );
    if let Some(fix) = &finding.fix {
        put("fixes", json!([fix_of(fix, files)]));
    }
    Value::Object(result)
}

fn artifact(place: Place, files: Files<'_>) -> Value {
    let path = &files.sources.file(place.file).path;
    json!({ "uri": uri(&format!("{}{path}", files.prefix)), "uriBaseId": "ROOT" })
}

fn region(place: Place, sources: &Sources) -> Value {
    let (start, end) = (sources.start(place), sources.end(place));
    json!({ "startLine": start.line, "startColumn": start.column, "endLine": end.line, "endColumn": end.column })
}

fn location(place: Place, message: Option<&str>, files: Files<'_>) -> Value {
    let mut location = json!({
        "physicalLocation": { "artifactLocation": artifact(place, files), "region": region(place, files.sources) },
    });
    if let (Some(message), Some(location)) = (message, location.as_object_mut()) {
        location.insert("message".to_owned(), json!({ "text": message }));
    }
    location
}

fn fix_of(fix: &Fix, files: Files<'_>) -> Value {
    let changes: Vec<Value> = fix
        .edits
        .iter()
        .map(|edit| {
            json!({
                "artifactLocation": artifact(edit.place, files),
                "replacements": [{ "deletedRegion": region(edit.place, files.sources), "insertedContent": { "text": edit.text } }],
            })
        })
        .collect();
    json!({ "description": { "text": fix.title }, "artifactChanges": changes })
}
