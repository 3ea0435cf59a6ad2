//! Reads a commit from the output of git's log.

use chrono::{Duration, NaiveDate};

use crate::model::past::Commit;

/// Longer names of people are cut.
const LONGEST_NAME: usize = 80;

/// A commit from what the log prints of it; `None` if its date makes no sense.
pub(super) fn commit(id: &[u8], when: &[u8], author: &[u8], mail: &[u8]) -> Option<Commit> {
    let text = |bytes: &[u8]| -> Box<str> {
        let text = String::from_utf8_lossy(bytes);
        text.chars().take(LONGEST_NAME).collect::<String>().into()
    };
    Some(Commit {
        id: text(id),
        day: day(std::str::from_utf8(when).ok()?)?,
        author: text(author),
        mail: text(mail),
    })
}

/// The day that the committer's clock showed, from seconds and an offset (`1758970800 -0700`). git crashes on some
/// dates in any other format, and the whole history would be lost; a date beyond our calendar becomes its first or last
/// day.
fn day(raw: &str) -> Option<NaiveDate> {
    let (seconds, offset) = raw.split_once(' ')?;
    let seconds = match seconds.parse::<i128>().ok()? {
        seconds if seconds > i128::from(i64::MAX) => i64::MAX,
        seconds => i64::try_from(seconds).unwrap_or(i64::MIN),
    };
    let offset: i64 = offset.parse().ok()?;
    let ahead = offset / 100 * 3600 + offset % 100 * 60;
    let days = seconds.saturating_add(ahead).div_euclid(24 * 3600);
    let [first, last] = [
        NaiveDate::from_ymd_opt(0, 1, 1)?,
        NaiveDate::from_ymd_opt(9999, 12, 31)?,
    ];
    let epoch = NaiveDate::from_ymd_opt(1970, 1, 1)?;
    let most = last.signed_duration_since(first).num_days();
    let day = epoch.checked_add_signed(Duration::days(days.clamp(-most, most)))?;
    Some(day.clamp(first, last))
}

#[cfg(test)]
mod tests {
    use super::day;

    #[test]
    fn a_day_is_the_committers_and_inside_the_calendar() {
        for (raw, expected) in [
            ("1758970800 +0000", Some("2025-09-27")),
            ("1758970800 +1400", Some("2025-09-28")),
            ("1758970800 -1200", Some("2025-09-26")),
            ("1 -1200", Some("1969-12-31")),
            ("18446744073709551614 +9999", Some("9999-12-31")),
            ("-99999999999999999 +0000", Some("0000-01-01")),
            ("", None),
        ] {
            let day = day(raw).map(|day| day.to_string());
            assert_eq!(day.as_deref(), expected, "{raw}");
        }
    }
}
