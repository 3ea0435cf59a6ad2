//! Texts of noise: nothing panics, what comes out can be read, and a change made again changes nothing.

use dealctl::edit::{NewValue, Operation, apply, tidy};
use dealctl::text::{Limits, yaml};
use proptest::prelude::*;

/// Pieces of YAML in any order.
fn noise() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "a", "need", "history", ":", ": ", "- ", "\n", "\n  ", "\r\n", " ", "#", " # c", "{", "}",
        "[", "]", ",", "'", "\"", "|", "|+", ">-", "&x ", "*x", "!t ", "? ", "~", "é", "\u{feff}",
        "touches", "1", "\t", "---", "%",
    ]);
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_panics_and_twice_is_once(
        text in noise(),
        path in prop::sample::select(vec!["need", "need.what", "a", "history.a", "touches", "touches.0.kind", "handoff.sent", "1"]),
        value in noise(),
        kind in 0..4,
    ) {
        let limits = Limits::default();
        let operation = match kind {
            0 => Operation::append(path, NewValue::text(value)),
            1 => Operation::remove(path),
            2 => Operation::replace(path, NewValue::text(value)),
            _ => Operation::set(path, NewValue::text(value)),
        };
        if let Ok(after) = apply(&text, std::slice::from_ref(&operation), &limits) {
            let read = yaml::parse(&after, &limits);
            prop_assert!(after == text || !read.faults.iter().any(|fault| fault.kind.is_fatal()));
            if kind == 3 {
                prop_assert_eq!(apply(&after, &[operation], &limits), Ok(after));
            }
        }
        let tidied = tidy(&text, &limits);
        prop_assert_eq!(tidy(&tidied, &limits), tidied);
    }
}
