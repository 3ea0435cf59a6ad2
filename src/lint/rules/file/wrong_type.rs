//! `file/wrong-type`.

use crate::diagnostic::{Diagnostic, Fix};
use crate::lint::rule::rule;
use crate::lint::{Rule, fixes};
use crate::model::book::{Book, Problem, ProblemKind};
use crate::model::money::parse_amount;
use crate::model::record::{Actual, Expected, ReadProblem};
use crate::text::{Place, name};

use super::meant;
use super::whose::whose;

rule! {
    /// A value is not of the type that its key takes.
    ///
    /// An impossible date, an amount with a dot for thousands, a list where one text belongs: the value cannot be used,
    /// and guessing what was meant would put a wrong number into the forecast. No other rule reports it until it is
    /// fixed. `tbd` is a placeholder, not a wrong value; it is reported only where a value is required.
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
    let ProblemKind::Read(ReadProblem::WrongType {
        path,
        expected,
        found,
    }) = &problem.kind
    else {
        return None;
    };
    let meant = name::meant(likely(book, problem.place, expected).as_deref());
    let message = match (path.as_str(), found, expected.why()) {
        ("", Actual::EmptyFile, _) => format!("the file is empty, and takes {expected}"),
        ("", ..) => format!("the file is {found}, and takes {expected}"),
        (path, _, None) => format!("{path} is {found}, and takes {expected}{meant}"),
        (path, _, Some(why)) => {
            format!("{path} is {found}, not {}: {why}{meant}", expected.short())
        }
    };
    let label = match expected {
        _ if path.is_empty() => "not a deal".to_owned(),
        Expected::Date => "not a date written YYYY-MM-DD".to_owned(),
        _ => format!("not {}", expected.short()),
    };
    let mut finding = Diagnostic::new(rule.name, rule.level, problem.place, message)
        .label(label)
        .subject(path)
        .whose(whose(book, problem))
        .help(help(book, problem.place, path, expected));
    if problem.place.file != book.process.file {
        finding.fix = fix(book, problem.place, expected);
    }
    Some(finding)
}

/// Returns a date with its missing zeros, or the word that was most likely meant. A date with other marks is not a safe
/// fix, even if it can be read in one way only: it may not be a date.
fn fix(book: &Book, place: Place, expected: &Expected) -> Option<Fix> {
    let value = value_at(book, place);
    match expected {
        Expected::Date => {
            let [day] = meant::days(value)[..] else {
                return None;
            };
            let mut fix = fixes::write(book, place, &day.to_string());
            let year_first = value.split('-').next().is_some_and(|year| year.len() == 4);
            fix.safe = year_first && value.matches('-').count() == 2;
            Some(fix)
        }
        Expected::Amount { .. } | Expected::Decimals { .. } => {
            let currencies = &book.process.currencies;
            let amount = meant::amount(value, currencies.base)?;
            // Without a rate it would be unknown as before.
            currencies.convert(parse_amount(&amount).ok()?)?;
            let mut fix = fixes::write(book, place, &amount);
            fix.safe = meant::is_plain(value, currencies.base);
            if !fix.safe {
                fix.title = format!("write `{amount}`, if that is what was meant");
            }
            Some(fix)
        }
        Expected::OneOf(words) => {
            let near = name::nearest(value, words.iter().copied())?;
            Some(fixes::write(book, place, near))
        }
        _ => None,
    }
}

/// Returns the one value that was most likely meant: a day, an amount, a word.
fn likely(book: &Book, place: Place, expected: &Expected) -> Option<String> {
    if place.file == book.process.file {
        return None;
    }
    let value = value_at(book, place);
    match expected {
        Expected::Date => match meant::days(value)[..] {
            [day] => Some(day.to_string()),
            _ => None,
        },
        Expected::Amount { .. } | Expected::Decimals { .. } => {
            meant::amount(value, book.process.currencies.base)
        }
        Expected::OneOf(words) => name::nearest(value, words.iter().copied()).map(str::to_owned),
        _ => None,
    }
}

/// Returns what is written at a place, without its quotes.
fn value_at(book: &Book, place: Place) -> &str {
    let written = book.sources.file(place.file).slice(place.span);
    written.trim_matches(['"', '\''])
}

/// Returns what else can be done besides writing the value.
const LATER: &str = "or leave it out until it is known";

/// Says how an amount is written, without making one up.
fn amount_help(book: &Book, value: &str) -> String {
    let currencies = &book.process.currencies;
    let base = currencies.base;
    let Some(meant) = meant::amount(value, base) else {
        return format!(
            "ask for the amount and write all its digits, followed by the code of its currency if that is not {}, {LATER}",
            base.code()
        );
    };
    let amount = parse_amount(&meant).ok();
    let currency = amount.and_then(|amount| amount.currency);
    let unknown = currency.filter(|currency| currencies.rate(*currency).is_none());
    let rate = unknown.map_or_else(String::new, |currency| {
        let code = currency.code();
        format!(
            ", and what one {code} is worth in {} under [currencies] of process.toml: `{code} = …`",
            base.code()
        )
    });
    if meant::is_plain(value, base) {
        format!("write it as `{meant}`{rate}, {LATER}")
    } else {
        format!(
            "`{meant}` meant? Write it so{rate}, or ask whoever knows: until then nobody can say what the deal is worth"
        )
    }
}

fn help(book: &Book, place: Place, path: &str, expected: &Expected) -> String {
    if path.is_empty() {
        let start = match expected {
            Expected::Signals => "- {date: …, kind: …, by: …}",
            _ => "account: {name: …}",
        };
        return format!("begin the file with `{start}`");
    }
    let key = path.rsplit('.').next().unwrap_or(path);
    let value = value_at(book, place);
    let example = match expected {
        Expected::Date => {
            let days: Vec<String> = meant::days(value).iter().map(ToString::to_string).collect();
            if days.is_empty() {
                return format!("write it as YYYY-MM-DD, {LATER}");
            }
            days.join("` or `")
        }
        Expected::Amount { .. } | Expected::Decimals { .. } => {
            return amount_help(book, value);
        }
        Expected::Stages { example } => {
            return format!("write it as `{example}`, or as a list: `- {{stage: …, date: …}}`");
        }
        Expected::List | Expected::Signals if value.starts_with('{') => format!("{key}: [{{…}}]"),
        Expected::List | Expected::Signals => format!("{key}: [first, second]"),
        Expected::Map { keys } => {
            format!("{key}: {{{}: …}}", keys.first().unwrap_or(&"key"))
        }
        Expected::Text => format!("{key}: \"…\""),
        Expected::Flag
        | Expected::Share
        | Expected::WholeNumber
        | Expected::Number
        | Expected::Duration
        | Expected::Table
        | Expected::OneOf(_)
        | Expected::DealFile => return format!("write {expected}, {LATER}"),
    };
    format!("write it as `{example}`, {LATER}")
}
