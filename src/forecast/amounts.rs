//! What a won deal brings compared with its amount while open (docs/forecast.md, step 7).

use super::lives::{Day, Life, Win};

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
