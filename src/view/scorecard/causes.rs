//! What low grades have in common (D5.5), and how grades and answers are written.

use crate::analysis::acceptance::Outcome;
use crate::analysis::score::{Cause, Grade};
use crate::report::scorecard::{GradedComponent, ScoredHandoff};

/// Returns the points that the components with each cause lost, of those that count, in the order of D5.5.
pub(super) fn lost(handoffs: &[ScoredHandoff]) -> [(Cause, u32); 4] {
    Cause::ALL.map(|cause| {
        let components = handoffs.iter().flat_map(ScoredHandoff::counting);
        let points = components
            .filter(|component| component.cause == cause)
            .map(|component| Grade::Strong.points() - component.points)
            .sum();
        (cause, points)
    })
}

/// Returns the cause of the most lost points, the first of D5.5 if two are even; `None` if nothing was lost.
pub(super) fn main_cause(lost: [(Cause, u32); 4]) -> Option<Cause> {
    let most = lost.iter().map(|(_, points)| *points).max()?;
    lost.into_iter()
        .find(|(_, points)| *points == most && most > 0)
        .map(|(cause, _)| cause)
}

/// Returns what a cause comes to, without its remedy: `research is thin`.
pub(super) fn in_short(cause: Cause) -> &'static str {
    cause.remedy().split(':').next().unwrap_or_default()
}

/// Returns `15 points lost: packet 11 · ask 2 · rule 0 · proof 2`; `None` if none was.
pub(super) fn line(lost: [(Cause, u32); 4]) -> Option<String> {
    let total: u32 = lost.iter().map(|(_, points)| points).sum();
    let parts = lost.map(|(cause, points)| format!("{} {points}", cause.name()));
    (total > 0).then(|| {
        let points = if total == 1 { "point" } else { "points" };
        format!("{total} {points} lost: {}", parts.join(" · "))
    })
}

/// Returns the sign of a grade.
pub(super) fn two_dots(component: &GradedComponent) -> &'static str {
    match (component.counts, component.grade) {
        (false, _) => "··",
        (true, Grade::Strong) => "●●",
        (true, Grade::Weak) => "●○",
        (true, Grade::Missing) => "○○",
    }
}

/// Returns the seller's answer in a few words.
pub(super) fn answer(handoff: &ScoredHandoff) -> String {
    let because = |word: &str| match &handoff.reason {
        Some(reason) => format!("{word}: {reason}"),
        None => word.to_owned(),
    };
    match handoff.outcome {
        None => String::new(),
        Some(Outcome::Accepted) if handoff.instead => because("took a better move"),
        Some(Outcome::Accepted) => because("accepted"),
        Some(Outcome::Declined) => because("declined"),
        Some(Outcome::Silent) => "silent, window over".to_owned(),
        Some(Outcome::Open) => "none yet".to_owned(),
        Some(Outcome::Overtaken) => "overtaken".to_owned(),
        Some(Outcome::Unclear) => "neither yes nor no".to_owned(),
    }
}
