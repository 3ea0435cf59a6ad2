//! Which fixes are made: those that can be made together, and after which the book lints better. Writes nothing.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use crate::diagnostic::{Diagnostic, Level};
use crate::load::{Edited, Evidence, Origin, Seen, limits, load};
use crate::model::Book;
use crate::text::edit::{Change, guarded, overlap};

use super::{Selection, lint};

/// A fix may bring another to light; beyond so many rounds something turns in a circle.
const ROUNDS: usize = 40;

/// A file that fixes would change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fixed {
    /// From the root.
    pub path: String,
    /// As it was read.
    pub before: String,
    /// As it is to be.
    pub after: String,
    /// How many findings that mends.
    pub findings: usize,
}

/// What a fix is known by from one round to the next.
type Name = (String, &'static str, String, String);

/// The fixes of one file that a round tries.
struct Attempt {
    before: String,
    after: String,
    names: Vec<Name>,
    was_deal: bool,
}

/// Makes every wanted fix that leaves the book better than before, round after round until none is left. A fix whose finding
/// stays, or that brings an error which was not there, is not made. `selection` is what the outcome is judged by.
pub fn fix(
    origin: &dyn Origin,
    mut book: Book,
    selection: &Selection,
    wanted: &dyn Fn(&Book, &Diagnostic) -> bool,
) -> Vec<Fixed> {
    let seen = Seen {
        today: book.today,
        looks_back: book.looks_back,
    };
    let mut edited = Edited::new(origin);
    let mut fixed: BTreeMap<String, Fixed> = BTreeMap::new();
    let mut refused: HashSet<Name> = HashSet::new();
    let mut one_by_one: BTreeSet<String> = BTreeSet::new();
    let mut findings = lint(&book, &Evidence::new(&edited), selection).findings;
    for _ in 0..ROUNDS {
        let attempts = attempts(&book, &findings, wanted, &mut refused, &one_by_one);
        if attempts.is_empty() {
            break;
        }
        for (path, attempt) in &attempts {
            edited.put(path, attempt.after.clone());
        }
        let Some((next, after)) = look(&edited, &mut book, seen, selection) else {
            break;
        };
        let (was, is) = (by_path(&book, &findings), by_path(&next, &after));
        let mut reverted = false;
        for (path, attempt) in attempts {
            let of = |found: &HashMap<String, Tally>| found.get(&path).cloned().unwrap_or_default();
            if is_better(&of(&was), &of(&is), &attempt) {
                let entry = fixed.entry(path.clone()).or_insert_with(|| Fixed {
                    path,
                    before: attempt.before,
                    after: String::new(),
                    findings: 0,
                });
                entry.after = attempt.after;
                entry.findings += attempt.names.len();
                continue;
            }
            edited.put(&path, attempt.before);
            reverted = true;
            if attempt.names.len() == 1 {
                refused.extend(attempt.names);
            } else {
                one_by_one.insert(path);
            }
        }
        (book, findings) = (next, after);
        if reverted {
            let Some((next, after)) = look(&edited, &mut book, seen, selection) else {
                break;
            };
            (book, findings) = (next, after);
        }
    }
    fixed.into_values().collect()
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

/// For each file the fixes that do not get into each other's way, the first one first, with the text that they make.
fn attempts(
    book: &Book,
    findings: &[Diagnostic],
    wanted: &dyn Fn(&Book, &Diagnostic) -> bool,
    refused: &mut HashSet<Name>,
    one_by_one: &BTreeSet<String>,
) -> BTreeMap<String, Attempt> {
    let limits = limits(&book.process);
    let mut attempts: BTreeMap<String, (Attempt, Vec<Change<'_>>)> = BTreeMap::new();
    for finding in findings {
        let Some(fix) = finding.fix.as_ref().filter(|_| wanted(book, finding)) else {
            continue;
        };
        let name = name_of(book, finding);
        let file = finding.place.file;
        let elsewhere = fix.edits.iter().any(|edit| edit.place.file != file);
        if refused.contains(&name) || fix.edits.is_empty() || elsewhere {
            continue;
        }
        let mut changes: Vec<Change<'_>> = Vec::with_capacity(fix.edits.len());
        changes.extend(fix.edits.iter().map(|edit| Change {
            span: edit.place.span,
            text: Cow::Borrowed(&*edit.text),
        }));
        let source = book.sources.file(file);
        let known = attempts.get(&name.0).map_or(&[][..], |(_, known)| known);
        let meets = known
            .iter()
            .any(|a| changes.iter().any(|b| overlap(a.span, b.span)));
        if meets || (!known.is_empty() && one_by_one.contains(&name.0)) {
            continue;
        }
        let all: Vec<Change<'_>> = known.iter().cloned().chain(changes).collect();
        let Some(after) = guarded(&source.text, &all, &limits) else {
            if known.is_empty() {
                refused.insert(name);
            }
            continue;
        };
        let (attempt, made) = attempts.entry(name.0.clone()).or_insert_with(|| {
            let attempt = Attempt {
                before: source.text.to_string(),
                after: String::new(),
                names: Vec::new(),
                was_deal: book.deal_in(file).is_some(),
            };
            (attempt, Vec::new())
        });
        attempt.after = after;
        attempt.names.push(name);
        *made = all;
    }
    let made = attempts.into_iter();
    made.map(|(path, (attempt, _))| (path, attempt)).collect()
}

/// How often each rule speaks of each subject of a file, and whether as an error.
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

/// Whether every finding that was to be mended is gone and no error came. A file that could not be read before was not
/// judged before: what is said of it now is no news.
fn is_better(was: &Tally, is: &Tally, attempt: &Attempt) -> bool {
    let mut mended: HashMap<(&'static str, &str), usize> = HashMap::new();
    for (_, rule, subject, _) in &attempt.names {
        *mended.entry((rule, subject)).or_default() += 1;
    }
    let count = |tally: &Tally, rule: &'static str, subject: &str| {
        tally
            .get(&(rule, subject.to_owned()))
            .map_or(0, |(count, _)| *count)
    };
    let gone = mended.iter().all(|((rule, subject), mended)| {
        count(is, rule, subject) + mended <= count(was, rule, subject)
    });
    let no_news = is
        .iter()
        .filter(|(_, (_, error))| *error)
        .all(|((rule, subject), (now, _))| *now <= count(was, rule, subject));
    gone && (no_news || !attempt.was_deal)
}
