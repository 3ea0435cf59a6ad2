//! Texts that were read as people before. The same few names stand in thousands of deals, and each is read once.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::RwLock;

use super::person::{NotAPerson, Person};

/// No more texts are kept, however many a book holds.
const MOST: usize = 1 << 16;

/// What each text was read as.
#[derive(Debug, Default)]
pub struct KnownPeople(RwLock<HashMap<Box<str>, Result<Parts, NotAPerson>>>);

/// Where the name and the role stand in the text.
type Parts = (Range<usize>, Option<Range<usize>>);

impl KnownPeople {
    /// Returns what a text was read as before, or reads it.
    ///
    /// # Errors
    /// Why the text does not name one person.
    pub fn get_or_read<'t>(
        &self,
        text: &'t str,
        read: impl FnOnce(&'t str) -> Result<Person<'t>, NotAPerson>,
    ) -> Result<Person<'t>, NotAPerson> {
        if let Ok(known) = self.0.read()
            && let Some(found) = known.get(text)
        {
            return found.clone().map(|(name, role)| Person {
                name: &text[name],
                role: role.map(|role| &text[role]),
            });
        }
        let person = read(text);
        let place = |part: &str| {
            let start = part.as_ptr() as usize - text.as_ptr() as usize;
            start..start + part.len()
        };
        let parts = person.map(|person| (place(person.name), person.role.map(place)));
        if let Ok(mut known) = self.0.write()
            && known.len() < MOST
        {
            known.insert(text.into(), parts);
        }
        person
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_the_same_person_the_second_time() {
        let known = KnownPeople::default();
        for text in [
            "Ines Calder, operations director",
            "  Sam Ortiz ",
            "Sales team",
            "tbd",
        ] {
            let read = |text| Person::parse(text, []);
            let first = known.get_or_read(text, read);
            let again = known.get_or_read(text, |_| unreachable!("it was read"));
            assert_eq!(first, again, "{text}");
            assert_eq!(first, Person::parse(text, []), "{text}");
        }
    }
}
