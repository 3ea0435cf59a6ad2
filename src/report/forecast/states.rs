//! Reads a deal as a life for the statistics: from its file as it is now, and from its past versions in git.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};

use crate::analysis::registration::is_turned_away;
use crate::analysis::{Case, worth};
use crate::forecast::lives::{Day, End, Ending, Life, Spell, State};
use crate::model::deal::{OpportunityType, OutcomeResult};
use crate::model::forecast::PastSource;
use crate::model::past::{Facts, Version};
use crate::model::{Amount, Book, Deal, Process};
use crate::report::minor::to_statistics;

use crate::report::grouping::Grouping;

/// The sections that dates, amounts and the end of a deal are read from.
const SECTIONS: [&str; 4] = ["opportunity", "outcome", "reopened", "history"];

/// Returns a date as a day of the statistics.
pub fn day(date: NaiveDate) -> Day {
    date.num_days_from_ce()
}

/// What the past of deals is reconstructed from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PastFrom {
    /// Past versions of the files.
    Git,
    /// The dates in the files, because there is no git history.
    Dates,
    /// The dates in the files, because process.toml says so.
    DatesByChoice,
}

impl PastFrom {
    /// Returns what a book's past is reconstructed from.
    pub fn of(book: &Book) -> Self {
        if trusts_dates(&book.process) {
            Self::DatesByChoice
        } else if book.past.is_some() {
            Self::Git
        } else {
            Self::Dates
        }
    }

    /// Returns its word in process.toml and in machine-readable formats.
    pub fn name(self) -> &'static str {
        match self {
            Self::Git => PastSource::Git.name(),
            Self::Dates | Self::DatesByChoice => PastSource::Dates.name(),
        }
    }
}

impl serde::Serialize for PastFrom {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

fn trusts_dates(process: &Process) -> bool {
    let written = process.written.forecast.as_ref();
    let past = written.and_then(|forecast| forecast.past.as_ref());
    past.is_some_and(|past| PastSource::parse(&past.value) == Some(PastSource::Dates))
}

/// Returns the sections of a deal whose past versions are needed; empty if process.toml says to go by dates.
pub fn sections(process: &Process) -> Vec<&'static str> {
    if trusts_dates(process) {
        return Vec::new();
    }
    let groups = grouping(process).sections();
    SECTIONS.iter().chain(groups).copied().collect()
}

/// Returns the grouping for which factors are learned.
pub(super) fn grouping(process: &Process) -> Grouping {
    let written = process.written.forecast.as_ref();
    written
        .and_then(|forecast| forecast.group.as_ref())
        .and_then(|group| Grouping::parse(&group.value))
        .unwrap_or(Grouping::Partner)
}

/// Reads lives.
pub(super) struct LifeReader<'p> {
    process: &'p Process,
    grouping: Grouping,
    disqualified_is_lost: bool,
    today: NaiveDate,
}

/// A state with its group by name; the group's number is not known yet.
#[derive(Clone, PartialEq)]
struct GroupedState {
    state: State,
    group: String,
}

/// A life with its groups by name.
pub(super) struct LifeWithGroupNames {
    pub(super) id: String,
    before: Vec<GroupedState>,
    now: GroupedState,
    is_renewal: bool,
}

impl LifeWithGroupNames {
    /// Returns every group it was ever in.
    pub(super) fn groups(&self) -> impl Iterator<Item = &str> {
        let states = self.before.iter().chain([&self.now]);
        states.map(|state| &*state.group)
    }

    /// Converts to a life, given the groups' numbers.
    pub(super) fn into_life(self, groups: &BTreeMap<String, usize>) -> Life {
        let number = |grouped: GroupedState| State {
            group: groups.get(&grouped.group).copied().unwrap_or_default(),
            ..grouped.state
        };
        Life {
            id: self.id,
            before: self.before.into_iter().map(number).collect(),
            now: number(self.now),
            is_renewal: self.is_renewal,
        }
    }
}

impl<'p> LifeReader<'p> {
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

    /// Returns the life of a deal; `None` without a dated stage, if closed without a date, or if its registration was rejected.
    ///
    /// A version counts from the day of its commit; the first one also before it, going by its own dates. What is only in the
    /// work tree counts from today.
    pub(super) fn life(&self, case: &Case<'_>, past: &[Version]) -> Option<LifeWithGroupNames> {
        if is_turned_away(case.deal) {
            return None;
        }
        let mut now = self.now(case)?;
        let today = day(self.today);
        let mut before: Vec<GroupedState> = Vec::with_capacity(past.len());
        for version in past {
            let latest = before.last().map_or(Day::MIN, |last| last.state.from);
            let from = day(version.commit.day).clamp(latest, today.max(latest));
            let then = self.then(case, &version.after, from, &now.group);
            if before
                .last()
                .is_none_or(|last| !equal_but_for_day(last, &then))
            {
                before.push(then);
            }
        }
        now.state.from = today;
        if past.is_empty() && case.deal.reopened_on().is_some() {
            let closings = self.closings(case, &now);
            now.state.from = closings.last().map_or(today, |(_, reopened)| *reopened);
            before = closings.into_iter().map(|(state, _)| state).collect();
        }
        if let Some(last) = before.pop_if(|last| equal_but_for_day(last, &now)) {
            now.state.from = last.state.from;
        }
        Some(LifeWithGroupNames {
            id: case.deal.id.clone(),
            before,
            now,
            is_renewal: is_renewal(case.deal),
        })
    }

    /// Returns how a deal stood from each close on that was ended, with the day it was opened again: what the dates of a file say
    /// of its past.
    fn closings(&self, case: &Case<'_>, now: &GroupedState) -> Vec<(GroupedState, Day)> {
        let openings = case.deal.reopened.iter();
        let closings = openings.filter_map(|opening| {
            let reopened = day(opening.date?.value);
            let outcome = opening.outcome.as_deref()?;
            let closed = day(outcome.date?.value);
            let result = outcome.result?.value;
            let mut state = now.state.clone();
            state.from = closed;
            state.spells.retain(|spell| spell.entered <= closed);
            state.end = Some(End {
                day: closed,
                ending: self.ending(Some(result)),
            });
            let state = GroupedState {
                state,
                group: now.group.clone(),
            };
            Some((state, reopened))
        });
        closings.collect()
    }

    /// Reads the file as it is now.
    fn now(&self, case: &Case<'_>) -> Option<GroupedState> {
        let deal = case.deal;
        let entries = deal.history.entries.iter();
        let spells: Vec<Spell> = entries
            .filter_map(|entry| self.spell(entry.stage.as_ref()?, entry.date?.value))
            .collect();
        if spells.is_empty() {
            return None;
        }
        let end = if deal.is_closed() {
            Some(End {
                day: day(case.closed_on()?),
                ending: self.ending(case.result()),
            })
        } else {
            None
        };
        let opportunity = deal.opportunity.as_ref();
        let close = opportunity.and_then(|opportunity| opportunity.close_date);
        let amount = opportunity.and_then(|opportunity| opportunity.amount);
        let signed = deal.outcome.as_ref().and_then(|outcome| outcome.amount);
        Some(GroupedState {
            state: State {
                from: 0,
                group: 0,
                spells,
                end,
                amount: self.money(amount.map(|amount| amount.value)),
                close: close.map(|close| day(close.value)),
                won_amount: self.money(signed.map(|signed| signed.value).filter(|_| end.is_some())),
                signed_unknown: end.is_some() && worth::is_signed_unknown(self.process, deal),
            },
            group: self.grouping.key(case),
        })
    }

    /// Reads a version of the file. Closed without a date, it counts as closed on the day of its commit.
    fn then(&self, case: &Case<'_>, facts: &Facts, from: Day, now: &str) -> GroupedState {
        let known = |date: &NaiveDate| *date <= self.today;
        let claims = facts.stages.iter();
        let spells: Vec<Spell> = claims
            .filter_map(|claim| self.spell(&claim.stage, claim.date.filter(known)?))
            .collect();
        let result = facts.result.as_deref().and_then(OutcomeResult::parse);
        let end = result.map(|result| End {
            day: facts.closed_on.map_or(from, day),
            ending: self.ending(Some(result)),
        });
        let end = end.filter(|end| end.day <= day(self.today));
        let stage = spells.last().map(|spell| &self.process.stages[spell.stage]);
        let signed = self.money(facts.outcome_amount.filter(|_| end.is_some()));
        GroupedState {
            group: self.grouping.past_key(case, &facts.groups, stage, now),
            state: State {
                from,
                group: 0,
                amount: self.money(facts.amount),
                close: facts.close_date.map(day),
                won_amount: signed,
                signed_unknown: end.is_some() && facts.names_signed && signed.is_none(),
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

    fn ending(&self, result: Option<OutcomeResult>) -> Ending {
        match result {
            Some(OutcomeResult::Won) => Ending::Won,
            Some(OutcomeResult::Disqualified) if !self.disqualified_is_lost => Ending::Gone,
            _ => Ending::Lost,
        }
    }

    fn money(&self, amount: Option<Amount>) -> Option<f64> {
        let currencies = &self.process.currencies;
        // 0 is what a CRM writes if nobody knows.
        let amount = currencies
            .convert(amount?)
            .filter(|amount| !amount.is_zero())?;
        Some(to_statistics(amount, currencies.base)?.0)
    }
}

/// Whether two states are equal but for their first day.
fn equal_but_for_day(one: &GroupedState, other: &GroupedState) -> bool {
    let State { from, .. } = one.state;
    let other_state = State {
        from,
        ..other.state.clone()
    };
    one.group == other.group && one.state == other_state
}

/// Whether a deal is a renewal; the type is always that of now.
fn is_renewal(deal: &Deal) -> bool {
    let kind = deal
        .opportunity
        .as_ref()
        .and_then(|opportunity| opportunity.kind.as_ref());
    kind.is_some_and(|kind| kind.value == OpportunityType::Renewal)
}
