//! This quarter against plan: how past quarters stood on the same day, and the pipeline that the target asks for.

use chrono::Duration;
use serde::Serialize;

use crate::forecast::amounts::{wins, won_between};
use crate::forecast::arrivals::arrivals;
use crate::forecast::money::UnroundedMoney;
use crate::forecast::origin::Origin;
use crate::model::calendar::Quarter;
use crate::report::Input;
use crate::report::document::{Money, Share};

use super::horizon::Horizon;
use super::lives::Lives;
use super::states::day;

/// The most past quarters that this one is compared with.
const QUARTERS: usize = 4;
/// A smaller chance of a win within the quarter asks for more pipeline than anybody has.
const LEAST_CHANCE: f64 = 0.01;

/// What a past quarter had won after as many days, and in the end.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct PastPace {
    /// The quarter.
    #[serde(serialize_with = "name")]
    pub quarter: Quarter,
    /// What was won in it after as many days as have passed of this one.
    pub by_then: Money,
    /// What was won in all of it.
    pub in_all: Money,
}

fn name<S: serde::Serializer>(quarter: &Quarter, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&quarter.key())
}

/// Returns the last quarters that are wholly on record, newest first.
pub(super) fn pace(input: &Input<'_>, lives: &Lives<'_>, quarter: Quarter) -> Vec<PastPace> {
    let wins = wins(&lives.lives, lives.today);
    let passed = day(input.book.today) - day(quarter.start);
    let money = |amount| Money::rounded(UnroundedMoney(amount), input.currency());
    let mut found = Vec::new();
    let mut start = quarter.start;
    while found.len() < QUARTERS {
        let past = input
            .book
            .process
            .calendar
            .quarter(start - Duration::days(1));
        start = past.start;
        let (first, last) = (day(start), day(past.last_day()));
        if first < lives.records_begin {
            break;
        }
        found.push(PastPace {
            quarter: past,
            by_then: money(won_between(&wins, first - 1, (first + passed).min(last))),
            in_all: money(won_between(&wins, first - 1, last)),
        });
    }
    found
}

/// The pipeline that would close the gap to the target.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct NeededPipeline {
    /// The target less what is expected.
    pub gap: Money,
    /// The part of its amount that a deal registered today is expected to bring by the end of the quarter.
    pub rate: Share,
    /// New deals of so much would bring the gap; `None` if such a deal has less than 1 chance in 100.
    pub amount: Option<Money>,
}

/// Returns the pipeline that the target asks for; `None` without a target, or if no less is expected.
pub(super) fn needed(
    lives: &Lives<'_>,
    origin: &Origin,
    quarter: Option<&Horizon>,
) -> Option<NeededPipeline> {
    let quarter = quarter.filter(|quarter| quarter.days > 0)?;
    let gap = quarter.target? - quarter.total.expected;
    if gap.cents().0 <= 0 {
        return None;
    }
    let arrivals = arrivals(&lives.lives, lives.today, lives.records_begin);
    let curve = origin.fit.new_deal_curve(&arrivals.entry, quarter.days);
    let chance = curve.get(quarter.days).copied().unwrap_or(0.0);
    let rate = chance * origin.factor;
    let amount = UnroundedMoney(gap.cents().unrounded().0 / rate.max(LEAST_CHANCE));
    Some(NeededPipeline {
        gap,
        rate: Share(rate),
        amount: (chance >= LEAST_CHANCE).then(|| Money::rounded(amount, gap.currency)),
    })
}
