//! `lint --fix` and `--diff`: writes what can be fixed, or shows it.

use std::fs;
use std::io;
use std::path::Path;
use std::process::ExitCode;

use anstyle::AnsiColor;

use crate::cli::options::Common;
use crate::cli::output;
use crate::cli::writing::{self, Before, Mode, NotWritten, Written};
use crate::diagnostic::Diagnostic;
use crate::lint::fixing::{self, Fixed, Outcome};
use crate::lint::{Selection, rules};
use crate::load::Origin;
use crate::model::Book;
use crate::render::paint;
use crate::text::name::count;
use crate::text::safe;

/// What may be changed.
#[derive(Debug, clap::Args)]
#[command(group = clap::ArgGroup::new("change").multiple(true))]
pub(super) struct Options {
    /// Fix what can be fixed without changing what anybody meant, and report the rest.
    #[arg(long, group = "change")]
    fix: bool,
    /// With --fix or --diff: also what somebody should look at afterwards.
    #[arg(long = "unsafe", requires = "change")]
    with_unsafe: bool,
    /// Show what --fix would change, and change nothing; exits with 1 if there is something.
    #[arg(long, group = "change")]
    pub diff: bool,
}

impl Options {
    /// Whether anything is to be fixed or shown.
    pub(super) fn is_requested(&self) -> bool {
        self.fix || self.diff
    }
}

/// The files as they would be after every wanted fix. Only what was requested is fixed; the outcome is judged by every
/// rule, also those that do not run.
pub(super) fn find(
    files: &dyn Origin,
    book: Book,
    selection: &Selection,
    options: &Options,
    is_requested: &dyn Fn(&str) -> bool,
) -> Vec<Fixed> {
    let mut all = Selection::default();
    all.with_process(&book.process);
    let wanted = |book: &Book, finding: &Diagnostic| {
        let path = &book.sources.file(finding.place.file).path;
        let safe = finding.fix.as_ref().is_some_and(|fix| fix.safe);
        (safe || options.with_unsafe)
            && is_requested(path)
            && rules::find(finding.rule).is_some_and(|rule| selection.runs(rule))
            && !selection.passes_over(finding.rule, path)
    };
    let Outcome { files, stopped } = fixing::fix(files, book, &all, &wanted);
    if stopped {
        output::note(
            "warning: stopped before nothing was left to fix: fixes seem to undo each other\n\
             help: run it again; if that changes nothing, fix by hand what is still reported",
        );
    }
    files
}

fn findings_in_files(fixed: &[&Fixed]) -> String {
    let findings: usize = fixed.iter().map(|file| file.findings).sum();
    format!(
        "{} in {}",
        count(findings, "finding"),
        count(fixed.len(), "file")
    )
}

/// Shows what would change as a unified diff.
pub(super) fn show(common: &Common, fixed: &[Fixed]) -> anyhow::Result<ExitCode> {
    let look = output::term(common);
    let mut out = String::new();
    for file in fixed {
        let path = safe::one_line(&file.path);
        let diff = similar::TextDiff::from_lines(&*file.before, &*file.after);
        let (from, to) = (format!("a/{path}"), format!("b/{path}"));
        let text = diff.unified_diff().header(&from, &to).to_string();
        for line in text.lines() {
            let style = match line.as_bytes().first() {
                _ if line.starts_with("---") || line.starts_with("+++") => {
                    anstyle::Style::new().bold()
                }
                Some(b'+') => AnsiColor::Green.on_default(),
                Some(b'-') => AnsiColor::Red.on_default(),
                Some(b'@') => AnsiColor::Cyan.on_default(),
                _ => anstyle::Style::new(),
            };
            out += &paint(&safe::lines(line), style, look);
            out.push('\n');
        }
    }
    output::print(&out)?;
    if fixed.is_empty() {
        output::note("Nothing can be fixed.");
        return Ok(ExitCode::SUCCESS);
    }
    let all: Vec<&Fixed> = fixed.iter().collect();
    output::note(&format!("--fix would fix {}.", findings_in_files(&all)));
    Ok(ExitCode::from(1))
}

/// Writes the files; what cannot be written is named and left as it is. Whether all were written.
pub(super) fn write(root: &Path, fixed: &[Fixed]) -> bool {
    let mut written: Vec<&Fixed> = Vec::new();
    for file in fixed {
        match replace(root, file) {
            Ok(how) => {
                if how == Written::OtherGroup {
                    let path = safe::one_line(&file.path);
                    output::note(&format!(
                        "{path}: its group or owner could not be kept: you may not set it"
                    ));
                }
                written.push(file);
            }
            Err(why) => {
                let path = safe::one_line(&file.path);
                output::note(&format!("{path}: left as it is: {}", safe::one_line(&why)));
            }
        }
    }
    if !written.is_empty() {
        output::note(&format!("Fixed {}.", findings_in_files(&written)));
    }
    written.len() == fixed.len()
}

/// Puts the new text in the place of the old one: whole or not at all. A link stays a link; its target is written.
fn replace(root: &Path, file: &Fixed) -> Result<Written, String> {
    let failed = |error: io::Error| {
        let error = error.to_string();
        format!(
            "it cannot be written ({})",
            error.split(" (os error").next().unwrap_or_default()
        )
    };
    let target = fs::canonicalize(root.join(&file.path)).map_err(failed)?;
    let Ok(below) = target.strip_prefix(root) else {
        return Err("it is now outside the repository".to_owned());
    };
    let before = Before::Bytes(file.before.as_bytes());
    let written = writing::write_below(root, below, &file.after, before, Mode::Text);
    written.map_err(|why| match why {
        NotWritten::Changed => "it was changed meanwhile; run it again".to_owned(),
        NotWritten::ReadOnly => "it is read-only".to_owned(),
        NotWritten::Bent => "a link is in its place now".to_owned(),
        NotWritten::Failed(error) => failed(error),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_was_changed_meanwhile_is_left_alone() {
        let folder = tempfile::tempdir().expect("a folder");
        let root = fs::canonicalize(folder.path()).expect("a folder");
        let file = Fixed {
            path: "a.yaml".to_owned(),
            before: "a: 1\n".to_owned(),
            after: "a: 2\n".to_owned(),
            findings: 1,
        };
        let text = || fs::read_to_string(root.join("a.yaml")).expect("a file");
        fs::write(root.join("a.yaml"), "a: 3\n").expect("written");
        let why = replace(&root, &file).expect_err("it was changed");
        assert!(why.contains("changed meanwhile"), "{why}");
        assert_eq!(text(), "a: 3\n");
        fs::write(root.join("a.yaml"), "a: 1\n").expect("written");
        replace(&root, &file).expect("as it was read");
        assert_eq!(text(), "a: 2\n");
    }
}
