//! The partners: what they register, how soon we answer, what came of it, what they wait for, and which closes nobody told them of
//! (D2.5, D3.7, D8.3).

mod one;
mod shared;
mod tally;

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;
use serde::Serialize;

pub use one::{PartnerDeal, PartnerPage, partner};
pub use shared::{SharedDeal, SharedPage, shared};

use crate::analysis::next_moves::Step;
use crate::analysis::registration::is_turned_away;
use crate::forecast::wilson::Share;
use crate::model::Deal;
use crate::text::name::company_key;

use super::Input;
use super::crm_sum::Month;
use super::deal_sum::DealSum;
use super::filter::Filter;
use super::next::{self, MoveRow};
use super::period::Period;
use super::period_options::PeriodOptions;
use super::velocity::StayTime;
use tally::Tally;

/// Months of registrations that are shown, this one included.
const MONTHS: i32 = 6;

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

/// The report.
#[derive(Clone, Debug, Serialize)]
pub struct Partners {
    /// The period of `registrations.period`, up to and including today.
    pub period: Period,
    /// The partners: those who wait for most first, then by open amount, then by name.
    pub partners: Vec<PartnerLine>,
    /// Deals that name no partner.
    pub without_partner: usize,
}

impl PartnerLine {
    /// Returns how much it waits for: closes and answers.
    pub fn waits_for(&self) -> usize {
        self.untold.len() + self.waiting
    }
}

/// Works the report out.
pub fn partners(input: &Input<'_>, options: &PeriodOptions) -> Partners {
    let today = input.book.today;
    let period = Period {
        start: options.since.min(today),
        end: today.succ_opt().unwrap_or(today),
    };
    let moves = moves(input, options);
    let mut tallies = known(input, options);
    let mut without_partner = 0;
    for deal in counted(input, options) {
        let case = input.case(deal);
        for other in &deal.other_partners {
            let name = other.name.as_ref().map(|name| &*name.value);
            if let Some(tally) = name.and_then(|name| find(&mut tallies, input, options, name)) {
                tally.beside += 1;
            }
        }
        let Some(name) = deal.partner_name() else {
            without_partner += 1;
            continue;
        };
        if let Some(tally) = find(&mut tallies, input, options, name) {
            let moves = moves.get(&deal.id).map_or(&[][..], Vec::as_slice);
            tally.add(input, &case, period, moves);
        }
    }
    let mut partners: Vec<PartnerLine> = tallies
        .into_values()
        .map(|tally| tally.line(input))
        .collect();
    partners.sort_by(|a, b| {
        (b.untold.len(), b.waiting, b.open.amount)
            .cmp(&(a.untold.len(), a.waiting, a.open.amount))
            .then_with(|| a.partner.cmp(&b.partner))
    });
    Partners {
        period,
        partners,
        without_partner,
    }
}

/// Returns the deals that count: rejected registrations of open deals are no deals, but were registered.
fn counted<'a>(input: &Input<'a>, options: &PeriodOptions) -> impl Iterator<Item = &'a Deal> {
    // The partner is looked for among those beside the one of record too.
    let others = Filter {
        partner: None,
        ..options.filter.clone()
    };
    let fits = |deal: &&Deal| others.fits(&input.case(deal));
    let deals: Vec<&Deal> = input.book.known_deals().filter(fits).collect();
    deals.into_iter()
}

/// Returns the moves that a partner waits for, by deal: the answer to a registration, and word of a close.
fn moves(input: &Input<'_>, options: &PeriodOptions) -> HashMap<String, Vec<MoveRow>> {
    let mut by_deal: HashMap<String, Vec<MoveRow>> = HashMap::new();
    for deal in counted(input, options) {
        let rows = next::rows(input, &input.case(deal)).into_iter();
        let theirs =
            |row: &MoveRow| matches!(row.action, Step::AnswerRegistration | Step::TellPartner);
        let rows: Vec<MoveRow> = rows.filter(theirs).collect();
        if !rows.is_empty() {
            by_deal.insert(deal.id.clone(), rows);
        }
    }
    by_deal
}

/// The partners of process.toml, by the key of their name.
fn known(input: &Input<'_>, options: &PeriodOptions) -> BTreeMap<String, Tally> {
    let mut tallies = BTreeMap::new();
    for (_, partner) in &input.book.process.written.partners.entries {
        if let Some(name) = &partner.name {
            find(&mut tallies, input, options, name);
        }
    }
    tallies
}

/// Returns the tally of a partner by any of its names; `None` if the report is not about it.
fn find<'t>(
    tallies: &'t mut BTreeMap<String, Tally>,
    input: &Input<'_>,
    options: &PeriodOptions,
    name: &str,
) -> Option<&'t mut Tally> {
    let process = &input.book.process;
    let name = process.partner_called(name);
    if !options.filter.is_partner(process, name) {
        return None;
    }
    let key = company_key(name);
    Some(
        tallies
            .entry(key)
            .or_insert_with(|| Tally::new(input, name)),
    )
}

/// Returns whether a deal counts as open, won or lost.
fn is_counted(deal: &Deal) -> bool {
    !is_turned_away(deal)
}
