//! A period compared with the one before: which way each signal went, whether that is good, and whether it is more than chance.

use serde::Serialize;

use crate::forecast::kaplan_meier::{CHI_SQUARE_95, log_rank};
use crate::forecast::wilson::{Share, Z_95, difference};

use super::measure::{Mean, Measured, ResponseTime};
use super::signal::{Figure, Signal};

/// A mean score that moved by less, in points of 18, is level.
const SCORE_MOVES: f64 = 0.5;

/// With fewer scored handoffs in a period the change of their mean is not sure.
const SCORES: u32 = 5;

/// Which way a number went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// It grew.
    Up,
    /// It shrank.
    Down,
    /// It stayed.
    Level,
}

/// How a signal changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Change {
    /// Which signal.
    pub signal: Signal,
    /// Which way its number went; `None` if one of the two periods has none.
    pub direction: Option<Direction>,
    /// Whether sellers trust more for it; `None` if it did not move.
    pub better: Option<bool>,
    /// Whether it is more than chance would make in 95 of 100 cases. Every handoff is in the mean score, so that is sure unless
    /// there are fewer than five in a period.
    pub sure: bool,
}

/// The changes of all signals, in their order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Changes(Vec<Change>);

/// How many signals got better, and how many worse.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Better.
    pub better: usize,
    /// Worse.
    pub worse: usize,
}

impl Changes {
    /// Returns the changes from one period to the next.
    pub fn between(before: &Measured, now: &Measured) -> Self {
        let changes = Signal::ALL.map(|signal| Change::between(signal, before, now));
        Self(changes.into())
    }

    /// Returns the change of a signal.
    pub fn of(&self, signal: Signal) -> Change {
        let found = self.0.iter().find(|change| change.signal == signal);
        found.copied().unwrap_or(Change::new(signal, None))
    }

    /// Returns the changes of the six signals of D6.
    pub fn six(&self) -> impl Iterator<Item = &Change> {
        self.0.iter().filter(|change| change.signal.is_of_the_six())
    }

    /// Returns how many of the six got better and worse.
    pub fn tally(&self) -> Tally {
        Tally::of(self.six())
    }

    /// Returns how many of those did so by more than chance.
    pub fn sure_tally(&self) -> Tally {
        Tally::of(self.six().filter(|change| change.sure))
    }
}

impl Tally {
    fn of<'a>(changes: impl Iterator<Item = &'a Change>) -> Self {
        let mut tally = Self::default();
        for better in changes.filter_map(|change| change.better) {
            tally.better += usize::from(better);
            tally.worse += usize::from(!better);
        }
        tally
    }

    /// Returns how many moved.
    pub fn moved(self) -> usize {
        self.better + self.worse
    }
}

/// Which way a figure went, and whether that is more than chance; `None` if there is nothing to compare.
type Moved = Option<(Direction, bool)>;

impl Change {
    fn between(signal: Signal, before: &Measured, now: &Measured) -> Self {
        let moved = match signal.declaration().figure {
            Figure::Time(of) => response(of(before), of(now)),
            Figure::Share(of) => share(of(before), of(now)),
            Figure::Tally(of) => tally(of(before), of(now)),
            Figure::Mean(of) => mean(of(before), of(now)),
        };
        Self::new(signal, moved)
    }

    fn new(signal: Signal, moved: Moved) -> Self {
        let up_is_better = signal.declaration().up_is_better;
        let better = moved.and_then(|(direction, _)| match direction {
            Direction::Up => Some(up_is_better),
            Direction::Down => Some(!up_is_better),
            Direction::Level => None,
        });
        Self {
            signal,
            direction: moved.map(|(direction, _)| direction),
            better,
            sure: better.is_some() && moved.is_some_and(|(_, sure)| sure),
        }
    }
}

/// A median that is not reached is longer than any that is.
fn response(before: &ResponseTime, now: &ResponseTime) -> Moved {
    if before.of == 0 || now.of == 0 {
        return None;
    }
    let key = |time: &ResponseTime| time.median.map_or(u64::MAX, u64::from);
    let statistic = log_rank(&before.observations, &now.observations);
    let sure = statistic.is_some_and(|statistic| statistic > CHI_SQUARE_95);
    Some((direction(key(before), key(now)), sure))
}

fn share(before: Share, now: Share) -> Moved {
    let interval = difference(now, before, Z_95)?;
    // n/of as whole numbers, so that equal shares are equal.
    let (n, b) = (u64::from(now.n), u64::from(before.n));
    let way = direction(b * u64::from(now.of), n * u64::from(before.of));
    Some((way, !interval.holds(0.0)))
}

/// How often something happened in two periods of one length. If nothing changed, each of the occasions fell into either
/// period with even chances.
fn tally(before: Share, now: Share) -> Moved {
    if before.of + now.of == 0 {
        return None;
    }
    let both = Share {
        n: now.n,
        of: now.n + before.n,
    };
    let sure = both.interval().is_some_and(|interval| !interval.holds(0.5));
    Some((direction(before.n.into(), now.n.into()), sure))
}

fn mean(before: Mean, now: Mean) -> Moved {
    if before.of == 0 || now.of == 0 {
        return None;
    }
    let apart = now.value().unwrap_or(0.0) - before.value().unwrap_or(0.0);
    let way = match apart {
        apart if apart >= SCORE_MOVES => Direction::Up,
        apart if apart <= -SCORE_MOVES => Direction::Down,
        _ => Direction::Level,
    };
    let enough = before.of.min(now.of) >= SCORES;
    Some((way, enough))
}

fn direction(before: u64, now: u64) -> Direction {
    match now.cmp(&before) {
        std::cmp::Ordering::Greater => Direction::Up,
        std::cmp::Ordering::Less => Direction::Down,
        std::cmp::Ordering::Equal => Direction::Level,
    }
}
