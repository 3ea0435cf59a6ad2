//! The check is reached by every way in which git makes a commit, and from every program that calls git.

#![cfg(unix)]

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::support::{Ran, Repository, run_in};

const DEAL: &str = "deals/quayside.yaml";

fn deal(partner: &str, credit: &str) -> String {
    format!(
        "account: {{name: Quayside Ports, domain: quayside.example}}\n\
         partner: {{name: {partner}, contact: {{name: Dana Reyes, role: Alliances lead}}}}\n\
         registered: {{date: 2026-11-19, by: Dana Reyes, approved: {{date: 2026-11-20, by: Maya Chen}}}}\n\
         need: {{what: Berth planners re-key the tide table, confirmed_by: Ines Calder, date: 2026-11-19}}\n\
         credit: {credit}\n\
         history: {{registered: 2026-11-19}}\n"
    )
}

/// How git is called: by a shell that has dealctl, or by a program with a short PATH.
struct Caller {
    path: String,
    home: PathBuf,
}

impl Caller {
    fn shell() -> Self {
        let binary = Path::new(env!("CARGO_BIN_EXE_dealctl"));
        let folder = binary.parent().expect("a folder").display();
        Self {
            path: format!("{folder}:{}", short_path()),
            home: PathBuf::from("/nonexistent"),
        }
    }

    fn window(home: &Path) -> Self {
        Self {
            path: short_path(),
            home: home.to_path_buf(),
        }
    }

    /// Whether git succeeded, and what was said.
    fn git(&self, root: &Path, arguments: &[&str]) -> (bool, String) {
        let mut command = Command::new("git");
        command.current_dir(root).args(arguments).env_clear();
        command.env("PATH", &self.path).env("HOME", &self.home);
        command.env("GIT_CONFIG_GLOBAL", "/dev/null");
        command.env("GIT_CONFIG_NOSYSTEM", "1");
        for role in ["AUTHOR", "COMMITTER"] {
            command.env(format!("GIT_{role}_NAME"), "Maya Chen");
            command.env(format!("GIT_{role}_EMAIL"), "maya@ourco.example");
        }
        let output = command.output().expect("git");
        let said = [output.stdout, output.stderr].concat();
        (
            output.status.success(),
            String::from_utf8_lossy(&said).into_owned(),
        )
    }
}

/// What a desktop starts programs with, and where this machine has its git.
fn short_path() -> String {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let git = std::env::split_paths(&path).find(|folder| folder.join("git").is_file());
    let git = git.map(|folder| folder.display().to_string());
    format!("{}:/usr/bin:/bin", git.unwrap_or_default())
}

#[track_caller]
fn git(root: &Path, arguments: &[&str]) -> String {
    let (done, said) = Caller::shell().git(root, arguments);
    assert!(done, "git {arguments:?}: {said}");
    said
}

/// A committed book with one good deal, in a folder of the repository.
fn book(folder: &OsStr) -> Repository {
    let repository = Repository::empty();
    let root = repository.root().join(folder);
    put(&root, "process.toml", &crate::support::example_process());
    put(
        &root,
        "deals/first.yaml",
        &deal("Meridian Cloud Consulting", "referral")
            .replace("Quayside", "Aldgate")
            .replace("quayside", "aldgate"),
    );
    git(
        repository.root(),
        &["init", "--quiet", "--initial-branch=main"],
    );
    git(repository.root(), &["add", "--all"]);
    git(repository.root(), &["commit", "--quiet", "-m", "the book"]);
    repository
}

fn put(root: &Path, path: &str, text: &str) {
    let path = root.join(path);
    fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
    fs::write(path, text).expect("a file");
}

fn install(root: &Path) -> Ran {
    let ran = run_in(root, &["hook", "install"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    ran
}

fn hooks(repository: &Repository) -> Vec<String> {
    let folder = repository.path(".git/hooks");
    let names = fs::read_dir(folder).into_iter().flatten().flatten();
    let names = names.map(|entry| entry.file_name().to_string_lossy().into_owned());
    let mut names: Vec<String> = names.filter(|name| !name.ends_with(".sample")).collect();
    names.sort();
    names
}

/// Two branches that register one account for two partners: each is good by itself.
fn two_branches(repository: &Repository, theirs: &str) {
    let root = repository.root();
    git(root, &["checkout", "--quiet", "-b", "side"]);
    put(root, "deals/b.yaml", theirs);
    git(root, &["add", "--all"]);
    git(root, &["commit", "--quiet", "--no-verify", "-m", "theirs"]);
    git(root, &["checkout", "--quiet", "main"]);
    put(
        root,
        "deals/c.yaml",
        &deal("Meridian Cloud Consulting", "referral"),
    );
    git(root, &["add", "--all"]);
    git(root, &["commit", "--quiet", "--no-verify", "-m", "ours"]);
}

#[test]
fn a_merge_that_makes_a_conflict_of_registrations_stops() {
    let repository = book(OsStr::new(""));
    install(repository.root());
    two_branches(&repository, &deal("Oakline Partners", "referral"));
    let (merged, said) = Caller::shell().git(repository.root(), &["merge", "--no-edit", "side"]);
    assert!(!merged, "{said}");
    assert!(said.contains("registration/conflict"), "{said}");
    let (merged, said) = Caller::shell().git(repository.root(), &["commit", "--no-edit"]);
    assert!(!merged, "the same by the other hook: {said}");
}

#[test]
fn a_merge_is_not_stopped_by_what_the_other_branch_had_before() {
    let repository = book(OsStr::new(""));
    install(repository.root());
    let old = deal("Meridian Cloud Consulting", "nosuchrule")
        .replace("Quayside", "Halden")
        .replace("quayside", "halden");
    two_branches(&repository, &old);
    let (merged, said) = Caller::shell().git(repository.root(), &["merge", "--no-edit", "side"]);
    assert!(merged, "{said}");
}

#[test]
fn a_good_merge_and_a_fast_forward_pass() {
    let repository = book(OsStr::new(""));
    install(repository.root());
    let other = deal("Meridian Cloud Consulting", "referral")
        .replace("Quayside", "Halden")
        .replace("quayside", "halden");
    two_branches(&repository, &other);
    git(repository.root(), &["merge", "--no-edit", "side"]);
    git(repository.root(), &["checkout", "--quiet", "side"]);
    git(repository.root(), &["merge", "--no-edit", "main"]);
}

#[test]
fn both_hooks_come_and_go_together() {
    let repository = book(OsStr::new(""));
    let ran = install(repository.root());
    assert!(ran.stderr.contains("pre-commit and "), "{}", ran.stderr);
    assert_eq!(hooks(&repository), ["pre-commit", "pre-merge-commit"]);
    install(repository.root());
    assert_eq!(run_in(repository.root(), &["hook", "uninstall"]).code, 0);
    assert!(hooks(&repository).is_empty());
    // The one that is missing is added.
    install(repository.root());
    fs::remove_file(repository.path(".git/hooks/pre-merge-commit")).expect("removed");
    install(repository.root());
    assert_eq!(hooks(&repository), ["pre-commit", "pre-merge-commit"]);
}

#[test]
fn a_hook_for_merges_of_somebody_else_stays_and_nothing_is_half_done() {
    let repository = book(OsStr::new(""));
    let theirs = "#!/bin/sh\nexec true\n";
    put(repository.root(), ".git/hooks/pre-merge-commit", theirs);
    let ran = run_in(repository.root(), &["hook", "install"]);
    assert_eq!(ran.code, 2);
    assert!(ran.stderr.contains("pre-merge-commit"), "{}", ran.stderr);
    assert_eq!(hooks(&repository), ["pre-merge-commit"]);
    let there = fs::read_to_string(repository.path(".git/hooks/pre-merge-commit"));
    assert_eq!(there.expect("a hook"), theirs);
    assert_eq!(run_in(repository.root(), &["hook", "uninstall"]).code, 2);
}

#[test]
fn the_hook_of_an_earlier_version_is_written_anew() {
    let repository = book(OsStr::new(""));
    let earlier = "#!/bin/sh\n\
        # Written by `dealctl hook install`; `dealctl hook uninstall` removes it.\n\
        if [ -f process.toml ]; then\n\
        \x20   if ! command -v dealctl >/dev/null 2>&1; then\n\
        \x20       echo 'dealctl is not on the PATH of git hooks: install it, or commit with --no-verify.' >&2\n\
        \x20       exit 1\n\
        \x20   fi\n\
        \x20   dealctl lint --staged || exit 1\n\
        fi\n";
    put(repository.root(), ".git/hooks/pre-commit", earlier);
    install(repository.root());
    let now = fs::read_to_string(repository.path(".git/hooks/pre-commit")).expect("a hook");
    assert!(now.contains("CARGO_HOME"), "{now}");
    assert_eq!(hooks(&repository), ["pre-commit", "pre-merge-commit"]);
    put(repository.root(), ".git/hooks/pre-commit", earlier);
    assert_eq!(run_in(repository.root(), &["hook", "uninstall"]).code, 0);
    assert!(hooks(&repository).is_empty());
}

/// Installs with a copy of the binary that can be taken away.
fn installed_by_a_copy(repository: &Repository, folder: &Path) -> PathBuf {
    fs::create_dir_all(folder).expect("a folder");
    let copy = folder.join("dealctl");
    // Copied by another program: one that this process has just written is busy while another test starts a program.
    let copied = Command::new("cp")
        .args([Path::new(env!("CARGO_BIN_EXE_dealctl")), &copy])
        .status();
    assert!(copied.expect("cp").success());
    let ran = Command::new(&copy)
        .arg("--root")
        .arg(repository.root())
        .args(["hook", "install"])
        .output();
    assert!(ran.expect("dealctl").status.success());
    copy
}

fn commit(repository: &Repository, caller: &Caller, credit: &str) -> (bool, String) {
    put(
        repository.root(),
        DEAL,
        &deal("Meridian Cloud Consulting", credit),
    );
    git(repository.root(), &["add", "--all"]);
    caller.git(repository.root(), &["commit", "--quiet", "-m", "x"])
}

#[test]
fn a_program_with_a_short_path_finds_the_binary_that_wrote_the_hook() {
    for name in ["bin", "with space", "it's", "$HOME `x`", "ﬁn"] {
        let repository = book(OsStr::new(""));
        let elsewhere = Repository::empty();
        installed_by_a_copy(&repository, &elsewhere.path(name));
        let window = Caller::window(Path::new("/nonexistent"));
        let (done, said) = commit(&repository, &window, "nosuchrule");
        assert!(
            !done && said.contains("credit/unknown-rule"),
            "{name}: {said}"
        );
        let (done, said) = commit(&repository, &window, "referral");
        assert!(done, "{name}: {said}");
    }
}

#[test]
fn a_program_with_a_short_path_finds_what_cargo_installed() {
    let repository = book(OsStr::new(""));
    let elsewhere = Repository::empty();
    let copy = installed_by_a_copy(&repository, &elsewhere.path("old"));
    fs::create_dir_all(elsewhere.path("home/.cargo/bin")).expect("a folder");
    fs::rename(copy, elsewhere.path("home/.cargo/bin/dealctl")).expect("moved");
    let home = elsewhere.path("home");
    let (done, said) = commit(&repository, &Caller::window(&home), "referral");
    assert!(done, "{said}");
    let (done, said) = commit(&repository, &Caller::window(&home), "nosuchrule");
    assert!(!done && said.contains("credit/unknown-rule"), "{said}");
    // Nowhere: the commit stops, and the reason is said.
    let nowhere = Caller::window(Path::new("/nonexistent"));
    let (done, said) = commit(&repository, &nowhere, "referral");
    assert!(!done && said.contains("dealctl is not found"), "{said}");
}

#[test]
fn what_is_on_the_path_comes_first() {
    let repository = book(OsStr::new(""));
    let elsewhere = Repository::empty();
    installed_by_a_copy(&repository, &elsewhere.path("old"));
    put(
        elsewhere.root(),
        "mine/dealctl",
        "#!/bin/sh\necho mine >&2\n",
    );
    let mode = fs::Permissions::from_mode(0o755);
    fs::set_permissions(elsewhere.path("mine/dealctl"), mode).expect("a mode");
    let caller = Caller {
        path: format!("{}:{}", elsewhere.path("mine").display(), short_path()),
        home: PathBuf::from("/nonexistent"),
    };
    let (done, said) = commit(&repository, &caller, "nosuchrule");
    assert!(done && said.contains("mine"), "{said}");
}

#[test]
fn a_book_in_a_folder_of_any_name_is_checked() {
    let names: [&[u8]; 6] = [
        b"\xff\xfe",
        b"a\xffb",
        "Verkäufe".as_bytes(),
        b"it's",
        b"$(touch x)",
        b"-dash",
    ];
    for name in names {
        let folder = OsStr::from_bytes(name);
        let repository = book(folder);
        let root = repository.root().join(folder);
        install(&root);
        let script = fs::read(repository.path(".git/hooks/pre-commit")).expect("a hook");
        assert!(std::str::from_utf8(&script).is_ok());
        put(
            &root,
            DEAL,
            &deal("Meridian Cloud Consulting", "nosuchrule"),
        );
        git(repository.root(), &["add", "--all"]);
        let (done, said) = Caller::shell().git(repository.root(), &["commit", "-m", "x"]);
        assert!(
            !done && said.contains("credit/unknown-rule"),
            "{name:?}: {said}"
        );
        put(&root, DEAL, &deal("Meridian Cloud Consulting", "referral"));
        git(repository.root(), &["add", "--all"]);
        git(repository.root(), &["commit", "--quiet", "-m", "x"]);
        assert_eq!(run_in(&root, &["hook", "uninstall"]).code, 0);
        assert!(hooks(&repository).is_empty());
    }
}
