//! Where a deal stands at the end of the day that it arrives: what becomes of new business begins there.
//!
//! The first stage holds, at the end of a day, only the deals that did not leave it on that day. Where many pass it at once, those
//! are the slow ones, and a forecast of new business by them alone would miss most of it.

use super::cells::small;
use super::lives::{Day, Ending, Life};

/// Shares that sum to at most 1; the rest is lost on the day.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Won on the day.
    pub won: f64,
    /// Open at its end, by stage.
    pub stages: Vec<f64>,
}

impl Entry {
    /// How deals that have arrived stood then, as far as was known on a day. Without one, the next will enter the first stage.
    pub fn of(arrived: &[&Life], known: Day) -> Self {
        let mut entry = Self {
            won: 0.0,
            stages: vec![0.0],
        };
        if arrived.is_empty() {
            entry.stages[0] = 1.0;
        }
        let share = 1.0 / small(arrived.len().max(1));
        for life in arrived {
            let state = life.seen(known);
            let Some(day) = state.begins() else { continue };
            match (state.end_by(day), state.spell_at(day)) {
                (Some((_, Ending::Won)), _) => entry.won += share,
                (None, Some(spell)) => {
                    if entry.stages.len() <= spell.stage {
                        entry.stages.resize(spell.stage + 1, 0.0);
                    }
                    entry.stages[spell.stage] += share;
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
    use crate::forecast::lives::{Spell, State};

    fn life(spells: &[(usize, Day)], end: Option<(Day, Ending)>) -> Life {
        let spells = spells.iter().map(|(stage, entered)| Spell {
            stage: *stage,
            entered: *entered,
        });
        Life {
            now: State {
                spells: spells.collect(),
                end,
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
