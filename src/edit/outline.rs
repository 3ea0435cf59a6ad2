//! What stands where in a deal, by its declaration: the order of keys, which key a single value sets, and what is a list.

use crate::model::deal::{DealFile, check_path};
use crate::model::record::{Fields, FromNode as _, Leaf, Meaning, Shape};
use crate::model::scalar::parse_date;

/// Returns whether a deal can have a path; `custom` takes any.
pub fn is_path(path: &str) -> bool {
    check_path(path).is_ok()
}

/// Returns the kind of the single value behind a dotted path, and what it means; of a map, of the value that may stand for it. `None`
/// if no single value can be there, or any can.
pub fn kind(path: &str) -> Option<(Leaf, Meaning)> {
    let mut path: Vec<String> = path.split('.').map(ToOwned::to_owned).collect();
    loop {
        let (last, above) = path.split_last()?;
        let meaning = record(above).and_then(|record| {
            let field = record.fields.iter().find(|field| field.key == last);
            field.map(|field| field.meaning)
        });
        match inner(shape(&path)?, false) {
            Shape::Leaf(leaf) => return Some((leaf, meaning.unwrap_or_default())),
            Shape::Record(fields) => path.push(fields().short?.to_owned()),
            _ => return None,
        }
    }
}

/// Returns whether a list stands behind a dotted path, or may.
pub fn is_list(path: &str) -> bool {
    let path: Vec<String> = path.split('.').map(ToOwned::to_owned).collect();
    let mut shape = shape(&path);
    while let Some(Shape::Either([first, ..])) = shape {
        shape = Some(*first);
    }
    matches!(shape, Some(Shape::List(_) | Shape::OneOrMany(_)))
}

/// Returns whether a single item may stand behind a dotted path in the place of a list.
pub(super) fn may_be_one(path: &[String]) -> bool {
    let shape = shape(path);
    matches!(shape, Some(Shape::OneOrMany(_)))
}

/// Returns the shape behind a path, before what it is made of is chosen.
fn shape(path: &[String]) -> Option<Shape> {
    let mut shape = DealFile::SHAPE;
    for segment in path {
        let is_number = segment.parse::<usize>().is_ok();
        shape = match inner(shape, is_number) {
            Shape::Record(fields) => {
                let fields = fields().fields;
                fields.iter().find(|field| field.key == segment)?.shape
            }
            Shape::Table(item) => *item,
            Shape::List(item) | Shape::OneOrMany(item) if is_number => *item,
            Shape::Any => Shape::Any,
            _ => return None,
        };
    }
    Some(shape)
}

/// Returns the first of several shapes, and of a list its items unless an item was asked for.
fn inner(mut shape: Shape, is_item: bool) -> Shape {
    loop {
        shape = match shape {
            Shape::Either([first, ..]) => *first,
            Shape::List(item) | Shape::OneOrMany(item) if !is_item => *item,
            other => return other,
        };
    }
}

fn record(path: &[String]) -> Option<Fields> {
    match inner(shape(path)?, false) {
        Shape::Record(fields) => Some(fields()),
        _ => None,
    }
}

/// Returns the keys of the map behind a path, in the order in which they are written; none if it takes keys of the user's own.
pub(super) fn keys(path: &[String]) -> Vec<&'static str> {
    let fields = record(path).map(|record| record.fields);
    let fields = fields.unwrap_or_default().into_iter();
    fields.map(|field| field.key).collect()
}

/// Returns the key that a single value in the place of a map sets; `None` if a map is needed there.
pub(super) fn short(path: &[String], value: &str) -> Option<&'static str> {
    let fields = record(path)?;
    // Of `agreed` a value is a date or a source.
    let is_agreement = || path.last().is_some_and(|key| key == "agreed");
    let agreed = || match parse_date(value) {
        Some(_) => "date",
        None => "source",
    };
    fields.short.or_else(|| is_agreement().then(agreed))
}

/// Returns whether a map is written with a line for each of its keys, however short it is: it will grow.
pub(super) fn grows(path: &[String]) -> bool {
    matches!(path, [section] if matches!(section.as_str(), "handoff" | "qualification"))
}

/// Returns where a dotted path stands among the others in a file, to sort by.
pub fn rank(path: &str) -> Vec<usize> {
    let path: Vec<String> = path.split('.').map(ToOwned::to_owned).collect();
    let at = |depth: usize| {
        let keys = keys(&path[..depth]);
        keys.iter()
            .position(|key| *key == path[depth])
            .unwrap_or(keys.len())
    };
    (0..path.len()).map(at).collect()
}
