//! Exit criteria: what must be true of a deal before it may leave a stage (D1.3; docs/format.md, Criteria).

use regex::Regex;

use crate::text::{Span, Spanned};

use super::check::Check;
use super::money::Amount;
use super::scalar::{Date, Text};

/// One exit criterion of a stage.
#[derive(Clone, Debug)]
pub struct Criterion {
    /// Unique within its stage.
    pub id: String,
    /// The whole entry in process.toml.
    pub span: Span,
    /// The path it asks for; `None` if it is a check.
    pub field: Option<Text>,
    /// What must hold beyond presence.
    pub conditions: Vec<Condition>,
    /// Shown when it is unmet.
    pub hint: Option<Text>,
    /// In place of the generated sentence; always there with a check.
    pub message: Option<Text>,
    /// The role or side whose move it is; without it the stage's owner.
    pub who: Option<Text>,
    /// Applies only to deals that entered the stage on or after this day (D1.7).
    pub since: Option<Date>,
    /// Applies only to deals of at least this amount, and to those whose amount is not known (D4.7).
    pub from: Option<Spanned<Amount>>,
    /// Whether it comes from `transfers` (D3.8) and not from `exit`.
    pub transfer: bool,
}

/// What a criterion asks of a value that is there.
#[derive(Clone, Debug)]
pub enum Condition {
    /// Exactly this.
    Equals(Text),
    /// One of these.
    OneOf {
        /// The values.
        values: Vec<String>,
        /// The table of process.toml that they are the keys of.
        table: Option<String>,
    },
    /// This number, amount or day, or more.
    AtLeast(Text),
    /// This number, amount or day, or less.
    AtMost(Text),
    /// The whole of a regular expression occurs in it.
    Matches(Text, Regex),
    /// It is of a kind.
    Is(Kind),
    /// A CEL expression is true.
    Check(Box<Check>),
    /// It could not be understood; that has a finding of its own, and it is not judged.
    Broken,
}

/// The kinds of value that `is` knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// One named person.
    Person,
    /// A day.
    Date,
    /// A day that was over when the stage was left.
    PastDate,
    /// A day that was still to come when the stage was left.
    FutureDate,
    /// A link or a path to a file that is there.
    Link,
    /// A mail address.
    Email,
    /// An amount of money.
    Money,
}

impl Kind {
    /// Every kind with its word.
    pub const ALL: [(&'static str, Self); 7] = [
        ("person", Self::Person),
        ("date", Self::Date),
        ("past date", Self::PastDate),
        ("future date", Self::FutureDate),
        ("link", Self::Link),
        ("email", Self::Email),
        ("money", Self::Money),
    ];

    /// The kind behind a word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|(name, _)| *name == word)
            .map(|(_, kind)| kind)
    }

    /// What it asks for, to follow “must be ”.
    pub fn words(self) -> &'static str {
        match self {
            Self::Person => "one named person",
            Self::Date => "a date",
            Self::PastDate => "a date in the past",
            Self::FutureDate => "a date in the future",
            Self::Link => "a link, or a file of the repository",
            Self::Email => "a mail address",
            Self::Money => "an amount of money",
        }
    }
}

impl Criterion {
    /// Returns whether it can be judged at all.
    pub fn is_usable(&self) -> bool {
        !self
            .conditions
            .iter()
            .any(|condition| matches!(condition, Condition::Broken))
    }

    /// What it asks for, as a short clause: `qualification.budget.status is confirmed`.
    pub fn demand(&self) -> String {
        if let Some(message) = &self.message {
            return message.to_string();
        }
        let field = self.field.as_ref().map_or("", |field| &*field.value);
        let mut parts: Vec<String> = self
            .conditions
            .iter()
            .filter_map(Condition::words)
            .collect();
        if parts.is_empty() {
            parts.push("is there".to_owned());
        }
        format!("{field} {}", parts.join(" and "))
    }
}

impl Condition {
    fn words(&self) -> Option<String> {
        Some(match self {
            Self::Equals(value) => format!("is {value}"),
            Self::OneOf {
                table: Some(table), ..
            } => format!("is one of [{table}]"),
            Self::OneOf { values, .. } => format!("is {}", values.join(" or ")),
            Self::AtLeast(value) => format!("is at least {value}"),
            Self::AtMost(value) => format!("is at most {value}"),
            Self::Matches(pattern, _) => format!("matches {pattern}"),
            Self::Is(kind) => format!("is {}", kind.words()),
            Self::Check(_) | Self::Broken => return None,
        })
    }
}
