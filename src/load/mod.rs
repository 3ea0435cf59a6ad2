//! Bytes into a [`Book`]: where the files come from, YAML into deals, TOML into the process. Judges nothing.

mod amounts;
mod attributes;
pub mod cat_file;
pub mod changes;
mod checked_out;
mod commas;
pub mod comparison;
pub mod deal;
pub mod edited;
pub mod evidence;
pub mod git;
pub mod history;
pub mod listing;
pub mod memory;
pub mod object_id;
mod only;
pub mod origin;
mod process;
mod readable_text;
mod reading;
mod resolve;
mod sections;
pub mod stored;
mod swap;
pub mod then;
pub mod work_tree;

use chrono::NaiveDate;
use rayon::prelude::*;

use crate::model::book::{Book, Indexes, Problem, ProblemKind, Signal};
use crate::model::record::{Expected, Reader};
use crate::model::{Deal, Process};
use crate::text::{FileId, Limits, Place, SourceFile, Sources, Span, Value, yaml};

use reading::read_text;

pub use changes::{Changes, Touched};
pub use checked_out::CheckedOut;
pub use edited::Edited;
pub use evidence::Evidence;
pub use memory::Memory;
pub use only::Only;
pub use origin::{Listed, Origin, Unreadable};
pub use process::{condition, limits};
pub use stored::Stored;
pub use swap::swap_deals;
pub use work_tree::WorkTree;

/// The day a book is seen from.
#[derive(Clone, Copy, Debug)]
pub struct Seen {
    /// The day.
    pub today: NaiveDate,
    /// Whether the day was requested (`--today`): what is dated later is then no fault.
    pub as_of_given: bool,
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
    load_whole(origin, seen, &|_| true)
}

/// Like [`load`], but reads a deal in full only if `is_whole` selects its file. Of the others it parses only what rules over
/// several deals compare ([`deal::COMPARED`]): such a deal can be compared with others, but not judged by itself.
///
/// # Errors
/// process.toml cannot be used; nothing else is looked at then.
pub fn load_whole(
    origin: &dyn Origin,
    seen: Seen,
    is_whole: &(dyn Fn(&SourceFile) -> bool + Sync),
) -> Result<Book, Box<InvalidProcess>> {
    let mut sources = Sources::default();
    let mut problems = Vec::new();
    let process = load_process(origin, &mut sources, &mut problems);
    let Some(process) = process else {
        return Err(Box::new(InvalidProcess { sources, problems }));
    };
    let limits = limits(&process);
    let mut listed = origin.deal_files();
    listed.sort_by(|a, b| a.path.cmp(&b.path));
    name_the_nearly_deals(&mut listed);
    read_ahead(origin, &listed, limits.bytes);
    let first = sources.len();
    let read: Vec<_> = listed
        .par_iter()
        .enumerate()
        .map(|(index, listed)| {
            let file = FileId(u32::try_from(first + index).unwrap_or(u32::MAX));
            let mut loaded = deal::load(origin, listed, file, &process, &limits, is_whole);
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
        as_of_given: seen.as_of_given,
        files,
        past: None,
        indexes: Indexes::default(),
        incomplete: Vec::new(),
        absent: Vec::new(),
    })
}

/// Tells the files whose names are only nearly those of deals: they are not read. Copies of a deal that is there are left out.
fn name_the_nearly_deals(listed: &mut Vec<Listed>) {
    let mut copies = Vec::new();
    for at in 0..listed.len() {
        let path = &listed[at].path;
        let Some(meant) = origin::nearly_a_deal(path) else {
            continue;
        };
        let there = |path: &str| {
            listed
                .binary_search_by(|other| (*other.path).cmp(path))
                .is_ok()
        };
        if origin::is_copy(path, &meant) && there(&meant) {
            copies.push(at);
        }
        if listed[at].problem.is_none() {
            listed[at].problem = Some(Unreadable::NearlyADeal { meant });
        }
    }
    for at in copies.into_iter().rev() {
        listed.remove(at);
    }
}

/// Lets the origin prefetch what will be read.
fn read_ahead(origin: &dyn Origin, listed: &[Listed], cap: usize) {
    let readable = listed.iter().filter(|listed| listed.problem.is_none());
    let paths: Vec<&str> = readable.map(|listed| &*listed.path).collect();
    origin.read_ahead(&paths, cap);
}

/// Reads process.toml alone.
///
/// # Errors
/// It cannot be used.
pub fn process_of(origin: &dyn Origin) -> Result<Process, Box<InvalidProcess>> {
    let mut sources = Sources::default();
    let mut problems = Vec::new();
    load_process(origin, &mut sources, &mut problems)
        .ok_or_else(|| Box::new(InvalidProcess { sources, problems }))
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
    if let Some((kind, span)) = fault {
        problems.push(Problem {
            place: Place { file, span },
            deal: None,
            kind,
        });
        return None;
    }
    process::load(&text, file, problems)
}

/// Names that are nearly that of the file of signals.
const NEARLY_SIGNALS: [&str; 6] = [
    "signals.yml",
    "signals.YAML",
    "signals.YML",
    "signals.yaml.txt",
    "signal.yaml",
    "Signals.yaml",
];

/// Tells a file whose name is only nearly that of the file of signals: it is not read.
fn name_the_nearly_signals(
    origin: &dyn Origin,
    limits: &Limits,
    sources: &mut Sources,
    problems: &mut Vec<Problem>,
) {
    let there = NEARLY_SIGNALS.iter().find(|name| origin.is_file(name));
    let Some(name) = there else { return };
    let (source, _) = read_text(origin, name, limits);
    let file = sources.add(source);
    problems.push(Problem {
        place: Place {
            file,
            span: Span::default(),
        },
        deal: None,
        kind: ProblemKind::NearlyADeal {
            meant: SIGNALS_FILE.to_owned(),
        },
    });
}

fn load_signals(
    origin: &dyn Origin,
    limits: &Limits,
    sources: &mut Sources,
    problems: &mut Vec<Problem>,
) -> Vec<Signal> {
    if !origin.is_there(SIGNALS_FILE) {
        name_the_nearly_signals(origin, limits, sources, problems);
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
    if let Some((kind, span)) = fault {
        add(kind, span);
        return Vec::new();
    }
    let document = yaml::parse(&text, limits);
    for fault in document.faults {
        add(fault.kind.into(), fault.span);
    }
    let mut reader = Reader::default();
    let mut signals = Vec::new();
    match &document.root.value {
        Value::List(items) => {
            signals.extend(items.iter().filter_map(|item| reader.item::<Signal>(item)));
        }
        Value::Null => {}
        _ => reader.wrong_type(&document.root, Expected::Signals),
    }
    for (problem, span) in reader.problems {
        add(problem.into(), span);
    }
    signals
}
