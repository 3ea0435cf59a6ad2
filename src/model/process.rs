//! The process as a set of gates (D1): what process.toml means once it is understood.

use chrono::NaiveDate;

use crate::text::name::same_company;
use crate::text::{FileId, Place, Span, Spanned, placeholder::is_placeholder};

use super::calendar::Calendar;
use super::check::Environment;
use super::criterion::Criterion;
use super::deal::{Acceptance, Deal, Partner};
use super::duration::Duration;
use super::known_people::KnownPeople;
use super::money::Currencies;
use super::path::Found;
use super::person::{NotAPerson, Person, same_person};
use super::process_file::ProcessFile;
use super::record::View;
use super::scalar::{Percent, Text};

/// The process of a repository.
#[derive(Debug)]
pub struct Process {
    /// process.toml.
    pub file: FileId,
    /// The file as written.
    pub written: ProcessFile,
    /// The motion's name.
    pub name: String,
    /// Texts that were read as people before.
    pub people: KnownPeople,
    /// The process currency and the rates.
    pub currencies: Currencies,
    /// Business days, holidays, fiscal year.
    pub calendar: Calendar,
    /// The stages, in order; never empty.
    pub stages: Vec<Stage>,
    /// Paths that a registration must carry (D2.4).
    pub required: Vec<Text>,
    /// What qualifies as a touch.
    pub attribution: AttributionRule,
    /// The scorecard's bands, highest first.
    pub bands: Vec<ScoreBand>,
    /// What checks can call.
    pub checks: Environment,
}

/// A stage and its gate.
#[derive(Debug)]
pub struct Stage {
    /// How deals name it.
    pub id: Text,
    /// Its former ids (D1.7).
    pub was: Vec<Text>,
    /// The day it came into the process: as written, else the first day on which it asked for anything at all; `None` if it was
    /// there from the beginning.
    pub since: Option<NaiveDate>,
    /// How people name it.
    pub name: String,
    /// Its entry in process.toml: the id's line.
    pub span: Span,
    /// The accountable person.
    pub owner: Owner,
    /// Whether it is the handoff.
    pub is_handoff: bool,
    /// Longer is a stall.
    pub limit: Option<Spanned<Duration>>,
    /// No partner touch for longer: sidelined.
    pub silence: Option<Spanned<Duration>>,
    /// On the handoff: the time to answer, if the stage sets it.
    pub window: Option<Spanned<Duration>>,
    /// The belief, in per cent.
    pub probability: Option<Percent>,
    /// The usual stay.
    pub duration: Option<Spanned<Duration>>,
    /// What starts the handoff.
    pub trigger: Option<Text>,
    /// What must be on record when it is left, the exit criteria first, then the transfers.
    pub criteria: Vec<Criterion>,
    /// What disqualifies a deal here.
    pub disqualify: Vec<Text>,
}

/// Who is accountable for a stage.
#[derive(Clone, Debug, Default)]
pub struct Owner {
    /// Where it is written.
    pub span: Span,
    /// The person.
    pub name: Option<Text>,
    /// The path of the deal that names the person.
    pub field: Option<Text>,
    /// Who is accountable if the deal does not name anybody.
    pub otherwise: Option<Text>,
}

/// What qualifies as a touch (D7.1).
#[derive(Clone, Debug)]
pub struct AttributionRule {
    /// Kinds of touch that qualify, from the partner.
    pub kinds: Vec<String>,
    /// At most this long before the opportunity was created.
    pub sourced_within: Duration,
    /// After creation, at most this long before the close.
    pub influenced_within: Duration,
    /// Whether at least one qualifying touch must carry its source.
    pub needs_source: bool,
    /// `[attribution]` in process.toml.
    pub span: Span,
}

/// A band of the scorecard (D5.3).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScoreBand {
    /// The lowest total in it, of 18.
    pub from: u32,
    /// Its name.
    pub name: String,
    /// What to do.
    pub advice: String,
}

impl Stage {
    /// Returns whether an id is its own, or a former one.
    pub fn is_called(&self, id: &str) -> bool {
        *self.id.value == *id || self.was.iter().any(|was| *was.value == *id)
    }

    /// Returns whether it was part of the process on a day; on an unknown day it is taken to be.
    pub fn existed_on(&self, day: Option<NaiveDate>) -> bool {
        let (Some(since), Some(day)) = (self.since, day) else {
            return true;
        };
        since <= day
    }
}

impl Process {
    /// A span of process.toml as a place.
    pub fn place(&self, span: Span) -> Place {
        Place {
            file: self.file,
            span,
        }
    }

    /// Returns where to point if a part of process.toml is missing: the name, or the beginning of the file.
    pub fn name_span(&self) -> Span {
        let head = self.written.process.as_ref();
        let name = head.and_then(|head| head.name.as_ref());
        name.map_or_else(Span::default, |name| name.span)
    }

    /// The stage of an id, with its number. A former id will do.
    pub fn stage(&self, id: &str) -> Option<(usize, &Stage)> {
        let stages = || self.stages.iter().enumerate();
        stages()
            .find(|(_, stage)| &*stage.id.value == id)
            .or_else(|| stages().find(|(_, stage)| stage.is_called(id)))
    }

    /// Returns the present id of a stage that is named by a former one; `None` if it is present, or unknown.
    pub fn renamed(&self, id: &str) -> Option<&Text> {
        let (_, stage) = self.stage(id)?;
        (*stage.id.value != *id).then_some(&stage.id)
    }

    /// Takes over the ids that stages have in a later process, so that a deal of today is read by the process of then.
    pub fn learn_ids(&mut self, later: &Self) {
        for stage in &mut self.stages {
            let same = later.stage(&stage.id).map(|(_, later)| &later.id);
            if let Some(id) = same.filter(|id| id.value != stage.id.value) {
                stage.was.push(id.clone());
            }
        }
    }

    /// Returns the stage a deal is in, with its number.
    pub fn stage_of(&self, deal: &Deal) -> Option<(usize, &Stage)> {
        self.stage(deal.last_entry()?.stage.as_ref()?)
    }

    /// The handoff stage, with its number.
    pub fn handoff(&self) -> Option<(usize, &Stage)> {
        self.stages
            .iter()
            .enumerate()
            .find(|(_, stage)| stage.is_handoff)
    }

    /// Reads a person with this process's aliases; the name of one of its partners is not a person.
    ///
    /// # Errors
    /// Why the text does not name one person.
    pub fn person<'a>(&self, text: &'a str) -> Result<Person<'a>, NotAPerson> {
        self.people.get_or_read(text, |text| self.read_person(text))
    }

    fn read_person<'a>(&self, text: &'a str) -> Result<Person<'a>, NotAPerson> {
        let aliases = self.written.process.iter().flat_map(|head| &head.aliases);
        let person = Person::parse(text, aliases.map(|alias| &*alias.value))?;
        let partners = self.written.partners.entries.iter();
        let mut names = partners.filter_map(|(_, partner)| partner.name.as_ref());
        if names.any(|name| same_company(name, person.name)) {
            return Err(NotAPerson::Company);
        }
        Ok(person)
    }

    /// Returns the person's name if the text names exactly one.
    pub fn person_name<'a>(&self, text: &'a str) -> Option<&'a str> {
        self.person(text).ok().map(|person| person.name)
    }

    /// Returns the person in a role of `[process] roles`: `alliances`, `partner marketing` …
    pub fn role(&self, role: &str) -> Option<&Text> {
        let key = role.to_lowercase().replace([' ', '-'], "_");
        self.written.process.as_ref()?.roles.get(&key)
    }

    /// Who owns the process jointly (D1.5), partnerships first; only those who are one named person.
    pub fn joint_owners(&self) -> Vec<&str> {
        let owners = self
            .written
            .process
            .as_ref()
            .and_then(|head| head.owners.as_ref());
        owners
            .iter()
            .flat_map(|owners| [&owners.partnerships, &owners.sales])
            .filter_map(|owner| self.person_name(owner.as_ref()?))
            .collect()
    }

    /// The partner behind a key of `[partners]`, whatever its case, or its name.
    pub fn partner(&self, name: &str) -> Option<&Partner> {
        let partners = &self.written.partners;
        let entries = || partners.entries.iter();
        let by_case = || entries().find(|(key, _)| key.value.eq_ignore_ascii_case(name.trim()));
        let by_name = || {
            entries().find(|(_, partner)| {
                let own = partner.name.as_ref();
                own.is_some_and(|own| same_company(own, name))
            })
        };
        let found = || by_case().or_else(by_name).map(|(_, partner)| partner);
        partners.get(name).or_else(found)
    }

    /// Returns the name of a partner for its key in `[partners]`, else what was written.
    pub fn partner_called<'a>(&'a self, written: &'a str) -> &'a str {
        let known = self.partner(written);
        let name = known.and_then(|partner| partner.name.as_ref());
        name.map_or(written, |name| &name.value)
    }

    /// Whether a name or a mail address is that of a contact of one of `[partners]`.
    pub fn is_partner_contact(&self, who: &str) -> bool {
        let partners = self.written.partners.entries.iter();
        let contacts = partners.filter_map(|(_, partner)| partner.contact.as_ref());
        let known = contacts.flat_map(|contact| [&contact.name, &contact.email]);
        known.flatten().any(|known| same_person(known, who))
    }

    /// Returns the domains of process.toml that identify no account, beside the built-in ones (D2.8).
    pub fn shared_domains(&self) -> impl Iterator<Item = &str> {
        let written = self.written.registration.iter();
        written
            .flat_map(|written| &written.shared_domains)
            .map(|domain| &*domain.value)
    }

    /// The credit rules, as (name, what it pays).
    pub fn credit_rules(&self) -> impl Iterator<Item = &str> {
        self.written
            .credit
            .iter()
            .flat_map(|credit| credit.rules.keys())
    }

    /// Returns what a credit rule pays, in the words of process.toml.
    pub fn credit_rule(&self, rule: &str) -> Option<&str> {
        let credit = self.written.credit.as_ref()?;
        credit
            .rules
            .get(rule)?
            .text
            .as_ref()
            .map(|text| &*text.value)
    }

    /// Returns the percentage that a credit rule pays; `None` if process.toml names none.
    pub fn credit_percent(&self, rule: &str) -> Option<Percent> {
        let credit = self.written.credit.as_ref()?;
        credit.rules.get(rule)?.percent
    }

    /// `[handoff] acceptance`.
    pub fn acceptance(&self) -> Option<&Acceptance> {
        self.written.handoff.as_ref()?.acceptance.as_ref()
    }

    /// Returns how long a seller has to answer, and where process.toml says so.
    pub fn window(&self) -> Option<Spanned<Duration>> {
        let stage = self.handoff().and_then(|(_, stage)| stage.window);
        stage.or_else(|| self.acceptance()?.within)
    }

    /// How soon the partner hears the outcome.
    pub fn feedback_within(&self) -> Option<Spanned<Duration>> {
        self.written.feedback.as_ref()?.within
    }

    /// Returns who is accountable for a stage on a deal: one person; `None` if neither the deal nor the stage names
    /// one.
    pub fn stage_owner<'a>(&'a self, stage: &'a Stage, deal: &'a Deal) -> Option<&'a str> {
        let owner = &stage.owner;
        if let Some(field) = &owner.field
            && let Found::Value(View::Text(text)) = deal.lookup(field)
            && let Some(name) = self.person_name(text)
        {
            return Some(name);
        }
        let named = owner.name.as_ref().or(owner.otherwise.as_ref())?;
        let name = named.split(',').next().unwrap_or_default().trim();
        (!is_placeholder(name)).then_some(name)
    }
}
