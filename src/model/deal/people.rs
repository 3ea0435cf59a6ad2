//! The people that a deal names where one person is expected.

use crate::model::record::{Meaning, Record, View};
use crate::model::scalar::Text;

use super::DealFile;

/// Calls `visit` with every text of a deal that must name one person, and with the keys that lead to it, in the order
/// of the format. Whom a touch was with is not among them: it may be several.
pub fn each<'d>(deal: &'d DealFile, visit: &mut dyn FnMut(&[&'static str], &'d Text)) {
    below(deal, &mut Vec::new(), visit);
}

fn below<'d>(
    record: &'d dyn Record,
    keys: &mut Vec<&'static str>,
    visit: &mut dyn FnMut(&[&'static str], &'d Text),
) {
    record.each(&mut |key, view| {
        keys.push(key.name);
        match view {
            View::Text(name) if key.meaning == Meaning::Person => visit(keys, name),
            View::Record(record) => below(record, keys, visit),
            View::List(list) => {
                for item in (0..list.len()).filter_map(|index| list.at(index)) {
                    if let View::Record(record) = item {
                        below(record, keys, visit);
                    }
                }
            }
            _ => {}
        }
        keys.pop();
    });
}
