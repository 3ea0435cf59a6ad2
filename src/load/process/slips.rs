//! Slips in process.toml that the parser would tell in many words, and what a value would have looked like.

use crate::model::book::ProblemKind;
use crate::text::{Span, conflict_marker};

/// What is wrong with the file as a whole, before it is parsed: an unfinished merge, or stages in single brackets.
pub(super) fn whole_file(text: &str) -> Option<(ProblemKind, Span)> {
    if let Some(span) = conflict_marker(text) {
        let kind = ProblemKind::InvalidProcess {
            message: "an unfinished merge: two versions stand here, and neither is the process".to_owned(),
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
            let kind = ProblemKind::InvalidProcess {
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

/// How a value of some kind is written at a path.
pub(super) fn example(path: &str, takes: &str) -> String {
    let key = path.rsplit('.').next().unwrap_or(path);
    let kinds = [
        ("a duration", "\"2 weeks\""),
        ("an amount", "84000"),
        ("a date", "2026-03-01"),
        ("a list", "[\"first\", \"second\"]"),
        ("a share", "20"),
        ("a text", "\"…\""),
        ("true or false", "true"),
        ("a whole number", "5"),
        ("a number", "1.08"),
        ("a map", "{ … }"),
        ("a table", "{ … }"),
    ];
    let kind = kinds.iter().find(|(kind, _)| takes.starts_with(kind));
    kind.map_or_else(
        || format!("write {takes}"),
        |(_, value)| format!("write it as `{key} = {value}`"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stages_in_single_brackets_are_one_fault() {
        let message = |text: &str| match whole_file(text) {
            Some((ProblemKind::InvalidProcess { message, .. }, span)) => {
                Some((message, span.start))
            }
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
