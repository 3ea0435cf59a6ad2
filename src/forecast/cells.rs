//! Counting: every deal that was open on a snapshot day joins a cell, and is followed (docs/forecast.md, step 1).

use super::bins::{AGES, ByFollow, FOLLOW_UP, FOLLOWS, age_bin, days_in_bin, follow_bin};
use super::lives::{Day, Ending, Life};

/// At most so many snapshots, a week apart.
pub const SNAPSHOTS: i32 = 104;

/// A deal on a snapshot day, and what became of it by the origin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seen {
    /// The cell: `stage × AGES + bin of days in it`.
    pub cell: usize,
    /// The deal's group.
    pub group: usize,
    /// Days it was followed.
    pub days: usize,
    /// How it ended within them.
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
    fn add(&mut self, seen: &Seen) {
        for bin in 0..FOLLOWS {
            let days = days_in_bin(bin, seen.days);
            if days == 0 {
                break;
            }
            self.risk[bin] += small(days);
        }
        match seen.end {
            Some(Ending::Won) => self.won[follow_bin(seen.days)] += 1.0,
            Some(Ending::Lost) => self.lost[follow_bin(seen.days)] += 1.0,
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

/// Everything that was counted up to an origin.
#[derive(Clone, Debug)]
pub struct Counted {
    /// Every deal on every snapshot day.
    pub seen: Vec<Seen>,
    /// By cell.
    pub cells: Vec<Counts>,
    /// How many deals were seen at least once.
    pub deals: usize,
    /// How often each of them was seen on average, at least 1: as much as the counts repeat themselves.
    pub rep: f64,
}

/// Counts what is known at the end of the day `origin`, in a process of so many stages. Time at risk begins when the
/// records do (step 10).
pub fn count(lives: &[Life], stages: usize, origin: Day, records_begin: Day) -> Counted {
    let mut seen = Vec::new();
    let mut deals = 0;
    for life in lives {
        let before = seen.len();
        follow(life, stages, origin, records_begin, &mut seen);
        deals += usize::from(seen.len() > before);
    }
    let mut cells = vec![Counts::default(); stages * AGES];
    for one in &seen {
        cells[one.cell].add(one);
    }
    let rep = if deals == 0 {
        1.0
    } else {
        (small(seen.len()) / small(deals)).max(1.0)
    };
    Counted {
        seen,
        cells,
        deals,
        rep,
    }
}

/// One deal on every snapshot day on which it was open, the newest first.
fn follow(life: &Life, stages: usize, origin: Day, records_begin: Day, seen: &mut Vec<Seen>) {
    let Some(begins) = life.begins() else {
        return;
    };
    let first = begins.max(records_begin);
    let end = life.end_by(origin);
    for snapshot in 0..SNAPSHOTS {
        let day = origin - 1 - 7 * snapshot;
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
        let until = end.map_or(origin, |(end, _)| end);
        // An end that was told too late happened before the day on which the deal still seemed open: it is the next day's.
        let days = usize::try_from(until - day).unwrap_or(0).max(1);
        seen.push(Seen {
            cell: cell(spell.stage, day - spell.entered),
            group: known.group,
            days: days.min(FOLLOW_UP),
            end: end.map(|(_, end)| end).filter(|_| days <= FOLLOW_UP),
        });
    }
}

/// The cell of a stage and the days in it.
pub fn cell(stage: usize, days: i32) -> usize {
    stage * AGES + age_bin(days)
}

/// A count as a number to reckon with: exact far beyond any count of deals.
#[allow(clippy::cast_precision_loss)]
pub fn small(n: usize) -> f64 {
    n as f64
}
