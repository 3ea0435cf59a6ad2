//! The limits that lint rules apply: `[lint.limits]` of process.toml, each with its default.

use super::duration::Duration;
use super::process::Process;
use super::process_file::LimitsFile;

/// The limits in force.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// `hygiene/stale`: how long an open deal may go without any activity. Default: 30 days.
    pub stale: Duration,
    /// `hygiene/no-touch`: how long after it entered an open deal may have no touch at all. Default: 21 days.
    pub no_touch: Duration,
    /// `history/backdated`: how long after the day it claims a stage entry may be committed. Default: 7 days.
    pub backdated: Duration,
    /// `hygiene/pushed`: from how many moves of the close date to a later day on a deal is reported. Default: 2.
    pub pushed: u32,
    /// `handoff/conflict-check-late`: how old a conflict check may be when the packet is sent. Default: 30 days.
    pub conflict_check: Duration,
    /// `handoff/generic`: from how many per cent in common on two texts are reported. Default: 60.
    pub generic: u32,
    /// `process/mostly-waived`: the fewest deals over which a criterion is judged. Default: 20.
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
