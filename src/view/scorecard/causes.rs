//! What low grades have in common (D5.5), and how grades and answers are written.

use crate::analysis::acceptance::Outcome;
use crate::analysis::score::{Cause, Component, Grade, Score};
use crate::report::scorecard::ScoredHandoff;

/// Points that the components with a cause lost, of those that count.
pub(super) fn lost<'a>(scores: impl Iterator<Item = &'a Score>) -> [(Cause, u32); 4] {
    let mut lost = Cause::ALL.map(|cause| (cause, 0));
    for component in scores
        .flat_map(|score| &score.components)
        .filter(|component| component.counts)
    {
        let (_, points) = &mut lost[component.kind.cause as usize];
        *points += Grade::Strong.points() - component.judgement.grade.points();
    }
    lost
}

/// The cause of the most lost points; the first of D5.5 where two are even, none when nothing was lost.
pub(super) fn main_cause(lost: [(Cause, u32); 4]) -> Option<Cause> {
    let most = lost
        .iter()
        .map(|(_, points)| *points)
        .max()
        .filter(|most| *most > 0)?;
    lost.into_iter()
        .find(|(_, points)| *points == most)
        .map(|(cause, _)| cause)
}

/// `research is thin`: what a cause comes to, without its remedy.
pub(super) fn in_short(cause: Cause) -> &'static str {
    cause.remedy().split(':').next().unwrap_or_default()
}

/// `15 points lost: packet 11 · ask 2 · rule 0 · proof 2`.
pub(super) fn line(lost: [(Cause, u32); 4]) -> Option<String> {
    let total: u32 = lost.iter().map(|(_, points)| points).sum();
    let parts = lost.map(|(cause, points)| format!("{} {points}", cause.name()));
    (total > 0).then(|| {
        let points = if total == 1 { "point" } else { "points" };
        format!("{total} {points} lost: {}", parts.join(" · "))
    })
}

pub(super) fn two_dots(component: &Component) -> &'static str {
    match (component.counts, component.judgement.grade) {
        (false, _) => "··",
        (true, Grade::Strong) => "●●",
        (true, Grade::Weak) => "●○",
        (true, Grade::Missing) => "○○",
    }
}

/// What the seller said, in a few words.
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
