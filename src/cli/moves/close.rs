//! `dealctl close` and `dealctl reopen`.

use std::process::ExitCode;

use crate::cli::options::Common;
use crate::edit::moves;
use crate::model::deal::OutcomeResult;

use super::run::{Flags, Needs, run};
use super::typed::{amount, made, said, word};

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Close {
    /// The deal.
    deal: String,
    /// won, lost or disqualified.
    #[arg(value_parser = word::<OutcomeResult>)]
    result: OutcomeResult,
    /// What was signed: 81000, or 81000 EUR.
    #[arg(long, value_name = "AMOUNT", value_parser = amount)]
    amount: Option<String>,
    /// Why it was not won.
    #[arg(long, value_name = "REASON", value_parser = said)]
    reason: Option<String>,
    /// More.
    #[arg(long, value_name = "TEXT", value_parser = said)]
    note: Option<String>,
    #[command(flatten)]
    flags: Flags,
}

impl Close {
    pub(super) fn run(&self, common: &Common) -> anyhow::Result<ExitCode> {
        let deals = std::slice::from_ref(&self.deal);
        run(common, &self.flags, deals, Needs::BOOK, &|context| {
            let how = moves::Close {
                result: self.result,
                amount: self.amount.as_deref(),
                reason: self.reason.as_deref(),
                note: self.note.as_deref(),
            };
            made(moves::close(&context.case, &context.stamp, &how))
        })
    }
}

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Reopen {
    /// The deal.
    deal: String,
    /// Why.
    #[arg(long, value_name = "REASON", value_parser = said)]
    why: String,
    #[command(flatten)]
    flags: Flags,
}

impl Reopen {
    pub(super) fn run(&self, common: &Common) -> anyhow::Result<ExitCode> {
        let deals = std::slice::from_ref(&self.deal);
        run(common, &self.flags, deals, Needs::BOOK, &|context| {
            made(moves::reopen(&context.case, &context.stamp, &self.why))
        })
    }
}
