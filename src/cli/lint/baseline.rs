//! `dealctl lint --baseline FILE [--write-baseline]`.

use std::path::{Path, PathBuf};

use crate::cli::failure::Failure;
use crate::cli::output;
use crate::cli::writing::{read_text, write};
use crate::diagnostic::Diagnostic;
use crate::lint::baseline::Baseline;
use crate::lint::exceptions::is_binding_for_all;
use crate::text::Sources;
use crate::text::name::count;

/// The largest baseline that is read: the findings of a very large book.
const LARGEST: u64 = 64 << 20;

/// The options of lint about the baseline.
#[derive(Debug, clap::Args)]
pub(super) struct BaselineArgs {
    /// Keep quiet about the findings that FILE holds; they are known by deal, rule and subject, never by line.
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,
    /// Write every error and warning of the book to the baseline.
    #[arg(long, requires = "baseline", conflicts_with_all = ["paths", "select", "ignore"])]
    write_baseline: bool,
}

impl BaselineArgs {
    /// Takes away what the baseline knows, or first writes it. `whole` says that everything was looked at, so that what is
    /// not found again is fixed.
    pub(super) fn apply(
        &self,
        findings: &mut Vec<Diagnostic>,
        sources: &Sources,
        whole: bool,
    ) -> anyhow::Result<()> {
        let Some(path) = &self.baseline else {
            return Ok(());
        };
        if self.write_baseline {
            check_replaceable(path)?;
            let mut known = findings.clone();
            // What has no exceptions (D7.2) is shown again, so it is not written down as known.
            known.retain(|finding| !is_binding_for_all(finding.rule));
            let baseline = Baseline::of(&known, sources);
            write(&resolved(path)?, &baseline.to_text()?)?;
            let findings = count(baseline.len(), "finding");
            output::note(&format!("{} holds {findings} now", path.display()));
        }
        let applied = read(path)?.apply(findings, sources);
        if applied.quiet > 0 && !self.write_baseline {
            let findings = count(applied.quiet, "finding");
            output::note(&format!("{findings} of the baseline not shown"));
        }
        if applied.fixed > 0 && whole {
            let findings = count(applied.fixed, "finding");
            output::note(&format!(
                "{findings} of the baseline fixed: --write-baseline removes what is fixed and adds what is new"
            ));
        }
        Ok(())
    }
}

/// An existing file that is not a baseline is not overwritten.
fn check_replaceable(path: &Path) -> anyhow::Result<()> {
    let is_baseline = || {
        let text = || read_text(path, LARGEST);
        path.is_file() && text().is_ok_and(|text| Baseline::from_text(&text).is_ok())
    };
    if !path.exists() || is_baseline() {
        return Ok(());
    }
    Err(Failure::new(
        format!(
            "{} is there, and no baseline: it stays as it is",
            path.display()
        ),
        "name another file, or remove this one first",
    )
    .into())
}

/// A link stays a link: the file that it leads to is written.
fn resolved(path: &Path) -> anyhow::Result<PathBuf> {
    if !path.is_symlink() {
        return Ok(path.to_path_buf());
    }
    std::fs::canonicalize(path).map_err(|_| {
        let message = format!("{} is a link that leads nowhere", path.display());
        Failure::new(message, "remove the link, or put its target back").into()
    })
}

fn read(path: &Path) -> anyhow::Result<Baseline> {
    let name = path.display();
    // A pipe would never end.
    if std::fs::metadata(path).is_ok_and(|metadata| !metadata.is_file()) {
        let message = format!("the baseline {name} is not a regular file");
        return Err(Failure::new(message, "name a file").into());
    }
    let text = read_text(path, LARGEST).map_err(|error| {
        let message = format!("the baseline {name} cannot be read ({error})");
        if error.kind() == std::io::ErrorKind::FileTooLarge {
            return Failure::new(message, "name the file that --write-baseline wrote");
        }
        Failure::new(
            message,
            format!("dealctl lint --baseline {name} --write-baseline makes it"),
        )
    })?;
    Baseline::from_text(&text).map_err(|why| {
        let message = format!("{name} is not a baseline: {why}");
        Failure::new(message, "write it anew with --write-baseline").into()
    })
}
