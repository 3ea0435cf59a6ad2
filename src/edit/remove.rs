//! Removing a key or an item, with the lines or the comma that belong to it.

use crate::text::edit::Change;
use crate::text::{Entry, Node, Span, Value};

use super::commented::is_commented;
use super::operation::{Editor, Plan};
use super::refused::Refused;
use super::tree::Tree;
use super::{block, flow};

impl Editor<'_> {
    pub(super) fn remove(self, root: &Node<'_>, path: &[String]) -> Result<String, Refused> {
        let (depth, node, owner) = self.walk(root, path);
        let Some((_, above)) = path.split_last().filter(|_| depth == path.len()) else {
            return Ok(self.text.to_owned());
        };
        let (_, parent, _) = self.walk(root, above);
        let is_only = match &parent.value {
            Value::Map(entries) => entries.len() == 1,
            Value::List(items) => items.len() == 1,
            _ => false,
        };
        if is_only && !above.is_empty() {
            return self.remove(root, above);
        }
        let region = owner.map_or(node.span, |owner| {
            Span::new(
                owner.key_span.start as usize,
                block::entry_end(self.text, owner),
            )
        });
        if is_commented(self.text, region, node) && !self.is_only_key(region, owner) {
            return Err(Refused::new(
                region,
                "has comments in it, which would be lost",
            ));
        }
        let change = self.removal(parent, node, region);
        // Between braces a comment behind the part before goes with the comma.
        let is_flow = flow::is_flow(self.text, parent);
        if let Some(change) = change.as_ref().filter(|_| is_flow)
            && is_commented(self.text, change.span, parent)
        {
            return Err(Refused::new(
                region,
                "has comments beside it, which would be lost",
            ));
        }
        let mut tree = Tree::from(root);
        let intended = tree.remove(path).map(|()| tree);
        let ways = change.map(|change| vec![change]).into_iter().collect();
        self.carry_out(
            root,
            &Plan {
                ways,
                intended,
                span: region,
            },
        )
    }

    /// Whether a `#` in a region can only be in the key.
    fn is_only_key(self, region: Span, owner: Option<&Entry<'_>>) -> bool {
        owner.is_some_and(|owner| {
            let after = owner.key_span.end as usize;
            !self.text[after..region.end as usize].contains('#')
        })
    }

    fn removal(self, parent: &Node<'_>, node: &Node<'_>, region: Span) -> Option<Change<'static>> {
        let is_flow = flow::is_flow(self.text, parent);
        match &parent.value {
            Value::Map(entries) if is_flow => {
                let parts: Vec<Span> = entries
                    .iter()
                    .map(|entry| {
                        Span::new(
                            entry.key_span.start as usize,
                            block::entry_end(self.text, entry),
                        )
                    })
                    .collect();
                let at = parts.iter().position(|part| part.start == region.start)?;
                flow::remove(&parts, at)
            }
            Value::List(items) if is_flow => {
                let parts: Vec<Span> = items.iter().map(|item| item.span).collect();
                let at = parts.iter().position(|part| *part == node.span)?;
                flow::remove(&parts, at)
            }
            Value::List(_) => {
                let dash = block::dash(self.text, node)?;
                block::remove_lines(self.text, dash, node.span.end as usize)
            }
            _ => block::remove_lines(self.text, region.start as usize, region.end as usize),
        }
    }
}
