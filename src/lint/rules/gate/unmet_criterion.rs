//! `gate/unmet-criterion`.

use crate::analysis::criteria::{Lack, Unmet};
use crate::analysis::gates::{self, CriterionResult, State};
use crate::analysis::{Case, moves};
use crate::edit::commands;
use crate::lint::rule::rule;
use crate::lint::{DealContext, Sink, suppression, words};
use crate::model::deal::Waiver;
use crate::model::scalar::prose_date;

rule! {
    /// A deal has left a stage without meeting one of its exit criteria.
    ///
    /// A stage is a gate (D3.1): whoever sees the deal beyond it relies on what the gate demands. When it is not met, the
    /// stage, the forecast and the handoff all claim something that nobody has confirmed. A gate is judged on the day it was
    /// left (D3.9): an answer, a confirmation or a waiver (D1.8) of a later day did not open it, and a deal that came back to
    /// the handoff needs a new packet and a new answer. What carries no day counts as if it had been there.
    ///
    /// ```yaml bad
    /// account: {name: Quayside Ports}
    /// partner: meridian
    /// registered: 2026-09-28
    /// need: Berth planners re-key the tide table.
    /// credit: referral
    /// qualification: {by: Luis Ortega, budget: open, timing: confirmed, fit: confirmed}
    /// opportunity: {amount: 66000}
    /// history: {registered: 2026-09-28, qualified: 2026-10-01, handoff: 2026-10-09}
    /// ```
    /// ```yaml bad
    /// account: {name: Quayside Ports}
    /// partner: meridian
    /// registered: 2026-09-28
    /// need: Berth planners re-key the tide table.
    /// credit: referral
    /// qualification: {by: Luis Ortega, budget: {status: confirmed, date: 2026-10-12}, timing: confirmed, fit: confirmed}
    /// opportunity: {amount: 66000}
    /// history: {registered: 2026-09-28, qualified: 2026-10-01, handoff: 2026-10-09}
    /// ```
    /// ```yaml bad
    /// account: {name: Quayside Ports}
    /// partner: meridian
    /// registered: 2026-09-28
    /// need: Berth planners re-key the tide table.
    /// credit: referral
    /// qualification: {by: Luis Ortega, budget: open, timing: confirmed, fit: confirmed}
    /// opportunity: {amount: 66000}
    /// history: {registered: 2026-09-28, qualified: 2026-10-01, handoff: 2026-10-09}
    /// waivers: [{criterion: qualified/budget, by: Tom Alvarez, date: 2026-10-12, why: The board has promised it.}]
    /// ```
    /// ```yaml good
    /// account: {name: Quayside Ports}
    /// partner: meridian
    /// registered: 2026-09-28
    /// need: Berth planners re-key the tide table.
    /// credit: referral
    /// qualification: {by: Luis Ortega, budget: open, timing: confirmed, fit: confirmed}
    /// opportunity: {amount: 66000}
    /// history: {registered: 2026-09-28, qualified: 2026-10-01, handoff: 2026-10-09}
    /// waivers: [{criterion: qualified/budget, by: Tom Alvarez, date: 2026-10-09, why: The board has promised it.}]
    /// ```
    /// ```yaml good
    /// account: {name: Quayside Ports}
    /// partner: meridian
    /// registered: 2026-09-28
    /// need: Berth planners re-key the tide table.
    /// credit: referral
    /// qualification: {by: Luis Ortega, budget: confirmed, timing: confirmed, fit: confirmed}
    /// opportunity: {amount: 66000}
    /// history: {registered: 2026-09-28, qualified: 2026-10-01, handoff: 2026-10-09}
    /// ```
    pub(super) UNMET_CRITERION = "gate/unmet-criterion", Error, Deal(check)
}

fn check(deal: &DealContext<'_>, out: &mut Sink<'_>) {
    let case = &deal.case;
    for judged in deal.left_behind() {
        let (unmet, waiver) = match &judged.state {
            State::Unmet(unmet) => (unmet, None),
            State::WaivedLater(waiver, unmet) => (unmet, Some(*waiver)),
            _ => continue,
        };
        let field = judged.criterion.field.as_ref();
        let elsewhere = matches!(unmet.lack, Lack::Placeholder | Lack::Unusable);
        if elsewhere || suppression::criterion(deal, judged, unmet) {
            continue;
        }
        let stage = &case.process.stages[judged.stage];
        let criterion = judged.criterion;
        let subject = format!("{}/{}", stage.id, criterion.id);
        let fault = field.map_or_else(
            || format!("{}: this {}", criterion.demand(), unmet.why),
            |field| format!("{field} {}", unmet.why),
        );
        let mut message = format!("left {} without meeting `{subject}`: {fault}", stage.name);
        message +=
            &waiver.map_or_else(String::new, |waiver| came_after(case, waiver, judged.stage));
        let demand = if criterion.transfer {
            "must be on record when the handoff is left".to_owned()
        } else {
            format!("{} asks: {}", stage.name, criterion.demand())
        };
        let span = waiver.map_or(unmet.span, |waiver| waiver.key_span);
        out.add(
            out.finding(case.deal.place(span), message)
                .label(match unmet.lack {
                    _ if waiver.is_some() => "too late to open the gate",
                    Lack::Missing => "not here",
                    Lack::OtherTime => "not from that time",
                    _ => "not met",
                })
                .related(case.process.place(criterion.span), demand)
                .subject(subject)
                .whose(moves::of_criterion(case, criterion, stage))
                .help(help(deal, judged, unmet, waiver)),
        );
    }
}

/// Says that a waiver did not open a gate that had been left already (D3.9).
fn came_after(case: &Case<'_>, waiver: &Waiver, stage: usize) -> String {
    let day = |day| prose_date(day, case.today);
    let left =
        gates::left_on(case, stage).map_or_else(String::new, |left| format!(" on {}", day(left)));
    let of = waiver
        .date
        .map_or_else(String::new, |date| format!(" of {}", day(date.value)));
    format!("; the waiver{of} came after it was left{left}")
}

/// Returns what may be done: the record is mended where it is wrong, the deal goes back, or what happened stands.
fn help(
    deal: &DealContext<'_>,
    judged: &CriterionResult<'_>,
    unmet: &Unmet,
    waiver: Option<&Waiver>,
) -> String {
    let case = &deal.case;
    let criterion = judged.criterion;
    let stage = &case.process.stages[judged.stage];
    let hint = criterion.hint.as_ref();
    let hint = hint.map(|hint| format!("{hint} ")).unwrap_or_default();
    let by = gates::left_on(case, judged.stage);
    let by = by.map_or_else(String::new, |left| {
        format!(" by {}", prose_date(left, case.today))
    });
    let mut ways = vec![match waiver {
        Some(waiver) => {
            let date = waiver.date.map_or(waiver.span, |date| date.span);
            format!(
                "if it was waived{by}: {}",
                deal.set(date, "waivers.date", "DATE")
            )
        }
        None if unmet.lack == Lack::OtherTime => {
            let left = gates::left_on(case, judged.stage);
            let field = criterion.field.as_ref().zip(left);
            let late = field.and_then(|(field, left)| {
                let late = case.deal.lookup_by(field, left).err()?;
                Some(deal.set(late.span, field, "DATE"))
            });
            match late {
                Some(command) => format!("if it was so{by}: {command}"),
                None => format!("if it was so{by}, correct its day"),
            }
        }
        None => {
            let on = format!(
                "if it was so{by}: {}",
                commands::on_criterion(case, criterion)
            );
            if on.contains("dealctl set") || on.contains("dealctl gate") {
                on
            } else {
                on + " --on DATE"
            }
        }
    }];
    if !case.deal.is_closed() {
        let back = ["--to", &*stage.id.value, "--why", "REASON"];
        ways.push(format!(
            "if the deal goes back: {}",
            words::command(case, "back", &back)
        ));
    }
    ways.push(format!(
        "if it stands as it is, on record and by name: {}",
        deal.waive("gate/unmet-criterion")
    ));
    if criterion.since.is_none() && !criterion.transfer && unmet.lack != Lack::OtherTime {
        ways.push(format!(
            "if {} asks for it only since a later day, give the criterion in process.toml that day as its `since`",
            stage.name
        ));
    }
    let who = words::who(&moves::of_criterion(case, criterion, stage));
    format!("{hint}Ask {who}. {}", words::ways(&ways))
}
