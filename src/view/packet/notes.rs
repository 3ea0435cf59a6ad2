//! The notes below the fields, which only those who build packets see.

use crate::analysis::packet::Field;
use crate::analysis::score::COMPONENTS;
use crate::report::packet::{Dispute, EarlierHandoff, PacketReport, ReviewLine};
use crate::view::Style;

use super::answer::answered;
use super::field;
use super::sentence::{ended, preceded};

/// Returns the notes: a light packet, earlier handoffs, the review, disputes, the outcome.
pub(super) fn notes(report: &PacketReport, style: &Style) -> Vec<String> {
    let earlier = report.earlier.iter().map(|one| earlier(one, style));
    let review = report.review.iter().map(|one| review(report, one, style));
    let disputes = report.disputes.iter().map(|one| dispute(one, style));
    let outcome = report.outcome.iter();
    let outcome = outcome.map(|outcome| format!("The deal is closed: {outcome}."));
    let light = light(report).into_iter();
    light
        .chain(earlier)
        .chain(review)
        .chain(disputes)
        .chain(outcome)
        .collect()
}

/// Returns how little a light packet needs, how its points are scaled, and what it leaves out (D4.7).
fn light(report: &PacketReport) -> Vec<String> {
    if !report.light {
        return Vec::new();
    }
    let (needed, fields) = (report.needed, Field::ALL.len());
    let scaled = report.score.as_ref().map(|score| {
        let (counting, all) = (score.components, COMPONENTS.len());
        format!("the points of {counting} of {all} components are scaled to 18")
    });
    let scaled = preceded(", and ", scaled);
    let mut lines = vec![format!(
        "A light packet: the deal is small, so {needed} of {fields} fields are needed{scaled}."
    )];
    let left_out = field::left_out(report);
    if !left_out.is_empty() {
        let left_out = left_out.join(", ");
        lines.push(format!("Neither needed nor there: {left_out}."));
    }
    lines
}

fn earlier(handoff: &EarlierHandoff, style: &Style) -> String {
    let on = match handoff.sent {
        Some(sent) => style.weekday(sent),
        None => "on a day not on record".to_owned(),
    };
    let to = preceded(" to ", handoff.seller.as_ref());
    match &handoff.answer {
        Some(answer) => {
            let answer = answered(answer, handoff.seller.as_deref(), style);
            format!("Sent before: {on}{to}. {answer}")
        }
        None => format!("Sent before: {on}{to}, never answered."),
    }
}

fn review(report: &PacketReport, review: &ReviewLine, style: &Style) -> String {
    let by = review.by.as_deref().unwrap_or("somebody");
    let on = preceded(" on ", review.date.map(|date| style.weekday(date)));
    let grades = review.grades.iter();
    let grades: Vec<String> = grades
        .map(|graded| format!("{} {}", graded.component, graded.grade))
        .collect();
    let grades = match grades.as_slice() {
        [] => "no grades".to_owned(),
        grades => grades.join(", "),
    };
    let total = report.score.as_ref().and_then(|score| score.reviewer_total);
    let total = preceded(", ", total.map(|total| format!("{total} of 18")));
    let note = preceded(". ", review.note.as_ref());
    ended(format!("Reviewed by {by}{on}: {grades}{total}{note}"))
}

fn dispute(dispute: &Dispute, style: &Style) -> String {
    let by = dispute.by.as_deref().unwrap_or("somebody");
    let on = preceded(" on ", dispute.date.map(|date| style.weekday(date)));
    let about = preceded(" about the ", dispute.about.as_ref());
    let note = preceded(": ", dispute.note.as_ref());
    ended(format!("Disputed by {by}{on}{about}{note}"))
}
