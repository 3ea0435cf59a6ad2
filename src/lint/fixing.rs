//! Chooses the fixes to make: those that can be made together and that leave fewer findings. Writes nothing.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap, HashSet};

use crate::diagnostic::{Diagnostic, Level};
use crate::load::{Edited, Evidence, Origin, Seen, limits, load};
use crate::model::Book;
use crate::text::edit::{Change, guarded, overlap};
use crate::text::{FileId, Limits, Span};

use super::{Selection, lint};

/// One fix may reveal another; after this many rounds, fixes must be undoing each other. A round makes as many fixes as it
/// can, so that a file with a thousand takes about ten.
const ROUNDS: usize = 1_000;

/// What fixing came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// The files that fixes would change.
    pub files: Vec<Fixed>,
    /// Whether it stopped although there was more to fix.
    pub stopped: bool,
}

/// A file that fixes would change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fixed {
    /// From the root.
    pub path: String,
    /// As it was read.
    pub before: String,
    /// As it is to be.
    pub after: String,
    /// How many findings that fixes.
    pub findings: usize,
}

/// Identifies a fix from one round to the next.
type Name = (String, &'static str, String, String);

/// The fixes of one file that a round tries.
struct Attempt {
    before: String,
    after: String,
    names: Vec<Name>,
    was_deal: bool,
}

/// Makes every wanted fix that improves the book, round after round until none is left. A fix whose finding remains, or
/// that introduces a new error, is not made. `selection` judges the outcome.
pub fn fix(
    origin: &dyn Origin,
    mut book: Book,
    selection: &Selection,
    wanted: &dyn Fn(&Book, &Diagnostic) -> bool,
) -> Outcome {
    let seen = Seen {
        today: book.today,
        as_of_given: book.as_of_given,
    };
    let mut edited = Edited::new(origin);
    let mut made = Made::default();
    let mut findings = lint(&book, &Evidence::new(&edited), selection).findings;
    for _ in 0..ROUNDS {
        let attempts = attempts(&book, &findings, wanted, &mut made);
        if attempts.is_empty() {
            if made.may_try_again() {
                continue;
            }
            return made.outcome(false);
        }
        for (path, attempt) in &attempts {
            edited.put(path, attempt.after.clone());
        }
        let Some((next, after)) = look(&edited, &mut book, seen, selection) else {
            return made.outcome(true);
        };
        let (was, is) = (by_path(&book, &findings), by_path(&next, &after));
        let mut reverted = false;
        for (path, attempt) in attempts {
            let of = |found: &HashMap<String, Tally>| found.get(&path).cloned().unwrap_or_default();
            if is_better(&of(&was), &of(&is), &attempt) {
                made.keep(path, attempt);
            } else {
                edited.put(&path, attempt.before.clone());
                reverted = true;
                made.refuse(path, attempt);
            }
        }
        (book, findings) = (next, after);
        if reverted {
            let Some((next, after)) = look(&edited, &mut book, seen, selection) else {
                return made.outcome(true);
            };
            (book, findings) = (next, after);
        }
    }
    made.outcome(true)
}

/// What was made of each file so far, and what was not.
#[derive(Default)]
struct Made {
    fixed: BTreeMap<String, Fixed>,
    /// Fixes that do not help. One may help once another is made.
    refused: HashSet<Name>,
    /// Whether a fix was made since the first of them was refused.
    has_news: bool,
    /// How many fixes of a file are tried together: half as many after they failed together, until the one that fails is
    /// found.
    together: HashMap<String, usize>,
    /// Every text that a file has had: fixes that lead back to one undo each other.
    texts: HashSet<(String, String)>,
}

impl Made {
    fn keep(&mut self, path: String, attempt: Attempt) {
        self.has_news = true;
        self.texts.insert((path.clone(), attempt.before.clone()));
        if let Some(together) = self.together.get_mut(&path) {
            *together = together.saturating_mul(2);
        }
        let entry = self.fixed.entry(path.clone()).or_insert_with(|| Fixed {
            path,
            before: attempt.before,
            after: String::new(),
            findings: 0,
        });
        entry.after = attempt.after;
        entry.findings += attempt.names.len();
    }

    fn refuse(&mut self, path: String, attempt: Attempt) {
        if attempt.names.len() == 1 {
            self.refused.extend(attempt.names);
            self.together.remove(&path);
        } else {
            self.together.insert(path, attempt.names.len() / 2);
        }
    }

    /// Returns whether what was refused may be tried once more, because something else was fixed since.
    fn may_try_again(&mut self) -> bool {
        let may = self.has_news && !self.refused.is_empty();
        self.has_news = false;
        self.refused.clear();
        self.together.clear();
        may
    }

    fn outcome(self, stopped: bool) -> Outcome {
        Outcome {
            files: self.fixed.into_values().collect(),
            stopped,
        }
    }
}

fn look(
    edited: &Edited<'_>,
    book: &mut Book,
    seen: Seen,
    selection: &Selection,
) -> Option<(Book, Vec<Diagnostic>)> {
    let mut next = load(edited, seen).ok()?;
    next.past = book.past.take();
    let findings = lint(&next, &Evidence::new(edited), selection).findings;
    Some((next, findings))
}

fn name_of(book: &Book, finding: &Diagnostic) -> Name {
    let path = book.sources.file(finding.place.file).path.to_string();
    let title = finding.fix.as_ref().map_or("", |fix| &fix.title);
    (
        path,
        finding.rule,
        finding.subject.clone(),
        title.to_owned(),
    )
}

/// A fix and what it changes in its file.
type Candidate<'b> = (Name, Vec<Change<'b>>);

/// Returns for each file the fixes that do not overlap, the first one first, with the resulting text.
fn attempts(
    book: &Book,
    findings: &[Diagnostic],
    wanted: &dyn Fn(&Book, &Diagnostic) -> bool,
    so_far: &mut Made,
) -> BTreeMap<String, Attempt> {
    let limits = limits(&book.process);
    let mut by_file: BTreeMap<FileId, Vec<Candidate<'_>>> = BTreeMap::new();
    for finding in findings.iter().filter(|finding| wanted(book, finding)) {
        let file = finding.place.file;
        let edits = finding.fix.as_ref().map_or(&[][..], |fix| &fix.edits);
        let name = name_of(book, finding);
        let elsewhere = edits.iter().any(|edit| edit.place.file != file);
        if edits.is_empty() || elsewhere || so_far.refused.contains(&name) {
            continue;
        }
        let changes = edits.iter().map(|edit| Change {
            span: edit.place.span,
            text: Cow::Borrowed(&*edit.text),
        });
        let changes = changes.collect();
        by_file.entry(file).or_default().push((name, changes));
    }
    let mut attempts = BTreeMap::new();
    for (file, candidates) in by_file {
        let source = book.sources.file(file);
        let mut made = FileFixes {
            text: &source.text,
            limits: &limits,
            after: None,
            changes: Vec::new(),
            names: Vec::new(),
        };
        let mut candidates = apart(candidates);
        while made.after.is_none() && !candidates.is_empty() {
            let most = so_far.together.get(&*source.path);
            let rest =
                candidates.split_off(candidates.len().min(most.copied().unwrap_or(usize::MAX)));
            made.add(&candidates, &mut so_far.refused);
            candidates = rest;
        }
        let back = |after: &String| {
            let text = (source.path.to_string(), after.clone());
            so_far.texts.contains(&text)
        };
        if made.after.as_ref().is_some_and(back) {
            so_far.refused.extend(made.names);
            continue;
        }
        if let Some(after) = made.after {
            let attempt = Attempt {
                before: source.text.to_string(),
                after,
                names: made.names,
                was_deal: book.deal_in(file).is_some(),
            };
            attempts.insert(source.path.to_string(), attempt);
        }
    }
    attempts
}

/// Returns the fixes that do not overlap an earlier one; the others wait for the next round.
fn apart(candidates: Vec<Candidate<'_>>) -> Vec<Candidate<'_>> {
    // Disjoint spans: whatever overlaps one of them overlaps the last one that begins before its end.
    let mut taken: BTreeMap<u32, Span> = BTreeMap::new();
    let mut out = Vec::with_capacity(candidates.len());
    for (name, changes) in candidates {
        let meets = changes.iter().any(|change| {
            let last = taken.range(..=change.span.end).next_back();
            last.is_some_and(|(_, other)| overlap(change.span, *other))
        });
        if !meets {
            taken.extend(
                changes
                    .iter()
                    .map(|change| (change.span.start, change.span)),
            );
            out.push((name, changes));
        }
    }
    out
}

/// The fixes made in one file so far.
struct FileFixes<'b> {
    text: &'b str,
    limits: &'b Limits,
    after: Option<String>,
    changes: Vec<Change<'b>>,
    names: Vec<Name>,
}

impl<'b> FileFixes<'b> {
    /// Makes every fix that the guard accepts on top of those already made: all at once, or half by half if that fails,
    /// since each attempt parses the file. Returns whether any was made. A fix that fails even alone is refused.
    fn add(&mut self, candidates: &[Candidate<'b>], refused: &mut HashSet<Name>) -> bool {
        let new = candidates.iter().flat_map(|(_, changes)| changes);
        let all: Vec<Change<'b>> = self.changes.iter().chain(new).cloned().collect();
        if candidates.is_empty() {
            return false;
        }
        if let Some(after) = guarded(self.text, &all, self.limits) {
            self.after = Some(after);
            self.changes = all;
            self.names
                .extend(candidates.iter().map(|(name, _)| name.clone()));
            return true;
        }
        if let [(name, _)] = candidates {
            if self.changes.is_empty() {
                refused.insert(name.clone());
            }
            return false;
        }
        let (first, second) = candidates.split_at(candidates.len() / 2);
        let first = self.add(first, refused);
        self.add(second, refused) || first
    }
}

/// Counts how often each rule reports each subject of a file, and whether as an error.
type Tally = HashMap<(&'static str, String), (usize, bool)>;

fn by_path(book: &Book, findings: &[Diagnostic]) -> HashMap<String, Tally> {
    let mut out: HashMap<String, Tally> = HashMap::new();
    for finding in findings {
        let path = book.sources.file(finding.place.file).path.to_string();
        let key = (finding.rule, finding.subject.clone());
        let (count, error) = out.entry(path).or_default().entry(key).or_default();
        *count += 1;
        *error |= finding.level == Level::Error;
    }
    out
}

/// Returns whether every finding to be fixed is gone and no new error came. A file that could not be read before was
/// not judged before, so its findings now are not new.
fn is_better(was: &Tally, is: &Tally, attempt: &Attempt) -> bool {
    let mut fixed: HashMap<(&'static str, &str), usize> = HashMap::new();
    for (_, rule, subject, _) in &attempt.names {
        *fixed.entry((rule, subject)).or_default() += 1;
    }
    let count = |tally: &Tally, rule: &'static str, subject: &str| {
        tally
            .get(&(rule, subject.to_owned()))
            .map_or(0, |(count, _)| *count)
    };
    let gone = fixed.iter().all(|((rule, subject), fixed)| {
        count(is, rule, subject) + fixed <= count(was, rule, subject)
    });
    let no_news = is
        .iter()
        .filter(|(_, (_, error))| *error)
        .all(|((rule, subject), (now, _))| *now <= count(was, rule, subject));
    gone && (no_news || !attempt.was_deal)
}
