//! Findings compared with those of before.

use dealctl::diagnostic::Level;

/// What a finding is about, and how bad it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    pub rule: String,
    pub path: String,
    pub subject: String,
    pub level: Level,
    pub message: String,
}

impl Key {
    pub fn is_same(&self, other: &Self) -> bool {
        self.rule == other.rule && self.path == other.path && self.subject == other.subject
    }
}

/// A file that cannot be read has this, and nothing else until it can.
const HIDES: [&str; 2] = ["file/", "process/invalid"];

/// Returns the errors and warnings that were not there before.
pub fn came(before: &[Key], now: &[Key]) -> Vec<String> {
    let mut left: Vec<&Key> = before.iter().collect();
    let mut came = Vec::new();
    let is_hidden = |path: &str| {
        let mut rules = before.iter().filter(|key| key.path == path).peekable();
        let hides = |key: &Key| HIDES.iter().any(|rule| key.rule.starts_with(rule));
        let was_no_deal = || {
            let lost = ["file/nearly-a-deal", "file/same-id"];
            before.iter().any(|key| lost.contains(&&*key.rule))
        };
        (rules.peek().is_some() || was_no_deal()) && rules.all(hides)
    };
    for key in now.iter().filter(|key| key.level > Level::Note) {
        let old = left
            .iter()
            .position(|old| old.is_same(key) && old.level >= key.level);
        match old {
            Some(at) => {
                left.swap_remove(at);
            }
            None if is_hidden(&key.path) => {}
            None => came.push(format!("{}: {}", key.rule, key.message)),
        }
    }
    came
}
