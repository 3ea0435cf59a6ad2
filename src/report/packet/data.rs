//! The packet as a report: the fields with their facts, the two lists, the window and the answer (D4).

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::analysis::acceptance::Outcome;
use crate::analysis::conditions::Line;
use crate::analysis::packet::Field;
use crate::analysis::score::Grade;
use crate::diagnostic::Assignee;
use crate::load::evidence::Source;
use crate::model::Duration;
use crate::report::document::Place;

/// Who the packet is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reader {
    /// Whoever builds it: grades, reviews and disputes are in it.
    Builder,
    /// The seller: only what helps to take the move, and how to answer.
    Seller,
}

/// Whether a field is there, and good enough.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It is there, and nothing is wrong with it.
    There,
    /// It is there, and not good enough for a handoff.
    Weak,
    /// It is missing, or a placeholder.
    Missing,
    /// It is missing, and a light packet does not need it (D4.7).
    NotNeeded,
}

impl Standing {
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

/// A source that a fact rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FactSource {
    /// The source, as the deal names it.
    pub name: String,
    /// What became of it.
    pub found: Source,
}

/// A fact of a field: what it is about, and what the deal says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// What it is about: “who”, “by when”. Empty if the field's name says it.
    pub label: &'static str,
    /// The fact, in words.
    pub text: String,
    /// The source that it rests on.
    pub source: Option<FactSource>,
}

impl Fact {
    /// Creates a fact without a source.
    pub fn new(label: &'static str, text: impl Into<String>) -> Self {
        Self {
            label,
            text: text.into(),
            source: None,
        }
    }

    /// Adds the source that it rests on.
    #[must_use]
    pub fn from(mut self, source: Option<FactSource>) -> Self {
        self.source = source;
        self
    }
}

/// Returns the words for what became of a source.
pub fn source_word(source: Source) -> &'static str {
    match source {
        Source::Link => "link",
        Source::File => "file there",
        Source::Gone => "gone since it was sent",
        Source::Missing => "not there",
        Source::Late => "not there when it was sent",
        Source::Outside => "outside the repository",
        Source::Words => "words, not a source",
    }
}

/// A field of the packet.
#[derive(Clone, Debug)]
pub struct FieldLine {
    /// The field.
    pub field: Field,
    /// The role behind it, and the person.
    pub whose: Assignee,
    /// Whether this deal needs it.
    pub needed: bool,
    /// Whether it is there, and good enough.
    pub standing: Standing,
    /// The grade of the component that rests on it; `None` if there is no such component.
    pub grade: Option<Grade>,
    /// Why it is weak or missing.
    pub why: Option<String>,
    /// What would improve it.
    pub up: Option<String>,
    /// What the deal says.
    pub facts: Vec<Fact>,
    /// Where it stands.
    pub place: Place,
}

/// A condition of D4.2 or D4.3, with its answer.
#[derive(Clone, Debug)]
pub struct CheckLine {
    /// The condition and its answer.
    pub line: Line,
    /// Who acts on it and where; `None` if nothing has to be done.
    pub action: Option<CheckAction>,
}

/// Who acts on a condition that is not met.
#[derive(Clone, Debug)]
pub struct CheckAction {
    /// The role and the person.
    pub whose: Assignee,
    /// Where.
    pub place: Place,
    /// What to do.
    pub help: String,
}

/// The two lists that decide whether a packet goes out.
#[derive(Clone, Debug)]
pub struct PacketCheck {
    /// The day they are judged on: the sending, or today for a draft.
    pub day: NaiveDate,
    /// Ready to hand off when all hold (D4.2).
    pub ready: Vec<CheckLine>,
    /// Keep building when any holds (D4.3).
    pub building: Vec<CheckLine>,
}

impl PacketCheck {
    /// Whether the packet may go out.
    pub fn goes_out(&self) -> bool {
        self.objections().next().is_none()
    }

    /// Returns the lines that keep the packet back, those of D4.2 first.
    pub fn objections(&self) -> impl Iterator<Item = &Line> {
        let lines = self.ready.iter().chain(&self.building);
        lines
            .map(|check| &check.line)
            .filter(|line| !line.is_good())
    }
}

/// How long the seller has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Window {
    /// How long.
    pub length: Duration,
    /// The day it opens: the sending, or today while it is a draft.
    pub from: NaiveDate,
    /// Its last day.
    pub until: NaiveDate,
    /// Holidays that make it longer.
    pub holidays: Vec<NaiveDate>,
}

/// The seller's answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// Accepted or declined, as it counts everywhere; or unclear.
    pub outcome: Outcome,
    /// When.
    pub date: Option<NaiveDate>,
    /// Who.
    pub by: Option<String>,
    /// Why it was declined.
    pub reason: Option<String>,
    /// The better move that was taken.
    pub instead: Option<String>,
    /// Whether a clarifying call was needed (D4.1).
    pub clarifying_call: Option<bool>,
}

/// A handoff of the deal that was sent before this one.
#[derive(Clone, Debug)]
pub struct Earlier {
    /// When.
    pub sent: Option<NaiveDate>,
    /// The seller who was asked.
    pub seller: Option<String>,
    /// The answer.
    pub answer: Option<Answer>,
}

/// The score of the packet.
#[derive(Clone, Debug)]
pub struct Scored {
    /// 0 to 18.
    pub total: u32,
    /// The reviewer's, where there is a review.
    pub reviewer: Option<u32>,
    /// The band's name.
    pub band: String,
    /// What the band advises.
    pub advice: String,
    /// How many of the nine components count.
    pub counting: usize,
}

/// A reviewer's own grades (D5.2): internal.
#[derive(Clone, Debug)]
pub struct ReviewLine {
    /// Who.
    pub by: Option<String>,
    /// When.
    pub date: Option<NaiveDate>,
    /// The grades.
    pub grades: Vec<ReviewGrade>,
    /// More.
    pub note: Option<String>,
}

/// A reviewer's grade of a component, as written.
#[derive(Clone, Debug)]
pub struct ReviewGrade {
    /// The component's id.
    pub component: String,
    /// The grade.
    pub grade: String,
}

/// A dispute about the deal (D6): internal.
#[derive(Clone, Debug)]
pub struct Dispute {
    /// When.
    pub date: Option<NaiveDate>,
    /// Who.
    pub by: Option<String>,
    /// About what: account, partner, worth.
    pub about: Option<String>,
    /// More.
    pub note: Option<String>,
}

/// The packet of one deal.
#[derive(Clone, Debug)]
pub struct PacketReport {
    /// Who it is for.
    pub reader: Reader,
    /// The deal's id.
    pub deal: String,
    /// As a user would type it.
    pub name: String,
    /// The deal's file.
    pub path: String,
    /// The account.
    pub account: Option<String>,
    /// What it is worth, in the process currency.
    pub amount: Option<Decimal>,
    /// The outcome, once the deal is closed.
    pub outcome: Option<String>,
    /// The seller who is asked.
    pub seller: Option<String>,
    /// When it was sent; none for a draft.
    pub sent: Option<NaiveDate>,
    /// Whether it is a light packet (D4.7).
    pub light: bool,
    /// How many fields it needs, and how many of those are there.
    pub needed: usize,
    /// See `needed`.
    pub present: usize,
    /// All fields, in the order of D4.
    pub fields: Vec<FieldLine>,
    /// The score; none for the seller.
    pub score: Option<Scored>,
    /// The two lists of D4.2 and D4.3.
    pub check: PacketCheck,
    /// How long the seller has.
    pub window: Option<Window>,
    /// What accepting means.
    pub means: Option<String>,
    /// The reasons that process.toml lists for a decline.
    pub decline_reasons: Vec<String>,
    /// The answer.
    pub answer: Option<Answer>,
    /// Whether somebody waits for the answer, or would once it is sent.
    pub waits: bool,
    /// Sent before this one, newest first; none for the seller.
    pub earlier: Vec<Earlier>,
    /// The review; none for the seller.
    pub review: Option<ReviewLine>,
    /// The disputes; none for the seller.
    pub disputes: Vec<Dispute>,
}
