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
            unclear(deal, opening, &faults, out);
        }
        was_won(deal, opening, out);
    }
}

fn unclear(deal: &DealContext<'_>, opening: &Reopened, faults: &[Fault], out: &mut Sink<'_>) {
    let case = &deal.case;
    let path = words::item(deal, "reopened", opening.span);
    let set =
        |key: &str, value: &str| words::command(case, "set", &[&format!("{path}.{key}"), value]);
    let facts = faults.iter().filter_map(|fault| match fault {
        Fault::Who => Some(set("by", "NAME")),
        Fault::When => Some(set("date", "DATE")),
        Fault::Why => Some(set("why", "REASON")),
        Fault::Outcome => None,
    });
    let facts = facts.collect::<Vec<_>>().join(" and ");
    let said: Vec<&str> = faults.iter().map(|fault| fault.says()).collect();
    let who = words::who(&moves::of_deal(case));
    let help = if faults.contains(&Fault::Outcome) {
        let mut ways = vec![format!(
            "it was closed before: {} and {} and {}",
            set("outcome.result", "lost"),
            set("outcome.date", "DATE"),
            set("outcome.reason", "REASON")
        )];
        if case.deal.outcome.is_some() || case.deal.later.outcome.is_some() {
            ways.insert(0, format!("another day: {}", set("date", "DATE")));
        } else {
            let never = words::command(case, "unset", &[&path]);
            ways.push(format!("it was never closed: {never}"));
        }
        let facts = if facts.is_empty() {
            facts
        } else {
            format!("{facts}; then ")
        };
        format!(
            "ask {who} when it was opened again, and after which outcome: {facts}{}",
            words::ways(&ways)
        )
    } else {
        format!("ask {who} {}, then: {facts}", words::list(&said))
    };
    out.add(
        out.finding(
            case.deal.place(opening.key_span),
            format!(
                "the deal was opened again, and nothing says {}",
                words::list(&said)
            ),
        )
        .label("opened again")
        .subject("reopened")
        .whose(moves::of_deal(case))
        .help(help),
    );
}

/// A won deal that was opened again.
fn was_won(deal: &DealContext<'_>, opening: &Reopened, out: &mut Sink<'_>) {
    let case = &deal.case;
    let Some(outcome) = opening.outcome.as_deref() else {
        return;
    };
    let Some(result) = outcome.result.filter(|it| it.value == OutcomeResult::Won) else {
        return;
    };
    let on = outcome.date.map_or_else(String::new, |date| {
        format!(" on {}", prose_date(date.value, case.today))
    });
    let path = words::item(deal, "reopened", opening.span);
    let is_below = opening.span.start <= result.span.start && result.span.start < opening.span.end;
    let below = if is_below {
        format!("{path}.outcome")
    } else {
        "outcome".to_owned()
    };
    let set =
        |key: &str, value: &str| words::command(case, "set", &[&format!("{below}.{key}"), value]);
    let mut finding = out
        .finding(
            case.deal.place(opening.key_span),
            format!("the deal was won{on} and opened again: what was won is in no figure any more"),
        )
        .label("opened again")
        .related(case.deal.place(result.span), "won")
        .subject("reopened.outcome")
        .whose(moves::of_role(case, Role::RevOps))
        .help(format!(
            "ask {} whether it was won: {}",
            words::who(&moves::of_role(case, Role::RevOps)),
            words::ways(&[
                format!(
                    "no: {} and {}",
                    set("reason", "REASON"),
                    set("result", "lost")
                ),
                format!(
                    "yes: {} and begin a deal of its own for what is sold next",
                    words::command(case, "unset", &[&path])
                ),
            ])
        ));
    finding.level = Level::Warning;
    out.add(finding);
}

/// What an opening does not say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fault {
    Who,
    When,
    Why,
    Outcome,
}

impl Fault {
    fn says(self) -> &'static str {
        match self {
            Self::Who => "which person did so",
            Self::When => "when",
            Self::Why => "why",
            Self::Outcome => "after which outcome",
        }
    }
}

fn faults(deal: &DealContext<'_>, opening: &Reopened) -> Vec<Fault> {
    let case = &deal.case;
    let unread = |key: &str| suppression::is_unread(case, &format!("reopened.{key}"), opening.span);
    let mut faults = Vec::new();
    // `file/not-a-person` reports a team.
    let names_nobody = |by: &Text| matches!(case.person(by), Err(NotAPerson::Placeholder));
    if opening.by.as_ref().is_none_or(names_nobody) && !unread("by") {
        faults.push(Fault::Who);
    }
    if opening.date.is_none() && !unread("date") {
        faults.push(Fault::When);
    }
    let why = opening.why.as_ref().or(opening.reason.as_deref());
    let says_why =
        why.is_some_and(|why| !is_placeholder(why) && (!is_other(why) || opening.note.is_some()));
    if !says_why && !unread("why") {
        faults.push(Fault::Why);
    }
    if !ends_an_outcome(case, opening) {
        faults.push(Fault::Outcome);
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
