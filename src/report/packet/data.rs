//! What a packet says: the eleven fields with their facts, the two lists, the window and the answer (D4).

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::analysis::acceptance::Outcome;
use crate::analysis::checklist::{Checklist, Line};
use crate::analysis::score::Grade;
use crate::diagnostic::Assignee;
use crate::load::evidence::Source;
use crate::model::Duration;

/// Who the packet is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reader {
    /// Whoever builds it: grades, reviews and disputes are in it.
    Builder,
    /// The seller: only what helps to take the move, and how to answer.
    Seller,
}

/// How a field stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// There, and nothing is wrong with it.
    There,
    /// There, but it would not carry a handoff.
    Weak,
    /// Not there, or a placeholder.
    Missing,
    /// Not there, and a light packet does not need it (D4.7).
    NotNeeded,
}

impl Standing {
    /// Its word in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::There => "there",
            Self::Weak => "weak",
            Self::Missing => "missing",
            Self::NotNeeded => "not needed",
        }
    }
}

/// A fact of a field: what it is about, and what the deal says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// What it is about: “who”, “by when”. Empty where the field's name says it.
    pub label: &'static str,
    /// In words.
    pub text: String,
    /// The source that the text names, and what became of it.
    pub source: Option<(String, Source)>,
}

impl Fact {
    /// A fact in words.
    pub fn new(label: &'static str, text: impl Into<String>) -> Self {
        Self {
            label,
            text: text.into(),
            source: None,
        }
    }

    /// With the source that it rests on.
    #[must_use]
    pub fn from(mut self, source: Option<(String, Source)>) -> Self {
        self.source = source;
        self
    }
}

/// The word for what became of a source.
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

/// One of the eleven fields.
#[derive(Clone, Debug)]
pub struct FieldLine {
    /// 1 to 11.
    pub number: u8,
    /// As `[handoff] light` names it.
    pub key: &'static str,
    /// As D4 names it.
    pub name: &'static str,
    /// The role behind it, and the person.
    pub whose: Assignee,
    /// Whether this deal needs it.
    pub needed: bool,
    /// How it stands.
    pub standing: Standing,
    /// The grade of the component that speaks of it; none where none does.
    pub grade: Option<Grade>,
    /// Why it is weak or missing.
    pub why: Option<String>,
    /// What would mend it.
    pub up: Option<String>,
    /// What the deal says.
    pub facts: Vec<Fact>,
    /// The file, and the line from 1.
    pub place: (String, usize),
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

/// What a reviewer says (D5.2): internal.
#[derive(Clone, Debug)]
pub struct ReviewLine {
    /// Who.
    pub by: Option<String>,
    /// When.
    pub date: Option<NaiveDate>,
    /// Component and grade.
    pub grades: Vec<(String, String)>,
    /// More.
    pub note: Option<String>,
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
    /// The eleven.
    pub fields: Vec<FieldLine>,
    /// The score; none for the seller.
    pub score: Option<Scored>,
    /// The two lists of D4.2 and D4.3.
    pub check: Checklist,
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
    /// Who is behind each line of the lists that keeps the packet back, and where: in the order of [`Checklist::against`].
    pub against: Vec<(Assignee, (String, usize))>,
}

impl PacketReport {
    /// Lines that keep the packet back, each with whose move it is and where.
    pub fn kept_back_by(&self) -> impl Iterator<Item = (&Line, &Assignee, &(String, usize))> {
        let lines = self.check.against().zip(&self.against);
        lines.map(|(line, (whose, place))| (line, whose, place))
    }
}
