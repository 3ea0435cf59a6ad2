//! Scorecards of the handoffs that were sent, newest first, or of the drafts of named deals (D5): the last ones, the trend
//! over months, and how far program and reviewers agree.

mod agreement;
mod handoff;
mod trend;

use std::collections::{BTreeSet, HashSet};

use chrono::NaiveDate;
use rayon::prelude::*;
use serde::Serialize;

use crate::analysis::Case;
use crate::analysis::acceptance::{self, Outcome, SentHandoff};
use crate::analysis::score::{COMPONENTS, has_packet, score_among};
use crate::model::Deal;
use crate::model::deal::Handoff;
use crate::model::person::person_key;
use crate::model::process::ScoreBand;
use crate::text::placeholder::is_placeholder;

pub use agreement::{Agreement, Compared, Difference};
pub use handoff::{GradedComponent, ScoredHandoff, WayUp};
pub use trend::Month;

use super::Input;
use super::alike::Alike;
use super::filter::Filter;

/// How many of the latest handoffs count by default (D5.4).
pub const LAST: usize = 3;

/// Which handoffs to show.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Which deals.
    pub filter: Filter,
    /// Only handoffs to this seller, by the whole or the first name.
    pub seller: Option<String>,
    /// Only handoffs sent on this day or later.
    pub since: Option<NaiveDate>,
    /// How many of the latest; `None` for all.
    pub last: Option<usize>,
}

/// The report.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Scorecard {
    /// How many handoffs were sent that fit the options.
    pub sent: usize,
    /// The handoffs that are shown: newest first, drafts before them; then by deal.
    pub handoffs: Vec<ScoredHandoff>,
    /// The last six months, oldest first; empty for named deals.
    pub months: Vec<Month>,
    /// Each component over the last six months, in the order of D5; empty for named deals.
    pub overall: Vec<ComponentPoints>,
    /// Over all reviewed handoffs that fit.
    pub agreement: Agreement,
    /// The mean of as many scored handoffs before those that are shown; `None` if there are fewer.
    #[serde(skip)]
    pub before: Option<f64>,
    /// Named deals that have no handoff at all, as a user would type them.
    #[serde(skip)]
    pub without: Vec<String>,
    /// Whether the options leave handoffs out.
    #[serde(skip)]
    pub filtered: bool,
    /// The highest band.
    #[serde(skip)]
    pub best_band: Option<ScoreBand>,
}

/// What a component got over several handoffs, those left out in which it does not count.
#[derive(Clone, Debug, Serialize)]
pub struct ComponentPoints {
    /// Its id.
    pub id: &'static str,
    /// Its name.
    #[serde(skip)]
    pub name: &'static str,
    /// The sum of its points.
    pub points: u32,
    /// Over how many handoffs.
    pub handoffs: u32,
}

/// A handoff of the book.
struct KnownHandoff<'a> {
    deal: &'a Deal,
    handoff: &'a Handoff,
    earlier: bool,
    /// The seller, as written.
    seller_text: Option<&'a str>,
    /// What became of it; `None` for a draft.
    sent: Option<SentHandoff<'a>>,
}

/// Returns the last handoffs that were sent, and what they say together.
pub fn scorecard(input: &Input<'_>, options: &Options) -> Scorecard {
    let deals = input.book.known_deals();
    let mut all: Vec<KnownHandoff<'_>> = deals
        .filter(|deal| options.filter.fits(&input.case(deal)))
        .flat_map(|deal| of_deal(input, deal))
        .filter(|handoff| options.fits(handoff))
        .collect();
    sort(&mut all);
    let start = trend::since(input.book.today);
    let last = options.last.unwrap_or(usize::MAX);
    let needs_score = |n: usize, it: &KnownHandoff<'_>| {
        n < last.saturating_mul(2)
            || it.day().is_some_and(|day| day >= start)
            || it.handoff.review.is_some()
    };
    let mut handoffs = grade(input, &all, needs_score);
    let mut card = Scorecard {
        sent: handoffs.len(),
        months: trend::months(handoffs.iter(), input.book.today),
        overall: overall(&handoffs, start),
        agreement: agreement::agreement(&handoffs),
        before: mean_before(&handoffs, last),
        filtered: !options.filter.is_empty() || options.seller.is_some() || options.since.is_some(),
        best_band: input.book.process.bands.first().cloned(),
        ..Scorecard::default()
    };
    handoffs.truncate(last);
    card.handoffs = handoffs;
    card
}

/// Returns the handoffs of named deals, drafts included.
pub fn of_deals(input: &Input<'_>, ids: &[&str]) -> Scorecard {
    let ids: HashSet<&str> = ids.iter().copied().collect();
    let deals = input.book.deals.iter();
    let mut without = Vec::new();
    let mut all = Vec::new();
    for deal in deals.filter(|deal| ids.contains(deal.id.as_str())) {
        let before = all.len();
        all.extend(of_deal(input, deal));
        if all.len() == before {
            without.push(input.names.of(&deal.id));
        }
    }
    sort(&mut all);
    let handoffs = grade(input, &all, |_, _| true);
    let sent = handoffs.iter().filter(|handoff| handoff.sent.is_some());
    Scorecard {
        sent: sent.count(),
        agreement: agreement::agreement(&handoffs),
        handoffs,
        without,
        best_band: input.book.process.bands.first().cloned(),
        ..Scorecard::default()
    }
}

/// Returns everybody to whom a handoff of the book was sent, in order.
pub fn sellers(input: &Input<'_>) -> BTreeSet<String> {
    let deals = input.book.known_deals();
    deals
        .flat_map(|deal| of_deal(input, deal))
        .filter(|handoff| handoff.day().is_some())
        .filter_map(|handoff| Some(input.book.spellings().person(&handoff.seller()?)))
        .collect()
}

/// Returns the mean score of the handoffs just before the last ones; `None` if there are fewer.
fn mean_before(handoffs: &[ScoredHandoff], last: usize) -> Option<f64> {
    let before = handoffs.iter().skip(last).take(last);
    let totals: Vec<u32> = before.filter_map(|handoff| handoff.total).collect();
    let n = u32::try_from(totals.len())
        .ok()
        .filter(|n| *n > 0 && totals.len() == last)?;
    Some(f64::from(totals.iter().sum::<u32>()) / f64::from(n))
}

fn overall(handoffs: &[ScoredHandoff], since: NaiveDate) -> Vec<ComponentPoints> {
    let recent = || {
        let is_recent = |handoff: &&ScoredHandoff| handoff.sent.is_some_and(|sent| sent >= since);
        handoffs.iter().filter(is_recent)
    };
    let components = COMPONENTS.iter().map(|kind| {
        let graded = recent().filter_map(|handoff| handoff.component(kind.id));
        let mut sum = ComponentPoints {
            id: kind.id,
            name: kind.name,
            points: 0,
            handoffs: 0,
        };
        for component in graded.filter(|component| component.counts) {
            sum.points += component.points;
            sum.handoffs += 1;
        }
        sum
    });
    components.collect()
}

impl Options {
    fn fits(&self, handoff: &KnownHandoff<'_>) -> bool {
        let Some(day) = handoff.day() else {
            return false;
        };
        let is_seller = self.seller.as_ref().is_none_or(|wanted| {
            let name = handoff.seller().map(|name| person_key(&name));
            let name = name.unwrap_or_default();
            let wanted = person_key(wanted);
            name == wanted || name.split(' ').next() == Some(&wanted)
        });
        is_seller && self.since.is_none_or(|since| day >= since)
    }
}

impl KnownHandoff<'_> {
    fn day(&self) -> Option<NaiveDate> {
        self.handoff.sent_on().map(|sent| sent.value)
    }

    /// Returns the seller as `trust` counts them; as written if that is not one person.
    fn seller(&self) -> Option<String> {
        let person = self.sent.and_then(|sent| sent.seller);
        Some(person.or(self.seller_text)?.to_owned())
    }

    fn has_packet(&self) -> bool {
        !self.earlier || has_packet(self.handoff)
    }
}

fn of_deal<'a>(input: &'a Input<'_>, deal: &'a Deal) -> Vec<KnownHandoff<'a>> {
    let case = input.case(deal);
    let known = acceptance::handoffs(&case);
    let earlier = deal.earlier_handoffs.iter().map(|handoff| (handoff, true));
    let present = deal.handoff.as_deref().map(|handoff| (handoff, false));
    let all = present.into_iter().chain(earlier);
    all.map(|(handoff, earlier)| KnownHandoff {
        deal,
        handoff,
        earlier,
        seller_text: acceptance::seller_of(&case, handoff).map(|seller| &*seller.value),
        sent: known
            .iter()
            .find(|sent| std::ptr::eq(sent.handoff, handoff))
            .copied(),
    })
    .collect()
}

/// Drafts first, then newest first, then by deal.
fn sort(handoffs: &mut [KnownHandoff<'_>]) {
    handoffs.sort_by(|a, b| {
        let is_sent = |handoff: &KnownHandoff<'_>| handoff.day().is_some();
        is_sent(a)
            .cmp(&is_sent(b))
            .then_with(|| b.day().cmp(&a.day()))
            .then_with(|| a.deal.id.cmp(&b.deal.id))
            .then_with(|| a.earlier.cmp(&b.earlier))
    });
}

/// Returns every handoff as a row; those that need it, and have a packet, with their score.
fn grade(
    input: &Input<'_>,
    all: &[KnownHandoff<'_>],
    needs_score: impl Fn(usize, &KnownHandoff<'_>) -> bool,
) -> Vec<ScoredHandoff> {
    let address = |handoff: &Handoff| std::ptr::from_ref(handoff).addr();
    let scored: HashSet<usize> = all
        .iter()
        .enumerate()
        .filter(|(n, handoff)| handoff.has_packet() && needs_score(*n, handoff))
        .map(|(_, handoff)| address(handoff.handoff))
        .collect();
    let alike = Alike::of(input, |handoff| scored.contains(&address(handoff)));
    all.par_iter()
        .map(|known| {
            let case = input.case(known.deal);
            let handoff = known.handoff;
            let mut row = row(input, &case, known);
            if scored.contains(&address(handoff)) {
                row.add(score_among(&case, handoff, alike.to(handoff)), input);
            }
            row
        })
        .collect()
}

/// Returns a handoff without its score.
fn row(input: &Input<'_>, case: &Case<'_>, known: &KnownHandoff<'_>) -> ScoredHandoff {
    let response = known.handoff.response.as_ref();
    let review = known.handoff.review.as_deref();
    let instead = response.and_then(|response| response.instead.as_deref());
    let answer_by = known.sent.and_then(|sent| {
        let window = sent.window?.length;
        Some(window.end(sent.sent, &case.process.calendar))
    });
    let outcome = known.sent.map(|sent| sent.outcome);
    let is_answer = |it: &Outcome| matches!(it, Outcome::Accepted | Outcome::Declined);
    let silent = known.sent.filter(|sent| sent.outcome == Outcome::Silent);
    ScoredHandoff {
        deal: known.deal.id.clone(),
        name: input.names.of(&known.deal.id),
        sent: known.day(),
        seller: known
            .seller()
            .map(|seller| input.book.spellings().person(&seller)),
        answer: outcome.filter(is_answer).map(Outcome::name),
        outcome,
        answer_by,
        silent: silent.is_some(),
        reason: response.and_then(|response| response.reason.as_ref().map(ToString::to_string)),
        earlier: known.earlier,
        reviewed_by: review.and_then(|review| review.by.as_ref().map(ToString::to_string)),
        review_note: review.and_then(|review| review.note.as_ref().map(ToString::to_string)),
        instead: instead.is_some_and(|instead| !is_placeholder(instead)),
        late: silent.map_or(0, |sent| sent.overdue),
        ..ScoredHandoff::default()
    }
}
