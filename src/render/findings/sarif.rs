//! SARIF 2.1.0, which code-scanning services read: every rule with its help, every finding with its places and fixes.

use serde::Serialize;
use serde_json::{Map, Value, json};

use crate::diagnostic::{Diagnostic, Fix};
use crate::lint::{Rule, rules};
use crate::render::json::to_text;
use crate::render::{RenderError, TermStyle};
use crate::text::{Place, Sources};

use super::drawing::assignee_with_role;
use super::format::{Findings, FindingsFormat};
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
    prefix: &'a [u8],
}

/// SARIF 2.1.0.
#[derive(Debug)]
pub(super) struct Sarif;

impl FindingsFormat for Sarif {
    fn name(&self) -> &'static str {
        "sarif"
    }

    fn about(&self) -> &'static str {
        "SARIF 2.1.0, for code-scanning services"
    }

    /// Writes the log of one run. If there are findings from before a change, they are `unchanged` and the others `new`.
    fn render(&self, findings: &Findings<'_>, _: TermStyle) -> Result<String, RenderError> {
        const VERSION: &str = env!("CARGO_PKG_VERSION");
        let prefix = (findings.prefix)();
        let files = Files {
            sources: findings.sources,
            prefix: &prefix,
        };
        let known: Vec<&Rule> = rules::all().collect();
        let driver = json!({
            "name": "dealctl",
            "version": VERSION,
            "semanticVersion": VERSION,
            "rules": known.iter().map(|rule| rule_of(rule)).collect::<Vec<_>>(),
        });
        let results = findings.with_old().map(|(finding, is_old)| {
            let state = if is_old { "unchanged" } else { "new" };
            let state = (!findings.old.is_empty()).then_some(state);
            result(finding, state, files, &known)
        });
        let run = Run {
            tool: json!({ "driver": driver }),
            // Columns count characters, as everywhere in dealctl.
            column_kind: "unicodeCodePoints",
            original_uri_base_ids: json!({ "ROOT": { "description": { "text": "The top folder of the git repository; outside of one, the folder that holds process.toml." } } }),
            results: results.collect(),
        };
        let log = Log {
            schema: SCHEMA,
            version: "2.1.0",
            runs: vec![run],
        };
        Ok(to_text(&log)?)
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
        "defaultConfiguration": { "level": rule.level.name() },
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
    put("level", json!(finding.level.name()));
    if let Some(state) = state {
        put("baselineState", json!(state));
    }
    let mut text = format!("{}.", finding.message);
    if let Some(whose) = assignee_with_role(&finding.whose) {
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
    json!({ "uri": uri([files.prefix, path.as_bytes()].concat()), "uriBaseId": "ROOT" })
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
