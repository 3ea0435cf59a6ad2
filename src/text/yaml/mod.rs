//! YAML 1.2 with places: the one reader that lint, the typed model and edits share.
//!
//! `granit-parser` does the reading and is known only here. Its traps: a missing value arrives as `~` with an
//! empty span, a block scalar's span swallows trailing blanks, a block collection ends at the next token, columns are
//! characters. So the tree counts bytes and ends each collection at its last leaf.

mod build;
mod costs;
mod cut;
mod events;
mod slips;
mod wording;

use std::ops::ControlFlow;

use granit_parser::Event;

use super::merge::conflict_marker;
use super::{Fault, FaultKind, Limits, Node, Span};

/// What a text holds: the tree of its first document, and what was wrong with it.
#[derive(Clone, Debug)]
pub struct Document<'s> {
    /// The first document; empty when a fault is fatal.
    pub root: Node<'s>,
    /// In the order of the file.
    pub faults: Vec<Fault>,
}

impl Document<'_> {
    fn broken(kind: FaultKind, span: Span) -> Self {
        Self {
            root: Node::null(Span::default()),
            faults: vec![Fault { kind, span }],
        }
    }
}

/// Reads a text. Never panics, and never builds more than `limits` allow.
pub fn parse<'s>(text: &'s str, limits: &Limits) -> Document<'s> {
    if text.len() > limits.bytes {
        let what = format!("{} bytes, more than {}", text.len(), limits.bytes);
        return Document::broken(FaultKind::TooLarge { what }, Span::default());
    }
    if let Some(span) = conflict_marker(text) {
        return Document::broken(FaultKind::ConflictMarkers, span);
    }
    let body = text.strip_prefix('\u{feff}').unwrap_or(text);
    let shift = text.len() - body.len();
    let mut builder = build::Builder::new(body, shift, limits);
    let mut broken = None;
    let error = events::read(body, limits.depth, &mut |event, span| {
        if matches!(event, Event::DocumentStart(..)) && builder.is_done() {
            let start = span.start.byte_offset().unwrap_or(body.len());
            let end = (start + 3).min(body.len());
            let mark = Span::new(start + shift, end + shift);
            builder.fault(FaultKind::SeveralDocuments, mark);
            return ControlFlow::Break(());
        }
        broken = builder.event(event, span).err();
        match broken {
            Some(_) => ControlFlow::Break(()),
            None => ControlFlow::Continue(()),
        }
    });
    if let Some(fault) = broken {
        return Document::broken(fault.kind, fault.span);
    }
    if let Some(error) = error {
        return Document {
            root: Node::null(Span::default()),
            faults: wording::explain(&error, body, shift, limits),
        };
    }
    let (root, faults) = builder.finish();
    match slips::odd_key(&root, text) {
        Some((kind, span)) => Document::broken(kind, span),
        None => Document { root, faults },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Value;

    fn faults(text: &str) -> Vec<Fault> {
        parse(text, &Limits::default()).faults
    }

    #[test]
    fn spans_are_bytes_and_end_with_the_last_leaf() {
        let text =
            "\u{feff}a:\r\n  é: [x, \"y\"]   # c\r\n\r\nb: |\r\n  one\r\n  two\r\n\r\nc:\r\n";
        let document = parse(text, &Limits::default());
        assert!(document.faults.is_empty(), "{:?}", document.faults);
        let a = document.root.get("a").expect("a");
        assert_eq!(&text[a.span.range()], "é: [x, \"y\"]");
        let b = document.root.get("b").expect("b");
        assert_eq!(b.text(), Some("one\ntwo\n"));
        assert_eq!(
            text[b.span.range()].trim_end(),
            &text[b.span.range()],
            "no trailing blanks: {:?}",
            b.span
        );
        assert!(matches!(
            document.root.get("c").expect("c").value,
            Value::Null
        ));
    }

    #[test]
    fn plain_words_of_yaml_1_1_stay_texts() {
        let document = parse("no: on\nx: ~\ny: null\nz: 'null'\n", &Limits::default());
        assert_eq!(document.root.get("no").and_then(Node::text), Some("on"));
        assert!(document.root.get("x").expect("x").text().is_none());
        assert!(document.root.get("y").expect("y").text().is_none());
        assert_eq!(document.root.get("z").and_then(Node::text), Some("null"));
    }

    #[test]
    fn duplicate_keys_and_second_documents_are_named_and_the_rest_is_used() {
        let document = parse("a: 1\na: 2\n---\nb: 3\n", &Limits::default());
        assert_eq!(document.root.get("a").and_then(Node::text), Some("1"));
        assert!(
            matches!(&document.faults[0].kind, FaultKind::DuplicateKey { key, .. } if key == "a")
        );
        assert_eq!(document.faults[1].kind, FaultKind::SeveralDocuments);
    }

    #[test]
    fn an_alias_bomb_a_deep_nest_and_a_merge_are_stopped() {
        let mut bomb = "a: &a [x, x, x, x, x, x, x, x, x]\n".to_owned();
        for (here, before) in ["b", "c", "d", "e", "f", "g", "h", "i"]
            .iter()
            .zip(["a", "b", "c", "d", "e", "f", "g", "h"])
        {
            bomb += &format!(
                "{here}: &{here} [{}]\n",
                vec![format!("*{before}"); 9].join(", ")
            );
        }
        assert!(matches!(faults(&bomb)[0].kind, FaultKind::TooLarge { .. }));
        assert!(matches!(
            faults(&"[".repeat(100_000))[0].kind,
            FaultKind::TooLarge { .. }
        ));
        let merge = "a: 1\n<<<<<<< HEAD\nb: 1\n=======\nb: 2\n>>>>>>> other\n";
        assert_eq!(
            faults(merge)[0],
            Fault {
                kind: FaultKind::ConflictMarkers,
                span: Span::new(5, 12)
            }
        );
    }

    #[test]
    fn a_fault_behind_the_last_word_of_a_line_is_no_panic() {
        let faults = faults(": ? \n- \n#");
        assert!(faults.iter().any(|fault| fault.kind.is_fatal()));
    }

    #[test]
    fn a_text_that_does_not_parse_says_where() {
        for (text, at) in [
            ("a: b: c\n", 4),
            ("a: [1, 2\n", 3),
            ("a: 'x\n", 4),
            ("a:\n\tb: 1\n", 3),
            ("a:\n  b: 1\n\tc: 2\n", 10),
            ("a: *nope\n", 3),
        ] {
            let faults = faults(text);
            assert_eq!(faults.len(), 1, "{text:?}");
            assert!(
                matches!(
                    faults[0].kind,
                    FaultKind::Syntax { .. }
                        | FaultKind::ColonInText { .. }
                        | FaultKind::NeedsQuotes { .. }
                ),
                "{text:?} {faults:?}"
            );
            assert_eq!(faults[0].span.start, at, "{text:?} {faults:?}");
        }
    }
}
