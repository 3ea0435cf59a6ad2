//! Scorecards of the handoffs that were sent, newest first, or of the drafts of named deals (D5).

use chrono::NaiveDate;

use crate::analysis::Case;
use crate::analysis::score::{Score, has_packet, score};
use crate::model::deal::Handoff;

use super::Input;
use super::filter::Filter;

/// One handoff.
#[derive(Clone, Debug)]
pub struct ScoredHandoff {
    /// The deal's id.
    pub deal: String,
    /// As a user would type it.
    pub name: String,
    /// When it was sent; none for a draft.
    pub sent: Option<NaiveDate>,
    /// The seller who was asked.
    pub seller: Option<String>,
    /// `accepted`, `declined`; none while it is open.
    pub answer: Option<String>,
    /// Why it was declined.
    pub reason: Option<String>,
    /// The score; none when no packet is on record (an earlier handoff of which only the answer is known).
    pub score: Option<Score>,
    /// Whether it was sent before the deal's present one.
    pub earlier: bool,
}

/// The report.
#[derive(Clone, Debug, Default)]
pub struct Scorecard {
    /// Newest first, drafts before them; then by deal.
    pub handoffs: Vec<ScoredHandoff>,
    /// Named deals that have no handoff at all.
    pub without: Vec<String>,
}

/// Every handoff sent in the book.
pub fn scorecard(input: &Input<'_>, filter: &Filter) -> Scorecard {
    let mut handoffs = Vec::new();
    for deal in input.book.known_deals() {
        let case = input.case(deal);
        if filter.fits(&case) {
            handoffs.extend(of_deal(input, &case, false));
        }
    }
    sort(&mut handoffs);
    Scorecard {
        handoffs,
        without: Vec::new(),
    }
}

/// The handoffs of named deals, drafts included.
pub fn of_deals(input: &Input<'_>, ids: &[&str]) -> Scorecard {
    let mut card = Scorecard::default();
    for deal in input
        .book
        .deals
        .iter()
        .filter(|deal| ids.contains(&deal.id.as_str()))
    {
        let found = of_deal(input, &input.case(deal), true);
        if found.is_empty() {
            card.without.push(deal.id.clone());
        }
        card.handoffs.extend(found);
    }
    sort(&mut card.handoffs);
    card
}

fn sort(handoffs: &mut [ScoredHandoff]) {
    handoffs.sort_by(|a, b| {
        let draft = |handoff: &ScoredHandoff| handoff.sent.is_some();
        draft(a)
            .cmp(&draft(b))
            .then_with(|| b.sent.cmp(&a.sent))
            .then_with(|| a.deal.cmp(&b.deal))
    });
}

fn of_deal(input: &Input<'_>, case: &Case<'_>, drafts: bool) -> Vec<ScoredHandoff> {
    let deal = case.deal;
    let current = deal.handoff.as_deref().map(|handoff| (handoff, false));
    let earlier = deal.earlier_handoffs.iter().map(|handoff| (handoff, true));
    current
        .into_iter()
        .chain(earlier)
        .filter(|(handoff, _)| drafts || handoff.sent_on().is_some())
        .map(|(handoff, earlier)| scored(input, case, handoff, earlier))
        .collect()
}

fn scored(input: &Input<'_>, case: &Case<'_>, handoff: &Handoff, earlier: bool) -> ScoredHandoff {
    let seller = handoff
        .seller
        .as_ref()
        .or_else(|| if earlier { None } else { case.deal.seller() });
    let response = handoff.response.as_ref();
    ScoredHandoff {
        deal: case.deal.id.clone(),
        name: input.names.of(&case.deal.id),
        sent: handoff.sent_on().map(|sent| sent.value),
        seller: seller.map(|seller| {
            case.process
                .person_name(seller)
                .unwrap_or(seller)
                .to_owned()
        }),
        answer: handoff.result().map(ToOwned::to_owned),
        reason: response
            .and_then(|response| response.reason.as_ref())
            .map(ToString::to_string),
        score: (!earlier || has_packet(handoff)).then(|| score(case, handoff)),
        earlier,
    }
}
