//! `dealctl approve` and `dealctl reject`.

use std::process::ExitCode;

use crate::cli::options::Common;
use crate::edit::moves;

use super::run::{Flags, Needs, run};
use super::typed::{Deals, made, said};

const EXAMPLES_OF_APPROVE: &str = "\
Examples:
  dealctl approve quayside";

#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES_OF_APPROVE)]
pub(in crate::cli) struct Approve {
    #[command(flatten)]
    deals: Deals,
    #[command(flatten)]
    flags: Flags,
}

impl Approve {
    pub(super) fn run(&self, common: &Common) -> anyhow::Result<ExitCode> {
        run(
            common,
            &self.flags,
            &self.deals.deals,
            Needs::BOOK,
            &|context| made(moves::approve(&context.case, &context.stamp)),
        )
    }
}

const EXAMPLES_OF_REJECT: &str = "\
Examples:
  dealctl reject quayside --reason \"Another partner was first\"";

#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES_OF_REJECT)]
pub(in crate::cli) struct Reject {
    #[command(flatten)]
    deals: Deals,
    /// Why: the partner hears it.
    #[arg(long, value_name = "REASON", value_parser = said)]
    reason: String,
    #[command(flatten)]
    flags: Flags,
}

impl Reject {
    pub(super) fn run(&self, common: &Common) -> anyhow::Result<ExitCode> {
        run(
            common,
            &self.flags,
            &self.deals.deals,
            Needs::BOOK,
            &|context| made(moves::reject(&context.case, &context.stamp, &self.reason)),
        )
    }
}
