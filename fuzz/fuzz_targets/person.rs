//! A person that is read has a name, and is the same person as before.

#![no_main]

use dealctl::model::Person;
use dealctl::model::person::same_person;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    if let Ok(person) = Person::parse(text, ["Partner team"]) {
        assert!(!person.name.is_empty() && text.contains(person.name));
        assert!(same_person(text, person.name), "{text:?}");
    }
});
