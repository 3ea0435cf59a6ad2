//! `dealctl schema`.

use std::process::ExitCode;

use clap::ValueEnum;

use crate::render::schema;

use super::options::Common;
use super::{output, repository};

/// Print a JSON Schema, by which editors complete and check deals or process.toml.
///
/// Write it to a file that editors read: dealctl schema deal > .dealctl/deal.schema.json. Do so again after process.toml has
/// changed.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// What it describes.
    what: What,
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
    output::print(&schema)?;
    Ok(ExitCode::SUCCESS)
}
