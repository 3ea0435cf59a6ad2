//! How the packet's fields are named in a sentence, and how they are written.

use chrono::NaiveDate;

use crate::analysis::packet::{FIELDS, Field, FieldState};

/// What is missing, as D4 names it.
pub(super) fn name_of(field: &Field) -> &'static str {
    match field.state {
        FieldState::Missing("handoff.acceptance.within") => "a response window",
        _ => field.kind.name,
    }
}

/// The lines that fields are written as.
pub(super) fn yaml(fields: &[&Field], today: NaiveDate) -> String {
    let lines = fields.iter().map(|field| line(field, today));
    lines.collect::<Vec<_>>().join(", ")
}

fn line(field: &Field, today: NaiveDate) -> String {
    match (field.kind.key, field.state) {
        ("account", _) => "account: {name: …}".to_owned(),
        ("partner", _) => "partner: {name: …, contact: {name: …, role: …}}".to_owned(),
        ("trigger", _) => "trigger: {quote: …, by: …, date: …, source: notes/….md}".to_owned(),
        ("warm_path", _) => {
            "warm_path: {ours: …, theirs: …, through: …, warmth: …, intro: …}".to_owned()
        }
        ("seller_move", _) => "seller_move: {action: …, due: …}".to_owned(),
        ("partner_move", _) => "partner_move: {action: …, due: …, agreed: notes/….md}".to_owned(),
        ("conflict", _) => format!("conflict: {{checked: {today}, by: …}}"),
        ("evidence", _) => "evidence: [notes/….md]".to_owned(),
        ("owner", FieldState::Missing("handoff.acceptance.within")) => {
            "acceptance: {within: 3 business days}".to_owned()
        }
        (key, _) => format!("{key}: …"),
    }
}

/// What is not ready, by the key that readiness gives it: for the account that is the seller's list.
pub(super) fn name_of_unready(key: &str) -> &'static str {
    let field = FIELDS
        .iter()
        .find(|field| field.key == key && key != "account");
    field.map_or("priority list", |field| field.name)
}
