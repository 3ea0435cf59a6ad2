//! What the benchmarks share: their start, and programs that are run and timed.

#![allow(dead_code, reason = "each benchmark uses its own part of this")]

use std::path::Path;
use std::process::{Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

/// Measured rounds of a table, after one that only warms up.
pub const ROUNDS: usize = 9;
pub const SEED: u64 = 2026;

/// Runs a benchmark with its arguments; `run` returns `None` if it knows none such.
pub fn start(run: impl FnOnce(&[&str]) -> Option<()>) -> ExitCode {
    let args: Vec<String> = std::env::args()
        .skip(1)
        .filter(|arg| arg != "--bench")
        .collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    if run(&args).is_none() {
        eprintln!("see the first lines of this benchmark's file");
        return ExitCode::from(2);
    }
    ExitCode::SUCCESS
}

/// Runs a round `rounds` times after one that only warms up; prints a line for each of its columns.
pub fn rounds<const N: usize>(
    rounds: usize,
    names: [&str; N],
    mut run: impl FnMut() -> [Duration; N],
) -> Vec<[f64; N]> {
    run();
    let took: Vec<_> = (0..rounds)
        .map(|_| run().map(|time| time.as_secs_f64()))
        .collect();
    for (column, name) in names.iter().enumerate() {
        let times = took.iter().map(|round| round[column] * 1e3);
        println!("{name:26} {}", spread(times.collect(), " ms"));
    }
    took
}

/// Minimum, median and maximum.
pub fn spread(mut values: Vec<f64>, unit: &str) -> String {
    values.sort_unstable_by(f64::total_cmp);
    let at = |index: usize| values[index];
    format!(
        "{:8.2}{unit}  ({:.2} to {:.2})",
        at(values.len() / 2),
        at(0),
        at(values.len() - 1)
    )
}

pub fn took(command: &mut Command) -> Duration {
    command.stdout(Stdio::null()).stderr(Stdio::null());
    let start = Instant::now();
    command.status().unwrap();
    start.elapsed()
}

pub fn git(root: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new("git");
    command
        .current_dir(root)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .args(arguments);
    command
}
