//! What open deals bring, group by group; the parts add up.

use crate::forecast::draws::{draw, range};
use crate::forecast::outlook::{Estimate, Origin};
use crate::report::Input;

use super::group::Grouping;
use super::lives::Lives;

/// A group's part.
#[derive(Clone, Debug)]
pub struct GroupLine {
    /// Its name.
    pub name: String,
    /// Open deals.
    pub deals: usize,
    /// What they are said to be worth.
    pub pipeline: f64,
    /// For each horizon what is expected, and the range.
    pub by: Vec<Estimate>,
}

/// What open deals are said to be worth.
pub(super) fn pipeline(origin: &Origin) -> f64 {
    origin.open.iter().map(|open| open.amount).sum()
}

/// The groups, the largest expectation first.
pub(super) fn groups(
    input: &Input<'_>,
    lives: &Lives<'_>,
    mine: &Origin,
    grouping: Grouping,
    sigma: f64,
) -> Vec<GroupLine> {
    let mut parts: std::collections::BTreeMap<String, Origin> = std::collections::BTreeMap::new();
    for open in &mine.open {
        let key = grouping.key(&input.case(lives.deals[open.life]));
        let part = parts.entry(key).or_insert_with(|| Origin {
            open: Vec::new(),
            ..mine.clone()
        });
        part.open.push(open.clone());
    }
    let setup = lives.setup();
    let mut found: Vec<GroupLine> = parts
        .into_iter()
        .map(|(name, part)| {
            let chances = part.chances(&lives.lives, |_| true);
            let draws = draw(&chances, part.horizons.len(), setup.drawing(sigma));
            GroupLine {
                name,
                deals: part.open.len(),
                pipeline: pipeline(&part),
                by: draws
                    .iter()
                    .enumerate()
                    .map(|(index, draws)| Estimate {
                        expected: part.expected(index),
                        range: range(draws),
                    })
                    .collect(),
            }
        })
        .collect();
    let first = |line: &GroupLine| line.by.first().map_or(0.0, |part| part.expected);
    found.sort_by(|a, b| {
        first(b)
            .total_cmp(&first(a))
            .then_with(|| a.name.cmp(&b.name))
    });
    found
}
