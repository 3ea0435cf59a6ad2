//! Ranges on the scale of a page, and one between its ends.

use crate::forecast::draws::Range;
use crate::forecast::money::Cents;
use crate::view::Style;
use crate::view::table::{RangeBar, Scale};

/// Characters of a range between its ends.
const LENGTH: usize = 14;

/// A scale has at most so many ticks beside 0.
const TICKS: i64 = 4;

/// The range of an amount, with the CRM's sum as a cross.
pub(super) fn bar(range: Range, crm: Option<Cents>) -> RangeBar {
    RangeBar {
        low: range.p10.0,
        middle: range.p50.0,
        high: range.p90.0,
        cross: crm.map(|crm| crm.0),
    }
}

/// A scale up to `most`, with a tick at each round amount.
pub(super) fn scale(most: Cents, legend: &'static str, style: &Style) -> Scale {
    let most = most.0;
    let step = step(most);
    let ticks = (0..=TICKS)
        .map(|tick| tick.saturating_mul(step))
        .take_while(|at| *at <= most)
        .map(|at| (at, style.money(style.minor(Cents(at)))))
        .collect();
    Scale {
        most,
        ticks,
        legend,
    }
}

/// The smallest of 1, 2, 2.5 and 5 times a power of ten that goes into `most` at most [`TICKS`] times; at least one unit.
fn step(most: i64) -> i64 {
    let mut power: i64 = 100;
    loop {
        for quarters in [4, 8, 10, 20] {
            let step = (power / 4).saturating_mul(quarters);
            if most / step <= TICKS {
                return step;
            }
        }
        power = power.saturating_mul(10);
    }
}

/// A range between its ends: `├──────◆────────┤`, half of the chances on either side of the mark.
pub(in crate::view) fn between(range: Range) -> String {
    let wide = i128::from(range.p90.0) - i128::from(range.p10.0);
    let low = i128::from(range.p50.0) - i128::from(range.p10.0);
    let at = low * (LENGTH as i128 - 1) / wide.max(1);
    let mut line = vec!['─'; LENGTH];
    if let Some(mark) = usize::try_from(at).ok().and_then(|at| line.get_mut(at)) {
        *mark = '◆';
    }
    format!("├{}┤", line.into_iter().collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scale_has_round_steps() {
        assert_eq!(step(88_400_000), 20_000_000);
        assert_eq!(step(100_000_000), 25_000_000);
        assert_eq!(step(0), 100);
        assert!(i64::MAX / step(i64::MAX) <= TICKS);
    }

    #[test]
    fn a_range_lies_between_its_ends() {
        let range = Range {
            p10: Cents(25),
            p50: Cents(50),
            p90: Cents(75),
        };
        assert_eq!(between(range), "├──────◆───────┤");
        assert_eq!(between(Range::default()), "├◆─────────────┤");
    }
}
