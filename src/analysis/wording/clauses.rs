//! The parts of an action, and how each is joined to the one before.

use crate::text::name;

/// How a part is joined to the one before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::analysis) enum Join {
    /// The first part, or after “and”.
    And,
    /// After a comma, a full stop, a slash or a dash, or after “plus”.
    Mark,
    /// An item of a list: after a semicolon, a line break, a bullet or a number, or after “then”.
    Item,
}

/// A part of an action.
#[derive(Debug)]
pub(in crate::analysis) struct Clause {
    /// As it is written.
    pub text: String,
    /// Its words, normalised, without a leading “and”, “then”, “to”, “please”.
    pub words: String,
    /// How it is joined to the one before.
    pub join: Join,
}

/// What a full stop after it does not end.
const TITLES: [&str; 6] = ["Dr", "Mr", "Mrs", "Ms", "Prof", "St"];
/// Numbers of a list: the first two of a kind make one.
const NUMBERS: [(&str, &str); 4] = [("1.", "2."), ("1)", "2)"), ("(1)", "(2)"), ("a)", "b)")];

/// The parts of a text.
pub(in crate::analysis) fn clauses(text: &str) -> Vec<Clause> {
    let mut out: Vec<Clause> = Vec::new();
    for (n, item) in text.trim().split([';', '\n', '•']).enumerate() {
        for (m, part) in marked(item).into_iter().enumerate() {
            for (k, text) in part.split(" and ").enumerate() {
                let (mut join, rest) = match (n > 0, m > 0, k > 0) {
                    (true, false, false) => (Join::Item, text),
                    (_, true, false) => (Join::Mark, text),
                    _ => (Join::And, text),
                };
                let words = name::words(rest);
                let words = without_lead(&words, &mut join);
                if !words.is_empty() {
                    out.push(Clause {
                        text: text.trim().trim_end_matches('.').to_owned(),
                        words: words.to_owned(),
                        join: if out.is_empty() { Join::And } else { join },
                    });
                }
            }
        }
    }
    let has = |mark: &str| text.split_whitespace().any(|word| word == mark);
    // “1.5 hours” is not an item of a list.
    if NUMBERS.iter().any(|(one, two)| has(one) && has(two)) {
        for clause in &mut out {
            clause.join = Join::Item;
        }
    }
    out
}

/// The parts between commas, full stops, dashes and slashes; `10,000`, `9:00` and `Dr. Hale` stay whole.
fn marked(text: &str) -> Vec<String> {
    let text = text.replace(" & ", " and ").replace(" plus ", " , ");
    let (mut parts, mut part) = (Vec::new(), String::new());
    let chars: Vec<char> = text.chars().collect();
    for (at, c) in chars.iter().enumerate() {
        let near = |at: Option<usize>| at.and_then(|at| chars.get(at)).copied().unwrap_or(' ');
        let (before, after) = (near(at.checked_sub(1)), near(Some(at + 1)));
        let ends = match c {
            ',' => !(before.is_ascii_digit() && after.is_ascii_digit()),
            '.' | '!' => {
                after.is_whitespace() && !TITLES.iter().any(|title| ends_with(&part, title))
            }
            '/' | '-' | '–' | '—' | '+' => before.is_whitespace() && after.is_whitespace(),
            _ => false,
        };
        if ends {
            parts.push(std::mem::take(&mut part));
        } else {
            part.push(*c);
        }
    }
    parts.push(part);
    parts
}

fn ends_with(text: &str, word: &str) -> bool {
    text.split_whitespace().next_back() == Some(word)
}

/// The words without “and”, “to”, “please” and the like before them; “then” makes an item of them.
fn without_lead<'w>(words: &'w str, join: &mut Join) -> &'w str {
    let mut rest = words;
    while let Some((lead, after)) = rest.split_once(' ') {
        match lead {
            "and" => *join = Join::And,
            "to" | "please" | "also" => {}
            "then" | "afterwards" | "finally" => *join = Join::Item,
            _ => break,
        }
        rest = after;
    }
    rest
}
