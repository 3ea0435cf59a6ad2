//! What can be derived about ONE deal: gates, packet, conditions, score, clocks, attribution, credit. Pure functions, which lint, the
//! reports and the scorecard share, so that they never disagree. `similarity` compares texts.

pub mod acceptance;
pub mod activity;
pub mod agreement;
pub mod attribution;
mod check;
pub mod clocks;
pub mod command;
pub mod conditions;
pub mod conflicts;
pub mod credit;
pub mod criteria;
pub mod declines;
pub mod duplicates;
pub mod edits;
pub mod feedback;
pub mod gates;
pub mod handoff_step;
pub mod joint;
pub mod move_command;
pub mod moves;
pub mod next_moves;
mod on_record;
pub mod packet;
pub mod past;
pub mod promised;
pub mod registration;
pub mod resemblance;
pub mod rivals;
pub mod score;
pub mod sent_early;
pub mod settlement;
pub mod similarity;
pub mod sources;
pub mod stays;
pub mod waived;
pub mod whose;
pub mod window;
pub mod wording;
pub mod worth;

use chrono::NaiveDate;

use crate::load::Evidence;
use crate::load::evidence::EvidenceAt;
use crate::model::deal::{Handoff, OutcomeResult};
use crate::model::past::Past;
use crate::model::{Book, Deal, NotAPerson, Person, Process};
use crate::text::name::same_company;

/// One deal with everything that judging it takes.
#[derive(Clone, Copy)]
pub struct Case<'a> {
    /// The deal, as of `today`.
    pub deal: &'a Deal,
    /// The book it stands in.
    pub book: &'a Book,
    /// The process.
    pub process: &'a Process,
    /// Looks up the sources that it names.
    pub evidence: &'a Evidence<'a>,
    /// The day it is judged on.
    pub today: NaiveDate,
    /// The history of the book in git; `None` if it was not requested, or is not available.
    pub past: Option<&'a Past>,
}

impl<'a> Case<'a> {
    /// Creates the case of a deal.
    pub fn new(book: &'a Book, deal: &'a Deal, evidence: &'a Evidence<'a>) -> Self {
        Self {
            deal,
            book,
            process: &book.process,
            evidence,
            today: book.today,
            past: book.past.as_ref(),
        }
    }

    /// Reads a person as the process does, but rejects the names of the deal's account and its partner.
    ///
    /// # Errors
    /// Why the text does not name one person.
    pub fn person<'t>(&self, text: &'t str) -> Result<Person<'t>, NotAPerson> {
        let person = self.process.person(text)?;
        let companies = [self.deal.account_name(), self.deal.partner_name()];
        let mut companies = companies.into_iter().flatten();
        if companies.any(|name| same_company(name, person.name)) {
            return Err(NotAPerson::Company);
        }
        Ok(person)
    }

    /// Returns the person's name; `None` if the text does not name one person.
    pub fn person_name<'t>(&self, text: &'t str) -> Option<&'t str> {
        self.person(text).ok().map(|person| person.name)
    }

    /// Returns the sources of a handoff's packet as they were in the commit that sent it, or are now if that is not known.
    pub fn evidence_at(&self, handoff: &Handoff) -> EvidenceAt<'a> {
        let sent = handoff.sent_on();
        let known = self.past.zip(sent);
        EvidenceAt::new(
            self.evidence,
            known.and_then(|(past, sent)| past.filed.of(self.deal.file, sent.value)),
        )
    }

    /// Returns its current stage with the number of the stage.
    pub fn stage(&self) -> Option<(usize, &'a crate::model::Stage)> {
        self.process.stage_of(self.deal)
    }

    /// Returns how the deal ended; `None` while it is open.
    pub fn result(&self) -> Option<OutcomeResult> {
        self.deal.result()
    }

    /// Returns whether it was won.
    pub fn is_won(&self) -> bool {
        self.result() == Some(OutcomeResult::Won)
    }

    /// Returns the day it closed; `None` if it is open, or the day is not known.
    pub fn closed_on(&self) -> Option<NaiveDate> {
        self.deal.outcome.as_ref()?.date.map(|date| date.value)
    }

    /// Returns whether its stage is before, at or after the handoff; `None` if either is not known.
    pub fn handoff_position(&self) -> Option<std::cmp::Ordering> {
        let (handoff, _) = self.process.handoff()?;
        let (stage, _) = self.stage()?;
        Some(stage.cmp(&handoff))
    }
}
