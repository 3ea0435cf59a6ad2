//! The forecast of each open deal, and what it is based on.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Serialize, Serializer};

use crate::analysis::clocks::{self, ClockReading};
use crate::forecast::lives::{Life, days};
use crate::forecast::origin::{OpenDeal, Origin};
use crate::forecast::similar::similar_deals;
use crate::forecast::snapshots::cell;
use crate::model::Duration;
use crate::report::Input;
use crate::report::deal_keys::DealKeys;
use crate::report::document::{Money, Share, StageRef};

use super::lives::{Lives, date};
use super::reason::Basis;
use super::span::{RECORD_DAYS, Span, SpanLength};
use super::states::grouping;

/// After this many times the stage's limit, a deal is only open on paper.
const ZOMBIE: u32 = 4;

/// The chance of a win within some days.
#[derive(Clone, Copy, Debug)]
pub struct WinChance {
    /// Days ahead.
    pub days: usize,
    /// The chance.
    pub chance: Share,
}

/// The forecast of an open deal.
#[derive(Clone, Debug, Serialize)]
pub struct DealLine {
    /// Its id.
    pub deal: String,
    /// Its name as a user would type it.
    #[serde(skip)]
    pub name: String,
    /// The partner.
    pub partner: Option<String>,
    /// How other systems know it.
    #[serde(flatten)]
    pub keys: DealKeys,
    /// The stage it is in.
    pub stage: StageRef,
    /// Days in that stage.
    pub days_in_stage: i32,
    /// Its amount.
    pub amount: Option<Money>,
    /// The chance of a win within each horizon that is not a quarter.
    #[serde(rename = "p", serialize_with = "by_days")]
    pub chances: Vec<WinChance>,
    /// What it is expected to bring by the end of the quarter; `None` if its amount is not known.
    pub expected: Option<Money>,
    /// The prior's share of the chance of a win within 90 days.
    pub prior_share: Share,
    /// Deals that were in the stage for as long.
    pub similar_deals: usize,
    /// Those of them that were won within 90 days.
    pub similar_won: usize,
    /// Why the chance is what it is, and what is wrong with the deal.
    pub reason: String,
    /// The seller's own call.
    pub call: Option<String>,
    /// The expected close date.
    pub close_date: Option<NaiveDate>,
    /// What is wrong with it, each in a word or two.
    pub flags: Vec<&'static str>,
    /// Whether the close date has passed.
    pub overdue: bool,
    /// Whether it is over the stage's limit.
    pub over_limit: bool,
    /// Whether it is so far over the limit that it is only open on paper.
    pub zombie: bool,
}

fn by_days<S: Serializer>(chances: &[WinChance], serializer: S) -> Result<S::Ok, S::Error> {
    let chances = chances.iter();
    let by_days: BTreeMap<String, Share> = chances
        .map(|chance| (chance.days.to_string(), chance.chance))
        .collect();
    by_days.serialize(serializer)
}

/// Returns the open deals of an origin, largest expectation first.
pub(super) fn lines(
    input: &Input<'_>,
    lives: &Lives<'_>,
    origin: &Origin,
    spans: &[SpanLength],
) -> Vec<DealLine> {
    let apart = origin.fit.tells_renewals_apart();
    let cells = [false, true].map(|is_renewal| {
        let alike = |life: &&Life| !apart || life.is_renewal == is_renewal;
        similar_deals(
            lives.lives.iter().filter(alike),
            lives.beliefs.len(),
            lives.today,
            lives.records_begin,
            days(RECORD_DAYS),
        )
    });
    let grouping = grouping(&input.book.process);
    let line = |open: &OpenDeal| {
        let deal = lives.deals[open.life];
        let case = input.case(deal);
        let opportunity = deal.opportunity.as_ref();
        let amount = Money::of_deal(input, deal);
        let stage = &case.process.stages[open.spell.stage];
        let days_in_stage = lives.today - open.spell.entered;
        let clock = clocks::stage(&case);
        let life = &lives.lives[open.life];
        let group = life.seen(origin.day).group;
        let fit = origin.fit.of(life.is_renewal);
        let curve = fit.predict(open.spell, origin.day, group, RECORD_DAYS);
        let close_date = opportunity
            .and_then(|opportunity| opportunity.close_date)
            .map(|date| date.value);
        let call = opportunity.and_then(|opportunity| Some(opportunity.call?.value.to_string()));
        let similar =
            cells[usize::from(life.is_renewal)].get(cell(open.spell.stage, days_in_stage));
        let basis = Basis {
            stage: &stage.name,
            days_in_stage,
            chance: curve.within(RECORD_DAYS),
            prior_share: curve.prior_share(RECORD_DAYS),
            similar: similar.copied().unwrap_or_default(),
            group: grouping.key(&case),
            group_factor: fit.factors(group).won,
            call: call.as_deref(),
            overdue: close_date.filter(|close| *close < date(lives.today)),
            over_limit: clock.filter(ClockReading::is_over).map(|clock| Duration {
                n: clock.over,
                unit: clock.limit.value.unit,
            }),
            zombie: clock
                .is_some_and(|clock| clock.elapsed > clock.limit.value.n.saturating_mul(ZOMBIE)),
        };
        DealLine {
            deal: deal.id.clone(),
            name: input.names.of(&deal.id),
            partner: deal.partner_name().map(ToString::to_string),
            keys: DealKeys::of(deal),
            stage: StageRef::from(stage),
            days_in_stage,
            amount,
            chances: chances(spans, open),
            expected: amount
                .map(|_| Money::of_cents(origin.expected_of(open, 0), input.currency())),
            prior_share: Share(basis.prior_share),
            similar_deals: basis.similar.deals,
            similar_won: basis.similar.won,
            reason: basis.reason(input.book.today),
            close_date,
            flags: basis.flags(),
            overdue: basis.overdue.is_some(),
            over_limit: basis.over_limit.is_some(),
            zombie: basis.zombie,
            call,
        }
    };
    let mut found: Vec<DealLine> = origin.open.iter().map(line).collect();
    found.sort_by(|a, b| {
        b.expected
            .cmp(&a.expected)
            .then_with(|| a.deal.cmp(&b.deal))
    });
    found
}

/// Returns the chances of a deal by days ahead, each length once.
fn chances(spans: &[SpanLength], open: &OpenDeal) -> Vec<WinChance> {
    let lengths = spans.iter().zip(&open.win_chance);
    let mut chances: Vec<WinChance> = lengths
        .filter(|(length, _)| matches!(length.span, Span::Days | Span::By))
        .map(|(length, chance)| WinChance {
            days: length.days,
            chance: Share(*chance),
        })
        .collect();
    chances.sort_by_key(|chance| chance.days);
    chances.dedup_by_key(|chance| chance.days);
    chances
}
