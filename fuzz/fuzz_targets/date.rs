//! A date that is read is the one that stands there, digit for digit.

#![no_main]

use dealctl::model::scalar::parse_date;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    if let Some(date) = parse_date(text) {
        assert_eq!(Some(date.to_string().as_str()), text.trim().get(..10));
    }
});
