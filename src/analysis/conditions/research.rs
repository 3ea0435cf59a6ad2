//! What the seller would have to find out first: the needed fields that are not there (D4.3).

use crate::analysis::packet::{FieldState, FieldStatus};

use super::context::HandoffContext;
use super::verdict::{Fault, Scope, Verdict};

pub(super) fn judge(context: &HandoffContext<'_>, _: Scope) -> Verdict {
    let is_unread = |status: &&FieldStatus| status.needed && status.state == FieldState::Unusable;
    let unread = context.packet.fields.iter().filter(is_unread);
    let missing: Vec<&FieldStatus> = context.packet.lacking().chain(unread).collect();
    let Some(first) = missing.first() else {
        let needed = context.packet.needed();
        let fields = if needed == 1 { "field" } else { "fields" };
        return Ok(format!("all {needed} needed {fields} are there"));
    };
    let names: Vec<&str> = missing.iter().map(|status| status.field.name()).collect();
    let path = first.field.paths().first().copied().unwrap_or("handoff");
    Err(context.unmet(
        Fault::Absent,
        path,
        first.field.role(),
        format!("not there: {}", names.join(", ")),
        format!(
            "ask for what is missing, the partner first: {}",
            context.draft(&[])
        ),
    ))
}
