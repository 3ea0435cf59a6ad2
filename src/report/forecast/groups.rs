//! What open deals are expected to bring, by group; the groups add up.

use crate::forecast::draws::{draw, range};
use crate::forecast::horizon::Estimate;
use crate::forecast::money::UnroundedMoney;
use crate::forecast::origin::Origin;
use crate::report::Input;

use super::grouping::Grouping;
use super::lives::Lives;

/// The open deals of a group.
#[derive(Clone, Debug)]
pub struct GroupLine {
    /// Its name.
    pub name: String,
    /// Open deals.
    pub deals: usize,
    /// The sum of their amounts.
    pub pipeline: UnroundedMoney,
    /// What they are expected to bring, by horizon.
    pub estimates: Vec<Estimate>,
}

/// Returns the sum of the amounts of open deals.
pub(super) fn pipeline(origin: &Origin) -> UnroundedMoney {
    UnroundedMoney(origin.open.iter().map(|open| open.amount).sum())
}

/// Splits the open deals into groups, largest expectation first.
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
            let draws = draw(&chances, part.horizons.len(), setup.draw_settings(sigma));
            GroupLine {
                name,
                deals: part.open.len(),
                pipeline: pipeline(&part),
                estimates: draws
                    .iter()
                    .enumerate()
                    .map(|(index, draws)| Estimate {
                        expected: UnroundedMoney(part.expected(index)),
                        range: range(draws),
                    })
                    .collect(),
            }
        })
        .collect();
    let first = |line: &GroupLine| line.estimates.first().map_or(0.0, |part| part.expected.0);
    found.sort_by(|a, b| {
        first(b)
            .total_cmp(&first(a))
            .then_with(|| a.name.cmp(&b.name))
    });
    found
}
