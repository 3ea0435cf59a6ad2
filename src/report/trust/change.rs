//! A period held against the one before: which way each signal went, whether that is good, and whether it is more than chance.

use crate::forecast::kaplan_meier::{CHI_SQUARE_95, log_rank};
use crate::forecast::wilson::{Share, Z_95, difference};

use super::measure::{Mean, Measured, ResponseTime};

/// A mean score that moved by less, in points of 18, has stayed.
pub const SCORE_MOVES: f64 = 0.5;

/// Fewer scored handoffs in a period say nothing about the next.
const SCORES: u32 = 5;

/// Which way a number went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// It grew.
    Up,
    /// It shrank.
    Down,
    /// It stayed.
    Level,
}

/// How a signal changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Change {
    /// Which way its number went; none when one of the two periods has none.
    pub direction: Option<Direction>,
    /// Whether sellers trust more for it; none when it did not move.
    pub better: Option<bool>,
    /// Whether it is more than chance would make in 95 of 100 cases.
    pub sure: bool,
}

/// The changes of the six signals in their order, and of the score.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Changes {
    /// The six signals.
    pub signals: [Change; 6],
    /// The share that is silent past the window, which stands beside the first.
    pub silent: Change,
    /// The mean handoff score. Every handoff is in it, so it is sure unless there are fewer than five in a period.
    pub score: Change,
}

impl Changes {
    /// From one period to the next.
    pub fn between(before: &Measured, now: &Measured) -> Self {
        Self {
            signals: [
                response(&before.response, &now.response),
                share(before.acted_on, now.acted_on, true),
                tally(before.requests, now.requests),
                tally(before.mentions, now.mentions),
                share(before.meetings, now.meetings, true),
                share(before.disputes, now.disputes, true),
            ],
            silent: share(before.silent, now.silent, false),
            score: mean(before.score, now.score),
        }
    }

    /// How many signals are better, and how many worse.
    pub fn tally(&self) -> (usize, usize) {
        tally_of(self.signals.iter())
    }

    /// How many of those are so by more than chance.
    pub fn sure_tally(&self) -> (usize, usize) {
        tally_of(self.signals.iter().filter(|change| change.sure))
    }
}

fn tally_of<'a>(changes: impl Iterator<Item = &'a Change>) -> (usize, usize) {
    changes.fold((0, 0), |(better, worse), change| match change.better {
        Some(true) => (better + 1, worse),
        Some(false) => (better, worse + 1),
        None => (better, worse),
    })
}

impl Change {
    /// Nothing to compare.
    const UNKNOWN: Self = Self {
        direction: None,
        better: None,
        sure: false,
    };

    fn new(direction: Direction, up_is_better: bool, sure: bool) -> Self {
        let better = match direction {
            Direction::Up => Some(up_is_better),
            Direction::Down => Some(!up_is_better),
            Direction::Level => None,
        };
        Self {
            direction: Some(direction),
            better,
            sure: sure && better.is_some(),
        }
    }
}

/// Shorter is better; a median that is not reached is longer than any that is.
fn response(before: &ResponseTime, now: &ResponseTime) -> Change {
    if before.of() == 0 || now.of() == 0 {
        return Change::UNKNOWN;
    }
    let key = |time: &ResponseTime| time.median.map_or(u64::MAX, u64::from);
    let statistic = log_rank(&before.observations, &now.observations);
    let sure = statistic.is_some_and(|statistic| statistic > CHI_SQUARE_95);
    Change::new(direction(key(before), key(now)), false, sure)
}

fn share(before: Share, now: Share, up_is_better: bool) -> Change {
    let Some(interval) = difference(now, before, Z_95) else {
        return Change::UNKNOWN;
    };
    // n/of as whole numbers, so that equal shares are equal.
    let (n, b) = (u64::from(now.n), u64::from(before.n));
    let way = direction(b * u64::from(now.of), n * u64::from(before.of));
    Change::new(way, up_is_better, !interval.holds(0.0))
}

/// How often something happened in two periods of one length. If nothing changed, each of the occasions fell into either
/// period with even chances.
fn tally(before: Share, now: Share) -> Change {
    if before.of + now.of == 0 {
        return Change::UNKNOWN;
    }
    let both = Share {
        n: now.n,
        of: now.n + before.n,
    };
    let sure = both.interval().is_some_and(|interval| !interval.holds(0.5));
    Change::new(direction(before.n.into(), now.n.into()), true, sure)
}

fn mean(before: Mean, now: Mean) -> Change {
    if before.of == 0 || now.of == 0 {
        return Change::UNKNOWN;
    }
    let apart = now.value().unwrap_or(0.0) - before.value().unwrap_or(0.0);
    let way = match apart {
        apart if apart >= SCORE_MOVES => Direction::Up,
        apart if apart <= -SCORE_MOVES => Direction::Down,
        _ => Direction::Level,
    };
    let enough = before.of.min(now.of) >= SCORES;
    Change::new(way, true, enough)
}

fn direction(before: u64, now: u64) -> Direction {
    match now.cmp(&before) {
        std::cmp::Ordering::Greater => Direction::Up,
        std::cmp::Ordering::Less => Direction::Down,
        std::cmp::Ordering::Equal => Direction::Level,
    }
}
