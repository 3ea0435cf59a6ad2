//! Values of the history that could not be read.

use crate::model::Deal;
use crate::model::deal::StageEntry;

/// Returns whether a value of an entry was written but could not be read: `file/wrong-type` reports it.
pub(super) fn is_unread(deal: &Deal, entry: &StageEntry, path: &str) -> bool {
    deal.unread.iter().any(|unread| {
        let inside = entry.span.start <= unread.span.start && unread.span.end <= entry.span.end;
        inside && !unread.placeholder && unread.path == path
    })
}
