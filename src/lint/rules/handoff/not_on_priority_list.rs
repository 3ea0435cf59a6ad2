//! `handoff/not-on-priority-list`.

use crate::analysis::moves;
use crate::analysis::readiness::{self, OnList};
use crate::lint::rule::rule;
use crate::lint::{DealContext, Sink, words};

use super::draft;

rule! {
    /// The priority list that a draft points to does not name the account.
    ///
    /// A seller works the accounts on the list; another one is dropped however good the packet is (D4.2, D4.4 “no account
    /// logic”). The account is looked for as whole words, legal forms aside. `priority_list` may also be words instead of
    /// a file. Once the packet was sent, `handoff/sent-before-ready` says so.
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
    let Some(handoff) = draft::of(deal) else {
        return;
    };
    let (Some(list), Some(account)) = (&handoff.priority_list, case.deal.account_name()) else {
        return;
    };
    if !matches!(readiness::on_list(case, handoff), OnList::NotNamed(_))
        || !deal.packet().needs("account")
    {
        return;
    }
    let account = words::plain(account);
    out.add(
        out.finding(
            case.deal.place(list.span),
            format!("{} does not name {account}, so the seller has no reason to look", words::plain(list)),
        )
        .label("not on this list")
        .subject("handoff.priority_list")
        .whose(moves::of_role(case, moves::Role::PartnerMarketing))
        .help(format!(
            "name the list that holds “{account}”, agree with the seller that it goes on, or say in words why it matters: priority_list: …"
        )),
    );
}
