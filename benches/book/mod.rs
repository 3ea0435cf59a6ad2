//! A repository of any number of deals, invented from a seed: the same seed and number give the same bytes everywhere.
//!
//! The benchmark measures on it and a test lints it. The deals are of every shape that the format knows and lint without
//! errors, apart from a few per cent that carry one fault each.

mod deal;
mod random;
mod words;
mod yaml;

use std::fs;
use std::io;
use std::path::Path;

pub(crate) use deal::Fault;
use random::Random;

/// The process that the deals follow.
const PROCESS: &str = include_str!("../../tests/example/process.toml");
/// The day the books are seen from.
pub(crate) const TODAY: &str = "2026-11-23";
/// How many deals share a note.
const DEALS_PER_NOTE: usize = 50;
/// How many deals' accounts are spread over one list of each seller.
const DEALS_PER_LIST: usize = 1_200;
/// How many deals a folder holds, and how many notes.
const FILES_PER_FOLDER: usize = 250;
/// One signal for so many deals, up to what one file may hold.
const DEALS_PER_SIGNAL: usize = 20;
/// The most signals.
const SIGNALS: usize = 500;

/// What was written.
#[derive(Debug, Default)]
pub(crate) struct Written {
    /// Bytes of all files below `deals/`.
    pub(crate) bytes: u64,
    /// The deals with a fault, by path from the root.
    pub(crate) faults: Vec<(String, Fault)>,
}

/// Writes a repository of `n` deals into a folder.
pub(crate) fn write(root: &Path, n: usize, seed: u64) -> io::Result<Written> {
    let mut written = Written::default();
    fs::create_dir_all(root)?;
    fs::write(root.join("process.toml"), PROCESS)?;
    let mut in_year: [usize; 3] = [0; 3];
    let mut lists = vec![String::new(); words::SELLERS.len()];
    let mut note = String::new();
    let mut signals = String::new();
    for index in 0..n {
        let mut random = Random::new(seed, index as u64);
        let made = deal::make(index, &mut random);
        let number = &mut in_year[usize::try_from(made.year - 2024).unwrap_or(0).min(2)];
        let folder = format!("deals/{}/{:03}", made.year, *number / FILES_PER_FOLDER);
        *number += 1;
        fs::create_dir_all(root.join(&folder))?;
        let path = format!("{folder}/{}.yaml", words::slug(&made.account));
        written.bytes += made.text.len() as u64;
        fs::write(root.join(&path), &made.text)?;
        written.faults.extend(made.fault.map(|fault| (path, fault)));

        note.extend(["\n- ", &made.account, ": “", made.quote, "”\n"]);
        if (index + 1) % DEALS_PER_NOTE == 0 || index + 1 == n {
            let text = format!("# Meetings with customers and partners\n{note}");
            write_below(root, &note_path(index), &text)?;
            note.clear();
        }
        lists[made.seller].extend(["- ", &made.account, "\n"]);
        if (index + 1) % DEALS_PER_LIST == 0 || index + 1 == n {
            for (seller, accounts) in lists.iter_mut().enumerate() {
                let text = format!(
                    "# {}, priority accounts\n\n{accounts}",
                    words::SELLERS[seller]
                );
                write_below(root, &list_path(index, seller), &text)?;
                accounts.clear();
            }
        }
        if index % DEALS_PER_SIGNAL == 0 && index / DEALS_PER_SIGNAL < SIGNALS {
            signals += &made.signal;
        }
    }
    fs::write(root.join("signals.yaml"), signals)?;
    Ok(written)
}

/// The note that a deal's sources are in, from the root.
fn note_path(index: usize) -> String {
    let number = index / DEALS_PER_NOTE;
    format!("notes/{:03}/{number:05}.md", number / FILES_PER_FOLDER)
}

/// The priority list that names a deal's account, from the root.
fn list_path(index: usize, seller: usize) -> String {
    let list = words::slug(words::SELLERS[seller]);
    format!("lists/{list}/{:03}.md", index / DEALS_PER_LIST)
}

fn write_below(root: &Path, path: &str, text: &str) -> io::Result<()> {
    let path = root.join(path);
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(path, text)
}
