//! A single value that stands for a map becomes that map, so that a key can be added: `need: text` → `need: {what: text, date: …}`.

use crate::text::edit::Change;
use crate::text::{Entry, Node, ScalarStyle, Span, Value};

use super::new_value::{NewValue, WIDEST, scalar};
use super::operation::{Editor, Plan};
use super::refused::Refused;
use super::tree::Tree;
use super::{layout, lines, outline};

/// What a map gets beside the value that was there.
pub(super) struct Added<'a> {
    /// The key that the value stood for.
    pub short: &'a str,
    /// The new key.
    pub key: &'a str,
    /// Its value.
    pub value: &'a NewValue,
}

impl Editor<'_> {
    /// Turns a single value into the map that it stands for, and adds a key to that.
    pub(super) fn expand(
        self,
        root: &Node<'_>,
        path: &[String],
        node: &Node<'_>,
        owner: Option<&Entry<'_>>,
        added: &Added<'_>,
    ) -> Result<String, Refused> {
        let mut tree = Tree::from(root);
        let mut old = tree.at(path).cloned().unwrap_or(Tree::Null);
        let needs_quotes = self.needs_quotes(node);
        if let Tree::Scalar { plain, .. } = &mut old {
            *plain &= !needs_quotes;
        }
        let new = (added.key.to_owned(), Tree::from(added.value));
        let map = vec![(added.short.to_owned(), old), new];
        let intended = tree.replace(path, Tree::Map(map)).map(|()| tree);
        let mut ways = Vec::new();
        ways.extend(self.in_braces(path, node, added));
        let is_wide = needs_quotes || ways.first().is_none_or(|way| !self.fits(&way[0]));
        if let Some(tall) = owner.and_then(|owner| self.line_by_line(path, node, owner, added)) {
            ways.insert(if is_wide { 0 } else { ways.len() }, tall);
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

    /// Whether the line is not too long after a change.
    fn fits(self, change: &Change<'_>) -> bool {
        let start = change.span.start as usize;
        let before = &self.text[lines::start(self.text, start)..start];
        before.chars().count() + change.text.chars().count() <= WIDEST
    }

    /// Whether a text would be cut between braces.
    fn needs_quotes(self, node: &Node<'_>) -> bool {
        let source = &self.text[node.span.range()];
        !source.starts_with(['"', '\'']) && source.contains([',', '[', ']', '{', '}'])
    }

    /// The map on one line, in the place of the value.
    fn in_braces(
        self,
        path: &[String],
        node: &Node<'_>,
        added: &Added<'_>,
    ) -> Option<Vec<Change<'static>>> {
        let source = &self.text[node.span.range()];
        let is_block =
            matches!(&node.value, Value::Scalar(scalar) if scalar.style == ScalarStyle::Block);
        if is_block || source.contains('\n') {
            return None;
        }
        let kept = if self.needs_quotes(node) {
            scalar(node.text()?, true)
        } else {
            source.to_owned()
        };
        let kept = format!("{}: {kept}", added.short);
        let new = format!(
            "{}: {}",
            scalar(added.key, true),
            added.value.on_one_line(true)
        );
        let order = outline::keys(path);
        let rank = |key: &str| order.iter().position(|known| *known == key);
        let text = if rank(added.key) < rank(added.short) {
            format!("{{{new}, {kept}}}")
        } else {
            format!("{{{kept}, {new}}}")
        };
        Some(vec![Change {
            span: node.span,
            text: text.into(),
        }])
    }

    /// The map with a line for each key. Further lines of the value move in with it; what follows it on its last line stays there.
    fn line_by_line(
        self,
        path: &[String],
        node: &Node<'_>,
        owner: &Entry<'_>,
        added: &Added<'_>,
    ) -> Option<Vec<Change<'static>>> {
        let key = owner.key_span.start as usize;
        let indent = format!("{}  ", lines::indent(self.text, key)?);
        let ending = lines::ending(self.text, key);
        let after = owner.key_span.end as usize;
        let colon = after + self.text[after..].find(':')? + 1;
        let end = node.span.end as usize;
        let value = self.text[colon..end].trim_start_matches(' ').split('\n');
        let mut value = value.map(|line| line.trim_end_matches('\r'));
        let mut kept = vec![format!("{}: {}", added.short, value.next()?)];
        kept.extend(value.map(|line| line.strip_prefix(&indent[2..]).unwrap_or(line).to_owned()));
        for line in kept.iter_mut().skip(1) {
            let blanks = lines::blanks(line);
            *line = layout::indented(line, if blanks == 0 { 2 } else { 0 });
        }
        let below: Vec<String> = path.iter().cloned().chain([added.key.to_owned()]).collect();
        let new = layout::entry(&below, added.value, indent.len());
        let (kept, new) = (
            layout::below(&kept, &indent, ending),
            layout::below(&new, &indent, ending),
        );
        let last = lines::end(self.text, end);
        if last == end {
            let text = format!("{kept}{new}").into();
            return Some(vec![Change {
                span: Span::new(colon, end),
                text,
            }]);
        }
        Some(vec![
            Change {
                span: Span::new(colon, end),
                text: kept.into(),
            },
            Change {
                span: Span::new(last, last),
                text: new.into(),
            },
        ])
    }
}
