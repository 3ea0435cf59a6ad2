//! The figures of a partner while deals are counted.

use chrono::{Datelike, NaiveDate};

use crate::analysis::attribution::{Class, derive};
use crate::analysis::next_moves::Step;
use crate::analysis::registration::{Answer, answer, is_turned_away};
use crate::analysis::{Case, whose, worth};
use crate::forecast::kaplan_meier::Observation;
use crate::forecast::wilson::Share;
use crate::model::deal::OutcomeResult;
use crate::report::Input;
use crate::report::crm_sum::Month;
use crate::report::deal_sum::DealSum;
use crate::report::document::Money;
use crate::report::next::{MoveRow, Urgency};
use crate::report::period::Period;
use crate::report::velocity::StayTime;

use super::line::{MONTHS, MonthCount, PartnerLine, Registrations, UntoldClose};

/// A partner's figures.
pub(super) struct Tally {
    name: String,
    registered: Vec<NaiveDate>,
    in_period: usize,
    in_time: Share,
    answers: Vec<Observation>,
    open: DealSum,
    won: DealSum,
    lost: DealSum,
    sourced: usize,
    influenced: usize,
    pub beside: usize,
    last_touch: Option<NaiveDate>,
    waiting: usize,
    waiting_late: usize,
    untold: Vec<UntoldClose>,
}

impl Tally {
    pub(super) fn new(input: &Input<'_>, name: &str) -> Self {
        let zero = DealSum::zero(input.currency());
        Self {
            name: name.to_owned(),
            registered: Vec::new(),
            in_period: 0,
            in_time: Share::default(),
            answers: Vec::new(),
            open: zero,
            won: zero,
            lost: zero,
            sourced: 0,
            influenced: 0,
            beside: 0,
            last_touch: None,
            waiting: 0,
            waiting_late: 0,
            untold: Vec::new(),
        }
    }

    /// Counts a deal of which it is the partner of record.
    pub(super) fn add(
        &mut self,
        input: &Input<'_>,
        case: &Case<'_>,
        period: Period,
        moves: &[MoveRow],
    ) {
        self.registration(case, period);
        let touches = case.deal.touches.iter();
        let theirs = touches.filter(|touch| whose::is_by_partner(case, touch));
        let last = theirs
            .filter_map(|touch| touch.date)
            .map(|date| date.value)
            .max();
        self.last_touch = self.last_touch.max(last);
        self.moves(case, moves);
        if is_turned_away(case.deal) {
            return;
        }
        match derive(case).class {
            Class::Sourced => self.sourced += 1,
            Class::Influenced => self.influenced += 1,
            Class::None => {}
        }
        let expected = Money::of_deal(input, case.deal);
        match case.result() {
            None if case.stage().is_some() => self.open.add(expected),
            None => {}
            Some(OutcomeResult::Won) => {
                let amount = worth::won_for(case.process, case.deal);
                self.won.add(amount.map(|amount| Money::of(input, amount)));
            }
            Some(_) => self.lost.add(expected),
        }
    }

    fn registration(&mut self, case: &Case<'_>, period: Period) {
        let Some(registered) = &case.deal.registered else {
            return;
        };
        let Some(since) = registered.date.map(|date| date.value) else {
            return;
        };
        self.registered.push(since);
        self.in_period += usize::from(period.holds(since));
        let rejected = registered.rejected.as_ref().and_then(|it| it.date);
        let answered = match answer(case.deal) {
            Answer::Waiting => None,
            Answer::Approved(Some(day)) => Some(day),
            Answer::Rejected if rejected.is_some() => rejected.map(|date| date.value),
            // Answered on a day that nobody wrote down: in no figure.
            Answer::Approved(None) | Answer::Rejected => return,
        };
        // A deal that closed without an answer waits no longer.
        let end = answered
            .or(case.closed_on())
            .unwrap_or(case.today)
            .max(since);
        self.answers.push(Observation {
            time: u32::try_from((end - since).num_days()).unwrap_or(0),
            happened: answered.is_some(),
        });
        let written = case.process.written.registration.as_ref();
        let Some(within) = written.and_then(|written| written.answer_within) else {
            return;
        };
        let is_over = within.over(since, end, &case.process.calendar) > 0;
        if answered.is_some() || is_over {
            self.in_time.add(answered.is_some() && !is_over);
        }
    }

    fn moves(&mut self, case: &Case<'_>, moves: &[MoveRow]) {
        for row in moves {
            match (&row.action, case.result(), row.closed) {
                (Step::AnswerRegistration, ..) => {
                    self.waiting += 1;
                    self.waiting_late += usize::from(row.urgency == Urgency::Late);
                }
                (_, Some(result), Some(closed)) => self.untold.push(UntoldClose {
                    deal: row.deal.clone(),
                    name: row.name.clone(),
                    result: result.to_string(),
                    closed,
                    is_late: row.urgency == Urgency::Late,
                    command: row.command.clone(),
                }),
                _ => {}
            }
        }
    }

    /// Returns the partner's line.
    pub(super) fn line(mut self, input: &Input<'_>) -> PartnerLine {
        self.untold
            .sort_by(|a, b| a.closed.cmp(&b.closed).then_with(|| a.deal.cmp(&b.deal)));
        let process = &input.book.process;
        let known = process.partner(&self.name);
        let kind = known.and_then(|partner| partner.kind.as_ref());
        let closed = self.won.deals + self.lost.deals;
        let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        PartnerLine {
            partner: input.book.spellings().partner(&self.name),
            kind: kind.map(ToString::to_string),
            registrations: Registrations {
                all: self.registered.len(),
                period: self.in_period,
                months: months(&self.registered, input.book.today),
                in_time: self.in_time,
                answered_after: StayTime::of(&self.answers),
            },
            open: self.open,
            won: self.won,
            lost: self.lost,
            win_share: Share {
                n: count(self.won.deals),
                of: count(closed),
            },
            sourced: self.sourced,
            influenced: self.influenced,
            beside: self.beside,
            last_touch: self.last_touch,
            waiting: self.waiting,
            waiting_late: self.waiting_late,
            untold: self.untold,
        }
    }
}

fn months(registered: &[NaiveDate], today: NaiveDate) -> Vec<MonthCount> {
    let number = |day: NaiveDate| day.year() * 12 + i32::try_from(day.month0()).unwrap_or(0);
    let last = number(today);
    let month = |at: i32| {
        let first = u32::try_from(at.rem_euclid(12)).ok()? + 1;
        let first = NaiveDate::from_ymd_opt(at.div_euclid(12), first, 1)?;
        Some(MonthCount {
            month: Month::of(first),
            n: registered.iter().filter(|day| number(**day) == at).count(),
        })
    };
    (last - MONTHS + 1..=last).filter_map(month).collect()
}
