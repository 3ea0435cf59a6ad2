//! docs/format.md explains every key that the two formats have, and no other.

use std::collections::BTreeSet;

use dealctl::model::book::Signal;
use dealctl::model::deal::DealFile;
use dealctl::model::process_file::ProcessFile;
use dealctl::model::record::{Field, FromNode, Shape};

use super::blocks::read;

/// What every dated entry may carry; explained once.
const EVERYWHERE: &[&str] = &["by", "reason", "note", "source"];

fn collect(shape: Shape, path: &str, out: &mut BTreeSet<String>) {
    match shape {
        Shape::Record(keys) => {
            for Field { key, shape, .. } in keys().fields {
                let below = if path.is_empty() {
                    key.to_owned()
                } else {
                    format!("{path}.{key}")
                };
                if !EVERYWHERE.contains(&key) || path.is_empty() {
                    out.insert(below.clone());
                }
                collect(shape, &below, out);
            }
        }
        Shape::List(item) | Shape::OneOrMany(item) | Shape::Either([item, ..]) => {
            collect(*item, path, out);
        }
        Shape::Table(item) => collect(*item, &format!("{path}.KEY"), out),
        Shape::Leaf(_) | Shape::Any | Shape::Either([]) => {}
    }
}

/// The keys that the tables between two headings name: what stands in backticks in the first column.
fn named(text: &str, heading: &str) -> BTreeSet<String> {
    let section = text
        .split_once(&format!("\n## {heading}\n"))
        .unwrap_or_else(|| panic!("docs/format.md has no section {heading}"))
        .1;
    let section = section.split("\n## ").next().unwrap_or_default();
    let cells = section
        .lines()
        .filter_map(|line| line.strip_prefix("| `")?.split(" | ").next());
    let keys = cells.flat_map(|cell| cell.split('`').step_by(2));
    keys.filter(|key| !key.trim_matches([',', ' ']).is_empty())
        .map(ToOwned::to_owned)
        .collect()
}

fn compare(heading: &str, shape: Shape, prefix: &str, below: &[(&str, &str)]) {
    let mut known = BTreeSet::new();
    collect(shape, prefix, &mut known);
    // What has the keys of something else is explained there.
    known.retain(|key| {
        !below
            .iter()
            .any(|(from, _)| key.starts_with(&format!("{from}.")))
    });
    let mut named = named(&read("docs/format.md"), heading);
    named.retain(|key| !EVERYWHERE.contains(&key.as_str()) || known.contains(key));
    let missing: Vec<_> = known.difference(&named).collect();
    let unknown: Vec<_> = named.difference(&known).collect();
    assert!(
        missing.is_empty() && unknown.is_empty(),
        "{heading}: not in docs/format.md: {missing:#?}\nin docs/format.md, but no such key: {unknown:#?}"
    );
}

#[test]
fn every_key_of_a_deal_is_explained() {
    compare(
        "Every key of a deal",
        DealFile::SHAPE,
        "",
        &[
            ("earlier_handoffs", "handoff"),
            ("other_partners.contact", "partner.contact"),
            ("other_partners.credit", "credit"),
        ],
    );
}

#[test]
fn every_key_of_the_process_is_explained() {
    compare(
        "Every key of process.toml",
        ProcessFile::SHAPE,
        "",
        &[("partners.KEY.contact", "partner.contact")],
    );
}

#[test]
fn every_key_of_a_signal_is_explained() {
    compare("Every key of signals.yaml", Signal::SHAPE, "", &[]);
}
