//! Asks `git`: its configuration and environment pinned, so that a user's settings cannot change what is parsed.
//!
//! No text of a deal or a user is ever read by a shell; paths and revisions stand behind `--` or `--end-of-options`, and
//! everything is separated by NUL. git is never told to compare, convert or refresh files of the work tree, because it would
//! run programs of the repository's configuration over them: [`super::comparison`] does that in our own process.

use std::borrow::Cow;
use std::ffi::OsStr;
use std::fmt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::text::name::count;

/// A git repository that holds the book.
#[derive(Clone, Debug)]
pub struct Git {
    root: PathBuf,
    /// Whether `GIT_DIR` and `GIT_WORK_TREE` of the caller say which repository is meant.
    by_environment: bool,
    /// Where the book's root is inside the repository, as git prints it: empty, or ending with `/`. A folder's name need not
    /// be UTF-8.
    pub prefix: Vec<u8>,
    /// Whether history was cut off when it was cloned: then rules on history are quiet.
    pub is_shallow: bool,
}

/// Who commits, by git's configuration.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct User {
    /// `user.name`.
    pub name: Option<String>,
    /// `user.email`.
    pub email: Option<String>,
}

/// Why git could not answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GitError {
    /// The folder is in no repository.
    NoRepository,
    /// The program is not installed.
    NoGit,
    /// The clone has not the content of so many earlier versions (a partial clone), and nothing is fetched for them.
    Lacks(usize),
    /// It failed, with this message.
    Failed(String),
}

impl GitError {
    /// Returns the failure for so many missing objects, if there are any.
    pub(super) fn unless_lacking(missing: usize) -> Result<(), Self> {
        match missing {
            0 => Ok(()),
            missing => Err(Self::Lacks(missing)),
        }
    }
}

impl fmt::Display for GitError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoRepository => f.write_str("this folder is in no git repository"),
            Self::NoGit => f.write_str("git is not installed"),
            Self::Lacks(missing) => write!(
                f,
                "this clone is partial and lacks {}",
                count(*missing, "earlier version")
            ),
            Self::Failed(why) => write!(f, "git could not answer: {why}"),
        }
    }
}

impl std::error::Error for GitError {}

/// Settings that would change what git prints.
const PINNED: &[&str] = &[
    "core.quotepath=off",
    "color.ui=false",
    "log.showSignature=false",
    "log.showRoot=true",
    "diff.renames=false",
    "diff.noprefix=false",
    // A file of the user's that may be missing, in which case git answers nothing.
    "diff.orderFile=/dev/null",
    // Nobody's program watches the files for us.
    "core.fsmonitor=false",
    "core.untrackedCache=keep",
];

/// A folder without hooks. `rev-parse` runs none, and must be able to locate them.
const NO_HOOKS: &str = "core.hooksPath=/dev/null";

/// A missing file that git does not complain about.
const NO_FILE: &str = "/dev/null/none";

/// Of the environment: what would change how our paths are read. They are literal.
const PATHS: &[&str] = &[
    "GIT_LITERAL_PATHSPECS",
    "GIT_GLOB_PATHSPECS",
    "GIT_NOGLOB_PATHSPECS",
    "GIT_ICASE_PATHSPECS",
];

impl Git {
    /// The repository that holds a folder.
    ///
    /// The folder decides. A hook in a linked work tree is given a `GIT_DIR` without a work tree, and git would then
    /// take the current folder for the top of the repository; so the caller's is used only if the folder itself is in
    /// no repository.
    ///
    /// # Errors
    /// There is none, or no git.
    pub fn open(root: &Path) -> Result<Self, GitError> {
        let refused = match Self::open_by(root, false) {
            Err(error) if error == GitError::NoRepository || error == no_work_tree() => error,
            other => return other,
        };
        match Self::open_by(root, true) {
            Err(GitError::NoRepository) => Err(refused),
            other => other,
        }
    }

    fn open_by(root: &Path, by_environment: bool) -> Result<Self, GitError> {
        let git = Self {
            root: root.to_path_buf(),
            by_environment,
            prefix: Vec::new(),
            is_shallow: false,
        };
        let output = git.output(&[
            "rev-parse",
            "--is-inside-work-tree",
            "--is-shallow-repository",
            "--show-prefix",
        ]);
        let output = match output {
            Err(GitError::Failed(why)) if why.starts_with("not a git repository") => {
                return Err(GitError::NoRepository);
            }
            other => other?,
        };
        let mut answers = output.splitn(3, |byte| *byte == b'\n');
        if answers.next() != Some(b"true") {
            return Err(no_work_tree());
        }
        let is_shallow = answers.next() == Some(b"true");
        // A folder's name may hold a line break: only the last one is git's own.
        let prefix = answers.next().unwrap_or_default();
        Ok(Self {
            prefix: prefix.strip_suffix(b"\n").unwrap_or(prefix).to_vec(),
            is_shallow,
            ..git
        })
    }

    /// The folder that holds the book.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// A git command in the book's root, pinned.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new("git");
        command
            .current_dir(&self.root)
            .arg("--no-pager")
            .arg("--no-replace-objects")
            .arg("--literal-pathspecs");
        for setting in PINNED {
            command.args(["-c", setting]);
        }
        if !arguments.contains(&"rev-parse") {
            command.args(["-c", NO_HOOKS]);
        }
        if !self.by_environment {
            for variable in ["GIT_DIR", "GIT_WORK_TREE", "GIT_PREFIX"] {
                command.env_remove(variable);
            }
        }
        for variable in PATHS {
            command.env_remove(variable);
        }
        // GIT_INDEX_FILE stays: inside a hook it says what is being committed.
        command
            .env("LC_ALL", "C")
            // Nothing is fetched: a lazy fetch would run what the repository's own configuration says.
            .env("GIT_NO_LAZY_FETCH", "1")
            // History is what the commits contain, without replacements or grafts.
            .env("GIT_GRAFT_FILE", NO_FILE)
            .env("GIT_ALLOW_PROTOCOL", "")
            .env("GIT_OPTIONAL_LOCKS", "0")
            .env("GIT_TERMINAL_PROMPT", "0");
        command.args(arguments).stdin(Stdio::null());
        command
    }

    /// What a command prints.
    ///
    /// # Errors
    /// It could not be run, or failed.
    pub fn output(&self, arguments: &[&str]) -> Result<Vec<u8>, GitError> {
        Self::output_of(self.command(arguments))
    }

    /// What a command prints that was begun with [`Git::command`].
    ///
    /// # Errors
    /// It could not be run, or failed.
    pub fn output_of(mut command: Command) -> Result<Vec<u8>, GitError> {
        let output = command.output().map_err(|error| not_run(&error))?;
        if output.status.success() {
            Ok(output.stdout)
        } else {
            Err(failed(&output.stderr))
        }
    }

    /// The commit that a revision names.
    ///
    /// # Errors
    /// It names none.
    pub fn commit(&self, revision: &str) -> Result<String, GitError> {
        let args = format!("{revision}^{{commit}}");
        let output = self.output(&["rev-parse", "--verify", "--end-of-options", &args])?;
        let name = String::from_utf8_lossy(&output).trim().to_owned();
        // `^main` is everything that main does not have.
        if name.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            Ok(name)
        } else {
            Err(GitError::Failed(format!("{revision} is not a commit")))
        }
    }

    /// Returns who commits in a folder, as `git config` says; the folder need not be in a repository.
    ///
    /// This is the one question about the user's own configuration. It is read, and nothing that it names is run.
    ///
    /// # Errors
    /// There is no git, or its configuration cannot be read.
    pub fn user(root: &Path) -> Result<User, GitError> {
        let git = Self {
            root: root.to_path_buf(),
            by_environment: false,
            prefix: Vec::new(),
            is_shallow: false,
        };
        Ok(User {
            name: git.setting("user.name")?,
            email: git.setting("user.email")?,
        })
    }

    /// Returns a setting; `None` if it is not set, or empty.
    fn setting(&self, name: &str) -> Result<Option<String>, GitError> {
        let mut command = self.command(&["config", "--null", "--get", name]);
        let output = command.output().map_err(|error| not_run(&error))?;
        // 1: there is none.
        if !output.status.success() && output.status.code() != Some(1) {
            return Err(failed(&output.stderr));
        }
        let value = String::from_utf8_lossy(&output.stdout);
        let value = value.trim_end_matches('\0').trim();
        Ok((!value.is_empty()).then(|| value.to_owned()))
    }

    /// Returns whether a branch without any commit is checked out. A HEAD whose commit cannot be read does not count.
    pub fn is_unborn(&self) -> bool {
        self.output(&["rev-parse", "--verify", "--quiet", "HEAD"])
            .is_err()
    }
}

/// There is a repository, and its configuration says that the folder is not what it keeps.
fn no_work_tree() -> GitError {
    let why = "this folder is not in the repository's work tree (core.bare, core.worktree)";
    GitError::Failed(why.to_owned())
}

fn not_run(error: &std::io::Error) -> GitError {
    if error.kind() == std::io::ErrorKind::NotFound {
        GitError::NoGit
    } else {
        GitError::Failed(error.to_string())
    }
}

fn failed(stderr: &[u8]) -> GitError {
    let text = String::from_utf8_lossy(stderr);
    let line = text
        .lines()
        .find(|line| !line.trim().is_empty())
        .unwrap_or("it gave no reason");
    GitError::Failed(line.trim_start_matches("fatal: ").to_owned())
}

/// Returns a path as git prints it as one of this system.
pub fn os_path(path: &[u8]) -> Cow<'_, Path> {
    match os_text(path) {
        Cow::Borrowed(text) => Cow::Borrowed(Path::new(text)),
        Cow::Owned(text) => Cow::Owned(text.into()),
    }
}

/// Returns bytes that git printed as a text of this system, without a loss where that has any bytes in its paths.
#[cfg(unix)]
pub fn os_text(bytes: &[u8]) -> Cow<'_, OsStr> {
    Cow::Borrowed(std::os::unix::ffi::OsStrExt::from_bytes(bytes))
}

/// Returns bytes that git printed as a text of this system; git's own are UTF-8 there.
#[cfg(not(unix))]
pub fn os_text(bytes: &[u8]) -> Cow<'_, OsStr> {
    Cow::Owned(std::ffi::OsString::from(
        String::from_utf8_lossy(bytes).into_owned(),
    ))
}
