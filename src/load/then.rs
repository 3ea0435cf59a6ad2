//! The book as another commit has it. What is the same in both is taken over from the book that was read already.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use rayon::prelude::*;

use crate::model::book::Indexes;
use crate::model::{Book, Process};
use crate::text::{Limits, Node, SourceFile, Sources, Value, toml};

use super::origin::Origin;
use super::{Edited, InvalidProcess, PROCESS_FILE, Seen, load, process_of, swap_deals};

/// A book, and whether its process.toml differs.
pub struct Snapshot {
    /// The files of that commit, seen from that day.
    pub book: Book,
    /// The current files under the old process, seen from today; `None` if process.toml is the same.
    pub now_by_old_process: Option<Book>,
}

/// Reads the book as `then` has it, and sees it from a day that is not after the book's own. `differing` are the files of
/// deals that differ between the two, or may.
///
/// # Errors
/// process.toml could not be used then.
pub fn then(
    now: &Book,
    here: &dyn Origin,
    there: &dyn Origin,
    differing: &BTreeSet<String>,
    day: NaiveDate,
) -> Result<Snapshot, Box<InvalidProcess>> {
    let text_now = text(here);
    let text_then = text(there);
    let same_process = text_now == text_then || says_the_same(&text_now, &text_then);
    let seen = |today| Seen {
        today,
        as_of_given: true,
    };
    if same_process || reads_deals_alike(&text_now, &text_then) {
        let mut book = copy(now, then_of(there, now)?, day);
        swap_deals(&mut book, there, differing);
        let now_by_old_process = if same_process {
            None
        } else {
            Some(copy(now, then_of(there, now)?, now.today))
        };
        return Ok(Snapshot {
            book,
            now_by_old_process,
        });
    }
    let mut edited = Edited::new(here);
    edited.put(PROCESS_FILE, text_then);
    let read = |origin: &dyn Origin, day| -> Result<Book, Box<InvalidProcess>> {
        let mut book = load(origin, seen(day))?;
        book.process.learn_ids(&now.process);
        Ok(book)
    };
    Ok(Snapshot {
        book: read(there, day)?,
        now_by_old_process: Some(read(&edited, now.today)?),
    })
}

/// Reads the process of then, which also knows its stages by the ids of today.
fn then_of(there: &dyn Origin, now: &Book) -> Result<Process, Box<InvalidProcess>> {
    let mut process = process_of(there)?;
    process.learn_ids(&now.process);
    Ok(process)
}

/// The text of process.toml; an unreadable one differs from every other.
fn text(origin: &dyn Origin) -> String {
    let bytes = origin.read(PROCESS_FILE, Limits::default().bytes);
    String::from_utf8(bytes.unwrap_or_default()).unwrap_or_default()
}

/// Whether two texts differ only in comments, spaces and line ends.
fn says_the_same(a: &str, b: &str) -> bool {
    match (toml::parse(a), toml::parse(b)) {
        (Ok(a), Ok(b)) => same(Some(&a), Some(&b)),
        _ => false,
    }
}

/// Returns whether two processes differ only in parts that reading a deal does not use. A deal takes its partner's name
/// from `[partners]`, the side of a touch from the roles of `[process]`, and caps from `[lint]`.
fn reads_deals_alike(a: &str, b: &str) -> bool {
    let (Ok(a), Ok(b)) = (toml::parse(a), toml::parse(b)) else {
        return false;
    };
    ["partners", "process", "lint"]
        .iter()
        .all(|key| same(a.get(key), b.get(key)))
}

/// Returns whether two trees are equal, whatever their places.
fn same(a: Option<&Node<'_>>, b: Option<&Node<'_>>) -> bool {
    match (a.map(|node| &node.value), b.map(|node| &node.value)) {
        (None, None) | (Some(Value::Null), Some(Value::Null)) => true,
        (Some(Value::Scalar(a)), Some(Value::Scalar(b))) => a.text == b.text && a.style == b.style,
        (Some(Value::List(a)), Some(Value::List(b))) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(Some(a), Some(b)))
        }
        (Some(Value::Map(a)), Some(Value::Map(b))) => {
            a.len() == b.len()
                && a.iter()
                    .zip(b)
                    .all(|(a, b)| a.key == b.key && same(Some(&a.value), Some(&b.value)))
        }
        _ => false,
    }
}

/// The deals of a book under a process, seen from a day. The texts of the files stay where they are.
fn copy(now: &Book, process: Process, day: NaiveDate) -> Book {
    let mut sources = Sources::default();
    for path in now.sources.paths() {
        sources.add(SourceFile::new(path, ""));
    }
    let deals = now.deals.par_iter().map(|deal| deal.clone().as_of(day));
    Book {
        sources,
        process,
        deals: deals.collect(),
        signals: Vec::new(),
        problems: now.problems.clone(),
        today: day,
        as_of_given: true,
        files: now.files,
        past: None,
        indexes: Indexes::default(),
        incomplete: now.incomplete.clone(),
        absent: now.absent.clone(),
    }
}
