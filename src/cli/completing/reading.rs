//! Reads the book for a completion: quietly, and of the work tree alone.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use crate::load::{self, PROCESS_FILE, Seen, WorkTree};
use crate::model::{Book, Process};

/// Returns the book that the words of the command line mean; `None` if there is none that can be read.
pub(super) fn book() -> Option<Book> {
    let seen = Seen {
        today: chrono::Local::now().date_naive(),
        as_of_given: false,
    };
    load::load(&tree()?, seen).ok()
}

/// Returns its process alone.
pub(super) fn process() -> Option<Process> {
    load::process_of(&tree()?).ok()
}

fn tree() -> Option<WorkTree> {
    let root = match named_root(std::env::args_os()) {
        Some(root) => root,
        None => above(&std::env::current_dir().ok()?)?,
    };
    let is_book = root.join(PROCESS_FILE).is_file();
    is_book.then(|| WorkTree::new(&root).ok()).flatten()
}

fn above(start: &Path) -> Option<PathBuf> {
    let mut folders = start.ancestors();
    let found = folders.find(|folder| folder.join(PROCESS_FILE).is_file());
    found.map(Path::to_path_buf)
}

/// Returns the folder of `--root`, as it stands in the line that is being completed. A shell has not yet expanded a `~` in it.
fn named_root(words: impl Iterator<Item = OsString>) -> Option<PathBuf> {
    let mut words = words.skip_while(|word| word != "--").skip(1);
    let mut root = None;
    while let Some(word) = words.next() {
        if word == "--root" {
            // bash takes `=` for a word of its own.
            root = words.find(|word| word != "=");
        } else if let Some(folder) = word.to_str().and_then(|word| word.strip_prefix("--root=")) {
            root = Some(folder.into());
        }
    }
    let root = PathBuf::from(root?);
    let below_home = root.strip_prefix("~").ok();
    let home = || std::env::var_os("HOME").map(PathBuf::from);
    match below_home {
        Some(below) => Some(home()?.join(below)),
        None => Some(root),
    }
}

#[cfg(test)]
mod tests {
    use super::named_root;

    #[test]
    fn the_root_is_taken_from_the_line_that_is_completed() {
        let root = |line: &str| {
            let words = line.split(' ').map(Into::into);
            named_root(words).map(|root| root.to_string_lossy().into_owned())
        };
        assert_eq!(root("/bin/dealctl -- dealctl gate nor"), None);
        assert_eq!(root("--root x -- dealctl gate nor"), None);
        for line in ["--root book", "--root=book", "--root = book"] {
            let line = format!("/bin/dealctl -- dealctl {line} gate nor");
            assert_eq!(root(&line).as_deref(), Some("book"), "{line}");
        }
    }
}
