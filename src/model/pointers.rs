//! Every source that a record points to: evidence, agreements, lists, notes.

use super::record::{Record, View};
use super::scalar::Text;

/// Calls back with every source below a record and the keys that lead to it, except below keys that are `left_out`.
pub fn each_source<'a>(
    record: &'a dyn Record,
    left_out: &[&str],
    keys: &mut Vec<&'static str>,
    show: &mut dyn FnMut(&[&'static str], &'a Text),
) {
    record.each(&mut |key, view| {
        if !left_out.contains(&key.name) {
            keys.push(key.name);
            visit(view, left_out, keys, show);
            keys.pop();
        }
    });
}

fn visit<'a>(
    view: View<'a>,
    left_out: &[&str],
    keys: &mut Vec<&'static str>,
    show: &mut dyn FnMut(&[&'static str], &'a Text),
) {
    match view {
        View::Record(record) => each_source(record, left_out, keys, show),
        View::List(list) => (0..list.len())
            .filter_map(|index| list.at(index))
            .for_each(|item| visit(item, left_out, keys, show)),
        View::Text(text) => {
            if let Some(&("source" | "evidence" | "priority_list")) = keys.last() {
                show(keys, text);
            }
        }
        _ => {}
    }
}

/// The parts of a handoff that are written after it was sent: what they point to may be newer than the packet.
pub const AFTER_SENDING: &[&str] = &["sent", "response", "review", "custom"];
