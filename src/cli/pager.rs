//! A page that is longer than the screen goes through a pager, as in git: `DEALCTL_PAGER`, else `PAGER`, else `less`.

use std::io::Write as _;
use std::process::{Command, Stdio};

use super::options::{Common, Target};
use super::output;

/// The pager if nobody names one.
const USUAL: &str = "less";
/// What `less` is told if nobody tells it anything: quit if it fits, keep colours, leave the screen as it is.
const LESS: &str = "FRX";

/// Returns whether a text is to go through a pager: it is for people, on a terminal, and longer than the screen.
pub(super) fn is_wanted(common: &Common, target: &Target, text: &str) -> bool {
    let is_for_people = matches!(target.format.name(), "table" | "text" | "markdown");
    if common.no_pager || !is_for_people || !output::is_terminal() {
        return false;
    }
    let size = terminal_size::terminal_size_of(std::io::stdout());
    size.is_some_and(|(_, height)| text.lines().count() >= usize::from(height.0))
}

/// Shows a text in the pager; where there is none, or none is wanted, it is printed.
pub(super) fn show(text: &str) -> anyhow::Result<()> {
    let named = ["DEALCTL_PAGER", "PAGER"]
        .into_iter()
        .find_map(std::env::var_os);
    let program = named.unwrap_or_else(|| USUAL.into());
    if !cfg!(unix) || program.is_empty() || program == "cat" {
        return output::print(text);
    }
    let mut command = Command::new("sh");
    command.arg("-c").arg(&program).stdin(Stdio::piped());
    if std::env::var_os("LESS").is_none() {
        command.env("LESS", LESS);
    }
    let Ok(mut child) = command.spawn() else {
        return output::print(text);
    };
    if let Some(mut input) = child.stdin.take() {
        // A pager that is left early has seen enough.
        let _ = input.write_all(text.as_bytes());
    }
    match child.wait() {
        // The shell knows no such program: nothing was shown.
        Ok(status) if status.code() == Some(127) => output::print(text),
        _ => Ok(()),
    }
}
