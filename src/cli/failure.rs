//! Why a command could not run: printed on stderr with a way out, exit code 2.

use std::fmt;
use std::io::Write as _;
use std::process::ExitCode;

use crate::render::findings::{Detail, draw};
use crate::text::{Sources, safe};

use super::options::Common;
use super::output;

/// Could not run.
pub(super) const COULD_NOT_RUN: u8 = 2;

/// A failure with a way out.
#[derive(Debug)]
pub(super) struct Failure {
    message: String,
    help: Option<String>,
}

impl Failure {
    /// A name that nothing has: the help is the nearest name, else what there is to do.
    pub(super) fn unknown(message: String, near: Option<&str>, otherwise: &str) -> Self {
        let near = near.map(|near| format!("did you mean {near}?"));
        Self::new(message, near.unwrap_or_else(|| otherwise.to_owned()))
    }

    /// A failure and what to do about it.
    pub(super) fn new(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            help: Some(help.into()),
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Failure {}

/// A process.toml that cannot be used: its findings, and its text to show them in.
#[derive(Debug)]
pub(super) struct InvalidProcess {
    pub findings: Vec<crate::diagnostic::Diagnostic>,
    pub sources: Sources,
}

impl fmt::Display for InvalidProcess {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("process.toml cannot be used")
    }
}

impl std::error::Error for InvalidProcess {}

/// Says why a command could not run.
pub(super) fn report(error: &anyhow::Error, common: &Common) -> ExitCode {
    if output::is_broken_pipe(error) {
        return ExitCode::SUCCESS;
    }
    let mut stderr = std::io::stderr().lock();
    if let Some(invalid) = error.downcast_ref::<InvalidProcess>() {
        let shown: Vec<_> = invalid.findings.iter().collect();
        let _ = write!(
            stderr,
            "{}",
            draw(
                &shown,
                &invalid.sources,
                Detail::Full,
                output::stderr_style(common)
            )
        );
    }
    let message = safe::lines(&format!("{error:#}")).into_owned();
    let _ = writeln!(stderr, "error: {}", safe::no_commands(message));
    if let Some(help) = error
        .downcast_ref::<Failure>()
        .and_then(|failure| failure.help.as_ref())
    {
        let help = safe::no_commands(safe::lines(help).into_owned());
        let _ = writeln!(stderr, "help: {help}");
    }
    ExitCode::from(COULD_NOT_RUN)
}

/// Help, version, or what is wrong with the command line.
pub(super) fn clap_message(error: &clap::Error) -> ExitCode {
    let printed = match error.print() {
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Ok(()),
        printed => printed,
    };
    if error.use_stderr() || printed.is_err() {
        ExitCode::from(COULD_NOT_RUN)
    } else {
        ExitCode::SUCCESS
    }
}
