//! An amount that is read is written and read again as itself.

#![no_main]

use dealctl::model::money::parse_amount;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    if let Ok(amount) = parse_amount(text) {
        let code = amount
            .currency
            .map(|currency| format!(" {}", currency.code()))
            .unwrap_or_default();
        let again = format!("{}{code}", amount.value);
        assert_eq!(parse_amount(&again), Ok(amount), "{text:?} as {again:?}");
    }
});
