//! Formats a count of a total: `12 of 17`, and a percentage only where there are enough cases for one.

use crate::forecast::wilson::{Interval, Share};

/// The number of cases from which on a share may be shown as a percentage too.
pub const ENOUGH: u32 = 20;

/// Returns `12 of 17`, without a percentage.
pub fn share(share: Share) -> String {
    if share.of == 0 {
        return "none".to_owned();
    }
    format!("{} of {}", share.n, share.of)
}

/// Returns `12 of 17`, and from twenty cases up `17 of 24 (71%)`.
pub fn share_in_prose(of: Share) -> String {
    match of.fraction() {
        Some(fraction) if of.of >= ENOUGH => format!("{} ({:.0}%)", share(of), fraction * 100.0),
        _ => share(of),
    }
}

/// Returns `47–87%`.
pub fn interval(interval: Option<Interval>) -> String {
    interval.map_or_else(String::new, |interval| {
        format!("{:.0}–{:.0}%", interval.low * 100.0, interval.high * 100.0)
    })
}
