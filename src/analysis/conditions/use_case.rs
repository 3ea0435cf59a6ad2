//! Whether the use case is of this account, or could apply to any (D4.3).

use crate::analysis::moves::Role;
use crate::analysis::wording::mentions::names_customer;

use super::context::{HandoffContext, real};
use super::verdict::{Fault, Scope, Verdict};

/// The texts that another account's packet may share, and what they are.
const TEXTS: [(&str, &str); 3] = [
    ("handoff.trigger", "what the customer is quoted with"),
    ("handoff.why_partner", "why the partner matters"),
    ("handoff.joint_value", "the joint value"),
];

pub(super) fn judge(context: &HandoffContext<'_>, _: Scope) -> Verdict {
    let role = Role::PartnerMarketing;
    for (path, what) in TEXTS {
        if let Some(why) = context.copied(path, what) {
            let field = path.trim_start_matches("handoff.");
            let field = if field == "trigger" {
                "trigger.quote"
            } else {
                field
            };
            let help = format!(
                "say what is so only here, what was done, with whom, how many, since when: {}",
                context.draft(&[&format!("{field}=TEXT")])
            );
            return Err(context.unmet(Fault::Contradicted, path, role, why, help));
        }
    }
    let trigger = context.handoff.trigger.as_ref();
    let quoted = trigger.filter(|trigger| real(trigger.quote.as_ref()).is_some());
    if let Some(speaker) = quoted.and_then(|trigger| context.person(trigger.by.as_ref())) {
        return Ok(format!("in the words of {speaker}"));
    }
    let need = context.case.deal.need.as_ref();
    let mut texts = [
        context.handoff.why_account.as_ref(),
        context.handoff.why_partner.as_ref(),
        context.handoff.joint_value.as_ref(),
        need.and_then(|need| need.what.as_ref()),
    ]
    .into_iter()
    .flatten();
    let account = context.account();
    if texts.any(|text| names_customer(context.case, context.handoff, text)) {
        return Ok(format!("it names {account} or somebody there"));
    }
    let why = format!("nobody of {account} is quoted, and no text names it");
    let help = format!(
        "quote the customer, with the speaker and the day: {}",
        context.draft(&["trigger.quote=TEXT", "trigger.by=NAME", "trigger.date=DATE"])
    );
    let path = "handoff.joint_value";
    Err(context.unmet(Fault::Wording, path, role, why, help))
}
