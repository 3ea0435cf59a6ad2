//! What the forecast of each deal rests on.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::analysis::clocks::{self, ClockReading};
use crate::forecast::cells::cell;
use crate::forecast::draws::amount;
use crate::forecast::outlook::Origin;
use crate::forecast::record::{Alike, alike};
use crate::model::Duration;
use crate::report::Input;

use super::lives::{Lives, date};
use super::span::{RECORD_DAYS, Span};
use super::states::grouping;

/// Longer than this many times the stage's limit, a deal is only open on paper.
const ZOMBIE: u32 = 4;

/// An open deal.
#[derive(Clone, Debug)]
pub struct DealLine {
    /// Its id.
    pub deal: String,
    /// As a user would type it.
    pub name: String,
    /// The partner.
    pub partner: Option<String>,
    /// The stage's id and name.
    pub stage: (String, String),
    /// Days in it.
    pub days_in_stage: i32,
    /// What it is worth.
    pub amount: Option<Decimal>,
    /// Days ahead and the chance of a win within them.
    pub chances: Vec<(usize, f64)>,
    /// What it is expected to bring by the end of the quarter.
    pub expected: f64,
    /// The chance of a win within 90 days, whatever horizons are asked for.
    pub chance: f64,
    /// How much of it is belief.
    pub prior_share: f64,
    /// The deal's group, and how much faster than others its deals are won: 1.2 is a fifth faster.
    pub group: (String, f64),
    /// Deals that were in the stage for as long, and the won ones among them within 90 days.
    pub alike: Alike,
    /// The seller's own call.
    pub call: Option<String>,
    /// The expected close date.
    pub close_date: Option<NaiveDate>,
    /// Whether it has passed.
    pub overdue: bool,
    /// How far it is past the stage's limit.
    pub over: Option<Duration>,
    /// Whether it is so far past it that it is only open on paper.
    pub zombie: bool,
}

impl DealLine {
    /// Whether it is past the stage's limit.
    pub fn is_over_limit(&self) -> bool {
        self.over.is_some()
    }
}

/// The open deals of an origin; the largest expectation first.
pub(super) fn lines(
    input: &Input<'_>,
    lives: &Lives<'_>,
    origin: &Origin,
    spans: &[(Span, usize)],
) -> Vec<DealLine> {
    let cells = alike(
        &lives.lives,
        lives.beliefs.len(),
        lives.today,
        lives.records_begin,
        crate::forecast::outlook::days(RECORD_DAYS),
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
            let days = lives.today - open.spell.entered;
            let clock = clocks::stage(&case);
            let group = lives.lives[open.life].seen(origin.day).group;
            let curve = (origin.fit).predict(open.spell, origin.day, group, RECORD_DAYS);
            let close = opportunity
                .and_then(|opportunity| opportunity.close_date)
                .map(|date| date.value);
            let mut chances: Vec<(usize, f64)> = spans
                .iter()
                .zip(&open.by)
                .filter(|((span, _), _)| matches!(span, Span::Days | Span::By))
                .map(|((_, days), chance)| (*days, *chance))
                .collect();
            chances.sort_by_key(|(days, _)| *days);
            chances.dedup_by_key(|(days, _)| *days);
            DealLine {
                deal: deal.id.clone(),
                name: input.names.of(&deal.id),
                partner: deal.partner_name().map(ToString::to_string),
                stage: (stage.id.to_string(), stage.name.clone()),
                days_in_stage: days,
                amount: case.process.amount(deal),
                chances,
                expected: amount(origin.brings(open, 0)),
                chance: curve.within(RECORD_DAYS),
                prior_share: curve.prior_share(RECORD_DAYS),
                group: (grouping.key(&case), origin.fit.factors(group).0),
                alike: cells
                    .get(cell(open.spell.stage, days))
                    .copied()
                    .unwrap_or_default(),
                call: opportunity
                    .and_then(|opportunity| opportunity.call.as_ref())
                    .map(ToString::to_string),
                close_date: close,
                overdue: close.is_some_and(|close| close < date(lives.today)),
                over: clock.filter(ClockReading::is_over).map(|clock| Duration {
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
            .total_cmp(&a.expected)
            .then_with(|| a.deal.cmp(&b.deal))
    });
    found
}
