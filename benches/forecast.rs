//! Where the time of the forecast goes, and how long `dealctl forecast` takes with and without its past.
//!
//! ```text
//! cargo bench --bench forecast                     the phases, then the commands
//! cargo bench --bench forecast -- --phases         the phases at 20,000 open deals and 10,000 draws
//! cargo bench --bench forecast -- --commands       the commands over 10,000 deals of five years
//! ```
//!
//! The phases are measured against as many random numbers as there are draws, on all cores: no simulation can do with less. The
//! commands are measured against reading and parsing every deal, a process of its own, and run in turn over the same files: in
//! a git repository that has a commit for every day, and in a folder without git.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::cast_precision_loss
)]

#[path = "commands/mod.rs"]
mod commands;
#[path = "floors/mod.rs"]
mod floors;
#[path = "pipeline/mod.rs"]
mod pipeline;

use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::time::Instant;

use commands::{rounds, spread, start, took};
use dealctl::forecast::amounts;
use dealctl::forecast::backtest::backtest;
use dealctl::forecast::baselines::baselines;
use dealctl::forecast::draws::{draw, range};
use dealctl::forecast::hazards::fit;
use dealctl::forecast::horizon::forecast_horizons;
use dealctl::forecast::lives::Life;
use dealctl::forecast::prior::Belief;
use dealctl::forecast::random::RandomStream;
use dealctl::forecast::setup::Setup;
use dealctl::forecast::snapshots::count;
use rayon::prelude::*;

/// Measured rounds, after one that only warms up.
const ROUNDS: usize = 3;
const DRAWS: usize = 10_000;
/// This quarter, the next, and 30, 60 and 90 days.
const HORIZONS: [usize; 5] = [69, 158, 30, 60, 90];

fn main() -> ExitCode {
    start(|args| {
        match args {
            [] => {
                phases(20_000, 20_000);
                table(8_000, 2_000);
            }
            ["--phases"] => phases(20_000, 20_000),
            ["--commands"] => table(8_000, 2_000),
            ["--parse", dir] => println!("{}", floors::parse_floor(Path::new(dir))),
            _ => return None,
        }
        Some(())
    })
}

/// The parts of a report, one after the other.
fn phases(closed: usize, open: usize) {
    let mut lives: Vec<Life> = pipeline::deals(closed, open)
        .iter()
        .map(pipeline::Deal::life)
        .collect();
    lives.sort_by(|a, b| a.id.cmp(&b.id));
    let beliefs: Vec<Belief> = pipeline::beliefs()
        .into_iter()
        .map(|(probability, days)| Belief { probability, days })
        .collect();
    let today = pipeline::today();
    let begin = lives.iter().filter_map(Life::begins).min().unwrap();
    let setup = Setup {
        lives: &lives,
        beliefs: &beliefs,
        records_begin: begin,
        draws: DRAWS,
        seed: 0,
    };
    let origin = setup.origin(today, &HORIZONS);
    assert_eq!(origin.open.len(), open);
    let sigma = setup.sigma(today);
    let chances = origin.chances(&lives, |_| true);
    let how = setup.draw_settings(sigma);
    let record = Setup {
        draws: 1_000,
        ..setup
    };
    println!("{closed} closed deals, {open} open ones, {DRAWS} draws, 5 horizons");
    measure("as many random numbers", || luck(open, DRAWS));
    measure("count what is known", || {
        black_box(count(&lives, beliefs.len(), today, begin));
    });
    measure("… and fit", || {
        black_box(fit(&lives, &beliefs, today, begin));
    });
    measure("… and predict each deal", || {
        black_box(setup.origin(today, &HORIZONS));
    });
    measure("learn the shock", || {
        black_box(setup.sigma(today));
    });
    measure("draw open deals", || {
        black_box(draw(&chances, HORIZONS.len(), how));
    });
    measure("… sort for the ranges", || {
        let draws = draw(&chances[..1], HORIZONS.len(), how);
        black_box(draws.iter().map(|draws| range(draws)).collect::<Vec<_>>());
    });
    let lessons = setup.lessons(today, &HORIZONS);
    measure("learn what the record teaches", || {
        black_box(setup.lessons(today, &HORIZONS));
    });
    measure("open, new, and both", || {
        black_box(forecast_horizons(&setup, &origin, sigma, &lessons));
    });
    measure("baselines and wins", || {
        black_box(baselines(&lives, beliefs.len(), today, begin));
        black_box(amounts::wins(&lives, today));
    });
    measure("the one-line record", || {
        black_box(backtest(&record, today, &[90]));
    });
}

/// A random number for each deal and draw.
fn luck(deals: usize, draws: usize) {
    let sum: u64 = (0..deals)
        .into_par_iter()
        .map(|deal| {
            let mut luck = RandomStream::of(0, 0, deal as u64);
            (0..draws).map(|_| u64::from(luck.bits())).sum::<u64>()
        })
        .sum();
    black_box(sum);
}

fn measure(name: &str, mut run: impl FnMut()) {
    let mut times = Vec::new();
    for round in 0..=ROUNDS {
        let start = Instant::now();
        run();
        if round > 0 {
            times.push(start.elapsed().as_secs_f64() * 1e3);
        }
    }
    println!("{name:26} {}", spread(times, " ms"));
}

/// The commands over files.
fn table(closed: usize, open: usize) {
    let deals = pipeline::deals(closed, open);
    let (with, without) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    pipeline::write(with.path(), &deals);
    pipeline::write(without.path(), &deals);
    let (commits, versions) = pipeline::commit(with.path(), &deals);
    println!(
        "{} deals of five years, {open} of them open, {commits} commits, {versions} versions",
        deals.len()
    );
    let this = std::env::current_exe().unwrap();
    let dealctl = PathBuf::from(env!("CARGO_BIN_EXE_dealctl"));
    let run = |root: &Path, more: &[&str]| {
        let mut command = Command::new(&dealctl);
        command.args(["forecast", "--format", "json", "--today", pipeline::TODAY]);
        took(command.arg("--root").arg(root).args(more))
    };
    let names = [
        "read and parse",
        "forecast, no git",
        "forecast, git",
        "--backtest, no git",
        "--backtest, git",
    ];
    let rounds = rounds(ROUNDS, names, || {
        [
            took(Command::new(&this).arg("--parse").arg(with.path())),
            run(without.path(), &[]),
            run(with.path(), &[]),
            run(without.path(), &["--backtest"]),
            run(with.path(), &["--backtest"]),
        ]
    });
    let added = rounds.iter().map(|round| round[2] / round[1]);
    println!("git ÷ no git               {}", spread(added.collect(), ""));
}
