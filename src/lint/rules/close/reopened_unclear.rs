//! `close/reopened-unclear`.

use crate::analysis::Case;
use crate::analysis::moves::{self, Role};
use crate::diagnostic::Level;
use crate::lint::rule::rule;
use crate::lint::{DealContext, Sink, suppression, words};
use crate::model::NotAPerson;
use crate::model::deal::{OutcomeResult, Reopened};
use crate::model::scalar::{Text, prose_date};
use crate::text::placeholder::{is_other, is_placeholder};

rule! {
    /// A deal was opened again, and it does not say who did so, when, why, or after which outcome.
    ///
    /// A lost deal may be reopened by name, date and reason (D3.9). That ends the outcome before it, so the day decides what every
    /// report says of the time between; and the outcome stays in the file, so that it is known when and why the deal was lost.
    /// When it closes again, the former outcome moves below `reopened`. A won deal that is opened again takes what was won out of
    /// every figure of its quarter, which is a warning: the outcome was wrong, or what is sold next is another deal.
    ///
    /// ```yaml bad
    /// account: {name: Quayside Ports}
    /// outcome: {result: lost, date: 2026-10-20, reason: no budget}
    /// reopened: {date: 2026-11-16, why: The board approved the budget after all.}
    /// ```
    /// ```yaml bad
    /// account: {name: Quayside Ports}
    /// reopened: {date: 2026-11-16, by: Maya Chen, why: The board approved the budget after all.}
    /// ```
    /// ```yaml bad
    /// account: {name: Quayside Ports}
    /// outcome: {result: lost, date: 2026-10-20, reason: no budget}
    /// reopened: {date: 2026-10-12, by: Maya Chen, why: The board approved the budget after all.}
    /// ```
    /// ```yaml bad
    /// account: {name: Quayside Ports}
    /// outcome: {result: won, date: 2026-10-20, amount: 66000}
    /// reopened: {date: 2026-11-16, by: Maya Chen, why: The board withdrew.}
    /// ```
    /// ```yaml good
    /// account: {name: Quayside Ports}
    /// outcome: {result: lost, date: 2026-10-20, reason: no budget}
    /// reopened: {date: 2026-11-16, by: Maya Chen, why: The board approved the budget after all.}
    /// ```
    /// ```yaml good
    /// account: {name: Quayside Ports}
    /// partner: meridian
    /// outcome: {result: won, date: 2026-11-20, amount: 66000}
    /// reopened:
    ///   date: 2026-11-16
    ///   by: Maya Chen
    ///   why: The board approved the budget after all.
    ///   outcome: {result: lost, date: 2026-10-20, reason: no budget}
    /// ```
    pub(super) REOPENED_UNCLEAR = "close/reopened-unclear", Error, Deal(check)
}

fn check(deal: &DealContext<'_>, out: &mut Sink<'_>) {
    let case = &deal.case;
    let openings = case.deal.reopened.iter();
    for opening in openings.chain(&case.deal.later.reopened) {
        let faults = faults(deal, opening);
        if !faults.is_empty() {
            unclear(case, opening, &faults, out);
        }
        was_won(case, opening, out);
    }
}

fn unclear(case: &Case<'_>, opening: &Reopened, faults: &[&'static str], out: &mut Sink<'_>) {
    let date = opening.date.map_or(case.today, |date| date.value);
    let outcome = if opening.outcome.is_some() {
        ""
    } else {
        "; the outcome that it ended stays in the file, or stands below it: outcome: {result: lost, date: …, reason: …}"
    };
    out.add(
        out.finding(
            case.deal.place(opening.key_span),
            format!(
                "the deal was opened again, and nothing says {}",
                words::list(faults)
            ),
        )
        .label("opened again")
        .subject("reopened")
        .whose(moves::of_deal(case))
        .help(format!(
            "write it in full, by one person: reopened: {{date: {date}, by: …, why: …}}{outcome}"
        )),
    );
}

/// A won deal that was opened again.
fn was_won(case: &Case<'_>, opening: &Reopened, out: &mut Sink<'_>) {
    let Some(outcome) = opening.outcome.as_deref() else {
        return;
    };
    let Some(result) = outcome.result.filter(|it| it.value == OutcomeResult::Won) else {
        return;
    };
    let on = outcome.date.map_or_else(String::new, |date| {
        format!(" on {}", prose_date(date.value, case.today))
    });
    let mut finding = out
        .finding(
            case.deal.place(opening.key_span),
            format!("the deal was won{on} and opened again: what was won is in no figure any more"),
        )
        .label("opened again")
        .related(case.deal.place(result.span), "won")
        .subject("reopened.outcome")
        .whose(moves::of_role(case, Role::RevOps))
        .help(
            "1. if it was not won after all, correct the result to `lost` or `disqualified`, with its reason; 2. if it was, take \
             `reopened` out, and begin a deal of its own for what is sold next",
        );
    finding.level = Level::Warning;
    out.add(finding);
}

fn faults(deal: &DealContext<'_>, opening: &Reopened) -> Vec<&'static str> {
    let case = &deal.case;
    let unread = |key: &str| suppression::is_unread(case, &format!("reopened.{key}"), opening.span);
    let mut faults = Vec::new();
    // `file/not-a-person` reports a team.
    let names_nobody = |by: &Text| matches!(case.person(by), Err(NotAPerson::Placeholder));
    if opening.by.as_ref().is_none_or(names_nobody) && !unread("by") {
        faults.push("which person did so");
    }
    if opening.date.is_none() && !unread("date") {
        faults.push("when");
    }
    let why = opening.why.as_ref().or(opening.reason.as_deref());
    let says_why =
        why.is_some_and(|why| !is_placeholder(why) && (!is_other(why) || opening.note.is_some()));
    if !says_why && !unread("why") {
        faults.push("why");
    }
    if !ends_an_outcome(case, opening) {
        faults.push("after which outcome");
    }
    faults
}

/// Returns whether an opening comes after an outcome, as far as their days are known.
fn ends_an_outcome(case: &Case<'_>, opening: &Reopened) -> bool {
    let Some(opened) = opening.date else {
        return true;
    };
    let later = case.deal.later.outcome.as_ref();
    let outcome = case.deal.outcome.as_ref().or(later);
    let closed = outcome.map(|outcome| outcome.date);
    opening.outcome.is_some()
        || closed.is_some_and(|closed| closed.is_none_or(|closed| closed.value <= opened.value))
}
