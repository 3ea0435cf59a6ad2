//! The reports whose only options are the filters and the format. Such a report is one line here.

use std::process::ExitCode;

use clap::{Args, Subcommand};
use serde::Serialize;

use crate::render::document::Document;
use crate::report::Input;
use crate::report::document::Envelope;
use crate::report::filter::Filter;
use crate::view::page::Page;
use crate::view::{self, Style};

use super::options::{Common, Filters, Output};
use super::{documents, repository};

macro_rules! reports {
    ($($(#[$about:meta])* $command:ident: $report:path => $view:path,)*) => {
        /// The commands of these reports.
        #[derive(Debug, Subcommand)]
        pub(super) enum Report {
            $($(#[$about])* $command(Options),)*
        }

        /// Runs one of them.
        pub(super) fn run(common: &Common, report: &Report) -> anyhow::Result<ExitCode> {
            match report {
                $(Report::$command(options) => show(common, options, $report, $view),)*
            }
        }
    };
}

reports! {
    /// Name the deals that stand still, for how long, and whose move it is.
    #[command(after_help = "\
Examples:
  dealctl stalls
  dealctl stalls --owner Maya
  dealctl stalls --partner meridian --format csv")]
    Stalls: crate::report::stalls::stalls => view::stalls,
    /// Show the accounts that two want: the rule's verdict, until when it protects, and what is settled.
    #[command(after_help = "\
Examples:
  dealctl conflicts
  dealctl conflicts --format csv")]
    Conflicts: crate::report::conflicts::conflicts => view::conflicts,
}

/// The options of such a report.
#[derive(Debug, Args)]
pub(super) struct Options {
    #[command(flatten)]
    filters: Filters,
    #[command(flatten)]
    output: Output,
}

fn show<R: Serialize>(
    common: &Common,
    options: &Options,
    report: fn(&Input<'_>, &Filter) -> R,
    view: fn(&R, &Style) -> Page,
) -> anyhow::Result<ExitCode> {
    repository::with_book(common, |input| {
        let filter = repository::filter(input.book, &options.filters)?;
        let report = report(input, &filter);
        let document = Document::new(
            || view(&report, &Style::of(input)),
            || Envelope::new(input, &report),
        );
        documents::show(common, &options.output, &document)?;
        Ok(ExitCode::SUCCESS)
    })
}
