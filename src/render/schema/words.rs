//! What a schema says to people: values with what they mean, descriptions, titles.

use serde_json::{Value, json};

use super::forms::{Schema, object};
use super::hint::Choice;

/// Returns the name of a type as people write it: `HandoffMove` is “Handoff move”.
pub(super) fn in_words(name: &str) -> String {
    let name = ["File", "Map"]
        .iter()
        .find_map(|ending| name.strip_suffix(ending))
        .unwrap_or(name);
    let mut words = String::with_capacity(name.len() + 4);
    for letter in name.chars() {
        if letter.is_uppercase() && !words.is_empty() {
            words.push(' ');
            words.extend(letter.to_lowercase());
        } else {
            words.push(letter);
        }
    }
    words
}

/// Returns the values, and what they mean where editors look for it. YAML reads a value such as `1` as a number.
pub(super) fn listed(choices: &[Choice]) -> Schema {
    let mut names: Vec<Value> = Vec::new();
    let mut words: Vec<&str> = Vec::new();
    for choice in choices {
        let read: Option<Value> = serde_json::from_str(&choice.value).ok();
        let scalar = read.filter(|value| value.is_number() || value.is_boolean());
        for name in [Some(json!(choice.value)), scalar].into_iter().flatten() {
            if !names.contains(&name) {
                names.push(name);
                words.push(&choice.about);
            }
        }
    }
    if words.iter().all(|word| word.is_empty()) {
        return object(json!({ "enum": names }));
    }
    object(json!({ "enum": names, "enumDescriptions": words }))
}

pub(super) fn require(schema: &mut Schema, keys: &[&str]) {
    if !keys.is_empty() {
        schema.insert("required".to_owned(), json!(keys));
    }
}

pub(super) fn describe(schema: &mut Schema, text: &str) {
    if !text.is_empty() {
        schema.insert("description".to_owned(), json!(text));
    }
}

/// Strips documentation of backticks, links between types, and numbers of rules that its reader does not have at hand.
pub(super) fn plain(doc: &str) -> String {
    let mut out = String::with_capacity(doc.len());
    let mut rest = doc.trim();
    while let Some(open) = rest.find(" (D") {
        let Some(close) = rest[open..].find(')') else {
            break;
        };
        out.push_str(&rest[..open]);
        rest = &rest[open + close + 1..];
    }
    out.push_str(rest);
    out.replace("[`super::limits::Limits`]", "docs/format.md")
        .replace("[`Agreed`]", "agreed")
        .replace('`', "")
}
