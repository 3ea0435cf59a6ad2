//! What a key takes and what was found instead, as data; their `Display` is the wording of messages.

use std::fmt;

/// What a reader expected of a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expected {
    /// A single value of any spelling.
    Text,
    /// A day.
    Date,
    /// `true` or `false`.
    Flag,
    /// A share in per cent.
    Share,
    /// A whole number that is not negative.
    WholeNumber,
    /// A decimal number.
    Number,
    /// A length of time.
    Duration,
    /// An amount of money.
    Amount {
        /// What is wrong with the text; `None` if the value is not a single one.
        why: Option<String>,
    },
    /// An amount with no more decimals than its currency has.
    Decimals {
        /// What is wrong with it.
        why: String,
    },
    /// A list.
    List,
    /// A map with keys of the user's own.
    Table,
    /// A map with known keys.
    Map {
        /// The known keys, in the order of the declaration.
        keys: &'static [&'static str],
    },
    /// One of a closed list of words.
    OneOf(&'static [&'static str]),
    /// The stage history.
    Stages {
        /// What was most likely meant, as it is written.
        example: String,
    },
    /// The top of a deal file.
    DealFile,
    /// The top of signals.yaml.
    Signals,
}

impl Expected {
    /// Returns what the key takes without examples and details: “an amount”, “a date that exists”.
    pub fn short(&self) -> String {
        let short = match self {
            Self::Date => "a date that exists",
            Self::WholeNumber => "a whole number",
            Self::Duration => "a duration",
            Self::Amount { .. } => "an amount",
            Self::List | Self::Signals => "a list",
            Self::Map { .. } | Self::DealFile => "a map",
            Self::Stages { .. } => "stages with their days",
            Self::Text
            | Self::Flag
            | Self::Share
            | Self::Number
            | Self::Decimals { .. }
            | Self::Table
            | Self::OneOf(_) => return self.to_string(),
        };
        short.to_owned()
    }

    /// Returns what is wrong with the value beyond its kind.
    pub fn why(&self) -> Option<&str> {
        match self {
            Self::Amount { why } => why.as_deref(),
            Self::Decimals { why } => Some(why),
            _ => None,
        }
    }
}

impl fmt::Display for Expected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Text => "a text",
            Self::Date => "a date that exists, written YYYY-MM-DD",
            Self::Flag => "true or false",
            Self::Share => "a share from 0% to 100%",
            Self::WholeNumber => "a whole number, 0 or more",
            Self::Number => "a number",
            Self::Duration => "a duration such as `3 business days`, `5 days` or `2 weeks`",
            Self::Amount { .. } => "an amount such as 84000 or 84,000.50 EUR",
            Self::Decimals { .. } => "an amount of money",
            Self::List => "a list: begin each item with `- `",
            Self::Table => "a table",
            Self::DealFile => "a map that begins with `account: {name: …}`",
            Self::Signals => "a list of requests, mentions and disputes",
            Self::Map { keys } => match keys {
                [first, second, ..] => {
                    return write!(f, "a map with keys such as `{first}` and `{second}`");
                }
                [only] => return write!(f, "a map with keys such as `{only}`"),
                [] => "a map",
            },
            Self::OneOf(words) => return write!(f, "one of {}", words.join(", ")),
            Self::Stages { example } => {
                return write!(f, "stages with their days, such as `{example}`");
            }
        })
    }
}

/// What was found where something else was expected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Actual {
    /// A short text, as it is written.
    Text(String),
    /// A value of another kind, or a long text: “a list”.
    Kind(&'static str),
    /// Nothing: the file is empty.
    EmptyFile,
}

impl fmt::Display for Actual {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => write!(f, "`{text}`"),
            Self::Kind(kind) => f.write_str(kind),
            Self::EmptyFile => f.write_str("an empty file"),
        }
    }
}
