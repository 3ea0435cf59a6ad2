//! Events into a tree, without recursion.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use granit_parser::{Event, ScalarStyle as ParsedStyle, Span as EventSpan};

use super::costs::{Costs, Size};
use crate::text::{Entry, Fault, FaultKind, Limits, Node, Scalar, ScalarStyle, Span, Value};

/// A collection that is still open.
struct Open<'s> {
    anchor: usize,
    span: Span,
    flow: bool,
    before: Size,
    kind: OpenKind<'s>,
}

/// What it is, and which of the builder's items or entries is its first.
enum OpenKind<'s> {
    List {
        first: usize,
    },
    Map {
        first: usize,
        key: Option<(Cow<'s, str>, Span)>,
        seen: HashSet<String>,
    },
}

/// The key by which a map took over the keys of another one in YAML 1.1.
const MERGE: &str = "<<";

/// From how many keys on a map looks keys up in a set instead of walking them.
const KEYS_WORTH_A_SET: usize = 24;

pub(super) struct Builder<'s, 'l> {
    text: &'s str,
    shift: usize,
    open: Vec<Open<'s>>,
    /// The items of all open lists, the innermost last: each list is copied out once, when its length is known.
    items: Vec<Node<'s>>,
    /// The entries of all open maps, likewise.
    entries: Vec<Entry<'s>>,
    root: Option<Node<'s>>,
    faults: Vec<Fault>,
    costs: Costs<'l>,
    anchors: HashMap<usize, (Node<'s>, Size)>,
    /// The spans of texts that begin with an anchor, by anchor, until an alias refers to it.
    named: HashMap<usize, Span>,
}

impl<'s, 'l> Builder<'s, 'l> {
    pub(super) fn new(text: &'s str, shift: usize, limits: &'l Limits) -> Self {
        Self {
            text,
            shift,
            open: Vec::new(),
            items: Vec::new(),
            entries: Vec::new(),
            root: None,
            faults: Vec::new(),
            costs: Costs::new(limits),
            anchors: HashMap::new(),
            named: HashMap::new(),
        }
    }

    pub(super) fn is_done(&self) -> bool {
        self.root.is_some()
    }

    pub(super) fn fault(&mut self, kind: FaultKind, span: Span) {
        self.faults.push(Fault { kind, span });
    }

    /// The first document's tree, and what was wrong.
    pub(super) fn finish(mut self) -> (Node<'s>, Vec<Fault>) {
        let named = std::mem::take(&mut self.named);
        let lost = named.into_values().map(|text| Fault {
            kind: FaultKind::MarkLost { text },
            span: text,
        });
        self.faults.extend(lost);
        self.faults.sort_by_key(|fault| fault.span);
        let root = self.root.unwrap_or_else(|| Node::null(Span::default()));
        (root, self.faults)
    }

    fn span(&self, span: &EventSpan) -> Span {
        let start = span.start.byte_offset().unwrap_or(0);
        let end = span.end.byte_offset().unwrap_or(start);
        Span::new(start + self.shift, end + self.shift)
    }

    pub(super) fn event(&mut self, event: Event<'s>, at: EventSpan) -> Result<(), Fault> {
        let span = self.span(&at);
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                let size = Size {
                    nodes: 1,
                    bytes: text.len(),
                };
                self.costs.count(size, span)?;
                let node = self.scalar(text, style, span);
                if style == ParsedStyle::Plain && (anchor != 0 || tag.is_some()) {
                    self.marked(anchor, node.span);
                }
                self.remember(anchor, &node, size)?;
                self.place(node)
            }
            Event::SequenceStart(_, anchor, _) => {
                self.costs.count(Size::COLLECTION, span)?;
                let first = self.items.len();
                self.start(OpenKind::List { first }, anchor, span);
                Ok(())
            }
            Event::MappingStart(_, anchor, _) => {
                self.costs.count(Size::COLLECTION, span)?;
                let kind = OpenKind::Map {
                    first: self.entries.len(),
                    key: None,
                    seen: HashSet::new(),
                };
                self.start(kind, anchor, span);
                Ok(())
            }
            Event::SequenceEnd | Event::MappingEnd => self.end(span),
            Event::Alias(id) => {
                self.named.remove(&id);
                let Some(size) = self.anchors.get(&id).map(|(_, size)| *size) else {
                    return Err(holds_itself(span));
                };
                self.costs.count(size, span)?;
                self.costs.copy(size, span)?;
                let node = self.anchors.get(&id).map(|(node, _)| node.value.clone());
                self.place(Node {
                    span,
                    value: node.unwrap_or(Value::Null),
                })
            }
            _ => Ok(()),
        }
    }

    /// Records a text that begins with a tag or an anchor. YAML drops both from the text, so what was meant as text would be
    /// lost; an anchor counts only if no alias refers to it.
    fn marked(&mut self, anchor: usize, scalar: Span) {
        let end = scalar.start as usize - self.shift;
        let line = self.text[..end].trim_end_matches(' ');
        let Some(start) = line.rfind(['&', '!']) else {
            return;
        };
        let is_one_word = !line[start..].contains(char::is_whitespace);
        if !is_one_word || line[..start].ends_with('!') {
            return;
        }
        let last = if scalar.is_empty() {
            line.len()
        } else {
            scalar.end as usize - self.shift
        };
        let text = Span::new(start + self.shift, last + self.shift);
        if line[start..].starts_with('&') {
            self.named.insert(anchor, text);
        } else {
            self.fault(FaultKind::MarkLost { text }, text);
        }
    }

    fn remember(&mut self, anchor: usize, node: &Node<'s>, size: Size) -> Result<(), Fault> {
        if anchor != 0 {
            self.costs.copy(size, node.span)?;
            self.anchors.insert(anchor, (node.clone(), size));
        }
        Ok(())
    }

    fn scalar(&self, text: Cow<'s, str>, style: ParsedStyle, span: Span) -> Node<'s> {
        let style = match style {
            ParsedStyle::Plain => ScalarStyle::Plain,
            ParsedStyle::SingleQuoted | ParsedStyle::DoubleQuoted => ScalarStyle::Quoted,
            _ => ScalarStyle::Block,
        };
        if style == ScalarStyle::Plain
            && (span.is_empty() || matches!(&*text, "" | "~" | "null" | "Null" | "NULL"))
        {
            return Node::null(span);
        }
        let span = if style == ScalarStyle::Block {
            self.without_trailing_blanks(span)
        } else {
            span
        };
        Node {
            span,
            value: Value::Scalar(Scalar { text, style }),
        }
    }

    fn without_trailing_blanks(&self, span: Span) -> Span {
        let start = span.start as usize - self.shift;
        let end = (span.end as usize - self.shift).min(self.text.len());
        let text = self.text.get(start..end).unwrap_or_default();
        Span::new(
            span.start as usize,
            span.start as usize + text.trim_end().len(),
        )
    }

    fn start(&mut self, kind: OpenKind<'s>, anchor: usize, span: Span) {
        // A block collection starts with an empty span or at its first indicator; only a flow one has its bracket there.
        let first = self.text.as_bytes().get(span.start as usize - self.shift);
        let flow = matches!(first, Some(b'[' | b'{')) && !span.is_empty();
        self.open.push(Open {
            anchor,
            span,
            flow,
            before: self.costs.before(),
            kind,
        });
    }

    fn end(&mut self, span: Span) -> Result<(), Fault> {
        let Some(open) = self.open.pop() else {
            return Ok(());
        };
        let (value, last) = match open.kind {
            OpenKind::List { first } => {
                let items = self.items.split_off(first);
                let last = items.last().map(|item| item.span.end);
                (Value::List(items), last)
            }
            OpenKind::Map { first, .. } => {
                let entries = self.entries.split_off(first);
                let last = entries
                    .last()
                    .map(|entry| entry.value.span.end.max(entry.key_span.end));
                (Value::Map(self.merged(entries)), last)
            }
        };
        let end = if open.flow {
            span.end
        } else {
            last.unwrap_or(open.span.end)
        };
        let node = Node {
            span: Span {
                start: open.span.start,
                end: end.max(open.span.start),
            },
            value,
        };
        let size = self.costs.since(open.before);
        self.remember(open.anchor, &node, size)?;
        self.place(node)
    }

    /// Puts the entries that a merge key takes over in its place. What the map has itself goes before them.
    fn merged(&mut self, entries: Vec<Entry<'s>>) -> Vec<Entry<'s>> {
        let is_merge = |entry: &Entry<'s>| {
            let start = entry.key_span.start as usize - self.shift;
            entry.key == MERGE && self.text[start..].starts_with(MERGE)
        };
        if !entries.iter().any(is_merge) {
            return entries;
        }
        let (merges, own): (Vec<_>, Vec<_>) = entries.iter().partition(|entry| is_merge(entry));
        let mut known: HashSet<String> = own.iter().map(|entry| entry.key.to_string()).collect();
        let mut written_out: Vec<Vec<Entry<'s>>> = Vec::new();
        let mut faults = Vec::new();
        for merge in merges {
            let maps = match &merge.value.value {
                Value::List(maps) => maps.iter().collect(),
                _ => vec![&merge.value],
            };
            let all = maps.into_iter().flat_map(|map| match &map.value {
                Value::Map(entries) => &**entries,
                _ => &[],
            });
            let new: Vec<Entry<'s>> = all
                .filter(|entry| known.insert(entry.key.to_string()))
                .cloned()
                .collect();
            let span = |entry: &Entry<'s>| entry.key_span.to(entry.value.span);
            faults.push(Fault {
                kind: FaultKind::MergeKey {
                    entry: span(merge),
                    taken: new.iter().map(span).collect(),
                },
                span: merge.key_span,
            });
            written_out.push(new);
        }
        let mut written_out = written_out.into_iter();
        let all = entries.into_iter().flat_map(|entry| {
            if is_merge(&entry) {
                written_out.next().unwrap_or_default()
            } else {
                vec![entry]
            }
        });
        let all = all.collect();
        self.faults.extend(faults);
        all
    }

    fn place(&mut self, node: Node<'s>) -> Result<(), Fault> {
        let Some(open) = self.open.last_mut() else {
            self.root = Some(node);
            return Ok(());
        };
        match &mut open.kind {
            OpenKind::List { .. } => self.items.push(node),
            OpenKind::Map { first, key, seen } => match key.take() {
                None => *key = Some(key_of(node)?),
                Some((key, key_span)) => {
                    if let Some(first) = first_with(&self.entries[*first..], seen, &key) {
                        let kind = FaultKind::DuplicateKey {
                            key: key.into_owned(),
                            first,
                        };
                        self.faults.push(Fault {
                            kind,
                            span: key_span,
                        });
                    } else {
                        self.entries.push(Entry {
                            key,
                            key_span,
                            value: node,
                        });
                    }
                }
            },
        }
        Ok(())
    }
}

fn holds_itself(span: Span) -> Fault {
    Fault {
        kind: FaultKind::Syntax {
            message: "this alias refers to a value that holds itself".to_owned(),
            help: "write the value out".to_owned(),
        },
        span,
    }
}

fn key_of(node: Node<'_>) -> Result<(Cow<'_, str>, Span), Fault> {
    match node.value {
        Value::Scalar(scalar) => Ok((scalar.text, node.span)),
        Value::Null => Ok((Cow::Borrowed("null"), node.span)),
        Value::List(_) | Value::Map(_) => Err(Fault {
            kind: FaultKind::Syntax {
                message: "a key must be a text, this is a list or a map".to_owned(),
                help: "write `key: value`; a template's `{{…}}` must be filled in or quoted"
                    .to_owned(),
            },
            span: node.span,
        }),
    }
}

/// Returns the span of an earlier entry with the same key. Small maps are searched one by one; large ones use a set, so that
/// a hostile map does not take quadratic time.
fn first_with(entries: &[Entry<'_>], seen: &mut HashSet<String>, key: &str) -> Option<Span> {
    if entries.len() >= KEYS_WORTH_A_SET {
        if seen.is_empty() {
            seen.extend(entries.iter().map(|entry| entry.key.clone().into_owned()));
        }
        if seen.insert(key.to_owned()) {
            return None;
        }
    }
    entries
        .iter()
        .find(|entry| entry.key == key)
        .map(|entry| entry.key_span)
}
