//! `--since WHEN`: one grammar for every command that takes it.

use chrono::{Days, Months, NaiveDate};

use crate::load::git::{Git, GitError};
use crate::load::history;
use crate::model::calendar::Calendar;
use crate::model::past::Commit;
use crate::model::scalar::parse_date;
use crate::model::{Book, Duration, Unit};

use super::failure::Failure;
use super::repository::{self, Files};

/// What `--since` says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct StartingPoint {
    /// As it was written.
    pub text: String,
    /// What it means.
    pub when: When,
}

/// A point in time, as written on the command line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum When {
    /// So long before the end of today.
    Length(Length),
    /// A day.
    Day(NaiveDate),
    /// The day of a commit.
    Revision(String),
}

/// A length of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Length {
    /// Days, weeks or business days.
    Days(Duration),
    /// Months of the calendar, or years.
    Months(u32),
}

/// The longest number of months: a hundred years.
const MOST_MONTHS: u32 = 1_200;

impl StartingPoint {
    /// Reads `10d`, `6w`, `2m`, `5bd`, a date, or else a revision.
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        let text = text.trim();
        let when = if let Some(day) = parse_date(text).filter(|_| text.len() == 10) {
            When::Day(day)
        } else if let Some(length) = Length::parse(text) {
            When::Length(length)
        } else if text.is_empty() || looks_like_a_date(text) {
            return Err(
                "a period such as 1w, 10d or 2m, a date that exists, written YYYY-MM-DD, or a commit"
                    .to_owned(),
            );
        } else {
            When::Revision(text.to_owned())
        };
        Ok(Self {
            text: text.to_owned(),
            when,
        })
    }

    /// Returns the first day of the period from here to today. A period of `7d` has seven days, today among them.
    ///
    /// # Errors
    /// If the period would begin after today, or git does not know the commit.
    pub(super) fn first_day(&self, files: &Files, book: &Book) -> anyhow::Result<NaiveDate> {
        let first = match &self.when {
            When::Length(length) => {
                let before = length.before(book.today, &book.process.calendar);
                before.succ_opt().unwrap_or(before)
            }
            When::Day(day) => *day,
            When::Revision(revision) => day_of(revision, files)?,
        };
        let today = book.today;
        match self.when {
            When::Day(day) if day > today => Err(after_today(day, today).into()),
            When::Length(_) if first > today => Err(Failure::new(
                format!("--since {} has no day in it", self.text),
                "a period has at least one day: --since 1d is today",
            )
            .into()),
            _ if first > today => Err(Failure::new(
                format!("--since {} begins on {first}, after {today}", self.text),
                "name a day that has been",
            )
            .into()),
            _ => Ok(first),
        }
    }
}

impl Length {
    fn parse(text: &str) -> Option<Self> {
        if let Some(days) = Duration::parse(text) {
            return Some(Self::Days(days));
        }
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        let n: u32 = text[..digits].parse().ok()?;
        let months = match text[digits..].trim() {
            "m" | "month" | "months" => n,
            "y" | "year" | "years" => n.checked_mul(12)?,
            _ => return None,
        };
        Some(Self::Months(months)).filter(|_| months <= MOST_MONTHS)
    }

    /// Returns the day that lies so long before another.
    pub(super) fn before(self, today: NaiveDate, calendar: &Calendar) -> NaiveDate {
        let day = match self {
            Self::Months(n) => today.checked_sub_months(Months::new(n)),
            Self::Days(Duration { n, unit }) => match unit {
                Unit::Days => today.checked_sub_days(Days::new(n.into())),
                Unit::BusinessDays => {
                    let mut days = today.iter_days().rev();
                    let worked = days.by_ref().filter(|day| calendar.is_business_day(*day));
                    let first = worked.take(n as usize).last();
                    first.map_or(Some(today), |first| first.pred_opt())
                }
            },
        };
        day.unwrap_or(NaiveDate::MIN)
    }
}

/// Returns whether only the day of `2026-02-30` is wrong: that is a slip of the pen, not a branch.
fn looks_like_a_date(text: &str) -> bool {
    text.len() == 10
        && text.bytes().enumerate().all(|(at, byte)| match at {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        })
}

/// Returns the day of a commit.
fn day_of(revision: &str, files: &Files) -> anyhow::Result<NaiveDate> {
    if matches!(Git::open(files.root()), Err(GitError::NoRepository)) {
        return Err(Failure::new(
            format!("--since {revision} is neither a period nor a date, and there is no git repository to find a commit in"),
            "write --since with a period such as 1w, 10d or 2m, or a date as YYYY-MM-DD",
        )
        .into());
    }
    let git = repository::git(files.root(), "--since")?;
    let found = commit(&git, revision)
        .map_err(|error| Failure::new(error.to_string(), "git status says more"))?;
    Ok(found.ok_or_else(|| unknown_commit(revision))?.day)
}

/// Returns the failure for a day that has not been.
pub(super) fn after_today(day: NaiveDate, today: NaiveDate) -> Failure {
    Failure::new(
        format!("--since {day} is after {today}, the day the book is seen from"),
        "name a day that has been",
    )
}

/// Returns the commit that a revision names; `None` if git knows no such commit.
pub(super) fn commit(git: &Git, revision: &str) -> Result<Option<Commit>, GitError> {
    match git.commit(revision) {
        Ok(id) => history::last_on(git, &id, None),
        Err(_) => Ok(None),
    }
}

/// Returns the failure for a revision that git does not know.
pub(super) fn unknown_commit(revision: &str) -> Failure {
    let unit = revision.trim_start_matches(|c: char| c.is_ascii_digit() || "+-".contains(c));
    if unit.len() < revision.len() && unit.chars().all(|c| c.is_ascii_alphabetic() || c == ' ') {
        return Failure::new(
            format!("--since {revision} is neither a period nor a commit that git knows"),
            "a period is a number with d, bd, w, m or y, a hundred years at most: 10d, 6w, 2m",
        );
    }
    Failure::new(
        format!("git knows no commit {revision}"),
        "write --since with a period such as 1w, a date, or a commit: git log --oneline shows the latest; in a \
         shallow clone older ones are missing",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        parse_date(text).expect("a date")
    }

    fn when(text: &str) -> Result<When, String> {
        StartingPoint::parse(text).map(|point| point.when)
    }

    #[test]
    fn lengths_dates_and_commits_are_told_apart() {
        let today = day("2026-11-23");
        let lengths = [
            ("1w", "2026-11-16"),
            ("7 days", "2026-11-16"),
            ("10d", "2026-11-13"),
            ("0d", "2026-11-23"),
            ("2m", "2026-09-23"),
            ("1y", "2025-11-23"),
            ("0bd", "2026-11-23"),
            ("1bd", "2026-11-22"),
            ("2bd", "2026-11-19"),
        ];
        for (text, before) in lengths {
            let Ok(When::Length(length)) = when(text) else {
                panic!("{text} is a length");
            };
            let found = length.before(today, &Calendar::default());
            assert_eq!(found, day(before), "{text}");
        }
        assert_eq!(
            Length::Months(1).before(day("2026-03-31"), &Calendar::default()),
            day("2026-02-28")
        );
        assert_eq!(when("2026-11-16"), Ok(When::Day(day("2026-11-16"))));
        for revision in ["HEAD~3", "main", "w", "1", "4f2c91e", "v1.0-2026-11-16"] {
            assert_eq!(when(revision), Ok(When::Revision(revision.to_owned())));
        }
        assert!(when("2026-02-30").is_err() && when("").is_err());
    }
}
