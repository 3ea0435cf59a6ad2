//! Single values as patterns. Each accepts what `model/leaf.rs` reads, and placeholders.

use std::fmt::Write as _;

use iso_currency::Currency;
use serde_json::{Map, Value, json};

use crate::model::money::{Currencies, LARGEST, decimals};
use crate::model::record::Leaf;
use crate::text::placeholder;

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
    nullable: bool,
}

impl Leaves {
    /// Returns those of a deal: amounts in the currencies of its process; a key may have no value.
    pub(super) fn of_deal(currencies: &Currencies) -> Self {
        let others = currencies.rates.iter().map(|(currency, _)| *currency);
        let mut known = vec![currencies.base];
        known.extend(others.filter(|currency| *currency != currencies.base));
        Self {
            money: money(currencies.base, &known),
            nullable: true,
        }
    }

    /// Returns those of process.toml, whatever its currency.
    pub(super) fn of_process() -> Self {
        Self {
            money: format!("{WHOLE}(?:\\.[0-9]+)?(?: +[A-Z]{{3}})?"),
            nullable: false,
        }
    }

    /// Returns `type`, with null if a key may have no value.
    pub(super) fn types(&self, types: &[&str]) -> Value {
        let null = self.nullable.then_some("null");
        let types: Vec<&str> = types.iter().copied().chain(null).collect();
        match types.as_slice() {
            [one] => json!(one),
            _ => json!(types),
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

    /// Returns the schema of a single value.
    pub(super) fn leaf(&self, leaf: Leaf) -> Map<String, Value> {
        let text = |pattern: &str| format!("^(?:\\s*(?:{pattern})\\s*|{})$", placeholder_pattern());
        let schema = match leaf {
            Leaf::Text | Leaf::Word(_) => {
                json!({ "type": self.types(&["string", "number", "boolean"]) })
            }
            Leaf::Date => json!({
                "type": self.types(&["string"]),
                "pattern": text(&format!("{DAY}(?:[Tt ][0-9]{{2}}[\\s\\S]*)?")),
            }),
            Leaf::Flag => json!({
                "type": self.types(&["boolean", "string"]),
                "pattern": format!("^(?:true|True|TRUE|false|False|FALSE|{})$", placeholder_pattern()),
            }),
            Leaf::Percent => json!({
                "type": self.types(&["number", "string"]), "minimum": 0, "maximum": 100, "pattern": text(PERCENT),
            }),
            Leaf::WholeNumber => json!({
                "type": self.types(&["integer", "string"]), "minimum": 0, "maximum": u32::MAX, "pattern": text("\\+?[0-9]+"),
            }),
            Leaf::Number => json!({
                "type": self.types(&["number", "string"]), "pattern": text("[+-]?(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)"),
            }),
            Leaf::Money => json!({
                "type": self.types(&["number", "string"]), "minimum": 0, "maximum": LARGEST, "pattern": text(&self.money),
            }),
            Leaf::Duration => {
                json!({ "type": self.types(&["string"]), "pattern": text(DURATION) })
            }
        };
        match schema {
            Value::Object(schema) => schema,
            _ => Map::new(),
        }
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
