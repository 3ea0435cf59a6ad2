//! The deals of a book with the keys by which they are one account.

use rayon::prelude::*;

use crate::analysis::account::Identity;
use crate::model::{Book, Deal};

/// The deals that have begun by the day the book is seen from, and the keys of each.
pub(super) fn identities(book: &Book) -> (Vec<&Deal>, Vec<Identity>) {
    let deals: Vec<&Deal> = book.known_deals().collect();
    let identities = deals.par_iter().map(|deal| Identity::of(deal)).collect();
    (deals, identities)
}
