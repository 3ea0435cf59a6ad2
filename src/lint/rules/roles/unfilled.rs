//! `roles/unfilled`.

use crate::analysis::{joint, moves};
use crate::lint::rule::rule;
use crate::lint::{DealContext, Sink, suppression, words};

rule! {
    /// A deal is in joint work, and nobody holds a role that it needs there.
    ///
    /// In joint work it is clear who leads the customer conversation, who owns the technical side, and in the last
    /// stage who drives the close (D3.5). A role that nobody holds is done twice or not at all, and the partner learns
    /// of it last. Joint work is what comes after the handoff. If a gate that the deal has left asks for the role, that
    /// gate reports it. A small deal, below the amount of `[handoff] light`, needs nobody but who leads the customer conversation
    /// (D4.7).
    ///
    /// ```yaml bad
    /// account: {name: Quayside Ports}
    /// roles: {customer: Sam Ortiz}
    /// history: {registered: 2026-09-28, qualified: 2026-10-05, handoff: 2026-10-19, joint: 2026-10-22}
    /// ```
    /// ```yaml good
    /// account: {name: Quayside Ports}
    /// roles: {customer: Sam Ortiz, technical: Dana Reyes}
    /// history: {registered: 2026-09-28, qualified: 2026-10-05, handoff: 2026-10-19, joint: 2026-10-22}
    /// ```
    /// ```yaml good
    /// account: {name: Quayside Ports}
    /// opportunity: {amount: 12000}
    /// roles: {customer: Sam Ortiz}
    /// history: {registered: 2026-09-28, qualified: 2026-10-05, handoff: 2026-10-19, joint: 2026-10-22}
    /// ```
    /// ```yaml good
    /// account: {name: Quayside Ports}
    /// roles: {customer: Sam Ortiz}
    /// history: {registered: 2026-09-28, qualified: 2026-10-05, handoff: 2026-10-19}
    /// ```
    pub(super) UNFILLED = "roles/unfilled", Warning, Deal(check)
}

fn check(deal: &DealContext<'_>, out: &mut Sink<'_>) {
    let case = &deal.case;
    let unfilled = joint::unfilled(case);
    let unfilled: Vec<_> = unfilled
        .into_iter()
        .filter(|role| !suppression::by_left_gate(deal, role.path()))
        .collect();
    let Some((_, stage)) = case.stage().filter(|_| !unfilled.is_empty()) else {
        return;
    };
    let does: Vec<&str> = unfilled.iter().map(|role| role.does()).collect();
    let first = unfilled[0].path();
    let assigned: Vec<String> = unfilled
        .iter()
        .map(|role| format!("{}=NAME", role.key()))
        .collect();
    let assigned: Vec<&str> = assigned.iter().map(String::as_str).collect();
    out.add(
        out.finding(
            case.deal.place(case.deal.nearest_span(first)),
            format!("in {}, and nobody {}", stage.name, does.join(", or ")),
        )
        .label(format!(
            "no {} here",
            words::list(&unfilled.iter().map(|role| role.key()).collect::<Vec<_>>())
        ))
        .subject(first)
        .whose(moves::of_stage(case, stage))
        .help(format!(
            "agree on one person for each, then: {}",
            words::command(case, "assign", &assigned)
        )),
    );
}
