//! The invented repository of the benchmark: the same bytes for the same seed, and errors only where a fault was put.

#[path = "../benches/book/mod.rs"]
mod book;

use std::collections::BTreeMap;
use std::path::Path;

use book::Fault;
use dealctl::diagnostic::Level;
use dealctl::lint::{Linted, Selection, lint};
use dealctl::load::{Evidence, Seen, WorkTree, load};

const DEALS: usize = 600;
/// Of all bytes but process.toml. A change of the invented deals changes it: figures before and after do not compare.
const SUM: u64 = 0x88d7_c391_9f83_2890;

fn files(root: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = walkdir::WalkDir::new(root)
        .into_iter()
        .map(|entry| entry.expect("a folder of our own"))
        .filter(|entry| entry.file_type().is_file());
    entries
        .map(|entry| {
            let path = entry.path().strip_prefix(root).expect("below the root");
            let bytes = std::fs::read(entry.path()).expect("a file of our own");
            (path.to_string_lossy().replace('\\', "/"), bytes)
        })
        .collect()
}

/// FNV-1a over names and bytes: small enough to write down, sure to change with any of them.
fn sum(files: &BTreeMap<String, Vec<u8>>) -> u64 {
    let bytes = files
        .iter()
        .filter(|(path, _)| *path != "process.toml")
        .flat_map(|(path, bytes)| path.bytes().chain(bytes.iter().copied()));
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

#[test]
fn the_same_seed_gives_the_same_bytes_on_every_machine() {
    let folder = tempfile::tempdir().expect("a folder");
    let written = book::write(folder.path(), DEALS, 7).expect("written");
    let files = files(folder.path());
    let deals = files
        .keys()
        .filter(|path| path.starts_with("deals/"))
        .count();
    assert_eq!(deals, DEALS, "every account has a name of its own");
    let mean = written.bytes / DEALS as u64;
    assert!((1_800..2_600).contains(&mean), "{mean} bytes a deal");
    let sum = sum(&files);
    assert_eq!(sum, SUM, "{sum:#x}");
}

fn linted(root: &Path) -> (Linted, Vec<String>) {
    let files = WorkTree::new(root).expect("a folder");
    let seen = Seen {
        today: book::TODAY.parse().expect("a date"),
        as_of_given: true,
    };
    let book = load(&files, seen).expect("a process that can be used");
    let linted = lint(&book, &Evidence::new(&files), &Selection::default());
    let errors = linted
        .findings
        .iter()
        .filter(|finding| finding.level == Level::Error)
        .map(|finding| {
            let path = &book.sources.file(finding.place.file).path;
            format!("{path} {}: {}", finding.rule, finding.message)
        })
        .collect();
    (linted, errors)
}

#[test]
fn only_deals_with_a_fault_have_errors() {
    let folder = tempfile::tempdir().expect("a folder");
    let written = book::write(folder.path(), DEALS, 7).expect("written");
    assert!(
        (6..=36).contains(&written.faults.len()),
        "{:?}",
        written.faults
    );
    let (linted, errors) = linted(folder.path());
    let unexpected: Vec<&String> = errors
        .iter()
        .filter(|error| {
            !written
                .faults
                .iter()
                .any(|(path, _)| error.starts_with(path.as_str()))
        })
        .collect();
    assert!(unexpected.is_empty(), "{unexpected:#?}");
    for (path, fault) in &written.faults {
        let rule = match fault {
            Fault::UnmetCriterion => "gate/unmet-criterion",
            Fault::UnknownKey => "file/unknown-key",
            Fault::Syntax => "file/syntax",
            _ => continue,
        };
        assert!(
            linted.findings.iter().any(|finding| finding.rule == rule),
            "{path}: {rule} does not fire"
        );
    }
}
