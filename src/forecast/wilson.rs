//! Confidence intervals of shares, such as “12 of 17”.
//!
//! - One share: the score interval of E. B. Wilson, “Probable inference, the law of succession, and statistical
//!   inference”, Journal of the American Statistical Association 22 (1927), 209–212. It stays inside 0 and 1 and keeps its
//!   coverage with few cases and with shares near the ends, where the textbook p ± z·√(p(1−p)/n) does not.
//! - The difference of two shares: R. G. Newcombe, “Interval estimation for the difference between independent
//!   proportions: comparison of eleven methods”, Statistics in Medicine 17 (1998), 873–890, method 10, which joins the two
//!   Wilson intervals.

/// The standard normal deviate of a two-sided 95% interval.
pub const Z_95: f64 = 1.959_963_984_540_054;

/// The deviates for 1 to 9 intervals with a joint coverage of 95%: each is two-sided at 1 − 0.05/k.
const Z_TOGETHER: [f64; 9] = [
    Z_95, 2.241_403, 2.393_980, 2.497_705, 2.575_829, 2.638_257, 2.690_110, 2.734_369, 2.772_921,
];

/// Returns the deviate for one of `k` intervals with a joint coverage of 95% (Bonferroni's correction; O. J. Dunn, “Multiple comparisons among means”, Journal of the American Statistical Association 56 (1961),
/// 52–64). Above nine it is that for nine.
pub fn z_together(k: usize) -> f64 {
    Z_TOGETHER[k.clamp(1, Z_TOGETHER.len()) - 1]
}

/// A count of a total.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Share {
    /// The count.
    pub n: u32,
    /// The total.
    pub of: u32,
}

/// An interval; both ends belong to it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

impl Share {
    /// Counts one more case, inside or outside of the share.
    pub fn add(&mut self, belongs: bool) {
        self.n += u32::from(belongs);
        self.of += 1;
    }

    /// Returns the share as a fraction; `None` if the total is 0.
    pub fn fraction(self) -> Option<f64> {
        (self.of > 0).then(|| f64::from(self.n) / f64::from(self.of))
    }

    /// Returns its 95% interval; `None` if the total is 0.
    pub fn interval(self) -> Option<Interval> {
        Some(wilson(self.fraction()?, f64::from(self.of), Z_95))
    }
}

impl Interval {
    /// Whether a number is inside.
    pub fn holds(&self, number: f64) -> bool {
        self.low <= number && number <= self.high
    }
}

/// Returns Wilson's interval of a share `p` of `n` cases, `n` above 0 and not necessarily whole:
/// (p + z²/2n ± z·√(p(1−p)/n + z²/4n²)) / (1 + z²/n).
pub fn wilson(p: f64, n: f64, z: f64) -> Interval {
    let square = z * z;
    let middle = p + square / (2.0 * n);
    let half = z * (p * (1.0 - p) / n + square / (4.0 * n * n)).sqrt();
    let whole = 1.0 + square / n;
    Interval {
        low: if p <= 0.0 {
            0.0
        } else {
            ((middle - half) / whole).max(0.0)
        },
        high: if p >= 1.0 {
            1.0
        } else {
            ((middle + half) / whole).min(1.0)
        },
    }
}

/// Returns Newcombe's interval of the difference `a − b` of two shares; `None` if either total is 0.
///
/// (d − √((a−lₐ)² + (u_b−b)²), d + √((uₐ−a)² + (b−l_b)²)) with d = a − b and Wilson's l and u.
pub fn difference(a: Share, b: Share, z: f64) -> Option<Interval> {
    let (ours, theirs) = (a.fraction()?, b.fraction()?);
    let of_ours = wilson(ours, f64::from(a.of), z);
    let of_theirs = wilson(theirs, f64::from(b.of), z);
    let apart = |one: f64, other: f64| (one * one + other * other).sqrt();
    Some(Interval {
        low: ours - theirs - apart(ours - of_ours.low, of_theirs.high - theirs),
        high: ours - theirs + apart(of_ours.high - ours, theirs - of_theirs.low),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(a: f64, b: f64) -> bool {
        (a - b).abs() < 5e-5
    }

    #[test]
    fn the_published_examples() {
        // Newcombe, Statistics in Medicine 17 (1998), 857–872, table I: 81 of 263, 15 of 148, 0 of 20, 1 of 29.
        for (n, of, low, high) in [
            (81, 263, 0.2553, 0.3662),
            (15, 148, 0.0624, 0.1605),
            (0, 20, 0.0, 0.1611),
            (1, 29, 0.0061, 0.1718),
        ] {
            let interval = Share { n, of }.interval().expect("of something");
            assert!(near(interval.low, low), "{n} of {of}: {interval:?}");
            assert!(near(interval.high, high), "{n} of {of}: {interval:?}");
        }
        // The same, 873–890, table II: 56/70 − 48/80, 9/10 − 3/10, 10/10 − 0/20.
        for (a, b, low, high) in [
            ((56, 70), (48, 80), 0.0524, 0.3339),
            ((9, 10), (3, 10), 0.1705, 0.8090),
            ((10, 10), (0, 20), 0.6791, 1.0),
        ] {
            let share = |(n, of)| Share { n, of };
            let interval = difference(share(a), share(b), Z_95).expect("of something");
            assert!(near(interval.low, low), "{a:?} {b:?}: {interval:?}");
            assert!(near(interval.high, high), "{a:?} {b:?}: {interval:?}");
        }
    }

    #[test]
    fn nothing_of_nothing_has_no_interval() {
        let none = Share::default();
        assert_eq!(none.fraction(), None);
        assert_eq!(none.interval(), None);
        assert_eq!(difference(none, Share { n: 1, of: 2 }, Z_95), None);
    }

    #[test]
    fn all_and_none_touch_the_ends() {
        let all = Share { n: 4, of: 4 }.interval().expect("of something");
        assert!(
            all.high >= 1.0 && all.low > 0.5 && all.low < 0.52,
            "{all:?}"
        );
        let none = Share { n: 0, of: 4 }.interval().expect("of something");
        assert!(none.low <= 0.0 && near(none.high, 1.0 - all.low));
    }
}
