//! The limits of the rules of lint: `[lint.limits]` of process.toml, each with its default.

use super::duration::Duration;
use super::process::Process;
use super::process_file::LimitsFile;

/// The numbers in force.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// `hygiene/stale`: an open deal on which nothing has happened for longer; 30 days.
    pub stale: Duration,
    /// `hygiene/no-touch`: an open deal that entered longer ago, without a single touch; 21 days.
    pub no_touch: Duration,
    /// `history/backdated`: a stage entry committed longer after the day it claims; 7 days.
    pub backdated: Duration,
    /// `hygiene/pushed`: the close date moved out so often, or more; 2.
    pub pushed: u32,
    /// `handoff/conflict-check-late`: a conflict check longer before the sending; 30 days.
    pub conflict_check: Duration,
    /// `handoff/generic`: two texts that have so many per cent in common, or more; 60.
    pub generic: u32,
    /// `process/mostly-waived`: a criterion is judged over so many deals, or more; 20.
    pub mostly_waived: u32,
}

impl Limits {
    /// The defaults.
    pub const DEFAULT: Self = Self {
        stale: Duration::days(30),
        no_touch: Duration::days(21),
        backdated: Duration::days(7),
        pushed: 2,
        conflict_check: Duration::days(30),
        generic: 60,
        mostly_waived: 20,
    };

    /// Returns what process.toml sets, else the defaults.
    pub fn of(process: &Process) -> Self {
        let written = process
            .written
            .lint
            .as_ref()
            .and_then(|lint| lint.limits.as_ref());
        let Some(written) = written else {
            return Self::DEFAULT;
        };
        let LimitsFile {
            stale,
            no_touch,
            backdated,
            pushed,
            conflict_check,
            generic,
            mostly_waived,
            ..
        } = written;
        Self {
            stale: stale.map_or(Self::DEFAULT.stale, |limit| limit.value),
            no_touch: no_touch.map_or(Self::DEFAULT.no_touch, |limit| limit.value),
            backdated: backdated.map_or(Self::DEFAULT.backdated, |limit| limit.value),
            pushed: pushed.map_or(Self::DEFAULT.pushed, |limit| limit.value),
            conflict_check: conflict_check
                .map_or(Self::DEFAULT.conflict_check, |limit| limit.value),
            generic: generic.map_or(Self::DEFAULT.generic, |limit| limit.value),
            mostly_waived: mostly_waived.map_or(Self::DEFAULT.mostly_waived, |limit| limit.value),
        }
    }
}
