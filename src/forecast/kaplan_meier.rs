//! Time to an event when some cases are censored: for them it has not happened yet.
//!
//! - The curve: E. L. Kaplan and P. Meier, “Nonparametric estimation from incomplete observations”, Journal of the American
//!   Statistical Association 53 (1958), 457–481: S(t) = Π (1 − d/n) over the times up to t at which something happened,
//!   d of the n cases still at risk. A censored case counts for as long as it was observed.
//! - Its variance: M. Greenwood (1926): Var S = S²·Σ d / (n(n−d)).
//! - The limits of S at each time: Wilson's interval with the effective number n′ = (1−S) / (S·Σ d / (n(n−d))), after
//!   K. J. Rothman, “Estimation of confidence limits for the cumulative probability of survival in life table analysis”,
//!   Journal of Chronic Diseases 31 (1978), 557–560. Without censoring n′ is the number of cases. The limits
//!   also exist before the first event and after the last, where Greenwood's variance is 0 or undefined.
//! - The interval of the median: the times at which S may still be one half, after R. Brookmeyer and J. Crowley, “A
//!   confidence interval for the median survival time”, Biometrics 38 (1982), 29–41.
//! - Two curves: the log-rank test, N. Mantel, Cancer Chemotherapy Reports 50 (1966), 163–170.

use super::wilson::{Interval, Z_95, wilson};

/// The 95% quantile of χ² with one degree of freedom.
pub const CHI_SQUARE_95: f64 = 3.841_458_820_694_124;

/// Tolerance for rounding errors.
const ROUNDING: f64 = 1e-9;

/// One case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Observation {
    /// How long it was observed, in whole units.
    pub time: u32,
    /// Whether the event happened then; else the case is censored.
    pub happened: bool,
}

/// The share of cases without the event, over time.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Curve {
    /// Cases.
    pub of: u32,
    /// Cases with the event.
    pub happened: u32,
    /// The longest time that any case was observed.
    pub longest: u32,
    /// Ordered by time; the first is at 0.
    steps: Vec<Step>,
}

/// The curve at a time, and until the next step.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Step {
    time: u32,
    waiting: f64,
    limits: Interval,
}

/// The cases with the same time.
struct Tie {
    time: u32,
    /// Snapshot at least until this time.
    at_risk: u32,
    happened: u32,
}

/// Estimates the curve of some cases.
pub fn curve(cases: &[Observation]) -> Curve {
    let mut out = Curve {
        of: count(cases.len()),
        longest: cases.iter().map(|case| case.time).max().unwrap_or(0),
        ..Curve::default()
    };
    let (mut waiting, mut greenwood) = (1.0, 0.0);
    let mut effective = f64::from(out.of);
    for tie in ties(cases) {
        let (n, d) = (f64::from(tie.at_risk), f64::from(tie.happened));
        out.happened += tie.happened;
        if out.steps.is_empty() && tie.time > 0 {
            out.steps.push(Step::new(0, 1.0, f64::from(out.of)));
        }
        waiting *= 1.0 - d / n;
        if out.happened == 0 {
            effective = n;
        } else if tie.happened < tie.at_risk {
            greenwood += d / (n * (n - d));
            effective = (1.0 - waiting) / (waiting * greenwood);
        } else if greenwood <= 0.0 {
            effective = n;
        }
        out.steps.push(Step::new(tie.time, waiting, effective));
    }
    out
}

impl Step {
    fn new(time: u32, waiting: f64, effective: f64) -> Self {
        Self {
            time,
            waiting,
            limits: wilson(waiting.clamp(0.0, 1.0), effective, Z_95),
        }
    }
}

impl Curve {
    /// Returns the first time by which the event has happened for a share of the cases; `None` if it has not for that many.
    pub fn quantile(&self, share: f64) -> Option<u32> {
        self.first(1.0 - share, |step| step.waiting)
    }

    /// Returns the 95% interval of the median; its upper end is `None` if the cases were not observed long enough.
    pub fn median_interval(&self) -> (u32, Option<u32>) {
        let low = self.first(0.5, |step| step.limits.low);
        let high = self.first(0.5, |step| step.limits.high);
        (low.unwrap_or(self.longest), high)
    }

    fn first(&self, level: f64, of: impl Fn(&Step) -> f64) -> Option<u32> {
        let reaches = |step: &&Step| of(step) <= level + ROUNDING;
        self.steps.iter().find(reaches).map(|step| step.time)
    }
}

/// Returns the log-rank statistic of two groups, χ² with one degree of freedom; `None` if nothing can be compared.
pub fn log_rank(a: &[Observation], b: &[Observation]) -> Option<f64> {
    let both: Vec<Observation> = a.iter().chain(b).copied().collect();
    let ours = ties(a);
    let mut ours = ours.iter().peekable();
    let mut left = count(a.len());
    let (mut apart, mut variance) = (0.0, 0.0);
    for tie in ties(&both) {
        let mine = ours.next_if(|mine| mine.time == tie.time);
        let happened = mine.map_or(0, |mine| mine.happened);
        let (n, d) = (f64::from(tie.at_risk), f64::from(tie.happened));
        let share = f64::from(left) / n;
        apart += f64::from(happened) - d * share;
        if tie.at_risk > 1 {
            variance += d * share * (1.0 - share) * (n - d) / (n - 1.0);
        }
        if mine.is_some() {
            left = ours.peek().map_or(0, |next| next.at_risk);
        }
    }
    (variance > ROUNDING).then(|| apart * apart / variance)
}

/// Groups cases by time, with the number still at risk.
fn ties(cases: &[Observation]) -> Vec<Tie> {
    let mut sorted = cases.to_vec();
    sorted.sort_unstable();
    let mut at_risk = count(sorted.len());
    let same = |one: &Observation, other: &Observation| one.time == other.time;
    let mut ties = Vec::new();
    for group in sorted.chunk_by(same) {
        let happened = group.iter().filter(|case| case.happened).count();
        ties.push(Tie {
            time: group[0].time,
            at_risk,
            happened: count(happened),
        });
        at_risk -= count(group.len());
    }
    ties
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(cases: &[(u32, bool)]) -> Vec<Observation> {
        let case = |(time, happened): &(u32, bool)| Observation {
            time: *time,
            happened: *happened,
        };
        cases.iter().map(case).collect()
    }

    /// The leukaemia patients of Freireich and others (1963), weeks in remission: 6-mercaptopurine, then placebo.
    const TREATED: [(u32, bool); 21] = [
        (6, true),
        (6, true),
        (6, true),
        (6, false),
        (7, true),
        (9, false),
        (10, true),
        (10, false),
        (11, false),
        (13, true),
        (16, true),
        (17, false),
        (19, false),
        (20, false),
        (22, true),
        (23, true),
        (25, false),
        (32, false),
        (32, false),
        (34, false),
        (35, false),
    ];
    const PLACEBO: [u32; 21] = [
        1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23,
    ];

    #[test]
    fn the_textbook_curve_comes_out() {
        let treated = curve(&seen(&TREATED));
        assert_eq!((treated.of, treated.happened, treated.longest), (21, 9, 35));
        assert_eq!(treated.quantile(0.5), Some(23));
        assert_eq!(treated.quantile(0.25), Some(13));
        assert_eq!(treated.quantile(0.75), None);
        let at = |time| {
            let step = treated.steps.iter().find(|step| step.time == time);
            step.expect("a step").waiting
        };
        for (time, waiting) in [(6, 0.8571), (7, 0.8067), (13, 0.6902), (23, 0.4482)] {
            assert!((at(time) - waiting).abs() < 5e-5, "{time}: {}", at(time));
        }
        let placebo = curve(&seen(&PLACEBO.map(|time| (time, true))));
        assert_eq!(placebo.quantile(0.5), Some(8));
        assert_eq!(placebo.median_interval(), (4, Some(11)));
    }

    #[test]
    fn the_textbook_log_rank_comes_out() {
        let placebo = seen(&PLACEBO.map(|time| (time, true)));
        let statistic = log_rank(&seen(&TREATED), &placebo).expect("a comparison");
        assert!((statistic - 16.79).abs() < 0.01, "{statistic}");
        let turned = log_rank(&placebo, &seen(&TREATED)).expect("a comparison");
        assert!((statistic - turned).abs() < 1e-9);
        assert_eq!(log_rank(&placebo, &[]), None);
        let same = log_rank(&placebo, &placebo).expect("a comparison");
        assert!(same < 1e-9, "{same}");
    }

    #[test]
    fn without_anybody_unseen_the_median_is_the_plain_one() {
        let curve = curve(&seen(&[
            (3, true),
            (0, true),
            (2, true),
            (9, true),
            (1, true),
        ]));
        assert_eq!(curve.quantile(0.5), Some(2));
    }

    #[test]
    fn few_cases_say_little() {
        let one = curve(&seen(&[(2, true)]));
        assert_eq!(one.quantile(0.5), Some(2));
        assert_eq!(one.median_interval(), (0, None));
        let silent = curve(&seen(&[(4, false), (7, false)]));
        assert_eq!((silent.quantile(0.5), silent.happened), (None, 0));
        assert_eq!(silent.median_interval(), (0, None));
        let none = curve(&[]);
        assert_eq!((none.of, none.quantile(0.5)), (0, None));
        assert_eq!(none.median_interval(), (0, None));
    }

    #[test]
    fn silence_makes_the_median_longer_than_leaving_it_out() {
        let answered = [(1, true), (1, true), (2, true), (3, true), (4, true)];
        let mut all = answered.to_vec();
        all.extend([(12, false); 3]);
        assert_eq!(curve(&seen(&answered)).quantile(0.5), Some(2));
        assert_eq!(curve(&seen(&all)).quantile(0.5), Some(3));
    }
}
