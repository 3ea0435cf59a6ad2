//! A move of one deal that is worked out and not written yet.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::cli::failure::Failure;
use crate::diagnostic::{Diagnostic, Level};
use crate::edit::moves::Move;
use crate::edit::{NewValue, Operation, apply};
use crate::lint::exceptions::can_be_waived;
use crate::load::{Edited, limits};
use crate::model::Book;
use crate::report::Input;
use crate::report::changes::{Change, change};

use super::store::Written;

/// A move of one deal, with its file before and after.
pub(super) struct Planned {
    /// The deal's id.
    pub id: String,
    /// Its file.
    pub path: String,
    /// As it is; `None` if it is new.
    pub before: Option<String>,
    /// As it is to be.
    pub after: String,
    /// The move.
    pub made: Move,
}

impl Planned {
    /// Returns what it comes to.
    pub(super) fn change(&self, input: &Input<'_>, findings: &[Diagnostic]) -> Change {
        let before = self.before.as_deref().unwrap_or_default();
        change(input, &self.id, &self.made, (before, &self.after), findings)
    }

    fn differs(&self) -> bool {
        self.before.as_ref() != Some(&self.after)
    }
}

/// The moves of a run.
pub(super) struct MoveSet {
    /// One a deal.
    pub moves: Vec<Planned>,
    /// Files that are written beside the deals.
    pub beside: Vec<Written>,
    /// The subject of the commit.
    pub subject: String,
    /// The day that is written.
    pub on: NaiveDate,
    /// Who makes them.
    pub by: Option<String>,
}

impl MoveSet {
    /// Puts the files into a state of the files.
    pub(super) fn put(&self, edited: &mut Edited<'_>) {
        for planned in &self.moves {
            edited.put(&planned.path, planned.after.clone());
        }
        for file in &self.beside {
            if let Some(after) = &file.after {
                edited.put(&file.path, after.clone());
            }
        }
    }

    /// Returns the deals' files.
    pub(super) fn paths(&self) -> BTreeSet<String> {
        self.moves
            .iter()
            .map(|planned| planned.path.clone())
            .collect()
    }

    /// Returns the files to write: what a deal points to before the deal.
    pub(super) fn writes(&self) -> Vec<Written> {
        let changed = self.moves.iter().filter(|planned| planned.differs());
        let of_deals = changed.map(|planned| Written {
            path: planned.path.clone(),
            before: planned.before.clone(),
            after: Some(planned.after.clone()),
        });
        self.beside.iter().cloned().chain(of_deals).collect()
    }
}

/// Adds a waiver of each rule that objects as an error. Returns whether there is one.
pub(super) fn waive(
    book: &Book,
    set: &mut MoveSet,
    findings: &[Diagnostic],
    reason: &str,
) -> anyhow::Result<bool> {
    let mut any = false;
    let limits = limits(&book.process);
    for planned in &mut set.moves {
        let of_deal = findings.iter().filter(|finding| {
            finding.level == Level::Error && finding.deal.as_deref() == Some(&*planned.id)
        });
        let rules: BTreeSet<&str> = of_deal.map(|finding| finding.rule).collect();
        for rule in rules.into_iter().filter(|rule| can_be_waived(rule)) {
            let Some(by) = &set.by else {
                let message = "nobody is named who makes this move despite lint";
                return Err(Failure::new(message, "name who answers for it: --by NAME").into());
            };
            let waiver = NewValue::map([
                ("rule", Some(NewValue::text(rule))),
                ("by", Some(NewValue::text(by))),
                ("date", Some(NewValue::plain(set.on))),
                ("why", Some(NewValue::text(reason))),
            ]);
            let waiver = [Operation::append("waivers", waiver)];
            planned.after = apply(&planned.after, &waiver, &limits).map_err(|refused| {
                let message = format!("{}: the waiver of {rule} {}", planned.path, refused.why);
                Failure::new(
                    message,
                    "write it by hand under waivers: {rule, by, date, why}",
                )
            })?;
            any = true;
        }
    }
    Ok(any)
}

/// Returns the subject of the commit: `deal(northwind): advance to joint`.
pub(super) fn subject(book: &Book, moves: &[Planned]) -> String {
    let names = book.short_names();
    let changed: Vec<&Planned> = moves.iter().filter(|planned| planned.differs()).collect();
    let called: Vec<String> = changed
        .iter()
        .map(|planned| names.of(&planned.id))
        .collect();
    let what = changed.first().map_or("", |planned| &planned.made.subject);
    match called.as_slice() {
        [one] => format!("deal({one}): {what}"),
        [one, other] => format!("deal({one}, {other}): {what}"),
        many => format!("deals: {what}, {} of them", many.len()),
    }
}
