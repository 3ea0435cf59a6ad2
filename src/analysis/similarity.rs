//! Finds texts that say the same with other names in them. Sequences of words are compared by MinHash in bands, so that not every text
//! is compared with every other. Knows nothing about deals, and keeps no state.

use rayon::prelude::*;

/// Values of a signature.
const SIGNATURE: usize = 12;
/// Values that make a band: texts that share a band are compared.
const BAND: usize = 2;
/// The most texts of a band that a text is compared with: in a band of copies the first ones are enough.
const COMPARED: usize = 8;
/// The hash that replaces a name.
const NAME: u64 = 0x6e61_6d65;
/// The fewest words of a text that is compared: shorter texts are alike by chance.
const FEWEST_WORDS: usize = 6;

/// A text as the set of its sequences of two words, sorted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shingles(Box<[u64]>);

/// Calls `visit` with the hash of every word, in lower case and without a genitive's `'s`, and with its length in letters.
fn each_word(text: &str, mut visit: impl FnMut(u64, usize)) {
    const START: u64 = 0xcbf2_9ce4_8422_2325;
    let (mut hash, mut letters, mut cut) = (START, 0, false);
    for c in text.chars().chain([' ']) {
        if matches!(c, '\'' | '’') {
            cut = letters > 0;
        } else if c.is_ascii_alphanumeric() || (!c.is_ascii() && c.is_alphanumeric()) {
            if cut {
                continue;
            }
            letters += 1;
            let mut add = |c: char| hash = mix(hash ^ u64::from(u32::from(c)));
            if c.is_ascii() {
                add(c.to_ascii_lowercase());
            } else {
                c.to_lowercase().for_each(add);
            }
        } else {
            if letters > 0 {
                visit(hash, letters);
            }
            (hash, letters, cut) = (START, 0, false);
        }
    }
}

fn mix(value: u64) -> u64 {
    let value = value.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    value ^ (value >> 29)
}

/// Names whose words do not count when texts are compared.
#[derive(Clone, Debug, Default)]
pub struct Names(Vec<u64>);

impl Names {
    /// Collects the words of names, except small ones such as “of”.
    pub fn new<'a>(names: impl IntoIterator<Item = &'a str>) -> Self {
        let mut words = Vec::with_capacity(16);
        for name in names {
            each_word(name, |word, letters| {
                if letters > 2 {
                    words.push(word);
                }
            });
        }
        for small in ["the", "and", "for"] {
            each_word(small, |small, _| words.retain(|word| *word != small));
        }
        Self(words)
    }
}

/// Returns the word sequences of a text, names aside; `None` if it is too short to be compared.
pub fn shingles(text: &str, names: &Names) -> Option<Shingles> {
    let mut words: Vec<u64> = Vec::with_capacity(32);
    each_word(text, |word, _| {
        let word = if names.0.contains(&word) { NAME } else { word };
        if word != NAME || words.last() != Some(&NAME) {
            words.push(word);
        }
    });
    if words.len() < FEWEST_WORDS {
        return None;
    }
    let pair = |pair: &[u64]| mix(mix(pair[0]) ^ pair[1].rotate_left(17));
    let mut pairs: Vec<u64> = words.windows(2).map(pair).collect();
    pairs.sort_unstable();
    pairs.dedup();
    Some(Shingles(pairs.into_boxed_slice()))
}

/// Returns how much two texts have in common, in per cent of all their sequences.
pub fn likeness(a: &Shingles, b: &Shingles) -> u32 {
    let (mut i, mut j, mut common) = (0, 0, 0);
    while let (Some(left), Some(right)) = (a.0.get(i), b.0.get(j)) {
        common += u32::from(left == right);
        let (step_left, step_right) = (left <= right, right <= left);
        i += usize::from(step_left);
        j += usize::from(step_right);
    }
    let all = a.0.len() + b.0.len();
    let all = u32::try_from(all).unwrap_or(u32::MAX) - common;
    (common * 100).checked_div(all).unwrap_or(0)
}

fn bands(text: &Shingles) -> [u64; SIGNATURE / BAND] {
    let mut least = [u64::MAX; SIGNATURE];
    for pair in &text.0 {
        let mut seed = 0u64;
        for least in &mut least {
            seed = seed.wrapping_add(0xd1b5_4a32_d192_ed03);
            *least = (*least).min(mix(pair ^ seed));
        }
    }
    std::array::from_fn(|band| {
        let values = &least[band * BAND..(band + 1) * BAND];
        let start = mix(band as u64 + 1);
        values.iter().fold(start, |hash, value| mix(hash ^ value))
    })
}

/// Returns, for each text that is `wanted`, another one that has at least `at_least` per cent in common with it, and how much.
/// `may_pair` says which pairs count. The result does not depend on the number of threads.
pub fn alike(
    texts: &[Option<Shingles>],
    at_least: u32,
    wanted: impl Fn(usize) -> bool,
    may_pair: impl Fn(usize, usize) -> bool,
) -> Vec<Option<(usize, u32)>> {
    let mut entries: Vec<(u64, u32)> = texts
        .par_iter()
        .enumerate()
        .flat_map_iter(|(n, text)| {
            let n = u32::try_from(n).ok();
            let bands = text.iter().flat_map(bands);
            bands.filter_map(move |band| Some((band, n?)))
        })
        .collect();
    entries.par_sort_unstable();
    let mut found = vec![None; texts.len()];
    for band in entries.chunk_by(|a, b| a.0 == b.0) {
        for (at, (_, n)) in band.iter().enumerate() {
            let n = *n as usize;
            if found[n].is_some() || band.len() < 2 || !wanted(n) {
                continue;
            }
            let near = band[at.saturating_sub(1)..].iter().take(3);
            let others = band.iter().take(COMPARED).chain(near);
            found[n] = others.map(|(_, other)| *other as usize).find_map(|other| {
                let (Some(a), Some(b)) = (&texts[n], &texts[other]) else {
                    return None;
                };
                let like = if n == other { 0 } else { likeness(a, b) };
                (n != other && like >= at_least && may_pair(n, other)).then_some((other, like))
            });
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    const AT_LEAST: u32 = 60;

    fn like(names: [&str; 2], a: &str, b: &str) -> u32 {
        let [a, b] = [(names[0], a), (names[1], b)]
            .map(|(names, text)| shingles(text, &Names::new([names])).expect("long enough"));
        likeness(&a, &b)
    }

    #[test]
    fn what_differs_in_names_or_little_else_is_alike() {
        for (names, a, b) in [
            (
                ["Meridian Northwind Logistics", "Oakline Halden"],
                "Meridian ran Northwind Logistics' data migration and still meets its operations team.",
                "Oakline ran Halden's data migration and still meets its operations team.",
            ),
            (
                ["Meridian", "Castellan"],
                "We run the workflow; Meridian implements it and trains the shifts.",
                "We run the workflow, Castellan implements it and trains the shifts",
            ),
            (
                ["", ""],
                "Invoices are typed twice and the second time wrong.",
                "invoices are typed twice, and the second time wrong",
            ),
            (
                ["", ""],
                "The partner is trusted by the customer and has a strong footprint in the region.",
                "The partner is trusted by the customer and has a strong footprint in the country.",
            ),
            (
                ["Brightwater", "Oakline"],
                "Brightwater brings the relationship and we bring the product to drive value.",
                "Oakline brings the relationship and we bring the product to drive business value.",
            ),
            (
                ["Zoë Müller", "Ana Duarte"],
                "Zoë Müller führt das Projekt und kennt die Leitung seit Jahren.",
                "Ana Duarte führt das Projekt und kennt die Leitung seit Jahren.",
            ),
        ] {
            assert!(like(names, a, b) >= AT_LEAST, "{} {a}", like(names, a, b));
        }
    }

    #[test]
    fn what_tells_of_another_customer_is_not() {
        for (names, a, b) in [
            (
                ["Oakline", "Oakline"],
                "Oakline brings the tickets from the scales, we match them with the dealers' invoices and flag each gap.",
                "Oakline brings the tickets out of the terminals, we match them with the lab and pay on facts.",
            ),
            (
                ["Castellan Dunmore", "Castellan Rookwood"],
                "Castellan runs the shop that sells Dunmore's books and meets its production head every week.",
                "Castellan made Rookwood's subscriber site and knows its marketing head.",
            ),
            (
                ["", ""],
                "Agencies bill hours from their own sheets; the wards keep a roster.",
                "Agencies bill insertions that never ran; proof sits in a log that nobody opens.",
            ),
            (
                ["Meridian", "Meridian"],
                "Meridian's order system knows each lens, we hold the lab's invoice against it.",
                "Meridian has the gate times, we hold each bill against them and send back what is wrong.",
            ),
            (
                ["", ""],
                "Seven clinics bill from paper referral letters; one in twelve is billed twice.",
                "Linen suppliers bill by the piece and the hotels count by the trolley.",
            ),
            (
                ["", ""],
                "We pay the same voucher twice and thank people for it.",
                "We type the same lab sheet twice and the auditor counts the differences.",
            ),
        ] {
            assert!(like(names, a, b) < AT_LEAST, "{} {a}", like(names, a, b));
        }
    }

    #[test]
    fn short_texts_are_not_compared() {
        assert_eq!(shingles("They know them well.", &Names::default()), None);
        assert_eq!(shingles("", &Names::default()), None);
    }

    #[test]
    fn copies_among_many_texts_are_found() {
        let text = |n: usize| {
            let words = (0..14).map(|word| format!("w{}", (n * 31 + word * 7919) % 100_003));
            words.collect::<Vec<_>>().join(" ")
        };
        let mut texts: Vec<String> = (0..400).map(text).collect();
        texts[300] = texts[7].clone();
        texts[301] = format!("{} more", texts[8]);
        let texts: Vec<_> = texts
            .iter()
            .map(|text| shingles(text, &Names::default()))
            .collect();
        let found = alike(&texts, AT_LEAST, |_| true, |_, _| true);
        let pairs: Vec<(usize, usize)> = found
            .iter()
            .enumerate()
            .filter_map(|(n, other)| other.map(|(other, _)| (n, other)))
            .collect();
        assert_eq!(pairs, [(7, 300), (8, 301), (300, 7), (301, 8)]);
        let none = alike(&texts, AT_LEAST, |n| n == 7, |_, other| other != 300);
        assert!(none.iter().all(Option::is_none));
    }
}
