//! `dealctl pipeline`.

use std::process::ExitCode;

use clap::builder::{PossibleValuesParser, TypedValueParser};

use crate::render::document::Document;
use crate::report::document::Envelope;
use crate::report::grouping::Grouping;
use crate::report::period_options::PeriodOptions;
use crate::report::pipeline::pipeline;
use crate::view::{self, Style};

use super::options::{Common, Filters, Output};
use super::starting_point::StartingPoint;
use super::{documents, repository};

const EXAMPLES: &str = "\
Examples:
  dealctl pipeline
  dealctl pipeline --by partner --since 6m
  dealctl pipeline --partner meridian --format csv";

/// Show the open deals by stage, what came and went in a period, and what was created and closed by month.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    /// The period since then: a period such as 1w, 10d or 2m, a date, or a commit.
    #[arg(long, value_name = "WHEN", value_parser = StartingPoint::parse, default_value = "90d")]
    since: StartingPoint,
    /// Split by this too.
    #[arg(long, value_name = "WHAT", value_parser = groupings())]
    by: Option<Grouping>,
    #[command(flatten)]
    filters: Filters,
    #[command(flatten)]
    output: Output,
}

fn groupings() -> impl TypedValueParser<Value = Grouping> {
    PossibleValuesParser::new(Grouping::ALL.map(|(word, _)| word))
        .try_map(|word| Grouping::parse(&word).ok_or("nothing to split by"))
}

pub(super) fn run(common: &Common, args: &Args) -> anyhow::Result<ExitCode> {
    repository::with_book_files(common, |files, input| {
        let options = PeriodOptions {
            since: args.since.first_day(files, input.book)?,
            filter: repository::filter(input.book, &args.filters)?,
            by: args.by,
        };
        let report = pipeline(input, &options);
        let document = Document::new(
            || view::pipeline(&report, &Style::of(input)),
            || Envelope::new(input, &report),
        );
        documents::show(common, &args.output, &document)?;
        Ok(ExitCode::SUCCESS)
    })
}
