//! `handoff/owner-is-not-a-person`.

use crate::analysis::moves::{self, Role};
use crate::lint::rule::rule;
use crate::lint::{DealContext, Sink, words};
use crate::model::NotAPerson;

rule! {
    /// The handoff is owned by a team, a mailing list or several people.
    ///
    /// One of the ways a handoff dies is that nobody owns it (D4.4): an alias answers no seller, and two names each wait
    /// for the other. Until a seller accepts, the handoff has one owner, by name (D1.2, D4 field 11).
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
    let Some(owner) = case
        .deal
        .handoff
        .as_ref()
        .and_then(|handoff| handoff.owner.as_ref())
    else {
        return;
    };
    let why = match case.person(owner) {
        Ok(_) | Err(NotAPerson::Placeholder) => return,
        Err(why) => why.reason(),
    };
    let whose = moves::of_role(case, Role::PartnerMarketing);
    let name = whose.owner.as_deref().unwrap_or("…");
    let help = format!("choose one person and write owner: {name}");
    out.add(
        out.finding(
            case.deal.place(owner.span),
            format!(
                "nobody owns this handoff: {} is {why}",
                words::quoted(owner)
            ),
        )
        .label(why)
        .subject("handoff.owner")
        .whose(whose)
        .help(help),
    );
}
