//! `close/told-somebody-else`.

use crate::analysis::feedback;
use crate::analysis::moves::{self, Role};
use crate::analysis::whose::Whose;
use crate::lint::rule::rule;
use crate::lint::{DealContext, Sink, words};
use crate::text::name::same_company;

rule! {
    /// The outcome was told to somebody who is not of the partner.
    ///
    /// Every closed deal tells the partner how it ended (D3.7). A colleague of ours, the customer, or another partner's person is
    /// not the partner of record, and that one still waits. Somebody whom no file knows may be the partner's.
    ///
    /// ```yaml bad
    /// account: {name: Quayside Ports}
    /// partner: meridian
    /// outcome: {result: lost, date: 2026-11-04, reason: price}
    /// feedback: {date: 2026-11-05, to: Tom Alvarez, by: Maya Chen}
    /// ```
    /// ```yaml good
    /// account: {name: Quayside Ports}
    /// partner: meridian
    /// outcome: {result: lost, date: 2026-11-04, reason: price}
    /// feedback: {date: 2026-11-05, to: Dana Reyes, by: Maya Chen}
    /// ```
    pub(super) TOLD_SOMEBODY_ELSE = "close/told-somebody-else", Warning, Deal(check)
}

fn check(deal: &DealContext<'_>, out: &mut Sink<'_>) {
    let case = &deal.case;
    let Some((to, whose)) = feedback::told_somebody_else(case) else {
        return;
    };
    let partner = words::partner(case);
    let employer = match whose {
        Whose::Elsewhere(company) if same_company(company, to) => "not on this deal".to_owned(),
        Whose::Elsewhere(company) => format!("of {}", words::plain(company)),
        Whose::Other(other) => {
            let name = other.name.as_ref();
            let name = name.map_or_else(|| "another partner".to_owned(), |name| words::plain(name));
            format!("of {name}, beside the partner of record")
        }
        Whose::Customer => "the customer's".to_owned(),
        _ => "one of ours".to_owned(),
    };
    let name = words::partner_contact(case).map_or_else(|| partner.clone(), words::plain);
    out.add(
        out.finding(
            case.deal.place(to.span),
            format!(
                "{partner} has not heard the outcome: {} was told, who is {employer}",
                words::plain(to)
            ),
        )
        .label("not of the partner")
        .subject("feedback.to")
        .whose(moves::of_role(case, Role::Alliances))
        .help(words::ways(&[
            format!("tell {name}: {}", words::tell(case)),
            format!(
                "somebody of {partner} was told, ask {} who: {}",
                words::who(&moves::of_role(case, Role::Alliances)),
                words::command(case, "set", &["feedback.to", "NAME"])
            ),
        ])),
    );
}
