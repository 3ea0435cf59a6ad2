//! `dealctl approve` and `dealctl reject`.

use std::process::ExitCode;

use crate::cli::options::Common;
use crate::edit::moves;

use super::run::{Flags, Needs, run};
use super::typed::{Deals, made, said};

#[derive(Debug, clap::Args)]
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

#[derive(Debug, clap::Args)]
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
