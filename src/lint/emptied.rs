//! Keys for words whose text YAML takes for a comment as a whole: `need: #4 berth` is a need without a word.

use crate::text::{Limits, Node, Span, Value, yaml};

/// Keys whose short form is a text.
const SHORT: &[&str] = &[
    "need",
    "trigger",
    "seller_move",
    "partner_move",
    "offer",
    "warm_path",
];

/// Keys that hold words for people. Others hold a name, a date or one of a few words, and a comment is a comment there.
pub const PROSE: &[&str] = &[
    "what",
    "why",
    "why_account",
    "why_partner",
    "joint_value",
    "quote",
    "reason",
    "note",
    "action",
    "intro",
    "sells",
];

/// A key whose value is only a comment.
#[derive(Clone, Debug)]
pub struct TextLostToComment {
    /// Its path.
    pub path: String,
    /// The comment that was meant as its text.
    pub lost: Span,
}

/// Whether a `#` follows a blank, and a letter or digit follows it at once.
pub fn is_mark(before: &str, from: &str) -> bool {
    before.ends_with([' ', '\t']) && from[1..].starts_with(char::is_alphanumeric)
}

/// Whether such a mark stands anywhere: without one no text can be cut.
pub fn has_mark(text: &str) -> bool {
    text.match_indices('#')
        .any(|(at, _)| is_mark(&text[..at], &text[at..]))
}

/// The keys for words of a deal whose text is a comment, in the order of the file.
pub fn emptied(text: &str, limits: &Limits) -> Vec<TextLostToComment> {
    if !has_mark(text) {
        return Vec::new();
    }
    let document = yaml::parse(text, limits);
    let mut found = Vec::new();
    look(&document.root, "", text, &mut found);
    found
}

fn look(node: &Node<'_>, above: &str, text: &str, found: &mut Vec<TextLostToComment>) {
    match &node.value {
        Value::List(items) => {
            for item in items {
                look(item, above, text, found);
            }
        }
        Value::Map(entries) => {
            let own = entries
                .iter()
                .filter(|entry| !(above.is_empty() && entry.key == "custom"));
            for entry in own {
                let path = match above {
                    "" => entry.key.to_string(),
                    above => format!("{above}.{}", entry.key),
                };
                let is_words = PROSE.contains(&&*entry.key) || SHORT.contains(&&*entry.key);
                let is_null = matches!(entry.value.value, Value::Null);
                let lost = || comment_after(text, entry.key_span.end as usize);
                match lost().filter(|_| is_null && is_words) {
                    Some(lost) => found.push(TextLostToComment { path, lost }),
                    None => look(&entry.value, &path, text, found),
                }
            }
        }
        Value::Null | Value::Scalar(_) => {}
    }
}

/// The comment that follows a key and its colon, if it seems to be a text.
fn comment_after(text: &str, key: usize) -> Option<Span> {
    let line = text.get(key..)?.lines().next()?;
    let after = line.trim_start().strip_prefix(':')?;
    let lost = after.trim();
    // A comment that is meant as one may follow.
    let lost = lost.split(" # ").next().unwrap_or(lost).trim_end();
    let at = key + line.len() - after.trim_start().len();
    let cut = lost.starts_with('#') && is_mark(&text[..at], &text[at..]);
    cut.then(|| Span::new(at, at + lost.len()))
}
