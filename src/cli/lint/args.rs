//! The arguments of `dealctl lint`.

use crate::cli::completing;
use crate::diagnostic::Level;
use crate::render::findings::FindingsFormat;

use super::baseline::BaselineArgs;
use super::changed::Scope;
use super::findings::{Format, formats};
use super::fix;

const EXAMPLES: &str = "\
Examples:
  dealctl lint
  dealctl lint northwind --notes
  dealctl lint --select gate,handoff --format short";

/// Check every deal, or the given files and folders, against the process.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(in crate::cli) struct Args {
    /// Files, folders or deals to report on; rules across deals still see the others.
    #[arg(add = completing::deals_and_files())]
    pub(super) paths: Vec<String>,
    /// Output format.
    ///
    /// Without it: human; under GitHub Actions github, with the text for people on stderr.
    #[arg(long, value_parser = formats())]
    pub(super) format: Option<Format>,
    /// Exit with 1 for warnings too.
    #[arg(long)]
    pub(super) strict: bool,
    /// Run only these rules or families.
    #[arg(long, value_name = "RULE", value_delimiter = ',', add = completing::rules())]
    pub(super) select: Vec<String>,
    /// Do not run these rules or families.
    #[arg(long, value_name = "RULE", value_delimiter = ',', add = completing::rules())]
    pub(super) ignore: Vec<String>,
    /// Give a rule or family another level: error, warning or note; off does not run it. Repeatable.
    ///
    /// Goes before `[lint] levels` of process.toml.
    #[arg(long = "level", value_name = "RULE=LEVEL", value_parser = level, add = completing::rules_with_value())]
    pub(super) levels: Vec<(String, Option<Level>)>,
    /// Show notes too: what is still to do.
    #[arg(long)]
    pub(super) notes: bool,
    /// Draw every finding in full; a single file is drawn so anyway.
    #[arg(long)]
    pub(super) full: bool,
    /// Count the findings by rule, family, owner and partner instead of showing them.
    #[arg(long)]
    pub(super) statistics: bool,
    #[command(flatten)]
    pub(super) scope: Scope,
    #[command(flatten)]
    pub(super) baseline: BaselineArgs,
    #[command(flatten)]
    pub(super) fix: fix::Options,
}

/// `RULE=LEVEL`; no level for `off`.
fn level(text: &str) -> Result<(String, Option<Level>), String> {
    let wrong = || "write RULE=LEVEL, where LEVEL is error, warning, note or off".to_owned();
    let (rule, level) = text.split_once('=').ok_or_else(wrong)?;
    let level = match level.trim() {
        "off" => None,
        level => Some(level.parse().map_err(|()| wrong())?),
    };
    Ok((rule.trim().to_owned(), level))
}

impl Args {
    /// Whether findings are read by people.
    pub(super) fn is_for_people(&self) -> bool {
        let format = self.format.and_then(|format| format.findings);
        format.is_none_or(FindingsFormat::is_for_people)
    }

    /// Whether every rule runs at its own level.
    pub(super) fn selects_all(&self) -> bool {
        self.select.is_empty() && self.ignore.is_empty() && self.levels.is_empty()
    }
}
