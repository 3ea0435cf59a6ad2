//! How a report is made again: the command, with the commit that holds its files.

use chrono::NaiveDate;

use crate::cli::repository::Files;
use crate::load::{Changes, PROCESS_FILE};
use crate::text::shell;
use crate::view::page::Piece;

/// Where the files of a report can be had again.
enum Kept {
    /// In this commit.
    Commit(String),
    /// Nowhere yet: this many of them have uncommitted changes.
    Changed(usize),
    /// Git knows nothing of them.
    Unknown,
}

/// Digits of a commit that say which.
const SHORT: usize = 12;

/// The sentence; `options` are those that somebody gave, a flag without a value among them.
pub(in crate::cli) fn made_again(
    command: &str,
    options: &[(&str, Option<String>)],
    files: &Files,
    today: NaiveDate,
) -> Vec<Piece> {
    let mut line = command.to_owned();
    for (flag, value) in options {
        line += &format!(" {flag}");
        line.extend(value.iter().map(|value| format!(" {}", shell::word(value))));
    }
    let kept = kept(files);
    if let Kept::Commit(commit) = &kept {
        line += &format!(" --at {}", commit.get(..SHORT).unwrap_or(commit));
    }
    let only = match kept {
        Kept::Commit(_) | Kept::Unknown => ".".to_owned(),
        Kept::Changed(1) => {
            " only while the files stay as they are: a file is not committed as it stands."
                .to_owned()
        }
        Kept::Changed(files) => format!(
            " only while the files stay as they are: {files} files are not committed as they stand."
        ),
    };
    vec![
        Piece::Words("Made again with ".to_owned()),
        Piece::Code(format!("{line} --today {today}")),
        Piece::Words(only),
    ]
}

/// Returns the commit that holds the files as they are looked at; `None` if there is none.
pub(in crate::cli) fn commit(files: &Files) -> Option<String> {
    match kept(files) {
        Kept::Commit(commit) => Some(commit),
        Kept::Changed(_) | Kept::Unknown => None,
    }
}

fn kept(files: &Files) -> Kept {
    if let Some(commit) = files.commit() {
        return Kept::Commit(commit.to_owned());
    }
    let changed = || {
        let git = files.git().ok().filter(|git| !git.is_unborn())?;
        let tip = git.commit(files.revision()).ok()?;
        let changes = Changes::since(git, files.tree(), &tip).ok()?;
        let process = changes.paths().any(|path| path == PROCESS_FILE);
        Some((tip, changes.deals().len() + usize::from(process)))
    };
    match changed() {
        None => Kept::Unknown,
        Some((tip, 0)) => Kept::Commit(tip),
        Some((_, changed)) => Kept::Changed(changed),
    }
}
