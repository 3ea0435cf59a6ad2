//! The commands that move a deal. Each works out what to write (`crate::edit::moves`); what is common to all is here: finding the
//! deals, judging them before and after, writing, committing, showing.

mod answer;
mod asking;
mod close;
mod commit;
mod draft;
mod fmt;
mod handoff;
mod judge;
mod named;
mod new;
mod note;
mod obstacle;
mod planned;
mod qualify;
mod record;
mod registration;
mod rename;
mod run;
mod stage;
mod store;
mod tell;
mod typed;
mod unmet;
mod waive;

use std::process::ExitCode;

use clap::Subcommand;

use super::options::Common;
use unmet::GateUnmet;

macro_rules! commands {
    ($($(#[$about:meta])* $command:ident: $args:path,)*) => {
        /// The commands.
        #[derive(Debug, Subcommand)]
        pub(super) enum Command {
            $($(#[$about])* $command(Box<$args>),)*
        }

        fn dispatch(common: &Common, command: &Command) -> anyhow::Result<ExitCode> {
            match command {
                $(Command::$command(args) => args.run(common),)*
            }
        }
    };
}

commands! {
    /// Register a deal: who buys what, with which partner, and what the partner gets for it.
    New: new::New,
    /// Approve the registration of a deal: its protection begins.
    Approve: registration::Approve,
    /// Reject the registration of a deal, and say why.
    Reject: registration::Reject,
    /// Record verdicts of the qualification: budget, timing, fit.
    Qualify: qualify::Qualify,
    /// Move a deal on through its gate; if the gate is not met, say what is missing.
    Advance: stage::Advance,
    /// Move a deal back to an earlier stage.
    Back: stage::Back,
    /// Waive a criterion or a rule on one deal.
    Waive: waive::Waive,
    /// Fill in the packet of a deal, or record that it went out to the seller.
    Handoff: handoff::Handoff,
    /// Record that the seller takes the handoff.
    Accept: answer::Accept,
    /// Record that the seller declines the handoff.
    Decline: answer::Decline,
    /// Record what the partner, the seller or marketing did on a deal.
    Touch: record::Touch,
    /// Close a deal: won, lost or disqualified.
    Close: close::Close,
    /// Open a closed deal again.
    Reopen: close::Reopen,
    /// Write the message that tells the partner the outcome, and record that it was told.
    Tell: tell::Tell,
    /// Record a reviewer's grades of a handoff.
    Review: record::Review,
    /// Give somebody a role on a deal.
    Assign: record::Assign,
    /// Save a text under notes/ and name it as the source of what it shows.
    Note: note::Note,
    /// Write any value of a deal by its path.
    Set: record::Set,
    /// Remove any value of a deal by its path.
    Unset: record::Unset,
    /// Give a deal's file another name; signals that name the deal follow.
    Rename: rename::Rename,
    /// Tidy the files of deals: their sections in the order of the format, blank lines, line ends.
    Fmt: fmt::Fmt,
}

/// Runs a move. A gate that is not met is an answer, not a failure.
pub(super) fn run(common: &Common, command: &Command) -> anyhow::Result<ExitCode> {
    match dispatch(common, command) {
        Err(error) => match error.downcast::<GateUnmet>() {
            Ok(gate) => unmet::show(common, &gate),
            Err(error) => Err(error),
        },
        done => done,
    }
}
