//! `history/after-the-outcome`.

use crate::analysis::{Case, attribution, moves};
use crate::lint::rule::rule;
use crate::lint::{DealContext, Sink};
use crate::model::deal::each_date;
use crate::model::record::Meaning;
use crate::model::scalar::{Date, prose_date};

rule! {
    /// Something that comes before the end of a deal is dated after it.
    ///
    /// An opportunity that was created after the deal was lost makes every earlier touch “before the opportunity”, and the deal
    /// partner-sourced (D7.1); a packet that was sent, a need that was confirmed, a conflict that was checked after the end did
    /// nothing for it (D3.9). One of the two days is wrong. Touches, reviews and what the partner was told may follow the end.
    ///
    /// ```yaml bad
    /// account: {name: Quayside Ports}
    /// opportunity: {created: 2026-11-05}
    /// outcome: {result: lost, date: 2026-10-14, by: Sam Ortiz, reason: no budget}
    /// ```
    /// ```yaml bad
    /// account: {name: Quayside Ports}
    /// need: {what: Berth planners re-key the tide table., confirmed_by: Ines Calder, date: 2026-11-18}
    /// outcome: {result: lost, date: 2026-10-14, by: Sam Ortiz, reason: no budget}
    /// ```
    /// ```yaml bad
    /// account: {name: Quayside Ports}
    /// handoff: {sent: 2026-11-16}
    /// outcome: {result: lost, date: 2026-10-14, by: Sam Ortiz, reason: no budget}
    /// ```
    /// ```yaml good
    /// account: {name: Quayside Ports}
    /// opportunity: {created: 2026-10-14}
    /// outcome: {result: lost, date: 2026-10-14, by: Sam Ortiz, reason: no budget}
    /// touches: [{date: 2026-11-09, kind: meeting, from: partner, who: Dana Reyes}]
    /// feedback: {date: 2026-10-15, to: Dana Reyes}
    /// ```
    pub(super) AFTER_THE_OUTCOME = "history/after-the-outcome", Error, Deal(check)
}

/// What comes before the end of a deal, and how it is said.
const BEFORE: [(&str, &str); 14] = [
    ("opportunity.created", "the opportunity was created"),
    ("registered.date", "the deal was registered"),
    ("registered.approved.date", "the registration was approved"),
    ("need.date", "the need was confirmed"),
    ("qualification.date", "the deal was qualified"),
    ("qualification.budget.date", "the budget was judged"),
    ("qualification.timing.date", "the timing was judged"),
    ("qualification.fit.date", "the fit was judged"),
    ("handoff.trigger.date", "the customer said what started it"),
    ("handoff.conflict.checked", "conflicts were checked"),
    ("handoff.sent.date", "the packet was sent"),
    ("handoff.response.date", "the seller answered"),
    (
        "handoff.partner_move.agreed.date",
        "the partner agreed to its move",
    ),
    (
        "handoff.offer.agreed.date",
        "the partner agreed to the offer",
    ),
];

fn check(deal: &DealContext<'_>, out: &mut Sink<'_>) {
    let case = &deal.case;
    let outcome = case.deal.outcome.as_ref();
    let Some((result, closed)) = outcome.and_then(|outcome| Some((outcome.result?, outcome.date?)))
    else {
        return;
    };
    let mut late: Vec<(&'static str, &'static str, Date)> = Vec::new();
    each_date(&*case.deal.data, &mut |path, meaning, date| {
        if meaning != Meaning::Past || date.value <= closed.value {
            return;
        }
        let known = BEFORE
            .iter()
            .find(|(known, _)| known.split('.').eq(path.iter().copied()));
        late.extend(known.map(|(path, what)| (*path, *what, date)));
    });
    let day = |date: Date| prose_date(date.value, case.today);
    for (path, what, date) in late {
        let derived = derived(case, path);
        let message = format!(
            "{what} on {}, after the deal was {} on {}{derived}",
            day(date),
            result.value,
            day(closed)
        );
        out.add(
            out.finding(case.deal.place(date.span), message)
                .label("after the end")
                .related(case.deal.place(closed.span), "the end")
                .subject(path)
                .whose(moves::of_deal(case))
                .help(format!(
                    "ask which of the two days is wrong. 1. the earlier step: {}; 2. the end: {}",
                    deal.set(date.span, path, "DATE"),
                    deal.set(closed.span, "outcome.date", "DATE")
                )),
        );
    }
}

/// Returns what else cannot be trusted then.
fn derived(case: &Case<'_>, path: &str) -> String {
    if path != "opportunity.created" {
        return String::new();
    }
    match attribution::derive(case).class {
        attribution::Class::None => String::new(),
        class => format!(
            ": {} is derived from it, and is not to be trusted",
            class.name()
        ),
    }
}
