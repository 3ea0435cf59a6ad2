//! How the packet's fields are named in a sentence, and how they are filled in.

use crate::analysis::Case;
use crate::analysis::packet::{Field, FieldState, FieldStatus, WINDOW_PATH};
use crate::lint::words;

/// Returns what is missing, as D4 names it.
pub(super) fn name_of(status: &FieldStatus) -> &'static str {
    match status.state {
        FieldState::Missing(WINDOW_PATH) => "a response window",
        _ => status.field.name(),
    }
}

/// Returns how to fill fields in. In a terminal `draft` asks for each; what is known can be given at once.
pub(super) fn help(case: &Case<'_>, fields: &[&FieldStatus]) -> String {
    let filled: Vec<&str> = fields
        .iter()
        .flat_map(|status| match status.state {
            FieldState::Missing(WINDOW_PATH) => &["acceptance.within=DURATION"],
            _ => filled_in(status.field),
        })
        .copied()
        .collect();
    let command = words::command(case, "handoff", &[&["draft"], &filled[..]].concat());
    match fields.len() {
        1 => format!("ask for it: {command}"),
        _ => format!(
            "ask for what is missing; in a terminal, `draft` alone asks for each: {command}"
        ),
    }
}

/// Returns the fields of a command that fill a field of the packet in.
const fn filled_in(field: Field) -> &'static [&'static str] {
    match field {
        Field::Account => &["account.name=NAME"],
        Field::Partner => &["partner.contact=NAME, ROLE"],
        Field::WhyPartner => &["why_partner=TEXT"],
        Field::Trigger => &[
            "trigger.quote=TEXT",
            "trigger.by=NAME",
            "trigger.date=DATE",
            "trigger.source=FILE",
        ],
        Field::JointValue => &["joint_value=TEXT"],
        Field::WarmPath => &[
            "warm_path.ours=NAME",
            "warm_path.theirs=NAME",
            "warm_path.through=NAME",
            "warm_path.intro=TEXT",
        ],
        Field::SellerMove => &["seller_move.action=TEXT", "seller_move.due=DATE"],
        Field::PartnerMove => &[
            "partner_move.action=TEXT",
            "partner_move.due=DATE",
            "partner_move.agreed=FILE",
        ],
        Field::Conflict => &["conflict.checked=DATE", "conflict.by=NAME"],
        Field::Evidence => &["evidence=FILE"],
        Field::Owner => &["owner=NAME"],
    }
}
