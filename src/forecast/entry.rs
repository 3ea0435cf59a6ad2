//! Where a new deal is at the end of the day it arrives: the forecast of new business starts from there.
//!
//! At the end of a day the first stage holds only the deals that did not leave it on the same day. If many pass through at once,
//! those are the slow ones, and a forecast from them alone would miss most of the new business.

use super::lives::{Day, Ending, Life};
use super::snapshots::small;

/// Shares of arriving deals, by where they are at the end of the day; they sum to at most 1, the rest is lost.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Won on the same day.
    pub won: f64,
    /// Open, by stage, but for renewals.
    pub stages: Vec<f64>,
    /// Open renewals, by stage.
    pub renewals: Vec<f64>,
}

impl Entry {
    /// Returns the shares of deals that have arrived, as known on a day. Without any, all new deals enter the first stage.
    pub fn of(arrived: &[&Life], known: Day) -> Self {
        let mut entry = Self {
            won: 0.0,
            stages: vec![0.0],
            renewals: Vec::new(),
        };
        if arrived.is_empty() {
            entry.stages[0] = 1.0;
        }
        let share = 1.0 / small(arrived.len().max(1));
        for life in arrived {
            let state = life.seen(known);
            let Some(day) = state.begins() else { continue };
            match (state.end_by(day), state.spell_at(day)) {
                (Some(end), _) if end.ending == Ending::Won => entry.won += share,
                (None, Some(spell)) => {
                    let stages = if life.is_renewal {
                        &mut entry.renewals
                    } else {
                        &mut entry.stages
                    };
                    if stages.len() <= spell.stage {
                        stages.resize(spell.stage + 1, 0.0);
                    }
                    stages[spell.stage] += share;
                }
                _ => {}
            }
        }
        entry
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forecast::lives::{End, Spell, State};

    fn life(spells: &[(usize, Day)], end: Option<(Day, Ending)>) -> Life {
        let spells = spells.iter().map(|(stage, entered)| Spell {
            stage: *stage,
            entered: *entered,
        });
        Life {
            now: State {
                spells: spells.collect(),
                end: end.map(|(day, ending)| End { day, ending }),
                ..State::default()
            },
            ..Life::default()
        }
    }

    #[test]
    fn a_deal_stands_where_it_was_when_its_first_day_was_over() {
        let lives = [
            life(&[(0, 5), (1, 5), (2, 9)], None),
            life(&[(0, 6)], Some((40, Ending::Won))),
            life(&[(0, 7)], Some((7, Ending::Won))),
            life(&[(0, 7)], Some((7, Ending::Lost))),
        ];
        let arrived: Vec<&Life> = lives.iter().collect();
        let entry = Entry::of(&arrived, 50);
        assert_eq!((entry.won, entry.stages), (0.25, vec![0.25, 0.25]));
        assert_eq!(Entry::of(&[], 50).stages, [1.0]);
    }
}
