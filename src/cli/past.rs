//! What git knows of the deals, for what asks: rules on the past, packets that were sent, the forecast.

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

/// Adds what git knows of the deals, where a rule that runs asks for it. No repository, no git, a shallow clone or no
/// commit yet: then there is no past, and the rules that ask for it are quiet. If git refuses, that is reported, and
/// the answer is no.
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

/// Says that git would not answer. Without git or a repository there is nothing to say.
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

/// As [`super::repository::with_book`], where what sent packets name is looked up in the commit of their sending.
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

/// The sections of a deal whose past a report asks git for; process.toml decides on them.
type Sections<'a> = &'a (dyn Fn(&Process) -> Vec<&'static str> + Sync);

/// As [`super::repository::with_book`], with what git says of some sections.
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

/// As [`with_history`], with the past beside the book: rules on the past would take what was not requested for missing.
pub(super) fn with_history_apart<T>(
    common: &Common,
    sections: Sections<'_>,
    run: impl FnOnce(&Input<'_>, Option<&Past>) -> anyhow::Result<T>,
) -> anyhow::Result<T> {
    let files = find(common)?;
    let (book, past) = read_with_past(common, &files, sections)?;
    report(&files, &book, |input| run(input, past.as_ref()))
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

/// What git knows of the deals, as far as a report asks; `None` without it.
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
