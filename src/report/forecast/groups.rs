//! What open deals are expected to bring, by group; the groups add up.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use iso_currency::Currency;
use serde::Serialize;

use crate::forecast::draws::{draw, range};
use crate::forecast::horizon::Estimate;
use crate::forecast::money::UnroundedMoney;
use crate::forecast::origin::Origin;
use crate::report::Input;
use crate::report::document::Money;

use super::estimate::MoneyEstimate;
use super::lives::{Lives, date};
use crate::report::grouping::Grouping;

/// Open deals and the sum of their amounts.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct OpenDeals {
    /// Deals.
    #[serde(rename = "open_deals")]
    pub deals: usize,
    /// The sum of their amounts.
    #[serde(rename = "pipeline")]
    pub amount: Money,
    /// Those whose amount is not known: they are in no sum.
    pub without_amount: usize,
}

impl OpenDeals {
    /// Sums up the open deals of an origin.
    pub(in crate::report) fn of(origin: &Origin, currency: Currency) -> Self {
        let amount = UnroundedMoney(origin.open.iter().map(|open| open.amount).sum());
        Self {
            deals: origin.open.len(),
            without_amount: origin.open.iter().filter(|open| open.amount <= 0.0).count(),
            amount: Money::rounded(amount, currency),
        }
    }
}

/// The open deals split into groups. Serialises as the groups.
#[derive(Clone, Debug, Serialize)]
#[serde(transparent)]
pub struct Groups {
    /// What they are split by.
    #[serde(skip)]
    pub grouping: Grouping,
    /// The groups, largest expectation first.
    pub lines: Vec<GroupLine>,
}

/// The open deals of a group.
#[derive(Clone, Debug, Serialize)]
pub struct GroupLine {
    /// Its name.
    #[serde(rename = "group")]
    pub name: String,
    /// The deals.
    #[serde(flatten)]
    pub open: OpenDeals,
    /// What they are expected to bring.
    pub horizons: Vec<GroupHorizon>,
}

/// What open deals are expected to bring within a horizon.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct GroupHorizon {
    /// Days ahead.
    pub days: usize,
    /// Its last day.
    #[serde(skip)]
    pub until: NaiveDate,
    /// The estimate.
    #[serde(flatten)]
    pub estimate: MoneyEstimate,
}

impl Groups {
    /// Splits the open deals of an origin.
    pub(super) fn of(
        input: &Input<'_>,
        lives: &Lives<'_>,
        selected: &Origin,
        grouping: Grouping,
        sigma: f64,
    ) -> Self {
        let mut parts = BTreeMap::<String, Origin>::new();
        for open in &selected.open {
            let key = grouping.key(&input.case(lives.deals[open.life]));
            let part = parts.entry(key).or_insert_with(|| Origin {
                open: Vec::new(),
                ..selected.clone()
            });
            part.open.push(open.clone());
        }
        let mut parts: Vec<(String, Origin)> = parts.into_iter().collect();
        parts.sort_by(|(a_name, a), (b_name, b)| {
            let by_size = b.expected(0).total_cmp(&a.expected(0));
            by_size.then_with(|| a_name.cmp(b_name))
        });
        let groups = parts.into_iter().map(|(name, part)| GroupLine {
            name,
            open: OpenDeals::of(&part, input.currency()),
            horizons: horizons(&part, lives, sigma, input.currency()),
        });
        Self {
            grouping,
            lines: groups.collect(),
        }
    }
}

fn horizons(part: &Origin, lives: &Lives<'_>, sigma: f64, currency: Currency) -> Vec<GroupHorizon> {
    let chances = part.chances(&lives.lives, |_| true);
    let settings = lives.setup().draw_settings(sigma);
    let draws = draw(&chances, part.horizons.len(), settings);
    let horizons = part.horizons.iter().zip(&draws).enumerate();
    horizons
        .map(|(index, (length, draws))| GroupHorizon {
            days: *length,
            until: date(
                part.day
                    .saturating_add(crate::forecast::lives::days(*length)),
            ),
            estimate: MoneyEstimate::of(
                &Estimate {
                    expected: UnroundedMoney(part.expected(index)),
                    range: range(draws),
                },
                currency,
            ),
        })
        .collect()
}
