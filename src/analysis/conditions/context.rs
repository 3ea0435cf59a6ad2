//! A handoff with what it takes to judge it, for conditions and grades alike.

use chrono::NaiveDate;

use crate::analysis::Case;
use crate::analysis::acceptance::seller_of;
use crate::analysis::command::command;
use crate::analysis::moves::Role;
use crate::analysis::packet::Packet;
use crate::analysis::resemblance::Resemblance;
use crate::analysis::sources::absence;
use crate::load::evidence::{EvidenceAt, Source};
use crate::model::deal::Handoff;
use crate::model::scalar::{Text, prose_date};
use crate::model::score_limits::ScoreLimits;
use crate::text::{name, placeholder::is_placeholder};

use super::verdict::{Fault, Unmet};

/// A handoff of a deal, and the day and the sources it is judged by.
pub struct HandoffContext<'e> {
    /// The deal.
    pub case: &'e Case<'e>,
    /// The handoff.
    pub handoff: &'e Handoff,
    /// The deal's packet: which fields it needs, and which are there.
    pub packet: &'e Packet,
    /// Looks up the sources that the handoff names.
    pub look: EvidenceAt<'e>,
    /// The day it was sent, or today for a draft.
    pub day: NaiveDate,
    /// The limits of `[score]`.
    pub limits: ScoreLimits,
    /// The texts that read like those of another account's packet.
    pub alike: &'e [Resemblance],
}

impl<'e> HandoffContext<'e> {
    /// Creates the context of a handoff, with the texts it has in common with packets of other accounts.
    pub fn new(
        case: &'e Case<'e>,
        handoff: &'e Handoff,
        packet: &'e Packet,
        alike: &'e [Resemblance],
    ) -> Self {
        Self {
            case,
            handoff,
            packet,
            look: case.evidence_at(handoff),
            day: handoff.sent_on().map_or(case.today, |sent| sent.value),
            limits: ScoreLimits::of(case.process),
            alike,
        }
    }

    /// Returns what a condition finds wrong, at the nearest place to a path of the deal.
    pub(super) fn unmet(
        &self,
        fault: Fault,
        path: &str,
        role: Role,
        why: impl Into<String>,
        help: impl Into<String>,
    ) -> Unmet {
        Unmet {
            fault,
            why: why.into(),
            span: self.case.deal.nearest_span(path),
            role,
            help: help.into(),
        }
    }

    /// Returns the other packet that the text at a path reads like, and says so: `the reason reads like northwind, 90% the
    /// same, names aside`.
    pub(in crate::analysis) fn copied(&self, path: &str, what: &str) -> Option<String> {
        let copy = self.alike.iter().find(|alike| alike.field == path)?;
        let other = copy.other.rsplit('/').next().unwrap_or(&copy.other);
        let percent = copy.percent;
        Some(format!(
            "{what} reads like {other}, {percent}% the same, names aside"
        ))
    }

    /// Returns the command that fills in fields of the packet: `dealctl handoff quayside draft seller_move.due=DATE`.
    pub(super) fn draft(&self, fields: &[&str]) -> String {
        let arguments: Vec<&str> = ["draft"].iter().chain(fields).copied().collect();
        command(self.case, "handoff", &arguments)
    }

    /// Returns the command that saves a text as the source of what is behind a path.
    pub(super) fn note(&self, path: &str) -> String {
        match path {
            "handoff.evidence" => command(self.case, "note", &["FILE"]),
            path => command(self.case, "note", &["FILE", "--for", path]),
        }
    }

    /// Returns the name in a text that names one person.
    pub fn person<'t>(&self, text: Option<&'t Text>) -> Option<&'t str> {
        self.case.person_name(text?)
    }

    /// Returns the name of the partner's person.
    pub fn contact(&self) -> Option<&'e str> {
        let partner = self.case.deal.partner.as_ref()?;
        let name = partner.contact.as_ref()?.name.as_ref();
        self.case.person_name(name?)
    }

    /// Returns the name of the seller, or “the seller”.
    pub fn seller(&self) -> &'e str {
        let seller = seller_of(self.case, self.handoff);
        let name = seller.and_then(|seller| self.case.person_name(seller));
        name.unwrap_or("the seller")
    }

    /// Whether a name is that of a person of the partner.
    pub fn is_partners(&self, who: &str) -> bool {
        let same = |contact: &str| name::words(contact) == name::words(who);
        self.contact().is_some_and(same) || self.case.process.is_partner_contact(who)
    }

    /// Returns the account's name, or “the customer”.
    pub fn account(&self) -> &str {
        let name = self.case.deal.account_name();
        name.map_or("the customer", |name| &*name.value)
    }

    /// Returns the partner's name, or “the partner”.
    pub fn partner(&self) -> &str {
        let name = self.case.deal.partner_name();
        name.map_or("the partner", |name| &*name.value)
    }

    /// Returns why a source cannot be opened, as a clause that follows its name.
    pub fn absence(&self, source: &str) -> String {
        absence(self.case, &self.look, source)
    }

    /// Returns the fault of a source that cannot be opened.
    pub(super) fn unopened(&self, source: &str) -> Fault {
        match self.look.source(source) {
            Source::Late => Fault::Late,
            _ => Fault::Unopened,
        }
    }

    /// Returns a day as people write it.
    pub fn date(&self, day: NaiveDate) -> String {
        prose_date(day, self.case.today)
    }
}

/// Returns a text unless it is a placeholder.
pub(in crate::analysis) fn real(text: Option<&Text>) -> Option<&Text> {
    text.filter(|text| !is_placeholder(text))
}
