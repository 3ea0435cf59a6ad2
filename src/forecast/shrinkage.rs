//! Gamma–Poisson shrinkage of daily hazards towards a parent's (docs/forecast.md, steps 3 and 4; empirical Bayes).

use super::bins::{ByFollow, FOLLOWS};

/// Hazards shrunk towards a parent's.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ShrunkHazards {
    /// The daily hazards.
    pub hazards: ByFollow,
    /// The parent's share of each, from 0 to 1: 1 without a day at risk.
    pub inherited: ByFollow,
}

/// Shrinks the hazards of events and days at risk towards a parent's.
///
/// First the level: `θ = (ΣD + w)/(ΣR·λ0 + w)` with the weight `level`. Then the shape, bin by bin:
/// `λ_b = (D_b + w)/(R_b + w/(λ0_b·θ))` with the weight `shape`. That is a mean of `λ0_b·θ` and `D_b/R_b`; the inherited share is
/// the weight of the first, times the weight of 1 in θ.
pub fn shrink(
    events: &ByFollow,
    risk: &ByFollow,
    parent: &ByFollow,
    level: f64,
    shape: f64,
) -> ShrunkHazards {
    let happened: f64 = events.iter().sum();
    let expected: f64 = risk
        .iter()
        .zip(parent)
        .map(|(risk, rate)| risk * rate)
        .sum();
    let theta = (happened + level) / (expected + level);
    let level_inherited = level / (expected + level);
    let mut learned = ShrunkHazards {
        hazards: [0.0; FOLLOWS],
        inherited: [0.0; FOLLOWS],
    };
    for bin in 0..FOLLOWS {
        let days = shape / (parent[bin] * theta);
        learned.hazards[bin] = (events[bin] + shape) / (risk[bin] + days);
        learned.inherited[bin] = days / (risk[bin] + days) * level_inherited;
    }
    learned
}

/// Returns the factor of a group (step 5), `(k + O/rep)/(k + E/rep)`: exactly 1 without history.
pub fn group_factor(happened: f64, expected: f64, repetition: f64) -> f64 {
    const K: f64 = 10.0;
    (K + happened / repetition) / (K + expected / repetition)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_history_reproduces_the_parent() {
        let parent: ByFollow =
            std::array::from_fn(|bin| 0.001 + 0.002 * crate::forecast::snapshots::small(bin));
        let learned = shrink(&[0.0; FOLLOWS], &[0.0; FOLLOWS], &parent, 5.0, 1.0);
        for (learned, parent) in learned.hazards.iter().zip(parent) {
            assert!((learned - parent).abs() < 1e-15);
        }
        assert!(
            learned
                .inherited
                .iter()
                .all(|share| (share - 1.0).abs() < 1e-15)
        );
        assert!((group_factor(0.0, 0.0, 3.0) - 1.0).abs() < 1e-15);
    }

    #[test]
    fn much_history_is_believed() {
        let learned = shrink(
            &[2_000.0; FOLLOWS],
            &[100_000.0; FOLLOWS],
            &[0.1; FOLLOWS],
            5.0,
            1.0,
        );
        assert!(
            learned
                .hazards
                .iter()
                .all(|rate| (rate - 0.02).abs() < 1e-4)
        );
        assert!(learned.inherited.iter().all(|share| *share < 0.01));
    }
}
