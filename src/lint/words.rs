//! Wording that several rules share: lists and quotations, whose move it is, and what a criterion asks somebody to do.

use chrono::NaiveDate;

use crate::analysis::Case;
pub use crate::analysis::command::{command, recording};
use crate::analysis::gates::CriterionResult;
use crate::diagnostic::Assignee;
use crate::load;
use crate::model::deal::ResponseResult;
use crate::model::past::Commit;
use crate::model::scalar::{Text, prose_date};
use crate::model::{Condition, Criterion, Kind, Process};
use crate::text::{Node, Span, Value, safe, yaml};

use super::DealContext;

/// `a`, `a and b`, `a, b and c`.
pub fn list<T: AsRef<str>>(items: &[T]) -> String {
    let items: Vec<&str> = items.iter().map(AsRef::as_ref).collect();
    match items.as_slice() {
        [] => String::new(),
        [only] => (*only).to_owned(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// A small number as a word: `two`.
pub fn number(n: usize) -> String {
    const WORDS: [&str; 10] = [
        "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine",
    ];
    WORDS
        .get(n)
        .map_or_else(|| n.to_string(), |word| (*word).to_owned())
}

/// Quotes a text of a file, shortened, on one line.
pub fn quoted(text: &str) -> String {
    let text = safe::one_line(text.trim());
    let mut short: String = text.chars().take(60).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    format!("`{short}`")
}

/// Puts a text of a file on one line, for use within a sentence.
pub fn plain(text: &str) -> String {
    safe::one_line(text.trim()).into_owned()
}

/// Returns who makes a move: the person, else the role.
pub fn who(whose: &Assignee) -> String {
    match (&whose.owner, &whose.role) {
        (Some(owner), _) => safe::one_line(owner).into_owned(),
        (None, Some(role)) => format!("the {role}"),
        (None, None) => "somebody".to_owned(),
    }
}

/// `stage/id` of a criterion.
pub fn name_of(process: &Process, judged: &CriterionResult<'_>) -> String {
    format!(
        "{}/{}",
        process.stages[judged.stage].id, judged.criterion.id
    )
}

/// Returns the partner's name for a sentence, or “the partner”.
pub fn partner(case: &Case<'_>) -> String {
    let name = case.deal.partner_name();
    name.map_or_else(|| "the partner".to_owned(), |name| plain(name))
}

/// Returns the name of the partner's person; `None` if it is missing or not a person's.
pub fn partner_contact<'a>(case: &Case<'a>) -> Option<&'a str> {
    let contact = case.deal.partner.as_deref()?.contact.as_ref()?;
    case.person_name(contact.name.as_ref()?)
}

/// Describes a commit at the beginning of a sentence: `Sam Ortiz (3fa2c1d0, Tue 6 Oct)`. The name comes from the commit
/// and may be anything.
pub fn by_commit(commit: &Commit, today: NaiveDate) -> String {
    let day = prose_date(commit.day, today);
    format!("{} ({}, {day})", plain(commit.who()), commit.short())
}

/// Returns what a criterion asks somebody to do, to follow “still has to ”: `confirm the budget`.
pub fn task(criterion: &Criterion) -> String {
    if let Some(message) = &criterion.message {
        return format!(
            "meet “{}”",
            safe::one_line(message.trim().trim_end_matches('.'))
        );
    }
    let path = criterion.field.as_ref().map_or("", |field| &*field.value);
    for condition in &criterion.conditions {
        return match condition {
            Condition::Equals(value)
                if path == "handoff.response.result"
                    && &*value.value == ResponseResult::Accepted.name() =>
            {
                "get the handoff accepted".to_owned()
            }
            Condition::Equals(value) if &*value.value == "confirmed" => {
                format!("confirm the {}", noun(path))
            }
            Condition::Equals(value) => format!("bring {path} to `{value}`"),
            Condition::OneOf {
                table: Some(table), ..
            } => format!("choose {path} from [{table}]"),
            Condition::OneOf { values, .. } => format!("set {path} to {}", values.join(" or ")),
            Condition::AtLeast(value) => format!("bring {path} to {value} or more"),
            Condition::AtMost(value) => format!("bring {path} to {value} or less"),
            Condition::Matches(pattern, _) => format!("write {path} as {pattern}"),
            Condition::Is(Kind::Person) => format!("name one person in {path}"),
            Condition::Is(kind) => format!("give {path} {}", kind.words()),
            Condition::Check(_) | Condition::Broken => continue,
        };
    }
    format!("put {path} on record")
}

/// Numbers the ways to do something behind what comes before each of them: `ask Ana Duarte. 1. …; 2. …`.
pub fn ways_after(first: &str, all: &[String]) -> String {
    format!("{first}. {}", ways(all))
}

/// Returns the reasons to choose from, to follow a command: ` (no budget, no fit)`.
pub fn reasons(known: &[Text]) -> String {
    if known.is_empty() {
        return String::new();
    }
    let known: Vec<String> = known.iter().map(|reason| plain(reason)).collect();
    format!(" ({})", known.join(", "))
}

/// Returns the command that tells the partner how a deal ended. Without a contact on record it asks for the name.
pub fn tell(case: &Case<'_>) -> String {
    let to = ["--to", "NAME"];
    let is_known = partner_contact(case).is_some();
    command(case, "tell", if is_known { &[] } else { &to })
}

/// Returns the ways to do something, as a numbered list if there are several: `1. … 2. …`.
pub fn ways<T: AsRef<str>>(ways: &[T]) -> String {
    if let [only] = ways {
        return only.as_ref().to_owned();
    }
    let ways = ways.iter().enumerate();
    let ways = ways.map(|(n, way)| format!("{}. {}", n + 1, way.as_ref()));
    ways.collect::<Vec<_>>().join("; ")
}

/// Returns the path of an item of a list in the deal's file, by its place: `touches.2`; of a map in the place of the list, the key.
pub fn item(deal: &DealContext<'_>, key: &str, span: Span) -> String {
    let text = &deal.book.sources.file(deal.case.deal.file).text;
    let document = yaml::parse(text, &load::limits(deal.case.process));
    let node = document.root.get(key);
    let Some(Value::List(items)) = node.map(|node| &node.value) else {
        return key.to_owned();
    };
    let holds = |item: &Node<'_>| item.span.start <= span.start && span.start <= item.span.end;
    let at = items.iter().position(holds).unwrap_or_default();
    format!("{key}.{at}")
}

/// Returns the last part of a path that means something on its own: `budget` of `qualification.budget.status`.
fn noun(path: &str) -> &str {
    let path = path.strip_suffix(".status").unwrap_or(path);
    path.rsplit('.').next().unwrap_or(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_read_as_prose() {
        assert_eq!(list::<&str>(&[]), "");
        assert_eq!(list(&["a"]), "a");
        assert_eq!(list(&["a", "b"]), "a and b");
        assert_eq!(list(&["a", "b", "c"]), "a, b and c");
    }

    #[test]
    fn quotations_stay_short_and_on_one_line() {
        assert_eq!(quoted(" a\nb "), "`a b`");
        assert_eq!(quoted(&"x".repeat(70)).chars().count(), 63);
    }
}
