//! `dealctl qualify`.

use std::process::ExitCode;

use crate::cli::completing;
use crate::cli::options::Common;
use crate::edit::moves;

use super::run::{Flags, Needs, run};
use super::typed::{made, said};

const EXAMPLES: &str = "\
Examples:
  dealctl qualify quayside budget=confirmed timing=open --by luis
  dealctl qualify quayside budget,timing,fit=confirmed --source notes/northwind-qbr.md --by luis";

#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(in crate::cli) struct Qualify {
    /// The deal.
    #[arg(add = completing::deals())]
    deal: String,
    /// Verdicts: budget=confirmed timing=open, or several alike: budget,timing,fit=confirmed.
    #[arg(required = true, value_name = "VERDICT=STATUS", value_parser = verdict)]
    verdicts: Vec<String>,
    /// Where it is on record: a path or a link.
    #[arg(long, value_name = "SOURCE", value_parser = said)]
    source: Option<String>,
    /// More.
    #[arg(long, value_name = "TEXT", value_parser = said)]
    note: Option<String>,
    #[command(flatten)]
    flags: Flags,
}

impl Qualify {
    pub(super) fn run(&self, common: &Common) -> anyhow::Result<ExitCode> {
        let deals = std::slice::from_ref(&self.deal);
        run(common, &self.flags, deals, Needs::PERSON, &|context| {
            let (source, note) = (self.source.as_deref(), self.note.as_deref());
            made(moves::qualify(
                &context.case,
                &context.stamp,
                &self.verdicts,
                source,
                note,
            ))
        })
    }
}

/// Reads verdicts with their status: `budget,fit=confirmed`.
fn verdict(text: &str) -> Result<String, String> {
    let Some((_, status)) = text.split_once('=') else {
        return Ok(text.to_owned());
    };
    let status = said(status)?;
    if status.contains('=') {
        return Err(
            "write each verdict as a word of its own: budget=confirmed timing=open".to_owned(),
        );
    }
    Ok(text.to_owned())
}
