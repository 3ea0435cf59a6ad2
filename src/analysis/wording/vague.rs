//! Whether words name a thing that can be done, shown or brought, or are hollow: `move the deal forward`, `help as needed`.

/// Articles, prepositions, pronouns and helping verbs of more than two letters; shorter words say nothing either.
const SMALL: &str = "the and for with from into onto about over via who whom whose what which whether where when why how \
    are was were been has had have will would can could may might shall should must not yet any all some one per than then \
    there here our their his her its your you they them him she these those this that every each both also else once soon \
    someone somebody anybody anyone everybody something anything whatever";
/// Words that stand in every packet and say neither what is done nor on what.
const HOLLOW: &str = "account accounts adoption aligned alignment around asap assist assistance available awareness back ball base \
    best business circle close collaborate collaborating conversation customer deal decision determined discuss \
    discussed discussion effort efforts engagement explore fit fits forward full further future happen help \
    helpful interest introduce lead learn maker momentum more move necessary need needed needful needs next \
    opportunities opportunity options out point possibilities possible potential progress push relationship \
    relationships required research rolling shape stage stakeholders steps strategy success support synergies tbc \
    tbd things touch traction unlock useful value way ways wherever win";
/// Words that point at somebody or something named elsewhere: where an action begins with them, nothing is named yet.
const POINTING: &str =
    "it this that them her him someone somebody anybody anyone something anything";
/// How an action begins that says an aim, not a deed.
const AIMS: [&str; 29] = [
    "align",
    "be ready",
    "chase",
    "check in",
    "connect",
    "consider",
    "coordinate",
    "decide",
    "develop",
    "drive",
    "engage",
    "explore",
    "follow up",
    "get in touch",
    "handle",
    "leverage",
    "monitor",
    "nurture",
    "own",
    "progress",
    "pursue",
    "qualify",
    "reach out",
    "reconnect",
    "see if",
    "see whether",
    "stay",
    "sync",
    "think",
];

/// Whether a list of words, parted by blanks, has this one.
pub(in crate::analysis) fn has(list: &str, word: &str) -> bool {
    list.split_ascii_whitespace().any(|known| known == word)
}

/// Whether normalised words name a thing: something beside names, days, numbers, small and hollow words.
pub(in crate::analysis) fn names_a_thing(words: &str, names: &[impl AsRef<str>]) -> bool {
    words.split(' ').any(|word| {
        (word.chars().count() > 2 || !word.is_ascii())
            && !has(SMALL, word)
            && !has(HOLLOW, word)
            && !super::dates::is_of_a_date(word)
            && !names
                .iter()
                .any(|name| name.as_ref().split(' ').any(|name| name == word))
    })
}

/// Whether an action, or a later part of one, has to be interpreted: hollow words where a thing should be.
pub(in crate::analysis) fn is_hollow(words: &str, names: &[impl AsRef<str>], later: bool) -> bool {
    let aim = AIMS.iter().find_map(|aim| {
        let rest = words.strip_prefix(aim)?;
        (rest.is_empty() || rest.starts_with(' ')).then_some(rest)
    });
    let rest = aim.unwrap_or_else(|| words.split_once(' ').map_or("", |(_, rest)| rest));
    let hollow = |word: &str| has(HOLLOW, word) || word == "up" || (!later && has(POINTING, word));
    (aim.is_some() || rest.split(' ').any(hollow)) && !names_a_thing(rest, names)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::name;

    #[test]
    fn hollow_actions_name_nothing() {
        let names = ["ines calder", "meridian", "northwind"];
        let hollow = |text: &str| is_hollow(&name::words(text), &names, false);
        for text in [
            "Do the needful",
            "Make it happen",
            "Move the deal forward",
            "Circle back with Ines",
            "Explore synergies with Meridian",
            "Follow up with Ines Calder on Tuesday",
            "Pursue Northwind",
            "Find out who the decision maker is",
            "Take the lead on this",
            "Go for it",
        ] {
            assert!(hollow(text), "{text}");
        }
        for text in [
            "Follow up with Ines on the August sheet",
            "Engage Ines in the nine-minute demo",
            "Text Ines",
            "Set up the call",
            "Accept the introduction",
            "Find ten minutes with Ines",
        ] {
            assert!(!hollow(text), "{text}");
        }
        assert!(!is_hollow("look at it", &names, true));
    }
}
