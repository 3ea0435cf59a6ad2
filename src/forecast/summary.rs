//! The track record: how far off past forecasts were, and how often the actual value was inside their range.

use super::backtest::{PastForecast, TENTHS};
use super::draws::Range;
use super::money::{Cents, UnroundedMoney};
use super::snapshots::small;

/// The calibration of one tenth of chances.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Tenth {
    /// Deals, each counted at every origin.
    pub deals: usize,
    /// The mean of their chances.
    pub mean_chance: f64,
    /// The share of them that was won.
    pub won_share: f64,
}

/// The track record of one horizon over all origins.
#[derive(Clone, Debug, PartialEq)]
pub struct Summary {
    /// The horizon.
    pub days: usize,
    /// Origins.
    pub origins: usize,
    /// Weighted absolute percentage error, `Σ|A − E|/ΣA`; `None` if nothing was won.
    pub wape: Option<f64>,
    /// Too high (+) or too low (−), `Σ(E − A)/ΣA`.
    pub bias: Option<f64>,
    /// Brier score: the mean squared error of a deal's chance; `None` without an open deal.
    pub brier: Option<f64>,
    /// The mean pinball loss of P10, P50 and P90.
    pub pinball: UnroundedMoney,
    /// The share of origins whose actual value was inside the range.
    pub coverage: f64,
    /// The number of origins whose actual value was inside the range.
    pub range_held: usize,
    /// WAPE of the stage-weighted sum of a CRM.
    pub stage_weighted_wape: Option<f64>,
    /// WAPE of amount times win rate.
    pub naive_wape: Option<f64>,
    /// The Brier score of the win rate.
    pub naive_brier: Option<f64>,
    /// WAPE of the total.
    pub total_wape: Option<f64>,
    /// Bias of the total.
    pub total_bias: Option<f64>,
    /// Whether that bias is more than chance makes: two standard errors of the mean error.
    pub total_bias_beyond_chance: bool,
    /// The number of origins whose actual total was inside its range.
    pub total_range_held: usize,
    /// Calibration, by tenth of the chance.
    pub tenths: [Tenth; TENTHS],
}

impl Summary {
    /// Returns the share of origins whose actual total was inside its range.
    pub fn total_coverage(&self) -> f64 {
        small(self.total_range_held) / small(self.origins.max(1))
    }
}

/// Summarizes the past forecasts of one horizon.
pub fn summary(pasts: &[PastForecast], days: usize) -> Summary {
    let own: Vec<&PastForecast> = pasts.iter().filter(|past| past.days == days).collect();
    let actual: f64 = own.iter().map(|past| past.actual.0).sum();
    let deals: usize = own.iter().map(|past| past.open_deals).sum();
    let sum = |of: &dyn Fn(&PastForecast) -> f64| own.iter().map(|past| of(past)).sum::<f64>();
    let of_actual = |sum: f64| (actual > 0.0).then(|| sum / actual);
    let all: f64 = own.iter().map(|past| past.total.actual.0).sum();
    let of_whole = |sum: f64| (all > 0.0).then(|| sum / all);
    let of_deals = |sum: f64| (deals > 0).then(|| sum / small(deals));
    let of_origins = |sum: f64| sum / small(own.len().max(1));
    let total_errors = own
        .iter()
        .map(|past| past.total.expected.0 - past.total.actual.0);
    let total_errors: Vec<f64> = total_errors.collect();
    let held = own
        .iter()
        .filter(|past| did_hold(past.range, past.actual))
        .count();
    Summary {
        days,
        origins: own.len(),
        wape: of_actual(sum(&|past| (past.actual.0 - past.expected.0).abs())),
        bias: of_actual(sum(&|past| past.expected.0 - past.actual.0)),
        brier: of_deals(sum(&|past| past.squared_errors.model)),
        pinball: UnroundedMoney(of_origins(sum(&pinball))),
        coverage: of_origins(small(held)),
        range_held: held,
        stage_weighted_wape: of_actual(sum(&|past| (past.actual.0 - past.stage_weighted.0).abs())),
        naive_wape: of_actual(sum(&|past| (past.actual.0 - past.naive.0).abs())),
        naive_brier: of_deals(sum(&|past| past.squared_errors.win_rate)),
        total_wape: of_whole(sum(&|past| {
            (past.total.actual.0 - past.total.expected.0).abs()
        })),
        total_bias: of_whole(sum(&|past| past.total.expected.0 - past.total.actual.0)),
        total_bias_beyond_chance: is_beyond_chance(&total_errors, days),
        total_range_held: own
            .iter()
            .filter(|past| did_hold(past.total.range, past.total.actual))
            .count(),
        tenths: std::array::from_fn(|tenth| {
            let deals: usize = own.iter().map(|past| past.tenths[tenth].deals).sum();
            let chances: f64 = own.iter().map(|past| past.tenths[tenth].chances).sum();
            let won: usize = own.iter().map(|past| past.tenths[tenth].won).sum();
            let n = small(deals.max(1));
            Tenth {
                deals,
                mean_chance: chances / n,
                won_share: small(won) / n,
            }
        }),
    }
}

/// Returns whether totals were too high, or too low, by more than chance makes: by two standard errors of their mean error. Weeks
/// overlap, so that only as many count as there are windows of this length; three are the fewest to tell.
fn is_beyond_chance(errors: &[f64], days: usize) -> bool {
    const FEWEST_WINDOWS: f64 = 3.0;
    let count = small(errors.len());
    let windows = count * 7.0 / small(days.max(7));
    if windows < FEWEST_WINDOWS {
        return false;
    }
    let mean = errors.iter().sum::<f64>() / count;
    let variance = errors.iter().map(|error| (error - mean) * (error - mean));
    let variance = variance.sum::<f64>() / count;
    mean.abs() > 2.0 * (variance / windows).sqrt()
}

/// Returns whether the actual value was inside the range, compared in whole cents because ranges are in whole cents.
fn did_hold(range: Range, actual: UnroundedMoney) -> bool {
    (range.p10..=range.p90).contains(&actual.cents())
}

/// Returns the mean pinball loss of the three quantiles (FPP3, §5.9).
fn pinball(past: &PastForecast) -> f64 {
    let loss = |quantile: Cents, share: f64| {
        let miss = past.actual.0 - quantile.unrounded().0;
        if miss >= 0.0 {
            share * miss
        } else {
            (share - 1.0) * miss
        }
    };
    let Range { p10, p50, p90 } = past.range;
    (loss(p10, 0.1) + loss(p50, 0.5) + loss(p90, 0.9)) / 3.0
}

#[cfg(test)]
mod tests {
    use super::is_beyond_chance;

    #[test]
    fn a_bias_is_more_than_chance_when_few_windows_could_not_make_it() {
        let errors = |mean: f64, weeks: i32| -> Vec<f64> {
            let sides = (0..weeks).map(|week| if week % 2 == 0 { 10.0 } else { -10.0 });
            sides.map(|side| mean + side).collect()
        };
        // 90 weeks hold 7 windows of 90 days: two standard errors of 10 are 7.6.
        assert!(!is_beyond_chance(&errors(7.0, 90), 90));
        assert!(is_beyond_chance(&errors(8.0, 90), 90));
        assert!(is_beyond_chance(&errors(-8.0, 90), 90));
        assert!(is_beyond_chance(&errors(7.0, 90), 30));
        assert!(
            !is_beyond_chance(&errors(50.0, 30), 90),
            "two windows cannot tell"
        );
    }
}
