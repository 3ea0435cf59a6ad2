//! All partners.

use std::collections::{BTreeMap, HashMap};

use serde::Serialize;

use crate::analysis::next_moves::Step;
use crate::model::Deal;
use crate::report::Input;
use crate::report::filter::Filter;
use crate::report::next::{self, MoveRow};
use crate::report::period::Period;
use crate::report::period_options::PeriodOptions;
use crate::text::name::company_key;

use super::line::PartnerLine;
use super::tally::Tally;

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
