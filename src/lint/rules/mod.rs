//! The rules, one file each, one folder a family. A new rule is its file and one line in its family's list.

pub mod allow;
pub mod attribution;
pub mod close;
pub mod credit;
pub mod file;
pub mod gate;
pub mod handoff;
pub mod history;
pub mod hygiene;
pub mod process;
pub mod registration;
pub mod roles;

use super::Rule;

/// Every family with its rules, in the order that the reference shows them.
pub const FAMILIES: &[(&str, &[&Rule])] = &[
    ("file", file::RULES),
    ("process", process::RULES),
    ("registration", registration::RULES),
    ("history", history::RULES),
    ("gate", gate::RULES),
    ("handoff", handoff::RULES),
    ("roles", roles::RULES),
    ("credit", credit::RULES),
    ("attribution", attribution::RULES),
    ("close", close::RULES),
    ("hygiene", hygiene::RULES),
    ("allow", allow::RULES),
];

/// Every rule.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    FAMILIES.iter().flat_map(|(_, rules)| rules.iter().copied())
}

/// The rule of a name.
pub fn find(name: &str) -> Option<&'static Rule> {
    all().find(|rule| rule.name == name)
}

/// The rules that a part of a name means: those called so in their family, else those whose name contains it.
pub fn in_part(name: &str) -> Vec<&'static Rule> {
    let wanted = name.trim().to_lowercase().replace([' ', '_'], "-");
    if wanted.is_empty() {
        return Vec::new();
    }
    let called = |rule: &&Rule| rule.name.rsplit('/').next() == Some(&wanted);
    let own: Vec<&Rule> = all().filter(called).collect();
    if !own.is_empty() {
        return own;
    }
    all().filter(|rule| rule.name.contains(&wanted)).collect()
}
