//! A command that does what a text asks for, to be pasted into a shell.

use std::borrow::Cow;

use crate::model::record::Leaf;
use crate::text::shell;

use super::Case;

/// Returns a command for a deal, which has its shortest name: `dealctl set northwind outcome.amount AMOUNT`. What somebody
/// has to find out stands in capitals.
pub fn command(case: &Case<'_>, verb: &str, arguments: &[&str]) -> String {
    let name = case.book.short_names().of(&case.deal.id);
    let mut command = format!("dealctl {verb} {}", shell::word(&name));
    for argument in arguments {
        command.push(' ');
        command.push_str(&word(argument));
    }
    command
}

/// Returns the command that records what is behind a path. What is recorded has to be asked for.
pub fn recording(case: &Case<'_>, path: &str) -> String {
    let verdict = path.strip_prefix("qualification.");
    let verdict = verdict.map(|rest| rest.strip_suffix(".status").unwrap_or(rest));
    if let Some(verdict @ ("budget" | "timing" | "fit")) = verdict {
        let status = format!("{verdict}=STATUS");
        return command(
            case,
            "qualify",
            &[&status, "--source", "FILE", "--on", "DATE"],
        );
    }
    if let Some(role) = path.strip_prefix("roles.") {
        return command(case, "assign", &[&format!("{role}=NAME")]);
    }
    let value = match crate::model::deal::leaf(path) {
        Some(Leaf::Date) => "DATE",
        Some(Leaf::Money) => "AMOUNT",
        _ => "VALUE",
    };
    command(case, "set", &[path, value])
}

/// An argument as one word: `--to`, `"Sam Ortiz"`, `customer="Sam Ortiz"`.
fn word(argument: &str) -> Cow<'_, str> {
    match argument.split_once('=') {
        Some((key, value)) if key.bytes().all(is_of_key) => {
            Cow::Owned(format!("{key}={}", shell::name(value)))
        }
        _ => shell::name(argument),
    }
}

fn is_of_key(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"._-".contains(&byte)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_argument_is_one_word() {
        assert_eq!(word("outcome.amount"), "outcome.amount");
        assert_eq!(word("Sam Ortiz"), "\"Sam Ortiz\"");
        assert_eq!(word("customer=Sam Ortiz"), "customer=\"Sam Ortiz\"");
        assert_eq!(word("$(id)=x y"), "'$(id)=x y'");
    }
}
