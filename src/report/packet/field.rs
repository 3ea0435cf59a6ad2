//! Judges each field of a packet: whether it is filled in well enough, and if not, why and what would improve it.

use crate::analysis::conditions::{self, HandoffContext, Unmet, Unready};
use crate::analysis::moves;
use crate::analysis::packet::{Field, FieldState, FieldStatus};
use crate::analysis::score::{Component, Grade, Score};
use crate::report::Input;
use crate::report::document::Place;

use super::data::{FieldLine, FieldStanding, Reader};
use super::facts;
use super::writer::FactWriter;

/// What the lines of the fields are made from.
pub(super) struct FieldJudge<'a> {
    pub input: &'a Input<'a>,
    pub context: &'a HandoffContext<'a>,
    pub unready: Vec<Unready>,
    pub score: &'a Score,
    pub reader: Reader,
    pub facts: FactWriter<'a>,
}

/// Whether a field is filled in well enough; if not, why, and what would improve it.
struct FieldResult {
    standing: FieldStanding,
    why: Option<String>,
    up: Option<String>,
}

impl FieldResult {
    fn good(standing: FieldStanding) -> Self {
        Self {
            standing,
            why: None,
            up: None,
        }
    }

    fn weak(why: String, up: Option<String>) -> Self {
        Self {
            standing: FieldStanding::Weak,
            why: Some(why),
            up,
        }
    }

    fn missing(why: String, up: Option<String>) -> Self {
        Self {
            standing: FieldStanding::Missing,
            why: Some(why),
            up,
        }
    }

    /// Removes what is internal.
    fn for_seller(self) -> Self {
        Self::good(match self.standing {
            FieldStanding::Weak => FieldStanding::There,
            standing => standing,
        })
    }
}

impl FieldJudge<'_> {
    /// Returns the line of a field, for the reader of the packet.
    pub(super) fn line(&self, status: &FieldStatus) -> FieldLine {
        let field = status.field;
        let case = self.context.case;
        let component = self.component(field);
        let result = self.judge(status, component);
        let is_internal = self.reader == Reader::Builder;
        let result = if is_internal {
            result
        } else {
            result.for_seller()
        };
        let path = field.paths().first().copied().unwrap_or("handoff");
        let grade = component.map(|component| component.judgement.grade);
        FieldLine {
            field,
            assignee: moves::of_role(case, field.role()),
            needed: status.needed,
            standing: result.standing,
            grade: grade.filter(|_| is_internal && status.needed),
            why: result.why,
            up: result.up,
            facts: facts::of(field, &self.facts),
            place: Place::of(self.input, case.deal.file, case.deal.nearest_span(path)),
        }
    }

    /// Returns the weakest component that rests on a field.
    fn component(&self, field: Field) -> Option<&Component> {
        let components = self.score.components.iter();
        let of_field = components.filter(|component| component.kind.field == field);
        of_field.min_by_key(|component| component.judgement.grade)
    }

    fn judge(&self, status: &FieldStatus, component: Option<&Component>) -> FieldResult {
        let up = || component.and_then(|component| component.judgement.up.clone());
        match status.state {
            FieldState::Missing(_) | FieldState::Placeholder(..) if !status.needed => {
                FieldResult::good(FieldStanding::NotNeeded)
            }
            FieldState::Missing(path) => FieldResult::missing(format!("{path} is not there"), up()),
            FieldState::Placeholder(path, _) => {
                FieldResult::missing(format!("{path} is a placeholder"), up())
            }
            FieldState::Unusable => {
                let why = "it could not be read: dealctl lint says why";
                FieldResult::missing(why.to_owned(), None)
            }
            FieldState::Present if status.needed => self.judge_present(status.field, component),
            FieldState::Present => FieldResult::good(FieldStanding::There),
        }
    }

    /// Judges a field that is filled in: by the conditions that rest on it, then by its component of the score.
    fn judge_present(&self, field: Field, component: Option<&Component>) -> FieldResult {
        if let Some(unmet) = self.unmet(field) {
            return FieldResult::weak(unmet.why, Some(unmet.help));
        }
        let judgement = component.map(|component| &component.judgement);
        match judgement.filter(|judgement| judgement.grade < Grade::Strong) {
            Some(weak) => FieldResult::weak(weak.reason.clone(), weak.up.clone()),
            None => FieldResult::good(FieldStanding::There),
        }
    }

    /// Returns the first condition on a field that is not met.
    fn unmet(&self, field: Field) -> Option<Unmet> {
        let mut unready = self.unready.iter();
        let of_field = unready.find(|unready| unready.condition.fields.contains(&field));
        // Neither D4.2 nor the score judges who acts for the partner.
        let partner = || match field {
            Field::Partner => conditions::partner_person(self.context).err(),
            _ => None,
        };
        of_field
            .map(|unready| unready.unmet.clone())
            .or_else(partner)
    }
}
