//! What became of the handoffs that are shown, in a sentence.

use crate::analysis::acceptance::Outcome;
use crate::report::scorecard::ScoredHandoff;

/// Returns `Neither of the two decided was accepted (1 declined, 1 silent); 1 still open.` What is open, overtaken or
/// unclear is in no denominator. `None` if nothing was sent.
pub(super) fn answers(handoffs: &[ScoredHandoff]) -> Option<String> {
    let outcomes: Vec<Outcome> = handoffs
        .iter()
        .filter(|handoff| handoff.sent.is_some())
        .filter_map(|handoff| handoff.outcome)
        .collect();
    let is = |outcome| outcomes.iter().filter(|one| **one == outcome).count();
    let list = |of: &[(Outcome, &str)]| {
        let some = of.iter().map(|(outcome, what)| (is(*outcome), what));
        let some: Vec<String> = some
            .filter(|(n, _)| *n > 0)
            .map(|(n, what)| format!("{n} {what}"))
            .collect();
        some.join(", ")
    };
    let no = list(&[(Outcome::Declined, "declined"), (Outcome::Silent, "silent")]);
    let undecided = list(&[
        (Outcome::Open, "still open"),
        (Outcome::Overtaken, "overtaken"),
        (Outcome::Unclear, "neither yes nor no"),
    ]);
    let decided = outcomes
        .iter()
        .filter(|outcome| outcome.is_decided())
        .count();
    if outcomes.is_empty() {
        return None;
    }
    if decided == 0 {
        return Some(match outcomes.as_slice() {
            [Outcome::Open] => "It is still open.".to_owned(),
            [Outcome::Overtaken] => "It was overtaken before an answer.".to_owned(),
            [_] => "It was answered neither yes nor no.".to_owned(),
            _ => format!("None is decided: {undecided}."),
        });
    }
    let alone = decided == outcomes.len();
    let all = match decided {
        2 => "two".to_owned(),
        3 => "three".to_owned(),
        n => n.to_string(),
    };
    let of = if alone {
        format!("the {all}")
    } else {
        format!("the {all} decided")
    };
    let head = match (is(Outcome::Accepted), decided) {
        (0, 1) if alone => "It was not accepted".to_owned(),
        (1, 1) if alone => "It was accepted".to_owned(),
        (0, 1) => "The one decided was not accepted".to_owned(),
        (1, 1) => "The one decided was accepted".to_owned(),
        (0, 2) => format!("Neither of {of} was accepted"),
        (0, _) => format!("None of {of} was accepted"),
        (n, _) if n == decided => format!("All {} were accepted", of.trim_start_matches("the ")),
        (1, _) => format!("One of {of} was accepted"),
        (n, _) => format!("{n} of {of} were accepted"),
    };
    let mut text = head;
    if !no.is_empty() {
        text += &format!(" ({no})");
    }
    if !undecided.is_empty() {
        text += &format!("; {undecided}");
    }
    Some(format!("{text}."))
}
