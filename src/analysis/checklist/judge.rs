//! A line of the two lists, and what it is judged by.

use chrono::NaiveDate;

use crate::analysis::Case;
use crate::analysis::moves::Role;
use crate::analysis::packet::Packet;
use crate::analysis::readiness::Failed;
use crate::analysis::resemblance::Resemblance;
use crate::model::deal::Handoff;
use crate::model::scalar::prose_date;
use crate::text::Span;

/// A line of one of the lists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its id in JSON, which never changes.
    pub id: &'static str,
    /// What is asked: “the seller's move is concrete and doable this week”.
    pub asks: &'static str,
    /// The answer: yes or no; none where a light packet does not ask (D4.7).
    pub yes: Option<bool>,
    /// Whether the answer lets the packet go out.
    pub good: bool,
    /// Why, as a clause.
    pub why: String,
    /// Where.
    pub span: Span,
    /// Whose move it is.
    pub role: Role,
    /// How to mend it; none where it is good.
    pub help: Option<String>,
}

/// Both lists, judged on one day.
#[derive(Clone, Debug)]
pub struct Checklist {
    /// The day: the sending, or today while it is a draft.
    pub day: NaiveDate,
    /// Ready to hand off when all hold (D4.2).
    pub ready: Vec<Line>,
    /// Keep building when any holds (D4.3).
    pub building: Vec<Line>,
    /// What fails of D4.2 by the field of the packet; a dead path is not among it.
    pub(super) failed: Vec<Failed>,
}

impl Checklist {
    /// Whether the packet may go out.
    pub fn goes_out(&self) -> bool {
        self.against().next().is_none()
    }

    /// What of a field of the packet fails a condition of D4.2.
    pub fn failing(&self, field: &str) -> Option<&Failed> {
        self.failed.iter().find(|failed| failed.field == field)
    }

    /// The lines that keep it back, D4.2 first.
    pub fn against(&self) -> impl Iterator<Item = &Line> {
        self.ready
            .iter()
            .chain(&self.building)
            .filter(|line| !line.good)
    }
}

/// What a line is made from.
pub(super) struct Judge<'c> {
    pub case: &'c Case<'c>,
    pub handoff: &'c Handoff,
    pub packet: &'c Packet,
    /// Its texts that read like those of another account's packet.
    pub alike: &'c [Resemblance],
    pub failed: Vec<Failed>,
}

/// A line before it is answered.
pub(super) struct Question {
    pub id: &'static str,
    pub asks: &'static str,
    pub path: &'static str,
    pub role: Role,
}

impl Judge<'_> {
    /// A line of D4.2: good when yes.
    pub(super) fn holds(&self, question: &Question, yes: bool, why: impl Into<String>) -> Line {
        self.line(question, Some(yes), yes, why.into())
    }

    /// A line of D4.3: good when no.
    pub(super) fn keeps_back(
        &self,
        question: &Question,
        yes: bool,
        why: impl Into<String>,
    ) -> Line {
        self.line(question, Some(yes), !yes, why.into())
    }

    pub(super) fn not_asked(&self, question: &Question) -> Line {
        let why = "a light packet does not need it".to_owned();
        self.line(question, None, true, why)
    }

    pub(super) fn line(
        &self,
        question: &Question,
        yes: Option<bool>,
        good: bool,
        why: String,
    ) -> Line {
        Line {
            id: question.id,
            asks: question.asks,
            yes,
            good,
            why,
            span: self.case.deal.nearest_span(question.path),
            role: question.role,
            help: None,
        }
    }

    /// The condition of D4.2 that a field of the packet stands for, when it fails.
    pub(super) fn failing(&self, question: &Question, field: &str) -> Option<Line> {
        let failed = self.failed.iter().find(|failed| failed.field == field)?;
        let mut line = self.holds(question, false, failed.why.clone());
        line.span = failed.span;
        line.role = failed.role;
        Some(line.helped(failed.help.clone()))
    }

    pub(super) fn date(&self, day: NaiveDate) -> String {
        prose_date(day, self.case.today)
    }
}

impl Line {
    /// The line, at the place of the text that it speaks of.
    pub(super) fn at(mut self, span: Span) -> Self {
        self.span = span;
        self
    }

    pub(super) fn helped(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}
