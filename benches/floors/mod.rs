//! What no lint can go below: reading every deal, and parsing each.

#![allow(dead_code, reason = "each benchmark uses its own part of this")]

use std::hint::black_box;
use std::path::{Path, PathBuf};

use dealctl::text::{Limits, Node, Value, yaml};
use rayon::prelude::*;
use walkdir::WalkDir;

/// The files of deals, as lint finds them: no hidden ones, sorted.
pub fn files(root: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = WalkDir::new(root.join("deals"))
        .into_iter()
        .filter_map(Result::ok)
        .filter(|entry| entry.file_type().is_file())
        .map(walkdir::DirEntry::into_path)
        .filter(|path| path.extension().is_some_and(|ending| ending == "yaml"))
        .collect();
    files.sort_unstable();
    files
}

/// Reads every file; gives the number of bytes.
pub fn read_floor(root: &Path) -> usize {
    files(root)
        .par_iter()
        .map(|path| black_box(std::fs::read(path).unwrap()).len())
        .sum()
}

/// Reads every file and parses it to the tree with places; gives the number of values.
pub fn parse_floor(root: &Path) -> usize {
    let limits = Limits::default();
    files(root)
        .par_iter()
        .map(|path| {
            let text = String::from_utf8(std::fs::read(path).unwrap()).unwrap();
            nodes(&black_box(yaml::parse(&text, &limits)).root)
        })
        .sum()
}

fn nodes(node: &Node<'_>) -> usize {
    match &node.value {
        Value::Null | Value::Scalar(_) => 1,
        Value::List(items) => 1 + items.iter().map(nodes).sum::<usize>(),
        Value::Map(entries) => {
            1 + entries
                .iter()
                .map(|entry| nodes(&entry.value))
                .sum::<usize>()
        }
    }
}
