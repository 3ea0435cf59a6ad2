//! `dealctl close` and `dealctl reopen`.

use std::process::ExitCode;

use crate::analysis::Case;
use crate::cli::completing;
use crate::cli::failure::Failure;
use crate::cli::options::Common;
use crate::edit::moves;
use crate::model::deal::OutcomeResult;
use crate::text::shell;

use super::run::{Flags, Needs, run};
use super::typed::{amount, made, said, word};

const EXAMPLES_OF_CLOSE: &str = "\
Examples:
  dealctl close beaumont-labs won --amount 81000
  dealctl close quayside lost --reason \"No budget this year\"";

#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES_OF_CLOSE)]
pub(in crate::cli) struct Close {
    /// The deal.
    #[arg(add = completing::deals())]
    deal: String,
    /// won, lost or disqualified.
    #[arg(value_parser = word::<OutcomeResult>)]
    result: Option<OutcomeResult>,
    /// What was signed: 81000, or 81000 EUR.
    #[arg(long, value_name = "AMOUNT", allow_hyphen_values = true, value_parser = amount)]
    amount: Option<String>,
    /// Why it was not won.
    #[arg(long, value_name = "REASON", value_parser = said, add = completing::disqualify_reasons())]
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
            let Some(result) = self.result else {
                return Err(unsaid(&context.case).into());
            };
            let how = moves::Close {
                result,
                amount: self.amount.as_deref(),
                reason: self.reason.as_deref(),
                note: self.note.as_deref(),
            };
            made(moves::close(&context.case, &context.stamp, &how))
        })
    }
}

/// How the deal ended is for somebody to say who knows it.
fn unsaid(case: &Case<'_>) -> Failure {
    let name = case.book.short_names().of(&case.deal.id);
    let deal = shell::name(&name);
    Failure::new(
        format!("nobody says how {name} ended"),
        format!(
            "say it: dealctl close {deal} won --amount AMOUNT, or lost --reason REASON, or disqualified --reason REASON"
        ),
    )
}

const EXAMPLES_OF_REOPEN: &str = "\
Examples:
  dealctl reopen wexford-dairy --why \"The board approved the budget after all\" --by maya";

#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES_OF_REOPEN)]
pub(in crate::cli) struct Reopen {
    /// The deal.
    #[arg(add = completing::deals())]
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
