//! Common mistakes in process.toml that the parser explains at length, and how a value should look.

use crate::model::book::ProcessFault;
use crate::model::record::{Actual, Expected};
use crate::text::{Span, conflict_marker};

/// What is wrong with the file as a whole, before it is parsed: an unfinished merge, or stages in single brackets.
pub(super) fn whole_file(text: &str) -> Option<(ProcessFault, Span)> {
    if let Some(span) = conflict_marker(text) {
        let kind = ProcessFault::Invalid {
            message: "an unfinished merge: there are two versions here, and neither is the process".to_owned(),
            help: "keep one version of each line and delete the lines `<<<<<<<`, `=======` and `>>>>>>>`".to_owned(),
        };
        return Some((kind, span));
    }
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let words = line.split('#').next().unwrap_or_default().trim();
        let inner = words
            .strip_prefix('[')
            .and_then(|rest| rest.strip_suffix(']'));
        if inner.is_some_and(|inner| inner.trim() == "stages") {
            let start = at + line.len() - line.trim_start().len();
            let kind = ProcessFault::Invalid {
                message: "a stage begins with `[stages]`: in single brackets there can be only one"
                    .to_owned(),
                help: "begin every stage with `[[stages]]`, in two brackets".to_owned(),
            };
            return Some((kind, Span::new(start, start + words.len())));
        }
        at += line.len();
    }
    None
}

/// Says what a key takes and what is there. Lists begin with `- ` in YAML only.
pub(super) fn wrong_type(path: &str, expected: &Expected, found: &Actual) -> String {
    let takes = match expected {
        Expected::List => expected.short(),
        _ => expected.to_string(),
    };
    let why = expected
        .why()
        .map_or_else(String::new, |why| format!("; {why}"));
    format!("`{path}` takes {takes}{why}, this is {found}")
}

/// Shows how a value of the expected kind is written at a path.
pub(super) fn example(path: &str, expected: &Expected) -> String {
    let key = path.rsplit('.').next().unwrap_or(path);
    let value = match expected {
        Expected::Duration => {
            return "write a number, then `business days`, `days` or `weeks`".to_owned();
        }
        Expected::Amount { .. } | Expected::Decimals { .. } => {
            return "write all its digits, then the code of its currency unless it is the process currency".to_owned();
        }
        Expected::Date => "2026-03-01",
        Expected::List | Expected::Signals => "[\"first\", \"second\"]",
        Expected::Share => "20",
        Expected::Text => "\"…\"",
        Expected::Flag => "true",
        Expected::WholeNumber => "5",
        Expected::Number => "1.08",
        Expected::Map { .. } | Expected::Table | Expected::DealFile => "{ … }",
        Expected::OneOf(_) | Expected::Stages { .. } => return format!("write {expected}"),
    };
    format!("write it as `{key} = {value}`")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stages_in_single_brackets_are_one_fault() {
        let message = |text: &str| match whole_file(text) {
            Some((ProcessFault::Invalid { message, .. }, span)) => Some((message, span.start)),
            _ => None,
        };
        let found = message("[process]\nname = \"x\"\n [stages] # first\nid = \"a\"\n[stages]\n");
        let (found, start) = found.expect("a fault");
        assert!(found.contains("[stages]"), "{found}");
        assert_eq!(start, 22);
        assert_eq!(message("[[stages]]\nid = \"a\"\n"), None);
        let merge = "a = 1\n<<<<<<< HEAD\nb = 1\n=======\nb = 2\n>>>>>>> other\n";
        assert!(message(merge).expect("a fault").0.contains("merge"));
    }
}
