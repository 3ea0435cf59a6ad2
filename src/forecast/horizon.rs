//! The forecast of each horizon of an origin: open deals, new business, what the record teaches, and the total of the three.

use super::amounts::wins;
use super::arrivals;
use super::bins::FOLLOW_UP;
use super::draws::{Range, chance_of, draw, range};
use super::lesson::Lesson;
use super::lives::days;
use super::money::{Cents, UnroundedMoney};
use super::new_business::NewBusiness;
use super::origin::Origin;
use super::past_quarters::PastQuarters;
use super::setup::Setup;
use super::total::Total;

/// A mean and the range around it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Estimate {
    /// The mean.
    pub expected: UnroundedMoney,
    /// The range.
    pub range: Range,
}

impl Estimate {
    /// Adds a certain amount to mean and range.
    #[must_use]
    pub fn plus(&self, certain: Cents) -> Self {
        let Range { p10, p50, p90 } = self.range;
        Self {
            expected: self.expected + certain.unrounded(),
            range: Range {
                p10: p10.saturating_add(certain),
                p50: p50.saturating_add(certain),
                p90: p90.saturating_add(certain),
            },
        }
    }
}

/// The forecast of one horizon. Its parts add up: the mean of the total is that of open deals, plus that of new ones, plus what
/// the record adds.
#[derive(Clone, Debug, PartialEq)]
pub struct HorizonForecast {
    /// Days ahead.
    pub days: usize,
    /// The deals that are open.
    pub open: Estimate,
    /// Deals that do not exist yet.
    pub new: Estimate,
    /// What the record teaches: added to open and new deals, mostly less than nothing.
    pub record: UnroundedMoney,
    /// All together.
    pub total: Estimate,
    /// What the record teaches, and how.
    pub lesson: Lesson,
    /// The chances of the total.
    pub chances: Chances,
}

/// The chances of reaching an amount.
#[derive(Clone, Debug, PartialEq)]
pub enum Chances {
    /// Of a total.
    Total(Total),
    /// By draws of open deals alone, in whole cents.
    Draws(Vec<i64>),
}

impl Chances {
    /// Returns the chance of reaching an amount.
    pub fn of_reaching(&self, amount: Cents) -> f64 {
        match self {
            Self::Total(total) => total.chance_of(amount),
            Self::Draws(draws) => chance_of(draws, amount),
        }
    }
}

/// Forecasts every horizon of an origin.
pub fn forecast_horizons(
    setup: &Setup<'_>,
    origin: &Origin,
    sigma: f64,
    lessons: &[Lesson],
) -> Vec<HorizonForecast> {
    forecast_horizons_with(setup, origin, sigma, lessons, &NewBusiness::of(setup))
}

/// Forecasts every horizon of an origin with this new business.
pub fn forecast_horizons_with(
    setup: &Setup<'_>,
    origin: &Origin,
    sigma: f64,
    lessons: &[Lesson],
    new_business: &NewBusiness<'_>,
) -> Vec<HorizonForecast> {
    let settings = setup.draw_settings(sigma);
    let open = draw(
        &origin.chances(setup.lives, |_| true),
        origin.horizons.len(),
        settings,
    );
    let arrivals = arrivals::arrivals(
        new_business.reference_deals,
        origin.day,
        setup.records_begin,
    );
    let curve = origin.fit.new_deal_curve(&arrivals.entry, FOLLOW_UP);
    let new = arrivals.draw(&curve, &origin.horizons, settings);
    let lessons = lessons_of(setup, origin, lessons, new_business);
    let totals = totals(setup, origin, sigma, new_business, &lessons);
    let draws = open.iter().zip(&new);
    let horizons = totals.into_iter().zip(lessons).zip(draws).enumerate();
    horizons
        .map(|(index, ((total, lesson), (open, new)))| {
            let days = origin.horizons[index];
            let open = Estimate {
                expected: UnroundedMoney(origin.expected(index)),
                range: range(open),
            };
            let new = Estimate {
                expected: UnroundedMoney(arrivals.expected(&curve, days)),
                range: range(new),
            };
            HorizonForecast {
                days,
                record: UnroundedMoney(total.expected) - (open.expected + new.expected),
                total: Estimate {
                    expected: UnroundedMoney(total.expected),
                    range: total.range(),
                },
                open,
                new,
                lesson,
                chances: Chances::Total(total),
            }
        })
        .collect()
}

/// Returns the totals of an origin, by horizon.
pub fn totals(
    setup: &Setup<'_>,
    origin: &Origin,
    sigma: f64,
    new_business: &NewBusiness<'_>,
    lessons: &[Lesson],
) -> Vec<Total> {
    let spreads = new_business.spreads(setup, origin, sigma);
    let both = spreads.into_iter().zip(lessons);
    both.map(|(spread, lesson)| Total::of(spread, lesson))
        .collect()
}

/// Returns the lessons of a record that holds the past deals of this new business alone.
fn lessons_of(
    setup: &Setup<'_>,
    origin: &Origin,
    lessons: &[Lesson],
    new_business: &NewBusiness<'_>,
) -> Vec<Lesson> {
    let wins = wins(new_business.reference_deals, origin.day);
    let each = lessons.iter().zip(&origin.horizons).enumerate();
    each.map(|(index, (lesson, length))| {
        let scale = new_business.scale.get(index).copied().unwrap_or(1.0);
        let past = lesson.past.and_then(|_| {
            let length = days(*length);
            PastQuarters::of(&wins, origin.day, length, setup.records_begin)
        });
        let past = past.map(|past| PastQuarters {
            mean: past.mean * scale,
            ..past
        });
        Lesson { past, ..*lesson }
    })
    .collect()
}
