//! `handoff/not-on-priority-list`.

use crate::analysis::conditions::{Fault, PRIORITY_LIST, Scope};
use crate::lint::rule::rule;
use crate::lint::{DealContext, Sink};

use super::draft;

rule! {
    /// The priority list that a draft points to does not name the account.
    ///
    /// A seller works the accounts on the list; an account that is not on it is dropped, however good the packet is
    /// (D4.2, D4.4 “no account logic”). The account is looked for as whole words, legal forms aside. `priority_list`
    /// may also be words instead of a file. Once the packet has been sent, `handoff/sent-before-ready` reports it.
    ///
    /// ```yaml bad
    /// account: {name: Quayside Ports}
    /// handoff: {seller: Sam Ortiz, priority_list: lists/ortiz-q4.md}
    /// ```
    /// ```yaml good
    /// account: {name: Northwind Logistics}
    /// handoff: {seller: Sam Ortiz, priority_list: lists/ortiz-q4.md}
    /// ```
    /// ```yaml good
    /// account: {name: Quayside Ports}
    /// handoff: {seller: Sam Ortiz, priority_list: Sam asked for Quayside in the October review}
    /// ```
    pub(super) NOT_ON_PRIORITY_LIST = "handoff/not-on-priority-list", Warning, Deal(check)
}

fn check(deal: &DealContext<'_>, out: &mut Sink<'_>) {
    let case = &deal.case;
    if draft::of(deal).is_none() {
        return;
    }
    let unmet = deal.unmet(&PRIORITY_LIST, Scope::Sending);
    let Some(unmet) = unmet.filter(|unmet| unmet.fault == Fault::Contradicted) else {
        return;
    };
    let message = format!("{}, so the seller has no reason to look", unmet.why);
    out.add(
        out.unmet(case, unmet.span, message, &unmet)
            .label("not on this list")
            .subject("handoff.priority_list"),
    );
}
