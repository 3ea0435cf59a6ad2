//! One change of a deal by its path, and making it.

use crate::text::edit::{Change, splice};
use crate::text::{Entry, Limits, Node, Span, Value, yaml};

use super::commented::is_commented;
use super::layout;
use super::lines;
use super::new_value::NewValue;
use super::refused::Refused;
use super::tree::Tree;
use super::{block, flow};

/// A change of a deal. A path is its keys, and numbers for the items of lists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Operation {
    /// Writes a value: in the place of what is there, or as a new key, with the maps around it. A map is written key by key.
    Set(Vec<String>, NewValue),
    /// Adds an item to a list, which is begun if it is not there. A single value becomes the first item.
    Append(Vec<String>, NewValue),
    /// Writes a value in the place of another one, whatever that is, unless it has comments in it.
    Replace(Vec<String>, NewValue),
    /// Removes a key or an item, and the maps around it that are then empty.
    Remove(Vec<String>),
}

/// Returns a dotted path as its parts.
fn parts(path: &str) -> Vec<String> {
    path.split('.').map(ToOwned::to_owned).collect()
}

impl Operation {
    /// Writes a value behind a dotted path.
    pub fn set(path: &str, value: NewValue) -> Self {
        Self::Set(parts(path), value)
    }

    /// Adds an item to the list behind a dotted path.
    pub fn append(path: &str, item: NewValue) -> Self {
        Self::Append(parts(path), item)
    }

    /// Writes a value in the place of another one.
    pub fn replace(path: &str, value: NewValue) -> Self {
        Self::Replace(parts(path), value)
    }

    /// Removes what is behind a dotted path.
    pub fn remove(path: &str) -> Self {
        Self::Remove(parts(path))
    }

    /// Returns the dotted path.
    pub fn path(&self) -> String {
        match self {
            Self::Set(path, _)
            | Self::Append(path, _)
            | Self::Replace(path, _)
            | Self::Remove(path) => path.join("."),
        }
    }
}

/// Returns the text with every change made, one after the other. Each must lead to exactly the intended tree, and touch no other byte.
///
/// # Errors
/// The first change that cannot be made so; nothing is changed then.
pub fn apply(text: &str, operations: &[Operation], limits: &Limits) -> Result<String, Refused> {
    let mut text = text.to_owned();
    for operation in operations {
        text = Editor {
            text: &text,
            limits,
        }
        .make(operation)?;
    }
    Ok(text)
}

/// One text, and the caps on reading it.
#[derive(Clone, Copy)]
pub(super) struct Editor<'t> {
    pub(super) text: &'t str,
    pub(super) limits: &'t Limits,
}

/// Ways to make a change, and what it must lead to.
pub(super) struct Plan {
    /// The best one first.
    pub(super) ways: Vec<Vec<Change<'static>>>,
    /// `None` if it can lead to nothing that is meant.
    pub(super) intended: Option<Tree>,
    /// The place to show if none works.
    pub(super) span: Span,
}

impl Editor<'_> {
    pub(super) fn make(self, operation: &Operation) -> Result<String, Refused> {
        let document = yaml::parse(self.text, self.limits);
        if let Some(fault) = document.faults.iter().find(|fault| fault.kind.is_fatal()) {
            return Err(Refused::new(
                fault.span,
                "cannot be written: the file cannot be read",
            ));
        }
        let root = &document.root;
        match operation {
            Operation::Set(path, value) => self.set(root, path, value),
            Operation::Append(path, item) => self.append(root, path, item),
            Operation::Replace(path, value) => self.replace(root, path, value),
            Operation::Remove(path) => self.remove(root, path),
        }
    }

    /// Makes a change one way after the other until one leads to the intended tree.
    pub(super) fn carry_out(self, root: &Node<'_>, plan: &Plan) -> Result<String, Refused> {
        let old = yaml::parse(self.text, self.limits).faults.len();
        let refused = || {
            let why = "cannot be written here without changing something else";
            Refused::new(plan.span, why)
        };
        let intended = plan.intended.as_ref().ok_or_else(refused)?;
        if intended.is(&Tree::from(root)) && Tree::from(root) == *intended {
            return Ok(self.text.to_owned());
        }
        let good = plan.ways.iter().find_map(|way| {
            let after = splice(self.text, way)?;
            let read = yaml::parse(&after, self.limits);
            let is_sound =
                read.faults.len() <= old && !read.faults.iter().any(|fault| fault.kind.is_fatal());
            (is_sound && intended.is(&Tree::from(&read.root))).then_some(after)
        });
        good.ok_or_else(refused)
    }

    /// Walks down a path as far as it is written: how many of its parts, the last value, and the entry that has it.
    pub(super) fn walk<'n, 's>(
        self,
        root: &'n Node<'s>,
        path: &[String],
    ) -> (usize, &'n Node<'s>, Option<&'n Entry<'s>>) {
        let (mut node, mut owner) = (root, None);
        for (depth, part) in path.iter().enumerate() {
            let (next, entry) = match &node.value {
                _ if self.is_alias(node) => return (depth, node, owner),
                Value::Map(entries) => match entries.iter().find(|entry| entry.key == *part) {
                    Some(entry) => (&entry.value, Some(entry)),
                    None => return (depth, node, owner),
                },
                Value::List(items) => match part.parse().ok().and_then(|at: usize| items.get(at)) {
                    Some(item) => (item, None),
                    None => return (depth, node, owner),
                },
                _ => return (depth, node, owner),
            };
            (node, owner) = (next, entry);
        }
        (path.len(), node, owner)
    }

    pub(super) fn is_alias(self, node: &Node<'_>) -> bool {
        self.text
            .get(node.span.range())
            .is_some_and(|text| text.starts_with('*'))
    }

    /// Returns whether a path leads through braces or brackets.
    pub(super) fn in_flow(self, root: &Node<'_>, path: &[String]) -> bool {
        (0..path.len()).any(|depth| flow::is_flow(self.text, self.walk(root, &path[..depth]).1))
    }

    pub(super) fn append(
        self,
        root: &Node<'_>,
        path: &[String],
        item: &NewValue,
    ) -> Result<String, Refused> {
        let (depth, node, _) = self.walk(root, path);
        let whole = |items: Vec<NewValue>| NewValue::List(items);
        if self.is_alias(node) {
            return Err(Refused::new(node.span, "is written elsewhere (an alias)"));
        }
        if depth < path.len() || matches!(node.value, Value::Null) {
            return self.set(root, path, &whole(vec![item.clone()]));
        }
        let Value::List(items) = &node.value else {
            let old = NewValue::of_node(node);
            return self.replace(
                root,
                path,
                &whole(old.into_iter().chain([item.clone()]).collect()),
            );
        };
        let ways = if flow::is_flow(self.text, node) {
            flow::add_item(self.text, node, items, item)
        } else {
            block::add_item(self.text, items, path, item)
        };
        let mut tree = Tree::from(root);
        let intended = tree.push(path, Tree::from(item)).map(|()| tree);
        self.carry_out(
            root,
            &Plan {
                ways,
                intended,
                span: node.span,
            },
        )
    }

    pub(super) fn replace(
        self,
        root: &Node<'_>,
        path: &[String],
        value: &NewValue,
    ) -> Result<String, Refused> {
        let (depth, node, owner) = self.walk(root, path);
        if depth < path.len() {
            return self.set(root, path, value);
        }
        // What stands between the colon and the value would be written over: a comment, an anchor, a tag.
        let behind_colon = owner.map_or(node.span.start as usize, |owner| {
            owner.key_span.end as usize
        });
        let between = &self.text[behind_colon..(node.span.start as usize).max(behind_colon)];
        let is_bare = between
            .trim_start_matches(':')
            .trim()
            .trim_matches('-')
            .trim()
            .is_empty();
        if self.is_alias(node) || !is_bare || is_commented(self.text, node.span, node) {
            return Err(Refused::new(
                node.span,
                "has comments in it, which would be lost",
            ));
        }
        let mut tree = Tree::from(root);
        let intended = tree.replace(path, Tree::from(value)).map(|()| tree);
        let mut ways = Vec::new();
        let in_flow = self.in_flow(root, path);
        let one_line = value.on_one_line(in_flow);
        if let Some(owner) = owner.filter(|_| !in_flow)
            && let Some(indent) = lines::indent(self.text, owner.key_span.start as usize)
        {
            let ending = lines::ending(self.text, owner.key_span.start as usize);
            let under = layout::under(path, value, indent.len(), owner.key.len() + 2);
            let rest = layout::below(&under[1..], &indent, ending);
            let colon = owner.key_span.end as usize;
            let colon = colon + self.text[colon..].find(':').map_or(0, |at| at + 1);
            let gap = if under[0].is_empty() { "" } else { " " };
            let text = format!("{gap}{}{rest}", under[0]);
            ways.push(vec![Change {
                span: Span::new(colon, node.span.end as usize),
                text: text.into(),
            }]);
        }
        ways.push(vec![Change {
            span: node.span,
            text: one_line.into(),
        }]);
        self.carry_out(
            root,
            &Plan {
                ways,
                intended,
                span: node.span,
            },
        )
    }
}
