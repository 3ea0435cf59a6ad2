//! `file/wrong-type`.

use crate::diagnostic::Diagnostic;
use crate::lint::Rule;
use crate::lint::rule::rule;
use crate::model::book::{Book, Problem, ProblemKind};

use super::whose::whose;

rule! {
    /// A value is of another kind than its key takes.
    ///
    /// A date that is no date, an amount with a dot for thousands, a list where one text belongs: the value cannot be
    /// used, and guessing what was meant would put a wrong number into the forecast. Nothing else is said of it until it is
    /// mended. A word such as `tbd` is no wrong value: it is spoken of where a value is required.
    ///
    /// ```yaml bad
    /// account: {name: Quayside Ports}
    /// opportunity: {amount: 84.000 EUR, close_date: end of March}
    /// ```
    /// ```yaml bad
    /// account: [Quayside Ports]
    /// ```
    /// ```yaml bad
    /// - account: {name: Quayside Ports}
    /// ```
    /// ```yaml bad
    /// # nothing here yet
    /// ```
    /// ```yaml good
    /// account: {name: Quayside Ports}
    /// opportunity: {amount: 84000 EUR, close_date: 2027-03-31}
    /// need: tbd
    /// ```
    pub(super) WRONG_TYPE = "file/wrong-type", Error, Problem(check)
}

fn check(book: &Book, problem: &Problem, rule: &Rule) -> Option<Diagnostic> {
    let ProblemKind::WrongType {
        path,
        expected,
        found,
    } = &problem.kind
    else {
        return None;
    };
    let (takes, why) = expected.split_once("; ").unwrap_or((expected, ""));
    let message = match path.as_str() {
        "" if found == "an empty file" => format!("the file is empty, and takes {takes}"),
        "" => format!("the file is {found}, and takes {takes}"),
        path if why.is_empty() || why.ends_with(found.as_str()) => {
            format!("{path} is {found}, and takes {takes}")
        }
        path => format!("{path} is {found}, not {}: {why}", short(takes)),
    };
    let label = if path.is_empty() {
        "not a deal".to_owned()
    } else {
        format!("not {}", short(takes))
    };
    Some(
        Diagnostic::new(rule.name, rule.level, problem.place, message)
            .label(label)
            .subject(path)
            .whose(whose(book, problem))
            .help(help(book, path, takes)),
    )
}

/// What a key takes without its examples: “an amount”, “a date that exists”.
fn short(takes: &str) -> &str {
    let end = [" such as", " with keys", ",", ":"];
    let end = end.iter().filter_map(|mark| takes.find(mark)).min();
    &takes[..end.unwrap_or(takes.len())]
}

fn help(book: &Book, path: &str, takes: &str) -> String {
    let key = path.rsplit('.').next().unwrap_or(path);
    let says = |start: &str| takes.starts_with(start);
    if path.is_empty() {
        let start = if says("a list") {
            "- {date: …, kind: …, by: …}"
        } else {
            "account: {name: …}"
        };
        return format!("begin the file with `{start}`");
    }
    let example = if says("a date") {
        book.today.to_string()
    } else if says("an amount") {
        "84000".to_owned()
    } else if says("a list") {
        format!("{key}: [first, second]")
    } else if says("a map") {
        let first = takes.split('`').nth(1).unwrap_or("key");
        format!("{key}: {{{first}: …}}")
    } else if says("a text") {
        format!("{key}: \"…\"")
    } else {
        return format!("write {takes}, or leave it out until it is known");
    };
    format!("write it as `{example}`, or leave it out until it is known")
}
