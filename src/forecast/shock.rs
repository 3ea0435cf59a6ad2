//! The common shock (docs/forecast.md, step 8): a good quarter is good for many deals at once, so independent draws make ranges
//! that are much too narrow.

use super::snapshots::small;

/// The number of levels of the shock.
pub const LEVELS: usize = 100;
/// The prior of sigma, the standard deviation of the shock.
const PRIOR_SIGMA: f64 = 0.35;
/// The weight of that prior, in windows.
const PRIOR_WINDOWS: f64 = 4.0;
/// The smallest sigma.
const LEAST_SIGMA: f64 = 0.1;
/// The largest sigma.
const MOST_SIGMA: f64 = 2.0;
/// The most windows that sigma is learned from.
pub const WINDOWS: usize = 12;
/// How many weeks back a window may start: ten years.
pub const LOOK_BACK: usize = 520;
/// The least distance of a chance from 0 and 1.
const EDGE: f64 = 1e-9;

/// A past window: what the deals open at its start were expected to bring, and what they brought.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Window {
    /// What was won.
    pub actual: f64,
    /// `Σ a·p`.
    pub expected: f64,
    /// `Σ a²·p(1−p)`: the variance of independent deals.
    pub variance: f64,
    /// `Σ a·p(1−p)`: how far a shock of 1 would move the sum.
    pub slope: f64,
}

impl Window {
    /// Whether the outcome of any deal was uncertain: only then does the window show how far a shock moved it.
    pub fn is_informative(&self) -> bool {
        self.slope > 0.0
    }
}

/// Returns the standard deviation of the shock, `σ² = (4·.35² + Σ[((A−E)²−V)/G²])/(4+K)`, from windows in order, newest first.
pub fn sigma(windows: impl IntoIterator<Item = Window>) -> f64 {
    let (mut sum, mut count) = (PRIOR_WINDOWS * PRIOR_SIGMA * PRIOR_SIGMA, PRIOR_WINDOWS);
    for window in windows
        .into_iter()
        .filter(Window::is_informative)
        .take(WINDOWS)
    {
        let miss = window.actual - window.expected;
        sum += (miss * miss - window.variance) / (window.slope * window.slope);
        count += 1.0;
    }
    (sum / count)
        .clamp(LEAST_SIGMA * LEAST_SIGMA, MOST_SIGMA * MOST_SIGMA)
        .sqrt()
}

/// Returns the levels of the standard shock, `Φ⁻¹((l + ½)/100)`.
pub fn levels() -> [f64; LEVELS] {
    std::array::from_fn(|level| inverse_normal((small(level) + 0.5) / small(LEVELS)))
}

/// A shock with its levels: `exp(−σz)` of each, so that a chance on a level costs a division and no exponential.
#[derive(Clone, Debug)]
pub struct ShockLevels {
    sigma: f64,
    /// How far the outermost levels move the logit of a chance.
    reach: f64,
    by_level: [f64; LEVELS],
}

impl ShockLevels {
    /// Returns the levels of a shock with this standard deviation.
    pub fn of(sigma: f64) -> Self {
        let levels = levels();
        Self {
            sigma,
            reach: sigma * levels[LEVELS - 1].abs(),
            by_level: levels.map(|z| libm::exp(-sigma * z)),
        }
    }

    /// Returns the chance on a level, `logistic(c + σz)`, of a deal whose odds against are `exp(−c)` without a shock.
    pub fn chance_on_level(&self, against: f64, level: usize) -> f64 {
        1.0 / (1.0 + against * self.by_level[level])
    }

    /// Returns the odds against without a shock, `exp(−c)`, for which the mean chance over the levels is `chance`.
    pub fn odds_against(&self, chance: f64) -> f64 {
        let chance = chance.clamp(EDGE, 1.0 - EDGE);
        let wanted = logit(chance);
        let reach = self.reach + 1e-6;
        let (mut low, mut high) = (wanted - reach, wanted + reach);
        let mut c = wanted * (1.0 + self.sigma * self.sigma / 3.0).sqrt();
        for _ in 0..60 {
            c = c.clamp(low, high);
            let (mean, slope) = self.mean_and_slope(libm::exp(-c));
            if mean < chance {
                low = c;
            } else {
                high = c;
            }
            // Newton's method on logits, where the curve is almost linear; outside of the bracket, bisection.
            let step = (logit(mean) - wanted) * mean * (1.0 - mean) / slope;
            let next = c - step;
            let next = if next.is_finite() && next > low && next < high {
                next
            } else {
                f64::midpoint(low, high)
            };
            let done = (next - c).abs() < 1e-11;
            c = next;
            if done {
                break;
            }
        }
        libm::exp(-c)
    }

    /// Returns the mean of the chance over the levels, and its derivative by `c`.
    fn mean_and_slope(&self, against: f64) -> (f64, f64) {
        let (mut mean, mut slope) = (0.0, 0.0);
        for level in 0..LEVELS {
            let p = self.chance_on_level(against, level);
            mean += p;
            slope += p * (1.0 - p);
        }
        (mean / small(LEVELS), slope / small(LEVELS))
    }
}

fn logit(p: f64) -> f64 {
    libm::log(p / (1.0 - p))
}

/// Returns Φ⁻¹, by Wichura's algorithm AS 241 (1988), to about sixteen digits.
pub fn inverse_normal(p: f64) -> f64 {
    let q = p - 0.5;
    if q.abs() <= 0.425 {
        let r = 0.180_625 - q * q;
        return q * ratio(r, &CENTRE);
    }
    let tail = if q < 0.0 { p } else { 1.0 - p };
    let r = (-libm::log(tail.max(f64::MIN_POSITIVE))).sqrt();
    let value = if r <= 5.0 {
        ratio(r - 1.6, &MIDDLE)
    } else {
        ratio(r - 5.0, &FAR)
    };
    if q < 0.0 { -value } else { value }
}

/// Returns Φ, the normal distribution function.
pub fn normal(z: f64) -> f64 {
    libm::erfc(-z / std::f64::consts::SQRT_2) / 2.0
}

/// The coefficients of two polynomials, numerator and denominator, lowest power first.
type Ratio = ([f64; 8], [f64; 8]);

fn ratio(x: f64, (above, below): &Ratio) -> f64 {
    let polynomial = |terms: &[f64; 8]| terms.iter().rev().fold(0.0, |sum, term| sum * x + term);
    polynomial(above) / polynomial(below)
}

#[rustfmt::skip]
const CENTRE: Ratio = (
    [3.387_132_872_796_366_5, 133.141_667_891_784_38, 1_971.590_950_306_551_3, 13_731.693_765_509_46,
     45_921.953_931_549_87, 67_265.770_927_008_7, 33_430.575_583_588_13, 2_509.080_928_730_122_7],
    [1.0, 42.313_330_701_600_91, 687.187_007_492_057_9, 5_394.196_021_424_751, 21_213.794_301_586_597,
     39_307.895_800_092_71, 28_729.085_735_721_943, 5_226.495_278_852_545],
);
#[rustfmt::skip]
const MIDDLE: Ratio = (
    [1.423_437_110_749_683_5, 4.630_337_846_156_546, 5.769_497_221_460_691, 3.647_848_324_763_204_5,
     1.270_458_252_452_368_4, 0.241_780_725_177_450_6, 0.022_723_844_989_269_184, 7.745_450_142_783_414e-4],
    [1.0, 2.053_191_626_637_759, 1.676_384_830_183_803_8, 0.689_767_334_985_1, 0.148_103_976_427_480_08,
     0.015_198_666_563_616_457, 5.475_938_084_995_345e-4, 1.050_750_071_644_416_9e-9],
);
#[rustfmt::skip]
const FAR: Ratio = (
    [6.657_904_643_501_104, 5.463_784_911_164_114, 1.784_826_539_917_291_3, 0.296_560_571_828_504_87,
     0.026_532_189_526_576_124, 0.001_242_660_947_388_078_4, 2.711_555_568_743_487_6e-5, 2.010_334_399_292_288e-7],
    [1.0, 0.599_832_206_555_887_9, 0.136_929_880_922_735_8, 0.014_875_361_290_850_615,
     7.868_691_311_456_133e-4, 1.846_318_317_510_054_7e-5, 1.421_511_758_316_446e-7, 2.044_263_103_389_939_8e-15],
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_of_the_normal_are_those_of_the_tables() {
        for (p, z) in [
            (0.5, 0.0),
            (0.975, 1.959_963_984_540_054),
            (0.001, -3.090_232_306_167_813),
            (0.005, -2.575_829_303_548_901),
            (1e-12, -7.034_483_825_301_132),
        ] {
            assert!((inverse_normal(p) - z).abs() < 1e-9, "{p}");
        }
    }

    #[test]
    fn the_mean_over_the_levels_is_the_chance() {
        for sigma in [0.1, 0.35, 1.0, 2.0] {
            let shock = ShockLevels::of(sigma);
            for chance in [0.0, 1e-6, 0.01, 0.3, 0.5, 0.9, 0.999, 1.0] {
                let against = shock.odds_against(chance);
                let logistic = |z: f64| 1.0 / (1.0 + libm::exp(libm::log(against) - sigma * z));
                let mean: f64 = levels().map(logistic).iter().sum::<f64>() / 100.0;
                assert!((mean - chance).abs() < 2e-9, "{sigma} {chance} {mean}");
            }
        }
    }

    #[test]
    fn without_windows_sigma_is_the_prior_and_it_stays_in_bounds() {
        assert!((sigma([]) - 0.35).abs() < 1e-12);
        let wild = Window {
            actual: 1e9,
            expected: 1.0,
            variance: 1.0,
            slope: 1.0,
        };
        assert!((sigma([wild]) - 2.0).abs() < 1e-12);
        let calm = Window {
            variance: 1e9,
            ..Window::default()
        };
        assert!((sigma([Window { slope: 1.0, ..calm }]) - 0.1).abs() < 1e-12);
    }
}
