//! The two sums that a forecast is held against: amount times win rate, and what a CRM prints (docs/forecast.md).

use super::cells::small;
use super::lives::{Day, Ending, Life};
use super::outlook::Origin;

/// Days to win, as long as there are five wins or fewer.
const DAYS_TO_WIN: f64 = 60.0;

/// What is counted for both at an origin.
#[derive(Clone, Debug, PartialEq)]
pub struct Baselines {
    /// Deals won since records begin.
    pub wins: usize,
    /// Deals closed since then, the won ones among them.
    pub closed: usize,
    /// `(wins + 1)/(closed + 2)` since records begin.
    pub win_rate: f64,
    /// `(wins + 2·WR)/(closed + 2)` of the closed deals that ever entered each stage.
    pub by_stage: Vec<f64>,
    /// The median of days from the first entry to the win.
    pub days_to_win: f64,
}

/// Counts what had closed by the end of a day.
pub fn baselines(lives: &[Life], stages: usize, origin: Day, records_begin: Day) -> Baselines {
    let (mut wins, mut closed) = (0, 0);
    let mut entered = vec![(0_usize, 0_usize); stages];
    let mut lengths = Vec::new();
    for life in lives {
        let known = life.seen(origin);
        let end = known.end_by(origin);
        let Some((end, ending)) = end.filter(|(end, _)| *end >= records_begin) else {
            continue;
        };
        if ending == Ending::Gone {
            continue;
        }
        let won = usize::from(ending == Ending::Won);
        wins += won;
        closed += 1;
        for (stage, counts) in entered.iter_mut().enumerate() {
            let was_there =
                |spell: &super::lives::Spell| spell.stage == stage && spell.entered <= end;
            if known.spells.iter().any(was_there) {
                counts.0 += won;
                counts.1 += 1;
            }
        }
        if let (1, Some(begins)) = (won, known.begins()) {
            lengths.push(end - begins);
        }
    }
    lengths.sort_unstable();
    let win_rate = (small(wins) + 1.0) / (small(closed) + 2.0);
    Baselines {
        wins,
        closed,
        win_rate,
        by_stage: entered
            .iter()
            .map(|(wins, closed)| (small(*wins) + 2.0 * win_rate) / (small(*closed) + 2.0))
            .collect(),
        days_to_win: if lengths.len() > 5 {
            median(&lengths)
        } else {
            DAYS_TO_WIN
        },
    }
}

/// The median of days in order.
fn median(sorted: &[Day]) -> f64 {
    let (lower, upper) = (sorted[(sorted.len() - 1) / 2], sorted[sorted.len() / 2]);
    f64::midpoint(f64::from(lower), f64::from(upper))
}

impl Baselines {
    /// Open amount times the overall win rate.
    pub fn naive(&self, origin: &Origin) -> f64 {
        origin.open.iter().map(|open| open.amount).sum::<f64>() * self.win_rate
    }

    /// Open amount times the stage's win rate, of deals that are expected to close by a day; overdue ones are among them.
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
