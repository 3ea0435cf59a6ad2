//! Who made a change: the commits that did.

use std::sync::Arc;

use chrono::NaiveDate;
use serde::{Serialize, Serializer};

use crate::forecast::bridge::Line;
use crate::model::deal::OutcomeResult;
use crate::model::past::{Commit, Facts, Version};
use crate::model::{Amount, Deal};
use crate::report::Input;

use super::baseline::Baseline;
use super::deal_pairs::DealPair;

/// Who made a change.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Authorship {
    /// The commits, oldest first; empty if only time passed, or nothing is committed.
    #[serde(serialize_with = "as_list")]
    pub commits: Vec<Arc<Commit>>,
    /// Whether the change is not committed yet.
    pub uncommitted: bool,
}

/// Serialises commits with day and author.
///
/// # Errors
/// Those of the serializer.
pub(in crate::report) fn as_list<S: Serializer>(
    commits: &[Arc<Commit>],
    serializer: S,
) -> Result<S::Ok, S::Error> {
    #[derive(Serialize)]
    struct Listed<'a> {
        commit: &'a str,
        day: NaiveDate,
        author: &'a str,
    }
    serializer.collect_seq(commits.iter().map(|commit| Listed {
        commit: &commit.id,
        day: commit.day,
        author: commit.who(),
    }))
}

/// The part of a file that decides about a line of the bridge.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Aspect {
    Amount,
    Close,
    Result,
    /// Whether the file exists at all.
    Whole,
}

#[derive(PartialEq, Eq)]
enum Value<'a> {
    Amount(Option<Amount>),
    Day(Option<NaiveDate>),
    Word(Option<&'a str>),
    Entered(bool),
}

impl Aspect {
    fn of(line: Line) -> Self {
        match line {
            Line::New | Line::Removed => Self::Whole,
            Line::Increased | Line::Decreased | Line::Rates => Self::Amount,
            Line::MovedIn | Line::MovedOut => Self::Close,
            Line::Won | Line::Lost | Line::Reopened => Self::Result,
        }
    }

    fn of_facts(self, facts: &Facts) -> Value<'_> {
        match self {
            Self::Amount => Value::Amount(facts.amount),
            Self::Close => Value::Day(facts.close_date),
            Self::Result => Value::Word(facts.result.as_deref()),
            Self::Whole => Value::Entered(facts.has_entered()),
        }
    }

    fn of_deal(self, deal: &Deal) -> Value<'_> {
        let opportunity = deal.opportunity.as_ref();
        match self {
            Self::Amount => {
                Value::Amount(opportunity.and_then(|one| one.amount.map(|amount| amount.value)))
            }
            Self::Close => {
                Value::Day(opportunity.and_then(|one| one.close_date.map(|date| date.value)))
            }
            Self::Result => Value::Word(deal.result().map(OutcomeResult::name)),
            Self::Whole => Value::Entered(true),
        }
    }

    /// Whether a commit changed this part.
    pub fn changed(self, version: &Version) -> bool {
        version.is_first() || version.changed(|facts| self.of_facts(facts)).is_some()
    }
}

/// Returns who put a deal on a line of the bridge.
pub(super) fn authorship(
    baseline: &Baseline<'_>,
    input: &Input<'_>,
    pair: &DealPair<'_>,
    line: Line,
) -> Authorship {
    if line == Line::Rates {
        let mut commits = baseline.process.to_vec();
        commits.reverse();
        return Authorship {
            uncommitted: baseline.process_uncommitted,
            commits,
        };
    }
    match (pair.now, pair.then) {
        (Some(now), _) => of_deal(baseline, input, now, Aspect::of(line)),
        (None, Some(old)) => removed(baseline, old),
        (None, None) => Authorship::default(),
    }
}

/// Returns who changed this part of a deal since the baseline.
pub(super) fn of_deal(
    baseline: &Baseline<'_>,
    input: &Input<'_>,
    now: &Deal,
    aspect: Aspect,
) -> Authorship {
    let path = &*input.book.sources.file(now.file).path;
    let versions = baseline.between.past.of(path);
    let own: Vec<&Version> = versions
        .iter()
        .filter(|version| aspect.changed(version))
        .collect();
    // The file is like its last version, unless it has uncommitted changes.
    let is_committed = || {
        let last = versions.last();
        !own.is_empty()
            && last.is_some_and(|last| aspect.of_facts(&last.after) == aspect.of_deal(now))
    };
    Authorship {
        uncommitted: baseline.uncommitted.contains(path) && !is_committed(),
        commits: own
            .into_iter()
            .map(|version| Arc::clone(&version.commit))
            .collect(),
    }
}

/// Returns who removed a deal's file.
fn removed(baseline: &Baseline<'_>, old: &Deal) -> Authorship {
    let path = &*baseline.input.book.sources.file(old.file).path;
    let commit = baseline.between.deleted.get(path).cloned();
    Authorship {
        uncommitted: commit.is_none() && baseline.uncommitted.contains(path),
        commits: commit.into_iter().collect(),
    }
}
