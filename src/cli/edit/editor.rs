//! The editor: which one, and how it is told a line.

use std::io::{self, IsTerminal as _};
use std::path::Path;
use std::process::{Command, ExitStatus};

use anyhow::Context as _;

use crate::cli::failure::Failure;

/// Editors that take `+LINE` before the file.
const PLUS_LINE: &[&str] = &[
    "vi",
    "vim",
    "nvim",
    "gvim",
    "mvim",
    "view",
    "nano",
    "pico",
    "emacs",
    "emacsclient",
    "micro",
    "kak",
    "joe",
    "jed",
    "mg",
    "ne",
    "gedit",
];
/// Editors that take `--goto FILE:LINE`.
const GOTO: &[&str] = &["code", "code-insiders", "codium", "cursor"];

/// A command that opens a file, with its arguments.
pub(super) struct Editor {
    command: String,
}

impl Editor {
    /// Returns the user's editor. The configuration of the repository itself is not asked: it may be a stranger's.
    pub(super) fn find() -> anyhow::Result<Self> {
        let of_environment = ["VISUAL", "EDITOR"]
            .into_iter()
            .find_map(|name| std::env::var(name).ok().filter(|it| !it.trim().is_empty()));
        if let Some(command) = of_environment.or_else(of_git) {
            return Ok(Self { command });
        }
        if !io::stdin().is_terminal() {
            let help =
                "name one: EDITOR=nano dealctl edit …, or git config --global core.editor nano";
            return Err(
                Failure::new("no editor is set, and there is no terminal for vi", help).into(),
            );
        }
        let command = "vi".to_owned();
        Ok(Self { command })
    }

    /// Opens a file, at a line if the editor is known to take one, and waits until the editor ends.
    pub(super) fn open(&self, file: &Path, line: Option<usize>) -> anyhow::Result<()> {
        let mut command = self.shell();
        match line {
            Some(line) if self.is_one_of(PLUS_LINE) => {
                command.arg(format!("+{line}")).arg(file);
            }
            Some(line) if self.is_one_of(GOTO) => {
                let mut at = file.as_os_str().to_owned();
                at.push(format!(":{line}"));
                command.arg("--goto").arg(at);
            }
            _ => {
                command.arg(file);
            }
        }
        let ended = command.status();
        let ended = ended.with_context(|| format!("cannot start the editor {}", self.command))?;
        self.check(ended)
    }

    fn check(&self, ended: ExitStatus) -> anyhow::Result<()> {
        if ended.success() {
            return Ok(());
        }
        let message = format!("the editor {} ended with a failure: {ended}", self.command);
        let help =
            "name another: EDITOR=nano dealctl edit …, or git config --global core.editor nano";
        Err(Failure::new(message, help).into())
    }

    /// Returns the command as git runs it: by the shell, since it may have arguments and quotes.
    #[cfg(unix)]
    fn shell(&self) -> Command {
        let mut command = Command::new("sh");
        command.args(["-c", &format!("{} \"$@\"", self.command), &self.command]);
        command
    }

    #[cfg(not(unix))]
    fn shell(&self) -> Command {
        let mut words = self.command.split_whitespace();
        let mut command = Command::new(words.next().unwrap_or("notepad"));
        command.args(words);
        command
    }

    fn is_one_of(&self, names: &[&str]) -> bool {
        let program = self.command.split_whitespace().next().unwrap_or("");
        let program = program.rsplit(['/', '\\']).next().unwrap_or(program);
        let program = program.strip_suffix(".exe").unwrap_or(program);
        names.contains(&program)
    }
}

/// Returns `core.editor` of the user's own git configuration.
fn of_git() -> Option<String> {
    let asked = Command::new("git")
        .args(["config", "--global", "--get", "core.editor"])
        .output()
        .ok()?;
    let editor = String::from_utf8(asked.stdout).ok()?.trim().to_owned();
    (asked.status.success() && !editor.is_empty()).then_some(editor)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_editor_is_known_by_its_program() {
        let is_plus_line = |command: &str| {
            let command = command.to_owned();
            Editor { command }.is_one_of(PLUS_LINE)
        };
        assert!(is_plus_line("vim") && is_plus_line("/usr/bin/nvim -p"));
        assert!(!is_plus_line("code --wait") && !is_plus_line("subl -w"));
    }
}
