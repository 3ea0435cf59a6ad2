//! `gate/to-do`.

use crate::analysis::criteria::Lack;
use crate::analysis::gates::State;
use crate::edit::commands;
use crate::lint::rule::rule;
use crate::lint::{DealContext, Sink, handoff_words, suppression, words};

rule! {
    /// An exit criterion of the stage that an open deal is in is not met yet.
    ///
    /// The criteria of the stage are the to-do list of the deal (D3.2): what is missing before it may advance, and
    /// whose move that is. Nothing is wrong yet, so each is a note: shown with `--notes`, counted always. A placeholder
    /// is still to do. What the registration or the packet lacks is listed by their own rules.
    ///
    /// ```yaml bad
    /// account: {name: Quayside Ports}
    /// partner: meridian
    /// registered: 2026-11-16
    /// need: Berth planners re-key the tide table.
    /// credit: referral
    /// qualification: {by: Luis Ortega, budget: open, timing: confirmed, fit: confirmed}
    /// opportunity: {amount: 66000}
    /// history: {registered: 2026-11-16, qualified: 2026-11-20}
    /// ```
    /// ```yaml bad
    /// account: {name: Quayside Ports}
    /// partner: meridian
    /// registered: 2026-11-16
    /// need: Berth planners re-key the tide table.
    /// credit: referral
    /// qualification: {by: Luis Ortega, budget: tbd, timing: confirmed, fit: confirmed}
    /// opportunity: {amount: 66000}
    /// history: {registered: 2026-11-16, qualified: 2026-11-20}
    /// ```
    /// ```yaml good
    /// account: {name: Quayside Ports}
    /// partner: meridian
    /// registered: 2026-11-16
    /// need: Berth planners re-key the tide table.
    /// credit: referral
    /// qualification: {by: Luis Ortega, budget: confirmed, timing: confirmed, fit: confirmed}
    /// opportunity: {amount: 66000}
    /// history: {registered: 2026-11-16, qualified: 2026-11-20}
    /// ```
    pub(super) TO_DO = "gate/to-do", Note, Deal(check)
}

fn check(deal: &DealContext<'_>, out: &mut Sink<'_>) {
    let case = &deal.case;
    for judged in deal.to_do() {
        let State::Unmet(unmet) = &judged.state else {
            continue;
        };
        if unmet.lack == Lack::Unusable
            || suppression::criterion(deal, judged, unmet)
            || suppression::by_response(case, judged)
            || suppression::by_declines(deal, judged)
        {
            continue;
        }
        let step = deal.step_on(judged);
        let criterion = judged.criterion;
        let stage = &case.process.stages[judged.stage];
        let whose = deal.whose(judged);
        let task = handoff_words::task_on(deal, judged);
        let named = criterion
            .field
            .as_ref()
            .filter(|field| !task.contains(&*field.value));
        let fault = named.map_or("it", |field| &*field.value);
        // An answer to an earlier packet is why, more than that the next has not gone out.
        let step_says = step.filter(|_| unmet.lack != Lack::OtherTime);
        let why = step_says.and_then(|step| handoff_words::why(case, step));
        let why = why.unwrap_or_else(|| format!("{fault} {}", unmet.why));
        let message = format!("{} still has to {task}: {why}", words::who(&whose));
        let ask = criterion.hint.as_ref();
        let ask = ask.map_or_else(
            || format!("ask {}", words::who(&whose)),
            |hint| hint.trim_end_matches(['.', ':']).to_owned(),
        );
        let help = match step {
            Some(step) => handoff_words::help(case, step),
            None => format!("{ask}: {}", commands::on_criterion(case, criterion)),
        };
        let demand = if criterion.transfer {
            "must be on record when the handoff is left".to_owned()
        } else {
            format!("{} asks: {}", stage.name, criterion.demand())
        };
        out.add(
            out.finding(case.deal.place(unmet.span), message)
                .label(match unmet.lack {
                    Lack::Missing => "not here yet",
                    Lack::Placeholder => "only a placeholder",
                    Lack::Unusable | Lack::Other | Lack::OtherTime => "not met yet",
                })
                .related(case.process.place(criterion.span), demand)
                .subject(words::name_of(case.process, judged))
                .whose(whose)
                .help(help),
        );
    }
}
