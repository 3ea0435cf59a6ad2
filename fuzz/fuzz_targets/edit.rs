//! A change of a file is made as it was meant, or refused: what comes out can be read, and making it again changes nothing.

#![no_main]

use dealctl::edit::{NewValue, Operation, apply, tidy};
use dealctl::text::{Limits, yaml};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (&str, &str, &str, u8)| {
    let (text, path, value, kind) = input;
    let limits = Limits::default();
    let operation = match kind % 4 {
        0 => Operation::append(path, NewValue::text(value)),
        1 => Operation::remove(path),
        2 => Operation::replace(path, NewValue::text(value)),
        _ => Operation::set(path, NewValue::text(value)),
    };
    if let Ok(after) = apply(text, std::slice::from_ref(&operation), &limits) {
        let read = yaml::parse(&after, &limits);
        let is_fatal = read.faults.iter().any(|fault| fault.kind.is_fatal());
        assert!(!is_fatal || after == text, "{operation:?}");
        if kind % 4 == 3 {
            assert_eq!(apply(&after, &[operation], &limits).as_ref(), Ok(&after));
        }
    }
    let tidied = tidy(text, &limits);
    assert_eq!(tidy(&tidied, &limits), tidied);
});
