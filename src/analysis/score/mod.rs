//! The scorecard (D5): nine components of a handoff, each strong (2), weak (1) or missing (0), with the reason and place.
//!
//! A grade rests on what the file shows, never on the length of a text. A reviewer's own grade is kept beside it (D5.2).

mod customer;
mod grade;
mod offer;
mod research;
mod rule;

use crate::model::deal::Handoff;
use crate::model::process::ScoreBand;
use crate::model::score_limits::weight;

pub use grade::{Grade, Judgement};

use super::Case;
use super::conditions::{HandoffContext, owner, seller_move, warm_path};
use super::packet::{Field, packet};
use super::resemblance::Resemblance;

/// The cause of a low grade, which decides the remedy (D5.5).
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

impl Cause {
    /// All, in the order of D5.5.
    pub const ALL: [Self; 4] = [Self::Packet, Self::Ask, Self::Rule, Self::Proof];

    /// Returns its word.
    pub fn name(self) -> &'static str {
        match self {
            Self::Packet => "packet",
            Self::Ask => "ask",
            Self::Rule => "rule",
            Self::Proof => "proof",
        }
    }

    /// Returns the remedy (D5.5).
    pub fn remedy(self) -> &'static str {
        match self {
            Self::Packet => "research is thin: ask the partner and the customer before it goes out",
            Self::Ask => "the ask is too big: shrink it to one move of one person",
            Self::Rule => {
                "the rule is missing: agree it with sales leadership, for all handoffs at once"
            }
            Self::Proof => "nobody can check it: attach the note that bears it out",
        }
    }
}

/// One of the nine components (D5).
#[derive(Clone, Copy, Debug)]
pub struct ComponentKind {
    /// Its id in YAML and JSON.
    pub id: &'static str,
    /// Its name.
    pub name: &'static str,
    /// The cause of a low grade.
    pub cause: Cause,
    /// The packet field that it rests on: it counts if the packet needs that.
    pub field: Field,
    grade: fn(&HandoffContext<'_>) -> Judgement,
}

/// The nine components, in the order of D5.
pub const COMPONENTS: [ComponentKind; 9] = [
    component(
        "account-logic",
        "account logic",
        Cause::Packet,
        Field::Account,
        research::account_logic,
    ),
    component(
        "partner-context",
        "partner context",
        Cause::Packet,
        Field::WhyPartner,
        research::partner_context,
    ),
    component(
        "relationship-path",
        "relationship path",
        Cause::Packet,
        Field::WarmPath,
        |context| Judgement::decided_by(context, "handoff.warm_path", warm_path::judge),
    ),
    component(
        "buyer-problem",
        "buyer problem",
        Cause::Packet,
        Field::Trigger,
        customer::buyer_problem,
    ),
    component(
        "partner-offer",
        "partner offer",
        Cause::Packet,
        Field::PartnerMove,
        offer::partner_offer,
    ),
    component(
        "next-action",
        "next action",
        Cause::Ask,
        Field::SellerMove,
        |context| Judgement::decided_by(context, "handoff.seller_move", seller_move::judge),
    ),
    component("owner", "owner", Cause::Ask, Field::Owner, |context| {
        Judgement::decided_by(context, "handoff.owner", owner::judge)
    }),
    component(
        "acceptance",
        "acceptance",
        Cause::Rule,
        Field::Owner,
        rule::acceptance,
    ),
    component("proof", "proof", Cause::Proof, Field::Evidence, rule::proof),
];

const fn component(
    id: &'static str,
    name: &'static str,
    cause: Cause,
    field: Field,
    grade: fn(&HandoffContext<'_>) -> Judgement,
) -> ComponentKind {
    ComponentKind {
        id,
        name,
        cause,
        field,
        grade,
    }
}

/// A component of one handoff, with its grade.
#[derive(Clone, Debug)]
pub struct Component {
    /// The component.
    pub kind: &'static ComponentKind,
    /// The program's grade.
    pub judgement: Judgement,
    /// The reviewer's own grade.
    pub reviewer: Option<Grade>,
    /// Whether it counts: a light packet is graded on what it needs.
    pub counts: bool,
    /// How much it weighs in the total (`[score.weights]`).
    pub weight: u32,
}

/// A handoff's scorecard.
#[derive(Clone, Debug)]
pub struct Score {
    /// Nine, in the order of D5.
    pub components: Vec<Component>,
    /// 0 to 18; a light packet's points are scaled to 18. It is 18 if no component counts.
    pub total: u32,
    /// Whether the packet is a light one.
    pub light: bool,
    /// The band of the total, which says what to do next.
    pub band: ScoreBand,
}

/// The most a handoff can have.
pub const HIGHEST: u32 = 18;

/// Scores a handoff as of the day it was sent, or as of today for a draft. It is not compared with other packets; see
/// [`score_among`].
pub fn score(case: &Case<'_>, handoff: &Handoff) -> Score {
    score_among(case, handoff, &[])
}

/// Scores a handoff that has these texts in common with packets of other accounts.
pub fn score_among(case: &Case<'_>, handoff: &Handoff, alike: &[Resemblance]) -> Score {
    let packet = packet(case);
    let context = HandoffContext::new(case, handoff, &packet, alike);
    let components: Vec<Component> = COMPONENTS
        .iter()
        .map(|kind| Component {
            kind,
            judgement: (kind.grade)(&context),
            reviewer: handoff
                .review
                .as_ref()
                .and_then(|review| Grade::parse(review.grades.get(kind.id)?)),
            counts: packet.needs(kind.field),
            weight: weight(case.process, kind.id),
        })
        .collect();
    let total = scaled(&components, |component| Some(component.judgement.grade));
    let total = total.unwrap_or(HIGHEST);
    Score {
        total,
        light: packet.light,
        band: band(case, total),
        components,
    }
}

/// Returns the weighted points of the components that count, scaled to 18 and rounded half up; `None` if there is a component
/// without a grade, or none that counts.
fn scaled(components: &[Component], grade: impl Fn(&Component) -> Option<Grade>) -> Option<u32> {
    let counting = || components.iter().filter(|component| component.counts);
    let of: u32 = counting().map(|component| component.weight * 2).sum();
    let points: u32 = counting()
        .map(|component| Some(grade(component)?.points() * component.weight))
        .sum::<Option<u32>>()?;
    (of > 0).then(|| (points * HIGHEST * 2 + of) / (of * 2))
}

impl Component {
    /// Whether a reviewer gave another grade.
    pub fn differs(&self) -> bool {
        self.reviewer
            .is_some_and(|grade| grade != self.judgement.grade)
    }
}

impl Score {
    /// Returns what the total would be if these components were strong.
    pub fn total_with(&self, strong: &[&str]) -> u32 {
        let grade = |component: &Component| {
            let is_strong = strong.contains(&component.kind.id);
            Some(if is_strong {
                Grade::Strong
            } else {
                component.judgement.grade
            })
        };
        scaled(&self.components, grade).unwrap_or(HIGHEST)
    }

    /// Returns the total with the reviewer's grades, and the program's where they gave none; `None` without a review.
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

/// Returns the band of a total (D5.3).
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

/// Whether anything of a packet is on record. Of an earlier handoff often only the answer is, and then there is nothing to grade.
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
            weight: 1,
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
