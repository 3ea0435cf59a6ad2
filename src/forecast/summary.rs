//! Past weeks in figures: how far off they were, and how often their ranges held.

use super::backtest::{Past, TENTHS};
use super::cells::small;
use super::draws::{Range, amount, cents};

/// What was said in a tenth of chances, and how it came.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Tenth {
    /// Deals, each counted at every origin.
    pub deals: usize,
    /// The mean of their chances.
    pub said: f64,
    /// The share that was won.
    pub came: f64,
}

/// A horizon over all origins.
#[derive(Clone, Debug, PartialEq)]
pub struct Summary {
    /// The horizon.
    pub days: usize,
    /// Origins.
    pub origins: usize,
    /// `Σ|A − E|/ΣA`; none when nothing was won.
    pub wape: Option<f64>,
    /// `Σ(E − A)/ΣA`.
    pub bias: Option<f64>,
    /// The mean squared error of a deal's chance; none without an open deal.
    pub brier: Option<f64>,
    /// The mean pinball loss of P10, P50 and P90, as money.
    pub pinball: f64,
    /// The share of origins whose range held.
    pub coverage: f64,
    /// How many held.
    pub held: usize,
    /// WAPE of the stage-weighted sum.
    pub stage_weighted_wape: Option<f64>,
    /// WAPE of amount times win rate.
    pub naive_wape: Option<f64>,
    /// The Brier score of the win rate.
    pub naive_brier: Option<f64>,
    /// WAPE of the total.
    pub total_wape: Option<f64>,
    /// Its bias.
    pub total_bias: Option<f64>,
    /// How often its range held.
    pub total_held: usize,
    /// Calibration.
    pub tenths: [Tenth; TENTHS],
}

impl Summary {
    /// The share of origins whose range of the total held.
    pub fn total_coverage(&self) -> f64 {
        small(self.total_held) / small(self.origins.max(1))
    }
}

/// One horizon's origins in figures.
pub fn summary(pasts: &[Past], days: usize) -> Summary {
    let own: Vec<&Past> = pasts.iter().filter(|past| past.days == days).collect();
    let actual: f64 = own.iter().map(|past| past.actual).sum();
    let deals: usize = own.iter().map(|past| past.open_deals).sum();
    let sum = |of: &dyn Fn(&Past) -> f64| own.iter().map(|past| of(past)).sum::<f64>();
    let of_actual = |sum: f64| (actual > 0.0).then(|| sum / actual);
    let all: f64 = own.iter().map(|past| past.total.actual).sum();
    let of_whole = |sum: f64| (all > 0.0).then(|| sum / all);
    let of_deals = |sum: f64| (deals > 0).then(|| sum / small(deals));
    let of_origins = |sum: f64| sum / small(own.len().max(1));
    let held = own
        .iter()
        .filter(|past| did_hold(past.range, past.actual))
        .count();
    Summary {
        days,
        origins: own.len(),
        wape: of_actual(sum(&|past| (past.actual - past.expected).abs())),
        bias: of_actual(sum(&|past| past.expected - past.actual)),
        brier: of_deals(sum(&|past| past.squares.0)),
        pinball: of_origins(sum(&pinball)),
        coverage: of_origins(small(held)),
        held,
        stage_weighted_wape: of_actual(sum(&|past| (past.actual - past.stage_weighted).abs())),
        naive_wape: of_actual(sum(&|past| (past.actual - past.naive).abs())),
        naive_brier: of_deals(sum(&|past| past.squares.1)),
        total_wape: of_whole(sum(&|past| (past.total.actual - past.total.expected).abs())),
        total_bias: of_whole(sum(&|past| past.total.expected - past.total.actual)),
        total_held: own
            .iter()
            .filter(|past| did_hold(past.total.range, past.total.actual))
            .count(),
        tenths: std::array::from_fn(|tenth| {
            let deals: usize = own.iter().map(|past| past.tenths[tenth].0).sum();
            let said: f64 = own.iter().map(|past| past.tenths[tenth].1).sum();
            let won: usize = own.iter().map(|past| past.tenths[tenth].2).sum();
            let n = small(deals.max(1));
            Tenth {
                deals,
                said: said / n,
                came: small(won) / n,
            }
        }),
    }
}

/// Whether a range held, to whole hundredths as ranges are.
fn did_hold(range: Range, actual: f64) -> bool {
    (range.p10..=range.p90).contains(&cents(actual))
}

/// The mean pinball loss of the three quantiles (FPP3, §5.9).
fn pinball(past: &Past) -> f64 {
    let loss = |quantile: i64, share: f64| {
        let miss = past.actual - amount(quantile);
        if miss >= 0.0 {
            share * miss
        } else {
            (share - 1.0) * miss
        }
    };
    let Range { p10, p50, p90 } = past.range;
    (loss(p10, 0.1) + loss(p50, 0.5) + loss(p90, 0.9)) / 3.0
}
