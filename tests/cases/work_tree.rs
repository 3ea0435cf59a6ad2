//! Files of the work tree are compared with git's by their bytes, in our own process.

#![cfg(unix)]

use std::fs;
use std::os::unix::ffi::OsStrExt as _;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, SystemTime};

use crate::support::{Ran, Repository, example, run_in};

/// Runs git in a folder; fails the test when it does.
fn git(root: &Path, arguments: &[&str]) -> String {
    git_on(root, "2026-10-05", arguments)
}

fn git_on(root: &Path, day: &str, arguments: &[&str]) -> String {
    let mut command = Command::new("git");
    command.current_dir(root).args(arguments);
    command.env("GIT_CONFIG_GLOBAL", "/dev/null");
    command.env("GIT_CONFIG_NOSYSTEM", "1");
    for role in ["AUTHOR", "COMMITTER"] {
        command.env(format!("GIT_{role}_NAME"), "Maya Chen");
        command.env(format!("GIT_{role}_EMAIL"), "maya@ourco.example");
        command.env(format!("GIT_{role}_DATE"), format!("{day}T12:00:00+00:00"));
    }
    let output = command.output().expect("git");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "git {arguments:?}: {said}");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

const DEAL: &str = "deals/quayside.yaml";

/// The example's two deals and what they point to, committed.
fn example_book(format: &str) -> Repository {
    let repository = Repository::empty();
    copy(&example(), repository.root());
    git(
        repository.root(),
        &["init", "--quiet", "--initial-branch=main", format],
    );
    git(repository.root(), &["add", "--all"]);
    git(repository.root(), &["commit", "--quiet", "-m", "the book"]);
    repository
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder") {
        let entry = entry.expect("an entry");
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).expect("a file");
        }
    }
}

fn edit(repository: &Repository, from: &str, to: &str) {
    let path = repository.path(DEAL);
    let text = fs::read_to_string(&path).expect("a deal");
    assert!(text.contains(from), "{from}");
    fs::write(path, text.replace(from, to)).expect("a deal");
}

/// Gives every file another time, as a copy, a cache or a container does.
fn touch_all(folder: &Path, hours: u64) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.ends_with(".git") {
            continue;
        }
        if path.is_dir() {
            touch_all(&path, hours);
        } else {
            let file = fs::File::options().append(true).open(path).expect("a file");
            let time = SystemTime::now() + Duration::from_secs(3600 * hours);
            file.set_modified(time).expect("a time");
        }
    }
}

/// With an error that is committed already.
fn with_an_old_error(format: &str) -> Repository {
    let repository = example_book(format);
    edit(&repository, "\ncredit: referral", "\ncredit: nosuchrule");
    git(
        repository.root(),
        &["commit", "--quiet", "-am", "an old error"],
    );
    repository
}

fn changed(repository: &Repository) -> Ran {
    let args = ["lint", "--changed", "HEAD", "--today", "2026-12-20"];
    repository.run(&args)
}

/// A program that leaves a file behind when it is run, and the file.
fn trap(repository: &Repository) -> (String, std::path::PathBuf) {
    use std::os::unix::fs::PermissionsExt as _;
    let ran = repository.path(".git/ran");
    let trap = repository.path(".git/trap");
    fs::write(
        &trap,
        format!("#!/bin/sh\necho run >> '{}'\ncat\n", ran.display()),
    )
    .expect("a trap");
    fs::set_permissions(&trap, fs::Permissions::from_mode(0o755)).expect("a mode");
    (trap.to_str().expect("UTF-8").to_owned(), ran)
}

fn append(repository: &Repository, path: &str, bytes: &[u8]) {
    let path = repository.path(path);
    let mut text = fs::read(&path).unwrap_or_default();
    text.extend_from_slice(bytes);
    fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
    fs::write(path, text).expect("a file");
}

#[test]
fn a_filter_is_not_run_whatever_bytes_its_name_has() {
    for name in [&b"\xff"[..], b"a\xc3", b"x.y", b"a=b", "ﬁlter".as_bytes()] {
        let repository = example_book("--object-format=sha1");
        let (trap, ran) = trap(&repository);
        let section = [
            b"[filter \"",
            name,
            b"\"]\n\tclean = ",
            trap.as_bytes(),
            b"\n\trequired = true\n",
        ];
        append(&repository, ".git/config", &section.concat());
        append(
            &repository,
            ".git/info/attributes",
            &[b"* filter=", name, b"\n"].concat(),
        );
        edit(&repository, "66000", "67500");
        touch_all(repository.root(), 2);
        for args in [
            &["lint"][..],
            &["lint", "--staged"],
            &["lint", "--changed", "HEAD"],
            &["forecast"],
            &["forecast", "--since", "HEAD"],
            &["trust"],
            &["score"],
            &[],
        ] {
            let answer = run_in(repository.root(), args);
            assert!(answer.code < 2, "{args:?}: {}", answer.stderr);
            assert!(!ran.exists(), "{name:?} was run by {args:?}");
        }
    }
}

#[test]
fn nothing_differs_where_every_byte_is_the_same() {
    for format in ["--object-format=sha1", "--object-format=sha256"] {
        let repository = with_an_old_error(format);
        assert_eq!(changed(&repository).code, 0);
        touch_all(repository.root(), 2);
        let ran = changed(&repository);
        assert_eq!((ran.code, ran.text()), (0, ""), "{}", ran.stderr);
    }
}

#[test]
fn a_copy_of_the_clone_is_judged_like_the_clone() {
    let repository = with_an_old_error("--object-format=sha1");
    let other = Repository::empty();
    copy(repository.root(), other.root());
    let ran = changed(&other);
    assert_eq!((ran.code, ran.text()), (0, ""), "{}", ran.stderr);
}

#[test]
fn an_edit_that_keeps_the_time_and_the_size_is_an_edit() {
    let repository = example_book("--object-format=sha1");
    let path = repository.path(DEAL);
    let time = fs::metadata(&path)
        .and_then(|there| there.modified())
        .expect("a time");
    edit(&repository, "\ncredit: referral", "\ncredit: referraI");
    let file = fs::File::options()
        .append(true)
        .open(&path)
        .expect("a deal");
    file.set_modified(time).expect("a time");
    let ran = changed(&repository);
    assert_eq!(ran.code, 1, "{}", ran.stderr);
    assert!(ran.text().contains("credit/unknown-rule"), "{}", ran.text());
}

#[test]
fn a_mode_is_no_change_of_a_deal() {
    use std::os::unix::fs::PermissionsExt as _;
    let repository = with_an_old_error("--object-format=sha1");
    fs::set_permissions(repository.path(DEAL), fs::Permissions::from_mode(0o755)).expect("a mode");
    assert_eq!(changed(&repository).code, 0);
}

#[test]
fn what_is_committed_is_not_called_uncommitted() {
    let repository = example_book("--object-format=sha1");
    touch_all(repository.root(), 2);
    let args = ["forecast", "--since", "HEAD", "--today", "2026-12-20"];
    let ran = repository.run(&args);
    assert!(ran.text().contains("northwind"), "{}", ran.text());
    assert!(!ran.text().contains("not committed yet"), "{}", ran.text());
    append(&repository, "deals/northwind.yaml", b"# signed\n");
    let ran = repository.run(&args);
    assert!(ran.text().contains("not committed yet"), "{}", ran.text());
}

#[test]
fn line_ends_of_windows_are_no_change_where_the_attributes_say_so() {
    let crlf = |repository: &Repository| {
        let path = repository.path(DEAL);
        let text = fs::read_to_string(&path).expect("a deal");
        fs::write(path, text.replace('\n', "\r\n")).expect("a deal");
    };
    for attributes in [
        "*.yaml text\n",
        "* text=auto\n",
        "*.yaml eol=crlf\n",
        "*.yaml crlf\n",
    ] {
        let repository = with_an_old_error("--object-format=sha1");
        append(&repository, ".git/info/attributes", attributes.as_bytes());
        crlf(&repository);
        assert_eq!(changed(&repository).code, 0, "{attributes}");
    }
    let repository = with_an_old_error("--object-format=sha1");
    git(repository.root(), &["config", "core.autocrlf", "true"]);
    crlf(&repository);
    assert_eq!(changed(&repository).code, 0);
    for attributes in ["", "*.yaml -text\n", "*.yaml binary\n"] {
        let repository = with_an_old_error("--object-format=sha1");
        append(&repository, ".git/info/attributes", attributes.as_bytes());
        crlf(&repository);
        assert_eq!(changed(&repository).code, 1, "{attributes}");
    }
}

#[test]
fn of_a_file_that_a_filter_converts_nobody_knows_and_one_line_says_so() {
    let repository = with_an_old_error("--object-format=sha1");
    let (trap, ran) = trap(&repository);
    git(repository.root(), &["config", "filter.seal.clean", &trap]);
    append(&repository, ".git/info/attributes", b"*.yaml filter=seal\n");
    // Nothing to convert: the bytes are the same.
    let same = changed(&repository);
    assert_eq!((same.code, same.stderr.as_str()), (0, ""));
    append(&repository, DEAL, b"# sealed\n");
    append(&repository, "deals/northwind.yaml", b"# sealed\n");
    let unknown = changed(&repository);
    assert_eq!(unknown.code, 1, "{}", unknown.stderr);
    assert_eq!(
        unknown.stderr.matches("(a filter").count(),
        1,
        "{}",
        unknown.stderr
    );
    assert!(unknown.stderr.contains("deals/"), "{}", unknown.stderr);
    let forecast = repository.run(&["forecast", "--since", "HEAD", "--today", "2026-12-20"]);
    assert!(
        !forecast.text().contains("not committed yet"),
        "{}",
        forecast.text()
    );
    assert_eq!(
        forecast.stderr.matches("(a filter").count(),
        1,
        "{}",
        forecast.stderr
    );
    assert!(!ran.exists());
}

#[test]
fn a_filter_that_is_not_set_up_converts_nothing() {
    let repository = with_an_old_error("--object-format=sha1");
    append(&repository, ".git/info/attributes", b"*.yaml filter=seal\n");
    append(&repository, DEAL, b"# an edit\n");
    let ran = changed(&repository);
    assert_eq!(
        (ran.code, ran.stderr.contains("filter")),
        (1, false),
        "{}",
        ran.stderr
    );
}

#[test]
fn what_is_staged_is_read_from_git_where_the_file_is_another() {
    let repository = example_book("--object-format=sha1");
    edit(&repository, "\ncredit: referral", "\ncredit: nosuchrule");
    git(repository.root(), &["add", "--all"]);
    edit(&repository, "\ncredit: nosuchrule", "\ncredit: referral");
    let ran = repository.run(&["lint", "--staged", "--today", "2026-12-20"]);
    assert_eq!(ran.code, 1, "{}", ran.stderr);
    assert!(ran.text().contains("nosuchrule"), "{}", ran.text());
}

#[test]
fn deleted_replaced_and_new_files_are_changes() {
    let repository = with_an_old_error("--object-format=sha1");
    let new = fs::read(repository.path(DEAL)).expect("a deal");
    fs::write(repository.path("deals/other.yaml"), new).expect("a deal");
    let ran = changed(&repository);
    assert!(ran.text().contains("deals/other.yaml"), "{}", ran.text());
    fs::remove_file(repository.path("deals/other.yaml")).expect("removed");
    fs::rename(repository.path(DEAL), repository.path("notes/kept.yaml")).expect("moved");
    std::os::unix::fs::symlink("../notes/kept.yaml", repository.path(DEAL)).expect("a link");
    let ran = changed(&repository);
    assert!(ran.text().contains("unknown-rule"), "{}", ran.text());
}

#[test]
fn a_book_in_a_folder_that_is_not_utf8_has_a_past_and_a_change() {
    let repository = Repository::empty();
    let folder = std::ffi::OsStr::from_bytes(b"b\xff\xfek");
    let root = repository.root().join(folder);
    copy(&example(), &root);
    git(
        repository.root(),
        &["init", "--quiet", "--initial-branch=main"],
    );
    git(repository.root(), &["add", "--all"]);
    git(repository.root(), &["commit", "--quiet", "-m", "the book"]);
    let path = root.join(DEAL);
    let text = fs::read_to_string(&path).expect("a deal");
    let late = text.replace("\ncredit: referral", "\ncredit: implementation");
    fs::write(&path, late).expect("a deal");
    assert!(
        run_in(&root, &["lint", "--changed", "HEAD"])
            .text()
            .contains("quayside")
    );
    git_on(
        repository.root(),
        "2026-10-20",
        &["commit", "--quiet", "-am", "credit"],
    );
    let ran = run_in(&root, &["lint"]);
    assert!(
        ran.text().contains("credit/changed-after-entry"),
        "{}",
        ran.text()
    );
    let sarif = run_in(&root, &["lint", "--format", "sarif"]);
    assert!(
        sarif.text().contains("b%FF%FEk/deals/quayside.yaml"),
        "{}",
        sarif.text()
    );
}
