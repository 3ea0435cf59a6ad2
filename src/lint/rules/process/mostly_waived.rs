//! `process/mostly-waived`.

use crate::analysis::{Case, moves, waived};
use crate::lint::rule::rule;
use crate::lint::{BookContext, Sink, words};
use crate::model::limits::Limits;

rule! {
    /// An exit criterion is waived more often than it is met.
    ///
    /// Such a criterion is not a gate but a form (D1.1): deals pass it by asking, and the waivers that matter drown
    /// among the others (D1.8). The rule counts the deals that have left the stage and either met the criterion or
    /// carry a full waiver of it; there must be `[lint.limits] mostly_waived` of them, 20 unless process.toml says
    /// otherwise.
    ///
    /// ```yaml bad
    /// # deals/quayside.yaml
    /// account: {name: Quayside Ports}
    /// qualification: {budget: open}
    /// waivers: [{criterion: qualified/budget, by: Tom Alvarez, date: 2026-10-16, why: The board has promised it.}]
    /// history: {registered: 2026-09-28, qualified: 2026-10-05, handoff: 2026-10-19}
    /// # deals/halden.yaml
    /// account: {name: Halden Foods}
    /// qualification: {budget: open}
    /// waivers: [{criterion: qualified/budget, by: Tom Alvarez, date: 2026-10-16, why: The plant pays for it.}]
    /// history: {registered: 2026-09-28, qualified: 2026-10-05, handoff: 2026-10-19}
    /// # process.toml, added to it
    /// [lint.limits]
    /// mostly_waived = 2
    /// ```
    /// ```yaml good
    /// # deals/quayside.yaml
    /// account: {name: Quayside Ports}
    /// qualification: {budget: open}
    /// waivers: [{criterion: qualified/budget, by: Tom Alvarez, date: 2026-10-16, why: The board has promised it.}]
    /// history: {registered: 2026-09-28, qualified: 2026-10-05, handoff: 2026-10-19}
    /// # deals/halden.yaml
    /// account: {name: Halden Foods}
    /// qualification: {budget: confirmed}
    /// history: {registered: 2026-09-28, qualified: 2026-10-05, handoff: 2026-10-19}
    /// # process.toml, added to it
    /// [lint.limits]
    /// mostly_waived = 2
    /// ```
    /// ```yaml good
    /// account: {name: Quayside Ports}
    /// qualification: {budget: open}
    /// waivers: [{criterion: qualified/budget, by: Tom Alvarez, date: 2026-10-16, why: The board has promised it.}]
    /// history: {registered: 2026-09-28, qualified: 2026-10-05, handoff: 2026-10-19}
    /// ```
    pub(super) MOSTLY_WAIVED = "process/mostly-waived", Note, Process(check)
}

fn check(context: &BookContext<'_>, out: &mut Sink<'_>) {
    let book = context.book;
    let process = &book.process;
    let cases: Vec<Case<'_>> = book
        .begun_deals()
        .map(|deal| Case::new(book, deal, context.evidence))
        .collect();
    let at_least = Limits::of(process).mostly_waived;
    for (stage, number) in waived::suspects(&cases, process, at_least) {
        let tally = waived::tally(&cases, stage, number);
        if !tally.is_mostly_waived(at_least) {
            continue;
        }
        let gate = &process.stages[stage];
        let criterion = &gate.criteria[number];
        let name = format!("{}/{}", gate.id, criterion.id);
        let message = format!(
            "{} was waived on {} deals and met on {}: it is not a gate",
            words::plain(&name),
            tally.waived,
            tally.met
        );
        out.add(
            out.finding(process.place(criterion.span), message)
                .label("waived more often than met")
                .subject(name)
                .whose(moves::of_process(process))
                .help("delete it, ask for less, or ask for it in a later stage; if it must stay, stop waiving it"),
        );
    }
}
