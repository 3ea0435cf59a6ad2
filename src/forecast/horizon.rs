//! The forecast of each horizon of an origin: open deals, new business, and their total with past windows.

use super::amounts::{self, Windows};
use super::arrivals;
use super::bins::FOLLOW_UP;
use super::draws::{DrawSettings, Range, draw, range};
use super::lives::{Life, days};
use super::money::{Cents, UnroundedMoney};
use super::origin::Origin;
use super::setup::Setup;

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

/// The forecast of one horizon.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct HorizonForecast {
    /// Days ahead.
    pub days: usize,
    /// The deals that are open.
    pub open: Estimate,
    /// Deals that do not exist yet.
    pub new: Estimate,
    /// All together.
    pub total: Estimate,
    /// The past windows of this length that the total averages in; `None` while records are too young, and the total is the
    /// plain sum.
    pub past_windows: Option<PastWindows>,
    /// The draws of the total, in whole cents.
    pub draws: Vec<i64>,
}

/// What past windows of one length brought.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct PastWindows {
    /// The mean of the last three.
    pub mean: UnroundedMoney,
    /// How many windows, a week apart, are compared with the three before them.
    pub windows: usize,
}

/// Where new business comes from.
#[derive(Clone, Debug)]
pub struct NewBusiness<'a> {
    /// Past deals: new ones will arrive as often and do as well.
    pub reference_deals: &'a [Life],
    /// By horizon, the factor on the mean of past windows; 1 where missing.
    pub scale: Vec<f64>,
}

impl<'a> NewBusiness<'a> {
    /// Returns new business like all past deals.
    pub fn of(setup: &Setup<'a>) -> Self {
        Self {
            reference_deals: setup.lives,
            scale: Vec::new(),
        }
    }

    /// Returns what open and new deals are expected to bring within each horizon: the total without past windows.
    pub fn bottom_up(&self, setup: &Setup<'_>, origin: &Origin) -> Vec<f64> {
        let arrivals = arrivals::arrivals(self.reference_deals, origin.day, setup.records_begin);
        let curve = origin.fit.new_deal_curve(&arrivals.entry, FOLLOW_UP);
        let horizons = origin.horizons.iter().enumerate();
        horizons
            .map(|(index, days)| origin.expected(index) + arrivals.expected(&curve, *days))
            .collect()
    }
}

/// Forecasts every horizon of an origin.
pub fn forecast_horizons(setup: &Setup<'_>, origin: &Origin, sigma: f64) -> Vec<HorizonForecast> {
    forecast_horizons_with(setup, origin, sigma, &NewBusiness::of(setup))
}

/// Forecasts every horizon of an origin with this new business.
pub fn forecast_horizons_with(
    setup: &Setup<'_>,
    origin: &Origin,
    sigma: f64,
    new_business: &NewBusiness<'_>,
) -> Vec<HorizonForecast> {
    let settings = setup.draw_settings(sigma);
    let open = draw(
        &origin.chances(setup.lives, |_| true),
        origin.horizons.len(),
        settings,
    );
    let totals = totals(setup, origin, &open, settings, new_business);
    let horizons = origin.horizons.iter().zip(&open).zip(totals).enumerate();
    horizons
        .map(|(index, ((days, open), total))| HorizonForecast {
            days: *days,
            open: Estimate {
                expected: UnroundedMoney(origin.expected(index)),
                range: range(open),
            },
            new: total.new,
            total: total.total,
            past_windows: total.past_windows,
            draws: total.draws,
        })
        .collect()
}

/// The total of one horizon, and what joins the open deals in it.
#[derive(Clone, Debug)]
pub struct HorizonTotal {
    /// New business.
    pub new: Estimate,
    /// Open deals, new ones, and past windows.
    pub total: Estimate,
    /// The past windows in it; `None` while records are too young.
    pub past_windows: Option<PastWindows>,
    /// The draws of the total, in whole cents.
    pub draws: Vec<i64>,
}

/// Joins the draws of open deals with new business and past windows, by horizon.
pub fn totals(
    setup: &Setup<'_>,
    origin: &Origin,
    open: &[Vec<i64>],
    settings: DrawSettings,
    new_business: &NewBusiness<'_>,
) -> Vec<HorizonTotal> {
    let reference = new_business.reference_deals;
    let arrivals = arrivals::arrivals(reference, origin.day, setup.records_begin);
    let curve = origin.fit.new_deal_curve(&arrivals.entry, FOLLOW_UP);
    let new = arrivals.draw(&curve, &origin.horizons, settings);
    let wins = amounts::wins(reference, origin.day);
    let horizons = origin.horizons.iter().zip(open).zip(new).enumerate();
    horizons
        .map(|(index, ((length, open), new))| {
            let windows = amounts::windows(&wins, origin.day, days(*length), setup.records_begin);
            let scale = new_business.scale.get(index).copied().unwrap_or(1.0);
            let windows = windows.map(|windows| Windows {
                mean: windows.mean * scale,
                ..windows
            });
            let expected_new = arrivals.expected(&curve, *length);
            let bottom_up = origin.expected(index) + expected_new;
            let expected = windows
                .as_ref()
                .map_or(bottom_up, |windows| f64::midpoint(bottom_up, windows.mean));
            let draws = arrivals::total(open, &new, windows.as_ref());
            HorizonTotal {
                new: Estimate {
                    expected: UnroundedMoney(expected_new),
                    range: range(&new),
                },
                total: Estimate {
                    expected: UnroundedMoney(expected),
                    range: range(&draws),
                },
                past_windows: windows.map(|windows| PastWindows {
                    mean: UnroundedMoney(windows.mean),
                    windows: windows.deviations.len(),
                }),
                draws,
            }
        })
        .collect()
}
