//! The packet as a report: the fields with their facts, the two lists, the window and the answer (D4).

use chrono::NaiveDate;
use serde::ser::SerializeStruct as _;
use serde::{Serialize, Serializer};

use crate::analysis::conditions::Line;
use crate::analysis::packet::Field;
use crate::analysis::score::Grade;
use crate::diagnostic::Assignee;
use crate::report::document::{Money, Place};

use super::fact::Fact;
use super::record::{Answer, Dispute, EarlierHandoff, ReviewLine};
use super::window::Window;

/// Who the packet is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reader {
    /// Whoever builds it: everything, with grades, reviews and disputes.
    Builder,
    /// The seller: only what helps to take the move, and how to answer.
    Seller,
}

/// Serialises as `"seller"`, or `null` for whoever builds it.
impl Serialize for Reader {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (*self == Self::Seller)
            .then_some("seller")
            .serialize(serializer)
    }
}

/// Whether a field is filled in, and well enough.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldStanding {
    /// Filled in, and good enough for a handoff.
    There,
    /// Filled in, but not good enough for a handoff.
    Weak,
    /// Missing, or a placeholder.
    Missing,
    /// Missing, but a light packet does not need it (D4.7).
    NotNeeded,
}

impl FieldStanding {
    /// Returns its word in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::There => "there",
            Self::Weak => "weak",
            Self::Missing => "missing",
            Self::NotNeeded => "not needed",
        }
    }
}

impl Serialize for FieldStanding {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

/// A field of the packet.
#[derive(Clone, Debug, Serialize)]
pub struct FieldLine {
    /// The field.
    #[serde(flatten)]
    pub field: Field,
    /// The role behind it, and the person.
    #[serde(flatten)]
    pub assignee: Assignee,
    /// Whether this deal needs it.
    pub needed: bool,
    /// Whether it is filled in, and well enough.
    pub standing: FieldStanding,
    /// The grade of the score component that depends on it; `None` if there is no such component.
    pub grade: Option<Grade>,
    /// Why it is weak or missing.
    pub why: Option<String>,
    /// What would improve it.
    pub up: Option<String>,
    /// What the deal says.
    pub facts: Vec<Fact>,
    /// Where it is in the deal.
    #[serde(flatten)]
    pub place: Place,
}

/// A condition of D4.2 or D4.3, with its answer.
#[derive(Clone, Debug)]
pub struct CheckLine {
    /// The condition and its answer.
    pub line: Line,
    /// What to do, by whom and where; `None` if nothing has to be done.
    pub action: Option<CheckAction>,
}

/// What to do about a condition that is not met.
#[derive(Clone, Debug)]
pub struct CheckAction {
    /// The role and the person who act on it.
    pub assignee: Assignee,
    /// Where in the deal.
    pub place: Place,
    /// What to do.
    pub help: String,
}

/// Serialises all keys of every line: those of an action that is not needed are `null`.
impl Serialize for CheckLine {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let action = self.action.as_ref();
        let assignee = action.map(|action| &action.assignee);
        let place = action.map(|action| &action.place);
        let mut keys = serializer.serialize_struct("CheckLine", 10)?;
        keys.serialize_field("id", self.line.condition.id)?;
        keys.serialize_field("asks", self.line.condition.statement)?;
        keys.serialize_field("yes", &self.line.holds())?;
        keys.serialize_field("good", &self.line.is_good())?;
        keys.serialize_field("why", self.line.why())?;
        keys.serialize_field("help", &action.map(|action| &action.help))?;
        keys.serialize_field("role", &assignee.and_then(|one| one.role.as_ref()))?;
        keys.serialize_field("owner", &assignee.and_then(|one| one.owner.as_ref()))?;
        keys.serialize_field("path", &place.map(|place| &place.path))?;
        keys.serialize_field("line", &place.map(|place| place.line))?;
        keys.end()
    }
}

/// The two lists that decide whether a packet may go out.
#[derive(Clone, Debug, Serialize)]
pub struct PacketCheck {
    /// The day they are judged on: the day it was sent, or today for a draft.
    pub day: NaiveDate,
    /// Whether the packet may go out.
    pub goes_out: bool,
    /// Ready to hand off when all hold (D4.2).
    pub ready: Vec<CheckLine>,
    /// Keep building when any holds (D4.3).
    pub building: Vec<CheckLine>,
}

impl PacketCheck {
    /// Returns the lines that keep the packet back, those of D4.2 first.
    pub fn objections(&self) -> impl Iterator<Item = &Line> {
        let lines = self.ready.iter().chain(&self.building);
        let lines = lines.map(|check| &check.line);
        lines.filter(|line| !line.is_good())
    }
}

/// The score of the packet.
#[derive(Clone, Debug, Serialize)]
pub struct PacketScore {
    /// 0 to 18.
    pub total: u32,
    /// The reviewer's total; `None` if nobody reviewed it.
    pub reviewer_total: Option<u32>,
    /// The band's name.
    pub band: String,
    /// What the band advises.
    pub advice: String,
    /// How many of the nine components count.
    pub components: usize,
}

/// The packet of one deal. What is internal is `None` or empty for the seller.
#[derive(Clone, Debug, Serialize)]
pub struct PacketReport {
    /// Who it is for.
    #[serde(rename = "for")]
    pub reader: Reader,
    /// The deal's id.
    pub deal: String,
    /// The deal as a user would type it.
    #[serde(skip)]
    pub name: String,
    /// The deal's file.
    pub path: String,
    /// The account.
    pub account: Option<String>,
    /// What it is worth.
    pub amount: Option<Money>,
    /// The code of the process currency.
    pub currency: &'static str,
    /// The outcome; `None` for an open deal.
    pub outcome: Option<String>,
    /// The seller it is for.
    pub seller: Option<String>,
    /// When it was sent; `None` for a draft.
    pub sent: Option<NaiveDate>,
    /// Whether it is a light packet (D4.7).
    pub light: bool,
    /// How many fields it needs.
    pub needed: usize,
    /// How many of the needed fields are filled in.
    pub present: usize,
    /// All fields, in the order of D4.
    pub fields: Vec<FieldLine>,
    /// The score: internal.
    pub score: Option<PacketScore>,
    /// The two lists of D4.2 and D4.3: internal.
    pub check: Option<PacketCheck>,
    /// Whether it may go out.
    #[serde(skip)]
    pub goes_out: bool,
    /// How long the seller has; `None` if neither the deal nor process.toml says.
    pub window: Option<Window>,
    /// What accepting means.
    pub accepting_means: Option<String>,
    /// The reasons that process.toml lists for a decline.
    pub decline_reasons: Vec<String>,
    /// The answer.
    pub answer: Option<Answer>,
    /// Whether the seller still has to answer it, or would once it is sent.
    #[serde(skip)]
    pub awaits_answer: bool,
    /// Handoffs that were sent before this one, newest first: internal.
    pub earlier: Vec<EarlierHandoff>,
    /// The review: internal.
    pub review: Option<ReviewLine>,
    /// The disputes: internal.
    pub disputes: Vec<Dispute>,
}
