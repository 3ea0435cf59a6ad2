//! `dealctl tell`.

use std::process::ExitCode;

use crate::cli::completing;
use crate::cli::options::Common;
use crate::cli::output;
use crate::cli::repository;
use crate::edit::moves;
use crate::load::Evidence;
use crate::report::Input;
use crate::report::outcome_message::outcome_message;
use crate::view;

use super::named::{self, Scope};
use super::run::{Flags, Needs, find, run};
use super::typed::{made, said};

const EXAMPLES: &str = "\
Examples:
  dealctl tell wexford-dairy
  dealctl tell wexford-dairy --message";

#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(in crate::cli) struct Tell {
    /// The deal.
    #[arg(add = completing::deals())]
    deal: String,
    /// Who is told; without it, the partner's contact.
    #[arg(long, value_name = "NAME", add = completing::people())]
    to: Option<String>,
    /// What was said beyond the message.
    #[arg(long, value_name = "TEXT", value_parser = said)]
    note: Option<String>,
    /// Only write the message; record nothing.
    #[arg(long)]
    message: bool,
    #[command(flatten)]
    flags: Flags,
}

impl Tell {
    pub(super) fn run(&self, common: &Common) -> anyhow::Result<ExitCode> {
        let deals = std::slice::from_ref(&self.deal);
        let is_for_programs = self.flags.output.on_stdout().name() == "json";
        let has_message = !is_for_programs && self.show_message(common, deals)?;
        if self.message && has_message {
            return Ok(ExitCode::SUCCESS);
        }
        run(common, &self.flags, deals, Needs::PERSON, &|context| {
            let to = self
                .to
                .as_deref()
                .map(|to| context.people.find(to))
                .transpose()?;
            made(moves::tell(
                &context.case,
                &context.stamp,
                to.as_deref(),
                self.note.as_deref(),
            ))
        })
    }

    /// Writes the message if there is an outcome to tell, and returns whether there is.
    fn show_message(&self, common: &Common, deals: &[String]) -> anyhow::Result<bool> {
        let files = find(common)?;
        let book = named::load(&files, common, deals, Scope::Named)?;
        let evidence = Evidence::new(files.origin());
        let input = Input::new(&book, &evidence);
        let mut any = false;
        for id in named::ids(&book, deals)? {
            let deal = repository::deal(&book, &id)?;
            if let Some(message) = outcome_message(&input, deal, self.to.as_deref()) {
                output::print(&view::outcome_message(&message))?;
                any = true;
            }
        }
        Ok(any)
    }
}
