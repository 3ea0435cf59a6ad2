//! Writes findings in the format that was requested.

use std::path::PathBuf;

use clap::ValueEnum;

use crate::cli::options::Common;
use crate::cli::{output, repository};
use crate::diagnostic::Diagnostic;
use crate::load::origin::names_a_deal;
use crate::render::human::Detail;
use crate::render::summary::{Counts, Judged, Summary};
use crate::render::{github, human, json, junit, links, markdown, sarif, short, summary};
use crate::text::Sources;
use crate::text::name::count;

/// How findings are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// For people: the lines with the fault underlined.
    Human,
    /// One finding a line.
    Short,
    /// For programs; versioned.
    Json,
    /// SARIF 2.1.0, for code-scanning services.
    Sarif,
    /// Annotations of GitHub's workflows.
    Github,
    /// XML that build servers show.
    Junit,
    /// For a comment on a pull request.
    Markdown,
}

/// What is to be written.
pub(super) struct Shown<'a> {
    /// The findings.
    pub findings: Vec<&'a Diagnostic>,
    /// What was there before a change, where that is asked for: apart from the findings, so that no program takes it for new.
    pub old: &'a [Diagnostic],
    /// The files that they are in.
    pub sources: &'a Sources,
    /// How many there are, shown or not.
    pub counts: Counts,
    /// Deals that were judged and could be read.
    pub deals: usize,
    /// The folder that holds process.toml.
    pub root: PathBuf,
    /// Paths of the files that were judged.
    pub paths: Vec<String>,
    /// Whether warnings and notes are drawn in full too.
    pub full: bool,
    /// Whether warnings fail.
    pub strict: bool,
    /// Whether what is staged was judged.
    pub staged: bool,
    /// Whether the run ends with 1.
    pub fails: bool,
}

impl Shown<'_> {
    fn judged(&self) -> Judged {
        let deals = self.paths.iter().filter(|path| names_a_deal(path));
        Judged {
            deals: deals.count(),
            files: self.paths.len(),
        }
    }
}

/// Writes findings. Without a format: for people, or under GitHub Actions as annotations, with the text for people beside.
pub(super) fn print(
    common: &Common,
    format: Option<Format>,
    shown: &Shown<'_>,
) -> anyhow::Result<()> {
    let sources = shown.sources;
    let on_github = std::env::var_os("GITHUB_ACTIONS").is_some_and(|value| value == "true");
    let format = match format {
        None if on_github => {
            output::aside(for_people(shown, output::stderr_style(common)).trim_end());
            Format::Github
        }
        None => Format::Human,
        Some(format) => format,
    };
    let text = match format {
        Format::Human => {
            let term = output::term(common);
            let text = match output::link_root(&shown.root) {
                _ if shown.findings.is_empty() => clean(shown),
                Some(root) => {
                    let text = for_people(shown, term);
                    links::linked(&text, &shown.findings, sources, &root)
                }
                None => for_people(shown, term),
            };
            let stopped = if shown.staged && shown.fails {
                summary::stopped(&shown.findings, shown.counts, sources, term)
            } else {
                String::new()
            };
            stopped + &text + &summary::old(shown.old, sources, term)
        }
        Format::Short => short::short(&shown.findings, shown.old, sources),
        Format::Json => json::lint(
            &shown.findings,
            shown.old,
            sources,
            shown.counts,
            shown.deals,
            shown.paths.len(),
        )?,
        Format::Sarif => sarif::sarif(
            &shown.findings,
            shown.old,
            sources,
            &repository::prefix(&shown.root),
            env!("CARGO_PKG_VERSION"),
        )?,
        Format::Github => {
            let prefix = repository::prefix(&shown.root);
            github::github(&shown.findings, shown.old, sources, &prefix)
        }
        Format::Junit => junit::junit(
            &shown.findings,
            shown.old,
            sources,
            &shown.paths,
            shown.strict,
        )?,
        Format::Markdown => markdown::markdown(
            &shown.findings,
            shown.old,
            sources,
            shown.counts,
            shown.judged(),
        ),
    };
    output::print(&text)?;
    Ok(())
}

fn for_people(shown: &Shown<'_>, term: crate::render::TermStyle) -> String {
    if shown.findings.is_empty() {
        return String::new();
    }
    let detail = if shown.full {
        Detail::Full
    } else {
        Detail::ErrorsInFull
    };
    let mut text = human::human(&shown.findings, shown.sources, detail, term);
    let last = Summary {
        shown: &shown.findings,
        counts: shown.counts,
        judged: shown.judged(),
        staged: shown.staged,
    };
    text += &summary::summary(&last, term);
    text
}

/// A clean run prints nothing unless stdout is a terminal.
fn clean(shown: &Shown<'_>) -> String {
    if !output::is_terminal() {
        return String::new();
    }
    let notes = match shown.counts.notes {
        0 => String::new(),
        1 => " 1 still to do: --notes shows it.".to_owned(),
        notes => format!(" {notes} still to do: --notes shows them."),
    };
    format!("{}, nothing to fix.{notes}\n", count(shown.deals, "deal"))
}
