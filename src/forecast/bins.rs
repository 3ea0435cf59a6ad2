//! The bins of time (docs/forecast.md, step 1): days in the stage at a snapshot, and days of follow-up after it.

/// The number of bins of days in the stage.
pub const AGES: usize = 10;
/// The number of bins of follow-up.
pub const FOLLOWS: usize = 15;
/// The number of days for which a snapshot is followed.
pub const FOLLOW_UP: usize = 365;

/// Where each bin of days in the stage starts.
pub const AGE_STARTS: [i32; AGES] = [0, 3, 7, 14, 30, 60, 90, 140, 200, 365];
/// Where each bin of follow-up starts, and where the last one ends.
pub const FOLLOW_STARTS: [usize; FOLLOWS + 1] = [
    1, 2, 3, 5, 8, 15, 22, 31, 46, 61, 76, 91, 121, 181, 271, 366,
];

/// One number for each bin of follow-up.
pub type ByFollow = [f64; FOLLOWS];

/// Returns the bin of a number of days in a stage.
pub fn age_bin(days: i32) -> usize {
    AGE_STARTS.partition_point(|start| *start <= days).max(1) - 1
}

/// Returns the bin of a day of follow-up, counted from 1; days beyond the last one fall into the last bin.
pub fn follow_bin(day: usize) -> usize {
    FOLLOW_STARTS[..FOLLOWS]
        .partition_point(|start| *start <= day)
        .max(1)
        - 1
}

/// Returns how many of the first `days` of follow-up are in a bin.
pub fn days_in_bin(bin: usize, days: usize) -> usize {
    (days + 1)
        .min(FOLLOW_STARTS[bin + 1])
        .saturating_sub(FOLLOW_STARTS[bin])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bins_begin_where_the_method_says() {
        assert_eq!([0, 2, 3, 364, 365, 4_000].map(age_bin), [0, 0, 1, 8, 9, 9]);
        assert_eq!(
            [1, 2, 4, 365, 900].map(follow_bin),
            [0, 1, 2, FOLLOWS - 1, FOLLOWS - 1]
        );
    }

    #[test]
    fn every_day_is_in_one_bin() {
        for days in [0, 1, 2, 30, 200, FOLLOW_UP] {
            let sum: usize = (0..FOLLOWS).map(|bin| days_in_bin(bin, days)).sum();
            assert_eq!(sum, days);
        }
    }
}
