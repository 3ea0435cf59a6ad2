//! `attribution/not-by-the-partner`.

use crate::analysis::moves::{self, Role};
use crate::analysis::whose::{self, Whose};
use crate::lint::rule::rule;
use crate::lint::{DealContext, Sink, words};
use crate::model::deal::{Side, Touch};

use super::evidence;

rule! {
    /// A touch of the partner was made by somebody who is known as another company's person.
    ///
    /// Only what the partner of record did counts for its credit (D7.1) and shows that it is not sidelined (D3.5); a partner
    /// listed under `other_partners` counts for its own share (D2.6). People are known from `[partners]` and the roles of
    /// process.toml, and from the partners of all deals; whom the packet names as the customer's is the customer's. Such a touch counts for nobody. Somebody whom no file knows counts: a
    /// partner has more people than its contact. A touch that names a person of the deal's partner in `with` is not reported.
    ///
    /// ```yaml bad
    /// # deals/quayside.yaml
    /// account: {name: Quayside Ports}
    /// partner: meridian
    /// touches: [{date: 2026-08-10, kind: meeting, from: partner, who: Piet Brandsma, source: notes/quayside.md}]
    /// # deals/halden.yaml
    /// account: {name: Halden Foods}
    /// partner: {name: Oakline Partners, contact: {name: Piet Brandsma, role: Partner manager}}
    /// ```
    /// ```yaml bad
    /// account: {name: Quayside Ports}
    /// partner: meridian
    /// touches: [{date: 2026-08-10, kind: meeting, from: partner, who: Maya Chen, source: notes/quayside.md}]
    /// ```
    /// ```yaml good
    /// account: {name: Quayside Ports}
    /// partner: meridian
    /// other_partners: [{name: Oakline Partners, role: reseller, contact: {name: Piet Brandsma, role: Partner manager}}]
    /// touches: [{date: 2026-08-10, kind: meeting, from: partner, who: Piet Brandsma, source: notes/quayside.md}]
    /// ```
    /// ```yaml good
    /// account: {name: Quayside Ports}
    /// partner: meridian
    /// touches: [{date: 2026-08-10, kind: meeting, from: partner, who: Ida Lund, source: notes/quayside.md}]
    /// ```
    pub(super) NOT_BY_THE_PARTNER = "attribution/not-by-the-partner", Warning, Deal(check)
}

fn check(deal: &DealContext<'_>, out: &mut Sink<'_>) {
    let case = &deal.case;
    let Some(partner) = case.deal.partner_name() else {
        return;
    };
    for touch in &case.deal.touches {
        let (Some(who), Some(by)) = (&touch.who, whose::touch_by(case, touch)) else {
            continue;
        };
        let employer = match by {
            Whose::Elsewhere(company) => {
                format!("of {}, which is not on this deal", words::plain(company))
            }
            Whose::Customer => "the customer's, by this packet".to_owned(),
            Whose::Ours => "one of ours".to_owned(),
            _ => continue,
        };
        if names_partner(deal, touch) {
            continue;
        }
        let help = format!(
            "ask who of {} was there: {}",
            words::plain(partner),
            words::ways(&answers(deal, touch, who, &by))
        );
        let the_touch = evidence::the_touch(case, touch);
        let message = format!(
            "{the_touch} does not count for {}: {} is {employer}",
            words::plain(partner),
            words::plain(who)
        );
        out.add(
            out.finding(case.deal.place(who.span), message)
                .label("not of the partner")
                .subject("touches.who")
                .whose(moves::of_role(case, Role::RevOps))
                .help(help),
        );
    }
}

/// What to do for each answer.
fn answers(deal: &DealContext<'_>, touch: &Touch, who: &str, by: &Whose<'_>) -> Vec<String> {
    let case = &deal.case;
    let path = words::item(deal, "touches", touch.span);
    let set =
        |key: &str, value: &str| words::command(case, "set", &[&format!("{path}.{key}"), value]);
    let take_out = words::command(case, "unset", &[&path]);
    let both = || format!("somebody: {} and {}", set("with", who), set("who", "NAME"));
    match by {
        Whose::Elsewhere(company) => {
            let company = words::plain(company);
            vec![
                format!("somebody: {}", set("who", "NAME")),
                format!(
                    "{company} works on this deal too: list it under `other_partners`, with its role and its contact"
                ),
                format!("it is of another deal: {take_out}"),
            ]
        }
        Whose::Ours => vec![
            both(),
            format!(
                "nobody, it was the seller: {}",
                set("from", Side::Seller.name())
            ),
            format!(
                "nobody, it was marketing: {}",
                set("from", Side::Marketing.name())
            ),
        ],
        _ => vec![both(), format!("nobody: {take_out}")],
    }
}

/// Returns whether a touch names a person of the deal's partners beside the one who made it.
fn names_partner(deal: &DealContext<'_>, touch: &Touch) -> bool {
    touch.with.as_ref().is_some_and(|with| {
        let mut people = with.split([',', '&', ';', '/']);
        let is_partners = |name: &str| {
            matches!(
                whose::of(&deal.case, name),
                Whose::OfRecord | Whose::Other(_)
            )
        };
        people.any(|name| is_partners(name.trim()))
    })
}
