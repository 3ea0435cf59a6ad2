//! A page that is longer than the screen goes through a pager, as in git: `DEALCTL_PAGER`, else `PAGER`, else `less`.

use std::io::Write as _;
use std::process::{Command, Stdio};

/// The pager if nobody names one.
const USUAL: &str = "less";
/// What `less` is told if nobody tells it anything: quit if it fits, keep colours, leave the screen as it is.
const LESS: &str = "FRX";

/// Shows a text in the pager; returns `false` where there is none, or none is wanted.
pub(super) fn show(text: &str) -> anyhow::Result<bool> {
    let named = ["DEALCTL_PAGER", "PAGER"]
        .into_iter()
        .find_map(std::env::var_os);
    let program = named.unwrap_or_else(|| USUAL.into());
    if !cfg!(unix) || program.is_empty() || program == "cat" {
        return Ok(false);
    }
    let mut command = Command::new("sh");
    command.arg("-c").arg(&program).stdin(Stdio::piped());
    if std::env::var_os("LESS").is_none() {
        command.env("LESS", LESS);
    }
    let Ok(mut child) = command.spawn() else {
        return Ok(false);
    };
    if let Some(mut input) = child.stdin.take() {
        // A pager that is left early has seen enough.
        let _ = input.write_all(text.as_bytes());
    }
    // The shell knows no such program: nothing was shown.
    let is_unknown = child.wait()?.code() == Some(127);
    Ok(!is_unknown)
}
