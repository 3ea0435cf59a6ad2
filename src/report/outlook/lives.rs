//! The book as the statistics see it: lives, beliefs, when records begin.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive as _;

use crate::analysis::Case;
use crate::forecast::lives::{Day, Ending, Life, Spell, Worth};
use crate::forecast::outlook::Setup;
use crate::forecast::prior::{self, Belief};
use crate::model::duration::Unit;
use crate::model::{Deal, Process};
use crate::report::Input;

use super::group::Grouping;

/// Draws, while `[forecast] draws` says nothing; at most so many.
const DRAWS: (usize, usize) = (10_000, 100_000);

/// The lives of a book, and the deals behind them.
pub struct Lives<'a> {
    /// By id.
    pub lives: Vec<Life>,
    /// The deal of each life.
    pub deals: Vec<&'a Deal>,
    /// One belief a stage.
    pub beliefs: Vec<Belief>,
    /// Today.
    pub today: Day,
    /// From this day on the records are complete.
    pub records_begin: Day,
    draws: usize,
    seed: u32,
}

/// A date as the statistics count.
pub fn day(date: NaiveDate) -> Day {
    date.num_days_from_ce()
}

/// A day as a date.
pub fn date(day: Day) -> NaiveDate {
    NaiveDate::from_num_days_from_ce_opt(day).unwrap_or(NaiveDate::MAX)
}

impl<'a> Lives<'a> {
    /// The lives of a book, as known on the day it is seen from.
    ///
    /// A deal without a dated stage, or closed without a date, tells nothing and is left out.
    pub fn of(input: &Input<'a>) -> Self {
        let book = input.book;
        let written = book.process.written.forecast.as_ref();
        let lost = written
            .and_then(|forecast| forecast.disqualified_counts_as_lost)
            .is_none_or(|flag| flag.value);
        let grouping = written
            .and_then(|forecast| forecast.group.as_ref())
            .and_then(|group| Grouping::parse(&group.value))
            .unwrap_or(Grouping::Partner);
        let mut found: Vec<(&Deal, Life, String)> = book
            .known_deals()
            .filter_map(|deal| {
                let case = input.case(deal);
                Some((deal, life(&case, lost)?, grouping.key(&case)))
            })
            .collect();
        found.sort_by(|a, b| a.1.id.cmp(&b.1.id));
        let mut groups: BTreeMap<String, usize> = BTreeMap::new();
        for (_, _, key) in &found {
            groups.entry(key.clone()).or_default();
        }
        for (number, group) in groups.values_mut().enumerate() {
            *group = number;
        }
        let today = day(book.today);
        let mut lives = Vec::with_capacity(found.len());
        let mut deals = Vec::with_capacity(found.len());
        for (deal, mut life, key) in found {
            life.group = groups.get(&key).copied().unwrap_or_default();
            lives.push(life);
            deals.push(deal);
        }
        let first = lives.iter().filter_map(Life::begins).min();
        let records_begin = written
            .and_then(|forecast| forecast.records_begin)
            .map(|date| day(date.value))
            .or(first)
            .unwrap_or(today);
        let draws = written.and_then(|forecast| forecast.draws);
        let seed = written.and_then(|forecast| forecast.seed);
        Self {
            lives,
            deals,
            beliefs: beliefs(&book.process),
            today,
            records_begin,
            draws: draws
                .and_then(|draws| usize::try_from(draws.value).ok())
                .map_or(DRAWS.0, |draws| draws.clamp(100, DRAWS.1)),
            seed: seed.map_or(0, |seed| seed.value),
        }
    }

    /// What every origin is seen with.
    pub fn setup(&self) -> Setup<'_> {
        Setup {
            lives: &self.lives,
            beliefs: &self.beliefs,
            records_begin: self.records_begin,
            draws: self.draws,
            seed: self.seed,
        }
    }
}

fn life(case: &Case<'_>, disqualified_is_lost: bool) -> Option<Life> {
    let deal = case.deal;
    let spells: Vec<Spell> = deal
        .history
        .entries
        .iter()
        .filter_map(|entry| {
            let (stage, _) = case.process.stage(entry.stage.as_ref()?)?;
            Some(Spell {
                stage,
                entered: day(entry.date?.value),
            })
        })
        .collect();
    let begins = spells.iter().map(|spell| spell.entered).min()?;
    let end = if deal.is_closed() {
        let ending = match case.result() {
            Some("won") => Ending::Won,
            Some("disqualified") if !disqualified_is_lost => Ending::Gone,
            _ => Ending::Lost,
        };
        Some((day(case.closed_on()?), ending))
    } else {
        None
    };
    let opportunity = deal.opportunity.as_ref();
    let signed = deal.outcome.as_ref().and_then(|outcome| outcome.amount);
    Some(Life {
        id: deal.id.clone(),
        group: 0,
        spells,
        end,
        worth: vec![Worth {
            from: begins,
            amount: case.process.amount(deal).and_then(|amount| amount.to_f64()),
            close: opportunity
                .and_then(|opportunity| opportunity.close_date)
                .map(|date| day(date.value)),
        }],
        won_amount: signed
            .and_then(|amount| case.process.currencies.convert(amount.value))
            .and_then(|amount| amount.to_f64()),
    })
}

fn beliefs(process: &Process) -> Vec<Belief> {
    let written: Vec<(Option<f64>, Option<f64>)> = process
        .stages
        .iter()
        .map(|stage| {
            let probability = stage
                .probability
                .and_then(|percent| (percent.value / Decimal::ONE_HUNDRED).to_f64());
            let days = stage.duration.map(|duration| match duration.value.unit {
                Unit::Days => f64::from(duration.value.n),
                Unit::BusinessDays => f64::from(duration.value.n) * 7.0 / 5.0,
            });
            (probability, days)
        })
        .collect();
    prior::complete(&written)
}
