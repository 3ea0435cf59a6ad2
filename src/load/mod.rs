//! Bytes into a [`Book`]: where the files come from, YAML into deals, TOML into the process. Judges nothing.

pub mod deal;
pub mod evidence;
pub mod git;
pub mod history;
pub mod memory;
pub mod origin;
mod process;
mod resolve;
pub mod work_tree;

use chrono::NaiveDate;
use rayon::prelude::*;

use crate::model::book::{Book, Problem, ProblemKind, Signal};
use crate::model::record::{FromNode, Reader};
use crate::model::{Deal, Process};
use crate::text::{FileId, Limits, Place, SourceFile, Sources, Span, Value, yaml};

pub use evidence::Evidence;
pub use memory::Memory;
pub use origin::{Listed, Origin, Unreadable};
pub use work_tree::WorkTree;

/// The day a book is seen from.
#[derive(Clone, Copy, Debug)]
pub struct Seen {
    /// The day.
    pub today: NaiveDate,
    /// Whether the day was asked for (`--today`): what is dated later is then no fault.
    pub looks_back: bool,
}

/// A process.toml that cannot be used, with its problems and its text.
#[derive(Debug, Default)]
pub struct InvalidProcess {
    /// process.toml alone.
    pub sources: Sources,
    /// What is wrong with it.
    pub problems: Vec<Problem>,
}

/// Name of the process file, at the root.
pub const PROCESS_FILE: &str = "process.toml";
/// Name of the optional file of signals, at the root.
pub const SIGNALS_FILE: &str = "signals.yaml";

/// Reads everything and sees it from a day.
///
/// # Errors
/// process.toml cannot be used; nothing else is looked at then.
pub fn load(origin: &dyn Origin, seen: Seen) -> Result<Book, Box<InvalidProcess>> {
    let mut sources = Sources::default();
    let mut problems = Vec::new();
    let process = load_process(origin, &mut sources, &mut problems);
    let Some(process) = process else {
        return Err(Box::new(InvalidProcess { sources, problems }));
    };
    let limits = limits(&process);
    let listed = origin.deal_files();
    let first = sources.len();
    let read: Vec<_> = listed
        .par_iter()
        .enumerate()
        .map(|(index, listed)| {
            let file = FileId(u32::try_from(first + index).unwrap_or(u32::MAX));
            let mut loaded = deal::load(origin, listed, file, &process, &limits);
            loaded.deal = loaded.deal.map(|deal| deal.as_of(seen.today));
            loaded
        })
        .collect();
    let files = read.len();
    let mut deals: Vec<Deal> = Vec::with_capacity(files);
    for loaded in read {
        sources.add(loaded.source);
        problems.extend(loaded.problems);
        deals.extend(loaded.deal);
    }
    let signals = load_signals(origin, &limits, &mut sources, &mut problems);
    Ok(Book {
        sources,
        process,
        deals,
        signals,
        problems,
        today: seen.today,
        looks_back: seen.looks_back,
        files,
        past: None,
    })
}

/// What one file may cost: `[lint] caps`, else the defaults.
pub fn limits(process: &Process) -> Limits {
    let mut limits = Limits::default();
    if let Some(caps) = process
        .written
        .lint
        .as_ref()
        .and_then(|lint| lint.caps.as_ref())
    {
        limits.bytes = caps.bytes.map_or(limits.bytes, |cap| cap.value as usize);
        limits.depth = caps
            .depth
            .map_or(limits.depth, |cap| (cap.value as usize).min(200));
        limits.nodes = caps.values.map_or(limits.nodes, |cap| cap.value as usize);
    }
    limits
}

fn load_process(
    origin: &dyn Origin,
    sources: &mut Sources,
    problems: &mut Vec<Problem>,
) -> Option<Process> {
    let limits = Limits::default();
    let (source, fault) = read_text(origin, PROCESS_FILE, &limits);
    let text = source.text.clone();
    let file = sources.add(source);
    if let Some(kind) = fault {
        problems.push(Problem {
            place: Place {
                file,
                span: Span::default(),
            },
            deal: None,
            kind,
        });
        return None;
    }
    process::load(&text, file, problems)
}

fn load_signals(
    origin: &dyn Origin,
    limits: &Limits,
    sources: &mut Sources,
    problems: &mut Vec<Problem>,
) -> Vec<Signal> {
    if !origin.is_file(SIGNALS_FILE) {
        return Vec::new();
    }
    let (source, fault) = read_text(origin, SIGNALS_FILE, limits);
    let text = source.text.clone();
    let file = sources.add(source);
    let mut add = |kind, span| {
        problems.push(Problem {
            place: Place { file, span },
            deal: None,
            kind,
        });
    };
    if let Some(kind) = fault {
        add(kind, Span::default());
        return Vec::new();
    }
    let document = yaml::parse(&text, limits);
    for fault in document.faults {
        add(deal::problem_of(fault.kind), fault.span);
    }
    let mut reader = Reader::default();
    let mut signals = Vec::new();
    match &document.root.value {
        Value::List(items) => {
            signals.extend(items.iter().filter_map(|item| reader.item::<Signal>(item)));
        }
        Value::Null => {}
        _ => reader.wrong_type(&document.root, "a list of requests, mentions and disputes"),
    }
    for (problem, span) in reader.problems {
        add(deal::read_problem(problem), span);
    }
    signals
}

/// Reads a file as text; when that fails, what is known of it and why.
fn read_text(
    origin: &dyn Origin,
    path: &str,
    limits: &Limits,
) -> (SourceFile, Option<ProblemKind>) {
    let empty = |kind| {
        (
            SourceFile {
                path: path.into(),
                text: Box::default(),
            },
            Some(kind),
        )
    };
    let bytes = match origin.read(path, limits.bytes) {
        Ok(bytes) => bytes,
        Err(Unreadable::TooLarge(size)) => {
            return empty(ProblemKind::TooLarge {
                what: format!("{size} bytes, more than {}", limits.bytes),
            });
        }
        Err(Unreadable::Because { why, help }) => {
            return empty(ProblemKind::Unreadable { why, help });
        }
    };
    match String::from_utf8(bytes) {
        Ok(text) => (
            SourceFile {
                path: path.into(),
                text: text.into(),
            },
            None,
        ),
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            let byte = error.as_bytes().get(at).copied().unwrap_or_default();
            let before = String::from_utf8_lossy(&error.as_bytes()[..at]);
            let line = before.matches('\n').count() + 1;
            let why = format!("byte 0x{byte:02X} on line {line} is not UTF-8");
            let help = "save the file as UTF-8 (many editors: “Save with encoding”)".to_owned();
            empty(ProblemKind::Unreadable { why, help })
        }
    }
}

/// Reads one record from a node and says what could not be read.
fn read_record<T: FromNode>(node: &crate::text::Node<'_>) -> (Option<T>, Reader) {
    let mut reader = Reader::default();
    let record = T::read(node, &mut reader);
    (record, reader)
}
