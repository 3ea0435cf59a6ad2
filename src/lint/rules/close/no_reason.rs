//! `close/no-reason`.

use crate::diagnostic::Level;
use crate::lint::rule::rule;
use crate::lint::{DealContext, Sink, words};
use crate::model::deal::OutcomeResult;
use crate::model::{Found, View};
use crate::text::placeholder::is_other;
use crate::text::{Span, safe};

use super::closer::Closer;

rule! {
    /// A deal was lost or disqualified, and the reason is not on record.
    ///
    /// The reason is the one useful thing a lost deal leaves behind (D3.6): it shows where deals die, and it is what
    /// the partner hears. A deal that leaves as disqualified does so for a reason that its stage names (D1.3). A word such as `tbd`,
    /// `none yet` or `lost` is no reason, and `other` needs a `note` that says which: without one it is a warning.
    ///
    /// ```yaml bad
    /// account: {name: Quayside Ports}
    /// history: {registered: 2026-09-28}
    /// outcome: {result: lost, date: 2026-11-04, by: Kemi Adeyemi}
    /// ```
    /// ```yaml bad
    /// account: {name: Quayside Ports}
    /// history: {registered: 2026-09-28}
    /// outcome: {result: disqualified, date: 2026-11-04}
    /// ```
    /// ```yaml bad
    /// account: {name: Quayside Ports}
    /// history: {registered: 2026-09-28}
    /// outcome: {result: lost, date: 2026-11-04, by: Kemi Adeyemi, reason: tbd}
    /// ```
    /// ```yaml bad
    /// account: {name: Quayside Ports}
    /// history: {registered: 2026-09-28}
    /// outcome: {result: lost, date: 2026-11-04, by: Kemi Adeyemi, reason: other}
    /// ```
    /// ```yaml good
    /// account: {name: Quayside Ports}
    /// history: {registered: 2026-09-28}
    /// outcome: {result: lost, date: 2026-11-04, by: Kemi Adeyemi, reason: other, note: The plant burnt down}
    /// ```
    /// ```yaml good
    /// account: {name: Quayside Ports}
    /// history: {registered: 2026-09-28}
    /// outcome: {result: lost, date: 2026-11-04, by: Kemi Adeyemi, reason: A new owner stopped every project}
    /// ```
    pub(super) NO_REASON = "close/no-reason", Error, Deal(check)
}

/// What an outcome lacks of its reason, and where.
enum ReasonLack {
    /// Nothing is written.
    Nothing(Span),
    /// A word that says nothing.
    Word(Span),
    /// `other`, without a note.
    Other(Span),
}

/// Whether a reason only says that the deal is closed: `lost`, `closed lost`.
fn only_says_that(reason: &str) -> bool {
    let mut words = reason
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .peekable();
    let says = [
        "lost",
        "closed",
        "disqualified",
        "deal",
        "we",
        "it",
        "was",
        "is",
    ];
    words.peek().is_some()
        && words.all(|word| says.iter().any(|said| said.eq_ignore_ascii_case(word)))
}

fn check(deal: &DealContext<'_>, out: &mut Sink<'_>) {
    let case = &deal.case;
    let Some(outcome) = &case.deal.outcome else {
        return;
    };
    let Some(result @ (OutcomeResult::Lost | OutcomeResult::Disqualified)) = case.result() else {
        return;
    };
    let lack = match case.deal.lookup("outcome.reason") {
        Found::Absent => ReasonLack::Nothing(outcome.key_span),
        Found::Placeholder(span) => ReasonLack::Word(span),
        Found::Value(View::Text(reason)) if is_other(reason) && outcome.note.is_none() => {
            ReasonLack::Other(reason.span)
        }
        Found::Value(View::Text(reason)) if only_says_that(reason) => ReasonLack::Word(reason.span),
        Found::Value(_) | Found::Unusable(_) => return,
    };
    let stage = case.stage().map(|(_, stage)| stage);
    let Closer {
        by,
        knows,
        whose,
        on,
    } = Closer::of(case, outcome);
    let message = match by {
        Some(by) => format!("{by} closed this as {result}{on} and did not say why"),
        None => format!("this was {result}{on}, but the reason is not on record"),
    };
    let (span, message, label) = match lack {
        ReasonLack::Nothing(span) => (span, message, "no reason"),
        ReasonLack::Word(span) => {
            let word = safe::quoted(deal.text(span));
            (span, format!("{message}: {word} is no reason"), "no reason")
        }
        ReasonLack::Other(span) => {
            let message =
                format!("this was {result}{on} for another reason, and no note says which");
            (span, message, "which one?")
        }
    };
    let mut finding = out.finding(case.deal.place(span), message).label(label);
    if matches!(lack, ReasonLack::Other(_)) {
        finding.level = Level::Warning;
        let note = words::command(case, "set", &["outcome.note", "TEXT"]);
        out.add(
            finding
                .subject("outcome.reason")
                .whose(whose)
                .help(format!("ask {knows} which one, then: {note}")),
        );
        return;
    }
    let set = words::command(case, "set", &["outcome.reason", "REASON"]);
    let mut help = format!("ask {knows}, then: {set}");
    if let Some(stage) = stage
        && let (true, Some(first)) = (
            result == OutcomeResult::Disqualified,
            stage.disqualify.first(),
        )
    {
        let reasons: Vec<String> = stage
            .disqualify
            .iter()
            .map(|reason| words::quoted(reason))
            .collect();
        let says = format!("what disqualifies a deal in {}", stage.name);
        finding = finding.related(case.process.place(first.span), says);
        help = format!(
            "ask {knows} which of the reasons of {} it was ({}), then: {set}",
            stage.name,
            reasons.join(", ")
        );
    }
    out.add(finding.subject("outcome.reason").whose(whose).help(help));
}
