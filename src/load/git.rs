//! Asks `git`: its configuration and environment pinned, so that a user's settings cannot change what is parsed.
//!
//! No text of a deal or a user is ever read by a shell; paths and revisions stand behind `--` or `--end-of-options`, and
//! everything is separated by NUL.

use std::fmt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::{Arc, OnceLock};

/// A git repository that holds the book.
#[derive(Clone, Debug)]
pub struct Git {
    root: PathBuf,
    /// Whether `GIT_DIR` and `GIT_WORK_TREE` of the caller say which repository is meant.
    by_environment: bool,
    /// Where the book's root is inside the repository: empty, or ending with `/`.
    pub prefix: String,
    /// Whether history was cut off when it was cloned: then rules on history are quiet.
    pub is_shallow: bool,
    /// The keys of the filters in git's configuration, read when first needed.
    filters: Arc<OnceLock<Vec<String>>>,
}

/// Why git could not answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GitError {
    /// The folder is in no repository.
    NoRepository,
    /// The program is not installed.
    NoGit,
    /// It failed, with this message.
    Failed(String),
}

impl fmt::Display for GitError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoRepository => f.write_str("this folder is in no git repository"),
            Self::NoGit => f.write_str("git is not installed"),
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
    // Reading leaves the index as it is.
    "diff.autoRefreshIndex=false",
    "core.fsmonitor=false",
    "core.untrackedCache=keep",
];

/// A folder without hooks. `rev-parse` runs none, and must be able to locate them.
const NO_HOOKS: &str = "core.hooksPath=/dev/null";

/// A missing file that git does not complain about.
const NO_FILE: &str = "/dev/null/none";

/// A variable of git's environment that holds nothing, for values of keys that `-c` cannot take.
const EMPTY: &str = "DEALCTL_EMPTY";

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
            prefix: String::new(),
            is_shallow: false,
            filters: Arc::default(),
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
        let text = String::from_utf8_lossy(&output);
        let mut answers = text.splitn(3, '\n');
        if answers.next() != Some("true") {
            return Err(no_work_tree());
        }
        let is_shallow = answers.next() == Some("true");
        // A folder's name may hold a line break: only the last one is git's own.
        let prefix = answers.next().unwrap_or_default();
        Ok(Self {
            prefix: prefix.strip_suffix('\n').unwrap_or(prefix).to_owned(),
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

    /// Like [`Git::command`], for commands that compare files of the work tree. Turns off the filters that the repository
    /// configures and the look into submodules, because git would run programs from the configuration for them. A file
    /// that only a filter makes equal therefore counts as different.
    pub fn command_on_files(&self, arguments: &[&str]) -> Command {
        let mut settings: Vec<String> = Vec::new();
        for key in self.filters.get_or_init(|| self.filters()) {
            let value = if key.ends_with(".required") {
                "false"
            } else {
                ""
            };
            // `-c` takes the first `=` for the end of the key, `--config-env` the last one.
            if key.contains('=') {
                settings.push(format!("--config-env={key}={EMPTY}"));
            } else {
                settings.extend(["-c".to_owned(), format!("{key}={value}")]);
            }
        }
        let mut all: Vec<&str> = settings.iter().map(String::as_str).collect();
        all.extend(arguments.first());
        all.push("--ignore-submodules=dirty");
        all.extend(arguments.iter().skip(1));
        let mut command = self.command(&all);
        command.env(EMPTY, "");
        command
    }

    fn filters(&self) -> Vec<String> {
        let args = ["config", "-z", "--name-only", "--get-regexp", r"^filter\."];
        // A missing key is a failure as well.
        let output = self.output(&args).unwrap_or_default();
        let keys = output
            .split(|byte| *byte == 0)
            .filter(|key| !key.is_empty());
        keys.map(|key| String::from_utf8_lossy(key).into_owned())
            .collect()
    }

    /// What a command prints.
    ///
    /// # Errors
    /// It could not be run, or failed.
    pub fn output(&self, arguments: &[&str]) -> Result<Vec<u8>, GitError> {
        Self::output_of(self.command(arguments))
    }

    /// Like [`Git::output`], but runs [`Git::command_on_files`].
    ///
    /// # Errors
    /// It could not be run, or failed.
    pub fn output_on_files(&self, arguments: &[&str]) -> Result<Vec<u8>, GitError> {
        Self::output_of(self.command_on_files(arguments))
    }

    fn output_of(mut command: Command) -> Result<Vec<u8>, GitError> {
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
