//! `handoff/owner-is-not-a-person`.

use crate::analysis::conditions::{Fault, NO_OWNER, Scope};
use crate::lint::rule::rule;
use crate::lint::{DealContext, Sink};

rule! {
    /// The handoff is owned by a team, a mailing list or several people.
    ///
    /// One of the ways a handoff dies is that nobody owns it (D4.4): an alias does not answer a seller, and two people
    /// each wait for the other. Until a seller accepts, the handoff has one owner, by name (D1.2, D4 field 11).
    ///
    /// ```yaml bad
    /// account: {name: Quayside Ports}
    /// handoff: {owner: Partner team}
    /// ```
    /// ```yaml bad
    /// account: {name: Quayside Ports}
    /// handoff: {owner: priya@ourco.example}
    /// ```
    /// ```yaml bad
    /// account: {name: Quayside Ports}
    /// handoff: {owner: Priya Raman and Maya Chen}
    /// ```
    /// ```yaml good
    /// account: {name: Quayside Ports}
    /// handoff: {owner: Priya Raman}
    /// ```
    pub(super) OWNER_IS_NOT_A_PERSON = "handoff/owner-is-not-a-person", Error, Deal(check)
}

fn check(deal: &DealContext<'_>, out: &mut Sink<'_>) {
    let case = &deal.case;
    let unmet = deal.unmet(&NO_OWNER, Scope::Everything);
    let Some(unmet) = unmet.filter(|unmet| unmet.fault == Fault::NotAPerson) else {
        return;
    };
    let message = format!("nobody owns this handoff: {}", unmet.why);
    out.add(
        out.unmet(case, unmet.span, message, &unmet)
            .label("not one person")
            .subject("handoff.owner"),
    );
}
