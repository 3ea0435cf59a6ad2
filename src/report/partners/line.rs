//! What the report says of a partner.

use chrono::NaiveDate;
use serde::Serialize;

use crate::forecast::wilson::Share;
use crate::report::crm_sum::Month;
use crate::report::deal_sum::DealSum;
use crate::report::velocity::StayTime;

/// Months of registrations that are shown, this one included.
pub(super) const MONTHS: i32 = 6;

/// What a partner registered, and how soon it was answered.
#[derive(Clone, Debug, Serialize)]
pub struct Registrations {
    /// All on record.
    pub all: usize,
    /// Those of the period.
    pub period: usize,
    /// By month, the last six.
    pub months: Vec<MonthCount>,
    /// Answered within `[registration] answer_within`, of those whose time is over or that were answered. Empty without such a
    /// time.
    pub in_time: Share,
    /// Calendar days to the answer; what waits counts as longer than it has waited.
    pub answered_after: StayTime,
}

/// A number in a month.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct MonthCount {
    /// The month.
    pub month: Month,
    /// How many.
    pub n: usize,
}

/// A close that nobody told the partner of.
#[derive(Clone, Debug, Serialize)]
pub struct UntoldClose {
    /// The deal's id.
    pub deal: String,
    /// The deal as a user would type it.
    #[serde(skip)]
    pub name: String,
    /// How it ended.
    pub result: String,
    /// When.
    pub closed: NaiveDate,
    /// Whether the time to tell has passed.
    pub is_late: bool,
    /// The command that tells.
    pub command: String,
}

/// A partner.
#[derive(Clone, Debug, Serialize)]
pub struct PartnerLine {
    /// Its name, as the book shows it.
    pub partner: String,
    /// Its type in process.toml.
    #[serde(rename = "type")]
    pub kind: Option<String>,
    /// Its registrations.
    pub registrations: Registrations,
    /// Open deals of which it is the partner of record.
    pub open: DealSum,
    /// Deals that were won, all on record.
    pub won: DealSum,
    /// Deals that were lost or disqualified.
    pub lost: DealSum,
    /// Deals won of those won or lost or disqualified.
    pub win_share: Share,
    /// Deals that it sourced.
    pub sourced: usize,
    /// Deals that it influenced.
    pub influenced: usize,
    /// Deals on which it stands beside another partner of record.
    pub beside: usize,
    /// The last day on which it did something on a deal of its own.
    pub last_touch: Option<NaiveDate>,
    /// Registrations that wait for our answer.
    pub waiting: usize,
    /// Those of them that are late.
    pub waiting_late: usize,
    /// Closes nobody told it of, the first close first.
    pub untold: Vec<UntoldClose>,
}

impl PartnerLine {
    /// Returns how much it waits for: closes and answers.
    pub fn waits_for(&self) -> usize {
        self.untold.len() + self.waiting
    }
}
