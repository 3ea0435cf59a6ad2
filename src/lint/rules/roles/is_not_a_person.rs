//! `roles/is-not-a-person`.

use crate::analysis::{joint, moves};
use crate::lint::rule::rule;
use crate::lint::{DealContext, Sink, words};

rule! {
    /// A role in joint work is held by a team, a company or several people.
    ///
    /// In joint work it is clear who leads the customer conversation, who owns the technical side and who drives the
    /// close (D3.5). A team does not answer, a company cannot be called, and two people each wait for the other (D1.2).
    ///
    /// ```yaml bad
    /// account: {name: Quayside Ports}
    /// roles: {customer: Sales team, technical: Dana Reyes}
    /// ```
    /// ```yaml bad
    /// account: {name: Quayside Ports}
    /// partner: meridian
    /// roles: {customer: Sam Ortiz, technical: Meridian Cloud Consulting}
    /// ```
    /// ```yaml bad
    /// account: {name: Quayside Ports}
    /// roles: {customer: Sam Ortiz and Ana Duarte}
    /// ```
    /// ```yaml good
    /// account: {name: Quayside Ports}
    /// partner: meridian
    /// roles: {customer: Sam Ortiz, technical: Dana Reyes, close: Sam Ortiz}
    /// ```
    pub(super) IS_NOT_A_PERSON = "roles/is-not-a-person", Error, Deal(check)
}

fn check(deal: &DealContext<'_>, out: &mut Sink<'_>) {
    let case = &deal.case;
    for (role, name) in joint::written(case.deal) {
        let Some(why) = joint::not_a_person(case, name) else {
            continue;
        };
        let message = format!(
            "nobody {} here: {} is {why}",
            role.does(),
            words::quoted(name)
        );
        out.add(
            out.finding(case.deal.place(name.span), message)
                .label(why)
                .subject(role.path())
                .whose(moves::of_deal(case))
                .help(format!(
                    "choose one person, then: {}",
                    words::command(case, "assign", &[&format!("{}=NAME", role.key())])
                )),
        );
    }
}
