//! One fault, one finding: which missing values another rule already reports.

use crate::analysis::clocks::ClockReading;
use crate::analysis::criteria::{Lack, Unmet};
use crate::analysis::gates::{self, CriterionResult};
use crate::analysis::handoff_step::HandoffStep;
use crate::analysis::packet::{Field, FieldState, FieldStatus};
use crate::analysis::{Case, clocks, credit, joint, past};
use crate::model::path::{is_below, overlap};
use crate::model::record::UnreadKey;
use crate::model::{Condition, Found};
use crate::text::Span;

use super::{DealContext, words};

/// Whether the partner is a name without a person and a role: `registration/partner-is-a-logo` reports it.
pub fn is_logo(case: &Case<'_>) -> bool {
    let lacks = |path: &str| matches!(case.deal.lookup(path), Found::Absent);
    case.deal.lookup("partner.name").is_present()
        && (lacks("partner.contact.name") || lacks("partner.contact.role"))
}

/// Whether a path is part of the partner's person, which a logo lacks as a whole.
pub fn is_contact_path(path: &str) -> bool {
    path == "partner.contact" || path.starts_with("partner.contact.")
}

/// Whether a path is required and holds a placeholder: `file/placeholder` reports it.
pub fn by_placeholder(case: &Case<'_>, path: &str) -> bool {
    matches!(case.deal.lookup(path), Found::Placeholder(_))
        && case
            .process
            .required
            .iter()
            .any(|required| &*required.value == path)
}

/// Whether a required path is absent only because the partner, or its person, is: that has a finding of its own. Who
/// registered a deal follows from the partner's person when only the day is written.
pub fn by_partner(case: &Case<'_>, path: &str) -> bool {
    if path != "registered.by" && !is_contact_path(path) {
        return false;
    }
    let there = |path: &str| case.deal.lookup(path).is_present();
    if there("partner.name") {
        return is_logo(case) && (is_contact_path(path) || !there("partner.contact.name"));
    }
    let mut required = case.process.required.iter();
    required.any(|path| matches!(&*path.value, "partner" | "partner.name"))
}

/// Whether the text of a path, or of a key above it, is written but only a comment to YAML: `file/text-cut` reports it.
pub fn by_text_cut(deal: &DealContext<'_>, path: &str) -> bool {
    deal.emptied().iter().any(|key| overlap(&key.path, path))
}

/// Whether the value missing at a path is required of the registration: `registration/missing-field` reports it.
pub fn by_registration(case: &Case<'_>, path: &str) -> bool {
    if is_contact_path(path) && is_logo(case) {
        return true;
    }
    case.process
        .required
        .iter()
        .any(|required| overlap(required, path) && !case.deal.lookup(required).is_present())
}

/// Whether a path is one of the packet's, which `handoff/missing-field` asks for.
pub fn by_packet(path: &str) -> bool {
    Field::ALL.iter().any(|field| {
        field.paths().iter().any(|known| {
            known.starts_with("handoff.")
                && (*known == path || known.starts_with(&format!("{path}.")))
        })
    })
}

/// Whether the credit rule is one that process.toml does not know: `credit/unknown-rule` reports it.
pub fn by_credit_rule(case: &Case<'_>, path: &str) -> bool {
    let rule = || case.deal.credit.as_ref()?.rule.as_ref();
    path == "credit.rule" && rule().is_some_and(|rule| !credit::is_known(case.process, rule))
}

/// Whether a commit is known to have changed the credit rule after entry: `credit/changed-after-entry` reports it, and by whom.
pub fn by_credit_change(deal: &DealContext<'_>) -> bool {
    past::credit_change(&deal.case, deal.past()).is_some()
}

/// Whether a criterion only waits for an answer that is late: `handoff/no-response` reports it.
pub fn by_response(case: &Case<'_>, judged: &CriterionResult<'_>) -> bool {
    let field = judged.criterion.field.as_ref();
    field.is_some_and(|field| field.starts_with("handoff.response"))
        && clocks::response(case).is_some_and(|reading| reading.is_over())
}

/// Whether a criterion asks for an answer that was no too often: `handoff/declined-too-often` reports it.
pub fn by_declines(deal: &DealContext<'_>, judged: &CriterionResult<'_>) -> bool {
    matches!(deal.step_on(judged), Some(HandoffStep::GiveUp { .. }))
}

/// The criteria that a deal past the limit of its stage still has to meet: `gate/overdue` reports it.
pub fn overdue<'d, 'a>(deal: &'d DealContext<'a>) -> Vec<&'d CriterionResult<'a>> {
    let case = &deal.case;
    if !clocks::stage(case).is_some_and(|reading| reading.is_over()) {
        return Vec::new();
    }
    let unmet = deal.to_do().iter().filter(|judged| {
        judged.unmet().is_some_and(gates::reported_by_gate)
            && !by_response(case, judged)
            && !by_declines(deal, judged)
    });
    unmet.collect()
}

/// Whether an exceeded limit has a finding of its own, which says how long the deal has stalled and whose move it is:
/// the stage's limit, the partner's silence, the seller's answer.
pub fn by_clock(deal: &DealContext<'_>) -> bool {
    let case = &deal.case;
    let is_over = |reading: Option<ClockReading>| reading.is_some_and(|reading| reading.is_over());
    is_over(clocks::response(case)) || is_over(clocks::silence(case)) || !overdue(deal).is_empty()
}

/// Whether a criterion of a gate asks for a path that is missing or only a placeholder: the gate reports it, as an
/// error once the deal has passed it and as a to-do in the current stage.
pub fn by_gate(deal: &DealContext<'_>, path: &str) -> bool {
    let asks = |judged: &&CriterionResult<'_>| {
        let mut checks = judged.criterion.conditions.iter();
        let field = judged.criterion.field.as_ref();
        field.is_some_and(|field| &*field.value == path)
            || checks.any(|condition| match condition {
                Condition::Check(check) => check.paths.iter().any(|known| known == path),
                _ => false,
            })
    };
    let judged = deal.left_behind().iter().chain(deal.to_do());
    judged.filter(asks).any(|judged| judged.unmet().is_some())
}

/// Whether a field of the packet fails for a placeholder, for a value that could not be read, or for a text that is only a
/// comment, which have findings of their own.
pub fn by_file(deal: &DealContext<'_>, field: Field) -> bool {
    let path = format!("handoff.{}", field.key());
    let state = |packet: &FieldStatus| {
        packet.field == field
            && matches!(
                packet.state,
                FieldState::Placeholder(..) | FieldState::Unusable
            )
    };
    let unread = |entry: &UnreadKey| !entry.placeholder && is_below(&entry.path, &path);
    deal.packet().fields.iter().any(state)
        || deal.case.deal.unread.iter().any(unread)
        || by_text_cut(deal, &path)
}

/// Whether a value within a span was written for a path and could not be read, which has a finding of its own.
pub fn is_unread(case: &Case<'_>, path: &str, within: Span) -> bool {
    let inside = |span: Span| within.start <= span.start && span.end <= within.end;
    let here = |entry: &UnreadKey| !entry.placeholder && entry.path == path && inside(entry.span);
    case.deal.unread.iter().any(here)
}

/// Whether what an unmet criterion lacks has a finding of its own, so that the gate does not repeat it.
///
/// Once the packet is due, and in the handoff stage, its rule reports its fields; a transfer that a light packet does
/// without is not missing either (D4.7). A gate before the handoff that asks for such a field reports it itself.
pub fn criterion(deal: &DealContext<'_>, judged: &CriterionResult<'_>, unmet: &Unmet) -> bool {
    let case = &deal.case;
    if by_waiver(deal, judged) {
        return true;
    }
    let Some(field) = &judged.criterion.field else {
        return false;
    };
    if by_registration(case, field) || by_roles(deal, field, unmet.lack) {
        return true;
    }
    match unmet.lack {
        Lack::Other => return by_credit_rule(case, field),
        // `credit/set-late` reports a rule that was set after entry.
        Lack::OtherTime => return is_below(field, "credit") && credit::set_late(case).is_some(),
        Lack::Missing | Lack::Placeholder | Lack::Unusable => {}
    }
    let in_handoff = case.process.stages[judged.stage].is_handoff;
    (in_handoff || packet_is_due(deal))
        && deal.packet().fields.iter().any(|packet| {
            let (FieldState::Missing(path) | FieldState::Placeholder(path, _)) = packet.state
            else {
                return false;
            };
            by_packet(path) && overlap(path, field) && (packet.needed || judged.criterion.transfer)
        })
}

/// Whether a waiver of the criterion is written and could not be read.
fn by_waiver(deal: &DealContext<'_>, judged: &CriterionResult<'_>) -> bool {
    let name = words::name_of(deal.case.process, judged);
    let mut unread = deal.case.deal.unread.iter();
    unread.any(|entry| entry.path == "waivers" && deal.text(entry.span).contains(&name))
}

/// Whether a gate that the deal has left asks for the value missing at a path: `gate/unmet-criterion` reports it, or
/// `file/placeholder`.
pub fn by_left_gate(deal: &DealContext<'_>, path: &str) -> bool {
    let asks = |judged: &CriterionResult<'_>| {
        let field = judged.criterion.field.as_ref();
        field.is_some_and(|field| is_below(path, field)) && judged.unmet().is_some()
    };
    deal.left_behind().iter().any(asks)
}

/// Whether a rule of the family `roles` reports what is at a path: a role without a holder, or with a holder who is not
/// one person.
fn by_roles(deal: &DealContext<'_>, path: &str, lack: Lack) -> bool {
    let case = &deal.case;
    match lack {
        Lack::Other => {
            let mut written = joint::written(case.deal).into_iter();
            written.any(|(role, name)| {
                role.path() == path && joint::not_a_person(case, name).is_some()
            })
        }
        Lack::Missing | Lack::Placeholder => {
            let mut unfilled = joint::unfilled(case).into_iter();
            unfilled.any(|role| role.path() == path) && !by_left_gate(deal, path)
        }
        Lack::Unusable | Lack::OtherTime => false,
    }
}

/// Whether the packet must be complete by now: it was sent, or the deal is past the handoff, by the day the book is
/// seen from.
pub fn packet_is_due(deal: &DealContext<'_>) -> bool {
    let case = &deal.case;
    let sent = case
        .deal
        .handoff
        .as_ref()
        .is_some_and(|handoff| handoff.sent_on().is_some());
    sent || (case
        .handoff_position()
        .is_some_and(std::cmp::Ordering::is_gt))
}
