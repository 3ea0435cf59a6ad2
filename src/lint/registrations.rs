//! The registrations of a book, compared with each other once for all rules that need it.

use crate::analysis::conflicts::{Conflict, conflicts};
use crate::analysis::settlement;
use crate::model::identity::{Identity, groups};
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
        let all = book.deals.iter().zip(&book.accounts().identities);
        let known = all.filter(|(deal, _)| book.has_begun(deal));
        let (deals, identities): (Vec<&Deal>, Vec<Identity>) = known
            .map(|(deal, identity)| (deal, identity.clone()))
            .unzip();
        let groups = groups(&identities);
        let conflicts = conflicts(
            &book.process,
            &deals,
            &identities,
            &groups,
            &|later, first| settlement::between(book, later, first),
        );
        Self {
            deals,
            identities,
            groups,
            conflicts,
        }
    }
}
