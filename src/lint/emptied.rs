//! Prose keys whose whole text YAML reads as a comment: `need: #4 berth` is an empty need.

use crate::model::deal::DealFile;
use crate::model::record::{Fields, FromNode, Meaning, Shape};
use crate::text::{Limits, Node, Span, Value, yaml};

/// A key whose value is only a comment.
#[derive(Clone, Debug)]
pub struct TextLostToComment {
    /// Its path.
    pub path: String,
    /// The comment that was meant to be its text.
    pub lost: Span,
}

/// Whether a `#` follows a blank, and a letter or digit follows it at once.
pub fn is_mark(before: &str, from: &str) -> bool {
    before.ends_with([' ', '\t']) && from[1..].starts_with(char::is_alphanumeric)
}

/// Returns whether there is such a mark anywhere; without one, no text can have been cut.
pub fn has_mark(text: &str) -> bool {
    text.match_indices('#')
        .any(|(at, _)| is_mark(&text[..at], &text[at..]))
}

/// Returns the prose keys of a deal whose text is a comment, in the order of the file.
pub fn emptied(text: &str, limits: &Limits) -> Vec<TextLostToComment> {
    if !has_mark(text) {
        return Vec::new();
    }
    let document = yaml::parse(text, limits);
    let mut found = Vec::new();
    look(&document.root, DealFile::SHAPE, "", text, &mut found);
    found
}

fn look(
    node: &Node<'_>,
    shape: Shape,
    above: &str,
    text: &str,
    found: &mut Vec<TextLostToComment>,
) {
    match (&node.value, shape) {
        (Value::List(items), Shape::List(shape) | Shape::OneOrMany(shape)) => {
            for item in items {
                look(item, *shape, above, text, found);
            }
        }
        (_, Shape::OneOrMany(shape)) => look(node, *shape, above, text, found),
        (_, Shape::Either(shapes)) => {
            for shape in shapes {
                look(node, *shape, above, text, found);
            }
        }
        (Value::Map(entries), Shape::Table(shape)) => {
            for entry in entries {
                look(&entry.value, *shape, &below(above, &entry.key), text, found);
            }
        }
        (Value::Map(entries), Shape::Record(record)) => {
            let fields = record().fields;
            for entry in entries {
                let Some(field) = fields.iter().find(|field| field.key == entry.key) else {
                    continue;
                };
                let path = below(above, &entry.key);
                let is_null = matches!(entry.value.value, Value::Null);
                let lost = || comment_after(text, entry.key_span.end as usize);
                match lost().filter(|_| is_null && takes_prose(field.shape, field.meaning)) {
                    Some(lost) => found.push(TextLostToComment { path, lost }),
                    None => look(&entry.value, field.shape, &path, text, found),
                }
            }
        }
        _ => {}
    }
}

fn below(above: &str, key: &str) -> String {
    match above {
        "" => key.to_owned(),
        above => format!("{above}.{key}"),
    }
}

/// Returns whether a key takes prose, as its value or as the short form of its map. Elsewhere a comment is a comment.
fn takes_prose(shape: Shape, meaning: Meaning) -> bool {
    match shape {
        Shape::Leaf(_) => matches!(meaning, Meaning::Prose | Meaning::Answer | Meaning::Reason),
        Shape::OneOrMany(shape) => {
            matches!(shape, Shape::Record(_)) && takes_prose(*shape, meaning)
        }
        Shape::Record(record) => {
            let Fields { short, fields, .. } = record();
            let short = fields.iter().find(|field| Some(field.key) == short);
            short.is_some_and(|field| takes_prose(field.shape, field.meaning))
        }
        _ => false,
    }
}

/// Returns the comment after a key and its colon, if it seems to be a text.
fn comment_after(text: &str, key: usize) -> Option<Span> {
    let line = text.get(key..)?.lines().next()?;
    let after = line.trim_start().strip_prefix(':')?;
    let lost = after.trim();
    // An intended comment may follow.
    let lost = lost.split(" # ").next().unwrap_or(lost).trim_end();
    let at = key + line.len() - after.trim_start().len();
    let cut = lost.starts_with('#') && is_mark(&text[..at], &text[at..]);
    cut.then(|| Span::new(at, at + lost.len()))
}
