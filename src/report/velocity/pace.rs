//! How fast some deals move.

use serde::{Serialize, Serializer};

use crate::forecast::wilson::Share;
use crate::model::deal::OutcomeResult;
use crate::report::document::{Length, StageRef, as_text};
use crate::report::grouping::Grouping;

use super::stay_time::StayTime;

/// What the report is split by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SplitBy {
    /// Something that a deal has.
    Deals(Grouping),
    /// The fiscal quarter in which a stay began.
    Quarter,
}

impl Serialize for SplitBy {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(match self {
            Self::Quarter => "quarter",
            Self::Deals(by) => by.word(),
        })
    }
}

/// How fast deals pass a stage.
#[derive(Clone, Debug, Serialize)]
pub struct StagePace {
    /// The stage.
    pub stage: StageRef,
    /// Its name.
    pub name: String,
    /// Its limit.
    pub limit: Option<Length>,
    /// Calendar days in it, one case a stay.
    pub time: StayTime,
    /// Stays that ended with a later stage or a win, of all that ended.
    pub forward: Share,
}

/// How long deals take from their first day to an outcome.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct CycleTime {
    /// The outcome.
    #[serde(serialize_with = "as_text")]
    pub result: OutcomeResult,
    /// Calendar days from the first day to the close.
    pub time: StayTime,
}

/// How fast some deals move.
#[derive(Clone, Debug, Serialize)]
pub struct Pace {
    /// Every stage, in order.
    pub stages: Vec<StagePace>,
    /// Won, lost, disqualified.
    pub cycles: Vec<CycleTime>,
}
