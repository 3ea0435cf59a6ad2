//! Writing a value behind a path: as a new key, in the place of another value, or where there is none.

use crate::text::edit::Change;
use crate::text::{Entry, Node, ScalarStyle, Span, Value};

use super::expand::Added;
use super::new_value::{NewValue, has_hidden, scalar};
use super::operation::{Editor, Operation, Plan};
use super::refused::Refused;
use super::tree::Tree;
use super::{block, flow, layout, lines, outline};

impl Editor<'_> {
    pub(super) fn set(
        self,
        root: &Node<'_>,
        path: &[String],
        value: &NewValue,
    ) -> Result<String, Refused> {
        let mut tree = Tree::from(root);
        let (depth, node, owner) = self.walk(root, path);
        if self.is_alias(node) {
            return Err(Refused::new(node.span, "is written elsewhere (an alias)"));
        }
        let (here, rest) = path.split_at(depth);
        let Some((key, below)) = rest.split_first() else {
            return self.set_here(root, path, node, owner, value);
        };
        if key.parse::<usize>().is_ok() && outline::is_list(&here.join(".")) {
            let count = match &node.value {
                Value::List(items) => items.len(),
                _ => 0,
            };
            if key.parse() == Ok(count) && below.is_empty() {
                return self.append(root, here, value);
            }
            return Err(Refused::new(
                node.span,
                format!("has no item {key}: there are {count}, counted from 0"),
            ));
        }
        let new = value.clone().nested(below);
        match &node.value {
            Value::Map(entries) => {
                let order = outline::keys(here);
                let target: Vec<String> = path[..=depth].to_vec();
                let ways = if flow::is_flow(self.text, node) || self.in_flow(root, here) {
                    flow::add_entry(self.text, node, entries, key, &new, &order)
                } else {
                    block::add_entry(self.text, entries, &target, &new, &order)
                };
                tree.insert(here, key, Tree::from(&new));
                self.carry_out(
                    root,
                    &Plan {
                        ways,
                        intended: Some(tree),
                        span: node.span,
                    },
                )
            }
            Value::Null => {
                let map = NewValue::Map(vec![(key.clone(), new)]);
                self.fill(root, here, node, owner, &map)
            }
            Value::Scalar(scalar) => match outline::short(here, &scalar.text) {
                Some(short) if short == key && below.is_empty() && !value.is_collection() => {
                    self.set_here(root, here, node, owner, value)
                }
                Some(short) => {
                    let added = Added {
                        short,
                        key,
                        value: &new,
                    };
                    self.expand(root, here, node, owner, &added)
                }
                None => Err(Refused::new(
                    node.span,
                    format!("has no `{key}`: it is one value"),
                )),
            },
            // Where one item may stand without a list, a list of one needs no number.
            Value::List(items) if items.len() == 1 && outline::may_be_one(here) => {
                let mut path = path.to_vec();
                path.insert(depth, "0".to_owned());
                self.set(root, &path, value)
            }
            Value::List(_) => Err(Refused::new(
                node.span,
                format!("has no `{key}`: it is a list, and an item is named by its number, from 0"),
            )),
        }
    }

    /// Writes a value where one is.
    fn set_here(
        self,
        root: &Node<'_>,
        path: &[String],
        node: &Node<'_>,
        owner: Option<&Entry<'_>>,
        value: &NewValue,
    ) -> Result<String, Refused> {
        let below =
            |key: &str| -> Vec<String> { path.iter().cloned().chain([key.to_owned()]).collect() };
        match (&node.value, value) {
            (Value::Null, _) => self.fill(root, path, node, owner, value),
            (Value::Scalar(_), NewValue::Text(text) | NewValue::Plain(text)) => {
                let tree = Tree::from(root);
                let is_plain = matches!(value, NewValue::Plain(_));
                // What is written already stays as it is written.
                if tree.at(path).is_some_and(
                    |tree| matches!(tree, Tree::Scalar { text: old, .. } if old == text),
                ) {
                    return Ok(self.text.to_owned());
                }
                let in_flow = self.in_flow(root, path);
                let (span, new) = self.scalar(node, owner, text, is_plain, in_flow);
                let header = &self.text
                    [span.start as usize..(node.span.start as usize).max(span.start as usize)];
                if header.contains('#') {
                    return Err(Refused::new(
                        span,
                        "has a comment in it, which would be lost",
                    ));
                }
                let mut tree = tree;
                tree.replace(path, Tree::from(value));
                let ways = vec![vec![Change {
                    span,
                    text: new.into(),
                }]];
                self.carry_out(
                    root,
                    &Plan {
                        ways,
                        intended: Some(tree),
                        span: node.span,
                    },
                )
            }
            (Value::Map(_), NewValue::Text(_) | NewValue::Plain(_)) => {
                let text = value.on_one_line(false);
                match outline::short(path, &text) {
                    Some(short) => self.set(root, &below(short), value),
                    None => Err(Refused::new(node.span, "is a map: name one of its keys")),
                }
            }
            (Value::Map(_) | Value::Scalar(_), NewValue::Map(entries)) => {
                let mut text = self.text.to_owned();
                for (key, value) in entries {
                    let set = Operation::Set(below(key), value.clone());
                    text = Editor {
                        text: &text,
                        limits: self.limits,
                    }
                    .make(&set)?;
                }
                Ok(text)
            }
            (Value::List(_), _) | (_, NewValue::List(_)) => self.replace(root, path, value),
        }
    }

    /// Returns what to replace to write a scalar in the place of another one, in quotes where that has them.
    fn scalar(
        self,
        node: &Node<'_>,
        owner: Option<&Entry<'_>>,
        text: &str,
        is_plain: bool,
        in_flow: bool,
    ) -> (Span, String) {
        let source = &self.text[node.span.range()];
        let is_block =
            matches!(&node.value, Value::Scalar(scalar) if scalar.style == ScalarStyle::Block);
        let new = match source.as_bytes().first() {
            _ if is_plain => NewValue::plain(text).on_one_line(in_flow),
            Some(b'\'' | b'"')
                if !is_block && !text.contains(char::is_control) && !has_hidden(text) =>
            {
                crate::text::edit::written_like(source, text)
            }
            _ => scalar(text, in_flow),
        };
        let start = match owner {
            Some(owner) if is_block => {
                let after = block::entry_end(self.text, owner).min(owner.key_span.end as usize);
                let header = self.text[after..node.span.start as usize].find(['|', '>']);
                header.map_or(node.span.start as usize, |at| after + at)
            }
            _ => node.span.start as usize,
        };
        (Span::new(start, node.span.end as usize), new)
    }

    /// Writes a value where nothing is: behind the colon, or at the end of an empty file.
    fn fill(
        self,
        root: &Node<'_>,
        path: &[String],
        node: &Node<'_>,
        owner: Option<&Entry<'_>>,
        value: &NewValue,
    ) -> Result<String, Refused> {
        let mut tree = Tree::from(root);
        let intended = tree.replace(path, Tree::from(value)).map(|()| tree);
        let mut ways = Vec::new();
        if let Some(owner) = owner {
            let one_line = value.on_one_line(true);
            if node.span.is_empty() {
                let key = owner.key_span.end as usize;
                let end = block::entry_end(self.text, owner);
                let colon = if self.text[key..end].contains(':') {
                    ""
                } else {
                    ":"
                };
                let way = |text| {
                    vec![Change {
                        span: Span::new(end, end),
                        text,
                    }]
                };
                ways.push(way(format!("{colon} {one_line}").into()));
                if let Some(indent) = lines::indent(self.text, owner.key_span.start as usize) {
                    let under = layout::under(path, value, indent.len(), owner.key.len() + 2);
                    if under.len() > 1 {
                        let at = lines::end(self.text, end);
                        let ending = lines::ending(self.text, owner.key_span.start as usize);
                        let text = layout::below(&under[1..], &indent, ending);
                        let text = format!("{}{text}", under[0]);
                        ways.insert(
                            0,
                            vec![Change {
                                span: Span::new(at, at),
                                text: text.into(),
                            }],
                        );
                    }
                }
            } else {
                ways.push(vec![Change {
                    span: node.span,
                    text: one_line.into(),
                }]);
            }
        } else if let (true, NewValue::Map(entries)) = (path.is_empty(), value) {
            let ending = lines::ending(self.text, self.text.len());
            let lines: Vec<String> = entries
                .iter()
                .flat_map(|(key, value)| layout::entry(std::slice::from_ref(key), value, 0))
                .collect();
            let gap = if self.text.is_empty() || self.text.ends_with('\n') {
                ""
            } else {
                ending
            };
            let text = format!("{gap}{}{ending}", lines.join(ending));
            let at = self.text.len();
            ways.push(vec![Change {
                span: Span::new(at, at),
                text: text.into(),
            }]);
        }
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
