//! How the figures of trust are written.

use crate::forecast::wilson::{Interval, Share};
use crate::report::trust::{Change, Changes, Compared, Direction, Measured, ResponseTime};

/// From so many cases on a share may be a per cent too.
const ENOUGH: u32 = 20;

/// One of the six signals, or the score.
pub(super) struct Line {
    /// Its id for programs.
    pub id: &'static str,
    /// Its name.
    pub name: &'static str,
    /// The figure of a period.
    pub figure: fn(&Measured) -> String,
    /// How many of how many, where it is a count.
    pub share: Option<fn(&Measured) -> Share>,
    /// Its change.
    pub change: fn(&Changes) -> Change,
    /// The words for up and down.
    pub words: (&'static str, &'static str),
}

const MORE: (&str, &str) = ("up", "down");

/// All lines, in the order of D6.
pub(super) const LINES: [Line; 8] = [
    Line {
        id: "response",
        name: "1 response time, business days",
        figure: |measured| response(&measured.response),
        share: None,
        change: |changes| changes.signals[0],
        words: ("longer", "shorter"),
    },
    Line {
        id: "silent",
        name: "  silent past the window, of decided",
        figure: |measured| share(measured.silent),
        share: Some(|measured| measured.silent),
        change: |changes| changes.silent,
        words: MORE,
    },
    Line {
        id: "acted-on",
        name: "2 acted on, of decided",
        figure: |measured| share(measured.acted_on),
        share: Some(|measured| measured.acted_on),
        change: |changes| changes.signals[1],
        words: MORE,
    },
    Line {
        id: "requests",
        name: "3 asked for help unprompted, of requests",
        figure: |measured| share(measured.requests),
        share: Some(|measured| measured.requests),
        change: |changes| changes.signals[2],
        words: MORE,
    },
    Line {
        id: "mentions",
        name: "4 named unprompted in review, of mentions",
        figure: |measured| share(measured.mentions),
        share: Some(|measured| measured.mentions),
        change: |changes| changes.signals[3],
        words: MORE,
    },
    Line {
        id: "meetings",
        name: "5 met a partner again, of sellers who met",
        figure: |measured| share(measured.meetings),
        share: Some(|measured| measured.meetings),
        change: |changes| changes.signals[4],
        words: MORE,
    },
    Line {
        id: "disputes",
        name: "6 about account or partner, of disputes",
        figure: |measured| share(measured.disputes),
        share: Some(|measured| measured.disputes),
        change: |changes| changes.signals[5],
        words: MORE,
    },
    Line {
        id: "score",
        name: "  handoff score, of 18",
        figure: |measured| match measured.score.value() {
            Some(mean) => format!("{mean:.1} in {}", measured.score.of),
            None => "none".to_owned(),
        },
        share: None,
        change: |changes| changes.score,
        words: MORE,
    },
];

impl Line {
    /// The change in a word; a question mark says that it may be chance.
    pub(super) fn trend(&self, compared: &Compared) -> String {
        let change = (self.change)(&compared.changes);
        let word = match change.direction {
            None => return "–".to_owned(),
            Some(Direction::Level) => return "level".to_owned(),
            Some(Direction::Up) => self.words.0,
            Some(Direction::Down) => self.words.1,
        };
        format!("{word}{}", if change.sure { "" } else { "?" })
    }
}

/// `12 of 17`; never a per cent alone.
pub(super) fn share(share: Share) -> String {
    if share.of == 0 {
        return "none".to_owned();
    }
    format!("{} of {}", share.n, share.of)
}

/// `12 of 17`, from twenty cases on with the per cent.
pub(super) fn share_in_prose(of: Share) -> String {
    match of.fraction() {
        Some(fraction) if of.of >= ENOUGH => format!("{} ({:.0}%)", share(of), fraction * 100.0),
        _ => share(of),
    }
}

/// `47–87%`.
pub(super) fn interval(interval: Option<Interval>) -> String {
    interval.map_or_else(String::new, |interval| {
        format!("{:.0}–{:.0}%", interval.low * 100.0, interval.high * 100.0)
    })
}

/// `2 (1–4) in 17`: the median, the quartiles, how many handoffs.
pub(super) fn response(time: &ResponseTime) -> String {
    if time.of() == 0 {
        return "none".to_owned();
    }
    let day =
        |day: Option<u32>| day.map_or_else(|| format!(">{}", time.longest), |day| day.to_string());
    format!(
        "{} ({}–{}) in {}",
        day(time.median),
        day(time.lower),
        day(time.upper),
        time.of()
    )
}
