//! The forecast of each open deal, and what it is based on.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::analysis::clocks::{self, ClockReading};
use crate::forecast::lives::days;
use crate::forecast::money::Cents;
use crate::forecast::origin::Origin;
use crate::forecast::similar::{SimilarDeals, similar_deals};
use crate::forecast::snapshots::cell;
use crate::model::Duration;
use crate::report::Input;

use super::lives::{Lives, date};
use super::span::{RECORD_DAYS, Span, SpanLength};
use super::states::grouping;

/// After this many times the stage's limit, a deal is only open on paper.
const ZOMBIE: u32 = 4;

/// A stage by id and name.
#[derive(Clone, Debug)]
pub struct StageName {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
}

/// The chance of a win within some days.
#[derive(Clone, Copy, Debug)]
pub struct WinChance {
    /// Days ahead.
    pub days: usize,
    /// The chance.
    pub chance: f64,
}

/// The group of a deal, and how much faster than others its deals are won.
#[derive(Clone, Debug)]
pub struct GroupFactor {
    /// The group.
    pub group: String,
    /// The factor on winning: 1.2 is a fifth faster.
    pub won: f64,
}

/// The forecast of an open deal.
#[derive(Clone, Debug)]
pub struct DealLine {
    /// Its id.
    pub deal: String,
    /// Its name as a user would type it.
    pub name: String,
    /// The partner.
    pub partner: Option<String>,
    /// The stage it is in.
    pub stage: StageName,
    /// Days in that stage.
    pub days_in_stage: i32,
    /// Its amount.
    pub amount: Option<Decimal>,
    /// The chance of a win within each horizon that is not a quarter.
    pub chances: Vec<WinChance>,
    /// What it is expected to bring by the end of the quarter.
    pub expected: Cents,
    /// The chance of a win within 90 days, whatever the horizons.
    pub chance: f64,
    /// The prior's share of that chance.
    pub prior_share: f64,
    /// Its group.
    pub group: GroupFactor,
    /// Deals that were in the stage for as long, and the won ones among them within 90 days.
    pub similar: SimilarDeals,
    /// The seller's own call.
    pub call: Option<String>,
    /// The expected close date.
    pub close_date: Option<NaiveDate>,
    /// Whether that date has passed.
    pub overdue: bool,
    /// How long it is over the stage's limit; `None` if it is not.
    pub over_limit_by: Option<Duration>,
    /// Whether it is so far over the limit that it is only open on paper.
    pub zombie: bool,
}

impl DealLine {
    /// Whether it is over the stage's limit.
    pub fn is_over_limit(&self) -> bool {
        self.over_limit_by.is_some()
    }
}

/// Returns the open deals of an origin, largest expectation first.
pub(super) fn lines(
    input: &Input<'_>,
    lives: &Lives<'_>,
    origin: &Origin,
    spans: &[SpanLength],
) -> Vec<DealLine> {
    let cells = similar_deals(
        &lives.lives,
        lives.beliefs.len(),
        lives.today,
        lives.records_begin,
        days(RECORD_DAYS),
    );
    let grouping = grouping(&input.book.process);
    let mut found: Vec<DealLine> = origin
        .open
        .iter()
        .map(|open| {
            let deal = lives.deals[open.life];
            let case = input.case(deal);
            let opportunity = deal.opportunity.as_ref();
            let stage = &case.process.stages[open.spell.stage];
            let days_in_stage = lives.today - open.spell.entered;
            let clock = clocks::stage(&case);
            let group = lives.lives[open.life].seen(origin.day).group;
            let curve = (origin.fit).predict(open.spell, origin.day, group, RECORD_DAYS);
            let close = opportunity
                .and_then(|opportunity| opportunity.close_date)
                .map(|date| date.value);
            let mut chances: Vec<WinChance> = spans
                .iter()
                .zip(&open.win_chance)
                .filter(|(length, _)| matches!(length.span, Span::Days | Span::By))
                .map(|(length, chance)| WinChance {
                    days: length.days,
                    chance: *chance,
                })
                .collect();
            chances.sort_by_key(|chance| chance.days);
            chances.dedup_by_key(|chance| chance.days);
            DealLine {
                deal: deal.id.clone(),
                name: input.names.of(&deal.id),
                partner: deal.partner_name().map(ToString::to_string),
                stage: StageName {
                    id: stage.id.to_string(),
                    name: stage.name.clone(),
                },
                days_in_stage,
                amount: case.process.amount(deal),
                chances,
                expected: origin.expected_of(open, 0),
                chance: curve.within(RECORD_DAYS),
                prior_share: curve.prior_share(RECORD_DAYS),
                group: GroupFactor {
                    group: grouping.key(&case),
                    won: origin.fit.factors(group).won,
                },
                similar: cells
                    .get(cell(open.spell.stage, days_in_stage))
                    .copied()
                    .unwrap_or_default(),
                call: opportunity.and_then(|opportunity| Some(opportunity.call?.value.to_string())),
                close_date: close,
                overdue: close.is_some_and(|close| close < date(lives.today)),
                over_limit_by: clock.filter(ClockReading::is_over).map(|clock| Duration {
                    n: clock.over,
                    unit: clock.limit.value.unit,
                }),
                zombie: clock.is_some_and(|clock| {
                    clock.elapsed > clock.limit.value.n.saturating_mul(ZOMBIE)
                }),
            }
        })
        .collect();
    found.sort_by(|a, b| {
        b.expected
            .cmp(&a.expected)
            .then_with(|| a.deal.cmp(&b.deal))
    });
    found
}
