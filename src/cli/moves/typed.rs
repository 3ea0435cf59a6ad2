//! What is typed on the command line of a move, checked and read.

use chrono::NaiveDate;

use crate::cli::completing;
use crate::cli::failure::Failure;
use crate::edit::moves::{self, Refusal, one_of};
use crate::edit::{NewValue, kind};
use crate::model::Process;
use crate::model::money::parse_amount;
use crate::model::record::{Leaf, Meaning};
use crate::model::word::Word;
use crate::text::name::words;
use crate::text::placeholder::{is_no_answer, is_no_reason, is_placeholder};

use super::named::{People, coming_day, past_day};

/// The deals of a move that may be made of several at once.
#[derive(Debug, clap::Args)]
pub(super) struct Deals {
    /// The deals, each by the last part of its path, or the beginning of it.
    #[arg(required = true, value_name = "DEAL", add = completing::open_deals())]
    pub deals: Vec<String>,
}

/// Reads a text that says something and steers no terminal.
pub(super) fn said(text: &str) -> Result<String, String> {
    if text.trim().is_empty() {
        return Err("it says nothing".to_owned());
    }
    if text
        .chars()
        .any(|c| c.is_control() && c != '\n' && c != '\t')
    {
        return Err("it has control characters in it".to_owned());
    }
    if TO_FILL_IN.contains(&text.trim()) {
        return Err(format!(
            "`{}` stands for what you know: write that in its place",
            text.trim()
        ));
    }
    Ok(text.trim().to_owned())
}

/// Words in the commands that are shown which somebody has to fill in.
const TO_FILL_IN: [&str; 16] = [
    "AMOUNT",
    "CRITERION",
    "DATE",
    "DOMAIN",
    "FILE",
    "KIND",
    "MOVE",
    "NAME",
    "PARTNER",
    "REASON",
    "ROLE",
    "RULE",
    "STAGE",
    "STATUS",
    "TEXT",
    "VALUE",
];

/// Reads an amount, and returns it as it is written: without commas, which end a text inside braces.
pub(super) fn amount(text: &str) -> Result<String, String> {
    parse_amount(text)?;
    Ok(text.trim().replace(',', ""))
}

/// Reads one of a closed list of words, by part of it.
pub(super) fn word<W: Word>(text: &str) -> Result<W, String> {
    let found = one_of("word of the list", text, W::WORDS.iter().copied());
    let found = found.map_err(|refusal| refusal.help)?;
    W::parse(found).ok_or_else(|| format!("it is one of: {}", W::WORDS.join(", ")))
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        Self::new(refusal.message, refusal.help)
    }
}

/// Turns what the deal refuses into a failure of the command.
pub(super) fn made(outcome: moves::Outcome) -> anyhow::Result<moves::Move> {
    outcome.map_err(|refusal| Failure::from(refusal).into())
}

/// Whether a text would count as absent.
fn says_nothing(meaning: Meaning, text: &str) -> bool {
    match meaning {
        Meaning::Plain => false,
        Meaning::Reason => is_no_reason(text),
        Meaning::Answer | Meaning::Source => is_no_answer(text),
        _ => is_placeholder(text),
    }
}

fn is_plain_value(text: &str) -> bool {
    let is_number = text.parse::<f64>().is_ok_and(f64::is_finite);
    is_number
        || matches!(text, "true" | "false")
        || crate::model::scalar::parse_date(text).is_some()
}

/// What a value is read with.
pub(super) struct Reader<'a> {
    /// Whom the files know.
    pub people: &'a People,
    /// The process.
    pub process: &'a Process,
    /// Today.
    pub today: NaiveDate,
}

impl Reader<'_> {
    /// Reads a value for a path: a day as people say it, a person by part of the name, a word by part of it.
    pub(super) fn value(&self, path: &str, text: &str) -> anyhow::Result<NewValue> {
        let calendar = &self.process.calendar;
        let wrong = |what: &str| {
            Failure::new(
                format!("`{text}` is not {what}"),
                format!("{path} takes {what}"),
            )
        };
        // A day behind the name of a stage, where the history is a map of them.
        let is_entry = path
            .strip_prefix("history.")
            .is_some_and(|stage| !stage.contains('.'));
        let kind = if is_entry {
            Some((Leaf::Date, Meaning::Past))
        } else {
            kind(path)
        };
        let value = match kind {
            Some((Leaf::Date, Meaning::Plan)) => coming_day(text, self.today, calendar)
                .map(NewValue::plain)
                .ok_or_else(|| wrong("a day: YYYY-MM-DD, a weekday, or 3bd from today"))?,
            Some((Leaf::Date, _)) => past_day(text, self.today, calendar)
                .map(NewValue::plain)
                .ok_or_else(|| wrong("a day: YYYY-MM-DD, today, the last weekday, or 3bd ago"))?,
            Some((Leaf::Money, _)) => {
                parse_amount(text).map_err(|why| {
                    let message = format!("`{text}` is not an amount: {why}");
                    Failure::new(message, format!("{path} takes 84000, or 84000 EUR"))
                })?;
                NewValue::plain(text.replace(',', ""))
            }
            Some((Leaf::Word(words), _)) => {
                let word = one_of("word of the list", text, words.iter().copied());
                NewValue::plain(word.map_err(Failure::from)?)
            }
            Some((Leaf::Text, meaning)) if says_nothing(meaning, text) => {
                let message = format!("`{text}` is a placeholder, which says nothing");
                return Err(Failure::new(message, "ask whoever knows, or leave it out").into());
            }
            Some((Leaf::Text, Meaning::Person)) => NewValue::text(self.people.find(text)?),
            Some((Leaf::Text, _)) => NewValue::text(text),
            Some(_) => NewValue::plain(text),
            // Your own keys: a number, a day or a truth value is one, anything else is a text.
            None if is_plain_value(text) => NewValue::plain(text),
            None => NewValue::text(text),
        };
        let is_list = crate::edit::is_list(path);
        Ok(if is_list {
            NewValue::List(vec![value])
        } else {
            value
        })
    }
}

/// Returns a name as the name of a file: small letters, digits and dashes.
pub(super) fn slug(name: &str) -> String {
    let name = name.strip_suffix(".yaml").unwrap_or(name);
    let words = words(name);
    let letters = words
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '-' });
    let letters: String = letters.collect();
    let parts = letters.split('-').filter(|part| !part.is_empty());
    let mut slug = parts.collect::<Vec<_>>().join("-");
    slug.truncate(60);
    slug.trim_end_matches('-').to_owned()
}
