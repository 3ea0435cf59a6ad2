//! Scorecards of the handoffs that were sent, newest first, or of the drafts of named deals (D5): the last ones, the trend
//! over months, and how far program and reviewers agree.

mod agreement;
mod handoff;
mod trend;

use std::collections::{BTreeSet, HashSet};

use chrono::NaiveDate;
use rayon::prelude::*;

use crate::analysis::Case;
use crate::analysis::acceptance::{self, Outcome, SentHandoff};
use crate::analysis::score::{COMPONENTS, Score, has_packet, score_among};
use crate::model::Deal;
use crate::model::deal::Handoff;
use crate::text::name::words;
use crate::text::placeholder::is_placeholder;

pub use agreement::{Agreement, Compared, Difference};
pub use handoff::ScoredHandoff;
pub use trend::{MONTHS, Month};

use super::Input;
use super::alike::Alike;
use super::filter::Filter;

/// How many of the latest handoffs count unless somebody asks for more (D5.4).
pub const LAST: usize = 3;

/// What to show.
#[derive(Clone, Debug)]
pub struct Asked {
    /// Which deals.
    pub filter: Filter,
    /// Only handoffs to this seller, by the whole or the first name.
    pub seller: Option<String>,
    /// Only handoffs sent on this day or later.
    pub since: Option<NaiveDate>,
    /// How many of the latest; none for all.
    pub last: Option<usize>,
}

/// The report.
#[derive(Clone, Debug, Default)]
pub struct Scorecard {
    /// The handoffs that are shown: newest first, drafts before them; then by deal.
    pub handoffs: Vec<ScoredHandoff>,
    /// How many were sent that fit what was asked for.
    pub sent: usize,
    /// The mean of as many scored handoffs before those that are shown; none when there are fewer.
    pub before: Option<f64>,
    /// Points and handoffs by component over the last six months, in the order of D5; what does not count is left out.
    pub overall: Vec<(u32, u32)>,
    /// The last six months, oldest first.
    pub months: Vec<Month>,
    /// Over all reviewed handoffs that fit.
    pub agreement: Agreement,
    /// Named deals that have no handoff at all: the id, and as a user would type it.
    pub without: Vec<(String, String)>,
    /// Whether only some handoffs were asked for.
    pub filtered: bool,
}

/// A handoff of the book.
struct Sent<'a> {
    deal: &'a Deal,
    handoff: &'a Handoff,
    earlier: bool,
    /// The seller who was asked, as written.
    asked: Option<&'a str>,
    /// What became of it; none for a draft.
    sent: Option<SentHandoff<'a>>,
}

/// The last handoffs that were sent, and what they say together.
pub fn scorecard(input: &Input<'_>, asked: &Asked) -> Scorecard {
    let deals = input
        .book
        .known_deals()
        .filter(|deal| asked.filter.fits(&input.case(deal)));
    let mut all: Vec<Sent<'_>> = deals
        .flat_map(|deal| of_deal(input, deal))
        .filter(|sent| asked.fits(sent))
        .collect();
    sort(&mut all);
    let start = trend::since(input.book.today);
    let last = asked.last.unwrap_or(usize::MAX);
    let wanted = |n: usize, sent: &Sent<'_>| {
        n < last.saturating_mul(2)
            || sent.day().is_some_and(|day| day >= start)
            || sent.handoff.review.is_some()
    };
    let mut scored = grade(input, &all, wanted);
    let months = trend::months(scored.iter(), input.book.today);
    let agreement = agreement::agreement(scored.iter());
    let before = mean_before(&scored, last);
    let overall = overall(&scored, start);
    let sent = scored.len();
    scored.truncate(last);
    Scorecard {
        before,
        overall,
        handoffs: scored,
        sent,
        months,
        agreement,
        without: Vec::new(),
        filtered: !asked.filter.is_empty() || asked.seller.is_some() || asked.since.is_some(),
    }
}

/// Everybody to whom a handoff of the book was sent, in order.
pub fn sellers(input: &Input<'_>) -> BTreeSet<String> {
    let deals = input.book.known_deals();
    let sent = deals.flat_map(|deal| of_deal(input, deal));
    sent.filter(|sent| sent.day().is_some())
        .filter_map(|sent| sent.seller())
        .collect()
}

/// The mean score of the handoffs just before the last ones, when there are as many.
fn mean_before(scored: &[ScoredHandoff], last: usize) -> Option<f64> {
    let before = scored.iter().skip(last).take(last);
    let totals: Vec<u32> = before
        .filter_map(|handoff| Some(handoff.score.as_ref()?.total))
        .collect();
    let n = u32::try_from(totals.len())
        .ok()
        .filter(|n| *n > 0 && totals.len() == last)?;
    Some(f64::from(totals.iter().sum::<u32>()) / f64::from(n))
}

fn overall(scored: &[ScoredHandoff], since: NaiveDate) -> Vec<(u32, u32)> {
    let mut sums = vec![(0, 0); COMPONENTS.len()];
    let recent = scored
        .iter()
        .filter(|handoff| handoff.sent.is_some_and(|sent| sent >= since));
    for score in recent.filter_map(|handoff| handoff.score.as_ref()) {
        for (sum, component) in sums
            .iter_mut()
            .zip(&score.components)
            .filter(|(_, component)| component.counts)
        {
            *sum = (sum.0 + component.judgement.grade.points(), sum.1 + 1);
        }
    }
    sums
}

/// The handoffs of named deals, drafts included.
pub fn of_deals(input: &Input<'_>, ids: &[&str]) -> Scorecard {
    let ids: HashSet<&str> = ids.iter().copied().collect();
    let mut card = Scorecard::default();
    let mut all = Vec::new();
    for deal in input
        .book
        .deals
        .iter()
        .filter(|deal| ids.contains(deal.id.as_str()))
    {
        let before = all.len();
        all.extend(of_deal(input, deal));
        if all.len() == before {
            card.without
                .push((deal.id.clone(), input.names.of(&deal.id)));
        }
    }
    sort(&mut all);
    card.handoffs = grade(input, &all, |_, _| true);
    card.sent = card
        .handoffs
        .iter()
        .filter(|handoff| handoff.sent.is_some())
        .count();
    card.agreement = agreement::agreement(card.handoffs.iter());
    card
}

impl Asked {
    fn fits(&self, sent: &Sent<'_>) -> bool {
        let Some(day) = sent.day() else {
            return false;
        };
        let seller = self.seller.as_ref().is_none_or(|wanted| {
            let name = sent.seller().map(|name| words(&name)).unwrap_or_default();
            let wanted = words(wanted);
            name == wanted || name.split(' ').next() == Some(&wanted)
        });
        seller && self.since.is_none_or(|since| day >= since)
    }
}

impl Sent<'_> {
    fn day(&self) -> Option<NaiveDate> {
        self.handoff.sent_on().map(|sent| sent.value)
    }

    /// The seller who was asked, as `trust` counts it; one who is not one person as written.
    fn seller(&self) -> Option<String> {
        let person = self.sent.and_then(|sent| sent.seller);
        Some(person.or(self.asked)?.to_owned())
    }

    fn has_packet(&self) -> bool {
        !self.earlier || has_packet(self.handoff)
    }
}

fn of_deal<'a>(input: &'a Input<'_>, deal: &'a Deal) -> Vec<Sent<'a>> {
    let case = input.case(deal);
    let known = acceptance::handoffs(&case);
    let earlier = deal.earlier_handoffs.iter().map(|handoff| (handoff, true));
    let present = deal.handoff.as_deref().map(|handoff| (handoff, false));
    let all = present.into_iter().chain(earlier);
    all.map(|(handoff, earlier)| Sent {
        deal,
        handoff,
        earlier,
        asked: acceptance::seller_of(&case, handoff).map(|seller| &*seller.value),
        sent: known
            .iter()
            .find(|sent| std::ptr::eq(sent.handoff, handoff))
            .copied(),
    })
    .collect()
}

/// Drafts first, then newest first, then by deal.
fn sort(handoffs: &mut [Sent<'_>]) {
    handoffs.sort_by(|a, b| {
        let draft = |sent: &Sent<'_>| sent.day().is_some();
        draft(a)
            .cmp(&draft(b))
            .then_with(|| b.day().cmp(&a.day()))
            .then_with(|| a.deal.id.cmp(&b.deal.id))
            .then_with(|| a.earlier.cmp(&b.earlier))
    });
}

/// Every handoff as a row, those that are wanted with their score.
fn grade(
    input: &Input<'_>,
    all: &[Sent<'_>],
    wanted: impl Fn(usize, &Sent<'_>) -> bool,
) -> Vec<ScoredHandoff> {
    let wanted: Vec<bool> = all
        .iter()
        .enumerate()
        .map(|(n, sent)| sent.has_packet() && wanted(n, sent))
        .collect();
    let asked: HashSet<usize> = all
        .iter()
        .zip(&wanted)
        .filter(|(_, wanted)| **wanted)
        .map(|(sent, _)| std::ptr::from_ref(sent.handoff).addr())
        .collect();
    let alike = Alike::of(input, |handoff| {
        asked.contains(&std::ptr::from_ref(handoff).addr())
    });
    all.par_iter()
        .zip(wanted)
        .map(|(sent, wanted)| {
            let case = input.case(sent.deal);
            let alike = alike.to(sent.handoff);
            let score = wanted.then(|| score_among(&case, sent.handoff, alike));
            row(input, &case, sent, score)
        })
        .collect()
}

fn row(input: &Input<'_>, case: &Case<'_>, sent: &Sent<'_>, score: Option<Score>) -> ScoredHandoff {
    let handoff = sent.handoff;
    let response = handoff.response.as_ref();
    let review = handoff.review.as_deref();
    let instead = response.and_then(|response| response.instead.as_deref());
    let answer_by = sent.sent.and_then(|sent| {
        let window = sent.window?.length;
        Some(window.end(sent.sent, &case.process.calendar))
    });
    let outcome = sent.sent.map(|sent| sent.outcome);
    let silent = sent.sent.filter(|sent| sent.outcome == Outcome::Silent);
    let late = silent.map_or(0, |sent| sent.overdue);
    let text = |text: &crate::model::scalar::Text| text.to_string();
    ScoredHandoff {
        deal: sent.deal.id.clone(),
        name: input.names.of(&sent.deal.id),
        sent: sent.day(),
        seller: sent.seller(),
        outcome,
        instead: instead.is_some_and(|instead| !is_placeholder(instead)),
        reason: response.and_then(|response| Some(text(response.reason.as_ref()?))),
        answer_by,
        late,
        score,
        reviewer: review.and_then(|review| Some(text(review.by.as_ref()?))),
        note: review.and_then(|review| Some(text(review.note.as_ref()?))),
        earlier: sent.earlier,
    }
}
