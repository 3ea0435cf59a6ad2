//! `dealctl next`.

use std::num::NonZeroUsize;
use std::process::ExitCode;

use crate::render::document::Document;
use crate::report::document::Envelope;
use crate::report::next::next;
use crate::view::{self, Style};

use super::options::{Common, Filters, Output};
use super::{documents, me, output, repository};

const EXAMPLES: &str = "\
Examples:
  dealctl next
  dealctl next --owner sam
  dealctl next --message";

/// Show every open move, most urgent first: whose it is, why now, and the command that does it.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    /// Only your own moves: git's `user.name` or `user.email` says who you are.
    #[arg(long, conflicts_with = "owner")]
    me: bool,
    /// Only the so many most urgent moves.
    #[arg(long, value_name = "N")]
    top: Option<NonZeroUsize>,
    /// Print a text for each person, ready to paste into a message.
    #[arg(long, conflicts_with = "format")]
    message: bool,
    #[command(flatten)]
    filters: Filters,
    #[command(flatten)]
    output: Output,
}

pub(super) fn run(common: &Common, args: &Args) -> anyhow::Result<ExitCode> {
    repository::with_book_files(common, |files, input| {
        let mut filter = repository::filter(input.book, &args.filters)?;
        if args.me {
            filter.owner = Some(me::name(files, input.book)?);
        }
        let mut report = next(input, &filter);
        report
            .moves
            .truncate(args.top.map_or(usize::MAX, NonZeroUsize::get));
        let style = Style::of(input);
        if args.message {
            output::print(&view::messages(&report, &style))?;
            return Ok(ExitCode::SUCCESS);
        }
        let document = Document::new(
            || view::next(&report, &style),
            || Envelope::new(input, &report),
        );
        documents::show(common, &args.output, &document)?;
        Ok(ExitCode::SUCCESS)
    })
}
