//! Scorecards, newest first.

use serde::Serialize;

use crate::analysis::score::Grade;
use crate::report::Input;
use crate::report::scorecard::{Scorecard, ScoredHandoff};

use super::{VERSION, to_text};

#[derive(Serialize)]
struct Document<'a> {
    version: u32,
    today: String,
    handoffs: Vec<Handoff<'a>>,
}

#[derive(Serialize)]
struct Handoff<'a> {
    deal: &'a str,
    sent: Option<String>,
    seller: Option<&'a str>,
    answer: Option<&'a str>,
    reason: Option<&'a str>,
    earlier: bool,
    light: Option<bool>,
    total: Option<u32>,
    reviewer_total: Option<u32>,
    band: Option<&'a str>,
    advice: Option<&'a str>,
    components: Vec<Component<'a>>,
}

#[derive(Serialize)]
struct Component<'a> {
    id: &'a str,
    grade: &'a str,
    points: u32,
    counts: bool,
    reason: &'a str,
    up: Option<&'a str>,
    reviewer: Option<&'a str>,
    path: &'a str,
    line: usize,
}

/// The report as JSON.
///
/// # Errors
/// Never in practice: every value has a form in JSON.
pub fn scorecard(card: &Scorecard, input: &Input<'_>) -> Result<String, serde_json::Error> {
    let handoffs = card
        .handoffs
        .iter()
        .map(|handoff| row(handoff, input))
        .collect();
    to_text(&Document {
        version: VERSION,
        today: input.book.today.to_string(),
        handoffs,
    })
}

fn row<'a>(handoff: &'a ScoredHandoff, input: &'a Input<'_>) -> Handoff<'a> {
    let score = handoff.score.as_ref();
    let components = score
        .into_iter()
        .flat_map(|score| &score.components)
        .map(|component| {
            let judgement = &component.judgement;
            let source = input.book.sources.file(judgement.place.file);
            Component {
                id: component.kind.id,
                grade: judgement.grade.name(),
                points: judgement.grade.points(),
                counts: component.counts,
                reason: &judgement.reason,
                up: judgement.up.as_deref(),
                reviewer: component.reviewer.map(Grade::name),
                path: &source.path,
                line: source.position(judgement.place.span.start as usize).line,
            }
        });
    Handoff {
        deal: &handoff.deal,
        sent: handoff.sent.map(|sent| sent.to_string()),
        seller: handoff.seller.as_deref(),
        answer: handoff.answer.as_deref(),
        reason: handoff.reason.as_deref(),
        earlier: handoff.earlier,
        light: score.map(|score| score.light),
        total: score.map(|score| score.total),
        reviewer_total: score.and_then(crate::analysis::score::Score::reviewer_total),
        band: score.map(|score| score.band.name.as_str()),
        advice: score.map(|score| score.band.advice.as_str()),
        components: components.collect(),
    }
}
