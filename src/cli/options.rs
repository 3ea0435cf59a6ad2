//! Options that every command takes, and the filters of the reports.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Args, ValueEnum, ValueHint};

use crate::load::Seen;
use crate::render::document::{DocumentFormat, FORMATS, format};
use crate::report::filter::Filter;
use crate::text::name::{nearest, words};

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
    /// Print long pages as they are, without a pager.
    #[arg(long, global = true)]
    pub no_pager: bool,
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

/// How a document is written, and where to.
#[derive(Debug, Args)]
pub(super) struct Output {
    /// Output format, or several, each with a file of its own but for one: `json=out.json,table`.
    #[arg(long, value_name = "FORMAT[=FILE]", value_delimiter = ',', value_parser = target(), add = completing::formats())]
    pub format: Vec<Target>,
    /// Write to this file, whole or not at all; the format follows from its ending: .json, .csv, .md, .html, .txt.
    #[arg(short = 'o', long = "output", value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub output_file: Option<PathBuf>,
    /// Begin CSV with a byte order mark, as some spreadsheets need.
    #[arg(long)]
    pub bom: bool,
    /// Separate the columns of CSV by this: a comma, a semicolon, or `tab`.
    #[arg(long, value_name = "CHAR", value_parser = separator)]
    pub separator: Option<u8>,
}

/// A format, and the file that it is written to.
#[derive(Clone, Debug)]
pub(super) struct Target {
    /// The format.
    pub format: &'static dyn DocumentFormat,
    /// The file; `None` for stdout.
    pub file: Option<PathBuf>,
}

/// How CSV is written.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct CsvStyle {
    /// Whether it begins with a byte order mark.
    pub bom: bool,
    /// What separates its columns; `None` for a comma.
    pub separator: Option<u8>,
}

impl Output {
    /// Returns the format on stdout, by which a command knows who reads it.
    pub(super) fn on_stdout(&self) -> &'static dyn DocumentFormat {
        let mut targets = self.format.iter();
        let shown = targets.find(|target| target.file.is_none());
        shown.map_or(FORMATS[0], |target| target.format)
    }

    /// Returns how CSV is written.
    pub(super) fn csv(&self) -> CsvStyle {
        CsvStyle {
            bom: self.bom,
            separator: self.separator,
        }
    }
}

/// Reads `json`, or `json=out.json`.
fn target() -> impl TypedValueParser<Value = Target> {
    clap::builder::StringValueParser::new().try_map(|text| {
        let (name, file) = match text.split_once('=') {
            Some((name, file)) => (name, Some(file)),
            None => (text.as_str(), None),
        };
        let names: Vec<&str> = FORMATS.iter().map(|format| format.name()).collect();
        let found = format(name.trim()).ok_or_else(|| {
            let near = nearest(name.trim(), names.iter().copied());
            let near = near.map_or_else(String::new, |near| format!("did you mean {near}? "));
            format!("{near}the formats are {}", names.join(", "))
        })?;
        match file {
            Some("") => Err("a file is missing behind the =".to_owned()),
            file => Ok(Target {
                format: found,
                file: file.map(PathBuf::from),
            }),
        }
    })
}

fn separator(text: &str) -> Result<u8, String> {
    match text {
        "tab" | "\\t" | "\t" => Ok(b'\t'),
        _ => match text.as_bytes() {
            [one @ (b',' | b';' | b'|')] => Ok(*one),
            _ => Err("one of , ; | or tab".to_owned()),
        },
    }
}

/// Reads the name of a format of documents.
pub(super) fn formats() -> impl TypedValueParser<Value = &'static dyn DocumentFormat> {
    let names = FORMATS
        .iter()
        .map(|format| PossibleValue::new(format.name()).help(format.about()));
    PossibleValuesParser::new(names).try_map(|name| format(&name).ok_or("not a format"))
}
