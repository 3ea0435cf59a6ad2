//! Separates the findings that a change introduces from those that were there before.

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
    /// The findings that the change introduces, in whichever file.
    pub new: Vec<Diagnostic>,
    /// The errors and warnings that the changed files already had.
    pub old: Vec<Diagnostic>,
}

/// A state before the change: the files of a commit, and how they differ from the state after it.
pub struct BaseState {
    /// The files.
    pub files: Stored,
    /// What differs between it and the state after the change.
    pub changes: Changes,
}

/// Judges a book after a change; at least the files that the change touched must be read as a whole. `before` are the
/// states it started from: one, none if there was nothing before, or two if it merges them. A state is read only if
/// some finding is not in the earlier ones.
///
/// A finding is old when the same deal had one of the same rule and subject ([`Baseline`]), and if it is an error, that
/// was one too; a deal that moved is the same deal. A change of process.toml is a change of every deal, and each state
/// is judged by its own: `requested` is what the command line selects, without `[lint]`. Notes are reported only for
/// files that differ.
///
/// # Errors
/// An earlier state could not be read.
pub fn change(
    book: &mut Book,
    now: &dyn Origin,
    before: impl IntoIterator<Item = Result<BaseState, GitError>>,
    changes: &Changes,
    touched: &Touched,
    requested: &Selection,
) -> Result<ChangeFindings, GitError> {
    let differing: BTreeSet<&str> = changes.paths().map(String::as_str).collect();
    let differs = |book: &Book, finding: &Diagnostic| {
        differing.contains(&*book.sources.file(finding.place.file).path)
    };
    let mut new = judge(book, now, touched, requested);
    new.retain(|finding| finding.level > Level::Note || differs(book, finding));
    let mut old = Vec::new();
    let mut states = before.into_iter();
    while is_something(&new)
        && let Some(state) = states.next()
    {
        let mut known = known(book, now, &state?, touched, &needed(requested, &new));
        old.extend(known.take(&mut new, &book.sources));
    }
    old.retain(|finding| differs(book, finding));
    diagnostic::sort(&mut old, &book.sources);
    Ok(ChangeFindings { new, old })
}

/// Removes from the findings of a book those that an earlier state of it had, and returns them: what is left was introduced.
pub fn known_before(
    before: Vec<Diagnostic>,
    sources_before: &Sources,
    now: &mut Vec<Diagnostic>,
    sources: &Sources,
) -> Vec<Diagnostic> {
    Known::of(before, sources_before).take(now, sources)
}

fn judge(
    book: &Book,
    origin: &dyn Origin,
    touched: &Touched,
    requested: &Selection,
) -> Vec<Diagnostic> {
    let evidence = Evidence::new(origin);
    let mut selection = requested.clone();
    selection.with_process(&book.process);
    lint_deals(book, &evidence, &selection, &|file| touched.contains(file)).findings
}

fn is_something(findings: &[Diagnostic]) -> bool {
    findings.iter().any(|finding| finding.level > Level::Note)
}

/// Returns the rules that the state before has to be judged by: those that find something now. Whether a comment that allows
/// is used depends on every rule.
fn needed(requested: &Selection, new: &[Diagnostic]) -> Selection {
    let mut found = new.iter().filter_map(|finding| rules::find(finding.rule));
    if found.any(Rule::depends_on_all) {
        requested.clone()
    } else {
        requested.only_of(new)
    }
}

/// Returns the findings of a state, under the names that its deals have now. The history of the deals is the current
/// one, which is the same for a deal that is in both.
fn known(
    book: &mut Book,
    now: &dyn Origin,
    before: &BaseState,
    touched: &Touched,
    requested: &Selection,
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
                let findings = judge(&old, &before.files, touched, requested);
                book.past = old.past.take();
                Known::of(findings, &old.sources)
            },
        )
    } else {
        let deals = before.changes.deals();
        swap_deals(book, &before.files, &deals);
        let findings = judge(book, &before.files, touched, requested);
        let known = Known::of(findings, &book.sources);
        swap_deals(book, now, &deals);
        known
    };
    let moved = moved(&before.changes);
    known.errors.rename(&moved);
    known.others.rename(&moved);
    known
}

/// Returns the findings of a state. A process that turns a warning into an error introduces an error.
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

    /// Removes what it knows from the findings.
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
