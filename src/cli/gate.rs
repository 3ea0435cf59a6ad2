//! `dealctl gate`.

use std::process::ExitCode;

use crate::render::document::Document;
use crate::report::document::Envelope;
use crate::report::gate::gate;
use crate::view::{self, Style};

use super::options::{Common, Output};
use super::{completing, documents, repository};

const EXAMPLES: &str = "\
Examples:
  dealctl gate northwind
  dealctl gate quayside --format markdown";

/// Show one deal at its gate: what is met, what is missing, whose move it is.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    /// The deal: its path below deals/, or the last part of it.
    #[arg(add = completing::deals())]
    deal: String,
    #[command(flatten)]
    output: Output,
}

pub(super) fn run(common: &Common, args: &Args) -> anyhow::Result<ExitCode> {
    repository::with_book(common, |input| {
        let deal = repository::deal(input.book, &args.deal)?;
        let Some(report) = gate(input, &deal.id) else {
            return Ok(ExitCode::SUCCESS);
        };
        let document = Document::new(
            || view::gate(&report, &Style::of(input)),
            || Envelope::without_money(input, &report),
        );
        documents::show(common, &args.output, &document)?;
        Ok(ExitCode::SUCCESS)
    })
}
