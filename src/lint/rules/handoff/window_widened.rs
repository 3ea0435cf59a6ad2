//! `handoff/window-widened`.

use crate::analysis::moves::{self, Role};
use crate::analysis::window;
use crate::lint::rule::rule;
use crate::lint::{DealContext, Sink, words};

rule! {
    /// A deal gives its seller longer to answer than the process does.
    ///
    /// What counts as an answer in time is agreed with sales once (D1.4). A deal may narrow the window; a wider one would be an
    /// exception for whoever needs it, so it has no effect: the window of process.toml counts.
    ///
    /// ```yaml bad
    /// account: {name: Quayside Ports}
    /// handoff: {seller: Sam Ortiz, acceptance: {within: 10 business days}}
    /// ```
    /// ```yaml good
    /// account: {name: Quayside Ports}
    /// handoff: {seller: Sam Ortiz, acceptance: {within: 2 business days}}
    /// ```
    pub(super) WINDOW_WIDENED = "handoff/window-widened", Warning, Deal(check)
}

fn check(deal: &DealContext<'_>, out: &mut Sink<'_>) {
    let case = &deal.case;
    let handoffs = case.deal.handoff.as_deref().into_iter();
    for handoff in handoffs.chain(&case.deal.earlier_handoffs) {
        let Some((own, agreed)) = window::widened(case, handoff) else {
            continue;
        };
        let path = deal.path_at(own.span);
        let path = path.unwrap_or_else(|| "handoff.acceptance.within".to_owned());
        out.add(
            out.finding(
                case.deal.place(own.span),
                format!(
                    "{} to answer is longer than the {} of process.toml, which count",
                    *own, *agreed
                ),
            )
            .label("no effect")
            .related(case.process.place(agreed.span), "agreed with sales")
            .subject("handoff.acceptance.within")
            .whose(moves::of_role(case, Role::PartnerMarketing))
            .help(format!(
                "1. take it out: {}; 2. if sellers need longer, agree with sales on another window in process.toml",
                words::command(case, "unset", &[&path])
            )),
        );
    }
}
