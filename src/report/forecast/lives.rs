//! The book as input for the statistics: lives, beliefs, and when records begin.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive as _;

use crate::forecast::lives::{Day, Life};
use crate::forecast::prior::{self, Belief, WrittenBelief};
use crate::forecast::setup::Setup;
use crate::model::past::Past;
use crate::model::{Deal, Process};
use crate::report::Input;

use super::states::{LifeReader, LifeWithGroupNames, day};

/// The number of draws unless `[forecast] draws` sets another.
const DRAWS: usize = 10_000;
/// The most draws that `[forecast] draws` can set.
const MOST_DRAWS: usize = 100_000;

/// The deals of a book as lives, with beliefs and settings.
pub struct Lives<'a> {
    /// The lives, ordered by id.
    pub lives: Vec<Life>,
    /// The deal of each life.
    pub deals: Vec<&'a Deal>,
    /// The belief of each stage.
    pub beliefs: Vec<Belief>,
    /// Today.
    pub today: Day,
    /// The day from which on records are complete.
    pub records_begin: Day,
    draws: usize,
    seed: u32,
}

/// Returns a day of the statistics as a date.
pub fn date(day: Day) -> NaiveDate {
    NaiveDate::from_num_days_from_ce_opt(day).unwrap_or(NaiveDate::MAX)
}

impl<'a> Lives<'a> {
    /// Reads the lives of a book, as known on the day it is seen from.
    ///
    /// A deal without a dated stage, or closed without a date, is left out.
    pub fn of(input: &Input<'a>) -> Self {
        Self::with_past(input, input.book.past.as_ref())
    }

    /// Reads the lives of a book, with this past of its files.
    pub fn with_past(input: &Input<'a>, past: Option<&Past>) -> Self {
        let book = input.book;
        let written = book.process.written.forecast.as_ref();
        let reader = LifeReader::of(&book.process, book.today);
        let mut found: Vec<(&Deal, LifeWithGroupNames)> = book
            .known_deals()
            .filter_map(|deal| {
                let path = &book.sources.file(deal.file).path;
                let past = past.map_or(&[][..], |past| past.of(path));
                Some((deal, reader.life(&input.case(deal), past)?))
            })
            .collect();
        found.sort_by(|a, b| a.1.id.cmp(&b.1.id));
        let mut groups: BTreeMap<String, usize> = BTreeMap::new();
        for key in found.iter().flat_map(|(_, life)| life.groups()) {
            if !groups.contains_key(key) {
                groups.insert(key.to_owned(), 0);
            }
        }
        for (number, group) in groups.values_mut().enumerate() {
            *group = number;
        }
        let today = day(book.today);
        let mut lives = Vec::with_capacity(found.len());
        let mut deals = Vec::with_capacity(found.len());
        for (deal, life) in found {
            lives.push(life.into_life(&groups));
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
                .map_or(DRAWS, |draws| draws.clamp(100, MOST_DRAWS)),
            seed: seed.map_or(0, |seed| seed.value),
        }
    }

    /// Returns what every origin shares.
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

fn beliefs(process: &Process) -> Vec<Belief> {
    let written: Vec<WrittenBelief> = process
        .stages
        .iter()
        .map(|stage| {
            let probability = stage
                .probability
                .and_then(|percent| (percent.value / Decimal::ONE_HUNDRED).to_f64());
            let days = stage
                .duration
                .map(|stay| stay.value.in_days(&process.calendar));
            WrittenBelief { probability, days }
        })
        .collect();
    prior::complete(&written)
}
