//! Loads the deals' git history for whatever needs it: rules on the past, sent packets, the forecast.

use std::collections::BTreeSet;

use crate::lint::Selection;
use crate::load::git::{Git, GitError};
use crate::load::{self, Changes, history};
use crate::model::past::Past;
use crate::model::{Book, Process};
use crate::report::Input;
use crate::text::safe;

use super::options::Common;
use super::output;
use super::repository::{Files, find, read, report};

/// Adds the deals' git history to the book if a selected rule needs it.
///
/// Without a repository, without git, in a shallow clone or before the first commit there is no history, and the rules
/// that need it report nothing. Returns `false` only if git failed, after printing a warning.
pub(super) fn add_past(book: &mut Book, files: &Files, selection: &Selection) -> bool {
    if !selection.needs_history() {
        return true;
    }
    let packets = history::Packets::of(book);
    look_back(book, files, &packets, history::RULES)
}

fn look_back(
    book: &mut Book,
    files: &Files,
    packets: &history::Packets,
    sections: &[&str],
) -> bool {
    match past(book, files, packets, sections) {
        Ok(past) => book.past = past,
        Err(error) => {
            refused(&error, "the rules that need it did not run");
            return !matches!(error, GitError::Failed(_));
        }
    }
    true
}

/// Prints a warning if git failed; prints nothing if git or the repository is missing.
fn refused(error: &GitError, so: &str) {
    if let GitError::Failed(why) = error {
        output::note(&format!(
            "warning: the history of the deals cannot be read, so {so}: git says: {}\n\
             help: fix what git complains about: git status says more",
            safe::one_line(why)
        ));
    }
}

fn past(
    book: &Book,
    files: &Files,
    packets: &history::Packets,
    sections: &[&str],
) -> Result<Option<Past>, GitError> {
    let git = Git::open(files.root())?;
    if git.is_unborn() {
        return Ok(None);
    }
    let span = history::Span {
        revision: files.revision(),
        until: book.as_of_given.then_some(book.today),
        of_work_tree: !files.is_stored(),
        sections,
        edited: &BTreeSet::new(),
    };
    history::read(&git, span, &load::limits(&book.process), packets)
}

/// Like [`super::repository::with_book`], but the files that a sent packet names are looked up as they were when it was
/// sent.
pub(super) fn with_packets<T>(
    common: &Common,
    run: impl FnOnce(&Files, &Input<'_>) -> anyhow::Result<T>,
) -> anyhow::Result<T> {
    let files = find(common)?;
    let mut book = read(files.origin(), common)?;
    let packets = history::Packets::of(&book);
    if !packets.are_none() {
        look_back(&mut book, &files, &packets, history::KNOWN_BY);
    }
    report(&files, &book, |input| run(&files, input))
}

/// Chooses, by process.toml, the sections of a deal whose git history a report needs.
type Sections<'a> = &'a (dyn Fn(&Process) -> Vec<&'static str> + Sync);

/// Like [`super::repository::with_book`], with the git history of the chosen sections in the book.
pub(super) fn with_history<T>(
    common: &Common,
    sections: Sections<'_>,
    run: impl FnOnce(&Files, &Input<'_>) -> anyhow::Result<T>,
) -> anyhow::Result<T> {
    let files = find(common)?;
    let (mut book, past) = read_with_past(common, &files, sections)?;
    book.past = past;
    report(&files, &book, |input| run(&files, input))
}

/// Like [`with_history`], but passes that history separately from the book: the book has the one that `dealctl lint` would read, so
/// that the same rules find the same.
pub(super) fn with_history_apart<T>(
    common: &Common,
    sections: Sections<'_>,
    run: impl FnOnce(&Input<'_>, Option<&Past>, &Selection) -> anyhow::Result<T>,
) -> anyhow::Result<T> {
    let files = find(common)?;
    let (mut book, past) = read_with_past(common, &files, sections)?;
    let mut selection = Selection::default();
    selection.with_process(&book.process);
    add_past(&mut book, &files, &selection);
    report(&files, &book, |input| run(input, past.as_ref(), &selection))
}

/// Reads the book and its past at the same time.
fn read_with_past(
    common: &Common,
    files: &Files,
    sections: Sections<'_>,
) -> anyhow::Result<(Book, Option<Past>)> {
    let (past, book) = std::thread::scope(|scope| {
        let past = scope.spawn(|| past_of(common, files, sections));
        let book = read(files.origin(), common);
        (past.join().unwrap_or_default(), book)
    });
    Ok((book?, past))
}

/// Reads the git history that a report needs; `None` if it needs none or none can be read.
fn past_of(common: &Common, files: &Files, sections: Sections<'_>) -> Option<Past> {
    let process = load::process_of(files.origin()).ok()?;
    let sections = sections(&process);
    if sections.is_empty() {
        return None;
    }
    let only_dates = "only the dates in the files say what was known when";
    let git = match Git::open(files.root()) {
        Ok(git) if git.is_unborn() => return None,
        Ok(git) => git,
        Err(error) => {
            refused(&error, only_dates);
            return None;
        }
    };
    if git.is_shallow {
        output::note(&format!(
            "the clone is shallow, so {only_dates}: git fetch --unshallow"
        ));
        return None;
    }
    let read = || {
        let edited = if files.is_stored() {
            BTreeSet::new()
        } else {
            Changes::edited(&git)?
        };
        let seen = common.seen();
        let span = history::Span {
            revision: files.revision(),
            until: seen.as_of_given.then_some(seen.today),
            of_work_tree: !files.is_stored(),
            sections: &sections,
            edited: &edited,
        };
        let limits = load::limits(&process);
        history::read(&git, span, &limits, &history::Packets::default())
    };
    read().unwrap_or_else(|error| {
        refused(&error, only_dates);
        None
    })
}
