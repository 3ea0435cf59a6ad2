//! The commands that do what a finding, a gate or a move asks for, as they are shown. What nobody has confirmed yet is an upper-case
//! word in them: `dealctl qualify quayside budget=STATUS --source FILE`.

use crate::analysis::Case;
use crate::analysis::command::command;
use crate::model::Criterion;
use crate::model::record::{Leaf, Meaning};

use super::outline::kind;

/// Returns the command that records what a criterion asks for. What is to be recorded is asked for, never supplied.
pub fn on_criterion(case: &Case<'_>, criterion: &Criterion) -> String {
    let Some(field) = criterion.field.as_ref().map(|field| &*field.value) else {
        return command(case, "gate", &[]);
    };
    let verdict = field
        .strip_prefix("qualification.")
        .and_then(|rest| rest.strip_suffix(".status"));
    if let Some(verdict) = verdict {
        let verdict = format!("{verdict}=STATUS");
        return command(case, "qualify", &[&verdict, "--source", "FILE"]);
    }
    if field == "roles" {
        return command(case, "assign", &["customer=NAME"]);
    }
    if let Some(role) = field.strip_prefix("roles.") {
        return command(case, "assign", &[&format!("{role}=NAME")]);
    }
    if field.starts_with("outcome") {
        return command(case, "close", &["won", "--amount", "AMOUNT"]);
    }
    if field.starts_with("handoff.response") {
        return command(case, "accept", &[]);
    }
    if field.starts_with("handoff") {
        return command(case, "handoff", &["draft"]);
    }
    let value = if field == "credit.rule" {
        "RULE"
    } else {
        word(field)
    };
    command(case, "set", &[field, value])
}

/// Returns the word that stands for the value of a path in a command: `DATE`, `NAME`, `AMOUNT` …
pub fn word(path: &str) -> &'static str {
    match kind(path) {
        Some((Leaf::Date, _)) => "DATE",
        Some((Leaf::Money, _)) => "AMOUNT",
        Some((Leaf::Text, Meaning::Person | Meaning::Title)) => "NAME",
        Some((Leaf::Text, Meaning::Reason)) => "REASON",
        Some((Leaf::Text, Meaning::Source)) => "FILE",
        Some((Leaf::Text, Meaning::Prose | Meaning::Answer)) => "TEXT",
        _ => "VALUE",
    }
}
