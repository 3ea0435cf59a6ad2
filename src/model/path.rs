//! Dotted paths into a deal: what a criterion names, and whether a deal can have such a path at all.

use crate::text::placeholder::{is_nobody, is_placeholder};
use crate::text::{Node, Span, Value, name};

use super::record::{Meaning, Record, Shape, UnreadKey, View};

/// The result of looking up a path.
#[derive(Clone, Copy)]
pub enum Found<'a> {
    /// Nothing.
    Absent,
    /// A word like `tbd`.
    Placeholder(Span),
    /// A value that could not be read; it has a finding of its own.
    Unusable(Span),
    /// A value.
    Value(View<'a>),
}

impl Found<'_> {
    /// Whether a real value is there.
    pub fn is_present(&self) -> bool {
        matches!(self, Self::Value(_))
    }
}

/// Looks a path up in a record; a path through a list goes into its first item.
pub fn lookup<'a>(record: &'a dyn Record, path: &str, unread: &[UnreadKey]) -> Found<'a> {
    let found = walk_with_meaning(record, path);
    let found = found.map_or(Found::Absent, |(view, meaning)| presence(view, meaning));
    if let Found::Value(view) = found {
        return rejected(path, view, unread).map_or(found, Found::Unusable);
    }
    if !matches!(found, Found::Absent) {
        return found;
    }
    let written = unread.iter().find(|entry| overlap(&entry.path, path));
    match written {
        Some(entry) if entry.placeholder => Found::Placeholder(entry.span),
        Some(entry) => Found::Unusable(entry.span),
        None => Found::Absent,
    }
}

/// Returns the place of a value that was read but is of no use, such as an amount without a rate for its currency.
fn rejected(path: &str, view: View<'_>, unread: &[UnreadKey]) -> Option<Span> {
    let of_path = |entry: &&UnreadKey| !entry.placeholder && entry.path == path;
    let mut entries = unread.iter().filter(of_path);
    let span = || span_of(view);
    entries.find_map(|entry| span().filter(|span| *span == entry.span))
}

/// Returns whether a dotted path is another one, or below it.
pub fn is_below(path: &str, outer: &str) -> bool {
    let rest = path.strip_prefix(outer);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

/// Returns whether one of two dotted paths is the other, or below it.
pub fn overlap(a: &str, b: &str) -> bool {
    is_below(a, b) || is_below(b, a)
}

fn walk<'a>(record: &'a dyn Record, path: &str) -> Option<View<'a>> {
    Some(walk_with_meaning(record, path)?.0)
}

fn walk_with_meaning<'a>(record: &'a dyn Record, path: &str) -> Option<(View<'a>, Meaning)> {
    let mut at = (View::Record(record), Meaning::Plain);
    for key in path.split('.') {
        let meaning = match at.0 {
            View::Record(record) => record.meaning(key),
            _ => Meaning::Plain,
        };
        at = (step(at.0, key)?, meaning);
    }
    Some(at)
}

fn step<'a>(view: View<'a>, key: &str) -> Option<View<'a>> {
    match view {
        View::Record(record) => record.field(key),
        View::List(list) => step(list.at(0)?, key),
        View::Tree(node) => node.get(key).map(View::Tree),
        _ => None,
    }
}

/// Returns what a value is; a map or list is what its first meaningful leaf is.
fn presence(view: View<'_>, meaning: Meaning) -> Found<'_> {
    let mut placeholder = None;
    if says_something(view, meaning, &mut placeholder) {
        return Found::Value(view);
    }
    placeholder.map_or(Found::Absent, Found::Placeholder)
}

fn says_something(view: View<'_>, meaning: Meaning, placeholder: &mut Option<Span>) -> bool {
    match view {
        View::Text(text) => {
            let is_name = matches!(meaning, Meaning::Person | Meaning::Title);
            let says_nothing = is_placeholder(&text.value) || (is_name && is_nobody(&text.value));
            if says_nothing && !text.value.trim().is_empty() {
                placeholder.get_or_insert(text.span);
            }
            !says_nothing
        }
        View::Record(record) => {
            let mut found = false;
            record.each(&mut |key, view| {
                found = found || says_something(view, key.meaning, placeholder);
            });
            found
        }
        View::List(list) => (0..list.len())
            .filter_map(|index| list.at(index))
            .any(|item| says_something(item, meaning, placeholder)),
        View::Tree(node) => tree_says_something(node, placeholder),
        View::Word(_)
        | View::Date(_)
        | View::Money(_)
        | View::Flag(_)
        | View::Percent(_)
        | View::Duration(_) => true,
    }
}

fn tree_says_something(node: &Node<'_>, placeholder: &mut Option<Span>) -> bool {
    match &node.value {
        Value::Null => false,
        Value::Scalar(scalar) => {
            let real = !is_placeholder(&scalar.text);
            if !real {
                placeholder.get_or_insert(node.span);
            }
            real
        }
        Value::List(items) => items
            .iter()
            .any(|item| tree_says_something(item, placeholder)),
        Value::Map(entries) => entries
            .iter()
            .any(|entry| tree_says_something(&entry.value, placeholder)),
    }
}

/// Returns the place of a view: a scalar's own place, the key of a map, the first item of a list.
pub fn span_of(view: View<'_>) -> Option<Span> {
    Some(match view {
        View::Text(text) => text.span,
        View::Word(word) => word.span,
        View::Date(date) => date.span,
        View::Money(money) => money.span,
        View::Flag(flag) => flag.span,
        View::Percent(percent) => percent.span,
        View::Duration(duration) => duration.span,
        View::Record(record) => record.key_span(),
        View::List(list) => span_of(list.at(0)?)?,
        View::Tree(node) => node.span,
    })
}

/// Returns the place of a path, or of the nearest value above it that exists.
pub fn nearest_span(record: &dyn Record, path: &str, unread: &[UnreadKey]) -> Option<Span> {
    if let Some(entry) = unread.iter().find(|entry| is_below(path, &entry.path)) {
        return Some(entry.span);
    }
    let mut path = path;
    loop {
        if let Some(span) = walk(record, path).and_then(span_of) {
            return Some(span);
        }
        path = path.rsplit_once('.')?.0;
    }
}

/// Why no deal can have such a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownPath {
    /// The part that is not known.
    pub segment: String,
    /// The known path in front of it, `""` at the top.
    pub parent: String,
    /// The whole path as it was most likely meant.
    pub nearest: Option<String>,
}

/// Checks that a value of a shape can have a path.
///
/// # Errors
/// The first part of the path that is not known.
pub fn check_path(mut shape: Shape, path: &str) -> Result<(), UnknownPath> {
    let mut parent = String::new();
    for segment in path.split('.') {
        loop {
            shape = match shape {
                Shape::List(item) | Shape::OneOrMany(item) => *item,
                Shape::Either([first, ..]) => *first,
                _ => break,
            };
        }
        let unknown = |nearest: Option<String>| UnknownPath {
            segment: segment.to_owned(),
            parent: parent.clone(),
            nearest,
        };
        match shape {
            Shape::Record(keys) => {
                let keys = keys().fields;
                let Some(next) = keys.iter().find(|field| field.key == segment) else {
                    let near = name::nearest(segment, keys.iter().map(|field| field.key));
                    return Err(unknown(near.map(|near| path.replacen(segment, near, 1))));
                };
                shape = next.shape;
            }
            Shape::Table(item) => shape = *item,
            Shape::Any => return Ok(()),
            _ => return Err(unknown(None)),
        }
        if !parent.is_empty() {
            parent.push('.');
        }
        parent.push_str(segment);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::deal::{DealFile, Registered, check_path};

    #[test]
    fn paths_that_a_deal_can_have() {
        for path in [
            "account.name",
            "need",
            "qualification.fit.status",
            "handoff.seller_move.action",
            "custom.region.x",
            "roles",
        ] {
            assert_eq!(check_path(path), Ok(()), "{path}");
        }
    }

    #[test]
    fn a_map_whose_only_value_could_not_be_read_is_not_absent() {
        let data = DealFile {
            registered: Some(Registered::default()),
            ..DealFile::default()
        };
        let unread = |placeholder| {
            [UnreadKey {
                path: "registered.date".to_owned(),
                span: Span::default(),
                placeholder,
            }]
        };
        let at = |unread: &[UnreadKey]| match lookup(&data, "registered", unread) {
            Found::Absent => "absent",
            Found::Placeholder(_) => "placeholder",
            Found::Unusable(_) => "unusable",
            Found::Value(_) => "value",
        };
        assert_eq!(at(&[]), "absent");
        assert_eq!(at(&unread(true)), "placeholder");
        assert_eq!(at(&unread(false)), "unusable");
    }

    #[test]
    fn a_path_that_it_cannot_have_names_the_nearest() {
        let error = check_path("qualification.bugdet.status").expect_err("unknown");
        assert_eq!(
            error.nearest.as_deref(),
            Some("qualification.budget.status")
        );
        assert_eq!(error.parent, "qualification");
        assert!(check_path("account.name.first").is_err());
        assert!(check_path("deal.account").is_err());
    }
}
