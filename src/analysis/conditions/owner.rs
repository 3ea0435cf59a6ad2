//! The owner of the handoff: one person of ours until the seller accepts it (D4.4, D5).

use crate::analysis::command::command;
use crate::analysis::moves::{Role, of_role};
use crate::model::NotAPerson;

use super::context::HandoffContext;
use super::verdict::{Fault, Scope, Verdict};

pub(in crate::analysis) fn judge(context: &HandoffContext<'_>, _: Scope) -> Verdict {
    let role = Role::PartnerMarketing;
    let unmet = |fault, why: String| {
        let owner = of_role(context.case, role).owner;
        let known = owner.map_or_else(String::new, |owner| {
            format!(" ({owner} is our partner marketing)")
        });
        let help = format!(
            "choose one person of ours{known}: {}",
            command(context.case, "assign", &["packet=NAME"])
        );
        Err(context.unmet(fault, "handoff.owner", role, why, help))
    };
    let Some(owner) = &context.handoff.owner else {
        return unmet(Fault::Absent, "nobody owns it".to_owned());
    };
    match context.case.person(owner) {
        Ok(person) if context.is_partners(person.name) => unmet(
            Fault::Contradicted,
            format!(
                "{} is the partner's; the packet is ours until it is accepted",
                person.name
            ),
        ),
        Ok(person) => Ok(person.name.to_owned()),
        Err(NotAPerson::Placeholder) => unmet(Fault::Absent, "nobody owns it yet".to_owned()),
        Err(why) => unmet(Fault::NotAPerson, format!("`{owner}` is {}", why.reason())),
    }
}
