//! The page that works a deal from start to finish: every command of it is run, in its order, and its output is what the page shows.

use std::path::Path;
use std::process::Command;

use super::blocks::{hold, read};

const PAGE: &str = "docs/start-to-finish.md";

/// Runs a line as a reader's shell would, with the tool under its own name.
fn run(folder: &Path, line: &str) -> String {
    let tool = Path::new(env!("CARGO_BIN_EXE_dealctl"));
    let path = std::env::var("PATH").unwrap_or_default();
    let path = format!("{}:{path}", tool.parent().expect("a folder").display());
    let output = Command::new("sh")
        .args(["-c", line])
        .current_dir(folder)
        .env("PATH", path)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .env("GIT_AUTHOR_NAME", "Jo Park")
        .env("GIT_AUTHOR_EMAIL", "jo@ourco.example")
        .env("GIT_COMMITTER_NAME", "Jo Park")
        .env("GIT_COMMITTER_EMAIL", "jo@ourco.example")
        .env("COLUMNS", "100")
        .env_remove("GITHUB_ACTIONS")
        .output()
        .expect("a shell");
    let text = [output.stdout, output.stderr].concat();
    String::from_utf8(text).expect("text")
}

#[cfg(unix)]
#[test]
fn a_deal_goes_from_start_to_finish_as_the_page_says() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut out = String::new();
    let mut is_console = false;
    for line in read(PAGE).lines() {
        let command = line.strip_prefix("$ ").filter(|_| is_console);
        if line == "```sh-session" {
            is_console = true;
        } else if line == "```" {
            is_console = false;
        } else if is_console && command.is_none() {
            // What it printed last time.
            continue;
        }
        out += &format!("{line}\n");
        if let Some(command) = command {
            let printed = run(folder.path(), command);
            assert!(!printed.contains("error"), "{command}\n{printed}");
            out += &printed;
        }
    }
    hold(Path::new(PAGE), &out);
}
