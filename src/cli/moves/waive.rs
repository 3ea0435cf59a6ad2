//! `dealctl waive`.

use std::process::ExitCode;

use crate::cli::completing;
use crate::cli::failure::Failure;
use crate::cli::options::Common;
use crate::edit::moves;
use crate::lint::exceptions::can_be_waived;
use crate::lint::rules;

use super::run::{Flags, Needs, run};
use super::typed::{made, said};

const EXAMPLES: &str = "\
Examples:
  dealctl waive quayside qualified/timing --why \"The renewal date is fixed\" --by tom";

#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(in crate::cli) struct Waive {
    /// The deal.
    #[arg(add = completing::deals())]
    deal: String,
    /// The criterion, as stage/id or by its id; or a rule of lint, as family/name.
    #[arg(add = completing::criteria())]
    criterion: String,
    /// Why.
    #[arg(long, value_name = "REASON", value_parser = said)]
    why: String,
    #[command(flatten)]
    flags: Flags,
}

impl Waive {
    pub(super) fn run(&self, common: &Common) -> anyhow::Result<ExitCode> {
        let deals = std::slice::from_ref(&self.deal);
        run(common, &self.flags, deals, Needs::PERSON, &|context| {
            let (case, stamp) = (&context.case, &context.stamp);
            if !can_be_waived(&self.criterion) {
                let message = format!(
                    "{} has no exceptions: a waiver would have no effect",
                    self.criterion
                );
                let help = "what it reports is mended, or it stays: dealctl explain says why";
                return Err(Failure::new(message, help).into());
            }
            made(match rules::find(&self.criterion) {
                Some(rule) => moves::waive_rule(case, stamp, rule.name, &self.why),
                None => moves::waive(case, stamp, &self.criterion, &self.why),
            })
        })
    }
}
