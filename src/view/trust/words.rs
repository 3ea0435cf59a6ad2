//! Formats the figures of `trust`.

use crate::report::trust::{Change, Direction, Figure, Measured, ResponseTime, Signal};
use crate::view::share::share;

/// The six signals in the order of the page and of CSV, each followed by the figure shown beside it, if there is one.
pub(super) const SIGNALS: [Signal; 8] = [
    Signal::Response,
    Signal::Silent,
    Signal::ActedOn,
    Signal::Requests,
    Signal::Mentions,
    Signal::Meetings,
    Signal::Disputes,
    Signal::Score,
];

/// Returns the figure of a signal in a period.
pub(super) fn figure(signal: Signal, measured: &Measured) -> String {
    match signal.declaration().figure {
        Figure::Time(of) => response(of(measured)),
        Figure::Share(of) | Figure::Tally(of) => share(of(measured)),
        Figure::Mean(of) => match (of(measured).value(), of(measured).of) {
            (Some(mean), n) => format!("{mean:.1} in {n}"),
            (None, _) => "none".to_owned(),
        },
    }
}

/// Returns a change as one word, with a question mark if it may be due to chance; `None` if there is nothing to compare.
pub(super) fn trend(change: Change) -> Option<String> {
    let declaration = change.signal.declaration();
    let word = match change.direction? {
        Direction::Level => return Some("level".to_owned()),
        Direction::Up => declaration.up,
        Direction::Down => declaration.down,
    };
    Some(format!("{word}{}", if change.sure { "" } else { "?" }))
}

/// Returns `2 (1–4) in 17`: the median, the quartiles and the number of handoffs.
fn response(time: &ResponseTime) -> String {
    if time.of == 0 {
        return "none".to_owned();
    }
    let day =
        |day: Option<u32>| day.map_or_else(|| format!(">{}", time.longest), |day| day.to_string());
    format!(
        "{} ({}–{}) in {}",
        day(time.median),
        day(time.lower_quartile),
        day(time.upper_quartile),
        time.of
    )
}
