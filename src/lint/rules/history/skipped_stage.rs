//! `history/skipped-stage`.

use chrono::NaiveDate;

use crate::analysis::{Case, moves};
use crate::lint::rule::rule;
use crate::lint::{DealContext, Sink, words};
use crate::model::Stage;
use crate::text::Span;

rule! {
    /// A deal entered a stage, or was won, without going through the one before.
    ///
    /// Each stage is a gate (D1, D3.3): a deal that jumps over one never showed what that gate asks for, and the
    /// conversion rates count a passage that never happened. Going back is allowed; the deal then walks forward again,
    /// stage by stage. A deal that passed the place of a stage before its `since` in process.toml skipped nothing (D1.7).
    ///
    /// ```yaml bad
    /// account: {name: Quayside Ports}
    /// opportunity: {amount: 66000}
    /// qualification: {budget: confirmed, timing: confirmed, fit: confirmed}
    /// history: {registered: 2026-09-28, handoff: 2026-10-09}
    /// ```
    /// ```yaml bad
    /// account: {name: Quayside Ports}
    /// history: {qualified: 2026-10-01}
    /// ```
    /// ```yaml bad
    /// account: {name: Quayside Ports}
    /// history: {registered: 2026-09-28, qualified: 2026-10-01}
    /// outcome: {result: won, date: 2026-10-20, amount: 66000}
    /// ```
    /// ```yaml good
    /// account: {name: Quayside Ports}
    /// history:
    ///   - {stage: registered, date: 2026-09-28}
    ///   - {stage: qualified, date: 2026-10-01}
    ///   - {stage: registered, date: 2026-10-05}
    ///   - {stage: qualified, date: 2026-10-12}
    /// outcome: {result: lost, date: 2026-10-20, reason: no budget}
    /// ```
    pub(super) SKIPPED_STAGE = "history/skipped-stage", Error, Deal(check)
}

fn check(deal: &DealContext<'_>, out: &mut Sink<'_>) {
    let case = &deal.case;
    let stages = &case.process.stages;
    // The stage that may be entered next; `None` after an entry without a stage, which may be the missing one.
    let mut next = Some(0);
    for entry in case.deal.written_history() {
        let Some(stage) = &entry.stage else {
            next = None;
            continue;
        };
        let Some((position, entered)) = case.process.stage(stage) else {
            next = None;
            continue;
        };
        let known = entry.date.is_none_or(|date| date.value <= case.today);
        if let Some(next) = next.filter(|next| known && *next < position) {
            let what = format!("entered {}", entered.name);
            let day = entry.date.map(|date| date.value);
            report(
                deal,
                out,
                &skipped(case, next..position, day),
                stage.span,
                &what,
            );
        }
        next = Some(position + 1);
    }
    let result = case
        .deal
        .outcome
        .as_ref()
        .and_then(|outcome| outcome.result.as_ref());
    if let (Some(next), Some(result)) = (next, result)
        && case.is_won()
        && (1..stages.len()).contains(&next)
    {
        let skipped = skipped(case, next..stages.len(), case.closed_on());
        report(deal, out, &skipped, result.span, "won");
    }
}

/// The stages of a range that existed on the day a deal passed their place.
fn skipped<'a>(
    case: &Case<'a>,
    range: std::ops::Range<usize>,
    day: Option<NaiveDate>,
) -> Vec<&'a Stage> {
    let stages = case.process.stages[range].iter();
    stages.filter(|stage| stage.existed_on(day)).collect()
}

fn report(deal: &DealContext<'_>, out: &mut Sink<'_>, stages: &[&Stage], span: Span, what: &str) {
    let case = &deal.case;
    let Some(first) = stages.first() else { return };
    let names: Vec<&str> = stages.iter().map(|stage| stage.name.as_str()).collect();
    let message = format!("{what} without going through {}", names.join(", "));
    let entered: Vec<String> = stages
        .iter()
        .map(|stage| {
            let path = format!("history.{}", stage.id.value);
            words::command(case, "set", &[&path, "DATE"])
        })
        .collect();
    let path = deal.path_at(span).unwrap_or_else(|| "history".to_owned());
    let entry = path
        .strip_suffix(".stage")
        .or(path.strip_suffix(".result"))
        .unwrap_or(&path);
    let those = if stages.len() == 1 {
        "that gate"
    } else {
        "those gates"
    };
    let mut ways = vec![format!(
        "if the deal met {those}, on which days: {}",
        entered.join(", then ")
    )];
    // The only entry is not taken back: a deal is in a stage.
    if case.deal.written_history().len() > 1 {
        let unset = words::command(case, "unset", &[entry]);
        ways.push(format!("if not, take this back: {unset}"));
    }
    ways.push(
        "if process.toml got the stage only later, write there, below its id, the day it came: since = DATE".to_owned(),
    );
    let mut finding = out
        .finding(case.deal.place(span), message)
        .label("jumps ahead")
        .subject(&*first.id.value)
        .whose(moves::of_stage(case, first))
        .help(words::ways_after("ask whoever moved it", &ways));
    for stage in stages {
        finding = finding.related(case.process.place(stage.span), "skipped");
    }
    out.add(finding);
}
