//! `dealctl hook install` where a repository is not as it usually is.
#![cfg(unix)]

mod scratch;
mod support;

use std::fs;
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::{Path, PathBuf};
use std::process::Command;

use scratch::Scratch;
use support::{Ran, dealctl, run};

/// A fault: a rule that process.toml does not know.
const BAD: &str = "\
account: {name: Quayside Ports}
partner: meridian
registered: 2026-11-20
credit: finders fee
history: {registered: 2026-11-20}
";

/// A repository with an empty book in each of these folders.
fn books(folders: &[&str]) -> Scratch {
    let scratch = Scratch::new();
    for folder in folders.iter().filter(|folder| !folder.is_empty()) {
        let text = fs::read(scratch.root().join("process.toml")).expect("a process");
        scratch.write(&format!("{folder}/process.toml"), text);
    }
    if !folders.contains(&"") {
        scratch.remove("process.toml");
    }
    scratch.commit("2026-11-20", "Maya Chen");
    scratch
}

/// The settings of the user that the test is.
fn config(scratch: &Scratch) -> PathBuf {
    scratch.root().join(".git/of-the-user")
}

fn hook(scratch: &Scratch, folder: &str, command: &str) -> Ran {
    let ran = run(dealctl()
        .current_dir(scratch.root().join(folder))
        .env("GIT_CONFIG_GLOBAL", config(scratch))
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .args(["hook", command]));
    assert!(!ran.stderr.contains("/../"), "{}", ran.stderr);
    ran
}

fn path(scratch: &Scratch) -> PathBuf {
    scratch.root().join(".git/hooks/pre-commit")
}

fn put(path: &Path, text: &str, mode: u32) {
    fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
    fs::write(path, text).expect("written");
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("a mode");
}

/// Commits everything with the binary under test on the PATH; whether that went through.
fn commit(scratch: &Scratch) -> (bool, String) {
    let binary = Path::new(env!("CARGO_BIN_EXE_dealctl"));
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folder = binary.parent().expect("a folder").to_path_buf();
    let paths = std::iter::once(folder).chain(std::env::split_paths(&path));
    scratch.git(&["add", "--all"]);
    let output = Command::new("git")
        .current_dir(scratch.root())
        .env("PATH", std::env::join_paths(paths).expect("a PATH"))
        .env("GIT_CONFIG_GLOBAL", config(scratch))
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .args(["-c", "user.name=M", "-c", "user.email=m@ourco.example"])
        .args(["commit", "--quiet", "--allow-empty", "-m", "x"])
        .output()
        .expect("git");
    let said = [output.stdout, output.stderr].concat();
    (
        output.status.success(),
        String::from_utf8_lossy(&said).into_owned(),
    )
}

#[test]
fn a_branch_without_a_book_is_committed_to_as_ever() {
    let scratch = books(&[""]);
    assert_eq!(hook(&scratch, "", "install").code, 0);
    scratch.git(&["checkout", "--quiet", "--orphan", "pages"]);
    scratch.git(&["rm", "--quiet", "-r", "--force", "."]);
    scratch.write("index.html", "x");
    let (passed, said) = commit(&scratch);
    assert!(passed, "{said}");
    scratch.git(&["checkout", "--quiet", "main"]);
    scratch.write("deals/a.yaml", BAD);
    let (passed, said) = commit(&scratch);
    assert!(!passed && said.contains("credit/unknown-rule"), "{said}");
}

#[test]
fn hooks_that_other_repositories_have_too_are_not_written() {
    let scratch = books(&["", "sub"]);
    let shared = tempfile::tempdir().expect("a folder");
    let set = |folder: &Path| {
        let text = format!("[core]\n\thooksPath = {}\n", folder.display());
        fs::write(config(&scratch), text).expect("written");
    };
    set(shared.path());
    let ran = hook(&scratch, "", "install");
    assert_eq!(ran.code, 2);
    assert!(ran.stderr.contains("core.hooksPath"), "{}", ran.stderr);
    let line = "[ ! -f process.toml ] || dealctl lint --staged || exit 1";
    assert!(ran.stderr.contains(line), "{}", ran.stderr);
    assert!(!shared.path().join("pre-commit").exists());
    // The line that it says: nothing where there is no book, and the check where there is one. Both hooks are named at once.
    let theirs = shared.path().join("pre-commit");
    let of_merges = shared.path().join("pre-merge-commit");
    for path in [&theirs, &of_merges] {
        assert!(
            ran.stderr.contains(&path.display().to_string()),
            "{}",
            ran.stderr
        );
        let one = hook(&scratch, "", "install");
        assert_eq!(one.code, 2, "{}", one.stderr);
        put(path, &format!("#!/bin/sh\n{line}\necho on >&2\n"), 0o755);
    }
    let again = hook(&scratch, "", "install");
    assert_eq!(again.code, 0, "{}", again.stderr);
    assert!(
        again.stderr.contains("checks each commit already"),
        "{}",
        again.stderr
    );
    put(&theirs, &format!("#!/bin/sh\n# {line}\n"), 0o755);
    assert_eq!(
        hook(&scratch, "", "install").code,
        2,
        "a comment checks nothing"
    );
    put(&theirs, &format!("#!/bin/sh\n{line}\necho on >&2\n"), 0o755);
    scratch.write("deals/a.yaml", BAD);
    let (passed, said) = commit(&scratch);
    assert!(!passed && said.contains("credit/unknown-rule"), "{said}");
    scratch.remove("deals/a.yaml");
    scratch.remove("process.toml");
    let (passed, said) = commit(&scratch);
    assert!(passed && said.contains("on"), "{said}");
    // A folder of this repository is this repository's, also when it is named from its top.
    set(Path::new(".githooks"));
    assert_eq!(hook(&scratch, "sub", "install").code, 0);
    assert!(scratch.root().join(".githooks/pre-commit").is_file());
}

#[test]
fn a_second_book_is_added_by_the_line_that_install_says() {
    let scratch = books(&["b1", "-b2"]);
    assert_eq!(hook(&scratch, "b1", "install").code, 0);
    let ran = hook(&scratch, "-b2", "install");
    assert_eq!(ran.code, 2);
    assert!(
        ran.stderr.contains("is dealctl's, for another book"),
        "{}",
        ran.stderr
    );
    let (_, line) = ran.stderr.split_once("at its end: ").expect("a line");
    let mut text = fs::read_to_string(path(&scratch)).expect("a hook");
    text += line;
    put(&path(&scratch), &text, 0o755);
    for book in ["b1", "-b2"] {
        let deal = format!("{book}/deals/a.yaml");
        scratch.write(&deal, BAD);
        let (passed, said) = commit(&scratch);
        assert!(
            !passed && said.contains("credit/unknown-rule"),
            "{book}: {said}"
        );
        scratch.remove(&deal);
        let (passed, said) = commit(&scratch);
        assert!(passed, "{book}: {said}");
    }
    let ran = hook(&scratch, "b1", "uninstall");
    assert_eq!(ran.code, 2, "{}", ran.stderr);
}

#[test]
fn a_book_in_a_folder_that_begins_with_a_dash_is_no_option() {
    let scratch = books(&["-dash"]);
    assert_eq!(hook(&scratch, "-dash", "install").code, 0);
    scratch.write("-dash/notes.md", "x");
    let (passed, said) = commit(&scratch);
    assert!(passed, "{said}");
    scratch.write("-dash/deals/a.yaml", BAD);
    let (passed, said) = commit(&scratch);
    assert!(!passed && said.contains("credit/unknown-rule"), "{said}");
}

#[test]
fn a_hook_that_git_passes_over_is_named_as_such() {
    let scratch = books(&[""]);
    assert_eq!(hook(&scratch, "", "install").code, 0);
    fs::set_permissions(path(&scratch), fs::Permissions::from_mode(0o644)).expect("a mode");
    let ran = hook(&scratch, "", "install");
    assert_eq!(ran.code, 0);
    assert!(
        ran.stderr.contains("it can be executed now"),
        "{}",
        ran.stderr
    );
    let mode = fs::metadata(path(&scratch))
        .expect("a hook")
        .permissions()
        .mode();
    assert_eq!(mode & 0o111, 0o111);
    put(&path(&scratch), "#!/bin/sh\nmake check\n", 0o644);
    let ran = hook(&scratch, "", "install");
    assert!(
        ran.code == 2 && ran.stderr.contains("not executable"),
        "{}",
        ran.stderr
    );
    fs::remove_file(path(&scratch)).expect("removed");
    symlink("nowhere", path(&scratch)).expect("a link");
    for command in ["install", "uninstall"] {
        let ran = hook(&scratch, "", command);
        assert_eq!(ran.code, 2, "{}", ran.stderr);
        assert!(
            ran.stderr.contains("a link that leads nowhere"),
            "{}",
            ran.stderr
        );
        assert!(ran.stderr.contains("help: remove"), "{}", ran.stderr);
    }
}

#[test]
fn the_folder_of_hooks_cannot_steer_the_terminal() {
    let scratch = books(&[""]);
    fs::write(
        config(&scratch),
        "[core]\n\thooksPath = \".githooks\\u\"\n".replace("\\u", "\u{1b}]0;owned\u{7}"),
    )
    .expect("written");
    for command in ["install", "install", "uninstall", "uninstall"] {
        let ran = hook(&scratch, "", command);
        assert!(
            !ran.stderr.contains(['\u{1b}', '\u{7}']),
            "{:?}",
            ran.stderr
        );
        assert!(ran.stderr.contains("\\u{1b}]0;owned"), "{:?}", ran.stderr);
    }
}
