//! `handoff/move-overdue`.

use crate::analysis::moves::{self, Role};
use crate::analysis::promised;
use crate::lint::rule::rule;
use crate::lint::{DealContext, Sink, words};
use crate::model::deal::Side;
use crate::model::scalar::prose_date;

rule! {
    /// A side has not made the move that it promised in the packet, and its day is past.
    ///
    /// Once a packet is accepted, both sides move (D4 fields 7 and 8); when one of them does not, the handoff stalls (D4.9) and
    /// the customer notices first. A touch of that side counts as its move, from the day of the answer on. A seller who took a
    /// better move instead is not held to the one that was written.
    ///
    /// ```yaml bad
    /// account: {name: Quayside Ports}
    /// partner: meridian
    /// history: {registered: 2026-09-28, qualified: 2026-10-12, handoff: 2026-11-02, joint: 2026-11-05}
    /// handoff:
    ///   seller: Ana Duarte
    ///   seller_move: {action: Call the harbour master, due: 2026-11-09}
    ///   sent: 2026-11-02
    ///   response: {result: accepted, date: 2026-11-05, by: Ana Duarte}
    /// ```
    /// ```yaml good
    /// account: {name: Quayside Ports}
    /// partner: meridian
    /// history: {registered: 2026-09-28, qualified: 2026-10-12, handoff: 2026-11-02, joint: 2026-11-05}
    /// handoff:
    ///   seller: Ana Duarte
    ///   seller_move: {action: Call the harbour master, due: 2026-11-09}
    ///   sent: 2026-11-02
    ///   response: {result: accepted, date: 2026-11-05, by: Ana Duarte}
    /// touches: [{date: 2026-11-09, kind: call, from: seller, who: Ana Duarte}]
    /// ```
    pub(super) MOVE_OVERDUE = "handoff/move-overdue", Warning, Deal(check)
}

fn check(deal: &DealContext<'_>, out: &mut Sink<'_>) {
    one(deal, Side::Seller, out);
    one(deal, Side::Partner, out);
}

fn one(deal: &DealContext<'_>, side: Side, out: &mut Sink<'_>) {
    let case = &deal.case;
    let Some(promised) = promised::of(case, side) else {
        return;
    };
    if promised.due.value >= case.today {
        return;
    }
    let (role, path, named, side_name) = if side == Side::Seller {
        let seller = case
            .deal
            .seller()
            .and_then(|seller| case.person_name(seller));
        (
            Role::Seller,
            "handoff.seller_move",
            seller.map(ToOwned::to_owned),
            "the seller".to_owned(),
        )
    } else {
        let contact = words::partner_contact(case).map(ToOwned::to_owned);
        let partner = words::partner(case);
        (Role::Alliances, "handoff.partner_move", contact, partner)
    };
    let who = named.clone().unwrap_or(side_name);
    let action = promised
        .action
        .map_or("a move".to_owned(), |action| words::quoted(action));
    let who = words::plain(&who);
    let message = format!(
        "{who} was to make {action} by {}, and nothing {who} did is on record since",
        prose_date(promised.due.value, case.today)
    );
    let due = deal.set(promised.due.span, &format!("{path}.due"), "DATE");
    let made = |whose: [&str; 2]| {
        words::command(case, "touch", &["KIND", whose[0], whose[1], "--on", "DATE"])
    };
    let is_person = named.is_some();
    let made = if is_person {
        made(["--who", &who])
    } else {
        made(["--from", side.name()])
    };
    out.add(
        out.finding(case.deal.place(promised.due.span), message)
            .label("this day is past")
            .subject(path)
            .whose(moves::of_role(case, role))
            .help(format!(
                "ask {who}. 1. if it was made: {made}; 2. if not, agree on a new day: {due}"
            )),
    );
}
