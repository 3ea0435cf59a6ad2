//! One person, never a team (D1.2): a name that is not empty, a placeholder, an alias, a mail address, or two names.

use crate::text::placeholder::is_placeholder;

/// Names of groups that stand in for somebody everywhere; `[process] aliases` adds a company's own.
const GROUPS: &[&str] = &[
    "sales",
    "marketing",
    "partner marketing",
    "partners",
    "partnerships",
    "partner",
    "alliances",
    "alliance",
    "channel",
    "channels",
    "ops",
    "operations",
    "revops",
    "revenue operations",
    "partner ops",
    "partner operations",
    "support",
    "customer success",
    "cs",
    "presales",
    "engineering",
    "product",
    "finance",
    "legal",
    "management",
    "leadership",
    "everyone",
    "everybody",
    "anyone",
    "anybody",
    "nobody",
    "no one",
    "all",
    "both",
    "us",
    "we",
    "them",
    "ae",
    "aes",
    "account executive",
    "seller",
    "sellers",
    "sdr",
    "sdrs",
    "bdr",
    "bdrs",
    "owner",
    "admin",
];

/// Last words that make a name a group's.
const GROUP_WORDS: &[&str] = &[
    "team",
    "group",
    "desk",
    "department",
    "dept",
    "squad",
    "pod",
    "office",
    "crew",
    "council",
];

/// A person as written: `Ines Calder, operations director`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Person<'a> {
    /// The name.
    pub name: &'a str,
    /// What follows a comma.
    pub role: Option<&'a str>,
}

/// Why a text does not name one person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotAPerson {
    /// `tbd`, or nothing at all.
    Placeholder,
    /// A team, a function or a mailing list.
    Alias,
    /// A mail address.
    MailAddress,
    /// Two names.
    Several,
}

impl NotAPerson {
    /// The reason, to follow “this is ”.
    pub fn reason(self) -> &'static str {
        match self {
            Self::Placeholder => "a placeholder, not a name",
            Self::Alias => "a team or alias, not one person",
            Self::MailAddress => "a mail address, not a name",
            Self::Several => "more than one person",
        }
    }
}

impl<'a> Person<'a> {
    /// Reads a person; `aliases` are names that are not one person.
    ///
    /// # Errors
    /// Why the text does not name one person.
    pub fn parse<'b>(
        text: &'a str,
        aliases: impl IntoIterator<Item = &'b str>,
    ) -> Result<Self, NotAPerson> {
        let (name, role) = match text.split_once(',') {
            Some((name, role)) => (
                name.trim(),
                Some(role.trim()).filter(|role| !role.is_empty()),
            ),
            None => (text.trim(), None),
        };
        if is_placeholder(name) || !name.chars().any(char::is_alphabetic) {
            return Err(NotAPerson::Placeholder);
        }
        if aliases.into_iter().any(|alias| same_letters(alias, name))
            || GROUPS.iter().any(|group| group.eq_ignore_ascii_case(name))
        {
            return Err(NotAPerson::Alias);
        }
        if name.contains('@') {
            return Err(NotAPerson::MailAddress);
        }
        let last = name.split_whitespace().next_back().unwrap_or_default();
        if name.starts_with('#')
            || GROUP_WORDS
                .iter()
                .any(|word| word.eq_ignore_ascii_case(last))
        {
            return Err(NotAPerson::Alias);
        }
        let joined = |word: &str| {
            word == "&" || word.eq_ignore_ascii_case("and") || word.eq_ignore_ascii_case("or")
        };
        let inner = name.split_whitespace().skip(1).collect::<Vec<_>>();
        let inner = &inner[..inner.len().saturating_sub(1)];
        if name.contains(['/', '&', ';', '+']) || inner.iter().any(|word| joined(word)) {
            return Err(NotAPerson::Several);
        }
        Ok(Self { name, role })
    }
}

/// Whether two texts name the same person: roles after a comma, case and spaces aside.
pub fn same_person(a: &str, b: &str) -> bool {
    fn words(text: &str) -> impl Iterator<Item = &str> {
        text.split(',')
            .next()
            .unwrap_or_default()
            .split_whitespace()
    }
    let (mut left, mut right) = (words(a).peekable(), words(b));
    left.peek().is_some()
        && loop {
            match (left.next(), right.next()) {
                (Some(a), Some(b)) if same_letters(a, b) => {}
                (None, None) => break true,
                _ => break false,
            }
        }
}

/// Whether two texts differ in case only.
fn same_letters(a: &str, b: &str) -> bool {
    if a.is_ascii() && b.is_ascii() {
        a.eq_ignore_ascii_case(b)
    } else {
        a.to_lowercase() == b.to_lowercase()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_name_is_a_person() {
        for text in [
            "Sam Ortiz",
            "Cher",
            "Ines Calder, operations director",
            "Anders And",
            "Zoë O'Neil",
            "Alexandra Andrews",
        ] {
            assert!(Person::parse(text, []).is_ok(), "{text}");
        }
        assert_eq!(
            Person::parse("Ines Calder, operations director", []).map(|person| person.role),
            Ok(Some("operations director"))
        );
    }

    #[test]
    fn roles_case_and_spaces_do_not_make_another_person() {
        assert!(same_person("Zoë  O'Neil, CFO", "ZOË o'neil"));
        assert!(!same_person("Sam Ortiz", "Sam"));
        assert!(!same_person("Sam", "Sam Ortiz"));
        assert!(!same_person("", ""));
    }

    #[test]
    fn teams_addresses_and_pairs_are_not() {
        let cases = [
            ("", NotAPerson::Placeholder),
            ("tbd", NotAPerson::Placeholder),
            ("Sales", NotAPerson::Alias),
            ("West Team", NotAPerson::Alias),
            ("Partner desk", NotAPerson::Alias),
            ("#deal-room", NotAPerson::Alias),
            ("sam@ourco.example", NotAPerson::MailAddress),
            ("Sam and Ana", NotAPerson::Several),
            ("Sam / Ana", NotAPerson::Several),
            ("Sam Ortiz & Ana Duarte", NotAPerson::Several),
        ];
        for (text, why) in cases {
            assert_eq!(Person::parse(text, []), Err(why), "{text}");
        }
        assert_eq!(
            Person::parse("partners@ourco.example", ["partners@ourco.example"]),
            Err(NotAPerson::Alias)
        );
        assert_eq!(
            Person::parse("Deal Heroes", ["deal heroes"]),
            Err(NotAPerson::Alias)
        );
    }
}
