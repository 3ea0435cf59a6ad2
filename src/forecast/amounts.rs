//! What a deal brings, by what deals brought (docs/forecast.md, step 7), and what was won in past windows.

use super::cells::small;
use super::lives::{Day, Life};

/// Fewer wins say nothing about the factor.
const WINS: usize = 6;

/// Won value over amount while open, of the deals won by a day; 1 with fewer than six.
pub fn factor(lives: &[Life], origin: Day) -> f64 {
    let (mut wins, mut won, mut open) = (0, 0.0, 0.0);
    for life in lives.iter().filter(|life| life.won_by(origin)) {
        let known = life.seen(origin);
        let (Some(signed), Some((end, _))) = (known.won_amount, known.end) else {
            continue;
        };
        let asked = life.amount_at(end.saturating_sub(1));
        if asked > 0.0 {
            wins += 1;
            won += signed;
            open += asked;
        }
    }
    if wins >= WINS { won / open } else { 1.0 }
}

/// The wins up to a day: the day and what each brought, oldest first.
pub fn wins(lives: &[Life], origin: Day) -> Vec<(Day, f64)> {
    let mut wins: Vec<(Day, f64)> = lives
        .iter()
        .filter_map(|life| life.win(origin, origin))
        .collect();
    wins.sort_by_key(|(day, _)| *day);
    wins
}

/// The sum of what was won in `(from, to]`.
pub fn won_between(wins: &[(Day, f64)], from: Day, to: Day) -> f64 {
    let first = wins.partition_point(|(day, _)| *day <= from);
    let end = wins.partition_point(|(day, _)| *day <= to);
    wins.get(first..end)
        .map_or(0.0, |wins| wins.iter().map(|(_, amount)| amount).sum())
}

/// The mean of a window's total, and how far past windows were from the mean of the three before them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Windows {
    /// The mean of the last three windows.
    pub mean: f64,
    /// Each past window less the mean of the three before it, less what that is on average: they sum to nothing.
    pub deviations: Vec<f64>,
}

/// The totals of past windows of a length; none while the records do not hold four windows and a month of deviations.
pub fn windows(
    wins: &[(Day, f64)],
    origin: Day,
    length: Day,
    records_begin: Day,
) -> Option<Windows> {
    const FEWEST: usize = 4;
    let three = |end: Day| {
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
        deviations.push(won_between(wins, end - length, end) - three(end - length));
    }
    if deviations.len() < FEWEST {
        return None;
    }
    let middle = deviations.iter().sum::<f64>() / small(deviations.len());
    for deviation in &mut deviations {
        *deviation -= middle;
    }
    Some(Windows {
        mean: three(origin),
        deviations,
    })
}
