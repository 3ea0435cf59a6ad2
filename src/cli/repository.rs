//! Finds the repository and reads it.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use crate::lint::lint_invalid;
use crate::load::git::{Git, GitError};
use crate::load::{
    self, CheckedOut, Evidence, Origin, PROCESS_FILE, Stored, WorkTree, load, load_whole,
};
use crate::model::{Book, Deal, Process, Stage};
use crate::report::Input;
use crate::report::filter::Filter;
use crate::report::people::People;
use crate::text::SourceFile;
use crate::text::name::nearest;

use super::alike;
use super::failure::{Failure, InvalidProcess};
use super::gaps::{self, Absent};
use super::options::Common;
use super::{output, progress};

/// Where the book is, and which state of its files is looked at.
pub(super) struct Files {
    folder: CheckedOut,
    stored: Option<Stored>,
    /// The commit that history is looked back from.
    revision: String,
    /// The repository around the book, found when first asked for.
    git: OnceLock<Result<Git, GitError>>,
    /// What of the book is not in its folder.
    absent: OnceLock<Absent>,
}

impl Files {
    /// The repository around the book.
    pub(super) fn git(&self) -> Result<&Git, GitError> {
        let git = self.git.get_or_init(|| Git::open(self.root()));
        git.as_ref().map_err(Clone::clone)
    }

    /// What of the book is not in its folder.
    pub(super) fn absent(&self) -> &Absent {
        self.absent
            .get_or_init(|| match (&self.stored, self.git()) {
                (Some(stored), _) => Absent::in_commit(&stored.modules()),
                (None, Ok(git)) => Absent::in_folder(self.root(), git),
                (None, Err(_)) => Absent::default(),
            })
    }

    /// The folder that holds process.toml.
    pub(super) fn root(&self) -> &Path {
        self.tree().root()
    }

    /// The files of the folder, whichever are looked at.
    pub(super) fn tree(&self) -> &WorkTree {
        self.folder.tree()
    }

    /// The commit that history is looked back from.
    pub(super) fn revision(&self) -> &str {
        &self.revision
    }

    /// Whether the files of a commit are looked at, not the work tree's.
    pub(super) fn is_stored(&self) -> bool {
        self.stored.is_some()
    }

    /// The files that are looked at: the work tree's, or those of the commit that `--at` names.
    pub(super) fn origin(&self) -> &dyn Origin {
        match &self.stored {
            Some(stored) => stored,
            None => &self.folder,
        }
    }

    /// The full name of the commit that `--at` names; none while the work tree is looked at.
    pub(super) fn commit(&self) -> Option<&str> {
        self.stored.as_ref().map(|_| &*self.revision)
    }
}

/// Finds process.toml: in `--root`, else in the working directory or the nearest folder above it.
pub(super) fn find(common: &Common) -> anyhow::Result<Files> {
    let root = match &common.root {
        Some(root) if root.join(PROCESS_FILE).is_file() => root.clone(),
        Some(root) => {
            let message = format!("there is no process.toml in {}", root.display());
            return Err(
                Failure::new(message, "--root names the folder that holds process.toml").into(),
            );
        }
        None => above(&std::env::current_dir()?)?,
    };
    let tree = WorkTree::new(&root)?;
    let Some(revision) = &common.at else {
        return Ok(Files {
            folder: CheckedOut::new(tree),
            stored: None,
            revision: "HEAD".to_owned(),
            git: OnceLock::new(),
            absent: OnceLock::new(),
        });
    };
    let git = git(tree.root(), "--at")?;
    let commit = commit(&git, revision)?;
    Ok(Files {
        stored: Some(Stored::commit(&git, &commit)?),
        folder: CheckedOut::new(tree),
        revision: commit,
        git: OnceLock::from(Ok(git)),
        absent: OnceLock::new(),
    })
}

/// The git repository around the book, which an option needs.
pub(super) fn git(root: &Path, option: &str) -> anyhow::Result<Git> {
    Git::open(root).map_err(|error| {
        let (message, help) = match error {
            GitError::NoRepository if gaps::is_in_repository(root) => (
                format!("{}, and {option} needs one", gaps::NOT_TAKEN),
                format!("leave {option} out, or see what git says: git status"),
            ),
            GitError::NoRepository => (
                format!(
                    "{} is in no git repository, and {option} needs one",
                    root.display()
                ),
                format!("leave {option} out, or begin a repository: git init"),
            ),
            GitError::NoGit => (
                format!("{option} asks git, and git is not installed"),
                "install git, or leave the option out".to_owned(),
            ),
            error @ GitError::Lacks(_) => (
                error.to_string(),
                "git fetch --refetch --no-filter brings them".to_owned(),
            ),
            GitError::Failed(why) => (
                format!("git could not answer: {why}"),
                format!("leave {option} out, or fix what git complains about: git status"),
            ),
        };
        Failure::new(message, help).into()
    })
}

/// The way from the top of the git repository to the book: empty, or ending with `/`.
pub(super) fn prefix(root: &Path) -> Vec<u8> {
    Git::open(root).map_or_else(|_| Vec::new(), |git| git.prefix)
}

/// What to say when git refuses to go on.
pub(super) fn not_answered(error: &GitError) -> Failure {
    let help = "fix what git complains about: git status says more";
    Failure::new(error.to_string(), help)
}

/// The full name of the commit that was named.
pub(super) fn commit(git: &Git, revision: &str) -> anyhow::Result<String> {
    git.commit(revision).map_err(|_| {
        let help = "name a commit, a branch or a tag: git log --oneline shows the latest; in a shallow clone older \
                    ones are missing";
        Failure::new(format!("git knows no commit {revision}"), help).into()
    })
}

fn above(start: &Path) -> anyhow::Result<PathBuf> {
    start
        .ancestors()
        .find(|folder| folder.join(PROCESS_FILE).is_file())
        .map(Path::to_path_buf)
        .ok_or_else(|| {
            let message = format!(
                "there is no process.toml in {} or in any folder above it",
                start.display()
            );
            Failure::new(
                message,
                "go to the repository of your deals, or name it: --root DIR; dealctl init begins a new one",
            )
            .into()
        })
}

/// Reads the book.
pub(super) fn read(origin: &dyn Origin, common: &Common) -> anyhow::Result<Book> {
    load(origin, common.seen()).map_err(unusable)
}

/// Reads the book, and says what of it is not there.
pub(super) fn read_files(files: &Files, common: &Common) -> anyhow::Result<Book> {
    let _progress = progress::begin("reading the deals");
    let book = std::thread::scope(|scope| {
        scope.spawn(|| files.absent());
        read(files.origin(), common)
    });
    let mut book = book?;
    files.absent().tell(&mut book);
    if let Some(n @ 1..) = files.stored.as_ref().map(Stored::deals_lacking) {
        gaps::without_content(n).tell(&mut book);
    }
    Ok(book)
}

/// Reads the book; deals that were not requested only as far as others are compared with them.
pub(super) fn read_whole(
    origin: &dyn Origin,
    common: &Common,
    is_whole: &(dyn Fn(&SourceFile) -> bool + Sync),
) -> anyhow::Result<Book> {
    load_whole(origin, common.seen(), is_whole).map_err(unusable)
}

/// Reads process.toml alone.
pub(super) fn process(origin: &dyn Origin) -> anyhow::Result<Process> {
    load::process_of(origin).map_err(unusable)
}

fn unusable(invalid: Box<load::InvalidProcess>) -> anyhow::Error {
    let findings = lint_invalid(&invalid).findings;
    InvalidProcess {
        findings,
        sources: invalid.sources,
    }
    .into()
}

/// Reads the book and hands it to a report; files that no figure holds are named on stderr.
pub(super) fn with_book<T>(
    common: &Common,
    run: impl FnOnce(&Input<'_>) -> anyhow::Result<T>,
) -> anyhow::Result<T> {
    with_book_files(common, |_, input| run(input))
}

/// Reads the book and hands it to a report, with where it is.
pub(super) fn with_book_files<T>(
    common: &Common,
    run: impl FnOnce(&Files, &Input<'_>) -> anyhow::Result<T>,
) -> anyhow::Result<T> {
    let files = find(common)?;
    let book = read_files(&files, common)?;
    report(&files, &book, |input| run(&files, input))
}

/// Hands a book to a report.
pub(super) fn report<T>(
    files: &Files,
    book: &Book,
    run: impl FnOnce(&Input<'_>) -> anyhow::Result<T>,
) -> anyhow::Result<T> {
    let unread = book
        .problems
        .iter()
        .filter(|problem| problem.kind.loses_file())
        .count();
    if unread > 0 {
        let (files, are) = if unread == 1 {
            ("file", "is")
        } else {
            ("files", "are")
        };
        output::note(&format!(
            "{unread} {files} cannot be read and {are} in no figure: dealctl lint --select file"
        ));
    }
    let nowhere = book
        .begun_deals()
        .filter(|deal| !deal.is_closed() && book.process.stage_of(deal).is_none())
        .count();
    if nowhere > 0 {
        let (deals, stand) = if nowhere == 1 {
            ("deal", "stands")
        } else {
            ("deals", "stand")
        };
        output::note(&format!(
            "{nowhere} open {deals} {stand} in no stage that process.toml knows, and in no figure: dealctl lint --select history"
        ));
    }
    let evidence = Evidence::new(files.origin());
    run(&Input::new(book, &evidence))
}

/// The one deal that a name means: its path, the last part of it, or what only one of those begins with.
pub(super) fn deal<'b>(book: &'b Book, name: &str) -> anyhow::Result<&'b Deal> {
    let found = book.named(name);
    let beginning = alike::beginning(book, name);
    match (found.as_slice(), beginning.as_slice()) {
        ([deal], _) | ([], [deal]) => Ok(deal),
        ([], several @ [_, _, ..]) => {
            let names = book.short_names();
            let several = several.iter().take(8).map(|deal| names.of(&deal.id));
            let several: Vec<String> = several.collect();
            let message = format!("{name} may mean {}", several.join(" or "));
            Err(Failure::new(message, "write more of the name").into())
        }
        ([], _) => {
            if let [path] = unread(book, name)[..] {
                let message = format!("{path} cannot be read");
                return Err(Failure::new(message, format!("see why: dealctl lint {path}")).into());
            }
            let ids = book.deals.iter().flat_map(|deal| {
                [
                    deal.id.as_str(),
                    deal.id.rsplit('/').next().unwrap_or(&deal.id),
                ]
            });
            let message = format!("there is no deal {name}");
            let otherwise = "a deal is found by its path below deals/, or by the last part of it";
            Err(match alike::help(&alike::deals(book, name)) {
                Some(help) => Failure::new(message, help),
                None => Failure::unknown(message, nearest(name, ids), otherwise),
            }
            .into())
        }
        (several, _) => {
            let distinct: BTreeSet<&str> = several.iter().map(|deal| deal.id.as_str()).collect();
            let shown = |deal: &&'b Deal| -> &'b str {
                if distinct.len() == several.len() {
                    &deal.id
                } else {
                    &book.sources.file(deal.file).path
                }
            };
            let names: Vec<&str> = several.iter().take(8).map(shown).collect();
            let message = format!("{name} may mean {}", names.join(" or "));
            Err(Failure::new(message, "write more of the path").into())
        }
    }
}

/// The files that would be the deal of this name, if they could be read.
pub(super) fn unread<'b>(book: &'b Book, name: &str) -> Vec<&'b str> {
    let is_named = |path: &&str| {
        let stem = path.strip_suffix(".yaml").or(path.strip_suffix(".yml"));
        let at = stem.and_then(|stem| stem.strip_suffix(name));
        at.is_some_and(|folder| folder.ends_with('/'))
    };
    book.sources.paths().filter(is_named).collect()
}

/// The number of the stage that an id or a name means.
pub(super) fn stage(process: &Process, name: &str) -> anyhow::Result<usize> {
    let is_it = |stage: &Stage| {
        stage.id.value.eq_ignore_ascii_case(name)
            || stage.name.eq_ignore_ascii_case(name)
            || stage.is_called(name)
    };
    process.stages.iter().position(is_it).ok_or_else(|| {
        let ids: Vec<&str> = process
            .stages
            .iter()
            .map(|stage| &*stage.id.value)
            .collect();
        Failure::new(
            format!("there is no stage {name}"),
            format!("the stages are {}", ids.join(", ")),
        )
        .into()
    })
}

/// The filter that the options make; a stage, partner or person that the book does not know is a failure, not an empty report.
pub(super) fn filter(book: &Book, filters: &super::options::Filters) -> anyhow::Result<Filter> {
    let filter = filters.filter();
    if let Some(name) = &filter.stage {
        stage(&book.process, name)?;
    }
    if let Some(partner) = &filter.partner
        && !book
            .deals
            .iter()
            .any(|deal| filter.fits_partner_of(&book.process, deal))
    {
        let names = book
            .deals
            .iter()
            .filter_map(|deal| deal.partner_name())
            .map(|name| &*name.value);
        // A partner of process.toml without a deal would be offered in vain.
        let has_deals = |key: &&str| {
            let of_partner = Filter {
                partner: Some((*key).to_owned()),
                ..Filter::default()
            };
            let mut deals = book.deals.iter();
            deals.any(|deal| of_partner.fits_partner_of(&book.process, deal))
        };
        let keys = book.process.written.partners.keys().filter(has_deals);
        let near = nearest(partner, names.chain(keys).collect::<BTreeSet<_>>());
        return Err(Failure::unknown(
            format!("no deal has the partner {partner}"),
            near,
            "write a key of [partners], a partner's name, or part of it",
        )
        .into());
    }
    if let Some(owner) = &filter.owner {
        let people = People::of(book);
        if !people.names().any(|name| filter.is_owner(name)) {
            let message = format!("nobody in the book is called {owner}");
            let otherwise = "write the whole name, or the first name";
            return Err(match alike::help(&alike::people(&people, owner)) {
                Some(help) => Failure::new(message, help),
                None => Failure::unknown(message, nearest(owner, people.names()), otherwise),
            }
            .into());
        }
    }
    Ok(filter)
}

/// A seller to whom no handoff of the book went is a failure, not an empty report.
pub(super) fn check_seller<'a>(
    names: impl Iterator<Item = &'a str> + Clone,
    filter: &Filter,
) -> anyhow::Result<()> {
    let Some(seller) = &filter.owner else {
        return Ok(());
    };
    if names.clone().any(|name| filter.is_owner(name)) {
        return Ok(());
    }
    let near = nearest(seller, names);
    Err(Failure::unknown(
        format!("no handoff went to {seller}"),
        near,
        "write the whole name, or the first name",
    )
    .into())
}
