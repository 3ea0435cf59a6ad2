//! Follows each deal backwards through the log: from its current blob to the blobs it was made of.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use chrono::NaiveDate;

use crate::model::past::{Commit, Facts, Past, Version};

use super::log::{Change, Log};
use super::names::{Blob, NONE, PathId};

/// What blobs say, by number.
type FactsByBlob = [Option<Arc<Facts>>];

/// A change on the way of a deal.
struct Step<'l> {
    /// The commit's place in the log.
    at: usize,
    commit: Option<&'l Arc<Commit>>,
    before: Vec<Blob>,
    after: Blob,
}

/// Which deals look for a blob of a path next.
pub(super) type Wanted = HashMap<(PathId, Blob), Vec<usize>>;

/// The commit that first had a packet's day of sending.
#[derive(Clone, Debug)]
pub(super) struct Sending {
    /// Its place in the log.
    pub(super) at: usize,
    pub(super) commit: Arc<Commit>,
}

/// When the packets of a deal were sent.
#[derive(Clone, Debug)]
pub(super) enum Sendings {
    /// One commit added the file with all its content.
    All(Sending),
    /// By the day of sending.
    ByDay(Vec<(NaiveDate, Sending)>),
}

impl Sendings {
    /// The sending on a day.
    pub(super) fn on(&self, day: NaiveDate) -> Option<&Sending> {
        match self {
            Self::All(sending) => Some(sending),
            Self::ByDay(days) => days
                .iter()
                .find_map(|(sent, sending)| (*sent == day).then_some(sending)),
        }
    }
}

/// Returns the past of every current deal, and when its packets were sent, by the deal's path.
pub(super) fn follow(
    log: &Log,
    now: &[(PathId, Blob)],
    contents: &FactsByBlob,
    until: Option<NaiveDate>,
) -> (Past, HashMap<Box<str>, Sendings>) {
    let (past, sent, _) = walk(log, now, contents, until);
    (past, sent)
}

/// Returns the past of every current deal, and what was still being followed where the log begins: the blobs that the
/// deals, by their place in `now`, were made of before it.
pub(super) fn trace(
    log: &Log,
    now: &[(PathId, Blob)],
    contents: &FactsByBlob,
    until: Option<NaiveDate>,
) -> (Past, Wanted) {
    let (past, _, wanted) = walk(log, now, contents, until);
    (past, wanted)
}

fn walk(
    log: &Log,
    now: &[(PathId, Blob)],
    contents: &FactsByBlob,
    until: Option<NaiveDate>,
) -> (Past, HashMap<Box<str>, Sendings>, Wanted) {
    let mut wanted: Wanted = HashMap::with_capacity(now.len());
    let mut steps: Vec<Vec<Step<'_>>> = Vec::with_capacity(now.len());
    for (deal, (path, blob)) in now.iter().enumerate() {
        wanted.entry((*path, *blob)).or_default().push(deal);
        steps.push(Vec::new());
    }
    for (at, logged) in log.commits.iter().enumerate() {
        // All deals that this commit made are found before any of them is followed further.
        let found: Vec<(&Change, Vec<usize>)> = logged
            .changes
            .iter()
            .filter_map(|change| Some((change, wanted.remove(&(change.path, change.new))?)))
            .collect();
        let mut renames = None;
        for (change, deals) in found {
            let mut before: Vec<(PathId, Blob)> = [change.old]
                .iter()
                .chain(&change.others)
                .filter(|blob| **blob != NONE)
                .map(|blob| (change.path, *blob))
                .collect();
            before.dedup();
            if before.is_empty() {
                let renames = renames.get_or_insert_with(|| Renames::of(&logged.changes, contents));
                before.extend(renames.source(change.new, contents));
            }
            for place in &before {
                let looking = wanted.entry(*place).or_default();
                for deal in &deals {
                    if !looking.contains(deal) {
                        looking.push(*deal);
                    }
                }
            }
            for deal in deals {
                steps[deal].push(Step {
                    at,
                    commit: logged.commit.as_ref(),
                    before: before.iter().map(|(_, blob)| *blob).collect(),
                    after: change.new,
                });
            }
        }
    }
    let (mut pasts, mut sent) = (HashMap::new(), HashMap::with_capacity(now.len()));
    let births = FirstCommits::of(log);
    for ((path_id, _), steps) in now.iter().zip(steps) {
        let path = &log.names.paths[*path_id as usize];
        sent.extend(sendings(&steps, contents).map(|sendings| (path.clone(), sendings)));
        let mut steps = steps;
        if let Some(first) = steps.last_mut().filter(|first| first.before.is_empty())
            && let Some(earlier) = births.before(first, *path_id)
        {
            first.before.push(earlier.after);
            steps.push(earlier);
        }
        let versions = versions(steps, contents, until);
        if !versions.is_empty() {
            pasts.insert(path.clone(), versions);
        }
    }
    (Past::new(pasts), sent, wanted)
}

/// When the packets of a deal were sent, from its steps, newest first. A single step whose blob was not requested added
/// everything.
fn sendings(steps: &[Step<'_>], contents: &FactsByBlob) -> Option<Sendings> {
    let sending = |step: &Step<'_>| {
        Some(Sending {
            at: step.at,
            commit: Arc::clone(step.commit?),
        })
    };
    if let [only] = steps
        && contents[only.after as usize].is_none()
    {
        return sending(only).map(Sendings::All);
    }
    let mut days: Vec<(NaiveDate, Sending)> = Vec::new();
    for step in steps.iter().rev() {
        let facts = contents[step.after as usize].iter();
        for day in facts.flat_map(|facts| &facts.sent) {
            if !days.iter().any(|(known, _)| known == day) {
                days.extend(sending(step).map(|sending| (*day, sending)));
            }
        }
    }
    (!days.is_empty()).then_some(Sendings::ByDay(days))
}

/// The commits that added a path which several of them added and none removed: on both sides of a merge.
struct FirstCommits<'l> {
    log: &'l Log,
    /// By path: the commit's place in the log, and the blob.
    by_path: HashMap<PathId, Vec<(usize, Blob)>>,
}

impl<'l> FirstCommits<'l> {
    fn of(log: &'l Log) -> Self {
        let mut by_path: HashMap<PathId, Vec<(usize, Blob)>> = HashMap::new();
        let mut gone: HashSet<PathId> = HashSet::new();
        for (at, logged) in log.commits.iter().enumerate() {
            for change in &logged.changes {
                let mut before = change.others.iter().chain([&change.old]);
                if change.new == NONE {
                    gone.insert(change.path);
                } else if before.all(|blob| *blob == NONE) {
                    let births = by_path.entry(change.path).or_default();
                    births.push((at, change.new));
                }
            }
        }
        by_path.retain(|path, births| births.len() > 1 && !gone.contains(path));
        Self { log, by_path }
    }

    /// The earliest other commit that added the same path before the first step of a deal did. What a merge discarded
    /// does not count as a change; but a registered deal does not become new by being rewritten on a branch.
    fn before(&self, first: &Step<'_>, path: PathId) -> Option<Step<'l>> {
        let day = first.commit?.day;
        let births = self.by_path.get(&path)?.iter();
        let earlier = births.filter_map(|(at, blob)| {
            let commit = self.log.commits[*at].commit.as_ref()?;
            (commit.day < day && *blob != first.after).then_some((*at, *blob, commit))
        });
        let (at, after, commit) = earlier.min_by_key(|(_, _, commit)| commit.day)?;
        Some(Step {
            at,
            commit: Some(commit),
            before: Vec::new(),
            after,
        })
    }
}

/// The files that a commit deleted, and may have moved: by their blob, else by the CRM's id of their opportunity.
struct Renames<'s> {
    by_blob: HashMap<Blob, PathId>,
    /// `None` if two of them have the same id.
    by_crm_id: HashMap<&'s str, Option<(PathId, Blob)>>,
}

impl<'s> Renames<'s> {
    fn of(changes: &[Change], contents: &'s FactsByBlob) -> Self {
        let mut renames = Self {
            by_blob: HashMap::new(),
            by_crm_id: HashMap::new(),
        };
        for change in changes.iter().filter(|change| change.new == NONE) {
            renames.by_blob.insert(change.old, change.path);
            if let Some(id) = crm_id(change.old, contents) {
                let place = (change.path, change.old);
                renames
                    .by_crm_id
                    .entry(id)
                    .and_modify(|place| *place = None)
                    .or_insert(Some(place));
            }
        }
        renames
    }

    fn source(&self, blob: Blob, contents: &FactsByBlob) -> Option<(PathId, Blob)> {
        if let Some(path) = self.by_blob.get(&blob) {
            return Some((*path, blob));
        }
        *self.by_crm_id.get(crm_id(blob, contents)?)?
    }
}

fn crm_id(blob: Blob, contents: &FactsByBlob) -> Option<&str> {
    contents.get(blob as usize)?.as_ref()?.crm_id.as_deref()
}

/// The steps of one deal, newest first, as its versions, oldest first. A blob that does not parse is skipped, so the
/// next one is compared with the last that could be read.
fn versions(
    steps: Vec<Step<'_>>,
    contents: &FactsByBlob,
    until: Option<NaiveDate>,
) -> Vec<Version> {
    let mut unread: HashMap<Blob, Vec<Blob>> = HashMap::new();
    let mut versions = Vec::new();
    for step in steps.into_iter().rev() {
        let mut before: Vec<Blob> = Vec::new();
        for blob in &step.before {
            let stands_for = unread
                .get(blob)
                .map_or(std::slice::from_ref(blob), Vec::as_slice);
            for blob in stands_for {
                if !before.contains(blob) {
                    before.push(*blob);
                }
            }
        }
        let Some(after) = &contents[step.after as usize] else {
            unread.insert(step.after, before);
            continue;
        };
        let Some(commit) = step.commit else { continue };
        if until.is_some_and(|until| commit.day > until) {
            continue;
        }
        let before: Vec<Arc<Facts>> = before
            .iter()
            .filter_map(|blob| contents[*blob as usize].clone())
            .collect();
        // The relevant values are the same on one side: nothing to record.
        if !before.contains(after) {
            versions.push(Version {
                commit: Arc::clone(commit),
                before,
                after: Arc::clone(after),
            });
        }
    }
    versions
}
