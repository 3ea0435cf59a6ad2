//! `hygiene/no-amount`.

use crate::analysis::Case;
use crate::analysis::moves::{self, Role};
use crate::analysis::registration::is_worked;
use crate::lint::rule::rule;
use crate::lint::{DealContext, Sink, suppression, words};
use crate::model::Found;
use crate::model::money::parse_amount;

rule! {
    /// An open deal has reached the handoff or gone further, and has no amount.
    ///
    /// Before the handoff the budget is still being found out. From then on the forecast and the stalls add the deal up
    /// (D8.2, D8.4), and the amount says how much of a packet it deserves (D4.7): without one it is worth nothing
    /// there. 0 is no amount: a CRM writes it if nobody knows. In a process without a handoff it counts once the deal has left its first stage. Where the registration
    /// or a gate asks for the amount, that finding is reported instead; for a deal that was won, `close/no-amount` is.
    ///
    /// ```yaml bad
    /// account: {name: Quayside Ports}
    /// opportunity: {name: Berth scheduling}
    /// history: {handoff: 2026-11-16}
    /// ```
    /// ```yaml bad
    /// account: {name: Quayside Ports}
    /// opportunity: {name: Berth scheduling, amount: 0}
    /// history: {handoff: 2026-11-16}
    /// ```
    /// ```yaml good
    /// account: {name: Quayside Ports}
    /// opportunity: {name: Berth scheduling, amount: 66000}
    /// history: {handoff: 2026-11-16}
    /// ```
    /// ```yaml good
    /// account: {name: Quayside Ports}
    /// opportunity: {name: Berth scheduling}
    /// history: {registered: 2026-11-16}
    /// ```
    pub(super) NO_AMOUNT = "hygiene/no-amount", Warning, Deal(check)
}

fn check(deal: &DealContext<'_>, out: &mut Sink<'_>) {
    const PATH: &str = "opportunity.amount";
    let case = &deal.case;
    let is_open = is_worked(case.deal);
    let found = case.deal.lookup(PATH);
    let lacks = matches!(found, Found::Absent | Found::Placeholder(_));
    let Some(stage) = counts_since(case).filter(|_| is_open && lacks) else {
        return;
    };
    if suppression::by_registration(case, PATH) || suppression::by_gate(deal, PATH) {
        return;
    }
    let written = match found {
        Found::Placeholder(span) => Some(deal.text(span)),
        _ => None,
    };
    let is_zero = |text: &str| parse_amount(text).is_ok_and(|amount| amount.value.is_zero());
    let message = match written.filter(|text| is_zero(text)) {
        Some(zero) => format!(
            "this is in {stage} with an amount of {zero}: that is no amount, a CRM writes it if nobody knows"
        ),
        None => format!("this is in {stage} without an amount: the forecast counts it as nothing"),
    };
    let mut finding = out.finding(case.deal.place(case.deal.nearest_span(PATH)), message);
    let whose = moves::of_role(case, Role::Seller);
    let entered = case.deal.last_entry();
    if let Some(stage) = entered.and_then(|entry| entry.stage.as_ref()) {
        finding = finding.related(case.deal.place(stage.span), "its stage is written here");
    }
    out.add(
        finding
            .label("no amount")
            .subject(PATH)
            .help(format!(
                "ask {} what it is expected to be worth, a rough amount is better than none: {}",
                words::who(&whose),
                words::command(case, "set", &[PATH, "AMOUNT"])
            ))
            .whose(whose),
    );
}

/// Returns the name of the stage the deal is in, if it needs an amount there.
fn counts_since<'a>(case: &Case<'a>) -> Option<&'a str> {
    let (stage, definition) = case.stage()?;
    let first = case.process.handoff().map_or(1, |(handoff, _)| handoff);
    (stage >= first).then_some(&*definition.name)
}
