//! What a won deal brings compared with its amount while open (docs/forecast.md, step 7), and what past windows brought.

use super::lives::{Day, Life, Win};
use super::snapshots::small;

/// With fewer wins the amount factor is not estimated.
const WINS: usize = 6;

/// Returns won value over amount while open, of the deals won by a day; 1 with fewer than six.
pub fn amount_factor(lives: &[Life], origin: Day) -> f64 {
    let (mut wins, mut won, mut open) = (0, 0.0, 0.0);
    for life in lives.iter().filter(|life| life.won_by(origin)) {
        let known = life.seen(origin);
        let (Some(signed), Some(end)) = (known.won_amount, known.end) else {
            continue;
        };
        let amount = life.amount_at(end.day.saturating_sub(1));
        if amount > 0.0 {
            wins += 1;
            won += signed;
            open += amount;
        }
    }
    if wins >= WINS { won / open } else { 1.0 }
}

/// Returns the wins up to a day, oldest first.
pub fn wins(lives: &[Life], origin: Day) -> Vec<Win> {
    let mut wins: Vec<Win> = lives
        .iter()
        .filter_map(|life| life.win(origin, origin))
        .collect();
    wins.sort_by_key(|win| win.day);
    wins
}

/// Returns the sum of what was won in `(from, to]`.
pub fn won_between(wins: &[Win], from: Day, to: Day) -> f64 {
    let first = wins.partition_point(|win| win.day <= from);
    let end = wins.partition_point(|win| win.day <= to);
    wins.get(first..end)
        .map_or(0.0, |wins| wins.iter().map(|win| win.amount).sum())
}

/// The mean of a window's total, and how far past windows were from the mean of the three before them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Windows {
    /// The mean of the last three windows.
    pub mean: f64,
    /// Each past window less the mean of the three before it, centred: they sum to 0.
    pub deviations: Vec<f64>,
}

/// Returns past windows of a length; `None` unless the records hold four windows and a month of deviations.
pub fn windows(wins: &[Win], origin: Day, length: Day, records_begin: Day) -> Option<Windows> {
    const FEWEST: usize = 4;
    let mean_of_three = |end: Day| {
        let sum: f64 = (0..3)
            .map(|n| won_between(wins, end - (n + 1) * length, end - n * length))
            .sum();
        sum / 3.0
    };
    let mut deviations = Vec::new();
    for week in 0..104 {
        let end = origin - 7 * week;
        if length <= 0 || end - 4 * length + 1 < records_begin {
            break;
        }
        deviations.push(won_between(wins, end - length, end) - mean_of_three(end - length));
    }
    if deviations.len() < FEWEST {
        return None;
    }
    let middle = deviations.iter().sum::<f64>() / small(deviations.len());
    for deviation in &mut deviations {
        *deviation -= middle;
    }
    Some(Windows {
        mean: mean_of_three(origin),
        deviations,
    })
}
