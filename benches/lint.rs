//! How long lint takes over a whole repository, held against two floors that no lint can go below.
//!
//! ```text
//! cargo bench --bench lint                      1,000 and 10,000 deals
//! cargo bench --bench lint -- --large           100,000 as well
//! cargo bench --bench lint -- --generate N DIR [SEED]   only writes a repository
//! cargo bench --bench lint -- --phases DIR      one deal after the other, each phase timed
//! ```
//!
//! Every measurement is a process of its own: reading the files, reading and parsing them, and lint from start to end. They
//! run in turn, so that a busy moment of the machine meets all three, and the ratios are taken pair by pair.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::cast_precision_loss
)]

#[path = "book/mod.rs"]
mod book;
#[path = "commands/mod.rs"]
mod commands;
#[path = "floors/mod.rs"]
mod floors;

use std::hint::black_box;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

use commands::{ROUNDS, SEED, start};
use dealctl::analysis::Case;
use dealctl::lint::{Selection, lint};
use dealctl::load::{self, Evidence, Origin, Seen, WorkTree};
use dealctl::text::{FileId, Limits, yaml};

fn main() -> ExitCode {
    start(|args| {
        match args {
            [] => table(&[1_000, 10_000]),
            ["--large"] => table(&[1_000, 10_000, 100_000]),
            ["--generate", n, dir] => generate(n, dir, SEED),
            ["--generate", n, dir, seed] => generate(n, dir, seed.parse().expect("a number")),
            ["--floor", "read", dir] => println!("{}", floors::read_floor(Path::new(dir))),
            ["--floor", "parse", dir] => println!("{}", floors::parse_floor(Path::new(dir))),
            ["--in-process", dir] => println!("{}", in_process(Path::new(dir))),
            ["--phases", dir] => phases(Path::new(dir)),
            _ => return None,
        }
        Some(())
    })
}

fn generate(n: &str, dir: &str, seed: u64) {
    let n = n.replace(',', "").parse().expect("a number of deals");
    let written = book::write(Path::new(dir), n, seed).expect("a folder that can be written");
    println!("{} {}", written.bytes, written.faults.len());
}

// The children.

fn seen() -> Seen {
    Seen {
        today: book::TODAY.parse().unwrap(),
        as_of_given: true,
    }
}

/// Lint without the command line around it; gives the number of findings.
fn in_process(root: &Path) -> usize {
    let files = WorkTree::new(root).unwrap();
    let book = load::load(&files, seen()).expect("a process that can be used");
    let evidence = Evidence::new(&files);
    let mut selection = Selection::default();
    selection.with_process(&book.process);
    let found = lint(&book, &evidence, &selection).findings.len();
    // As the program ends: without taking the book apart.
    std::mem::forget(book);
    found
}

/// Each phase over all deals on one thread, to see where the time goes.
fn phases(root: &Path) {
    let origin = WorkTree::new(root).unwrap();
    let limits = Limits::default();
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(1)
        .build()
        .unwrap();
    let mut shown: Vec<(&str, Duration)> = Vec::new();
    let mut time = |name, start: Instant| shown.push((name, start.elapsed()));
    let n = pool.install(|| {
        let start = Instant::now();
        let found = origin.deal_files();
        time("list the files", start);

        let start = Instant::now();
        let texts: Vec<String> = found
            .iter()
            .map(|file| String::from_utf8(origin.read(&file.path, limits.bytes).unwrap()).unwrap())
            .collect();
        time("read them", start);

        let start = Instant::now();
        for text in &texts {
            drop(black_box(yaml::parse(text, &limits)));
        }
        time("parse them", start);

        let start = Instant::now();
        let book = load::load(&origin, seen()).expect("a process that can be used");
        time("load the book (list, read, parse, deals)", start);

        let start = Instant::now();
        for (file, text) in texts.iter().enumerate() {
            let file = FileId(u32::try_from(file).unwrap());
            black_box(load::deal::read(text, "x", file, &book.process, &limits));
        }
        time("parse and make deals", start);

        let evidence = Evidence::new(&origin);
        let start = Instant::now();
        let mut selection = Selection::default();
        selection.with_process(&book.process);
        let linted = lint(&book, &evidence, &selection);
        time("all rules", start);
        black_box(linted.findings.len());

        let start = Instant::now();
        for deal in &book.deals {
            black_box(dealctl::analysis::gates::left_behind(&Case::new(
                &book, deal, &evidence,
            )));
        }
        time("which gates are behind (of all rules)", start);
        texts.len()
    });
    for (name, took) in shown {
        println!(
            "{name:<42} {:>8.1} ms {:>7.2} µs a deal",
            took.as_secs_f64() * 1e3,
            took.as_secs_f64() * 1e6 / n as f64
        );
    }
}

// The table.

/// What one process took.
#[derive(Clone, Copy)]
struct Took {
    wall: f64,
    cpu: f64,
    /// Bytes, where the system tells.
    peak: Option<u64>,
}

/// What is measured.
struct Kind {
    name: &'static str,
    command: Box<dyn Fn(&Path) -> Command>,
    /// Findings end a run with 1.
    findings: bool,
}

fn own(args: &'static [&'static str]) -> Box<dyn Fn(&Path) -> Command> {
    Box::new(move |dir| {
        let mut command = Command::new(std::env::current_exe().unwrap());
        command.args(args).arg(dir);
        command
    })
}

fn kinds() -> [Kind; 3] {
    let program = env!("CARGO_BIN_EXE_dealctl");
    let version = Command::new(program).arg("--version").output();
    let works =
        version.is_ok_and(|said| said.status.success() && said.stdout.starts_with(b"dealctl"));
    let lint = if works {
        Kind {
            name: "dealctl lint --format json",
            command: Box::new(move |dir| {
                let mut command = Command::new(program);
                command.args(["lint", "--format", "json", "--today", book::TODAY]);
                command.current_dir(dir);
                command
            }),
            findings: true,
        }
    } else {
        Kind {
            name: "lint, without the command line",
            command: own(&["--in-process"]),
            findings: false,
        }
    };
    let floor = |name, args| Kind {
        name,
        command: own(args),
        findings: false,
    };
    [
        floor("read the files", &["--floor", "read"]),
        floor("read and parse them", &["--floor", "parse"]),
        lint,
    ]
}

fn table(sizes: &[usize]) {
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    println!("{cores} cores, {ROUNDS} rounds after one to warm up; medians\n");
    println!(
        "{:>8} {:>9}  {:<31} {:>9} {:>9} {:>8} {:>8}",
        "deals", "MB", "", "wall ms", "cpu ms", "µs/deal", "peak MB"
    );
    for size in sizes {
        measure(*size);
    }
}

fn measure(size: usize) {
    let dir = tempfile::tempdir().unwrap();
    // In a process of its own, so that this one stays small: a child's peak begins with its parent's.
    let made = Command::new(std::env::current_exe().unwrap())
        .args(["--generate", &size.to_string()])
        .arg(dir.path())
        .output()
        .unwrap();
    let said = String::from_utf8(made.stdout).unwrap();
    let bytes: f64 = said.split(' ').next().unwrap().parse().unwrap();
    let kinds = kinds();
    let mut rounds: Vec<Vec<Took>> = Vec::new();
    for round in 0..=ROUNDS {
        let took: Vec<Took> = kinds.iter().map(|kind| run(kind, dir.path())).collect();
        if round > 0 {
            rounds.push(took);
        }
    }
    for (at, kind) in kinds.iter().enumerate() {
        let of = |pick: &dyn Fn(Took) -> f64| median(rounds.iter().map(|round| pick(round[at])));
        let wall = of(&|took| took.wall);
        let peak = rounds.iter().filter_map(|round| round[at].peak).max();
        println!(
            "{:>8} {:>9.1}  {:<31} {:>9.1} {:>9.1} {:>8.1} {:>8}",
            if at == 0 {
                size.to_string()
            } else {
                String::new()
            },
            bytes / 1e6,
            kind.name,
            wall * 1e3,
            of(&|took| took.cpu) * 1e3,
            wall * 1e6 / size as f64,
            peak.map_or_else(
                || "-".to_owned(),
                |peak| format!("{:.0}", peak as f64 / 1e6)
            ),
        );
    }
    for (name, pick) in [("wall", wall_of as fn(Took) -> f64), ("cpu", cpu_of)] {
        let mut ratios: Vec<f64> = rounds
            .iter()
            .map(|round| pick(round[2]) / pick(round[1]))
            .collect();
        ratios.sort_by(f64::total_cmp);
        println!(
            "{:19}lint ÷ parse, {name:<4} {:.2} (from {:.2} to {:.2})",
            "",
            median(ratios.iter().copied()),
            ratios[0],
            ratios[ratios.len() - 1]
        );
    }
    println!();
    let _ = std::io::stdout().flush();
}

fn wall_of(took: Took) -> f64 {
    took.wall
}

fn cpu_of(took: Took) -> f64 {
    took.cpu
}

fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

fn run(kind: &Kind, dir: &Path) -> Took {
    use wait4::Wait4 as _;
    let start = Instant::now();
    let mut child = (kind.command)(dir)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    let used = child.wait4().unwrap();
    let wall = start.elapsed();
    let code = used.status.code();
    assert!(
        code == Some(0) || (kind.findings && code == Some(1)),
        "{} ended with {code:?}",
        kind.name
    );
    let peak = (used.rusage.maxrss > 0).then_some(used.rusage.maxrss);
    Took {
        wall: wall.as_secs_f64(),
        cpu: (used.rusage.utime + used.rusage.stime).as_secs_f64(),
        peak,
    }
}
