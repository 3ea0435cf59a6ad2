//! `dealctl fmt`.

use std::process::ExitCode;

use crate::cli::completing;
use crate::cli::options::Common;
use crate::cli::output;
use crate::cli::repository;
use crate::edit::tidy;
use crate::load::limits;
use crate::text::name::count;
use crate::text::safe;

use super::named;
use super::run::find;
use super::store::{Written, write_all};

const EXAMPLES: &str = "\
Examples:
  dealctl fmt
  dealctl fmt --check quayside";

#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(in crate::cli) struct Fmt {
    /// The deals; without one, all of them.
    #[arg(value_name = "DEAL", add = completing::deals())]
    deals: Vec<String>,
    /// Name the files that are not tidy, and write nothing; exits with 1 if there is one.
    #[arg(long)]
    check: bool,
}

impl Fmt {
    pub(super) fn run(&self, common: &Common) -> anyhow::Result<ExitCode> {
        let files = find(common)?;
        let book = repository::read(files.origin(), common)?;
        let limits = limits(&book.process);
        let ids = named::ids(&book, &self.deals)?;
        let deals = book
            .deals
            .iter()
            .filter(|deal| ids.is_empty() || ids.contains(&deal.id));
        let untidy: Vec<Written> = deals
            .filter_map(|deal| {
                let source = book.sources.file(deal.file);
                let after = tidy(&source.text, &limits);
                (after != *source.text).then(|| Written {
                    path: source.path.to_string(),
                    before: Some(source.text.to_string()),
                    after: Some(after),
                })
            })
            .collect();
        if !self.check {
            write_all(files.root(), &untidy)?;
        }
        let mut out = String::new();
        for file in &untidy {
            out += &format!("{}\n", safe::one_line(&file.path));
        }
        output::print(&out)?;
        let done = if self.check { "to tidy" } else { "tidied" };
        if output::is_terminal() || !untidy.is_empty() {
            output::note(&format!("{} {done}.", count(untidy.len(), "file")));
        }
        let is_fault = self.check && !untidy.is_empty();
        Ok(ExitCode::from(u8::from(is_fault)))
    }
}
