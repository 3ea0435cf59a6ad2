//! Findings, counted.

use serde::Serialize;

use crate::report::statistics::{Count, Group, Statistics};

use super::{VERSION, to_text};

#[derive(Serialize)]
struct Document<'a> {
    version: u32,
    total: Counted,
    rules: Vec<Named<'a>>,
    families: Vec<Named<'a>>,
    owners: Vec<Named<'a>>,
    partners: Vec<Named<'a>>,
}

#[derive(Serialize)]
struct Named<'a> {
    name: Option<&'a str>,
    #[serde(flatten)]
    counted: Counted,
}

#[derive(Serialize)]
struct Counted {
    errors: usize,
    warnings: usize,
    notes: usize,
    deals: usize,
}

impl From<Count> for Counted {
    fn from(count: Count) -> Self {
        Self {
            errors: count.errors,
            warnings: count.warnings,
            notes: count.notes,
            deals: count.deals,
        }
    }
}

/// The counts; each list has the largest group first.
///
/// # Errors
/// Never for what lint finds; serialising is allowed to fail.
pub fn statistics(report: &Statistics) -> Result<String, serde_json::Error> {
    to_text(&Document {
        version: VERSION,
        total: report.total.into(),
        rules: named(&report.rules),
        families: named(&report.families),
        owners: named(&report.owners),
        partners: named(&report.partners),
    })
}

fn named(groups: &[Group]) -> Vec<Named<'_>> {
    groups
        .iter()
        .map(|group| Named {
            name: group.name.as_deref(),
            counted: group.count.into(),
        })
        .collect()
}
