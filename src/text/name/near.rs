//! Names that may be one name, written twice: by a letter, by an umlaut, by the order of the words.

/// The shortest name that is compared by letters: shorter ones are near each other by chance.
pub const SHORTEST: usize = 8;
/// The shortest word that can identify a customer.
pub const SHORTEST_WORD: usize = 4;
/// The longest name that is checked for typing errors.
pub const LONGEST: usize = 60;

/// Returns a name without differences of spelling: `mueller` becomes `muller`, `aarhus` becomes `arhus`, and a plural its singular.
pub fn spelling_key(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for word in name.split(' ') {
        let plural = word.len() > SHORTEST_WORD && word.ends_with('s') && !word.ends_with("ss");
        let word = if plural {
            &word[..word.len() - 1]
        } else {
            word
        };
        if !out.is_empty() {
            out.push(' ');
        }
        let mut before = ' ';
        for c in word.chars() {
            let is_umlaut = c == 'e' && matches!(before, 'a' | 'o' | 'u');
            let is_long = c == 'a' && before == 'a';
            if !(is_umlaut || is_long) {
                out.push(c);
            }
            before = c;
        }
    }
    out
}

/// Returns whether two names are long enough to be compared by letters, and differ by one at most.
pub fn differ_by_a_letter(a: &str, b: &str) -> bool {
    let lengths = (a.chars().count(), b.chars().count());
    lengths.0.min(lengths.1) >= SHORTEST - 1
        && lengths.0.max(lengths.1) <= LONGEST
        && strsim::osa_distance(a, b) <= 1
}

/// Returns whether two names differ in a word of one letter: `Store A` is not `Store B`.
pub fn differ_in_an_initial(a: &str, b: &str) -> bool {
    let pairs = a.split(' ').zip(b.split(' '));
    let mut differing = pairs.filter(|(a, b)| a != b);
    let is_initial = |word: &str| word.chars().count() == 1;
    differing.any(|(a, b)| is_initial(a) && is_initial(b))
}

/// Returns the digits of a name.
pub fn digits(name: &str) -> String {
    name.chars().filter(char::is_ascii_digit).collect()
}

/// Returns the words of a name in one order.
pub fn sorted_words(name: &str) -> String {
    let mut words: Vec<&str> = name.split(' ').collect();
    words.sort_unstable();
    words.join(" ")
}
