//! Scorecards, newest first.

use serde::Serialize;

use crate::analysis::score::{COMPONENTS, Grade};
use crate::report::Input;
use crate::report::scorecard::{self, Scorecard, ScoredHandoff};

use super::{VERSION, to_text};

#[derive(Serialize)]
struct Document<'a> {
    version: u32,
    today: String,
    /// Sent in all, of which `handoffs` are the last.
    sent: usize,
    handoffs: Vec<Handoff<'a>>,
    months: Vec<Month>,
    overall: Vec<Mean>,
    agreement: Agreement<'a>,
}

#[derive(Serialize)]
struct Month {
    first: String,
    sent: u32,
    scored: u32,
    mean: Option<f64>,
    accepted: u32,
    declined: u32,
    silent: u32,
    open: u32,
}

#[derive(Serialize)]
struct Mean {
    id: &'static str,
    points: u32,
    handoffs: u32,
}

#[derive(Serialize)]
struct Agreement<'a> {
    handoffs: usize,
    all: Compared,
    components: Vec<Compared>,
    differences: Vec<Difference<'a>>,
}

#[derive(Serialize)]
struct Compared {
    id: &'static str,
    grades: u32,
    same: u32,
    kappa: Option<f64>,
    program_milder: u32,
    program_stricter: u32,
}

#[derive(Serialize)]
struct Difference<'a> {
    deal: &'a str,
    sent: Option<String>,
    component: &'static str,
    program: &'static str,
    reviewer: &'static str,
    by: Option<&'a str>,
    reason: &'a str,
    note: Option<&'a str>,
}

#[derive(Serialize)]
struct Handoff<'a> {
    deal: &'a str,
    sent: Option<String>,
    seller: Option<&'a str>,
    answer: Option<&'a str>,
    outcome: Option<&'static str>,
    answer_by: Option<String>,
    silent: bool,
    reason: Option<&'a str>,
    earlier: bool,
    light: Option<bool>,
    total: Option<u32>,
    reviewer_total: Option<u32>,
    reviewed_by: Option<&'a str>,
    review_note: Option<&'a str>,
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
    weight: u32,
    cause: &'a str,
    remedy: &'a str,
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
        sent: card.sent,
        handoffs,
        months: card.months.iter().map(month).collect(),
        overall: overall(card),
        agreement: agreement(&card.agreement),
    })
}

/// Two decimals are enough for a mean of points.
fn rounded(mean: f64) -> f64 {
    (mean * 100.0).round() / 100.0
}

fn month(month: &crate::report::scorecard::Month) -> Month {
    Month {
        first: month.first.to_string(),
        sent: month.sent,
        scored: month.scored,
        mean: month.mean().map(rounded),
        accepted: month.accepted,
        declined: month.declined,
        silent: month.silent,
        open: month.open,
    }
}

fn overall(card: &Scorecard) -> Vec<Mean> {
    let sums = COMPONENTS.iter().zip(&card.overall);
    sums.map(|(kind, (points, handoffs))| Mean {
        id: kind.id,
        points: *points,
        handoffs: *handoffs,
    })
    .collect()
}

fn agreement(agreement: &scorecard::Agreement) -> Agreement<'_> {
    let compared = |id, compared: &scorecard::Compared| Compared {
        id,
        grades: compared.n(),
        same: compared.same(),
        kappa: compared
            .kappa()
            .map(|kappa| (kappa * 10_000.0).round() / 10_000.0),
        program_milder: compared.milder(),
        program_stricter: compared.stricter(),
    };
    let components = COMPONENTS.iter().zip(&agreement.components);
    Agreement {
        handoffs: agreement.handoffs,
        all: compared("all", &agreement.all),
        components: components.map(|(kind, of)| compared(kind.id, of)).collect(),
        differences: agreement
            .differences
            .iter()
            .map(|difference| Difference {
                deal: &difference.deal,
                sent: difference.sent.map(|sent| sent.to_string()),
                component: difference.component.id,
                program: difference.program.name(),
                reviewer: difference.reviewer.name(),
                by: difference.by.as_deref(),
                reason: &difference.reason,
                note: difference.note.as_deref(),
            })
            .collect(),
    }
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
                weight: component.weight,
                cause: component.kind.cause.name(),
                remedy: component.kind.cause.remedy(),
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
        answer: handoff.answer(),
        outcome: handoff
            .outcome
            .map(crate::analysis::acceptance::Outcome::name),
        answer_by: handoff.answer_by.map(|day| day.to_string()),
        silent: handoff.is_silent(),
        reason: handoff.reason.as_deref(),
        earlier: handoff.earlier,
        light: score.map(|score| score.light),
        total: score.map(|score| score.total),
        reviewer_total: score.and_then(crate::analysis::score::Score::reviewer_total),
        reviewed_by: handoff.reviewer.as_deref(),
        review_note: handoff.note.as_deref(),
        band: score.map(|score| score.band.name.as_str()),
        advice: score.map(|score| score.band.advice.as_str()),
        components: components.collect(),
    }
}
