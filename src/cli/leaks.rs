//! `dealctl leaks`.

use std::process::ExitCode;

use crate::render::document::Document;
use crate::report::Input;
use crate::report::document::Envelope;
use crate::report::forecast;
use crate::report::leaks::{LeaksOptions, leaks, steps};
use crate::view::{self, Style};

use super::options::{Common, Filters, Output};
use super::repository::Files;
use super::starting_point::StartingPoint;
use super::{documents, past, repository};

const EXAMPLES: &str = "\
Examples:
  dealctl leaks
  dealctl leaks --since 6m --partner meridian
  dealctl leaks --steps";

/// Show where deals die and pile up: stage by reason, handoffs by quarter, and whether the limits tell.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    /// Deals that died since then: a period such as 10d, 2m or 1y, a date, or a commit.
    #[arg(long, value_name = "WHEN", value_parser = StartingPoint::parse, default_value = "1y")]
    since: StartingPoint,
    /// Also name the changes of a stage that would bring most, by the forecast.
    #[arg(long)]
    steps: bool,
    #[command(flatten)]
    filters: Filters,
    #[command(flatten)]
    output: Output,
}

pub(super) fn run(common: &Common, args: &Args) -> anyhow::Result<ExitCode> {
    let show = |files: &Files, input: &Input<'_>| show(common, args, files, input);
    if args.steps {
        past::with_history(common, &forecast::sections, show)
    } else {
        repository::with_book_files(common, show)
    }
}

fn show(
    common: &Common,
    args: &Args,
    files: &Files,
    input: &Input<'_>,
) -> anyhow::Result<ExitCode> {
    let options = LeaksOptions {
        since: args.since.first_day(files, input.book)?,
        filter: repository::filter(input.book, &args.filters)?,
    };
    let mut report = leaks(input, &options);
    report.steps = args.steps.then(|| steps(input));
    let document = Document::new(
        || view::leaks(&report, &Style::of(input)),
        || Envelope::new(input, &report),
    )
    .with_rows(|| view::leaks_rows(&report, &Style::of(input)));
    documents::show(common, &args.output, &document)?;
    Ok(ExitCode::SUCCESS)
}
