//! `dealctl accept` and `dealctl decline`.

use std::process::ExitCode;

use crate::cli::completing;
use crate::cli::options::Common;
use crate::edit::moves::{self, Answer};

use super::run::{Flags, Needs, run};
use super::typed::{Deals, made, said};

/// What a seller may add to an answer.
#[derive(Debug, clap::Args)]
struct Added {
    /// A clarifying call was needed.
    #[arg(long)]
    call: bool,
    /// No clarifying call was needed.
    #[arg(long, conflicts_with = "call")]
    no_call: bool,
    /// More.
    #[arg(long, value_name = "TEXT", value_parser = said)]
    note: Option<String>,
}

impl Added {
    fn answer<'a>(&'a self, instead: Option<&'a str>) -> Answer<'a> {
        Answer {
            instead,
            call: (self.call || self.no_call).then_some(self.call),
            note: self.note.as_deref(),
        }
    }
}

const EXAMPLES_OF_ACCEPT: &str = "\
Examples:
  dealctl accept halden-foods --no-call
  dealctl accept halden-foods --instead \"Call the plant manager first\"";

#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES_OF_ACCEPT)]
pub(in crate::cli) struct Accept {
    #[command(flatten)]
    deals: Deals,
    /// The better move that the seller takes instead.
    #[arg(long, value_name = "MOVE", value_parser = said)]
    instead: Option<String>,
    #[command(flatten)]
    added: Added,
    #[command(flatten)]
    flags: Flags,
}

impl Accept {
    pub(super) fn run(&self, common: &Common) -> anyhow::Result<ExitCode> {
        run(
            common,
            &self.flags,
            &self.deals.deals,
            Needs::LITTLE,
            &|context| {
                let answer = self.added.answer(self.instead.as_deref());
                made(moves::accept(&context.case, &context.stamp, &answer))
            },
        )
    }
}

const EXAMPLES_OF_DECLINE: &str = "\
Examples:
  dealctl decline halden-foods --reason \"need unclear\" --on yesterday";

#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES_OF_DECLINE)]
pub(in crate::cli) struct Decline {
    /// The deal.
    #[arg(add = completing::deals())]
    deal: String,
    /// Why: one of the reasons in process.toml, or part of it.
    #[arg(long, value_name = "REASON", value_parser = said, add = completing::decline_reasons())]
    reason: String,
    #[command(flatten)]
    added: Added,
    #[command(flatten)]
    flags: Flags,
}

impl Decline {
    pub(super) fn run(&self, common: &Common) -> anyhow::Result<ExitCode> {
        let deals = std::slice::from_ref(&self.deal);
        run(common, &self.flags, deals, Needs::LITTLE, &|context| {
            let answer = self.added.answer(None);
            made(moves::decline(
                &context.case,
                &context.stamp,
                &self.reason,
                &answer,
            ))
        })
    }
}
