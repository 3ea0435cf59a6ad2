//! Which rules run, at which level: `[lint]` of process.toml and the command line.

use std::collections::{BTreeSet, HashMap};

use globset::{Glob, GlobMatcher};

use crate::diagnostic::{Diagnostic, Level};
use crate::model::Process;

use super::exceptions::{is_binding, is_binding_for_all};
use super::{Rule, rules};

/// Which rules run, and at which level.
#[derive(Clone, Debug, Default)]
pub struct Selection {
    /// `--select`; empty means all.
    select: Vec<String>,
    /// `[lint] select`, used without `--select`; empty means all.
    selected: Vec<String>,
    /// Rules to run, if narrowed further; empty means all.
    needed: Vec<String>,
    ignore: Vec<String>,
    /// `[lint] ignore`.
    ignored: Vec<String>,
    /// `--level`, which takes precedence over `[lint] levels`.
    asked_levels: HashMap<String, Level>,
    levels: HashMap<String, Level>,
    per_file: Vec<(GlobMatcher, Vec<String>)>,
}

/// A name that is neither a rule nor a family.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownRule {
    /// The name.
    pub name: String,
    /// The name that was most likely meant.
    pub nearest: Option<&'static str>,
}

impl Selection {
    /// Builds the selection of the command line: with `select` only those run; `ignore` takes precedence over it.
    ///
    /// # Errors
    /// The first name that is neither a rule nor a family.
    pub fn new(select: &[String], ignore: &[String]) -> Result<Self, UnknownRule> {
        select
            .iter()
            .chain(ignore)
            .try_for_each(|name| known(name))?;
        Ok(Self {
            select: select.to_vec(),
            ignore: ignore.to_vec(),
            ..Self::default()
        })
    }

    /// Changes the levels of rules and families; `None` turns a rule off.
    ///
    /// # Errors
    /// The first name that is neither a rule nor a family.
    pub fn at_levels(mut self, levels: &[(String, Option<Level>)]) -> Result<Self, UnknownRule> {
        for (name, level) in levels {
            known(name)?;
            match level {
                Some(level) => _ = self.asked_levels.insert(name.clone(), *level),
                None => self.ignore.push(name.clone()),
            }
        }
        Ok(self)
    }

    /// Merges `[lint]` of process.toml; the command line takes precedence. Unknown names are kept: a newer version may have such
    /// rules.
    pub fn with_process(&mut self, process: &Process) {
        let Some(lint) = &process.written.lint else {
            return;
        };
        self.selected = lint.select.iter().map(ToString::to_string).collect();
        self.ignored = lint.ignore.iter().map(ToString::to_string).collect();
        for (name, level) in &lint.levels.entries {
            if let Ok(level) = level.parse() {
                self.levels.insert(name.value.to_string(), level);
            }
        }
        for (pattern, names) in &lint.per_file.entries {
            if let Ok(glob) = Glob::new(&pattern.value) {
                self.per_file.push((
                    glob.compile_matcher(),
                    names.0.iter().map(ToString::to_string).collect(),
                ));
            }
        }
    }

    /// Narrows the rules that run to those of some findings.
    #[must_use]
    pub fn only_of(&self, findings: &[Diagnostic]) -> Self {
        let names: BTreeSet<&str> = findings.iter().map(|finding| finding.rule).collect();
        Self {
            needed: names.into_iter().map(ToOwned::to_owned).collect(),
            ..self.clone()
        }
    }

    /// Returns whether a rule runs at all. An unusable process is always reported; process.toml cannot ignore what has no exceptions
    /// (D7.2).
    pub fn runs(&self, rule: &Rule) -> bool {
        let named = |names: &[String]| {
            names
                .iter()
                .any(|name| name == rule.name || name == rule.family())
        };
        let all_or_named = |names: &[String]| names.is_empty() || named(names);
        let selected = if self.select.is_empty() {
            &self.selected
        } else {
            &self.select
        };
        rule.name == "process/invalid"
            || (all_or_named(&self.needed)
                && all_or_named(selected)
                && !named(&self.ignore)
                && (is_binding_for_all(rule.name) || !named(&self.ignored)))
    }

    /// Returns whether a rule that runs needs the history.
    pub fn needs_history(&self) -> bool {
        rules::all().any(|rule| rule.asks_git() && self.runs(rule))
    }

    /// Returns whether `[lint] per_file` ignores a rule in a file.
    pub fn passes_over(&self, rule: &str, path: &str) -> bool {
        let family = rule.split('/').next().unwrap_or(rule);
        !is_binding(rule)
            && self.per_file.iter().any(|(glob, names)| {
                names.iter().any(|name| name == rule || name == family) && glob.is_match(path)
            })
    }

    /// Returns the level of a rule's findings, unless a finding has a level of its own.
    pub fn level(&self, rule: &str) -> Option<Level> {
        let family = rule.split('/').next().unwrap_or(rule);
        let of = |levels: &HashMap<String, Level>| {
            let own = levels.get(rule);
            own.or_else(|| levels.get(family)).copied()
        };
        let written = || {
            // What has no exceptions is not made less by process.toml.
            let least = rules::find(rule).filter(|rule| is_binding_for_all(rule.name));
            of(&self.levels).filter(|level| least.is_none_or(|rule| *level >= rule.level))
        };
        of(&self.asked_levels).or_else(written)
    }
}

fn known(name: &str) -> Result<(), UnknownRule> {
    let names = || rules::all().flat_map(|rule| [rule.name, rule.family()]);
    if names().any(|known| known == name) {
        return Ok(());
    }
    let mut candidates: Vec<&'static str> = names().collect();
    candidates.sort_unstable();
    candidates.dedup();
    let in_part = || match rules::in_part(name).as_slice() {
        [rule] => Some(rule.name),
        _ => None,
    };
    Err(UnknownRule {
        name: name.to_owned(),
        nearest: crate::text::name::nearest(name, candidates).or_else(in_part),
    })
}
