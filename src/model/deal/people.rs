//! Which keys of a deal name a person, and whom they name.

use crate::model::record::{Record, View};
use crate::model::scalar::Text;

use super::DealFile;

/// A key that takes a person, as it was written.
pub struct Named<'d> {
    /// Its path.
    pub path: String,
    /// The name.
    pub name: &'d Text,
}

/// Everybody whom a deal names where a person belongs, in the order of the format. Whom a touch was with may be several.
pub fn named(deal: &DealFile) -> Vec<Named<'_>> {
    let mut named = Vec::new();
    look(deal, "", "", &mut named);
    named
}

fn look<'d>(record: &'d dyn Record, path: &str, parent: &str, named: &mut Vec<Named<'d>>) {
    record.each(&mut |key, view| {
        let path = match path {
            "" => key.to_owned(),
            path => format!("{path}.{key}"),
        };
        match view {
            View::Text(name) if is_person(parent, key) => named.push(Named { path, name }),
            View::Record(record) => look(record, &path, key, named),
            View::List(list) => {
                let items = (0..list.len()).filter_map(|index| list.at(index));
                for item in items {
                    if let View::Record(record) = item {
                        look(record, &path, key, named);
                    }
                }
            }
            _ => {}
        }
    });
}

fn is_person(parent: &str, key: &str) -> bool {
    matches!(
        (parent, key),
        (_, "by" | "confirmed_by")
            | ("" | "handoff" | "earlier_handoffs", "owner")
            | ("handoff" | "earlier_handoffs", "seller")
            | ("roles", _)
            | ("contact", "name")
            | ("touches", "who")
            | ("warm_path", "ours" | "theirs" | "through")
            | ("feedback", "to")
    )
}
