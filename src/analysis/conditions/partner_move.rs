//! The partner's next move, and the partner's agreement to it in writing (D4.2).

use crate::analysis::agreement::{Agreement, later_than};
use crate::analysis::moves::Role;
use crate::load::evidence::Source;
use crate::model::deal::Agreed;

use super::context::HandoffContext;
use super::verdict::{Fault, Scope, Unmet, Verdict};

const PATH: &str = "handoff.partner_move";

pub(super) fn judge(context: &HandoffContext<'_>, _: Scope) -> Verdict {
    let Some(first) = context.handoff.partner_move.first() else {
        let help = format!(
            "ask the partner what it will do, by when, and save the answer: {}, then {}",
            context.draft(&["partner_move.action=TEXT", "partner_move.due=DATE"]),
            context.note("handoff.partner_move.agreed")
        );
        let why = "the partner has no next move";
        return Err(context.unmet(Fault::Absent, PATH, Role::Alliances, why, help));
    };
    let agreed = first.agreed.as_ref();
    let unmet = disagreement(context, agreed, "the partner's move", Writing::Required);
    let source = agreed.and_then(|agreed| agreed.source.as_deref());
    unmet.map_or_else(
        || Ok(source.map_or_else(String::new, ToString::to_string)),
        Err,
    )
}

/// Whether an agreement has to be in writing.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::analysis) enum Writing {
    /// A file or a link.
    Required,
    /// A day is enough.
    Optional,
}

/// Returns why the partner has not agreed to something in time; `None` if it has.
pub(in crate::analysis) fn disagreement(
    context: &HandoffContext<'_>,
    agreed: Option<&Agreed>,
    what: &str,
    writing: Writing,
) -> Option<Unmet> {
    let who = context.contact().unwrap_or("the partner");
    let in_writing = match writing {
        Writing::Required => " in writing",
        Writing::Optional => "",
    };
    let unopened = |source: &str| {
        let why = context.absence(source);
        (
            context.unopened(source),
            format!("agreed to {what} in {source}, which {why}"),
        )
    };
    let (fault, why) = match (
        Agreement::of(&context.look, agreed),
        later_than(agreed, context.day),
    ) {
        (Agreement::No, _) => (
            Fault::NotAgreed,
            format!("has not agreed to {what}{in_writing}"),
        ),
        (Agreement::Words(words), _) => (
            Fault::NotAgreed,
            format!(
                "has not agreed to {what}{in_writing}: “{words}” is neither a day nor a source"
            ),
        ),
        (Agreement::OnDay, _) if writing == Writing::Required => (
            Fault::NotAgreed,
            format!("has agreed to {what}, but not in writing"),
        ),
        (Agreement::Dead(source), _) if context.look.source(source) == Source::Late => {
            unopened(source)
        }
        (_, Some(day)) => (
            Fault::Timing,
            format!(
                "agreed to {what} only on {}, after it was sent",
                context.date(day)
            ),
        ),
        (Agreement::Dead(source), None) => unopened(source),
        (Agreement::OnDay | Agreement::InWriting(_), None) => return None,
    };
    let help = format!(
        "ask {who} for a line and save it: {}",
        context.note("handoff.partner_move.agreed")
    );
    Some(context.unmet(fault, PATH, Role::Alliances, format!("{who} {why}"), help))
}
