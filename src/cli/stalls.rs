//! `dealctl stalls`.

use std::process::ExitCode;

use crate::render::json;
use crate::report::stalls::stalls;
use crate::view::{self, Style};

use super::options::{Common, Filters, Format};
use super::{output, repository};

/// Name the deals that stand still, for how long, and whose move it is.
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
        let report = stalls(input, &filter);
        output::print_report(
            common,
            args.format,
            || view::stalls(&report, &Style::of(input)),
            || json::stalls(&report, input),
        )?;
        Ok(ExitCode::SUCCESS)
    })
}
