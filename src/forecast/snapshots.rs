//! Counts (docs/forecast.md, step 1): every deal that is open on a snapshot day is counted in a cell, and followed from there.

use super::bins::{AGES, ByFollow, FOLLOW_UP, FOLLOWS, age_bin, days_in_bin, follow_bin};
use super::lives::{Day, Ending, Life};

/// The most snapshots, a week apart.
pub const SNAPSHOTS: i32 = 104;

/// A deal on a snapshot day, and what became of it by the origin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Snapshot {
    /// The cell of its stage and the days in it.
    pub cell: usize,
    /// The deal's group.
    pub group: usize,
    /// Days of follow-up.
    pub days: usize,
    /// How it ended within them; `None` if it did not.
    pub end: Option<Ending>,
}

/// Days at risk and events, by bin of follow-up.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Counts {
    /// Days at risk.
    pub risk: ByFollow,
    /// Wins.
    pub won: ByFollow,
    /// Losses.
    pub lost: ByFollow,
}

impl Counts {
    fn add(&mut self, snapshot: &Snapshot) {
        for bin in 0..FOLLOWS {
            let days = days_in_bin(bin, snapshot.days);
            if days == 0 {
                break;
            }
            self.risk[bin] += small(days);
        }
        match snapshot.end {
            Some(Ending::Won) => self.won[follow_bin(snapshot.days)] += 1.0,
            Some(Ending::Lost) => self.lost[follow_bin(snapshot.days)] += 1.0,
            Some(Ending::Gone) | None => {}
        }
    }

    /// Adds another count.
    pub fn merge(&mut self, other: &Self) {
        for bin in 0..FOLLOWS {
            self.risk[bin] += other.risk[bin];
            self.won[bin] += other.won[bin];
            self.lost[bin] += other.lost[bin];
        }
    }
}

/// All snapshots up to an origin.
#[derive(Clone, Debug)]
pub struct SnapshotCounts {
    /// Every deal on every snapshot day.
    pub snapshots: Vec<Snapshot>,
    /// The counts of each cell.
    pub cells: Vec<Counts>,
    /// Deals with at least one snapshot.
    pub deals: usize,
    /// The mean number of snapshots of a deal, at least 1: by this the counts repeat themselves.
    pub repetition: f64,
}

/// Counts what is known at the end of the day `origin`, in a process with this many stages. Time at risk begins when
/// records do (step 10).
pub fn count<'l>(
    lives: impl IntoIterator<Item = &'l Life>,
    stages: usize,
    origin: Day,
    records_begin: Day,
) -> SnapshotCounts {
    let mut snapshots = Vec::new();
    let mut deals = 0;
    for life in lives {
        let before = snapshots.len();
        follow(life, stages, origin, records_begin, &mut snapshots);
        deals += usize::from(snapshots.len() > before);
    }
    let mut cells = vec![Counts::default(); stages * AGES];
    for snapshot in &snapshots {
        cells[snapshot.cell].add(snapshot);
    }
    let repetition = if deals == 0 {
        1.0
    } else {
        (small(snapshots.len()) / small(deals)).max(1.0)
    };
    SnapshotCounts {
        snapshots,
        cells,
        deals,
        repetition,
    }
}

/// Adds a snapshot of one deal for every snapshot day on which it was open, newest first.
fn follow(
    life: &Life,
    stages: usize,
    origin: Day,
    records_begin: Day,
    snapshots: &mut Vec<Snapshot>,
) {
    let Some(begins) = life.begins() else {
        return;
    };
    let first = begins.max(records_begin);
    let end = life.end_by(origin);
    for week in 0..SNAPSHOTS {
        let day = origin - 1 - 7 * week;
        if day < first {
            break;
        }
        let known = life.seen(day);
        if known.end_by(day).is_some() {
            continue;
        }
        let Some(spell) = known.spell_at(day).filter(|spell| spell.stage < stages) else {
            continue;
        };
        let until = end.map_or(origin, |end| end.day);
        // An end that was recorded late lies before a day on which the deal still seemed open: it counts on the next day.
        let days = usize::try_from(until - day).unwrap_or(0).max(1);
        snapshots.push(Snapshot {
            cell: cell(spell.stage, day - spell.entered),
            group: known.group,
            days: days.min(FOLLOW_UP),
            end: end.map(|end| end.ending).filter(|_| days <= FOLLOW_UP),
        });
    }
}

/// Returns the cell of a stage and the days in it, `stage × AGES + bin`.
pub fn cell(stage: usize, days: i32) -> usize {
    stage * AGES + age_bin(days)
}

/// Returns a count as a float: exact far beyond any count of deals.
#[allow(clippy::cast_precision_loss)]
pub fn small(n: usize) -> f64 {
    n as f64
}
