//! What a run could not see: a clone without its past, deals that are not checked out, a git that is not installed. Each is one
//! line on stderr that says what is short because of it, and stands in the JSON documents (`incomplete`).

use std::path::Path;

use crate::lint::{Selection, rules};
use crate::load::SIGNALS_FILE;
use crate::load::git::{Git, GitError};
use crate::load::listing::{self, Kind};
use crate::load::origin::{id_of, is_visible, names_a_deal};
use crate::model::Book;
use crate::text::name::count;
use crate::text::safe;

use super::output;

/// Something that could not be seen, and what it means for the answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Gap {
    /// Why, and what is short because of it: one sentence.
    what: String,
    /// How to have the whole.
    help: String,
    /// Whether the help has a line of its own, because the sentence ends with what git says.
    is_quoting: bool,
}

impl Gap {
    pub(super) fn new(what: impl Into<String>, help: impl Into<String>) -> Self {
        Self {
            what: what.into(),
            help: help.into(),
            is_quoting: false,
        }
    }

    /// Says it once, and notes it in the book for the documents.
    pub(super) fn tell(self, book: &mut Book) {
        let Self { what, help, .. } = &self;
        output::note_once(&if self.is_quoting {
            format!("warning: {what}\nhelp: {help}")
        } else {
            format!("warning: {what}: {help}")
        });
        if !book.incomplete.contains(&self.what) {
            book.incomplete.push(self.what);
        }
    }
}

/// What is not in the folder of the book although it belongs to it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Absent {
    /// The ids of the deals of the commit that are not checked out (a sparse checkout).
    pub(super) deals: Vec<String>,
    /// Whether signals.yaml is not checked out.
    pub(super) signals: bool,
    /// The folders below deals/, or deals/ itself, that are other repositories.
    pub(super) modules: Vec<Module>,
}

/// A folder of deals that is another repository.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Module {
    path: String,
    /// Whether its files are there.
    is_checked_out: bool,
}

impl Absent {
    /// The folders in a commit that are other repositories: none of what they hold is in it.
    pub(super) fn in_commit(modules: &[String]) -> Self {
        let stored = |path: &String| Module {
            path: path.clone(),
            is_checked_out: false,
        };
        Self {
            modules: modules.iter().map(stored).collect(),
            ..Self::default()
        }
    }

    /// Asks git what belongs to the book in a folder, and looks whether it is there.
    pub(super) fn in_folder(root: &Path, git: &Git) -> Self {
        let mut absent = Self::default();
        for listed in listing::of_index(git, &["deals", SIGNALS_FILE]).unwrap_or_default() {
            let Ok(path) = std::str::from_utf8(&listed.entry.path) else {
                continue;
            };
            if listed.entry.kind == Kind::Module && (path == "deals" || is_visible(path)) {
                absent.modules.push(Module::at(root, path));
            } else if listed.is_skipped && root.join(path).symlink_metadata().is_err() {
                absent.signals |= path == SIGNALS_FILE;
                absent
                    .deals
                    .extend(names_a_deal(path).then(|| id_of(path).to_owned()));
            }
        }
        // A clone inside of the repository that nobody added.
        if absent.modules.is_empty() && root.join("deals/.git").exists() {
            absent.modules.push(Module::at(root, "deals"));
        }
        absent
    }

    /// Says what is in no figure, whatever is asked for.
    pub(super) fn tell(&self, book: &mut Book) {
        book.absent.clone_from(&self.deals);
        if let n @ 1.. = self.deals.len() {
            let deals = count(n, "deal");
            let is = if n == 1 { "is" } else { "are" };
            let what = format!("{deals} of HEAD {is} not checked out and in no figure");
            Gap::new(what, "--at HEAD looks at the whole commit").tell(book);
        }
        if self.signals {
            let what = "signals.yaml is not checked out, and what it says is in no figure";
            Gap::new(what, "--at HEAD looks at the whole commit").tell(book);
        }
        for module in self.modules.iter().filter(|module| !module.is_checked_out) {
            let below = module.path.strip_prefix("deals").unwrap_or_default();
            let below = below.trim_start_matches('/');
            let folder = if below.is_empty() { "" } else { "/" };
            book.absent.push(format!("{below}{folder}"));
            let path = safe::one_line(&module.path);
            let what = format!("{path} is a submodule, and what is in it is in no figure");
            Gap::new(
                what,
                "in the work tree, git submodule update --init brings it",
            )
            .tell(book);
        }
    }

    /// Says that the history of deals in other repositories is not read, if there are any.
    pub(super) fn tell_history(&self, book: &mut Book, so: &str) {
        for module in self.modules.iter().filter(|module| module.is_checked_out) {
            let path = safe::one_line(&module.path);
            let what = format!("{path} is another repository (a submodule), so {so}");
            let help =
                "the history of deals is read where process.toml is: keep both in one repository";
            Gap::new(what, help).tell(book);
        }
    }
}

impl Module {
    fn at(root: &Path, path: &str) -> Self {
        Self {
            path: path.to_owned(),
            is_checked_out: root.join(path).join(".git").exists(),
        }
    }
}

/// Returns what is short without git's answer: `so` names the rules or figures. `None` without a repository, because
/// nothing is short then.
pub(super) fn without_history(root: &Path, error: &GitError, so: &str) -> Option<Gap> {
    match error {
        GitError::NoRepository => is_in_repository(root)
            .then(|| Gap::new(format!("{NOT_TAKEN}, so {so}"), "git status says why")),
        GitError::NoGit => is_in_repository(root).then(|| {
            let what = format!("git is not installed, so {so}");
            Gap::new(what, "put the git program on the PATH")
        }),
        GitError::Lacks(_) => Some(Gap::new(format!("{error}, so {so}"), UNFILTERED)),
        GitError::Failed(why) => {
            let why = safe::one_line(why).into_owned();
            let so = format!("the history of the deals cannot be read, so {so}: git says: {why}");
            let help = "fix what git complains about: git status says more; in a clone that was made with --filter, \
                        git fetch --refetch --no-filter brings what is missing";
            Some(Gap {
                is_quoting: true,
                ..Gap::new(so, help)
            })
        }
    }
}

/// How to have what a partial clone left out.
pub(super) const UNFILTERED: &str = "git fetch --refetch --no-filter brings them";

/// Returns what is short where git has no more than the names of some deals.
pub(super) fn without_content(deals: usize) -> Gap {
    let deals = count(deals, "deal");
    let what = format!("this clone is partial and lacks the content of {deals}, in no figure");
    Gap::new(what, UNFILTERED)
}

/// Returns what is short in a shallow clone.
pub(super) fn shallow(so: &str) -> Gap {
    let what = format!("the clone is shallow, so {so}");
    Gap::new(what, "git fetch --unshallow")
}

/// The sentence for a `.git` that git does not know: damaged, or of a linked work tree whose repository is elsewhere.
pub(super) const NOT_TAKEN: &str = "there is a .git that git does not take for a repository";

/// Returns whether a folder is in a repository, as far as can be seen without git.
pub(super) fn is_in_repository(root: &Path) -> bool {
    let by_environment = std::env::var_os("GIT_DIR").is_some();
    by_environment || root.ancestors().any(|folder| folder.join(".git").exists())
}

/// Names the rules of a selection that did not run without the history of the deals.
pub(super) fn rules_without_history(selection: &Selection) -> String {
    let asked = rules::all().filter(|rule| selection.runs(rule));
    let (history, sent): (Vec<_>, Vec<_>) = asked
        .filter(|rule| rule.asks_git())
        .partition(|rule| rule.needs_history());
    let names = |rules: &[&'static crate::lint::Rule]| {
        let names: Vec<&str> = rules.iter().map(|rule| rule.name).collect();
        names.join(", ")
    };
    match (history.as_slice(), sent.as_slice()) {
        ([], sent) => format!("{} judged by the files of today", names(sent)),
        (history, _) => format!("the rules that need it did not run ({})", names(history)),
    }
}

/// Says that git converts files by a program that is not run, so that nobody knows whether they differ.
pub(super) fn tell_unknown<'p>(paths: impl Iterator<Item = &'p String>) {
    let paths: Vec<&String> = paths.collect();
    let [first, rest @ ..] = &*paths else { return };
    let and = match rest.len() {
        0 => String::new(),
        n => format!(" and {n} more"),
    };
    output::note_once(&format!(
        "warning: git converts {first}{and} (a filter, ident or encoding of its attributes), and no such program is run: \
         whether it differs from the commit is unknown, so it counts as changed"
    ));
}
