//! `roles/partner-has-no-role`.

use crate::analysis::whose::{self, Whose};
use crate::analysis::{joint, moves};
use crate::lint::rule::rule;
use crate::lint::{DealContext, Sink, words};

rule! {
    /// A deal is in joint work, and each of its roles is held by one of our own or by the customer.
    ///
    /// A partner process makes the partner's part a required step, so that nobody can work the deal around the partner
    /// (D1.6, D3.10). A partner without a role brings the deal in and hears of it at the close. Somebody whom no file knows
    /// may be the partner's; our own are those with a role or a stage in process.toml, and sellers and owners of deals. As long
    /// as a role is not filled, `roles/unfilled` asks for it. In a small deal, below the amount of `[handoff] light`, the move that the
    /// packet has of the partner is a part of its own (D4.7).
    ///
    /// ```yaml bad
    /// account: {name: Quayside Ports}
    /// partner: meridian
    /// roles: {customer: Sam Ortiz, technical: Sam Ortiz}
    /// history: {registered: 2026-09-28, qualified: 2026-10-05, handoff: 2026-10-19, joint: 2026-10-22}
    /// ```
    /// ```yaml good
    /// account: {name: Quayside Ports}
    /// opportunity: {amount: 12000}
    /// partner: meridian
    /// roles: {customer: Sam Ortiz}
    /// handoff: {partner_move: {action: Confirm the meeting, due: 2026-10-20}}
    /// history: {registered: 2026-09-28, qualified: 2026-10-05, handoff: 2026-10-19, joint: 2026-10-22}
    /// ```
    /// ```yaml good
    /// account: {name: Quayside Ports}
    /// partner: meridian
    /// roles: {customer: Sam Ortiz, technical: Dana Reyes}
    /// history: {registered: 2026-09-28, qualified: 2026-10-05, handoff: 2026-10-19, joint: 2026-10-22}
    /// ```
    /// ```yaml good
    /// account: {name: Quayside Ports}
    /// partner: meridian
    /// roles: {customer: Sam Ortiz, technical: Ida Lund}
    /// history: {registered: 2026-09-28, qualified: 2026-10-05, handoff: 2026-10-19, joint: 2026-10-22}
    /// ```
    pub(super) PARTNER_HAS_NO_ROLE = "roles/partner-has-no-role", Warning, Deal(check)
}

fn check(deal: &DealContext<'_>, out: &mut Sink<'_>) {
    let case = &deal.case;
    let Some((_, stage)) = case.stage().filter(|_| joint::is_without_partner(case)) else {
        return;
    };
    let partner = words::partner(case);
    let written = joint::written(case.deal);
    let held: Vec<&str> = written.iter().map(|(role, _)| role.key()).collect();
    let is_customers = |name: &str| matches!(whose::of(case, name), Whose::Customer);
    let people = if written.iter().any(|(_, name)| is_customers(name)) {
        "our own people and the customer's"
    } else {
        "our own people"
    };
    out.add(
        out.finding(
            case.deal.place(case.deal.nearest_span("roles")),
            format!(
                "{partner} has no role in {}: {} {} held by {people}",
                stage.name,
                words::list(&held),
                if held.len() == 1 { "is" } else { "are" }
            ),
        )
        .label("nobody of the partner")
        .subject("roles")
        .whose(moves::of_stage(case, stage))
        .help(format!(
            "agree with {partner} who of its people does what: {}",
            words::ways(
                &written
                    .iter()
                    .rev()
                    .map(|(role, _)| {
                        let assign = format!("{}=NAME", role.key());
                        words::command(case, "assign", &[&assign])
                    })
                    .collect::<Vec<_>>()
            )
        )),
    );
}
