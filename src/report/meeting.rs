//! The one page for the leadership meeting (D8.6): every report that it shows, as that report's own command works it out. There is no
//! arithmetic of its own here.

use chrono::NaiveDate;
use serde::Serialize;

use super::Input;
use super::attribution::{Attribution, AttributionOptions, attribution};
use super::before_after::{BeforeAfter, before_after};
use super::conflicts::{Conflicts, conflicts};
use super::document::Money;
use super::filter::Filter;
use super::forecast::{Forecast, Horizon};
use super::hygiene::{Hygiene, hygiene};
use super::leaks::{Leaks, LeaksOptions, leaks};
use super::list::{DealList, ListOptions, Scope, list};
use super::next::{NextMoves, next};
use super::partners::{Partners, partners};
use super::period_options::PeriodOptions;
use super::pipeline::{Pipeline, pipeline};
use super::process_review::{ProcessReview, process_review};
use super::scorecard::{self, Scorecard, scorecard};
use super::since::ForecastChange;
use super::stalls::{Stalls, stalls};
use super::trust::{self, Trust, trust};
use super::velocity::{Velocity, VelocityOptions, velocity};

/// Handoffs whose scores are shown (D5.4).
const LAST: usize = 3;
/// Days of the period of pipeline, velocity, partners and trust.
pub const PERIOD_DAYS: u64 = 90;
/// Days of the period of the leaks.
pub const LEAK_DAYS: u64 = 365;

/// What the page is made from.
#[derive(Serialize)]
pub struct Meeting {
    /// The name of the process.
    pub process: String,
    /// The commit that holds the files; `None` if they are not committed as they stand, or there is no git.
    pub commit: Option<String>,
    /// What a CRM would print for each horizon of the forecast: won so far and weighted; `None` if no open deal has a close date.
    pub crm_totals: Vec<Option<Money>>,
    /// What the quarter will bring, and how good past forecasts were.
    pub forecast: Forecast,
    /// What changed since then; `None` without a commit to compare with.
    pub since: Option<ForecastChange>,
    /// Every open move.
    pub next: NextMoves,
    /// The pipeline of the last 90 days.
    pub pipeline: Pipeline,
    /// How fast deals move.
    pub velocity: Velocity,
    /// What is stalled.
    pub stalls: Stalls,
    /// Where deals died in a year.
    pub leaks: Leaks,
    /// The last handoffs, scored.
    pub score: Scorecard,
    /// What sellers did with them.
    pub trust: Trust,
    /// The partners.
    pub partners: Partners,
    /// What they sourced and are owed for what closed in this quarter.
    pub attribution: Attribution,
    /// Accounts that two want.
    pub conflicts: Conflicts,
    /// Before and after each change of the process.
    pub before_after: BeforeAfter,
    /// What the data says of the process.
    pub process_review: ProcessReview,
    /// What needs tidying.
    pub hygiene: Hygiene,
    /// Every open deal.
    pub list: DealList,
}

/// What has its own history or clock, and is worked out before.
pub struct Before {
    /// The commit that holds the files.
    pub commit: Option<String>,
    /// The forecast, with its history.
    pub forecast: Forecast,
    /// What changed since the last meeting.
    pub since: Option<ForecastChange>,
}

/// Puts the reports together. The history in the book is the one that lint reads.
pub fn meeting(input: &Input<'_>, before: Before) -> Meeting {
    let all = Filter::default();
    let today = input.book.today;
    let days = |days: u64| {
        today
            .checked_sub_days(chrono::Days::new(days - 1))
            .unwrap_or(today)
    };
    let since: NaiveDate = days(PERIOD_DAYS);
    let period = PeriodOptions {
        since,
        filter: all.clone(),
        by: None,
    };
    Meeting {
        process: input.book.process.name.clone(),
        commit: before.commit,
        crm_totals: before
            .forecast
            .horizons
            .iter()
            .map(Horizon::crm_total)
            .collect(),
        forecast: before.forecast,
        since: before.since,
        next: next(input, &all),
        pipeline: pipeline(input, &period),
        velocity: velocity(
            input,
            &VelocityOptions {
                since,
                filter: all.clone(),
                by: None,
            },
        ),
        stalls: stalls(input, &all),
        leaks: leaks(
            input,
            &LeaksOptions {
                since: days(LEAK_DAYS),
                filter: all.clone(),
            },
        ),
        score: scorecard(
            input,
            &scorecard::Options {
                filter: all.clone(),
                seller: None,
                since: None,
                last: Some(LAST),
            },
        ),
        trust: trust(
            input,
            &trust::Options {
                since,
                filter: all.clone(),
                group: None,
            },
        ),
        partners: partners(input, &period),
        attribution: attribution(
            input,
            &AttributionOptions {
                quarter: Some(input.book.process.calendar.quarter(today).key()),
                ..AttributionOptions::default()
            },
        ),
        conflicts: conflicts(input, &all),
        before_after: before_after(input, &all),
        process_review: process_review(input),
        hygiene: hygiene(input, &all),
        list: list(
            input,
            &ListOptions {
                scope: Scope::Open,
                filter: all,
                conditions: Vec::new(),
                sort: None,
            },
        ),
    }
}
