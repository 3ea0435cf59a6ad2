//! Figures over many deals as data, without wording, widths and formats.

pub mod alike;
pub mod attribution;
pub mod before_after;
pub mod book_state;
pub mod changes;
pub mod conflicts;
pub mod crm_sum;
pub mod days;
pub mod deal_keys;
pub mod deal_sum;
pub mod document;
pub mod filter;
pub mod forecast;
pub mod gate;
pub mod grouping;
pub mod hygiene;
pub mod leaks;
pub mod list;
pub mod meeting;
pub mod minor;
pub mod money;
pub mod next;
pub mod outcome_message;
pub mod packet;
pub mod partners;
pub mod people;
pub mod period;
pub mod period_options;
pub mod pipeline;
pub mod process_review;
pub mod renaming;
pub mod scorecard;
pub mod since;
pub mod stalls;
pub mod statistics;
pub mod trust;
pub mod velocity;
pub mod what_if;

use iso_currency::Currency;

use crate::analysis::Case;
use crate::analysis::registration::is_turned_away;
use crate::load::Evidence;
use crate::model::short_names::ShortNames;
use crate::model::{Book, Deal};

/// What every report is made from.
pub struct Input<'a> {
    /// The book.
    pub book: &'a Book,
    /// Looks up the sources that deals name.
    pub evidence: &'a Evidence<'a>,
    /// The short names of deals.
    pub names: &'a ShortNames,
}

impl<'a> Input<'a> {
    /// Creates the input of a book.
    pub fn new(book: &'a Book, evidence: &'a Evidence<'a>) -> Self {
        Self {
            book,
            evidence,
            names: book.short_names(),
        }
    }

    /// Returns the process currency.
    pub fn currency(&self) -> Currency {
        self.book.process.currencies.base
    }

    /// Returns the open deals that count in figures: those whose registration was rejected do not (D2.5).
    pub fn open_deals(&self) -> impl Iterator<Item = &'a Deal> {
        let open = self.book.open_deals();
        open.filter(|deal| !is_turned_away(deal))
    }

    /// Returns a deal with everything that judging it takes.
    pub fn case(&self, deal: &'a Deal) -> Case<'a> {
        Case::new(self.book, deal, self.evidence)
    }
}
