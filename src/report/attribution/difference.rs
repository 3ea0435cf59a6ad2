//! What changed in the statement since an earlier commit, and by whom (D7.4).

use std::sync::Arc;

use serde::Serialize;

use crate::model::Deal;
use crate::model::past::Commit;
use crate::report::Input;
use crate::report::since::baseline::Baseline;
use crate::report::since::commits::as_list;
use crate::report::since::deal_pairs::pairs;

use super::row::{AttributionRow, rows};
use crate::analysis::registration::is_turned_away;

/// A row that came, went or changed.
#[derive(Clone, Debug, Serialize)]
pub struct StatementChange {
    /// The row as it was; `None` if it is new.
    pub before: Option<AttributionRow>,
    /// The row as it is; `None` if it is gone.
    pub after: Option<AttributionRow>,
    /// What differs, in the names of the row's fields; empty for a row that came or went.
    pub fields: Vec<&'static str>,
    /// The commits that changed the deal's file, oldest first, as far as they touched what history is kept of.
    #[serde(serialize_with = "as_list")]
    pub commits: Vec<Arc<Commit>>,
    /// Whether a change is not committed yet.
    pub uncommitted: bool,
    /// Whether the deal's file is the same, so that process.toml or only the day made the change.
    pub same_file: bool,
}

/// Compares the statement with that of an earlier commit: every row that is not the same.
pub fn difference(input: &Input<'_>, baseline: &Baseline<'_>) -> Vec<StatementChange> {
    let pairs = pairs(input.book, baseline.input.book, &baseline.between.came_from);
    let mut changes = Vec::new();
    for pair in pairs {
        let before = pair
            .then
            .map_or_else(Vec::new, |deal| of(&baseline.input, deal));
        let after = pair.now.map_or_else(Vec::new, |deal| of(input, deal));
        let path = pair
            .now
            .map(|deal| &*input.book.sources.file(deal.file).path);
        let old = pair
            .then
            .map(|deal| &*baseline.input.book.sources.file(deal.file).path);
        let known = path.or(old).unwrap_or_default();
        let versions = baseline.between.past.of(known).iter();
        let deleted = baseline
            .between
            .deleted
            .get(known)
            .filter(|_| path.is_none());
        let commits: Vec<Arc<Commit>> = versions
            .map(|version| &version.commit)
            .chain(deleted)
            .cloned()
            .collect();
        let uncommitted = baseline.uncommitted.contains(known);
        let is_same = !uncommitted && !baseline.between.differing.contains(known);
        for (before, after) in side_by_side(before, after) {
            let fields = match (&before, &after) {
                (Some(before), Some(after)) => differing(before, after),
                _ => Vec::new(),
            };
            if fields.is_empty() && before.is_some() && after.is_some() {
                continue;
            }
            changes.push(StatementChange {
                before,
                after,
                fields,
                commits: commits.clone(),
                uncommitted,
                same_file: is_same,
            });
        }
    }
    changes
}

fn of(input: &Input<'_>, deal: &Deal) -> Vec<AttributionRow> {
    let is_counted = input.book.has_begun(deal) && !input.book.is_nowhere(deal);
    if !is_counted || is_turned_away(deal) {
        return Vec::new();
    }
    rows(input, &input.case(deal))
}

/// Pairs the rows of a deal by partner; the partner of record then with the one of now if both have changed.
fn side_by_side(
    before: Vec<AttributionRow>,
    mut after: Vec<AttributionRow>,
) -> Vec<(Option<AttributionRow>, Option<AttributionRow>)> {
    let mut both = Vec::new();
    for old in before {
        let same =
            |new: &AttributionRow| new.of_record == old.of_record && new.partner == old.partner;
        let at = after.iter().position(same);
        let new = at.map(|at| after.remove(at));
        both.push((Some(old), new));
    }
    both.extend(after.into_iter().map(|new| (None, Some(new))));
    both
}

/// Returns the fields of the statement that differ.
fn differing(before: &AttributionRow, after: &AttributionRow) -> Vec<&'static str> {
    let fields = [
        ("standing", before.standing != after.standing),
        ("quarter", before.quarter != after.quarter),
        ("class", before.class != after.class),
        ("amount", before.amount != after.amount),
        ("rule", before.credit.rule != after.credit.rule),
        ("percent", before.credit.percent != after.credit.percent),
        ("share", before.credit.share != after.credit.share),
        ("owed", before.credit.owed != after.credit.owed),
        ("touch", before.touch != after.touch),
    ];
    let differ = fields.into_iter().filter(|(_, differs)| *differs);
    differ.map(|(field, _)| field).collect()
}
