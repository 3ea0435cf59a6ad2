//! A grade and the reason for it.

use crate::analysis::Case;
use crate::analysis::conditions::{Fault, HandoffContext, Scope, Unmet, Verdict};
use crate::text::Place;

/// The grade of a component (D5.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Grade {
    /// Absent, assumed, or in somebody's head.
    Missing,
    /// There, but generic, stale or needing interpretation.
    Weak,
    /// Specific, current, actionable.
    Strong,
}

impl Grade {
    /// Returns 0, 1 or 2.
    pub fn points(self) -> u32 {
        match self {
            Self::Missing => 0,
            Self::Weak => 1,
            Self::Strong => 2,
        }
    }

    /// Returns its word.
    pub fn name(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::Weak => "weak",
            Self::Strong => "strong",
        }
    }

    /// Returns the grade of a word.
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Missing, Self::Weak, Self::Strong]
            .into_iter()
            .find(|grade| grade.name() == word)
    }
}

/// A grade with its reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judgement {
    /// The grade.
    pub grade: Grade,
    /// Why, as a clause.
    pub reason: String,
    /// Where.
    pub place: Place,
    /// What would make it strong.
    pub up: Option<String>,
}

impl Judgement {
    pub(super) fn new(
        case: &Case<'_>,
        grade: Grade,
        path: &str,
        reason: impl Into<String>,
    ) -> Self {
        Self {
            grade,
            reason: reason.into(),
            place: case.deal.place(case.deal.nearest_span(path)),
            up: None,
        }
    }

    /// The grade of a component whose condition is not met.
    pub(super) fn of_unmet(case: &Case<'_>, grade: Grade, unmet: Unmet) -> Self {
        Self {
            grade,
            reason: unmet.why,
            place: case.deal.place(unmet.span),
            up: Some(unmet.help),
        }
    }

    /// The grade of a component that one condition decides: missing if nothing is on record, weak for any other fault.
    pub(super) fn decided_by(
        context: &HandoffContext<'_>,
        path: &str,
        judge: fn(&HandoffContext<'_>, Scope) -> Verdict,
    ) -> Self {
        let case = context.case;
        match judge(context, Scope::Everything) {
            Ok(why) => Self::new(case, Grade::Strong, path, why),
            Err(unmet) if unmet.fault == Fault::Absent => {
                Self::of_unmet(case, Grade::Missing, unmet)
            }
            Err(unmet) => Self::of_unmet(case, Grade::Weak, unmet),
        }
    }

    pub(super) fn at(mut self, place: Option<Place>) -> Self {
        self.place = place.unwrap_or(self.place);
        self
    }

    pub(super) fn up(mut self, advice: impl Into<String>) -> Self {
        self.up = Some(advice.into());
        self
    }
}
