//! The scorecard (D5): nine components of a handoff, each strong (2), weak (1) or missing (0), with the reason and place.
//!
//! Grades rest on what the file can show, never on the length of a text. A reviewer's own grade stands beside (D5.2).

mod ask;
mod grade;
mod research;
mod rule;

use chrono::NaiveDate;

use crate::model::deal::Handoff;
use crate::model::process::ScoreBand;

pub use grade::{Grade, Judgement};
pub use research::names_customer;

use super::Case;
use super::packet::packet;

/// What low grades have in common, and so what mends them (D5.5).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// Research depth.
    Packet,
    /// The ask is too big: shrink it.
    Ask,
    /// The rule: agree it with sales leadership.
    Rule,
    /// The source.
    Proof,
}

/// One of the nine components (D5).
#[derive(Clone, Copy, Debug)]
pub struct ComponentKind {
    /// Its id in YAML and JSON.
    pub id: &'static str,
    /// Its name.
    pub name: &'static str,
    /// What a low grade has as its cause.
    pub cause: Cause,
    /// The packet field that a light packet must need for the component to count.
    field: &'static str,
    grade: fn(&Case<'_>, &Handoff, NaiveDate) -> Judgement,
}

/// The nine components, in the order of D5.
pub const COMPONENTS: [ComponentKind; 9] = [
    component(
        "account-logic",
        "account logic",
        Cause::Packet,
        "account",
        research::account_logic,
    ),
    component(
        "partner-context",
        "partner context",
        Cause::Packet,
        "why_partner",
        research::partner_context,
    ),
    component(
        "relationship-path",
        "relationship path",
        Cause::Packet,
        "warm_path",
        research::relationship_path,
    ),
    component(
        "buyer-problem",
        "buyer problem",
        Cause::Packet,
        "trigger",
        research::buyer_problem,
    ),
    component(
        "partner-offer",
        "partner offer",
        Cause::Packet,
        "partner_move",
        ask::partner_offer,
    ),
    component(
        "next-action",
        "next action",
        Cause::Ask,
        "seller_move",
        ask::next_action,
    ),
    component("owner", "owner", Cause::Ask, "owner", ask::owner),
    component(
        "acceptance",
        "acceptance",
        Cause::Rule,
        "owner",
        rule::acceptance,
    ),
    component("proof", "proof", Cause::Proof, "evidence", rule::proof),
];

const fn component(
    id: &'static str,
    name: &'static str,
    cause: Cause,
    field: &'static str,
    grade: fn(&Case<'_>, &Handoff, NaiveDate) -> Judgement,
) -> ComponentKind {
    ComponentKind {
        id,
        name,
        cause,
        field,
        grade,
    }
}

/// A component judged.
#[derive(Clone, Debug)]
pub struct Component {
    /// Which.
    pub kind: &'static ComponentKind,
    /// The program's grade.
    pub judgement: Judgement,
    /// The reviewer's own grade.
    pub reviewer: Option<Grade>,
    /// Whether it counts: a light packet is graded on what it needs.
    pub counts: bool,
}

/// A handoff's scorecard.
#[derive(Clone, Debug)]
pub struct Score {
    /// Nine, in the order of D5.
    pub components: Vec<Component>,
    /// 0 to 18; a light packet's points are scaled to 18.
    pub total: u32,
    /// Whether the packet is a light one.
    pub light: bool,
    /// What the total says to do next.
    pub band: ScoreBand,
}

/// The most a handoff can have.
pub const HIGHEST: u32 = 18;

/// Scores a handoff as of the day it was sent, or as of today while it is a draft.
pub fn score(case: &Case<'_>, handoff: &Handoff) -> Score {
    let day = handoff.sent_on().map_or(case.today, |sent| sent.value);
    let packet = packet(case);
    let components: Vec<Component> = COMPONENTS
        .iter()
        .map(|kind| Component {
            kind,
            judgement: (kind.grade)(case, handoff, day),
            reviewer: handoff
                .review
                .as_ref()
                .and_then(|review| Grade::parse(review.grades.get(kind.id)?)),
            counts: packet.needs(kind.field),
        })
        .collect();
    let total = scaled(&components, |component| Some(component.judgement.grade)).unwrap_or(0);
    Score {
        total,
        light: packet.light,
        band: band(case, total),
        components,
    }
}

/// Points of the components that count, scaled to 18 and rounded half up; none when `grade` gives none.
fn scaled(components: &[Component], grade: impl Fn(&Component) -> Option<Grade>) -> Option<u32> {
    let counting: Vec<&Component> = components
        .iter()
        .filter(|component| component.counts)
        .collect();
    let of = u32::try_from(counting.len()).unwrap_or(0) * 2;
    let points: u32 = counting
        .into_iter()
        .map(|component| grade(component).map(Grade::points))
        .sum::<Option<u32>>()?;
    (of > 0).then(|| (points * HIGHEST * 2 + of) / (of * 2))
}

impl Score {
    /// The reviewer's total: their grades, and the program's where they gave none. None without a review.
    pub fn reviewer_total(&self) -> Option<u32> {
        self.components
            .iter()
            .any(|component| component.reviewer.is_some())
            .then_some(())?;
        scaled(&self.components, |component| {
            Some(component.reviewer.unwrap_or(component.judgement.grade))
        })
    }
}

/// The band of a total (D5.3).
pub fn band(case: &Case<'_>, total: u32) -> ScoreBand {
    let bands = &case.process.bands;
    bands
        .iter()
        .find(|band| total >= band.from)
        .or(bands.last())
        .cloned()
        .unwrap_or(ScoreBand {
            from: 0,
            name: String::new(),
            advice: String::new(),
        })
}

/// Whether anything of a packet is on record: of an earlier handoff often only the answer is, and nothing can be graded.
pub fn has_packet(handoff: &Handoff) -> bool {
    handoff.why_account.is_some()
        || handoff.why_partner.is_some()
        || handoff.trigger.is_some()
        || handoff.joint_value.is_some()
        || handoff.warm_path.is_some()
        || handoff.offer.is_some()
        || handoff.seller_move.written
        || handoff.partner_move.written
        || handoff.conflict.is_some()
        || handoff.evidence.written
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Place;

    #[test]
    fn points_are_scaled_to_eighteen_and_rounded_half_up() {
        let component = |grade, counts| Component {
            kind: &COMPONENTS[0],
            judgement: Judgement {
                grade,
                reason: String::new(),
                place: Place::default(),
                up: None,
            },
            reviewer: None,
            counts,
        };
        let all = |grades: &[(Grade, bool)]| {
            let components: Vec<_> = grades
                .iter()
                .map(|(grade, counts)| component(*grade, *counts))
                .collect();
            scaled(&components, |component| Some(component.judgement.grade))
        };
        assert_eq!(all(&[(Grade::Strong, true); 9]), Some(18));
        assert_eq!(
            all(&[
                (Grade::Strong, true),
                (Grade::Weak, true),
                (Grade::Missing, false)
            ]),
            Some(14),
            "3 of 4 is 13.5"
        );
        assert_eq!(all(&[(Grade::Strong, false)]), None);
    }
}
