//! A criterion written in one line, as on a command line: `opportunity.amount at_least 50000`. The words are those of process.toml.

use crate::model::book::{ProblemKind, ProcessFault};
use crate::model::criterion::{Criterion, Kind};
use crate::model::deal;
use crate::model::process::Process;
use crate::model::process_file::{CriterionFile, OneOf};
use crate::model::scalar::Text;
use crate::text::{FileId, Span, Spanned, name};

use super::criteria;
use super::problems::Problems;

/// What may follow the path of a field.
const WORDS: [&str; 6] = ["equals", "one_of", "at_least", "at_most", "matches", "is"];

/// Reads a criterion: a path alone, a path with one of the words of a criterion and a value, or `check` with an expression.
///
/// # Errors
/// Why it cannot be used, as process.toml would be told.
pub fn condition(text: &str, process: &Process) -> Result<Criterion, ProcessFault> {
    let file = written(text.trim())?;
    let mut list = Vec::new();
    let mut problems = Problems {
        file: FileId::default(),
        list: &mut list,
        fatal: false,
    };
    let id = text.trim().to_owned();
    let criterion = criteria::criterion(&file, id, &as_text(""), &process.written, &mut problems);
    let faults = list.into_iter().filter_map(|problem| match problem.kind {
        ProblemKind::Process(fault) => Some(fault),
        _ => None,
    });
    match faults.into_iter().next() {
        Some(fault) => Err(fault),
        None => Ok(criterion),
    }
}

/// Returns the criterion as process.toml would have it.
fn written(text: &str) -> Result<CriterionFile, ProcessFault> {
    let (head, rest) = parted(text);
    if head == "check" {
        return Ok(CriterionFile {
            check: Some(as_text(rest)),
            message: Some(as_text(rest)),
            ..CriterionFile::default()
        });
    }
    let mut file = CriterionFile {
        field: Some(as_text(head)),
        ..CriterionFile::default()
    };
    let (word, value) = parted(rest);
    if let Some(short) = deal::short_path(head).filter(|_| !word.is_empty()) {
        // What people write there is one value: `sent: 2026-11-19`.
        file.field = Some(as_text(&short));
    }
    let value = Some(value).filter(|value| !value.is_empty());
    let slot = match word {
        "" if head.is_empty() => return Err(invalid("it names no field", &help(None))),
        "" => return Ok(file),
        "one_of" => {
            let value = value.filter(|value| value.contains(|c| c != ',' && c != ' '));
            file.one_of = value.map(one_of);
            return needed(word, value).map(|()| file);
        }
        "equals" => &mut file.equals,
        "at_least" => &mut file.at_least,
        "at_most" => &mut file.at_most,
        "matches" => &mut file.matches,
        "is" => &mut file.is,
        other => {
            let near = name::nearest(other, WORDS);
            let message = format!("`{other}` is not a word of a criterion");
            return Err(invalid(&message, &help(near)));
        }
    };
    *slot = value.map(|value| as_text(without_quotes(value)));
    needed(word, value)?;
    if let Some(other) = value.filter(|kind| word == "is" && Kind::parse(kind).is_none()) {
        let known = Kind::ALL.map(|(name, _)| name).join(", ");
        let message = format!("`{other}` is not a kind of value");
        let help = format!("to compare: {head} equals {other}; the kinds are {known}");
        return Err(invalid(&message, &help));
    }
    Ok(file)
}

fn needed(word: &str, value: Option<&str>) -> Result<(), ProcessFault> {
    let message = || format!("`{word}` needs a value");
    value.map(|_| ()).ok_or_else(|| {
        invalid(
            &message(),
            &format!("write it behind the word: {word} VALUE"),
        )
    })
}

fn invalid(message: &str, help: &str) -> ProcessFault {
    ProcessFault::Invalid {
        message: message.to_owned(),
        help: help.to_owned(),
    }
}

fn help(near: Option<&str>) -> String {
    let all = format!(
        "write PATH, PATH WORD VALUE with one of {}, or check EXPRESSION",
        WORDS.join(", ")
    );
    name::did_you_mean(near, all)
}

/// `[partners]` is a table of process.toml, everything else a list.
fn one_of(value: &str) -> OneOf {
    let table = value.strip_prefix('[').and_then(|it| it.strip_suffix(']'));
    if let Some(table) = table {
        return OneOf {
            table: Some(as_text(table.trim())),
            ..OneOf::default()
        };
    }
    let values = value.split(',').map(str::trim);
    let values = values.filter(|value| !value.is_empty());
    OneOf {
        values: values.map(without_quotes).map(as_text).collect(),
        ..OneOf::default()
    }
}

fn parted(text: &str) -> (&str, &str) {
    let (head, rest) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
    (head, rest.trim())
}

fn without_quotes(value: &str) -> &str {
    let inner = value
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'));
    inner.unwrap_or(value)
}

fn as_text(text: &str) -> Text {
    Spanned::new(text.into(), Span::default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::{Memory, process_of};

    fn process() -> Process {
        let text = "[process]\nname = \"x\"\ncurrency = \"USD\"\n[[stages]]\nid = \"open\"\n";
        let files = Memory::default().with("process.toml", text);
        process_of(&files).expect("a process")
    }

    #[test]
    fn a_criterion_is_read_in_the_words_of_process_toml() {
        let process = process();
        for (text, demand) in [
            ("need", "need is there"),
            (
                "qualification.budget.status equals confirmed",
                "qualification.budget.status is confirmed",
            ),
            (
                "account.name equals \"Halden Foods\"",
                "account.name is Halden Foods",
            ),
            (
                "opportunity.amount at_least 50000",
                "opportunity.amount is at least 50000",
            ),
            (
                " handoff.seller one_of Sam Ortiz, Ana Duarte ",
                "handoff.seller is Sam Ortiz or Ana Duarte",
            ),
            (
                "partner.name one_of [partners]",
                "partner.name is one of [partners]",
            ),
            (
                "handoff.sent is past date",
                "handoff.sent.date is a date in the past",
            ),
            (
                "check deal.opportunity.amount > 5",
                "deal.opportunity.amount > 5",
            ),
        ] {
            let read =
                condition(text, &process).unwrap_or_else(|fault| panic!("{text}: {fault:?}"));
            assert!(read.is_usable(), "{text}");
            assert_eq!(read.demand(), demand);
        }
    }

    #[test]
    fn what_cannot_be_used_is_a_fault() {
        let process = process();
        for text in [
            "",
            "check",
            "check 1 +",
            "check deal.nobody == 'x'",
            "nobody",
            "need equals",
            "need one_of",
            "need one_of ,",
            "need is confirmed",
            "need matches (",
            "need eqals x",
        ] {
            assert!(condition(text, &process).is_err(), "{text}");
        }
    }
}
