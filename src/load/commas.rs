//! Texts that a comma inside braces has cut: `{by: Tove Lind, CFO}` is the text `Tove Lind` and a key `CFO` without a value.

use crate::text::{Entry, Node, ScalarStyle, Span, Value};

/// A text with commas, as intended.
pub(super) struct Cut<'n> {
    /// The key whose value was cut.
    pub key: &'n str,
    /// From the first character of the value to the last one of the last piece.
    pub text: Span,
    /// The keys that are pieces of it.
    pub pieces: Vec<Span>,
}

/// Every value of a map in braces that keys without a value follow, with only a comma between them.
pub(super) fn cut_texts<'n>(root: &'n Node<'_>, text: &str) -> Vec<Cut<'n>> {
    let mut found = Vec::new();
    let mut open = vec![root];
    while let Some(node) = open.pop() {
        match &node.value {
            Value::List(items) => open.extend(items),
            Value::Map(entries) => {
                open.extend(entries.iter().map(|entry| &entry.value));
                if slice(text, node.span).starts_with('{') {
                    cuts(entries, text, &mut found);
                }
            }
            Value::Scalar(_) | Value::Null => {}
        }
    }
    found
}

fn cuts<'n>(entries: &'n [Entry<'_>], text: &str, found: &mut Vec<Cut<'n>>) {
    let mut cut: Option<Cut<'n>> = None;
    for entry in entries {
        if let Some(cut) = &mut cut
            && is_piece(entry, text)
            && is_comma(text, cut.text.end, entry.key_span.start)
        {
            cut.text = cut.text.to(entry.key_span);
            cut.pieces.push(entry.key_span);
            continue;
        }
        found.extend(cut.take().filter(|cut| !cut.pieces.is_empty()));
        let plain = matches!(&entry.value.value, Value::Scalar(scalar) if scalar.style == ScalarStyle::Plain);
        cut = plain.then(|| Cut {
            key: &entry.key,
            text: entry.value.span,
            pieces: Vec::new(),
        });
    }
    found.extend(cut.filter(|cut| !cut.pieces.is_empty()));
}

/// Whether a key has neither a value nor a colon nor quotes.
fn is_piece(entry: &Entry<'_>, text: &str) -> bool {
    let rest = text.get(entry.key_span.end as usize..).unwrap_or_default();
    matches!(entry.value.value, Value::Null)
        && entry.value.span.is_empty()
        && !rest.trim_start().starts_with(':')
        && !slice(text, entry.key_span).starts_with(['"', '\''])
}

fn slice(text: &str, span: Span) -> &str {
    text.get(span.range()).unwrap_or_default()
}

/// Returns whether there is only a comma between two places of one line.
fn is_comma(text: &str, from: u32, to: u32) -> bool {
    let between = text.get(from as usize..to as usize).unwrap_or_default();
    between.trim() == "," && !between.contains('\n')
}
