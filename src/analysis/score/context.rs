//! What a component is graded by.

use chrono::NaiveDate;

use crate::analysis::Case;
use crate::analysis::resemblance::Resemblance;
use crate::analysis::sources::absence;
use crate::load::evidence::EvidenceAt;
use crate::model::deal::Handoff;
use crate::model::scalar::{Text, prose_date};
use crate::model::score_limits::ScoreLimits;
use crate::text::{name, placeholder::is_placeholder};

use super::grade::{Grade, Judgement};

/// A handoff with all that grading it takes.
pub(super) struct ScoringContext<'e> {
    /// The deal it is of.
    pub case: &'e Case<'e>,
    /// The handoff.
    pub handoff: &'e Handoff,
    /// Where what it names is looked up.
    pub look: EvidenceAt<'e>,
    /// The day it was sent, or today while it is a draft.
    pub day: NaiveDate,
    /// The numbers of `[score]`.
    pub limits: ScoreLimits,
    /// Its texts that read like those of another account's packet.
    pub alike: &'e [Resemblance],
}

impl ScoringContext<'_> {
    /// A grade with its reason, at the nearest place to a path of the deal.
    pub fn judge(&self, grade: Grade, path: &str, reason: impl Into<String>) -> Judgement {
        Judgement::new(self.case, grade, path, reason)
    }

    /// The other packet that one of its texts reads like.
    pub fn copy(&self, field: &str) -> Option<&Resemblance> {
        self.alike.iter().find(|alike| alike.field == field)
    }

    /// `it reads like corvid-robotics: 100% the same, names aside`.
    pub fn reads_like(what: &str, copy: &Resemblance) -> String {
        let other = copy.other.rsplit('/').next().unwrap_or(&copy.other);
        format!(
            "{what} reads like {other}: {}% the same, names aside",
            copy.like
        )
    }

    /// Whether a text names one person.
    pub fn is_person(&self, text: Option<&Text>) -> bool {
        text.is_some_and(|text| self.case.person(text).is_ok())
    }

    /// The name in a text that names one person.
    pub fn person<'t>(&self, text: Option<&'t Text>) -> Option<&'t str> {
        self.case.person_name(text?)
    }

    /// The partner's person, as the deal names them.
    pub fn contact(&self) -> Option<&str> {
        let partner = self.case.deal.partner.as_ref()?;
        self.person(partner.contact.as_ref()?.name.as_ref())
    }

    /// Whether a name is that of the partner's person.
    pub fn is_partners(&self, who: &str) -> bool {
        let same = |contact: &str| name::words(contact) == name::words(who);
        self.contact().is_some_and(same) || self.case.process.is_partner_contact(who)
    }

    /// The account's name, or “the customer”.
    pub fn account(&self) -> &str {
        let name = self.case.deal.account_name();
        name.map_or("the customer", |name| &*name.value)
    }

    /// The partner's name, or “the partner”.
    pub fn partner(&self) -> &str {
        let name = self.case.deal.partner_name();
        name.map_or("the partner", |name| &*name.value)
    }

    /// What is wrong with a source that could not be looked at, as a clause that follows its name.
    pub fn absence(&self, source: &str) -> String {
        absence(self.case, &self.look, source)
    }

    /// A day as people write it.
    pub fn date(&self, day: NaiveDate) -> String {
        prose_date(day, self.case.today)
    }
}

/// A text that is there and no placeholder.
pub(super) fn real(text: Option<&Text>) -> Option<&Text> {
    text.filter(|text| !is_placeholder(text))
}
