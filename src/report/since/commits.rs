//! Which commits made a change.

use std::sync::Arc;

use chrono::NaiveDate;

use crate::forecast::bridge::Line;
use crate::model::past::{Commit, Facts, Version};
use crate::model::{Amount, Deal};
use crate::report::Input;

use super::pairs::{self, Pair};
use super::then::Then;

/// Who made a change.
#[derive(Clone, Debug, Default)]
pub struct Made {
    /// The commits, oldest first; none where only time passed, or nothing is committed.
    pub commits: Vec<Arc<Commit>>,
    /// Whether the file as it stands is not committed.
    pub uncommitted: bool,
}

/// What of a file a line hangs on.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Aspect {
    Amount,
    Close,
    Result,
    /// That it is there at all.
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

    fn said(self, facts: &Facts) -> Value<'_> {
        match self {
            Self::Amount => Value::Amount(facts.amount),
            Self::Close => Value::Day(facts.close_date),
            Self::Result => Value::Word(facts.result.as_deref()),
            Self::Whole => Value::Entered(facts.has_entered()),
        }
    }

    fn says(self, deal: &Deal) -> Value<'_> {
        let opportunity = deal.opportunity.as_ref();
        match self {
            Self::Amount => {
                Value::Amount(opportunity.and_then(|one| one.amount.map(|amount| amount.value)))
            }
            Self::Close => {
                Value::Day(opportunity.and_then(|one| one.close_date.map(|date| date.value)))
            }
            Self::Result => Value::Word(pairs::result(Some(deal))),
            Self::Whole => Value::Entered(true),
        }
    }

    /// Whether a commit changed it.
    pub fn changed(self, version: &Version) -> bool {
        version.is_first() || version.changed(|facts| self.said(facts)).is_some()
    }
}

/// Who put a deal on a line of the bridge.
pub(super) fn made(then: &Then<'_>, input: &Input<'_>, pair: &Pair<'_>, line: Line) -> Made {
    if line == Line::Rates {
        let mut commits = then.process.to_vec();
        commits.reverse();
        return Made {
            uncommitted: then.process_uncommitted,
            commits,
        };
    }
    match (pair.now, pair.then) {
        (Some(now), _) => of_deal(then, input, now, Aspect::of(line)),
        (None, Some(old)) => removed(then, old),
        (None, None) => Made::default(),
    }
}

/// Who made of a deal what it is, since then.
pub(super) fn of_deal(then: &Then<'_>, input: &Input<'_>, now: &Deal, aspect: Aspect) -> Made {
    let path = &*input.book.sources.file(now.file).path;
    let versions = then.between.past.of(path);
    let own: Vec<&Version> = versions
        .iter()
        .filter(|version| aspect.changed(version))
        .collect();
    // The file stands as its last version does, unless the work tree says something else.
    let is_committed = || {
        let last = versions.last();
        !own.is_empty() && last.is_some_and(|last| aspect.said(&last.after) == aspect.says(now))
    };
    Made {
        uncommitted: then.uncommitted.contains(path) && !is_committed(),
        commits: own
            .into_iter()
            .map(|version| Arc::clone(&version.commit))
            .collect(),
    }
}

/// Who took a deal's file away.
fn removed(then: &Then<'_>, old: &Deal) -> Made {
    let path = &*then.input.book.sources.file(old.file).path;
    let commit = then.between.deleted.get(path).cloned();
    Made {
        uncommitted: commit.is_none() && then.uncommitted.contains(path),
        commits: commit.into_iter().collect(),
    }
}
