//! What a help advises, taken apart into ways that can be tried.

use std::fmt;

use dealctl::diagnostic::Diagnostic;
use dealctl::text::command;

use crate::by_hand::BY_HAND;
use crate::by_hand_in_process::IN_PROCESS;
use crate::facts;
use crate::repository::Repository;

/// One way to do what a help says.
pub enum Way {
    /// Commands, one after the other, with facts in them.
    Commands(Vec<String>),
    /// `lint --fix`, or with `--unsafe`.
    Fix { rule: &'static str, is_safe: bool },
    /// An edit of a file by hand.
    Edit {
        path: String,
        old: &'static str,
        new: &'static str,
    },
}

impl fmt::Display for Way {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Commands(commands) => f.write_str(&commands.join(" && ")),
            Self::Fix { rule, is_safe } => {
                let more = if *is_safe { "" } else { " --unsafe" };
                write!(f, "dealctl lint --fix{more} --select {rule}")
            }
            Self::Edit { path, old, new } => write!(f, "{path}: {old:?} becomes {new:?}"),
        }
    }
}

/// The commands of a help, as they stand there.
pub fn commands(help: &str) -> Vec<String> {
    let found = command::commands(help).into_iter();
    let found = found.map(|at| help[at].trim_end_matches([',', ';', ':', '.', ')']));
    let found = found.filter(|command| {
        let reads = ["dealctl explain", "dealctl lint"];
        command.starts_with("dealctl ") && !reads.iter().any(|only| command.starts_with(only))
    });
    found.map(ToOwned::to_owned).collect()
}

/// The alternatives of a help, `1. … 2. …`; what comes before them belongs to each.
fn alternatives(help: &str) -> Vec<String> {
    let mut starts = Vec::new();
    let mut from = 0;
    for n in 1.. {
        let mark = format!("{n}. ");
        let found = help[from..].match_indices(&mark).map(|(at, _)| at + from);
        let at = found
            .into_iter()
            .find(|at| *at == 0 || help[..*at].ends_with(' '));
        let Some(at) = at else { break };
        starts.push(at);
        from = at + mark.len();
    }
    let Some(first) = starts.first() else {
        return vec![help.to_owned()];
    };
    let ends = starts.iter().skip(1).copied().chain([help.len()]);
    let parts = starts.iter().zip(ends);
    parts
        .map(|(start, end)| format!("{}{}", &help[..*first], &help[*start..end]))
        .collect()
}

/// The ways of a help: its alternatives, its fix, and the edits by hand that the table has for it.
pub fn ways(rule: &str, finding: &Diagnostic, help: &str, repository: &Repository) -> Vec<Way> {
    let mut ways = Vec::new();
    // process.toml is the team's to edit.
    let is_deal = repository.path(finding) != "process.toml";
    if let Some(fix) = finding.fix.as_ref().filter(|_| is_deal) {
        ways.push(Way::Fix {
            rule: finding.rule,
            is_safe: fix.safe,
        });
    }
    for alternative in alternatives(help) {
        let commands = commands(&alternative);
        if !commands.is_empty() {
            let commands = commands.iter();
            let filled = commands.map(|command| facts::filled(rule, &alternative, command));
            ways.push(Way::Commands(filled.collect()));
        }
    }
    for (of, old, new) in BY_HAND.iter().chain(IN_PROCESS) {
        let (of, needed) = of.split_once(' ').unwrap_or((of, ""));
        if of == rule
            && finding.message.contains(needed)
            && let Some(path) = repository
                .named(old)
                .or_else(|| repository.with_text(old, &repository.path(finding)))
        {
            ways.push(Way::Edit { path, old, new });
        }
    }
    ways
}
