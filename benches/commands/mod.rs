//! Programs that are run and timed.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

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
