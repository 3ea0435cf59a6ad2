//! `history/out-of-order`.

use crate::analysis::moves;
use crate::lint::rule::rule;
use crate::lint::{DealContext, Sink, far, words};
use crate::model::deal::StageEntry;
use crate::text::Span;

rule! {
    /// The dates of the stage history go back, the outcome is earlier than its last entry, or an entry has no date.
    ///
    /// The time in each stage is computed from these dates (D3.3); two that are out of order make a stage last a
    /// negative number of days, and one wrong year distorts every conversion rate. Two entries on one day are in order. A stage that
    /// was entered between the end of a deal and the day it was opened again is out of order too.
    ///
    /// ```yaml bad
    /// account: {name: Quayside Ports}
    /// history: {registered: 2026-09-28, qualified: 2025-10-01}
    /// ```
    /// ```yaml bad
    /// account: {name: Quayside Ports}
    /// history: [{stage: registered, date: 2026-09-28}, {stage: qualified, by: Luis Ortega}]
    /// ```
    /// ```yaml bad
    /// account: {name: Quayside Ports}
    /// history: {registered: 2026-01-05, qualified: 2026-10-05}
    /// outcome: {result: lost, date: 2026-01-20, reason: price}
    /// ```
    /// ```yaml bad
    /// account: {name: Quayside Ports}
    /// history: {registered: 2026-09-28, qualified: 2026-10-05}
    /// outcome: {result: lost, date: 2026-10-01, reason: price}
    /// reopened: {date: 2026-11-16, by: Maya Chen, why: The board approved the budget after all.}
    /// ```
    /// ```yaml good
    /// account: {name: Quayside Ports}
    /// history: {registered: 2026-09-28, qualified: 2026-09-28, handoff: 2026-10-09}
    /// ```
    pub(super) OUT_OF_ORDER = "history/out-of-order", Error, Deal(check)
}

fn check(deal: &DealContext<'_>, out: &mut Sink<'_>) {
    let case = &deal.case;
    let name = |entry: &StageEntry| {
        let stage = entry.stage.as_ref();
        let known = stage.and_then(|stage| case.process.stage(stage));
        match (known, stage) {
            (Some((_, stage)), _) => stage.name.clone(),
            (None, Some(stage)) => stage.to_string(),
            (None, None) => "a stage".to_owned(),
        }
    };
    let mut before: Option<&StageEntry> = None;
    for entry in case.deal.written_history() {
        let subject = entry
            .stage
            .as_ref()
            .map_or("history.date", |stage| &*stage.value);
        let Some(date) = entry.date else {
            // An entry that lacks its stage as well is left to `history/unknown-stage`.
            if entry.stage.is_some() && !super::unread::is_unread(case.deal, entry, "history.date")
            {
                let span = entry
                    .stage
                    .as_ref()
                    .map_or(entry.key_span, |stage| stage.span);
                let message = format!("nothing says on which day {} was entered", name(entry));
                out.add(
                    out.finding(case.deal.place(span), message)
                        .label("on which day?")
                        .subject(subject)
                        .whose(moves::of_deal(case))
                        .help(format!(
                            "ask on which day; git knows when the line was first written: {}",
                            undated(deal, span)
                        )),
                );
            }
            continue;
        };
        if far::past(date.value, case.today).is_some() {
            // `history/far-date` reports a slip of the year.
            continue;
        }
        let earlier = before.and_then(|before| Some((before, before.date?)));
        if let Some((before, day)) = earlier
            && date.value < day.value
        {
            let message = format!(
                "{} was entered on {}, before {} on {}",
                name(entry),
                date.value,
                name(before),
                day.value
            );
            out.add(
                out.finding(case.deal.place(date.span), message)
                    .label("goes back")
                    .related(case.deal.place(day.span), "the entry before it")
                    .subject(subject)
                    .whose(moves::of_deal(case))
                    .help(format!(
                        "ask which day is wrong. 1. {}: {}; 2. {}: {}; 3. neither: put the entries into the order of their days",
                        name(entry),
                        deal.set(date.span, "history", "DATE"),
                        name(before),
                        deal.set(day.span, "history", "DATE")
                    )),
            );
        }
        before = Some(entry);
    }
    closed_before(deal, before, out);
    while_closed(deal, out);
}

/// Returns the command that dates an entry, by the place of its stage or of what else it says.
fn undated(deal: &DealContext<'_>, span: Span) -> String {
    let path = deal.path_at(span).unwrap_or_else(|| "history".to_owned());
    let entry = path.strip_suffix(".stage").unwrap_or(&path);
    words::command(&deal.case, "set", &[&format!("{entry}.date"), "DATE"])
}

/// A stage that was entered between the end of the deal and the day it was opened again.
fn while_closed(deal: &DealContext<'_>, out: &mut Sink<'_>) {
    let case = &deal.case;
    for opening in case.deal.reopened.iter() {
        let closed = opening.outcome.as_ref().and_then(|outcome| outcome.date);
        let (Some(closed), Some(opened)) = (closed, opening.date) else {
            continue;
        };
        let mut entries = case.deal.history.entries.iter();
        let between = entries.find_map(|entry| {
            let date = entry.date?;
            let is_between = closed.value < date.value && date.value < opened.value;
            is_between.then_some((entry.stage.as_ref()?, date))
        });
        let Some((stage, date)) = between else {
            continue;
        };
        let known = case.process.stage(stage);
        let name = known.map_or(&*stage.value, |(_, stage)| &stage.name);
        let message = format!(
            "{name} was entered on {}, and the deal was closed from {} until it was opened again on {}",
            date.value, closed.value, opened.value
        );
        out.add(
            out.finding(case.deal.place(date.span), message)
                .label("closed then")
                .related(case.deal.place(closed.span), "closed")
                .related(case.deal.place(opened.span), "opened again")
                .subject(&*stage.value)
                .whose(moves::of_deal(case))
                .help(format!(
                    "ask which day is wrong. 1. the entry: {}; 2. the end: {}; 3. the opening: {}",
                    deal.set(date.span, "history", "DATE"),
                    deal.set(closed.span, "outcome.date", "DATE"),
                    deal.set(opened.span, "reopened.date", "DATE")
                )),
        );
    }
}

/// A deal that was closed before it entered its last stage.
fn closed_before(deal: &DealContext<'_>, last: Option<&StageEntry>, out: &mut Sink<'_>) {
    let case = &deal.case;
    let closed = case.deal.outcome.as_ref().and_then(|outcome| outcome.date);
    let entered = last.and_then(|entry| entry.date);
    let (Some(closed), Some(entered)) = (closed, entered) else {
        return;
    };
    if closed.value >= entered.value || far::past(closed.value, case.today).is_some() {
        return;
    }
    let message = format!(
        "the outcome is of {}, before the last stage was entered on {}",
        closed.value, entered.value
    );
    out.add(
        out.finding(case.deal.place(closed.span), message)
            .label("goes back")
            .related(case.deal.place(entered.span), "the last entry")
            .subject("outcome.date")
            .whose(moves::of_deal(case))
            .help(format!(
                "ask which day is wrong. 1. the end: {}; 2. the entry: {}; 3. neither, for the deal was opened again: {}",
                deal.set(closed.span, "outcome.date", "DATE"),
                deal.set(entered.span, "history", "DATE"),
                words::command(case, "reopen", &["--why", "REASON", "--on", "DATE"])
            )),
    );
}
