//! The partner as a person with an action (D4.3, D4.4).

use crate::analysis::command::command;
use crate::analysis::moves::Role;
use crate::analysis::packet::Field;

use super::context::{HandoffContext, real};
use super::verdict::{Fault, Scope, Unmet, Verdict};

pub(super) fn judge(context: &HandoffContext<'_>, _: Scope) -> Verdict {
    let who = match person(context) {
        Err(unmet) if context.packet.needs(Field::Partner) => return Err(unmet),
        person => person.unwrap_or("the partner"),
    };
    let first = context.handoff.partner_move.first();
    let has_action = first.is_some_and(|first| real(first.action.as_ref()).is_some());
    if context.packet.needs(Field::PartnerMove) && !has_action {
        let why = "no action of the partner is named";
        let help = format!(
            "ask the partner what it will do, and by when: {}",
            context.draft(&["partner_move.action=TEXT", "partner_move.due=DATE"])
        );
        return Err(context.unmet(Fault::Absent, "partner", Role::Alliances, why, help));
    }
    Ok(format!("{who} acts for the partner"))
}

/// Returns the partner's person by name.
///
/// # Errors
/// If the partner has no contact who is a person.
pub fn person<'a>(context: &HandoffContext<'a>) -> Result<&'a str, Unmet> {
    let partner = context.case.deal.partner.as_ref();
    let contact = partner.and_then(|partner| partner.contact.as_ref());
    let name = real(contact.and_then(|contact| contact.name.as_ref()));
    let (fault, why) = match name.map(|name| (name, context.case.person(name))) {
        Some((_, Ok(person))) => return Ok(person.name),
        Some((name, Err(why))) => (Fault::NotAPerson, format!("{name} is {}", why.reason())),
        None => (
            Fault::Absent,
            "the partner is a company, without a person".to_owned(),
        ),
    };
    let help = format!(
        "ask who acts there, with the role: {}",
        command(context.case, "set", &["partner.contact", "NAME, ROLE"])
    );
    Err(context.unmet(fault, "partner", Role::Alliances, why, help))
}
