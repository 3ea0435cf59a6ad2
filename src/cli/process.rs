//! `dealctl process`.

use std::process::ExitCode;

use crate::render::document::Document;
use crate::report::document::Envelope;
use crate::report::process_review::process_review;
use crate::view::{self, Style};

use super::options::{Common, Output};
use super::{documents, repository};

const EXAMPLES: &str = "\
Examples:
  dealctl process
  dealctl process --format csv";

/// Show what the deals say of the process: criteria that stop nobody or are waived, stages that are skipped, limits that tell nothing.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    #[command(flatten)]
    output: Output,
}

pub(super) fn run(common: &Common, args: &Args) -> anyhow::Result<ExitCode> {
    repository::with_book(common, |input| {
        let report = process_review(input);
        let document = Document::new(
            || view::process_review(&report, &Style::of(input)),
            || Envelope::without_money(input, &report),
        );
        documents::show(common, &args.output, &document)?;
        Ok(ExitCode::SUCCESS)
    })
}
