//! `process/partner-role-not-required`.

use crate::analysis::moves;
use crate::lint::rule::rule;
use crate::lint::{BookContext, Sink};
use crate::model::{Condition, Criterion, Process};

rule! {
    /// No stage asks who does what in joint work.
    ///
    /// A partner process has the partner's role as a required step, beside the handoff and the credit rule (D1.6). Where no
    /// gate asks for the roles, a seller can take the deal and work it around the partner, and nothing in the file would
    /// show it. A criterion on `roles` or on one of them will do, and so will `roles` among the handoff's `transfers`.
    ///
    /// ```toml bad
    /// [process]
    /// name = "Partner co-sell"
    /// currency = "USD"
    /// [[stages]]
    /// id = "handoff"
    /// kind = "handoff"
    /// transfers = ["need", "handoff.seller_move"]
    /// ```
    /// ```toml good
    /// [process]
    /// name = "Partner co-sell"
    /// currency = "USD"
    /// [[stages]]
    /// id = "handoff"
    /// kind = "handoff"
    /// transfers = ["need", "handoff.seller_move", "roles"]
    /// ```
    /// ```toml good
    /// [process]
    /// name = "Partner co-sell"
    /// currency = "USD"
    /// [[stages]]
    /// id = "joint"
    /// exit = [{ id = "technical-lead", field = "roles.technical", is = "person" }]
    /// ```
    /// ```toml good
    /// [process]
    /// name = "Partner co-sell"
    /// currency = "USD"
    /// [[stages]]
    /// id = "joint"
    /// exit = [{ id = "lead", check = "has(deal.roles.customer)", message = "Somebody leads the customer conversation" }]
    /// ```
    pub(super) PARTNER_ROLE_NOT_REQUIRED = "process/partner-role-not-required", Warning, Process(check)
}

fn check(context: &BookContext<'_>, out: &mut Sink<'_>) {
    let process = &context.book.process;
    if is_required(process) {
        return;
    }
    let handoff = process.handoff().map(|(_, stage)| stage);
    let (span, help) = match handoff {
        Some(stage) => (
            stage.span,
            "add \"roles\" to the `transfers` of the handoff, so that it is not left without them",
        ),
        None => (
            process.name_span(),
            "add `{ id = \"roles\", field = \"roles\" }` to the `exit` of the stage in which a seller takes the deal over",
        ),
    };
    out.add(
        out.finding(
            process.place(span),
            "no stage asks for the roles: a deal can be worked around the partner, and nobody would see it",
        )
        .label("neither `exit` nor `transfers` name `roles`")
        .subject("roles")
        .whose(moves::of_process(process))
        .help(help),
    );
}

fn is_required(process: &Process) -> bool {
    let mut criteria = process.stages.iter().flat_map(|stage| &stage.criteria);
    criteria.any(asks_for_roles) || process.required.iter().any(|path| is_role(path))
}

fn asks_for_roles(criterion: &Criterion) -> bool {
    let by_check = |condition: &Condition| match condition {
        // A check that reads the whole deal may read the roles too, so it counts.
        Condition::Check(check) => check
            .paths
            .iter()
            .any(|path| path.is_empty() || is_role(path)),
        _ => false,
    };
    criterion.field.as_ref().is_some_and(|field| is_role(field))
        || criterion.conditions.iter().any(by_check)
}

fn is_role(path: &str) -> bool {
    path == "roles" || path.starts_with("roles.")
}
