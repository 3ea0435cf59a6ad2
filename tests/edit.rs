//! `dealctl edit`, with editors that are scripts.

#![cfg(unix)]

mod support;

use std::fs;

use support::{Ran, Repository, TODAY, dealctl, run};

const DEAL: &str = "account: {name: Fern Group}\nhistory: {registered: 2026-11-20}\n";

fn book() -> Repository {
    Repository::new().with("deals/fern.yaml", DEAL)
}

fn edit(book: &Repository, deal: &str, editor: &str) -> Ran {
    run(dealctl()
        .arg("--root")
        .arg(book.root())
        .args(["edit", deal, "--today", TODAY])
        .env("HOME", book.root())
        .env_remove("VISUAL")
        .env("EDITOR", editor))
}

#[test]
fn the_editor_gets_the_file_of_the_deal_and_its_own_arguments() {
    let book = book().with("deals/2026/two words.yaml", DEAL);
    let log = book.path("log");
    for (deal, path) in [
        ("fern", "deals/fern.yaml"),
        ("two words", "deals/2026/two words.yaml"),
    ] {
        let editor = format!(
            "sh -c 'printf \"%s|\" \"$@\" > \"{}\"' editor --wait",
            log.display()
        );
        let ran = edit(&book, deal, &editor);
        assert!(ran.code < 2, "{}", ran.stderr);
        let said = fs::read_to_string(&log).expect("it ran");
        let root = book.root().canonicalize().expect("a folder");
        assert_eq!(said, format!("--wait|{}|", root.join(path).display()));
    }
}

#[test]
fn errors_of_the_deal_are_shown_and_those_of_others_are_not() {
    let wrong = &include_str!("example/deals/quayside.yaml").replace("66000", "many");
    let book = book()
        .with("deals/other.yaml", wrong.replace("many", "few"))
        .with("new.yaml", wrong);
    let copy = format!("cp {}", book.path("new.yaml").display());
    let ran = edit(&book, "fern", &copy);
    assert_eq!(ran.code, 1, "{}", ran.stderr);
    assert!(
        ran.text().contains("error[") && ran.text().contains("many"),
        "{}",
        ran.text()
    );
    assert!(!ran.text().contains("other.yaml"), "{}", ran.text());
    assert!(
        ran.stderr.contains("deals/fern.yaml has") && ran.stderr.contains("line 3"),
        "{}",
        ran.stderr
    );
    let written = fs::read_to_string(book.path("deals/fern.yaml")).expect("a deal");
    assert_eq!(&written, wrong);
}

#[test]
fn a_deal_that_cannot_be_read_can_be_corrected() {
    let book = Repository::new()
        .with("deals/fern.yaml", "account: [\n")
        .with("new.yaml", include_str!("example/deals/quayside.yaml"));
    let ran = edit(&book, "fern", "true");
    assert_eq!(ran.code, 1, "{}", ran.stderr);
    let copy = format!("cp {}", book.path("new.yaml").display());
    let ran = edit(&book, "fern", &copy);
    assert_eq!((ran.code, ran.text()), (0, ""), "{}", ran.stderr);
}

#[test]
fn visual_goes_before_editor_and_both_before_git() {
    let book = book().with(".gitconfig", "[core]\n\teditor = touch of-git; true\n");
    let run = |set: &[(&str, &str)]| {
        let mut command = dealctl();
        command
            .current_dir(book.root())
            .args(["edit", "fern", "--today", TODAY])
            .env("HOME", book.root())
            .env_remove("XDG_CONFIG_HOME")
            .env_remove("GIT_CONFIG_GLOBAL")
            .env_remove("VISUAL")
            .env_remove("EDITOR");
        for (name, value) in set {
            command.env(name, value);
        }
        run(&mut command);
        ["visual", "of-editor", "of-git"]
            .into_iter()
            .find(|name| fs::remove_file(book.path(name)).is_ok())
    };
    let visual = ("VISUAL", "touch visual; true");
    let editor = ("EDITOR", "touch of-editor; true");
    assert_eq!(run(&[visual, editor]), Some("visual"));
    assert_eq!(run(&[editor, ("VISUAL", "")]), Some("of-editor"));
    assert_eq!(run(&[]), Some("of-git"));
}

/// The configuration of a repository may be a stranger's, who would choose the program.
#[test]
fn the_editor_of_the_repository_itself_is_not_run() {
    let book = book();
    let git = |args: &[&str]| {
        let done = std::process::Command::new("git")
            .current_dir(book.root())
            .args(args)
            .status();
        assert!(done.expect("git runs").success());
    };
    git(&["init", "--quiet"]);
    git(&["config", "core.editor", "touch pwned; true"]);
    let ran = run(dealctl()
        .current_dir(book.root())
        .args(["edit", "fern", "--today", TODAY])
        .env("HOME", book.root())
        .env_remove("XDG_CONFIG_HOME")
        .env_remove("GIT_CONFIG_GLOBAL")
        .env_remove("VISUAL")
        .env_remove("EDITOR"));
    assert_eq!(ran.code, 2);
    assert!(ran.stderr.contains("no editor is set"), "{}", ran.stderr);
    assert!(!book.path("pwned").exists());
}

#[test]
fn what_cannot_be_edited_says_why() {
    let book = book();
    for (deal, editor, said) in [
        ("nobody", "true", "there is no deal nobody"),
        ("fern", "false", "the editor false ended with a failure"),
        ("fern", "no-such-editor", "no-such-editor"),
    ] {
        let ran = edit(&book, deal, editor);
        assert_eq!(ran.code, 2, "{deal} {editor}");
        assert!(ran.stderr.contains(said), "{}", ran.stderr);
    }
    let ran = book.run(&["edit", "fern", "--at", "HEAD"]);
    assert_eq!(ran.code, 2);
    assert!(ran.stderr.contains("cannot be edited"), "{}", ran.stderr);
}
