//! The reports over a period: the options are the first day, the filters and the format. Such a report is one
//! entry here.

use std::process::ExitCode;

use clap::{Args, Subcommand};
use serde::Serialize;

use crate::render::document::Document;
use crate::report::Input;
use crate::report::document::Envelope;
use crate::report::period_options::PeriodOptions;
use crate::view::page::Page;
use crate::view::{self, Style};

use super::options::{Common, Filters, Output};
use super::starting_point::StartingPoint;
use super::{documents, repository};

macro_rules! period_reports {
    ($($(#[$about:meta])* $command:ident since $since:literal: $report:path => $view:path,)*) => {
        /// The commands of these reports.
        #[derive(Debug, Subcommand)]
        pub(super) enum PeriodReport {
            $($(#[$about])* $command(Options),)*
        }

        /// Runs one of them.
        pub(super) fn run(common: &Common, report: &PeriodReport) -> anyhow::Result<ExitCode> {
            match report {
                $(PeriodReport::$command(options) => show(common, options, $since, $report, $view),)*
            }
        }
    };
}

period_reports! {
    /// Show the partners: registrations and how soon they are answered, deals, what they wait for, and closes nobody told them of.
    ///
    /// New registrations are those of the last 90 days unless `--since` says otherwise.
    #[command(after_help = "\
Examples:
  dealctl partners
  dealctl partners --format csv")]
    Partners since "90d": crate::report::partners::partners => view::partners,
}

/// The options of such a report.
#[derive(Debug, Args)]
pub(super) struct Options {
    /// The period since then: a period such as 1w, 10d or 2m, a date, or a commit.
    #[arg(long, value_name = "WHEN", value_parser = StartingPoint::parse)]
    since: Option<StartingPoint>,
    #[command(flatten)]
    filters: Filters,
    #[command(flatten)]
    output: Output,
}

fn show<R: Serialize>(
    common: &Common,
    options: &Options,
    since: &str,
    report: fn(&Input<'_>, &PeriodOptions) -> R,
    view: fn(&R, &Style) -> Page,
) -> anyhow::Result<ExitCode> {
    repository::with_book_files(common, |files, input| {
        let since = match &options.since {
            Some(since) => since.clone(),
            None => StartingPoint::parse(since).map_err(anyhow::Error::msg)?,
        };
        let asked = PeriodOptions {
            since: since.first_day(files, input.book)?,
            filter: repository::filter(input.book, &options.filters)?,
            by: None,
        };
        let report = report(input, &asked);
        let document = Document::new(
            || view(&report, &Style::of(input)),
            || Envelope::new(input, &report),
        );
        documents::show(common, &options.output, &document)?;
        Ok(ExitCode::SUCCESS)
    })
}
