//! `attribution/unknown-side`.

use crate::analysis::attribution::{self, Class, derive};
use crate::analysis::moves::{self, Role};
use crate::analysis::whose::{self, Whose};
use crate::lint::rule::rule;
use crate::lint::{DealContext, Sink, suppression, words};

use super::evidence;

rule! {
    /// A touch that would qualify does not say from which side it came, and nobody knows who made it.
    ///
    /// Only what the partner did qualifies (D7.1). The side of a touch follows from its `who` where process.toml or the
    /// deal knows that person; if neither does, the touch counts for nobody, and what the partner brought is lost.
    ///
    /// ```yaml bad
    /// account: {name: Quayside Ports}
    /// partner: meridian
    /// opportunity: {created: 2026-09-14}
    /// touches:
    ///   - {date: 2026-09-10, kind: intro, who: Pia Berg, source: notes/northwind-0818.md}
    /// ```
    /// ```yaml good
    /// account: {name: Quayside Ports}
    /// partner: meridian
    /// opportunity: {created: 2026-09-14}
    /// touches:
    ///   - {date: 2026-09-10, kind: intro, from: partner, who: Pia Berg, source: notes/northwind-0818.md}
    /// ```
    pub(super) UNKNOWN_SIDE = "attribution/unknown-side", Warning, Deal(check)
}

fn check(deal: &DealContext<'_>, out: &mut Sink<'_>) {
    let case = &deal.case;
    if derive(case).class != Class::None || (case.deal.is_closed() && !case.is_won()) {
        return;
    }
    for touch in &case.deal.touches {
        if !attribution::qualifies_without_side(case, touch)
            || suppression::is_unread(case, "touches.from", touch.span)
        {
            continue;
        }
        let known = match &touch.who {
            None => "it names nobody".to_owned(),
            Some(who) => match whose::of_all(case, who) {
                // Whatever its side, it is not the partner's.
                Whose::Ours | Whose::Customer => continue,
                Whose::Elsewhere(company) => format!(
                    "{who} is of {}, which is not on this deal",
                    words::plain(company)
                ),
                _ => format!("nobody knows {who}"),
            },
        };
        let message = format!(
            "{} counts for no side: it has no `from`, and {known}",
            evidence::the_touch(case, touch)
        );
        let path = words::item(deal, "touches", touch.span);
        let sides = ["partner", "seller", "marketing"].map(|side| {
            let set = words::command(case, "set", &[&format!("{path}.from"), side]);
            format!("{side}: {set}")
        });
        out.add(
            out.finding(case.deal.place(touch.key_span), message)
                .label("from which side?")
                .subject("touches.from")
                .whose(moves::of_role(case, Role::RevOps))
                .help(format!("ask who it was: {}", words::ways(&sides))),
        );
    }
}
