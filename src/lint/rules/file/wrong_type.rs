//! `file/wrong-type`.

use crate::diagnostic::{Diagnostic, Fix};
use crate::lint::rule::rule;
use crate::lint::{Rule, fixes};
use crate::model::book::{Book, Problem, ProblemKind};
use crate::text::{Place, name};

use super::meant;
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
    } else if takes.starts_with("a date") {
        "not a date written YYYY-MM-DD".to_owned()
    } else {
        format!("not {}", short(takes))
    };
    let mut finding = Diagnostic::new(rule.name, rule.level, problem.place, message)
        .label(label)
        .subject(path)
        .whose(whose(book, problem))
        .help(help(book, problem.place, path, takes));
    if problem.place.file != book.process.file {
        finding.fix = fix(book, problem.place, takes);
    }
    Some(finding)
}

/// A date's missing zeros, or the one word that was meant. A date with other marks that can be read in one way only was perhaps
/// no date: that is not safe.
fn fix(book: &Book, place: Place, takes: &str) -> Option<Fix> {
    let value = value_at(book, place);
    if takes.starts_with("a date") {
        let [day] = meant::days(value)[..] else {
            return None;
        };
        let mut fix = fixes::write(book, place, &day.to_string());
        let year_first = value.split('-').next().is_some_and(|year| year.len() == 4);
        fix.safe = year_first && value.matches('-').count() == 2;
        return Some(fix);
    }
    let words = takes.strip_prefix("one of ")?;
    let near = name::nearest(value, words.split(", "))?;
    Some(fixes::write(book, place, near))
}

/// What is written at a place, without its quotes.
fn value_at(book: &Book, place: Place) -> &str {
    let written = book.sources.file(place.file).slice(place.span);
    written.trim_matches(['"', '\''])
}

/// What a key takes without its examples: “an amount”, “a date that exists”.
fn short(takes: &str) -> &str {
    if takes.starts_with("one of ") {
        return takes;
    }
    let end = [" such as", " with keys", ",", ":"];
    let end = end.iter().filter_map(|mark| takes.find(mark)).min();
    &takes[..end.unwrap_or(takes.len())]
}

/// What else can be done than to write the value.
const LATER: &str = "or leave it out until it is known";

fn help(book: &Book, place: Place, path: &str, takes: &str) -> String {
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
    let value = value_at(book, place);
    let example = if says("a date") {
        let days = meant::days(value);
        let days: Vec<String> = days.iter().map(ToString::to_string).collect();
        if days.is_empty() {
            return format!("write it as YYYY-MM-DD, {LATER}");
        }
        days.join("` or `")
    } else if says("an amount") {
        let meant = meant::amount(value, book.process.currencies.base);
        meant.unwrap_or_else(|| "84000` or `84000 EUR".to_owned())
    } else if says("stages with") {
        let example = takes.split('`').nth(1).unwrap_or_default();
        return format!("write it as `{example}`, or as a list: `- {{stage: …, date: …}}`");
    } else if says("a list") && value.starts_with('{') {
        format!("{key}: [{{…}}]")
    } else if says("a list") {
        format!("{key}: [first, second]")
    } else if says("a map") {
        let first = takes.split('`').nth(1).unwrap_or("key");
        format!("{key}: {{{first}: …}}")
    } else if says("a text") {
        format!("{key}: \"…\"")
    } else {
        return format!("write {takes}, {LATER}");
    };
    format!("write it as `{example}`, {LATER}")
}
