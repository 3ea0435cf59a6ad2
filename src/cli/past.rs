//! Loads the deals' git history for whatever needs it: rules on the past, sent packets, the forecast.

use std::collections::BTreeSet;

use crate::lint::Selection;
use crate::load::git::GitError;
use crate::load::{self, Changes, history};
use crate::model::past::Past;
use crate::model::{Book, Process};
use crate::report::Input;
use crate::text::Limits;

use super::gaps::{self, Gap};
use super::options::Common;
use super::repository::{Files, find, read_files, report};

/// Adds the deals' git history to the book if a selected rule needs it.
///
/// A folder without a repository, or without a commit, has no history, and the rules on it report nothing. Where
/// there is one that cannot be read, one line says so. Returns `false` only if git failed.
pub(super) fn add_past(book: &mut Book, files: &Files, selection: &Selection) -> bool {
    if !selection.needs_history() {
        return true;
    }
    let so = gaps::rules_without_history(selection);
    look_back(book, files, history::RULES, &so)
}

/// Adds the history; `so` is what is short without it.
fn look_back(book: &mut Book, files: &Files, sections: &[&str], so: &str) -> bool {
    files.absent().tell_history(book, so);
    let error = match past(book, files, &history::Packets::of(book), sections) {
        Ok(past) => {
            book.past = past;
            if files.git().is_ok_and(|git| git.is_shallow) {
                gaps::shallow(so).tell(book);
            }
            return true;
        }
        Err(error) => error,
    };
    if let Some(gap) = gaps::without_history(files.root(), &error, so) {
        gap.tell(book);
    }
    !matches!(error, GitError::Failed(_))
}

fn past(
    book: &Book,
    files: &Files,
    packets: &history::Packets<'_>,
    sections: &[&str],
) -> Result<Option<Past>, GitError> {
    let git = files.git()?;
    if git.is_unborn() {
        return Ok(None);
    }
    let span = history::Span {
        revision: files.revision(),
        until: book.as_of_given.then_some(book.today),
        tree: (!files.is_stored()).then(|| files.tree()),
        sections,
        edited: &BTreeSet::new(),
    };
    history::read(git, span, &load::limits(&book.process), packets)
}

/// Like [`super::repository::with_book`], but the files that a sent packet names are looked up as they were when it was
/// sent.
pub(super) fn with_packets<T>(
    common: &Common,
    run: impl FnOnce(&Files, &Input<'_>) -> anyhow::Result<T>,
) -> anyhow::Result<T> {
    let files = find(common)?;
    let mut book = read_files(&files, common)?;
    if !history::Packets::of(&book).are_none() {
        let so = "the files that packets name are judged as they are now, not as they were sent";
        look_back(&mut book, &files, history::KNOWN_BY, so);
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

/// Hands the book to a report twice: first with the git history of the chosen sections, then with the one that lint's selected rules
/// read, so that each part finds what its own command finds.
pub(super) fn with_both_histories<F, T>(
    common: &Common,
    sections: Sections<'_>,
    selection: impl FnOnce(&Book) -> Selection,
    first: impl FnOnce(&Files, &Input<'_>) -> anyhow::Result<F>,
    then: impl FnOnce(F, &Files, &Input<'_>) -> anyhow::Result<T>,
) -> anyhow::Result<T> {
    let files = find(common)?;
    let (mut book, past) = read_with_past(common, &files, sections)?;
    book.past = past;
    let found = report(&files, &book, |input| first(&files, input))?;
    book.past = None;
    let selection = selection(&book);
    add_past(&mut book, &files, &selection);
    let evidence = crate::load::Evidence::new(files.origin());
    then(found, &files, &Input::new(&book, &evidence))
}

/// What a report rests on without a history.
const ONLY_DATES: &str = "only the dates in the files say what was known when";

/// Reads the book and its past at the same time.
fn read_with_past(
    common: &Common,
    files: &Files,
    sections: Sections<'_>,
) -> anyhow::Result<(Book, Option<Past>)> {
    let (past, book) = std::thread::scope(|scope| {
        let past = scope.spawn(|| past_of(common, files, sections));
        let book = read_files(files, common);
        (past.join().unwrap_or_default(), book)
    });
    let mut book = book?;
    let PastOf {
        past,
        gap,
        is_asked,
    } = past;
    if is_asked {
        files.absent().tell_history(&mut book, ONLY_DATES);
    }
    if let Some(gap) = gap {
        gap.tell(&mut book);
    }
    Ok((book, past))
}

/// The git history that a report needs.
#[derive(Default)]
struct PastOf {
    /// `None` if it needs none or none can be read.
    past: Option<Past>,
    /// Why none can be read, if that is worth a word.
    gap: Option<Gap>,
    /// Whether it needs one.
    is_asked: bool,
}

fn past_of(common: &Common, files: &Files, sections: Sections<'_>) -> PastOf {
    let mut of = PastOf::default();
    let Ok(process) = load::process_of(files.origin()) else {
        return of;
    };
    let sections = sections(&process);
    if sections.is_empty() {
        return of;
    }
    of.is_asked = true;
    match read_past(common, files, &sections, &load::limits(&process)) {
        Ok(past) => {
            of.past = past;
            let is_shallow = files.git().is_ok_and(|git| git.is_shallow);
            of.gap = is_shallow.then(|| gaps::shallow(ONLY_DATES));
        }
        Err(error) => of.gap = gaps::without_history(files.root(), &error, ONLY_DATES),
    }
    of
}

fn read_past(
    common: &Common,
    files: &Files,
    sections: &[&str],
    limits: &Limits,
) -> Result<Option<Past>, GitError> {
    let git = files.git()?;
    if git.is_shallow || git.is_unborn() {
        return Ok(None);
    }
    let edited = if files.is_stored() {
        BTreeSet::new()
    } else {
        Changes::edited(git, files.tree())?
    };
    let seen = common.seen();
    let span = history::Span {
        revision: files.revision(),
        until: seen.as_of_given.then_some(seen.today),
        tree: (!files.is_stored()).then(|| files.tree()),
        sections,
        edited: &edited,
    };
    history::read(git, span, limits, &history::Packets::default())
}
