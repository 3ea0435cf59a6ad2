//! `dealctl schema`.

use std::process::ExitCode;

use clap::ValueEnum;

use crate::render::schema;

use super::options::Common;
use super::{output, repository};

const EXAMPLES: &str = "\
Examples:
  dealctl schema deal
  dealctl schema process --strict";

/// Print a JSON Schema, by which editors complete and check deals or process.toml.
///
/// Write it to a file that editors read: dealctl schema deal > .dealctl/deal.schema.json. Do so again after process.toml has
/// changed.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    /// What it describes.
    what: What,
    /// Leave out what only editors know: messages, and what each value means
    ///
    /// For validators that refuse a keyword that is not of JSON Schema.
    #[arg(long)]
    strict: bool,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum What {
    /// A deal, with the stages, credit rules, criteria and people of this repository's process.toml.
    Deal,
    /// process.toml; the same in every repository.
    Process,
}

pub(super) fn run(common: &Common, args: &Args) -> anyhow::Result<ExitCode> {
    let schema = match args.what {
        What::Deal => {
            let files = repository::find(common)?;
            schema::deal(&repository::process(files.origin())?)
        }
        What::Process => schema::process(),
    };
    let schema = if args.strict {
        schema::strict(&schema)
    } else {
        schema
    };
    output::print(&schema)?;
    Ok(ExitCode::SUCCESS)
}
