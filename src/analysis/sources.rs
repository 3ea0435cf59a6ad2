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
    let mut pointers = Vec::new();
    collect(&*case.deal.data, "", &mut pointers);
    pointers
        .into_iter()
        .map(|pointer| {
            let source = case.evidence.source(pointer.text);
            (pointer, source)
        })
        .filter(|(_, source)| matches!(source, Source::Missing | Source::Outside))
        .collect()
}

fn collect<'a>(record: &'a dyn Record, path: &str, out: &mut Vec<Pointer<'a>>) {
    record.each(&mut |key, view| {
        if key == "custom" {
            return;
        }
        let path = if path.is_empty() {
            key.to_owned()
        } else {
            format!("{path}.{key}")
        };
        visit(view, key, &path, out);
    });
}

fn visit<'a>(view: View<'a>, key: &str, path: &str, out: &mut Vec<Pointer<'a>>) {
    match view {
        View::Record(record) => collect(record, path, out),
        View::List(list) => (0..list.len())
            .filter_map(|index| list.at(index))
            .for_each(|item| visit(item, key, path, out)),
        View::Text(text) if matches!(key, "source" | "evidence" | "priority_list") => {
            out.push(Pointer {
                path: path.to_owned(),
                text,
            });
        }
        _ => {}
    }
}
