//! The scorecard (D5): nine components of a handoff, each strong (2), weak (1) or missing (0), with the reason and place.
//!
//! Grades rest on what the file can show, never on the length of a text. A reviewer's own grade stands beside (D5.2).

mod action;
mod ask;
mod clauses;
mod context;
mod customer;
mod dates;
mod deed;
mod grade;
mod named;
mod path;
mod research;
mod rule;
mod support;
mod vague;
mod why_now;

use crate::model::deal::Handoff;
use crate::model::process::ScoreBand;
use crate::model::score_limits::{ScoreLimits, weight};

pub use grade::{Grade, Judgement};
pub use named::{names_customer, names_deal};

use super::Case;
use super::packet::packet;
use super::resemblance::Resemblance;

use context::ScoringContext;

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

impl Cause {
    /// All, in the order of D5.5.
    pub const ALL: [Self; 4] = [Self::Packet, Self::Ask, Self::Rule, Self::Proof];

    /// Its word.
    pub fn name(self) -> &'static str {
        match self {
            Self::Packet => "packet",
            Self::Ask => "ask",
            Self::Rule => "rule",
            Self::Proof => "proof",
        }
    }

    /// What mends it (D5.5).
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
    /// What a low grade has as its cause.
    pub cause: Cause,
    /// The packet field that a light packet must need for the component to count.
    field: &'static str,
    grade: fn(&ScoringContext<'_>) -> Judgement,
}

impl ComponentKind {
    /// The packet field that it rests on, as `[handoff] light` names it.
    pub fn field(&self) -> &'static str {
        self.field
    }
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
        path::relationship_path,
    ),
    component(
        "buyer-problem",
        "buyer problem",
        Cause::Packet,
        "trigger",
        customer::buyer_problem,
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
    grade: fn(&ScoringContext<'_>) -> Judgement,
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
    /// How much it weighs in the total (`[score.weights]`).
    pub weight: u32,
}

/// A handoff's scorecard.
#[derive(Clone, Debug)]
pub struct Score {
    /// Nine, in the order of D5.
    pub components: Vec<Component>,
    /// 0 to 18; a light packet's points are scaled to 18. Where no component counts, nothing was asked and nothing lost: 18.
    pub total: u32,
    /// Whether the packet is a light one.
    pub light: bool,
    /// What the total says to do next.
    pub band: ScoreBand,
}

/// The most a handoff can have.
pub const HIGHEST: u32 = 18;

/// Scores a handoff as of the day it was sent, or as of today while it is a draft. Other packets are not looked at: what
/// was copied is found by [`score_among`].
pub fn score(case: &Case<'_>, handoff: &Handoff) -> Score {
    score_among(case, handoff, &[])
}

/// Why the sources of the packet do not support its claims (D4.2), with the way up; none when they do, or when none can be
/// opened.
pub fn support_fault(case: &Case<'_>, handoff: &Handoff) -> Option<(String, String)> {
    rule::support_fault(&exam(case, handoff, &[]))
}

/// Why the seller's move is not one concrete action, whatever its date (D4.2), with the way up; none without an action.
pub fn move_fault(case: &Case<'_>, handoff: &Handoff) -> Option<(String, &'static str)> {
    ask::move_fault(&exam(case, handoff, &[]))
}

/// What the way to a person at the customer lacks, as the grade of the relationship path has it, and what would mend it;
/// none when it is strong.
pub fn path_lack(case: &Case<'_>, handoff: &Handoff) -> Option<(String, &'static str)> {
    path::lack(&exam(case, handoff, &[])).map(|lack| (lack.why, lack.up))
}

fn exam<'e>(
    case: &'e Case<'e>,
    handoff: &'e Handoff,
    alike: &'e [Resemblance],
) -> ScoringContext<'e> {
    ScoringContext {
        case,
        handoff,
        look: case.look(handoff),
        day: handoff.sent_on().map_or(case.today, |sent| sent.value),
        limits: ScoreLimits::of(case.process),
        alike,
    }
}

/// Scores a handoff that has these texts in common with packets of other accounts.
pub fn score_among(case: &Case<'_>, handoff: &Handoff, alike: &[Resemblance]) -> Score {
    let exam = exam(case, handoff, alike);
    let packet = packet(case);
    let components: Vec<Component> = COMPONENTS
        .iter()
        .map(|kind| Component {
            kind,
            judgement: (kind.grade)(&exam),
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

/// Weighed points of the components that count, scaled to 18 and rounded half up; none when `grade` gives none.
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
    /// The total when these components were strong.
    pub fn total_with(&self, strong: &[&str]) -> u32 {
        let grade = |component: &Component| {
            let mended = strong.contains(&component.kind.id);
            Some(if mended {
                Grade::Strong
            } else {
                component.judgement.grade
            })
        };
        scaled(&self.components, grade).unwrap_or(HIGHEST)
    }

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
