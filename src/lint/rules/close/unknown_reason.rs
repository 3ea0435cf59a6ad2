//! `close/unknown-reason`.

use crate::lint::rule::rule;
use crate::lint::{DealContext, Sink, words};
use crate::model::deal::OutcomeResult;
use crate::text::name;
use crate::text::placeholder::is_other;

use super::closer::Closer;

rule! {
    /// A deal was disqualified for a reason that its stage does not name.
    ///
    /// Every stage says what disqualifies a deal there (D1.3): that list is what the reasons are counted by. `no bugdet` is a
    /// reason of its own in every count, and a reason that no stage names may be a good one, and then belongs on the list. A lost
    /// deal may be lost for any reason; it is reported only if that is a slip of one that the stage names.
    ///
    /// ```yaml bad
    /// account: {name: Quayside Ports}
    /// history: {registered: 2026-09-28, qualified: 2026-10-05}
    /// outcome: {result: disqualified, date: 2026-11-04, by: Luis Ortega, reason: no bugdet}
    /// ```
    /// ```yaml bad
    /// account: {name: Quayside Ports}
    /// history: {registered: 2026-09-28, qualified: 2026-10-05}
    /// outcome: {result: lost, date: 2026-11-04, by: Luis Ortega, reason: no budgte}
    /// ```
    /// ```yaml good
    /// account: {name: Quayside Ports}
    /// history: {registered: 2026-09-28, qualified: 2026-10-05}
    /// outcome: {result: disqualified, date: 2026-11-04, by: Luis Ortega, reason: "No budget: the board froze it"}
    /// ```
    /// ```yaml good
    /// account: {name: Quayside Ports}
    /// history: {registered: 2026-09-28, qualified: 2026-10-05}
    /// outcome: {result: lost, date: 2026-11-04, by: Luis Ortega, reason: A new owner stopped every project}
    /// ```
    pub(super) UNKNOWN_REASON = "close/unknown-reason", Warning, Deal(check)
}

fn check(deal: &DealContext<'_>, out: &mut Sink<'_>) {
    let case = &deal.case;
    let Some(outcome) = &case.deal.outcome else {
        return;
    };
    let (Some(result), Some(reason), Some((_, stage))) =
        (case.result(), &outcome.reason, case.stage())
    else {
        return;
    };
    if !matches!(result, OutcomeResult::Disqualified | OutcomeResult::Lost) {
        return;
    }
    let known: Vec<&str> = stage
        .disqualify
        .iter()
        .map(|reason| reason.trim())
        .collect();
    let Some(first) = stage.disqualify.first() else {
        return;
    };
    let is_other = is_other(reason) || begins_with(reason, "other");
    if is_other || known.iter().any(|known| begins_with(reason, known)) {
        return;
    }
    let slip = name::nearest(reason.trim(), known.iter().copied());
    if result == OutcomeResult::Lost && slip.is_none() {
        return;
    }
    let list: Vec<String> = known.iter().map(|known| words::quoted(known)).collect();
    let set = |reason: &str| words::command(case, "set", &["outcome.reason", reason]);
    let near = slip.or_else(|| by_words(reason, &known));
    let elsewhere = case.process.stages.iter().find(|other| {
        let mut reasons = other.disqualify.iter();
        reasons.any(|known| {
            begins_with(reason, known.trim()) || name::nearest(reason, [known.trim()]).is_some()
        })
    });
    let elsewhere = elsewhere
        .filter(|_| near.is_none())
        .map_or_else(String::new, |other| format!(", a reason of {}", other.name));
    let Closer { whose, knows, .. } = Closer::of(case, outcome);
    let help = match near {
        Some(near) => format!(
            "ask {knows} whether it was {}: {}",
            words::quoted(near),
            set(near)
        ),
        None => words::ways(&[
            format!(
                "ask {knows} which of {} it was: {}",
                list.join(", "),
                set("REASON")
            ),
            format!(
                "if it is one that will come again, add it to `disqualify` of {} in process.toml",
                stage.name
            ),
        ]),
    };
    out.add(
        out.finding(
            case.deal.place(reason.span),
            format!(
                "this was {result} for a reason that {} does not name: {}{}{elsewhere}",
                stage.name,
                words::quoted(reason),
                name::meant(near)
            ),
        )
        .label("not on the list")
        .related(
            case.process.place(first.span),
            format!("what disqualifies a deal in {}", stage.name),
        )
        .subject("outcome.reason")
        .whose(whose)
        .help(help),
    );
}

/// Whether a reason is one of the list, or begins with it and goes on: `no budget: the board froze it`.
fn begins_with(reason: &str, known: &str) -> bool {
    let reason = reason.split_whitespace().collect::<Vec<_>>().join(" ");
    let (Some(start), Some(rest)) = (reason.get(..known.len()), reason.get(known.len()..)) else {
        return false;
    };
    start.to_lowercase() == known.to_lowercase() && !rest.starts_with(char::is_alphanumeric)
}

/// Returns the one reason of the list that has every longer word of another one, nearly at least: `budget` means `no budget`.
fn by_words<'k>(reason: &str, known: &[&'k str]) -> Option<&'k str> {
    const SHORT: usize = 3;
    let words = |text: &str| -> Vec<String> {
        let words = text.split(|c: char| !c.is_alphanumeric());
        let longer = words.filter(|word| word.chars().count() > SHORT);
        longer.map(str::to_lowercase).collect()
    };
    let wanted = words(reason);
    let mut fit = known.iter().filter(|known| {
        let there = words(known);
        let mut wanted = wanted.iter();
        wanted.all(|word| name::nearest(word, there.iter().map(String::as_str)).is_some())
    });
    let first = fit.next().copied().filter(|_| !wanted.is_empty());
    first.filter(|_| fit.next().is_none())
}
