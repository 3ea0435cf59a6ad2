//! `dealctl forecast`.

use std::process::ExitCode;

use crate::render::json;
use crate::report::forecast::forecast;
use crate::report::pages::{self, Words};

use super::options::{Common, Filters, Format};
use super::{output, repository};

/// Sum the open deals by stage and by month, weighted by each stage's probability.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    filters: Filters,
    /// How to write it.
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
}

pub(super) fn run(common: &Common, args: &Args) -> anyhow::Result<ExitCode> {
    repository::with_book(common, |input| {
        let filter = repository::filter(input.book, &args.filters)?;
        let report = forecast(input, &filter);
        output::print_report(
            common,
            args.format,
            || pages::forecast(&report, &Words::of(input)),
            || json::forecast(&report, input),
        )?;
        Ok(ExitCode::SUCCESS)
    })
}
