//! Company and account names compared as people mean them (D2.3): case, accents, punctuation, legal forms and the word for “and”
//! aside.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::fold::{in_one_alphabet, words};
use super::legal_forms::{AROUND, ATTACHED, BEHIND, IN_FRONT, PERHAPS_BEHIND, PERHAPS_IN_FRONT};

/// The most words that a legal form is written in.
const LONGEST_FORM: usize = 8;

/// Words for “and” that are nothing else: between two names they do not count, just as `&` and `+` do not.
const AND: &[&str] = &[
    "and", "und", "et", "en", "og", "och", "ja", "ve", "и", "та", "και",
];
/// Words for “and” that are also initials: they count as such where they are written small, or everything is written large.
const SHORT_AND: &[&str] = &["y", "e", "i"];

/// Legal forms at one end of a name as their letters, however many words they are written in.
struct Forms {
    whole: HashSet<String>,
    /// What the outermost word of a form can be.
    outermost: HashSet<String>,
}

impl Forms {
    fn behind(whole: HashSet<String>) -> Self {
        let ends = |form: &String| -> Vec<String> {
            let at = form.char_indices().map(|(at, _)| form[at..].to_owned());
            at.collect()
        };
        let outermost = whole.iter().flat_map(ends).collect();
        Self { whole, outermost }
    }

    fn in_front(whole: HashSet<String>) -> Self {
        let beginnings = |form: &String| -> Vec<String> {
            let at = form
                .char_indices()
                .map(|(at, c)| form[..at + c.len_utf8()].to_owned());
            at.collect()
        };
        let outermost = whole.iter().flat_map(beginnings).collect();
        Self { whole, outermost }
    }

    /// Returns how many words at the end are a form, of several the longest, so that none leaves a piece of itself.
    fn count_behind(&self, parts: &[&str]) -> Option<usize> {
        parts
            .last()
            .filter(|last| self.outermost.contains(**last))?;
        let most = LONGEST_FORM.min(parts.len() - 1);
        let mut counts = (1..=most).rev();
        counts.find(|count| self.whole.contains(&parts[parts.len() - count..].concat()))
    }

    /// Returns how many words in front are a form, of several the longest.
    fn count_in_front(&self, parts: &[&str]) -> Option<usize> {
        parts
            .first()
            .filter(|first| self.outermost.contains(**first))?;
        let most = LONGEST_FORM.min(parts.len() - 1);
        let mut counts = (1..=most).rev();
        counts.find(|count| self.whole.contains(&parts[..*count].concat()))
    }
}

static FORMS_BEHIND: LazyLock<Forms> = LazyLock::new(|| Forms::behind(letters(BEHIND)));
static FORMS_IN_FRONT: LazyLock<Forms> = LazyLock::new(|| Forms::in_front(letters(IN_FRONT)));
static PERHAPS_FORMS_BEHIND: LazyLock<Forms> =
    LazyLock::new(|| Forms::behind(letters(PERHAPS_BEHIND)));
static PERHAPS_FORMS_IN_FRONT: LazyLock<Forms> = LazyLock::new(|| {
    let all = letters(PERHAPS_IN_FRONT).into_iter().chain(letters(BEHIND));
    Forms::in_front(all.collect())
});
static ATTACHED_FORMS: LazyLock<Vec<String>> =
    LazyLock::new(|| ATTACHED.iter().map(|form| words(form)).collect());

fn letters(forms: &[&str]) -> HashSet<String> {
    let letters = forms.iter().map(|form| words(form).replace(' ', ""));
    letters.collect()
}

/// A company's name as a key: [`words`] without a leading “the”, without “and” between names and without legal forms (`Acme, Inc.` is
/// `acme`), and “St.” as “saint”. A name is never emptied.
pub fn company_key(name: &str) -> String {
    let words = in_one_alphabet(words(name));
    let words = without_attached(&words);
    let mut parts: Vec<&str> = words.split(' ').collect();
    if parts.len() > 1 && parts[0] == "the" {
        parts.remove(0);
    }
    drop_forms(&mut parts);
    drop_and(&mut parts, name);
    if parts.len() > 1 && parts[0] == "st" {
        parts[0] = "saint";
    }
    parts.join(" ")
}

/// Returns the key without first words that may be a legal form (`pt astra` is `astra`); the key itself if there are none.
pub fn without_form_in_front(key: &str) -> &str {
    let mut rest = key;
    loop {
        let first = rest.split(' ').next().unwrap_or_default();
        if !PERHAPS_FORMS_IN_FRONT.outermost.contains(first) {
            return rest;
        }
        let parts: Vec<&str> = rest.split(' ').collect();
        let Some(count) = PERHAPS_FORMS_IN_FRONT.count_in_front(&parts) else {
            return rest;
        };
        let length: usize = parts[..count].iter().map(|part| part.len() + 1).sum();
        rest = &rest[length..];
    }
}

/// Returns the key without words at either end that may be a legal form: `pt astra` and `astra ev` are `astra`.
pub fn bare_key(key: &str) -> &str {
    let mut rest = without_form_in_front(key);
    loop {
        let last = rest.rsplit(' ').next().unwrap_or_default();
        if !PERHAPS_FORMS_BEHIND.outermost.contains(last) {
            return rest;
        }
        let parts: Vec<&str> = rest.split(' ').collect();
        let Some(count) = PERHAPS_FORMS_BEHIND.count_behind(&parts) else {
            return rest;
        };
        let form = &parts[parts.len() - count..];
        let length: usize = form.iter().map(|part| part.len() + 1).sum();
        rest = &rest[..rest.len() - length];
    }
}

/// Returns words without the forms that are written without a blank.
fn without_attached(words: &str) -> &str {
    let mut rest = words;
    if words.is_ascii() {
        return rest;
    }
    for form in &*ATTACHED_FORMS {
        let shorter = rest.strip_prefix(form.as_str()).unwrap_or(rest);
        let shorter = shorter.strip_suffix(form.as_str()).unwrap_or(shorter);
        let shorter = shorter.trim();
        if !shorter.is_empty() {
            rest = shorter;
        }
    }
    rest
}

/// Takes legal forms from the end and from the front, as long as a word is left.
fn drop_forms(parts: &mut Vec<&str>) {
    let first = parts.first().copied().unwrap_or_default();
    let mut is_around = false;
    while let Some(count) = FORMS_BEHIND.count_behind(parts) {
        let form = parts[parts.len() - count..].concat();
        is_around |= AROUND
            .iter()
            .any(|(front, behind)| *front == first && form.ends_with(behind));
        parts.truncate(parts.len() - count);
        // “Smith and Co.”, “Meyer GmbH & Co. KG”.
        while parts.len() > 1 && parts.last().is_some_and(|last| AND.contains(last)) {
            parts.pop();
        }
    }
    while let Some(count) = FORMS_IN_FRONT.count_in_front(parts) {
        parts.drain(..count);
    }
    if is_around && parts.len() > 1 && parts[0] == first {
        parts.remove(0);
    }
}

/// Takes out the words for “and” between two others.
fn drop_and(parts: &mut Vec<&str>, name: &str) {
    if parts.len() < 3 {
        return;
    }
    let is_short = parts.iter().any(|part| SHORT_AND.contains(part))
        && (!name.chars().any(char::is_lowercase)
            || name
                .split_whitespace()
                .any(|word| SHORT_AND.contains(&word)));
    let last = parts.len() - 1;
    let mut at = 0;
    parts.retain(|part| {
        let is_inside = at > 0 && at < last;
        at += 1;
        !(is_inside && (AND.contains(part) || (is_short && SHORT_AND.contains(part))))
    });
}

/// Returns whether two names are one company's: whether their keys (see [`company_key`]) are equal.
pub fn same_company(a: &str, b: &str) -> bool {
    // Making keys is dear, and nearly all names differ in their first letter or their first word.
    if begin_differently(a, b) {
        return false;
    }
    let differ = first_word(a)
        .zip(first_word(b))
        .is_some_and(|(a, b)| a != b);
    !differ && company_key(a) == company_key(b)
}

/// Whether two names differ by their first letters alone: neither begins as a form in front, or as “the”.
fn begin_differently(a: &str, b: &str) -> bool {
    let begins = |name: &str| match name.as_bytes() {
        [first, second, ..] if first.is_ascii_alphabetic() && second.is_ascii_alphanumeric() => {
            let may_give_way = LETTERS_IN_FRONT[two_letters(&[*first, *second])];
            (!may_give_way).then(|| first.to_ascii_lowercase())
        }
        _ => None,
    };
    begins(a).zip(begins(b)).is_some_and(|(a, b)| a != b)
}

/// Returns the first eight letters of the first word of a key (see [`company_key`]); `None` if only the whole key can say.
fn first_word(name: &str) -> Option<[u8; 8]> {
    if !name.is_ascii() {
        return None;
    }
    let mut bytes = name.bytes();
    let mut next = || {
        let (mut word, mut length) = ([0; 8], 0);
        for byte in bytes.by_ref() {
            if byte.is_ascii_alphanumeric() {
                if let Some(letter) = word.get_mut(length) {
                    *letter = byte.to_ascii_lowercase();
                }
                length += 1;
            } else if length > 0 && !matches!(byte, b'\'' | b'.' | b'`') {
                break;
            }
        }
        word
    };
    let first = match next() {
        word if word.starts_with(b"the\0") => next(),
        word => word,
    };
    // A form in front gives way to the word behind it.
    if first[0] == 0 || (LETTERS_IN_FRONT[two_letters(&first)] && is_form_in_front(first)) {
        return None;
    }
    match first {
        word if word.starts_with(b"st\0") => Some(*b"saint\0\0\0"),
        word => Some(word),
    }
}

fn is_form_in_front(word: [u8; 8]) -> bool {
    let letters = word.split(|byte| *byte == 0).next().unwrap_or_default();
    std::str::from_utf8(letters).is_ok_and(|text| {
        FORMS_IN_FRONT.outermost.contains(text) || AROUND.iter().any(|(front, _)| *front == text)
    })
}

/// Whether a form in front can begin with two letters (see [`two_letters`]): nearly no name does, and this is asked for every pair.
static LETTERS_IN_FRONT: LazyLock<[bool; 1024]> = LazyLock::new(|| {
    let mut can = [false; 1024];
    let around = AROUND.iter().map(|(front, _)| *front);
    let forms = FORMS_IN_FRONT.outermost.iter().map(String::as_str);
    for form in forms
        .chain(around)
        .chain(["the"])
        .filter(|form| form.is_ascii())
    {
        can[two_letters(form.as_bytes())] = true;
    }
    can
});

/// Returns a number for the first two letters of a word; some have the same one.
fn two_letters(word: &[u8]) -> usize {
    let letter = |at: usize| usize::from(word.get(at).copied().unwrap_or(0) & 31);
    letter(0) << 5 | letter(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_compared_as_people_mean_them() {
        for (name, key) in [
            ("The Northwind Logistics, Inc.", "northwind logistics"),
            ("NORTHWIND  logistics GmbH", "northwind logistics"),
            ("Café Søren A/S", "cafe soren"),
            ("SE", "se"),
            ("O'Neil & Co.", "oneil"),
            ("O'Neil and Co.", "oneil"),
            ("And", "and"),
            ("The And", "and"),
            ("Co Ltd", "co"),
            ("株式会社", "株式会社"),
        ] {
            assert_eq!(company_key(name), words(key), "{name}");
        }
    }

    #[test]
    fn one_company_is_one_however_its_form_is_written() {
        for (a, b) in [
            ("Smith & Sons", "Smith and Sons"),
            ("Smith + Sons", "Smith Sons"),
            ("Müller und Söhne", "Muller & Sohne"),
            ("Pérez y Hijos", "Perez & Hijos"),
            ("PÉREZ Y HIJOS", "Pérez & Hijos"),
            ("Rossi e Figli S.p.A.", "Rossi & Figli"),
            ("Zoë & Søn", "Zoe & Son"),
            ("St. Mary", "Saint Mary"),
            ("Meyer GmbH & Co. KG", "Meyer"),
            ("Meyer GmbH und Co. KG", "Meyer KG"),
            ("Karst Sdn Bhd", "Karst Sdn. Berhad"),
            ("Karst Private Limited", "Karst Pvt Ltd"),
            ("Karst (Pty) Ltd", "Karst Proprietary Limited"),
            ("Norte S.A. de C.V.", "Norte SA de CV"),
            ("Norte S. de R.L. de C.V.", "Norte"),
            ("Kowal Sp. z o.o.", "Kowal sp. z o. o."),
            ("Kowal Spółka z ograniczoną odpowiedzialnością", "Kowal"),
            ("Novák s.r.o.", "Novak spol. s r.o."),
            ("PT Astra Tbk", "Astra"),
            ("PT. Astra, Tbk.", "ASTRA"),
            ("Oy Karl Ab", "Karl Oyj"),
            ("SC Vulcan SRL", "Vulcan"),
            ("ООО Ромашка", "Ромашка"),
            ("ООО «Ромашка»", "РОМАШКА"),
            ("ЗАО \"Ёлка\"", "Елка"),
            ("株式会社北斗", "北斗"),
            ("北斗株式会社", "北斗"),
            ("(株)北斗", "北斗"),
            ("㈱北斗", "株式会社 北斗"),
            ("北斗股份有限公司", "北斗有限公司"),
            ("주식회사 한빛", "한빛"),
            ("(주)한빛", "한빛"),
            ("Công ty TNHH Sao Mai", "Sao Mai"),
            ("Demir San. ve Tic. A.Ş.", "Demir"),
            ("Demir Ltd. Şti.", "DEMİR"),
            ("Lys Société Anonyme", "Lys SA"),
            ("UAB Vilkas", "Vilkas"),
            ("Straße AG", "Strasse AG"),
            ("Lys S. à r. l.", "Lys S.à r.l."),
            ("Lys SARL-S", "Lys"),
            ("Meyer Ges. m. b. H.", "Meyer GesmbH"),
            ("Meyer GmbH u. Co. KG", "Meyer"),
            ("Meyer PartG mbB", "Meyer"),
            ("Kowal sp.z o.o.", "Kowal"),
            ("Rossi S.c.a r.l.", "Rossi Scarl"),
            ("LLC Romashka", "Romashka"),
            ("ТзОВ Калина", "Калина"),
            ("医療法人北斗", "北斗"),
        ] {
            assert!(
                same_company(a, b),
                "{a} and {b}: {} and {}",
                company_key(a),
                company_key(b)
            );
        }
    }

    #[test]
    fn a_word_in_common_does_not_make_two_companies_one() {
        for (a, b) in [
            ("Northwind", "Northwest"),
            ("Class E Labs", "Class Labs"),
            ("PT Solutions", "Solutions"),
            ("AS Roma", "Roma"),
            ("Mills and", "Mills"),
            ("E Corp", "Corp"),
            ("Fenwick Energy", "Fenwick Foods"),
            ("かが", "かか"),
        ] {
            assert!(!same_company(a, b), "{a} and {b}");
        }
        assert_eq!(bare_key("pt solutions"), "solutions");
        assert_eq!(bare_key("as roma"), "roma");
        assert_eq!(bare_key("a s norden"), "norden");
        assert_eq!(bare_key("pt"), "pt");
        assert_eq!(bare_key("stichting fern"), "fern");
        assert_eq!(bare_key("n v fern"), "fern");
        assert_eq!(bare_key("fern ev"), "fern");
        assert_eq!(bare_key("asphalt works"), "asphalt works");
    }

    #[test]
    fn the_first_word_never_parts_two_names_of_one_company() {
        let names = [
            "The Northwind Logistics, Inc.",
            "NORTHWIND  logistics GmbH",
            "Northwind",
            "Northwest",
            "St. Mary",
            "St",
            "Saint Mary",
            "The St. Mary Co.",
            "The The",
            "the",
            "The Inc.",
            "Inc",
            "O'Neil & Co.",
            "'ONeil.",
            "A.B. Corp",
            "AB",
            "And",
            "&",
            "",
            "Café",
            "Cafe",
            "SE",
            "PT Astra Tbk",
            "Astra",
            "UAB Vilkas",
            "Vilkas",
            "The UAB Vilkas",
            "GmbH",
            "Gmbh Meyer",
            "Meyer",
            "Kabushiki Kaisha Hokuto",
            "Hokuto",
            "Oy Karl Ab",
            "Karl",
        ];
        for a in names {
            for b in names {
                let same = company_key(a) == company_key(b);
                assert_eq!(same_company(a, b), same, "{a} and {b}");
            }
        }
    }
}
