//! Whether a reason for the partner only praises, wishes and promises, or says what they did or have.

use crate::text::name;

use super::vague::has;

/// Words of wishes, promises and needs: what is not there yet.
const WISHES: &str = "would could can will shall should want wants wish wishes hope hopes love loves likes need needs deserve \
    deserves ready eager keen plans aims potential";
/// Words of praise, which everybody may claim, and of what was done elsewhere.
const PRAISE: &str = "leader leading best trusted ideal perfect great excellent unique strong exciting obvious synergy synergies \
    expertise experience experienced skills portfolio award reputation fit well elsewhere";
/// A part with fewer words says nothing.
const FEWEST_WORDS: usize = 3;

/// Whether a part of the text says something beside praise and wishes; words of these names do not count. Parts are looked
/// at one by one, so that a wish may follow a deed. A text in another language is taken at its word.
pub(in crate::analysis) fn says_more(text: &str, names: &[&str]) -> bool {
    let names: Vec<String> = names.iter().map(|name| name::words(name)).collect();
    let is_name = |word: &str| {
        names
            .iter()
            .any(|name| name.split(' ').any(|part| part == word))
    };
    text.split([',', ';', '.', ':', '\n', '—', '–'])
        .flat_map(|part| part.split(" and "))
        .flat_map(|part| part.split(" but "))
        .flat_map(|part| part.split(" that "))
        .flat_map(|part| part.split(" which "))
        .any(|part| {
            let words = name::words(part);
            words.split(' ').count() >= FEWEST_WORDS
                && !words
                    .split(' ')
                    .any(|word| !is_name(word) && (has(WISHES, word) || has(PRAISE, word)))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_deed_is_neither_praise_nor_a_wish() {
        let names = ["Best Foods", "Meridian"];
        for text in [
            "Meridian ran the migration and would love to do more.",
            "Meridian wrote the rules that can stop a payment.",
            "Has been the provider here for four years; twelve engineers hold passes.",
            "Meridian runs the tills of Best Foods.",
            "Meridian hat die Zählerplattform gebaut.",
        ] {
            assert!(says_more(text, &names), "{text}");
        }
        for text in [
            "Meridian would love to work with Best Foods on this exciting opportunity.",
            "Meridian has the skills that Best Foods needs.",
            "Best Foods: an ideal fit for Meridian's award-winning portfolio.",
            "Meridian is a trusted leader and can help.",
            "Meridian has done a hundred such projects elsewhere.",
        ] {
            assert!(!says_more(text, &names), "{text}");
        }
    }
}
