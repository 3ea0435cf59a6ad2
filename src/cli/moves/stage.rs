//! `dealctl advance` and `dealctl back`.

use std::process::ExitCode;

use crate::cli::completing;
use crate::cli::options::Common;
use crate::cli::repository;
use crate::edit::moves;

use super::run::{Flags, Needs, run};
use super::typed::{Deals, made, said};
use super::unmet;

const EXAMPLES_OF_ADVANCE: &str = "\
Examples:
  dealctl advance quayside
  dealctl advance corvid-robotics --to qualified -n";

#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES_OF_ADVANCE)]
pub(in crate::cli) struct Advance {
    #[command(flatten)]
    deals: Deals,
    /// The stage to move to, through every gate on the way; without it, the next one.
    #[arg(long, value_name = "STAGE", add = completing::stages())]
    to: Option<String>,
    #[command(flatten)]
    flags: Flags,
}

impl Advance {
    pub(super) fn run(&self, common: &Common) -> anyhow::Result<ExitCode> {
        run(
            common,
            &self.flags,
            &self.deals.deals,
            Needs::PERSON,
            &|context| {
                let case = &context.case;
                let to = self
                    .to
                    .as_deref()
                    .map(|to| repository::stage(case.process, to))
                    .transpose()?;
                let is_last = case
                    .stage()
                    .is_some_and(|(number, _)| number + 1 == case.process.stages.len());
                if let (None, true, false, Some(unmet)) = (
                    to,
                    is_last,
                    case.deal.is_closed(),
                    moves::unmet(case, case.process.stages.len()),
                ) {
                    return Err(unmet::page(case, &unmet).into());
                }
                let advanced = made(moves::advance(case, &context.stamp, to))?;
                let next = case.stage().map(|(number, _)| number + 1);
                match to.or(next).and_then(|to| moves::unmet(case, to)) {
                    Some(unmet)
                        if !advanced.operations.is_empty() && self.flags.despite.is_none() =>
                    {
                        Err(unmet::page(case, &unmet).into())
                    }
                    _ => Ok(advanced),
                }
            },
        )
    }
}

const EXAMPLES_OF_BACK: &str = "\
Examples:
  dealctl back halden-foods --to qualified --why \"The budget was cut\"";

#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES_OF_BACK)]
pub(in crate::cli) struct Back {
    /// The deal.
    #[arg(add = completing::deals())]
    deal: String,
    /// The stage to move back to.
    #[arg(long, value_name = "STAGE", add = completing::stages())]
    to: String,
    /// Why.
    #[arg(long, value_name = "REASON", value_parser = said)]
    why: String,
    #[command(flatten)]
    flags: Flags,
}

impl Back {
    pub(super) fn run(&self, common: &Common) -> anyhow::Result<ExitCode> {
        let deals = std::slice::from_ref(&self.deal);
        run(common, &self.flags, deals, Needs::PERSON, &|context| {
            let to = repository::stage(context.case.process, &self.to)?;
            made(moves::back(&context.case, &context.stamp, to, &self.why))
        })
    }
}
