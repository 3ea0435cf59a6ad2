//! `file/wrong-type`.

use crate::diagnostic::{Diagnostic, Fix};
use crate::lint::rule::rule;
use crate::lint::{Rule, mend};
use crate::model::book::{Book, Problem, ProblemKind};
use crate::model::scalar::parse_date;
use crate::text::{Place, name};

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

/// A date's missing zeros, or the one word that was meant. A date with other marks, year first, can be read in one way only,
/// but was perhaps no date: that is not safe.
fn fix(book: &Book, place: Place, takes: &str) -> Option<Fix> {
    let value = value_at(book, place);
    if takes.starts_with("a date") {
        let (date, dashes) = padded(value)?;
        let mut fix = mend::write(book, place, &date);
        fix.safe = dashes;
        return Some(fix);
    }
    let words = takes.strip_prefix("one of ")?;
    let near = name::nearest(value, words.split(", "))?;
    Some(mend::write(book, place, near))
}

/// What is written at a place, without its quotes.
fn value_at(book: &Book, place: Place) -> &str {
    let written = book.sources.file(place.file).slice(place.span);
    written.trim_matches(['"', '\''])
}

/// `2026-01-05` for `2026-1-5`, `2026/1/5` or `2026.1.5`, and whether dashes were written; only a day that exists.
fn padded(text: &str) -> Option<(String, bool)> {
    let mark = ['-', '/', '.']
        .into_iter()
        .find(|mark| text.contains(*mark))?;
    let parts: Vec<&str> = text.split(mark).collect();
    let [year, month, day] = parts[..] else {
        return None;
    };
    let fits = |part: &str, longest| {
        (1..=longest).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    if year.len() != 4 || !fits(year, 4) || !fits(month, 2) || !fits(day, 2) {
        return None;
    }
    let date = format!("{year}-{month:0>2}-{day:0>2}");
    parse_date(&date).map(|_| (date, mark == '-'))
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
    let example = if says("a date") {
        // The day that seems to be meant, not just any.
        let meant = padded(value_at(book, place));
        meant.map_or_else(|| book.today.to_string(), |(date, _)| date)
    } else if says("an amount") {
        "84000` or `84000 EUR".to_owned()
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
