//! `dealctl man`: a page for each command.

mod support;

use std::collections::BTreeSet;
use std::fs;

use support::{Repository, dealctl, run};

#[test]
fn every_command_has_its_page() {
    let folder = Repository::empty();
    let write = || {
        run(dealctl()
            .current_dir(folder.root())
            .args(["man", "-o", "share/man1"]))
    };
    let ran = write();
    assert_eq!((ran.code, ran.text()), (0, ""), "{}", ran.stderr);
    let entries = fs::read_dir(folder.path("share/man1")).expect("a folder");
    let names = entries.map(|entry| entry.expect("a file").file_name());
    let names: BTreeSet<String> = names
        .map(|name| name.to_string_lossy().into_owned())
        .collect();
    let program = dealctl::cli::command();
    let mut wanted = BTreeSet::from(["dealctl.1".to_owned()]);
    for command in program.get_subcommands() {
        let name = format!("dealctl-{}", command.get_name());
        let below = command.get_subcommands();
        wanted.extend(below.map(|it| format!("{name}-{}.1", it.get_name())));
        wanted.insert(format!("{name}.1"));
    }
    assert_eq!(names, wanted);
    let page =
        |name: &str| fs::read_to_string(folder.path("share/man1").join(name)).expect("a page");
    let before: Vec<String> = names.iter().map(|name| page(name)).collect();
    assert!(page("dealctl-lint.1").contains("dealctl lint"));
    for (name, text) in names.iter().zip(&before) {
        assert!(text.contains(".TH") && text.contains("SYNOPSIS"), "{name}");
    }
    assert_eq!(write().code, 0);
    let after: Vec<String> = names.iter().map(|name| page(name)).collect();
    assert_eq!(before, after, "the same pages each time");
}

#[test]
fn a_folder_that_cannot_be_made_is_named() {
    let folder = Repository::empty().with("file", "");
    let ran = run(dealctl()
        .current_dir(folder.root())
        .args(["man", "-o", "file/man1"]));
    assert_eq!(ran.code, 2);
    assert!(ran.stderr.contains("file/man1"), "{}", ran.stderr);
}
