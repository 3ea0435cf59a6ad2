//! Similar deals: how many were in the same stage for about as long, and how many of them were won. Evidence that people can
//! count, beside a chance.

use super::bins::{AGE_STARTS, AGES};
use super::lives::{Day, Life};

/// Deals that were in a cell, and what became of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SimilarDeals {
    /// Deals that were in the cell so long ago that the horizon is over; won, lost or still open.
    pub deals: usize,
    /// Those that were won within the horizon.
    pub won: usize,
}

/// Counts, for each cell (`stage × AGES + bin`), the deals that were ever in it; each once, from its first day there.
pub fn similar_deals<'l>(
    lives: impl IntoIterator<Item = &'l Life>,
    stages: usize,
    origin: Day,
    records_begin: Day,
    days: Day,
) -> Vec<SimilarDeals> {
    let mut cells = vec![SimilarDeals::default(); stages * AGES];
    for life in lives {
        let known = life.seen(origin);
        let end = known.end_by(origin);
        let mut counted = Vec::new();
        for (index, spell) in known.spells.iter().enumerate() {
            let next = known.spells.get(index + 1).map(|next| next.entered);
            let left = next.into_iter().chain(end.map(|end| end.day)).min();
            for (bin, start) in AGE_STARTS.iter().enumerate() {
                let from = spell.entered.saturating_add(*start);
                if from > origin || left.is_some_and(|left| left <= from) || spell.stage >= stages {
                    break;
                }
                // Otherwise deals that end early would count before those that take longer.
                let over = from.saturating_add(days) <= origin;
                let cell = spell.stage * AGES + bin;
                if from < records_begin || !over || counted.contains(&cell) {
                    continue;
                }
                counted.push(cell);
                cells[cell].deals += 1;
                cells[cell].won += usize::from(known.won_by(from.saturating_add(days)));
            }
        }
    }
    cells
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forecast::lives::{End, Ending, Spell, State};

    #[test]
    fn a_deal_counts_once_its_days_are_over_however_it_ended() {
        let life = |entered: Day, end: Option<(Day, Ending)>| Life {
            now: State {
                spells: vec![Spell { stage: 0, entered }],
                end: end.map(|(day, ending)| End { day, ending }),
                ..State::default()
            },
            ..Life::default()
        };
        let lives = [
            life(0, Some((20, Ending::Won))),
            life(0, Some((95, Ending::Won))),
            life(0, Some((40, Ending::Lost))),
            life(5, None),
            // Their 90 days are not over: the fast ones among them must not count first.
            life(70, Some((75, Ending::Won))),
            life(70, None),
        ];
        let found = similar_deals(&lives, 1, 100, 0, 90);
        assert_eq!(found[0], SimilarDeals { deals: 4, won: 1 });
    }
}
