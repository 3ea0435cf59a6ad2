//! `gate/unmet-criterion`.

use crate::analysis::criteria::Lack;
use crate::analysis::gates::State;
use crate::analysis::moves;
use crate::lint::rule::rule;
use crate::lint::{DealContext, Sink, suppression, words};

rule! {
    /// A deal has left a stage without meeting one of its exit criteria.
    ///
    /// A stage is a gate (D3.1): whoever sees the deal beyond it relies on what the gate demands. When it is not met, the
    /// stage, the forecast and the handoff all claim something that nobody has confirmed. Meet the criterion, waive it on
    /// this deal with a name, a date and a reason (D1.8), or move the deal back.
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
        let State::Unmet(unmet) = &judged.state else {
            continue;
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
        let message = format!("left {} without meeting `{subject}`: {fault}", stage.name);
        let demand = if criterion.transfer {
            "must be on record when the handoff is left".to_owned()
        } else {
            format!("{} asks: {}", stage.name, criterion.demand())
        };
        let hint = criterion.hint.as_ref();
        let hint = hint.map(|hint| format!("{hint} ")).unwrap_or_default();
        let meet = words::yaml_for(criterion)
            .map_or_else(|| "Meet it".to_owned(), |yaml| format!("Write {yaml}"));
        let waiver = words::waiver(&format!("criterion: {subject}"), case.today);
        let help = format!("{hint}{meet}; or move the deal back, or waive it: {waiver}");
        out.add(
            out.finding(case.deal.place(unmet.span), message)
                .label(if unmet.lack == Lack::Missing {
                    "not here"
                } else {
                    "not met"
                })
                .related(case.process.place(criterion.span), demand)
                .subject(subject)
                .whose(moves::of_criterion(case, criterion, stage))
                .help(help),
        );
    }
}
