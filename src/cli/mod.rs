//! The command line: clap, the clock, the environment, the terminal, exit codes. Each command joins
//! load → analysis or report → render in a few lines.

mod alike;
mod attribution;
mod completing;
mod completions;
mod documents;
mod edit;
mod explain;
mod failure;
mod forecast;
mod gaps;
mod gate;
mod hook;
mod hygiene;
mod init;
mod leaks;
mod lint;
mod list;
mod man;
mod me;
mod moves;
mod next;
mod options;
mod output;
mod packet;
mod pager;
mod partner;
mod past;
mod period_reports;
mod pipeline;
mod process;
mod progress;
mod report;
mod reports;
mod repository;
mod schema;
mod score;
mod since;
mod starting_point;
mod state;
mod targets;
mod trust;
mod velocity;
mod what_if;
mod writing;

use std::process::ExitCode;

use clap::error::ErrorKind;
use clap::{CommandFactory as _, Parser, Subcommand};

use crate::render::document::{DocumentFormat, FORMATS};

use options::{Common, formats};

/// Lint, score and forecast the deals you sell together with partners, from plain files in git.
///
/// Without a command: the state of the book, and what to do next.
#[derive(Debug, Parser)]
#[command(
    name = "dealctl",
    version,
    max_term_width = 100,
    arg_required_else_help = false
)]
struct App {
    #[command(flatten)]
    common: Common,
    /// Output format of the state of the book.
    #[arg(long, value_parser = formats())]
    format: Option<&'static dyn DocumentFormat>,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Check every deal, or the given files and folders, against the process.
    Lint(lint::Args),
    /// Show one deal at its gate: what is met, what is missing, whose move it is.
    Gate(gate::Args),
    /// Show every open move, most urgent first: whose it is, why now, and the command that does it.
    Next(next::Args),
    /// List the deals: stage, days in it, amount, close date, and whose move it is.
    List(list::Args),
    /// Open a deal in your editor, and check it when you leave.
    Edit(edit::Args),
    /// Explain a rule, or list all rules.
    Explain(explain::Args),
    /// Print the packet of one deal: the eleven fields on one page, or whether it may go out.
    Packet(packet::Args),
    /// Score the handoffs: nine components, 18 points, with reasons.
    Score(score::Args),
    /// Show whether sellers trust the handoffs: six signals against the period before, and what predicts a decline.
    Trust(trust::Args),
    #[command(flatten)]
    Report(reports::Report),
    /// Show what each partner sourced and influenced by quarter, with the evidence, and what is owed.
    Attribution(attribution::Args),
    /// Show one partner: its deals, registrations, and what waits; with `--share` the page that it may see itself.
    Partner(partner::Args),
    /// Show the open deals by stage, what came and went in a period, and what was created and closed by month.
    Pipeline(pipeline::Args),
    /// Show what needs tidying: missing amounts, past close dates, stale deals, duplicates, moves that are nobody's; by person.
    Hygiene(hygiene::Args),
    /// Show what the deals say of the process: criteria that stop nobody or are waived, stages that are skipped, limits that tell nothing.
    Process(process::Args),
    /// Write the one page for the leadership meeting: in the terminal, as Markdown, or as one HTML file.
    #[command(name = "report")]
    Meeting(report::Args),
    /// Show where deals die and pile up: stage by reason, handoffs by quarter, and whether the limits tell.
    Leaks(leaks::Args),
    /// Show how fast deals pass the stages, how many go on, how long a win takes, and whether a change of the process moved it.
    Velocity(velocity::Args),
    #[command(flatten)]
    PeriodReport(period_reports::PeriodReport),
    /// Say what the open deals will bring and how sure that is, learned from what happened to deals before.
    Forecast(forecast::Args),
    /// Say what the forecast would be if a stage, a belief, a deal or a partner changed.
    WhatIf(what_if::Args),
    #[command(flatten)]
    Move(moves::Command),
    /// Check each commit: install or remove git's pre-commit hook.
    Hook(hook::Args),
    /// Begin a repository of deals: a process, an example deal, and what editors need.
    Init(init::Args),
    /// Print a JSON Schema, by which editors complete and check deals or process.toml.
    Schema(schema::Args),
    /// Print a completion script for a shell.
    Completions(completions::Args),
    /// Write the manual pages, one for each command.
    Man(man::Args),
}

impl App {
    /// Refuses a format before the command: clap would let it pass, and nothing would heed it.
    fn checked(self) -> Result<Self, clap::Error> {
        if self.command.is_some() && self.format.is_some() {
            let message = "--format comes after the command that it is for";
            return Err(Self::command().error(ErrorKind::ArgumentConflict, message));
        }
        Ok(self)
    }
}

/// Returns the command line as clap knows it: what generated documentation and tests go through.
pub fn command() -> clap::Command {
    App::command()
}

/// Runs the program.
pub fn main() -> ExitCode {
    if let Some(code) = completing::answer(command) {
        return code;
    }
    let app = match App::try_parse().and_then(App::checked) {
        Ok(app) => app,
        Err(error) => return failure::clap_message(&error),
    };
    let common = &app.common;
    let result = match &app.command {
        None => state::run(common, app.format.unwrap_or(FORMATS[0])),
        Some(Command::Lint(args)) => lint::run(common, args),
        Some(Command::Gate(args)) => gate::run(common, args),
        Some(Command::Next(args)) => next::run(common, args),
        Some(Command::List(args)) => list::run(common, args),
        Some(Command::Edit(args)) => edit::run(common, args),
        Some(Command::Explain(args)) => explain::run(common, args),
        Some(Command::Packet(args)) => packet::run(common, args),
        Some(Command::Score(args)) => score::run(common, args),
        Some(Command::Trust(args)) => trust::run(common, args),
        Some(Command::Report(report)) => reports::run(common, report),
        Some(Command::Attribution(args)) => attribution::run(common, args),
        Some(Command::Partner(args)) => partner::run(common, args),
        Some(Command::Pipeline(args)) => pipeline::run(common, args),
        Some(Command::Hygiene(args)) => hygiene::run(common, args),
        Some(Command::Process(args)) => process::run(common, args),
        Some(Command::Meeting(args)) => report::run(common, args),
        Some(Command::Leaks(args)) => leaks::run(common, args),
        Some(Command::Velocity(args)) => velocity::run(common, args),
        Some(Command::PeriodReport(report)) => period_reports::run(common, report),
        Some(Command::Forecast(args)) => forecast::run(common, args),
        Some(Command::WhatIf(args)) => what_if::run(common, args),
        Some(Command::Move(command)) => moves::run(common, command),
        Some(Command::Hook(args)) => hook::run(common, args),
        Some(Command::Init(args)) => init::run(common, args),
        Some(Command::Schema(args)) => schema::run(common, args),
        Some(Command::Completions(args)) => completions::run(args),
        Some(Command::Man(args)) => man::run(args, command()),
    };
    result.unwrap_or_else(|error| failure::report(&error, common))
}
