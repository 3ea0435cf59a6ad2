//! One commit of the files that a move has written, and of nothing else. It is the user's own commit: their name, their hooks,
//! their signature.

use std::path::Path;
use std::process::{Command, Stdio};

use crate::cli::failure::Failure;
use crate::cli::repository;

use super::store::{Written, put_back};

/// Commits the files, and returns the subject. If git refuses, the files are as they were before.
pub(super) fn commit(root: &Path, files: &[Written], subject: &str) -> anyhow::Result<String> {
    let committed = make(root, files, subject);
    if committed.is_err() {
        put_back(root, files);
    }
    committed.map(|()| subject.to_owned())
}

fn make(root: &Path, files: &[Written], subject: &str) -> anyhow::Result<()> {
    let git = repository::git(root, "--commit")?;
    let paths: Vec<&str> = files.iter().map(|file| &*file.path).collect();
    let listed = [&["ls-files", "-z", "--"][..], &paths].concat();
    let listed = git
        .output(&listed)
        .map_err(|error| repository::not_answered(&error))?;
    let is_known = |path: &str| {
        listed
            .split(|byte| *byte == 0)
            .any(|known| known == path.as_bytes())
    };
    // What git does not know yet is announced, so that it can be committed by its name.
    let there = files.iter().filter(|file| file.after.is_some());
    let new: Vec<&str> = there
        .map(|file| &*file.path)
        .filter(|path| !is_known(path))
        .collect();
    if !new.is_empty() {
        run(root, &["add", "--intent-to-add", "--"], &new)?;
    }
    let made = run(
        root,
        &["commit", "--quiet", "--only", "-m", subject, "--"],
        &paths,
    );
    if made.is_err() && !new.is_empty() {
        let _ = run(root, &["rm", "--quiet", "--cached", "--"], &new);
    }
    made
}

fn run(root: &Path, arguments: &[&str], paths: &[&str]) -> anyhow::Result<()> {
    let mut git = Command::new("git");
    git.current_dir(root)
        .arg("--literal-pathspecs")
        .args(arguments)
        .args(paths);
    let output = git.stdin(Stdio::null()).output()?;
    if output.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&output.stderr).into_owned()
        + &String::from_utf8_lossy(&output.stdout);
    let message = format!(
        "git did not commit, and the files are as they were: {}",
        said.trim()
    );
    Err(Failure::new(
        message,
        "mend what it names; or leave --commit out, and commit by hand",
    )
    .into())
}
