//! A handoff as the scorecard shows it.

use std::cmp::Reverse;

use chrono::NaiveDate;
use serde::Serialize;

use crate::analysis::acceptance::Outcome;
use crate::analysis::score::{Cause, Component, Grade, Score};
use crate::report::Input;
use crate::report::document::Place;

/// How many components are named as the ones to improve first.
const FIRST: usize = 2;

/// One handoff. Without a packet on record (an earlier handoff of which only the answer is known) it has no score: no total, no
/// band, and no components.
#[derive(Clone, Debug, Default, Serialize)]
pub struct ScoredHandoff {
    /// The deal's id.
    pub deal: String,
    /// The deal as a user would type it.
    #[serde(skip)]
    pub name: String,
    /// When it was sent; `None` for a draft.
    pub sent: Option<NaiveDate>,
    /// The seller who got it.
    pub seller: Option<String>,
    /// `accepted` or `declined`; `None` without such an answer.
    pub answer: Option<&'static str>,
    /// What became of it, as `trust` counts it; `None` for a draft.
    pub outcome: Option<Outcome>,
    /// The last day to answer; `None` for a draft, or without a window.
    pub answer_by: Option<NaiveDate>,
    /// Whether the window ended without an answer.
    pub silent: bool,
    /// The reason given with the answer.
    pub reason: Option<String>,
    /// Whether it was sent before the deal's present one.
    pub earlier: bool,
    /// Whether the packet is a light one.
    pub light: Option<bool>,
    /// The score, 0 to 18.
    pub total: Option<u32>,
    /// The score with the reviewer's grades; `None` without a review.
    pub reviewer_total: Option<u32>,
    /// Who reviewed it.
    pub reviewed_by: Option<String>,
    /// The reviewer's note.
    pub review_note: Option<String>,
    /// The name of the total's band.
    pub band: Option<String>,
    /// What the band advises.
    pub advice: Option<String>,
    /// Nine, in the order of D5.
    pub components: Vec<GradedComponent>,
    /// Whether the seller took a better move instead.
    #[serde(skip)]
    pub instead: bool,
    /// Business days beyond the window without an answer: until today, or until the deal moved on or the packet was sent again.
    #[serde(skip)]
    pub late: u32,
    /// What to improve first; `None` if every component is strong.
    #[serde(skip)]
    pub way_up: Option<WayUp>,
}

/// A component with its grade, and what the grade rests on.
#[derive(Clone, Debug, Serialize)]
pub struct GradedComponent {
    /// Its id.
    pub id: &'static str,
    /// Its name.
    #[serde(skip)]
    pub name: &'static str,
    /// The program's grade.
    pub grade: Grade,
    /// The grade's points.
    pub points: u32,
    /// Whether it counts: a light packet is graded on what it needs.
    pub counts: bool,
    /// How much it weighs in the total (`[score.weights]`).
    pub weight: u32,
    /// What a low grade comes from.
    pub cause: Cause,
    /// What the cause calls for.
    pub remedy: &'static str,
    /// The reason for the grade, as a clause.
    pub reason: String,
    /// What would make it strong.
    pub up: Option<String>,
    /// The reviewer's grade.
    pub reviewer: Option<Grade>,
    /// The position of the reason.
    #[serde(flatten)]
    pub place: Place,
}

/// The components that would add most, and the total once they are strong.
#[derive(Clone, Debug)]
pub struct WayUp {
    /// Their names.
    pub components: Vec<&'static str>,
    /// The total.
    pub total: u32,
}

impl ScoredHandoff {
    /// Returns the component with an id; `None` without a score.
    pub fn component(&self, id: &str) -> Option<&GradedComponent> {
        self.components.iter().find(|component| component.id == id)
    }

    /// Returns the components that count.
    pub fn counting(&self) -> impl Iterator<Item = &GradedComponent> {
        self.components.iter().filter(|component| component.counts)
    }

    /// Adds what the score says.
    pub(super) fn add(&mut self, score: Score, input: &Input<'_>) {
        self.way_up = way_up(&score);
        self.reviewer_total = score.reviewer_total();
        self.light = Some(score.light);
        self.total = Some(score.total);
        self.band = Some(score.band.name);
        self.advice = Some(score.band.advice);
        let components = score.components.into_iter();
        self.components = components.map(|it| graded(it, input)).collect();
    }
}

impl GradedComponent {
    /// Returns whether it counts and is not strong.
    pub fn is_low(&self) -> bool {
        self.counts && self.grade < Grade::Strong
    }

    /// Returns whether the reviewer gave another grade.
    pub fn differs(&self) -> bool {
        self.reviewer.is_some_and(|grade| grade != self.grade)
    }
}

fn graded(component: Component, input: &Input<'_>) -> GradedComponent {
    let Component {
        kind,
        judgement,
        reviewer,
        counts,
        weight,
    } = component;
    GradedComponent {
        id: kind.id,
        name: kind.name,
        grade: judgement.grade,
        points: judgement.grade.points(),
        counts,
        weight,
        cause: kind.cause,
        remedy: kind.cause.remedy(),
        place: Place::of(input, judgement.place.file, judgement.place.span),
        reason: judgement.reason,
        up: judgement.up,
        reviewer,
    }
}

fn way_up(score: &Score) -> Option<WayUp> {
    let low = |it: &&Component| it.counts && it.judgement.grade < Grade::Strong;
    let mut low: Vec<&Component> = score.components.iter().filter(low).collect();
    low.sort_by_key(|component| {
        let gain = Grade::Strong.points() - component.judgement.grade.points();
        Reverse(gain * component.weight)
    });
    low.truncate(FIRST);
    let ids: Vec<&str> = low.iter().map(|component| component.kind.id).collect();
    (!low.is_empty()).then(|| WayUp {
        total: score.total_with(&ids),
        components: low.iter().map(|component| component.kind.name).collect(),
    })
}
