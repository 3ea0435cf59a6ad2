//! `gate/overdue`.

use crate::analysis::clocks;
use crate::analysis::gates::CriterionResult;
use crate::analysis::moves;
use crate::diagnostic::Assignee;
use crate::edit::commands;
use crate::lint::rule::rule;
use crate::lint::{DealContext, Sink, handoff_words, suppression, words};
use crate::model::scalar::prose_date;

rule! {
    /// A deal is past the limit of its stage, and criteria of that stage are not met.
    ///
    /// A stage says how long a deal may stay in it (D8.1). After that the deal stalls, and it is somebody's move: the
    /// finding names the person and what is still to do. A deal that meets everything and only waits to be moved on is
    /// not listed here; nor is one that only waits for the seller's answer, which `handoff/no-response` reports.
    ///
    /// ```yaml bad
    /// account: {name: Quayside Ports}
    /// partner: meridian
    /// registered: 2026-09-28
    /// need: Berth planners re-key the tide table.
    /// credit: referral
    /// qualification: {by: Luis Ortega, budget: open, timing: confirmed, fit: confirmed}
    /// opportunity: {amount: 66000}
    /// history: {registered: 2026-09-28, qualified: 2026-10-12}
    /// ```
    /// ```yaml good
    /// account: {name: Quayside Ports}
    /// partner: meridian
    /// registered: 2026-11-16
    /// need: Berth planners re-key the tide table.
    /// credit: referral
    /// qualification: {by: Luis Ortega, budget: open, timing: confirmed, fit: confirmed}
    /// opportunity: {amount: 66000}
    /// history: {registered: 2026-11-16, qualified: 2026-11-20}
    /// ```
    /// ```yaml good
    /// account: {name: Quayside Ports}
    /// partner: meridian
    /// registered: 2026-09-28
    /// need: Berth planners re-key the tide table.
    /// credit: referral
    /// qualification: {by: Luis Ortega, budget: confirmed, timing: confirmed, fit: confirmed}
    /// opportunity: {amount: 66000}
    /// history: {registered: 2026-09-28, qualified: 2026-10-12}
    /// ```
    pub(super) OVERDUE = "gate/overdue", Warning, Deal(check)
}

fn check(deal: &DealContext<'_>, out: &mut Sink<'_>) {
    let case = &deal.case;
    let (Some(reading), Some((_, stage))) = (clocks::stage(case), case.stage()) else {
        return;
    };
    let unmet = suppression::overdue(deal);
    let mut persons: Vec<(Assignee, Vec<&CriterionResult<'_>>)> = Vec::new();
    for judged in &unmet {
        let whose = deal.whose(judged);
        match persons
            .iter_mut()
            .find(|(known, _)| moves::is_same(known, &whose))
        {
            Some((_, tasks)) => tasks.push(judged),
            None => persons.push((whose, vec![judged])),
        }
    }
    let Some((first, _)) = persons.first() else {
        return;
    };
    let tasks: Vec<String> = persons
        .iter()
        .map(|(whose, tasks)| {
            let tasks = handoff_words::tasks(deal, tasks);
            format!("{} still has to {tasks}", words::who(whose))
        })
        .collect();
    let unit = reading.limit.unit;
    let message = format!(
        "{} {} in {}, limit {}: {}",
        reading.elapsed,
        unit.words(reading.elapsed),
        stage.name,
        reading.limit.n,
        words::list(&tasks)
    );
    let step = unmet.iter().find_map(|judged| deal.step_on(judged));
    let mut commands: Vec<String> = Vec::new();
    for judged in &unmet {
        let command = commands::on_criterion(case, judged.criterion);
        if !commands.contains(&command) {
            commands.push(command);
        }
    }
    let help = match step {
        Some(step) => handoff_words::help(case, step),
        None => format!(
            "ask {}. 1. if it is so: {}; 2. if nothing will come of it: {}{}",
            words::who(first),
            commands.join(", then "),
            words::command(case, "close", &["disqualified", "--reason", "REASON"]),
            words::reasons(&stage.disqualify)
        ),
    };
    let whose = first.clone();
    let since = prose_date(reading.since, case.today);
    let limit = format!("a deal may stay in {} for {}", stage.name, *reading.limit);
    out.add(
        out.finding(case.deal.place(reading.span), message)
            .label(format!("in {} since {since}", stage.name))
            .related(case.process.place(reading.limit.span), limit)
            .subject(stage.id.to_string())
            .whose(whose)
            .help(help),
    );
}
