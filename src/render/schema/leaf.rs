//! Single values as patterns. Each accepts what `model/leaf.rs` reads, and placeholders.

use std::fmt::Write as _;

use iso_currency::Currency;
use serde_json::{Value, json};

use crate::model::money::{Currencies, LARGEST, decimals};
use crate::model::record::Leaf;
use crate::text::placeholder;

use super::forms::{Scalar, Schema, Style, object};

/// A year, a dash, and a day that exists; 29 February only in leap years.
const DAY: &str = concat!(
    "(?:[0-9]{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)",
    "|02-(?:0[1-9]|1[0-9]|2[0-8]))",
    "|(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)",
);
/// At most a hundred years.
const DURATION: &str = concat!(
    "0*(?:(?:[0-9]{1,4}|[12][0-9]{4}|3[0-5][0-9]{3}|36[0-4][0-9]{2}|36500)\\s*(?:bd|business\\s+days?|d|days?)",
    "|(?:[0-9]{1,3}|[1-4][0-9]{3}|5[01][0-9]{2}|520[0-9]|521[0-4])\\s*(?:w|weeks?))",
);
const PERCENT: &str = "\\+?0*(?:100(?:\\.0*)?|[0-9]{1,2}(?:\\.[0-9]*)?|\\.[0-9]+)\\s*%*";

/// The patterns of single values in one of the two formats.
pub(super) struct Leaves {
    money: String,
    currencies: String,
    /// How the forms of a value are told apart in this format.
    pub style: Style,
}

impl Leaves {
    /// Returns those of a deal: amounts in the currencies of its process; a key may have no value.
    pub(super) fn of_deal(currencies: &Currencies) -> Self {
        let others = currencies.rates.iter().map(|(currency, _)| *currency);
        let mut known = vec![currencies.base];
        known.extend(others.filter(|currency| *currency != currencies.base));
        let codes: Vec<&str> = known.iter().map(Currency::code).collect();
        Self {
            money: money(currencies.base, &known),
            currencies: format!(
                "; without a currency it is in {}, others with a rate: {}",
                currencies.base.code(),
                codes
                    .get(1..)
                    .filter(|codes| !codes.is_empty())
                    .map_or_else(|| "none".to_owned(), |codes| codes.join(", "))
            ),
            style: Style::ByType,
        }
    }

    /// Returns those of process.toml, whatever its currency.
    pub(super) fn of_process() -> Self {
        Self {
            money: format!("{WHOLE}(?:\\.[0-9]+)?(?: +[A-Z]{{3}})?"),
            currencies: String::new(),
            style: Style::SideBySide,
        }
    }

    /// Returns the name of a kind of value among the definitions.
    pub(super) fn name(leaf: Leaf) -> &'static str {
        match leaf {
            Leaf::Text | Leaf::Word(_) => "text",
            Leaf::Date => "date",
            Leaf::Flag => "flag",
            Leaf::Percent => "share",
            Leaf::WholeNumber => "wholeNumber",
            Leaf::Number => "number",
            Leaf::Money => "money",
            Leaf::Duration => "duration",
        }
    }

    /// Returns the title of a kind of value, which editors show above what its key means.
    pub(super) fn title(leaf: Leaf) -> &'static str {
        match leaf {
            Leaf::Text | Leaf::Word(_) => "Text",
            Leaf::Date => "Day",
            Leaf::Flag => "True or false",
            Leaf::Percent => "Share",
            Leaf::WholeNumber => "Whole number",
            Leaf::Number => "Number",
            Leaf::Money => "Amount",
            Leaf::Duration => "Length of time",
        }
    }

    /// Returns what a single value must be, in words.
    fn expected(&self, leaf: Leaf) -> String {
        match leaf {
            Leaf::Text | Leaf::Word(_) => "Write one text here, not a list or keys.".to_owned(),
            Leaf::Date => "Write a day that exists, as YYYY-MM-DD: 2026-11-23.".to_owned(),
            Leaf::Flag => "Write true or false.".to_owned(),
            Leaf::Percent => "Write a share from 0 to 100: 20% or 12.5.".to_owned(),
            Leaf::WholeNumber => "Write a whole number from 0 on.".to_owned(),
            Leaf::Number => "Write a number, with a point for its decimals: 1.08.".to_owned(),
            Leaf::Money => format!(
                "Write an amount: digits, with commas only between groups of three and a point for its decimals: 84000 or \
                 84,000.50{}.",
                self.currencies
            ),
            Leaf::Duration => {
                "Write a length of time: 3 business days, 5 days or 2 weeks.".to_owned()
            }
        }
    }

    /// Returns the schema of a single value.
    pub(super) fn leaf(&self, leaf: Leaf) -> Schema {
        let text = |pattern: &str| {
            let pattern = format!("^(?:\\s*(?:{pattern})\\s*|{})$", placeholder_pattern());
            Some(object(json!({ "pattern": pattern })))
        };
        let number = |schema: Value| Some(object(schema));
        let mut scalar = Scalar {
            expected: self.expected(leaf),
            ..Scalar::default()
        };
        match leaf {
            Leaf::Text | Leaf::Word(_) => {
                scalar.text = Some(Schema::new());
                scalar.number =
                    (self.style == Style::SideBySide).then(|| object(json!({ "type": "number" })));
                scalar.flag = true;
            }
            Leaf::Date => scalar.text = text(&format!("{DAY}(?:[Tt ][0-9]{{2}}[\\s\\S]*)?")),
            Leaf::Flag => {
                scalar.text = text("true|True|TRUE|false|False|FALSE");
                scalar.flag = true;
            }
            Leaf::Percent => {
                scalar.text = text(PERCENT);
                scalar.number = number(json!({ "type": "number", "minimum": 0, "maximum": 100 }));
            }
            Leaf::WholeNumber => {
                scalar.text = text("\\+?[0-9]+");
                scalar.number =
                    number(json!({ "type": "integer", "minimum": 0, "maximum": u32::MAX }));
            }
            Leaf::Number => {
                scalar.text = text("[+-]?(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)");
                scalar.number = number(json!({ "type": "number" }));
            }
            Leaf::Money => {
                scalar.text = text(&self.money);
                scalar.number =
                    number(json!({ "type": "number", "minimum": 0, "maximum": LARGEST }));
            }
            Leaf::Duration => scalar.text = text(DURATION),
        }
        let mut schema = self.style.scalar(scalar);
        schema.insert("title".to_owned(), json!(Self::title(leaf)));
        schema
    }

    /// Returns the schema of a text that only holds the place of something else, `tbd`.
    pub(super) fn placeholder(&self, expected: &str) -> Schema {
        let pattern = format!("^{}$", placeholder_pattern());
        self.style.scalar(Scalar {
            expected: expected.to_owned(),
            text: Some(object(json!({ "pattern": pattern }))),
            ..Scalar::default()
        })
    }
}

/// Digits, with commas only between groups of three.
const WHOLE: &str = "(?:[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)";

/// Returns the pattern of an amount, alone or with the code of a currency that has a rate; no more decimals than its currency has.
fn money(base: Currency, known: &[Currency]) -> String {
    let part = |currency: Currency| match decimals(currency) {
        0 => String::new(),
        most => format!("(?:\\.[0-9]{{1,{most}}})?"),
    };
    let mut alternatives = part(base);
    for currency in known {
        let _ = write!(alternatives, "|{} +{}", part(*currency), currency.code());
    }
    format!("{WHOLE}(?:{alternatives})")
}

/// Returns the pattern of a placeholder, whatever the case of its letters. Not anchored.
pub(super) fn placeholder_pattern() -> String {
    const MARKS: &str = "[\\s!-/:-@\\[-`{-~…]*";
    let words: Vec<String> = placeholder::words()
        .map(|word| word.chars().map(any_case).collect())
        .collect();
    format!("{MARKS}(?:{}|[xX]{{2,}})?{MARKS}", words.join("|"))
}

fn any_case(letter: char) -> String {
    match letter {
        'a'..='z' => format!("[{letter}{}]", letter.to_ascii_uppercase()),
        '.' => "\\.".to_owned(),
        _ => letter.to_string(),
    }
}
