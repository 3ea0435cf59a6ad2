//! Whether two groups of cases may have come from one and the same: a permutation test on the log-rank statistic.
//!
//! With few cases the distribution of the statistic is not that of χ². Shuffling the labels of the groups gives its own one: E. J. G.
//! Pitman, “Significance tests which may be applied to samples from any populations”, Supplement to the Journal of the Royal
//! Statistical Society 4 (1937), 119–130. The observed order counts as one of the draws, so that no p is 0: B. Phipson and G. K.
//! Smyth, Statistical Applications in Genetics and Molecular Biology 9 (2010), article 39.

use super::kaplan_meier::{Observation, log_rank};
use super::random::RandomStream;

/// Draws of a test; with the observed order 2,000.
const DRAWS: u32 = 1_999;
/// The number of cases from which on χ² is close enough.
const MANY: usize = 200;

/// Returns the chance of a difference at least as large if there is none, from 0 to 1; `None` if nothing can be compared. The same
/// cases give the same answer.
pub fn log_rank_chance(a: &[Observation], b: &[Observation]) -> Option<f64> {
    if a.is_empty() || b.is_empty() {
        return None;
    }
    let observed = log_rank(a, b)?;
    if a.len() + b.len() > MANY {
        // The upper tail of χ² with one degree of freedom.
        return Some(libm::erfc((observed / 2.0).sqrt()));
    }
    let mut cases: Vec<Observation> = a.iter().chain(b).copied().collect();
    // The order of the deals does not matter.
    cases.sort_unstable();
    let mut stream = RandomStream::of(0, 0, cases.len() as u64);
    let mut as_large = 1;
    for _ in 0..DRAWS {
        for at in 0..a.len() {
            let other = at + stream.below(cases.len() - at);
            cases.swap(at, other);
        }
        let (one, other) = cases.split_at(a.len());
        let drawn = log_rank(one, other).unwrap_or(0.0);
        as_large += u32::from(drawn >= observed - 1e-9);
    }
    Some(f64::from(as_large) / f64::from(DRAWS + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cases(times: &[u32]) -> Vec<Observation> {
        let case = |time: &u32| Observation {
            time: *time,
            happened: true,
        };
        times.iter().map(case).collect()
    }

    #[test]
    fn few_cases_prove_nothing_and_many_do() {
        // Of the 20 ways to choose 3 of 6, two are as extreme as this one.
        let few = log_rank_chance(&cases(&[1, 2, 3]), &cases(&[10, 11, 12]));
        assert!((few.expect("a chance") - 0.1).abs() < 0.03, "{few:?}");
        let fast: Vec<u32> = (1..=20).collect();
        let slow: Vec<u32> = (21..=40).collect();
        let many = log_rank_chance(&cases(&fast), &cases(&slow));
        assert!(many.expect("a chance") < 0.001, "{many:?}");
        assert_eq!(log_rank_chance(&cases(&fast), &[]), None);
    }

    #[test]
    fn both_ways_agree_where_they_meet() {
        let (a, b): (Vec<u32>, Vec<u32>) = ((1..=99).collect(), (12..=112).collect());
        let exact = log_rank_chance(&cases(&a), &cases(&b)).expect("a chance");
        let statistic = log_rank(&cases(&a), &cases(&b)).expect("a statistic");
        let limit = libm::erfc((statistic / 2.0).sqrt());
        assert!((exact - limit).abs() < 0.02, "{exact} {limit}");
    }
}
