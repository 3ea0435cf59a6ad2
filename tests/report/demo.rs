//! The deals of this repository, with a week of changes behind them.

use std::path::{Path, PathBuf};

use crate::scratch::Scratch;
use crate::support::{Ran, run_in};

/// The day that the deals are looked at from.
pub const TODAY: &str = "2026-11-23";

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            files(&path, found);
        } else {
            found.push(path);
        }
    }
}

/// The repository: a week ago some deals were worth something else, or were not there.
pub fn demo() -> Scratch {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let scratch = Scratch::new();
    let mut found = vec![root.join("process.toml")];
    files(&root.join("deals"), &mut found);
    let mut later = Vec::new();
    for (number, path) in found.iter().enumerate() {
        let name = path
            .strip_prefix(root)
            .expect("inside")
            .to_string_lossy()
            .replace('\\', "/");
        let bytes = std::fs::read(path).expect("a file");
        let is_recent = name.starts_with("deals/2026/") && number % 5 == 0;
        if is_recent {
            later.push((name, bytes));
            continue;
        }
        let before =
            String::from_utf8_lossy(&bytes).replace("close_date: 2026-12", "close_date: 2027-03");
        scratch.write(&name, before);
        later.push((name, bytes));
    }
    scratch.commit("2026-11-13", "Maya Chen");
    for (name, bytes) in later {
        scratch.write(&name, bytes);
    }
    scratch.commit("2026-11-20", "Sam Ortiz");
    scratch
}

/// `dealctl report` over a repository.
pub fn report(scratch: &Scratch, more: &[&str]) -> Ran {
    let args: Vec<&str> = [&["report", "--today", TODAY], more].concat();
    let ran = run_in(scratch.root(), &args);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    ran
}
