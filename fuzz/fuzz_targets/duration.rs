//! A length of time that is read is written and read again as itself.

#![no_main]

use dealctl::model::Duration;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    if let Some(duration) = Duration::parse(text) {
        for again in [duration.to_string(), duration.short()] {
            assert_eq!(
                Duration::parse(&again),
                Some(duration),
                "{text:?} as {again:?}"
            );
        }
    }
});
