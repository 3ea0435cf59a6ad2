//! The registrations of a book, compared with each other once for all rules that need it.

use rayon::prelude::*;

use crate::analysis::account::{Identity, groups};
use crate::analysis::conflicts::{Conflict, conflicts};
use crate::model::{Book, Deal};

/// The deals that have begun by the day of the view.
pub struct Registrations<'a> {
    /// The deals.
    pub deals: Vec<&'a Deal>,
    /// The keys of each by which it is one account with others.
    pub identities: Vec<Identity>,
    /// Those that share an account or an opportunity, as numbers of deals.
    pub groups: Vec<Vec<usize>>,
    /// What two partners want.
    pub conflicts: Vec<Conflict>,
}

impl<'a> Registrations<'a> {
    /// The registrations of a book.
    pub fn of(book: &'a Book) -> Self {
        let deals: Vec<&Deal> = book.begun_deals().collect();
        let identities: Vec<Identity> = deals.par_iter().map(|deal| Identity::of(deal)).collect();
        let groups = groups(&identities);
        let conflicts = conflicts(&book.process, &deals, &identities, &groups);
        Self {
            deals,
            identities,
            groups,
            conflicts,
        }
    }
}
