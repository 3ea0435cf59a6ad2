//! Chances and amounts of the statistics in words.

use crate::model::calendar::Quarter;
use crate::report::forecast::PastFrom;

/// `43%`.
pub(super) fn percent(share: f64) -> String {
    format!("{:.0}%", share * 100.0)
}

/// `Q4 FY27`.
pub(in crate::view) fn quarter(quarter: Quarter) -> String {
    let key = quarter.key();
    let (year, number) = key.split_once('-').unwrap_or((&key, ""));
    format!("{number} {year}")
}

/// By what past days are seen, where it can be either.
pub(super) fn known_by(past: PastFrom) -> &'static str {
    match past {
        PastFrom::Git => ", by what the files said then",
        PastFrom::Dates => ", by the dates in the files",
        PastFrom::DatesByChoice => ", by the dates in the files, as process.toml asks",
    }
}

/// What the stage-weighted sum of past weeks goes by.
pub(super) fn weighted_by(past: PastFrom) -> &'static str {
    match past {
        PastFrom::Git => "win rates of then",
        PastFrom::Dates | PastFrom::DatesByChoice => "win rates of then and close dates of now",
    }
}

/// A chance as people say it: `2 chances in 5`.
pub(super) fn chances(chance: f64) -> String {
    const SAID: [(f64, &str); 17] = [
        (0.1, "1 chance in 10"),
        (0.125, "1 chance in 8"),
        (1.0 / 7.0, "1 chance in 7"),
        (1.0 / 6.0, "1 chance in 6"),
        (0.2, "1 chance in 5"),
        (0.25, "1 chance in 4"),
        (0.3, "3 chances in 10"),
        (1.0 / 3.0, "1 chance in 3"),
        (0.4, "2 chances in 5"),
        (0.5, "1 chance in 2"),
        (0.6, "3 chances in 5"),
        (2.0 / 3.0, "2 chances in 3"),
        (0.7, "7 chances in 10"),
        (0.75, "3 chances in 4"),
        (0.8, "4 chances in 5"),
        (5.0 / 6.0, "5 chances in 6"),
        (0.9, "9 chances in 10"),
    ];
    if chance < 0.05 {
        return "Less than 1 chance in 20".to_owned();
    }
    if chance > 0.95 {
        return "More than 19 chances in 20".to_owned();
    }
    let off = |said: &f64| (said - chance).abs();
    let nearest = SAID.iter().min_by(|a, b| off(&a.0).total_cmp(&off(&b.0)));
    nearest.map_or_else(|| percent(chance), |(_, style)| (*style).to_owned())
}

#[cfg(test)]
mod tests {
    use super::chances;

    #[test]
    fn chances_are_said_as_people_do() {
        assert_eq!(chances(0.01), "Less than 1 chance in 20");
        assert_eq!(chances(0.14), "1 chance in 7");
        assert_eq!(chances(0.38), "2 chances in 5");
        assert_eq!(chances(0.97), "More than 19 chances in 20");
    }
}
