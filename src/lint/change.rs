//! What a change brings: the findings that were not there before it, apart from those that were.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{self, Diagnostic, Level};
use crate::load::git::GitError;
use crate::load::origin::id_of;
use crate::load::{Changes, Evidence, Origin, Seen, Stored, Touched, load, swap_deals};
use crate::model::Book;
use crate::text::Sources;

use super::baseline::Baseline;
use super::{Rule, Selection, lint_deals, rules};

/// The findings of a change, new and old.
#[derive(Clone, Debug, Default)]
pub struct ChangeFindings {
    /// What the change brings, wherever it shows.
    pub new: Vec<Diagnostic>,
    /// What the files that differ had already: errors and warnings.
    pub old: Vec<Diagnostic>,
}

/// A state that a change began from: the files of a commit, and what the change made of them.
pub struct BaseState {
    /// The files.
    pub files: Stored,
    /// What differs between it and the state after the change.
    pub changes: Changes,
}

/// Judges a book after a change, where at least what the change touched is read as a whole. `before` are the states that
/// it began from: one, none if there was nothing before, or two when it joins them. They are requested only as far as
/// something was found that none of the earlier ones had.
///
/// A finding is old when the same deal had one of the same rule and subject ([`Baseline`]), and an error only when that was
/// one; a deal that moved is the same deal. A change of process.toml is a change of every deal, and each state is judged by
/// its own: `asked` is what the command line selects, without `[lint]`. What is only to do (a note) is reported for files that
/// differ.
///
/// # Errors
/// A state before could not be had.
pub fn change(
    book: &mut Book,
    now: &dyn Origin,
    before: impl IntoIterator<Item = Result<BaseState, GitError>>,
    changes: &Changes,
    touched: &Touched,
    asked: &Selection,
) -> Result<ChangeFindings, GitError> {
    let differing: BTreeSet<&str> = changes.paths().map(String::as_str).collect();
    let differs = |book: &Book, finding: &Diagnostic| {
        differing.contains(&*book.sources.file(finding.place.file).path)
    };
    let mut new = judge(book, now, touched, asked);
    new.retain(|finding| finding.level > Level::Note || differs(book, finding));
    let mut old = Vec::new();
    let mut states = before.into_iter();
    while is_something(&new)
        && let Some(state) = states.next()
    {
        let mut known = known(book, now, &state?, touched, &needed(asked, &new));
        old.extend(known.take(&mut new, &book.sources));
    }
    old.retain(|finding| differs(book, finding));
    diagnostic::sort(&mut old, &book.sources);
    Ok(ChangeFindings { new, old })
}

fn judge(
    book: &Book,
    origin: &dyn Origin,
    touched: &Touched,
    asked: &Selection,
) -> Vec<Diagnostic> {
    let evidence = Evidence::new(origin);
    let mut selection = asked.clone();
    selection.with_process(&book.process);
    lint_deals(book, &evidence, &selection, &|file| touched.contains(file)).findings
}

fn is_something(findings: &[Diagnostic]) -> bool {
    findings.iter().any(|finding| finding.level > Level::Note)
}

/// Returns the rules that the state before has to be judged by: those that find something now. Whether a comment that allows
/// is used depends on every rule.
fn needed(asked: &Selection, new: &[Diagnostic]) -> Selection {
    let mut found = new.iter().filter_map(|finding| rules::find(finding.rule));
    if found.any(Rule::depends_on_all) {
        asked.clone()
    } else {
        asked.only_of(new)
    }
}

/// What a state had, by the names that its deals have now. The past of the deals is that of now: for a deal that is the same
/// in both it is the same.
fn known(
    book: &mut Book,
    now: &dyn Origin,
    before: &BaseState,
    touched: &Touched,
    asked: &Selection,
) -> Known {
    let everything = matches!(touched, Touched::Everything) || before.changes.change_process();
    let mut known = if everything {
        let seen = Seen {
            today: book.today,
            as_of_given: book.as_of_given,
        };
        // A process that cannot be used has findings of no deal.
        load(&before.files, seen).map_or_else(
            |_| Known::default(),
            |mut old| {
                old.past = book.past.take();
                let findings = judge(&old, &before.files, touched, asked);
                book.past = old.past.take();
                Known::of(findings, &old.sources)
            },
        )
    } else {
        let deals = before.changes.deals();
        swap_deals(book, &before.files, &deals);
        let findings = judge(book, &before.files, touched, asked);
        let known = Known::of(findings, &book.sources);
        swap_deals(book, now, &deals);
        known
    };
    let moved = moved(&before.changes);
    known.errors.rename(&moved);
    known.others.rename(&moved);
    known
}

/// What a state had. A process that makes an error of a warning brings an error.
#[derive(Default)]
struct Known {
    errors: Baseline,
    others: Baseline,
}

impl Known {
    fn of(findings: Vec<Diagnostic>, sources: &Sources) -> Self {
        let (errors, others): (Vec<_>, Vec<_>) = findings.into_iter().partition(is_error);
        Self {
            errors: Baseline::of(&errors, sources),
            others: Baseline::of(&others, sources),
        }
    }

    /// Takes what it knows out of the findings.
    fn take(&mut self, findings: &mut Vec<Diagnostic>, sources: &Sources) -> Vec<Diagnostic> {
        let (mut errors, mut others): (Vec<_>, Vec<_>) =
            std::mem::take(findings).into_iter().partition(is_error);
        let mut taken = self.errors.take_known(&mut errors, sources);
        taken.extend(self.others.take_known(&mut others, sources));
        taken.extend(self.errors.take_known(&mut others, sources));
        findings.extend(errors);
        findings.extend(others);
        diagnostic::sort(findings, sources);
        taken
    }
}

fn is_error(finding: &Diagnostic) -> bool {
    finding.level == Level::Error
}

/// Paths and ids of deals that moved, new by old.
fn moved(changes: &Changes) -> BTreeMap<&str, &str> {
    let renamed = changes.renamed.iter();
    renamed
        .flat_map(|(new, old)| [(&**old, &**new), (id_of(old), id_of(new))])
        .collect()
}
