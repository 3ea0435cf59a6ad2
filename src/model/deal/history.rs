//! The stage history of a deal: a list of entries, or a map of stages and days; and common mistakes in writing it.

use crate::model::record::{Expected, FromNode, Key, Meaning, Reader, Shape, Slot, View};
use crate::model::scalar::{Date, parse_date};
use crate::text::{Node, Span, Spanned, Value, placeholder::is_placeholder};

use super::StageEntry;

/// Every stage entered, in order; written as a list of entries or as a map `{stage: date}`.
#[derive(Clone, Debug, Default)]
pub struct History {
    /// The entries, in the order of the file.
    pub entries: Vec<StageEntry>,
    /// The key `history`, when it is there.
    pub key_span: Span,
    /// Whether the key is there.
    pub written: bool,
}

impl Slot for History {
    const SHAPE: Shape = Shape::Either(&[
        Shape::List(&StageEntry::SHAPE),
        Shape::Table(&Shape::Either(&[
            StageEntry::SHAPE,
            <Date as FromNode>::SHAPE,
        ])),
    ]);

    fn fill(&mut self, node: &Node<'_>, reader: &mut Reader) {
        self.key_span = reader.key_span();
        self.written = !matches!(node.value, Value::Null);
        if let Some(example) = slip(node) {
            return reader.wrong_type(node, Expected::Stages { example });
        }
        let Value::Map(entries) = &node.value else {
            return self.entries.fill(node, reader);
        };
        self.entries.reserve_exact(entries.len());
        for entry in entries {
            let mut item = StageEntry {
                span: entry.key_span.to(entry.value.span),
                key_span: entry.key_span,
                stage: Some(Spanned::new(Box::from(&*entry.key), entry.key_span)),
                ..StageEntry::default()
            };
            if matches!(entry.value.value, Value::Map(_)) {
                if let Some(long) = StageEntry::read(&entry.value, reader) {
                    item = StageEntry {
                        stage: item.stage,
                        span: item.span,
                        key_span: item.key_span,
                        ..long
                    };
                }
            } else {
                let (name, meaning) = ("date", Meaning::Past);
                reader.short(Key { name, meaning }, &entry.value, &mut item.date);
            }
            self.entries.push(item);
        }
    }

    fn look(&self) -> Option<View<'_>> {
        self.entries.look()
    }
}

/// A history whose stages look like the keys of an entry, as it was meant: one entry without its list, items that are
/// `stage: date`, or only the name of a stage or a day.
fn slip(node: &Node<'_>) -> Option<String> {
    let is_entry =
        |key: &str| matches!(key, "stage" | "date" | "by" | "reason" | "note" | "source");
    let stages: Vec<(&str, &str)> = match &node.value {
        Value::Scalar(scalar) if parse_date(&scalar.text).is_some() => {
            vec![("STAGE", scalar.text.trim())]
        }
        Value::Scalar(scalar) if !is_placeholder(&scalar.text) => {
            vec![(&scalar.text, "YYYY-MM-DD")]
        }
        Value::Map(_) => {
            let stage = node.get("stage").and_then(Node::text)?;
            let date = node.get("date").and_then(Node::text);
            vec![(stage, date.unwrap_or("YYYY-MM-DD"))]
        }
        Value::List(items) => {
            let pairs = items.iter().filter_map(|item| match &item.value {
                Value::Map(entries) if !entries.iter().any(|entry| is_entry(&entry.key)) => {
                    let first = entries.first()?;
                    Some((&*first.key, first.value.text().unwrap_or("YYYY-MM-DD")))
                }
                _ => None,
            });
            pairs.collect()
        }
        _ => Vec::new(),
    };
    let written: Vec<String> = stages
        .iter()
        .map(|(stage, date)| format!("{stage}: {date}"))
        .collect();
    (!written.is_empty()).then(|| format!("history: {{{}}}", written.join(", ")))
}
