//! The cases of a step on one side of a change.
//!
//! A case belongs to the side on which it began: a stay by the day of its entry, a handoff by the day it was sent. What still lasts at
//! the end of a side is longer than it has lasted by then, also if it went on beyond the change. Successes are counted by the day
//! on which the case ended, so that the side with the shorter past does not have only the quick ones.

use chrono::NaiveDate;

use crate::analysis::acceptance::{Outcome, handoffs};
use crate::analysis::registration::{Answer, answer, is_turned_away};
use crate::analysis::stays::stays;
use crate::forecast::kaplan_meier::Observation;
use crate::forecast::wilson::Share;
use crate::model::calendar::Calendar;
use crate::report::Input;
use crate::report::filter::Filter;
use crate::report::period::Period;
use crate::report::velocity::is_forward;

use super::step::Step;

/// Something that began, and may have ended.
struct Case {
    began: NaiveDate,
    ended: Option<NaiveDate>,
    /// Whether it counts in the share, and whether it succeeded.
    success: Option<bool>,
}

/// All cases, by step.
pub(super) struct Cases<'a> {
    stages: Vec<Vec<Case>>,
    handoffs: Vec<Case>,
    registrations: Vec<Case>,
    calendar: &'a Calendar,
}

/// A step on one side of a change.
#[derive(Default)]
pub(super) struct Side {
    /// How long it took.
    pub times: Vec<Observation>,
    /// How often it succeeded.
    pub share: Share,
}

impl<'a> Cases<'a> {
    /// Gathers the cases of the deals of a filter, in one pass.
    pub(super) fn gather(input: &Input<'a>, filter: &Filter) -> Self {
        let process = &input.book.process;
        let mut cases = Self {
            stages: process.stages.iter().map(|_| Vec::new()).collect(),
            handoffs: Vec::new(),
            registrations: Vec::new(),
            calendar: &process.calendar,
        };
        for deal in input.book.known_deals() {
            let case = input.case(deal);
            if !filter.fits(&case) {
                continue;
            }
            cases.registrations.extend(registration(&case));
            if is_turned_away(deal) {
                continue;
            }
            for stay in stays(&case) {
                let ended = stay.end.and_then(|end| end.on);
                if stay.lasts() || ended.is_some() {
                    cases.stages[stay.stage].push(Case {
                        began: stay.entered,
                        ended,
                        success: stay.end.map(|end| is_forward(&stay, end.to)),
                    });
                }
            }
            cases.handoffs.extend(handoffs(&case).iter().map(|sent| {
                Case {
                    began: sent.sent,
                    ended: answered(sent),
                    success: sent
                        .outcome
                        .is_decided()
                        .then_some(sent.outcome == Outcome::Accepted),
                }
            }));
        }
        cases
    }

    /// Returns a step in a period.
    pub(super) fn side(&self, step: &Step, period: Period) -> Side {
        let (cases, unit): (_, fn(&Calendar, NaiveDate, NaiveDate) -> u32) = match step {
            Step::Stage { number, .. } => (&self.stages[*number], days),
            Step::Handoff => (&self.handoffs, Calendar::business_days),
            Step::Registration => (&self.registrations, days),
        };
        let mut side = Side::default();
        for case in cases {
            if period.holds(case.began) {
                let ended = case.ended.filter(|day| *day < period.end);
                side.times.push(Observation {
                    time: unit(
                        self.calendar,
                        case.began,
                        ended.unwrap_or(period.last_day()),
                    ),
                    happened: ended.is_some(),
                });
            }
            // A handoff that nobody answered is decided when it was sent, for all that is known.
            let counted_on = case.ended.unwrap_or(case.began);
            if let Some(success) = case.success
                && period.holds(counted_on)
            {
                side.share.add(success);
            }
        }
        side
    }
}

fn days(_: &Calendar, from: NaiveDate, to: NaiveDate) -> u32 {
    u32::try_from((to - from).num_days()).unwrap_or(0)
}

/// Returns the day on which a seller answered.
fn answered(sent: &crate::analysis::acceptance::SentHandoff<'_>) -> Option<NaiveDate> {
    let response = sent.handoff.response.as_ref()?;
    response
        .date
        .map(|date| date.value)
        .filter(|day| *day >= sent.sent)
}

/// Returns the registration of a deal with its answer.
fn registration(case: &crate::analysis::Case<'_>) -> Option<Case> {
    let registered = case.deal.registered.as_ref()?;
    let began = registered.date?.value;
    let rejected = registered.rejected.as_ref().and_then(|it| it.date);
    let (ended, success) = match answer(case.deal) {
        Answer::Waiting => (None, None),
        Answer::Approved(day) => (day, Some(true)),
        Answer::Rejected => (rejected.map(|date| date.value), Some(false)),
    };
    Some(Case {
        began,
        ended: ended.filter(|day| *day >= began),
        success,
    })
}
