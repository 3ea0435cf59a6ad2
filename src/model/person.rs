//! One person, never a team (D1.2): a name that is not empty, a placeholder, an alias, a mail address, or two names.

use crate::text::name::words;
use crate::text::placeholder::{is_nobody, is_placeholder};

/// Words that are not a person if they are the whole name; `[process] aliases` adds a company's own.
#[rustfmt::skip]
const GROUPS: &[&str] = &[
    "all", "both", "us", "we", "them", "no one", "cs", "it", "hr", "admin", "product", "legal",
    "success", "staff", "office", "pool", "board", "leadership", "head", "seller", "sellers",
];

/// Words of a group, a function or a title: a name that contains one of them is not a person's. Words that are also
/// first or family names (Office, Sellers, Success, Pool, Board) are left out.
#[rustfmt::skip]
const GROUP_WORDS: &[&str] = &[
    // Groups, and where their mail lands.
    "team", "teams", "group", "desk", "department", "dept", "squad", "pod", "crew", "council",
    "committee", "region", "queue", "inbox",
    // Functions.
    "sales", "presales", "salesops", "marketing", "partner", "partners", "partnerships", "alliance",
    "alliances", "channel", "channels", "ops", "revops", "operations", "support", "engineering",
    "finance", "procurement", "purchasing", "management", "enablement", "demand", "customer",
    "customers", "client", "clients",
    // Titles.
    "manager", "managers", "director", "directors", "officer", "executive", "executives",
    "representative", "representatives", "rep", "reps", "owner", "chief",
    // Anybody.
    "someone", "somebody", "anyone", "anybody", "everyone", "everybody", "nobody", "whoever", "of",
];

/// Abbreviated titles, in capitals only, because `Ae` is a name.
#[rustfmt::skip]
const TITLES: &[&str] = &[
    "AE", "SDR", "BDR", "CSM", "VP", "SVP", "EVP", "CEO", "CFO", "COO", "CTO", "CIO", "CMO", "CRO",
    "CISO",
];

/// Words for a vacancy, in addition to the placeholders of every text.
const NOBODY_YET: &[&str] = &[
    "n.n",
    "nn",
    "unassigned",
    "not assigned",
    "to be assigned",
    "to be named",
    "vacant",
];

/// What separates a name from a role.
const PARTS: [&str; 5] = [",", "(", " - ", " – ", " — "];

/// A person as written: `Ines Calder, operations director`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Person<'a> {
    /// The name.
    pub name: &'a str,
    /// What follows a comma or a dash, or is in brackets.
    pub role: Option<&'a str>,
}

/// Why a text does not name one person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotAPerson {
    /// `tbd`, or nothing at all.
    Placeholder,
    /// A team, a function, a title or a mailing list.
    Alias,
    /// The partner or the customer itself.
    Company,
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
            Self::Company => "a company, not one person",
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
        let (name, role) = parted(text);
        let core = name.trim_matches(|c: char| c.is_ascii_punctuation());
        if is_placeholder(name)
            || is_nobody(name)
            || !name.chars().any(char::is_alphabetic)
            || NOBODY_YET
                .iter()
                .any(|word| word.eq_ignore_ascii_case(core))
        {
            return Err(NotAPerson::Placeholder);
        }
        if aliases.into_iter().any(|alias| same_letters(alias, name)) {
            return Err(NotAPerson::Alias);
        }
        if name.contains('@') {
            return Err(NotAPerson::MailAddress);
        }
        let joined = |word: &str| {
            ["&", "and", "or"]
                .iter()
                .any(|and| and.eq_ignore_ascii_case(word))
        };
        let mut inner = name.split_whitespace();
        inner.next();
        inner.next_back();
        let another = role.and_then(|role| role.split_whitespace().next());
        if name.contains(['/', '&', ';', '+']) || inner.chain(another).any(joined) {
            return Err(NotAPerson::Several);
        }
        if is_group(name) {
            return Err(NotAPerson::Alias);
        }
        Ok(Self { name, role })
    }
}

/// A name, and the role that follows it.
fn parted(text: &str) -> (&str, Option<&str>) {
    let text = text.trim();
    // Nearly all names have none of them, and this check is frequent.
    if !text
        .bytes()
        .any(|byte| matches!(byte, b',' | b'(' | b'-') || !byte.is_ascii())
    {
        return (text, None);
    }
    let first = PARTS
        .iter()
        .filter_map(|part| Some((text.find(part)?, part.len())))
        .min();
    let Some((at, length)) = first else {
        return (text, None);
    };
    let role = text[at + length..].trim().trim_end_matches(')').trim_end();
    (
        text[..at].trim(),
        Some(role).filter(|role| !role.is_empty()),
    )
}

/// Whether a name is that of a group, a function or a title.
fn is_group(name: &str) -> bool {
    let is =
        |known: &[&str], word: &str| known.iter().any(|known| known.eq_ignore_ascii_case(word));
    if name.starts_with('#') || is(GROUPS, name) || is(TITLES, name.trim_end_matches('s')) {
        return true;
    }
    let mut words = name
        .split(|c: char| c.is_whitespace() || c == '-' || c == '_')
        .map(|word| word.trim_matches(|c: char| c.is_ascii_punctuation()));
    let mut rest = words.clone();
    let article = match rest.next() {
        Some(first) if first.eq_ignore_ascii_case("the") => true,
        // `A. Sharma` and `A Sharma` are people; “a colleague” is not.
        Some(first) if first.eq_ignore_ascii_case("a") => {
            let next = rest.next().and_then(|next| next.chars().next());
            next.is_some_and(char::is_lowercase)
        }
        _ => false,
    };
    article
        || words.any(|word| is(GROUP_WORDS, word) || TITLES.contains(&word.trim_end_matches('s')))
}

/// Whether two texts name the same person: roles, case, accents, punctuation and spaces aside.
pub fn same_person(a: &str, b: &str) -> bool {
    // Nearly all names differ in their first letter.
    let first = |text: &str| text.trim_start().bytes().next();
    if let (Some(a), Some(b)) = (first(a), first(b))
        && a.is_ascii_alphanumeric()
        && b.is_ascii_alphanumeric()
        && !a.eq_ignore_ascii_case(&b)
    {
        return false;
    }
    let key = person_key(a);
    !key.is_empty() && key == person_key(b)
}

/// Whether two texts may name the same person: one of them a part of the name, or with an initial (`Sam`, `S. Ortiz`).
pub fn may_be_same_person(a: &str, b: &str) -> bool {
    let (a, b) = (person_key(a), person_key(b));
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let mut rest = long.split(' ');
    // Each word of the shorter name stands in the longer one, in order.
    !short.is_empty()
        && short.split(' ').all(|word| {
            let is_initial = word.chars().count() == 1;
            rest.any(|full| full == word || (is_initial && full.starts_with(word)))
        })
}

/// Returns what a person is compared by: the name without role, case, accents and punctuation.
pub fn person_key(text: &str) -> String {
    words(parted(text).0)
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
            "Grace Office",
            "Peter Sellers",
            "Success Okafor",
            "Nina Hale",
            "Chan Ae-ri",
            "Ae Kim",
            "A. Sharma",
            "A Sharma",
            "Tom Marshall",
            "Ruth Bishop",
            "Vincent Price",
            "Jean-Luc Legal",
            "Bill Salesbury",
            "Lea Pool",
            "Ines Calder (COO)",
            "Ines Calder - operations director",
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
        assert!(same_person("José Pérez-Gil", "Jose  Perez Gil (AE)"));
        assert!(same_person("A. Sharma", "a sharma"));
        assert!(same_person("Søren Łuk", "Soren Luk"));
        assert!(!same_person("Sam Ortiz", "Sam"));
        assert!(!same_person("Sam", "Sam Ortiz"));
        assert!(!same_person("", ""));
    }

    #[test]
    fn a_part_of_a_name_may_be_the_person() {
        for short in ["Sam", "Ortiz", "S. Ortiz", "SAM ortiz", "Sam Ortiz, AE"] {
            assert!(may_be_same_person(short, "Sam Ortiz"), "{short}");
            assert!(may_be_same_person("Sam Ortiz", short), "{short}");
        }
        for other in ["Priya Raman", "Samuel", "Sam Olsen", "K. Ortiz", ""] {
            assert!(!may_be_same_person(other, "Sam Ortiz"), "{other}");
        }
    }

    #[test]
    fn teams_addresses_and_pairs_are_not() {
        let cases = [
            ("", NotAPerson::Placeholder),
            ("tbd", NotAPerson::Placeholder),
            ("Sales", NotAPerson::Alias),
            ("West Team", NotAPerson::Alias),
            ("N.N.", NotAPerson::Placeholder),
            ("Unassigned", NotAPerson::Placeholder),
            ("Priya Raman (or Jo)", NotAPerson::Several),
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
        for text in [
            "Enterprise Sales",
            "Sales EMEA",
            "sales-team",
            "EMEA Partner Marketing",
            "Inside Sales",
            "SDR pool",
            "Global Alliances",
            "SalesOps",
            "Marketing Ops",
            "Field Marketing",
            "Demand Gen",
            "Partner Success",
            "Channel Managers",
            "Regional Sales Manager",
            "Sales Development Representative",
            "On-call AE",
            "AEs",
            "CRM queue",
            "inbox",
            "Whoever is on duty",
            "Someone in partner marketing",
            "the COO",
            "Operations director",
            "Chief Operating Officer",
            "Procurement",
            "somebody in finance",
            "CFO",
            "Customer",
            "A manager",
            "a colleague",
            "the client",
            "VP of Engineering",
            "Head of IT",
            "Sales - EMEA",
        ] {
            assert_eq!(Person::parse(text, []), Err(NotAPerson::Alias), "{text}");
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
