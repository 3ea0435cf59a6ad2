//! `dealctl list`.

use std::process::ExitCode;

use crate::load::condition;
use crate::model::book::ProcessFault;
use crate::model::deal::check_path;
use crate::model::{Criterion, Process};
use crate::render::document::Document;
use crate::report::document::Envelope;
use crate::report::list::{Column, ListOptions, Scope, list};
use crate::text::name::{did_you_mean, nearest};
use crate::view::{self, Style};

use super::failure::Failure;
use super::options::{Common, Filters, Output};
use super::{documents, repository};

/// Where a key belongs that is named alone, the likeliest first.
const SECTIONS: [&str; 6] = [
    "opportunity",
    "account",
    "partner",
    "qualification",
    "handoff",
    "outcome",
];

const EXAMPLES: &str = "\
Examples:
  dealctl list
  dealctl list --where \"opportunity.amount at_least 50000\" --sort=-amount
  dealctl list --all --columns deal,stage,amount --format csv";

/// List the deals: stage, days in it, amount, close date, and whose move it is. Open ones unless others are asked for.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    /// Closed deals instead of open ones.
    #[arg(long, conflicts_with = "all")]
    closed: bool,
    /// Open and closed deals.
    #[arg(long)]
    all: bool,
    /// Only deals of which this holds, in the words of a criterion: `opportunity.amount at_least 50000`, `need`,
    /// `handoff.sent is date`, `check EXPRESSION`. Of several all must hold.
    #[arg(long = "where", value_name = "CONDITION")]
    conditions: Vec<String>,
    /// Sort by this column; with `-` before it the largest first. What is not known comes last.
    #[arg(long, value_name = "COLUMN", value_parser = order, allow_hyphen_values = true)]
    sort: Option<(Column, bool)>,
    /// Only these columns, by their names in CSV, in this order.
    #[arg(long, value_name = "COLUMNS", value_parser = column, value_delimiter = ',')]
    columns: Vec<Column>,
    #[command(flatten)]
    filters: Filters,
    #[command(flatten)]
    output: Output,
}

fn column(key: &str) -> Result<Column, String> {
    let mut all = Column::ALL.iter().copied();
    all.find(|column| column.key() == key.trim())
        .ok_or_else(|| {
            let keys: Vec<&str> = Column::ALL.iter().map(|column| column.key()).collect();
            let near = nearest(key, keys.iter().copied());
            let near = near.map_or_else(String::new, |near| format!("did you mean {near}? "));
            format!("{near}the columns are {}", keys.join(", "))
        })
}

fn order(text: &str) -> Result<(Column, bool), String> {
    match text.strip_prefix('-') {
        Some(key) => Ok((column(key)?, true)),
        None => Ok((column(text)?, false)),
    }
}

pub(super) fn run(common: &Common, args: &Args) -> anyhow::Result<ExitCode> {
    repository::with_book(common, |input| {
        let options = options(input.book, args)?;
        let report = list(input, &options);
        let document = Document::new(
            || view::list(&report, &args.columns, &Style::of(input)),
            || Envelope::new(input, &report),
        );
        documents::show(common, &args.output, &document)?;
        Ok(ExitCode::SUCCESS)
    })
}

fn options(book: &crate::model::Book, args: &Args) -> anyhow::Result<ListOptions> {
    let conditions = args.conditions.iter();
    let conditions = conditions.map(|text| criterion(&book.process, text));
    Ok(ListOptions {
        scope: match (args.closed, args.all) {
            (true, _) => Scope::Closed,
            (false, true) => Scope::All,
            (false, false) => Scope::Open,
        },
        filter: repository::filter(book, &args.filters)?,
        conditions: conditions.collect::<Result<_, Failure>>()?,
        sort: args.sort,
    })
}

fn criterion(process: &Process, text: &str) -> Result<Criterion, Failure> {
    condition(text, process).map_err(|fault| {
        let (why, help) = match fault {
            ProcessFault::Invalid { message, help } => (message, help),
            ProcessFault::BadCheck { why, .. } => (
                why,
                "it is read as a criterion of process.toml would be: dealctl explain process/bad-check".to_owned(),
            ),
            ProcessFault::UnknownField { path, nearest, .. } => (
                format!("no deal can have `{path}`"),
                did_you_mean(
                    in_a_section(&path).or(nearest).as_deref(),
                    "name a path of a deal, such as `opportunity.amount`, or a field of your own under `custom.`",
                ),
            ),
        };
        Failure::new(format!("--where '{text}': {why}"), help)
    })
}

/// Returns the path of a key that was named without its section: `opportunity.amount` of `amount`.
fn in_a_section(key: &str) -> Option<String> {
    let paths = SECTIONS.map(|section| format!("{section}.{key}"));
    paths.into_iter().find(|path| check_path(path).is_ok())
}
