//! Options that every command takes, and the filters of the reports.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Args, ValueEnum, ValueHint};

use crate::load::Seen;
use crate::render::document::{DocumentFormat, FORMATS, format};
use crate::report::filter::Filter;
use crate::text::name::words;

use super::completing;

/// Options of every command.
#[derive(Debug, Args)]
#[command(next_help_heading = "Options of every command")]
pub(super) struct Common {
    /// The folder that holds process.toml; without it, the nearest one above the working directory.
    #[arg(long, global = true, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub root: Option<PathBuf>,
    /// See the files of now from this day: what they date later is set aside; without it, today by the clock. `--at REV` is
    /// for the files of then.
    #[arg(long, global = true, value_name = "DATE", value_parser = day)]
    pub today: Option<NaiveDate>,
    /// Look at the files as they stood in this commit; `--today` says from which day they are seen.
    #[arg(long, global = true, value_name = "REV")]
    pub at: Option<String>,
    /// Whether to use colours.
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub color: Colour,
}

/// When to use colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Colour {
    /// On a terminal, unless `NO_COLOR` is set.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

impl Common {
    /// Returns the day to see the book from.
    pub(super) fn seen(&self) -> Seen {
        Seen {
            today: self
                .today
                .unwrap_or_else(|| chrono::Local::now().date_naive()),
            as_of_given: self.today.is_some(),
        }
    }
}

/// Reads a name on the command line. An empty one, as an unset variable of a shell gives, would match every name.
pub(super) fn name(text: &str) -> Result<String, String> {
    if words(text).is_empty() {
        Err("a name, or part of one; this is empty".to_owned())
    } else {
        Ok(text.to_owned())
    }
}

/// Reads a date on the command line.
pub(super) fn day(text: &str) -> Result<NaiveDate, String> {
    crate::model::scalar::parse_date(text)
        .ok_or_else(|| "a date that exists, written YYYY-MM-DD".to_owned())
}

/// Which deals a report is about.
#[derive(Debug, Args)]
pub(super) struct Filters {
    /// Only deals of this partner: a key of [partners], a name, or part of it.
    #[arg(long, value_name = "PARTNER", value_parser = name, add = completing::partners())]
    pub partner: Option<String>,
    /// Only deals of this person, by the whole or the first name.
    #[arg(long, value_name = "PERSON", value_parser = name, add = completing::people())]
    pub owner: Option<String>,
    /// Only deals in this stage.
    #[arg(long, value_name = "STAGE", value_parser = name, add = completing::stages())]
    pub stage: Option<String>,
}

impl Filters {
    /// Returns the filter they make.
    pub(super) fn filter(&self) -> Filter {
        Filter {
            partner: self.partner.clone(),
            owner: self.owner.clone(),
            stage: self.stage.clone(),
        }
    }
}

/// How a document is written.
#[derive(Debug, Args)]
pub(super) struct Output {
    /// Output format.
    #[arg(long, default_value = FORMATS[0].name(), value_parser = formats())]
    pub format: &'static dyn DocumentFormat,
}

/// Reads the name of a format of documents.
pub(super) fn formats() -> impl TypedValueParser<Value = &'static dyn DocumentFormat> {
    let names = FORMATS
        .iter()
        .map(|format| PossibleValue::new(format.name()).help(format.about()));
    PossibleValuesParser::new(names).try_map(|name| format(&name).ok_or("not a format"))
}
