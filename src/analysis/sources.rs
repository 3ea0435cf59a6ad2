//! Every source that a deal points to: evidence, agreements, lists, notes.

use crate::load::evidence::Source;
use crate::model::View;
use crate::model::record::Record;
use crate::model::scalar::Text;

use super::Case;

/// A source with the path of its key.
#[derive(Clone, Debug)]
pub struct Pointer<'a> {
    /// `handoff.evidence`, `touches.source` …
    pub path: String,
    /// The text.
    pub text: &'a Text,
}

/// The sources of the whole deal that cannot be looked at: paths that lead nowhere, or out of the repository.
pub fn dead<'a>(case: &Case<'a>) -> Vec<(Pointer<'a>, Source)> {
    let mut dead = Vec::new();
    visit_record(&*case.deal.data, &mut Vec::new(), &mut |keys, text| {
        let source = case.evidence.source(text);
        if matches!(source, Source::Missing | Source::Outside) {
            let path = keys.join(".");
            dead.push((Pointer { path, text }, source));
        }
    });
    dead
}

/// Shows every source below a record with the keys that lead to it.
fn visit_record<'a>(
    record: &'a dyn Record,
    keys: &mut Vec<&'static str>,
    show: &mut dyn FnMut(&[&'static str], &'a Text),
) {
    record.each(&mut |key, view| {
        if key != "custom" {
            keys.push(key);
            visit(view, keys, show);
            keys.pop();
        }
    });
}

fn visit<'a>(
    view: View<'a>,
    keys: &mut Vec<&'static str>,
    show: &mut dyn FnMut(&[&'static str], &'a Text),
) {
    match view {
        View::Record(record) => visit_record(record, keys, show),
        View::List(list) => (0..list.len())
            .filter_map(|index| list.at(index))
            .for_each(|item| visit(item, keys, show)),
        View::Text(text) => {
            if let Some(&("source" | "evidence" | "priority_list")) = keys.last() {
                show(keys, text);
            }
        }
        _ => {}
    }
}
