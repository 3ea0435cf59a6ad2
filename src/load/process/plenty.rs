//! More than any process needs or a run should pay for: the file may not be trusted.

use crate::model::process_file::ProcessFile;

use super::problems::Problems;

/// Criteria of all stages together.
const MOST_CRITERIA: usize = 1_000;
/// Regular expressions among them: each may cost a megabyte.
const MOST_PATTERNS: usize = 200;

/// Returns whether there is too much to compile, and reports it.
pub(super) fn is_too_much(written: &ProcessFile, problems: &mut Problems<'_>) -> bool {
    let criteria = || written.stages.iter().flat_map(|stage| &stage.exit);
    if let Some(one_more) = criteria().nth(MOST_CRITERIA) {
        problems.invalid(
            one_more.key_span,
            format!("there are more than {MOST_CRITERIA} criteria"),
            "keep those that somebody acts on",
        );
        return true;
    }
    let mut patterns = criteria().filter_map(|criterion| criterion.matches.as_ref());
    let Some(one_more) = patterns.nth(MOST_PATTERNS) else {
        return false;
    };
    problems.invalid(
        one_more.span,
        format!("there are more than {MOST_PATTERNS} criteria with `matches`"),
        "write `one_of` where the values are known",
    );
    true
}
