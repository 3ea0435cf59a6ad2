//! `process/never-failed`.

use crate::analysis::{Case, gates, moves};
use crate::lint::rule::rule;
use crate::lint::{BookContext, Sink, words};
use crate::model::limits::Limits;
use crate::model::path::{is_below, overlap};
use crate::model::{Condition, Criterion, Process};

rule! {
    /// No deal has ever failed an exit criterion.
    ///
    /// A criterion that every deal meets on the day it arrives decides nothing (D1.1): it is filled in to be passed, and hides
    /// those that decide. The rule counts deals that have entered the stage, at least `[lint.limits] mostly_waived` of them, 20
    /// unless process.toml says otherwise: none may lack it today, and none may carry a waiver of it. What the registration
    /// requires anyway, the roles of joint work (D3.5) and `check` expressions are not counted.
    ///
    /// ```yaml bad
    /// # deals/quayside.yaml
    /// account: {name: Quayside Ports}
    /// qualification: {budget: open, timing: confirmed}
    /// history: {registered: 2026-09-28, qualified: 2026-10-05}
    /// # deals/halden.yaml
    /// account: {name: Halden Foods}
    /// qualification: {budget: open, timing: confirmed}
    /// history: {registered: 2026-09-28, qualified: 2026-10-05}
    /// # process.toml, added to it
    /// [lint.limits]
    /// mostly_waived = 2
    /// ```
    /// ```yaml good
    /// # deals/quayside.yaml
    /// account: {name: Quayside Ports}
    /// qualification: {budget: open, timing: confirmed}
    /// history: {registered: 2026-09-28, qualified: 2026-10-05}
    /// # deals/halden.yaml
    /// account: {name: Halden Foods}
    /// qualification: {budget: open, timing: open}
    /// history: {registered: 2026-09-28, qualified: 2026-10-05}
    /// # process.toml, added to it
    /// [lint.limits]
    /// mostly_waived = 2
    /// ```
    pub(super) NEVER_FAILED = "process/never-failed", Note, Process(check)
}

fn check(context: &BookContext<'_>, out: &mut Sink<'_>) {
    let book = context.book;
    let process = &book.process;
    let enough = usize::try_from(Limits::of(process).mostly_waived)
        .unwrap_or(usize::MAX)
        .max(1);
    if book.deals.len() < enough {
        return;
    }
    let cases: Vec<Case<'_>> = book
        .known_deals()
        .map(|deal| Case::new(book, deal, context.evidence))
        .collect();
    for (number, stage) in process.stages.iter().enumerate() {
        let entered: Vec<&Case<'_>> = cases
            .iter()
            .filter(|case| gates::entered_on(case, number).is_some())
            .collect();
        if entered.len() < enough {
            continue;
        }
        for criterion in stage
            .criteria
            .iter()
            .filter(|criterion| counts(process, criterion))
        {
            let name = format!("{}/{}", stage.id, criterion.id);
            if entered
                .iter()
                .any(|case| has_failed(case, criterion, &name))
            {
                continue;
            }
            let message = format!(
                "{}: none of the {} deals that came there lacks it or had it waived: does it decide anything?",
                words::plain(&name),
                entered.len()
            );
            out.add(
                out.finding(process.place(criterion.span), message)
                    .label("never failed")
                    .subject(name)
                    .whose(moves::of_process(process))
                    .help("ask whether anybody has ever stopped a deal for it; if not, delete it, or ask for what would"),
            );
        }
    }
}

/// Whether a criterion is looked at.
fn counts(process: &Process, criterion: &Criterion) -> bool {
    let is_check = |condition: &Condition| matches!(condition, Condition::Check(_));
    let is_role = |field: &str| is_below(field, "roles");
    let is_required =
        |field: &str| is_role(field) || process.required.iter().any(|path| overlap(path, field));
    !criterion.transfer
        && criterion.is_usable()
        && criterion.since.is_none()
        && criterion.from.is_none()
        && !criterion.conditions.iter().any(is_check)
        && criterion
            .field
            .as_ref()
            .is_some_and(|field| !is_required(field))
}

/// Whether a deal lacks what a criterion asks for, or has needed a waiver of it.
fn has_failed(case: &Case<'_>, criterion: &Criterion, name: &str) -> bool {
    let mut waivers = case.deal.waivers.iter();
    waivers.any(|waiver| {
        waiver
            .criterion
            .as_ref()
            .is_some_and(|criterion| &*criterion.value == name)
    }) || crate::analysis::criteria::judge(case, criterion, case.today).is_err()
}
