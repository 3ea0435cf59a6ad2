//! Leaks: where deals die and pile up, by stage and reason; what became of handoffs, quarter by quarter; and whether the deals that
//! were won had been over the limit too (D8.1, D8.3).

mod handoffs;
mod steps;

use std::collections::BTreeMap;

use serde::Serialize;

pub use handoffs::HandoffQuarter;
pub use steps::{StepGain, steps};

use crate::analysis::Case;
use crate::analysis::registration::is_turned_away;
use crate::analysis::stays::{Destination, Stay, stays};
use crate::forecast::wilson::Share;
use crate::model::deal::OutcomeResult;
use crate::text::placeholder::is_placeholder;

use super::Input;
use super::deal_sum::DealSum;
use super::document::{Length, Money, StageRef};
use super::filter::Filter;
use super::period::Period;

/// What is asked for.
#[derive(Clone, Debug)]
pub struct LeaksOptions {
    /// The first day of the period.
    pub since: chrono::NaiveDate,
    /// The deals.
    pub filter: Filter,
}

/// The stays of a stage that ended in the period, by how.
#[derive(Clone, Debug, Serialize)]
pub struct StageLeak {
    /// The stage.
    pub stage: StageRef,
    /// Its name.
    pub name: String,
    /// Stays that ended in the period.
    pub ended: u32,
    /// Those that went on to a later stage.
    pub forward: u32,
    /// Those that went back.
    pub back: u32,
    /// Those that were won.
    pub won: u32,
    /// Those that were lost or disqualified, of all that ended.
    pub died: Share,
    /// What they were worth.
    pub value: DealSum,
    /// Why, the most deals first, then by value, then by word.
    pub reasons: Vec<ReasonLeak>,
    /// The reasons that a short page does not name, together.
    pub other_reasons: OtherReasons,
    /// Open deals that stand here.
    pub open: DealSum,
    /// The stage's limit.
    pub limit: Option<Length>,
    /// Stays of deals that were won later, over the limit before they went on, of all such stays on record.
    pub won_over_limit: Share,
    /// Likewise of deals that were lost or disqualified later.
    pub died_over_limit: Share,
}

/// Deals that died in a stage for a reason.
#[derive(Clone, Debug, Serialize)]
pub struct ReasonLeak {
    /// The reason as it is written; `None` if none is.
    pub reason: Option<String>,
    /// Whether they were lost, else disqualified.
    #[serde(serialize_with = "super::document::as_text")]
    pub result: OutcomeResult,
    /// The deals.
    #[serde(flatten)]
    pub deals: DealSum,
}

/// The report.
#[derive(Clone, Debug, Serialize)]
pub struct Leaks {
    /// The period, up to and including today.
    pub period: Period,
    /// Every stage, in order.
    pub stages: Vec<StageLeak>,
    /// All that died in the period.
    pub died: DealSum,
    /// The handoffs by the fiscal quarter in which they were sent, all on record, the first quarter first.
    pub handoffs: Vec<HandoffQuarter>,
    /// Closed deals without the day, in no figure.
    pub closed_undated: usize,
    /// The changes that would bring most; `None` if they were not asked for.
    pub steps: Option<Vec<StepGain>>,
}

/// Reasons that are summed up.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct OtherReasons {
    /// How many they are.
    pub reasons: usize,
    /// Their deals.
    #[serde(flatten)]
    pub deals: DealSum,
}

/// Reasons of a stage that a short page names at most.
const NAMED: usize = 3;

impl StageLeak {
    /// Returns the reasons that a short page names: those of several deals, at least one, at most three.
    pub fn named(&self) -> &[ReasonLeak] {
        let often = self.reasons.iter().filter(|it| it.deals.deals > 1).count();
        let named = often.clamp(1, NAMED).min(self.reasons.len());
        &self.reasons[..named]
    }

    fn others(&self, input: &Input<'_>) -> OtherReasons {
        let rest = &self.reasons[self.named().len()..];
        let mut deals = DealSum::zero(input.currency());
        for reason in rest {
            deals.add_all(reason.deals);
        }
        OtherReasons {
            reasons: rest.len(),
            deals,
        }
    }
}

impl Leaks {
    /// Returns the stage in which most died, by number, then by value; `None` if none did.
    pub fn worst(&self) -> Option<&StageLeak> {
        let stages = self.stages.iter().rev().filter(|stage| stage.died.n > 0);
        stages.max_by_key(|stage| (stage.died.n, stage.value.amount))
    }
}

/// Works the report out, in one pass over the deals.
pub fn leaks(input: &Input<'_>, options: &LeaksOptions) -> Leaks {
    let mut report = empty(input, options);
    let mut reasons: Vec<Reasons> = report.stages.iter().map(|_| Reasons::new()).collect();
    let mut quarters = handoffs::Quarters::default();
    for deal in input.book.known_deals() {
        let case = input.case(deal);
        if is_turned_away(deal) || !options.filter.fits(&case) {
            continue;
        }
        quarters.add(&case);
        if deal.is_closed() && case.closed_on().is_none() {
            report.closed_undated += 1;
            continue;
        }
        let stays = stays(&case);
        report.count(input, &case, &stays, &mut reasons);
        if let Some((stage, _)) = case.stage().filter(|_| !deal.is_closed()) {
            report.stages[stage].open.add(Money::of_deal(input, deal));
        }
    }
    report.handoffs = quarters.into_rows();
    for (stage, reasons) in report.stages.iter_mut().zip(reasons) {
        stage.reasons = sorted(reasons);
        stage.other_reasons = stage.others(input);
    }
    report
}

/// The deals of a stage by result and reason.
type Reasons = BTreeMap<(&'static str, Option<String>), (OutcomeResult, DealSum)>;

fn sorted(reasons: Reasons) -> Vec<ReasonLeak> {
    let mut rows: Vec<ReasonLeak> = reasons
        .into_iter()
        .map(|((_, reason), (result, deals))| ReasonLeak {
            reason,
            result,
            deals,
        })
        .collect();
    // Of equals the order of the words stays.
    rows.sort_by_key(|row| std::cmp::Reverse((row.deals.deals, row.deals.amount)));
    rows
}

impl Leaks {
    fn count(
        &mut self,
        input: &Input<'_>,
        case: &Case<'_>,
        stays: &[Stay],
        reasons: &mut [Reasons],
    ) {
        let later = case.result();
        for stay in stays {
            let Some(end) = stay.end else { continue };
            let Some(day) = end.on else { continue };
            let line = &mut self.stages[stay.stage];
            if let (Some(later), Some(Length(limit))) = (later, line.limit) {
                let calendar = &case.process.calendar;
                let is_over = limit.over(stay.entered, day, calendar) > 0;
                match later {
                    OutcomeResult::Won => line.won_over_limit.add(is_over),
                    _ => line.died_over_limit.add(is_over),
                }
            }
            if !self.period.holds(day) {
                continue;
            }
            line.ended += 1;
            let is_dead = matches!(
                end.to,
                Destination::Closed(OutcomeResult::Lost | OutcomeResult::Disqualified)
            );
            line.died.add(is_dead);
            match end.to {
                Destination::Stage(to) if to > stay.stage => line.forward += 1,
                Destination::Stage(_) => line.back += 1,
                Destination::Closed(OutcomeResult::Won) => line.won += 1,
                Destination::Closed(result) => {
                    let amount = Money::of_deal(input, case.deal);
                    line.value.add(amount);
                    self.died.add(amount);
                    let word = if result == OutcomeResult::Lost {
                        "lost"
                    } else {
                        "out"
                    };
                    let zero = DealSum::zero(input.currency());
                    let reason = reasons[stay.stage]
                        .entry((word, reason(case, day)))
                        .or_insert((result, zero));
                    reason.1.add(amount);
                }
            }
        }
    }
}

/// Returns why a deal ended on a day: also of an end that an opening ended.
fn reason(case: &Case<'_>, day: chrono::NaiveDate) -> Option<String> {
    let openings = case.deal.reopened.iter();
    let outcomes = openings
        .map(|opening| opening.outcome.as_deref())
        .chain([case.deal.outcome.as_deref()])
        .flatten();
    let is_of_day = |date: Option<crate::model::Date>| date.is_some_and(|date| date.value == day);
    let written = outcomes
        .filter(|outcome| is_of_day(outcome.date))
        .find_map(|outcome| outcome.reason.as_ref())?;
    (!is_placeholder(written)).then(|| written.trim().to_owned())
}

fn empty(input: &Input<'_>, options: &LeaksOptions) -> Leaks {
    let today = input.book.today;
    let zero = DealSum::zero(input.currency());
    let line = |stage: &crate::model::Stage| StageLeak {
        stage: stage.into(),
        name: stage.name.clone(),
        ended: 0,
        forward: 0,
        back: 0,
        won: 0,
        died: Share::default(),
        value: zero,
        reasons: Vec::new(),
        other_reasons: OtherReasons {
            reasons: 0,
            deals: zero,
        },
        open: zero,
        limit: stage.limit.map(|limit| Length(limit.value)),
        won_over_limit: Share::default(),
        died_over_limit: Share::default(),
    };
    Leaks {
        period: Period {
            start: options.since.min(today),
            end: today.succ_opt().unwrap_or(today),
        },
        stages: input.book.process.stages.iter().map(line).collect(),
        died: zero,
        handoffs: Vec::new(),
        closed_undated: 0,
        steps: None,
    }
}
