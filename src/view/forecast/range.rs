//! Ranges on the scale of a page, and one between its ends.

use crate::forecast::money::Cents;
use crate::report::document::Money;
use crate::report::forecast::MoneyEstimate;
use crate::view::Style;
use crate::view::table::{RangeBar, Scale};

/// Characters of a range between its ends.
const LENGTH: usize = 14;

/// The most ticks of a scale, not counting 0.
const TICKS: i64 = 4;

/// Returns the range of an amount, with the CRM's sum as a cross.
pub(super) fn bar(estimate: MoneyEstimate, crm: Option<Money>) -> RangeBar {
    let cents = |money: Money| money.cents().0;
    RangeBar {
        low: cents(estimate.p10),
        middle: cents(estimate.p50),
        high: cents(estimate.p90),
        cross: crm.map(cents),
    }
}

/// Returns a scale up to `most`, with a tick at each round amount.
pub(super) fn scale(most: Option<Money>, legend: &'static str, style: &Style) -> Scale {
    let Some(Money { currency, .. }) = most else {
        return Scale::default();
    };
    let most = most.map_or(0, |most| most.cents().0);
    let step = step(most);
    let ticks = (0..=TICKS)
        .map(|tick| tick.saturating_mul(step))
        .take_while(|at| *at <= most)
        .map(|at| (at, style.money(Money::of_cents(Cents(at), currency))))
        .collect();
    Scale {
        most,
        ticks,
        legend,
    }
}

/// Returns the smallest of 1, 2, 2.5 and 5 times a power of ten that goes into `most` at most [`TICKS`] times; at least one unit.
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

/// Returns a range between its ends: `├──────◆────────┤`, half of the chances on either side of the mark.
pub(in crate::view) fn between(estimate: MoneyEstimate) -> String {
    let RangeBar {
        low, middle, high, ..
    } = bar(estimate, None);
    let wide = i128::from(high) - i128::from(low);
    let low = i128::from(middle) - i128::from(low);
    let at = low * (LENGTH as i128 - 1) / wide.max(1);
    let mut line = vec!['─'; LENGTH];
    if let Some(mark) = usize::try_from(at).ok().and_then(|at| line.get_mut(at)) {
        *mark = '◆';
    }
    format!("├{}┤", line.into_iter().collect::<String>())
}

#[cfg(test)]
mod tests {
    use iso_currency::Currency;

    use super::*;
    use crate::forecast::draws::Range;
    use crate::forecast::horizon::Estimate;

    #[test]
    fn a_scale_has_round_steps() {
        assert_eq!(step(88_400_000), 20_000_000);
        assert_eq!(step(100_000_000), 25_000_000);
        assert_eq!(step(0), 100);
        assert!(i64::MAX / step(i64::MAX) <= TICKS);
    }

    #[test]
    fn a_range_lies_between_its_ends() {
        let between = |p10, p50, p90| {
            let range = Range {
                p10: Cents(p10),
                p50: Cents(p50),
                p90: Cents(p90),
            };
            let expected = Cents(p50).unrounded();
            between(MoneyEstimate::of(
                &Estimate { expected, range },
                Currency::USD,
            ))
        };
        assert_eq!(between(25, 50, 75), "├──────◆───────┤");
        assert_eq!(between(0, 0, 0), "├◆─────────────┤");
    }
}
