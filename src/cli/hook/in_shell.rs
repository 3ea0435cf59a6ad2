//! The paths and commands of a book, quoted for a hook script.

use crate::text::shell;

/// The book as a hook names it, which git runs at the top of the repository.
pub(super) struct InShell {
    /// process.toml.
    pub(super) process: String,
    /// The command that checks.
    pub(super) check: String,
}

impl InShell {
    /// From the way to the book, as git prints it.
    pub(super) fn of(prefix: &[u8]) -> Self {
        match prefix.strip_suffix(b"/").unwrap_or(prefix) {
            b"" => Self {
                process: "process.toml".to_owned(),
                check: "dealctl lint --staged".to_owned(),
            },
            folder => Self {
                process: shell::quoted_bytes(&[folder, b"/process.toml"].concat()),
                check: format!(
                    "dealctl --root={} lint --staged",
                    shell::quoted_bytes(folder)
                ),
            },
        }
    }

    /// A line for a hook of somebody else.
    pub(super) fn line(&self) -> String {
        format!("[ ! -f {} ] || {} || exit 1", self.process, self.check)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_folder_of_the_book_is_quoted_for_the_shell() {
        let line = "[ ! -f process.toml ] || dealctl lint --staged || exit 1";
        assert_eq!(InShell::of(b"").line(), line);
        let InShell { process, check } = InShell::of(b"it's here/");
        assert_eq!(process, r"'it'\''s here/process.toml'");
        assert_eq!(check, r"dealctl --root='it'\''s here' lint --staged");
        let check = InShell::of(b"-dash/").check;
        assert_eq!(check, "dealctl --root='-dash' lint --staged");
    }
}
