//! Comments inside a value: what has some is not rewritten or removed.

use crate::text::{Node, Span, Value};

/// Returns whether a region of the text has a comment in it: a `#` that is in no scalar and in no key of the value.
pub(super) fn is_commented(text: &str, region: Span, node: &Node<'_>) -> bool {
    let mut leaves = Vec::new();
    collect(node, &mut leaves);
    let marks = text[region.range()].match_indices('#');
    let mut marks = marks.map(|(at, _)| region.start as usize + at);
    marks.any(|at| {
        let holds = |leaf: &Span| leaf.range().contains(&at);
        !leaves.iter().any(holds)
    })
}

fn collect(node: &Node<'_>, leaves: &mut Vec<Span>) {
    match &node.value {
        Value::Null => {}
        Value::Scalar(_) => leaves.push(node.span),
        Value::List(items) => items.iter().for_each(|item| collect(item, leaves)),
        Value::Map(entries) => {
            for entry in entries {
                leaves.push(entry.key_span);
                collect(&entry.value, leaves);
            }
        }
    }
}
