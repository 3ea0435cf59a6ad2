//! What several rules need of an outcome: who closed the deal, and when.

use crate::analysis::{Case, moves};
use crate::diagnostic::Assignee;
use crate::model::deal::Outcome;

/// The person who wrote the outcome, and whose move it is to complete it: theirs, else that of the owner of the stage.
pub(super) fn closer<'a>(case: &Case<'a>, outcome: &'a Outcome) -> (Option<&'a str>, Assignee) {
    let mut whose = case.stage().map_or_else(
        || moves::of_deal(case),
        |(_, stage)| moves::of_stage(case, stage),
    );
    let by = outcome.by.as_ref();
    let by = by.and_then(|by| case.person_name(by));
    if let Some(by) = by {
        whose.owner = Some(by.to_owned());
    }
    (by, whose)
}
