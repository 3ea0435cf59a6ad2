//! A deal as the statistics see it: what its file says now, and what git says it said before.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};

use crate::analysis::Case;
use crate::forecast::lives::{Day, Ending, Life, Spell, State};
use crate::model::deal::words;
use crate::model::forecast::PAST;
use crate::model::past::{Facts, Version};
use crate::model::{Amount, Book, Process};
use crate::report::minor::to_statistics;

use super::group::Grouping;

/// The sections that the dates, the amounts and the end of a deal are read from.
const SECTIONS: [&str; 3] = ["opportunity", "outcome", "history"];

/// A date as the statistics count.
pub fn day(date: NaiveDate) -> Day {
    date.num_days_from_ce()
}

/// What says how a deal stood on a past day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PastFrom {
    /// What its file said then.
    Git,
    /// The dates in its file, for git has no history.
    Dates,
    /// The dates in its file, because process.toml asks for it.
    DatesAsAsked,
}

impl PastFrom {
    /// What it is for a book.
    pub fn of(book: &Book) -> Self {
        if is_asked_for_dates(&book.process) {
            Self::DatesAsAsked
        } else if book.past.is_some() {
            Self::Git
        } else {
            Self::Dates
        }
    }

    /// Its word in process.toml and in documents for programs.
    pub fn name(self) -> &'static str {
        match self {
            Self::Git => PAST[0],
            Self::Dates | Self::DatesAsAsked => PAST[1],
        }
    }
}

fn is_asked_for_dates(process: &Process) -> bool {
    let written = process.written.forecast.as_ref();
    let past = written.and_then(|forecast| forecast.past.as_ref());
    past.is_some_and(|past| &*past.value == PAST[1])
}

/// The sections of a deal whose past a forecast asks git for; none when process.toml has it trust the dates.
pub fn sections(process: &Process) -> Vec<&'static str> {
    if is_asked_for_dates(process) {
        return Vec::new();
    }
    let groups = grouping(process).sections();
    SECTIONS.iter().chain(groups).copied().collect()
}

/// What deals are grouped by when factors are learned.
pub(super) fn grouping(process: &Process) -> Grouping {
    let written = process.written.forecast.as_ref();
    written
        .and_then(|forecast| forecast.group.as_ref())
        .and_then(|group| Grouping::parse(&group.value))
        .unwrap_or(Grouping::Partner)
}

/// How deals are read.
pub(super) struct Reader<'p> {
    process: &'p Process,
    grouping: Grouping,
    disqualified_is_lost: bool,
    today: NaiveDate,
}

/// A state and the name of its group, whose number is not known yet.
#[derive(Clone, PartialEq)]
struct Named {
    state: State,
    group: String,
}

/// A life whose groups have names.
pub(super) struct Told {
    pub(super) id: String,
    before: Vec<Named>,
    now: Named,
}

impl Told {
    /// Every group that it was ever in.
    pub(super) fn groups(&self) -> impl Iterator<Item = &str> {
        let states = self.before.iter().chain([&self.now]);
        states.map(|named| &*named.group)
    }

    /// The life, with the numbers of its groups.
    pub(super) fn into_life(self, groups: &BTreeMap<String, usize>) -> Life {
        let number = |named: Named| State {
            group: groups.get(&named.group).copied().unwrap_or_default(),
            ..named.state
        };
        Life {
            id: self.id,
            before: self.before.into_iter().map(number).collect(),
            now: number(self.now),
        }
    }
}

impl<'p> Reader<'p> {
    pub(super) fn of(process: &'p Process, today: NaiveDate) -> Self {
        let written = process.written.forecast.as_ref();
        let lost = written.and_then(|forecast| forecast.disqualified_counts_as_lost);
        Self {
            process,
            grouping: grouping(process),
            disqualified_is_lost: lost.is_none_or(|flag| flag.value),
            today,
        }
    }

    /// The life of a deal; none without a dated stage, or closed without a date.
    ///
    /// A version counts from the day of its commit, the first one also before it: then its own dates say what was known. What
    /// the work tree says and no commit does counts from today.
    pub(super) fn life(&self, case: &Case<'_>, past: &[Version]) -> Option<Told> {
        let mut now = self.now(case)?;
        let today = day(self.today);
        let mut before: Vec<Named> = Vec::with_capacity(past.len());
        for version in past {
            let latest = before.last().map_or(Day::MIN, |named| named.state.from);
            let from = day(version.commit.day).clamp(latest, today.max(latest));
            let then = self.then(case, &version.after, from, &now.group);
            if before.last().is_none_or(|last| !says_the_same(last, &then)) {
                before.push(then);
            }
        }
        now.state.from = today;
        if let Some(last) = before.pop_if(|last| says_the_same(last, &now)) {
            now.state.from = last.state.from;
        }
        Some(Told {
            id: case.deal.id.clone(),
            before,
            now,
        })
    }

    /// What the file says now.
    fn now(&self, case: &Case<'_>) -> Option<Named> {
        let deal = case.deal;
        let entries = deal.history.entries.iter();
        let spells: Vec<Spell> = entries
            .filter_map(|entry| self.spell(entry.stage.as_ref()?, entry.date?.value))
            .collect();
        if spells.is_empty() {
            return None;
        }
        let end = if deal.is_closed() {
            Some((day(case.closed_on()?), self.ending(case.result())))
        } else {
            None
        };
        let opportunity = deal.opportunity.as_ref();
        let close = opportunity.and_then(|opportunity| opportunity.close_date);
        let amount = opportunity.and_then(|opportunity| opportunity.amount);
        let signed = deal.outcome.as_ref().and_then(|outcome| outcome.amount);
        Some(Named {
            state: State {
                from: 0,
                group: 0,
                spells,
                end,
                amount: self.money(amount.map(|amount| amount.value)),
                close: close.map(|close| day(close.value)),
                won_amount: self.money(signed.map(|signed| signed.value).filter(|_| end.is_some())),
            },
            group: self.grouping.key(case),
        })
    }

    /// What a version of the file said. Closed without a date, it counts as closed on the day of its commit.
    fn then(&self, case: &Case<'_>, facts: &Facts, from: Day, now: &str) -> Named {
        let known = |date: &NaiveDate| *date <= self.today;
        let claims = facts.stages.iter();
        let spells: Vec<Spell> = claims
            .filter_map(|claim| self.spell(&claim.stage, claim.date.filter(known)?))
            .collect();
        let result = facts.result.as_deref();
        let result = result.filter(|result| words::OUTCOME.contains(result));
        let end = result.map(|result| {
            let closed = facts.closed_on.map_or(from, day);
            (closed, self.ending(Some(result)))
        });
        let end = end.filter(|(closed, _)| *closed <= day(self.today));
        let stage = spells.last().map(|spell| &self.process.stages[spell.stage]);
        Named {
            group: self.grouping.past_key(case, &facts.groups, stage, now),
            state: State {
                from,
                group: 0,
                amount: self.money(facts.amount),
                close: facts.close_date.map(day),
                won_amount: self.money(facts.outcome_amount.filter(|_| end.is_some())),
                spells,
                end,
            },
        }
    }

    fn spell(&self, stage: &str, entered: NaiveDate) -> Option<Spell> {
        let (stage, _) = self.process.stage(stage)?;
        Some(Spell {
            stage,
            entered: day(entered),
        })
    }

    fn ending(&self, result: Option<&str>) -> Ending {
        match result {
            Some("won") => Ending::Won,
            Some("disqualified") if !self.disqualified_is_lost => Ending::Gone,
            _ => Ending::Lost,
        }
    }

    fn money(&self, amount: Option<Amount>) -> Option<f64> {
        let currencies = &self.process.currencies;
        to_statistics(currencies.convert(amount?)?, currencies.base)
    }
}

/// Whether two states differ by nothing but their day.
fn says_the_same(one: &Named, other: &Named) -> bool {
    let State { from, .. } = one.state;
    let other_state = State {
        from,
        ..other.state.clone()
    };
    one.group == other.group && one.state == other_state
}
