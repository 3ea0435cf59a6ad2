//! The two sums that a forecast is compared with: amount times win rate, and the stage-weighted sum of a CRM
//! (docs/forecast.md).

use super::lives::{Day, Ending, Life};
use super::origin::Origin;
use super::snapshots::small;

/// Days to a win while there are five wins or fewer.
const DAYS_TO_WIN: f64 = 60.0;

/// The win rates behind both sums, as known at an origin.
#[derive(Clone, Debug, PartialEq)]
pub struct Baselines {
    /// Deals won since records begin.
    pub wins: usize,
    /// Deals closed since records begin, won ones included.
    pub closed: usize,
    /// `(wins + 1)/(closed + 2)` since records begin.
    pub win_rate: f64,
    /// `(wins + 2·WR)/(closed + 2)` of the closed deals that ever entered each stage.
    pub by_stage: Vec<f64>,
    /// The median of days from the first entry to the win.
    pub days_to_win: f64,
}

/// Closed deals that ever entered a stage.
#[derive(Clone, Copy, Default)]
struct ClosedCounts {
    won: usize,
    closed: usize,
}

/// Counts the deals closed by the end of a day.
pub fn baselines(lives: &[Life], stages: usize, origin: Day, records_begin: Day) -> Baselines {
    let (mut wins, mut closed) = (0, 0);
    let mut by_stage = vec![ClosedCounts::default(); stages];
    let mut lengths = Vec::new();
    for life in lives {
        let known = life.seen(origin);
        let end = known.end_by(origin);
        let Some(end) = end.filter(|end| end.day >= records_begin) else {
            continue;
        };
        if end.ending == Ending::Gone {
            continue;
        }
        let won = usize::from(end.ending == Ending::Won);
        wins += won;
        closed += 1;
        for (stage, counts) in by_stage.iter_mut().enumerate() {
            let was_there =
                |spell: &super::lives::Spell| spell.stage == stage && spell.entered <= end.day;
            if known.spells.iter().any(was_there) {
                counts.won += won;
                counts.closed += 1;
            }
        }
        if let (1, Some(begins)) = (won, known.begins()) {
            lengths.push(end.day - begins);
        }
    }
    lengths.sort_unstable();
    let win_rate = (small(wins) + 1.0) / (small(closed) + 2.0);
    Baselines {
        wins,
        closed,
        win_rate,
        by_stage: by_stage
            .iter()
            .map(|stage| (small(stage.won) + 2.0 * win_rate) / (small(stage.closed) + 2.0))
            .collect(),
        days_to_win: if lengths.len() > 5 {
            median(&lengths)
        } else {
            DAYS_TO_WIN
        },
    }
}

/// Returns the median of sorted lengths.
fn median(sorted: &[Day]) -> f64 {
    let (lower, upper) = (sorted[(sorted.len() - 1) / 2], sorted[sorted.len() / 2]);
    f64::midpoint(f64::from(lower), f64::from(upper))
}

impl Baselines {
    /// Returns open amount times the overall win rate.
    pub fn naive(&self, origin: &Origin) -> f64 {
        origin.open.iter().map(|open| open.amount).sum::<f64>() * self.win_rate
    }

    /// Returns open amount times the stage's win rate, of deals with a close date up to a day, overdue ones included. A deal
    /// without one counts as closing after the median days to a win.
    pub fn stage_weighted(&self, lives: &[Life], origin: &Origin, until: Day) -> f64 {
        let open = origin.open.iter().filter(|open| {
            let known = lives[open.life].seen(origin.day);
            let usual = || Some(f64::from(known.begins()?) + self.days_to_win);
            let close = known.close.map(f64::from).or_else(usual);
            close.is_some_and(|close| close <= f64::from(until))
        });
        open.map(|open| open.amount * self.by_stage.get(open.spell.stage).unwrap_or(&0.0))
            .sum()
    }
}
