//! The answer to a packet: how to give it, until when, and what it was.

use crate::analysis::acceptance::Outcome;
use crate::report::packet::{Answer, PacketReport};
use crate::view::Style;
use crate::view::page::Piece;

use super::sentence::{ended, preceded};

/// Returns how the seller answers: “Reply *accept*, or *decline* because (…), by Thu 17 Sep”; the answer itself if there is one.
pub(super) fn how_to_answer(report: &PacketReport, style: &Style) -> Vec<Vec<Piece>> {
    if let Some(answer) = &report.answer {
        let text = answered(answer, report.seller.as_deref(), style);
        return vec![vec![Piece::Words(text)]];
    }
    let window = report.window.as_ref();
    let has_passed = window.is_some_and(|window| window.until < style.today);
    let late = has_passed.then(|| "That day has passed; an answer still helps.".to_owned());
    let means = report.accepting_means.as_ref();
    let means = means.map(|means| ended(format!("Accepting means: {means}")));
    let more = [late, means].into_iter().flatten();
    let mut lines = vec![reply(report, style)];
    lines.extend(more.map(|line| vec![Piece::Words(line)]));
    lines
}

fn reply(report: &PacketReport, style: &Style) -> Vec<Piece> {
    let reasons = match report.decline_reasons.as_slice() {
        [] => "say why".to_owned(),
        reasons => reasons.join(", "),
    };
    let window = report.window.as_ref();
    let by = preceded(", by ", window.map(|window| style.weekday(window.until)));
    vec![
        Piece::Words("Reply ".to_owned()),
        Piece::Strong("accept".to_owned()),
        Piece::Words(", or ".to_owned()),
        Piece::Strong("decline".to_owned()),
        Piece::Words(format!(" because ({reasons}){by}.")),
    ]
}

/// Returns `Sam Ortiz accepted on Wed 16 Sep, without a clarifying call.`
pub(super) fn answered(answer: &Answer, seller: Option<&str>, style: &Style) -> String {
    let who = answer.by.as_deref().or(seller).unwrap_or("The seller");
    let on = preceded(" on ", answer.date.map(|date| style.weekday(date)));
    let reason = preceded(": ", answer.reason.as_ref());
    let instead = preceded(", and takes another move: ", answer.instead.as_ref());
    let call = match answer.clarifying_call {
        Some(true) => ", after a clarifying call",
        Some(false) => ", without a clarifying call",
        None => "",
    };
    let what = match answer.outcome {
        Outcome::Unclear => "answered neither yes nor no",
        outcome => outcome.name(),
    };
    ended(format!("{who} {what}{on}{call}{reason}{instead}"))
}

/// Returns by when the seller answers, or should have; `None` if no answer is due.
pub(super) fn deadline(report: &PacketReport, style: &Style) -> Option<String> {
    let window = report.window.as_ref().filter(|_| report.awaits_answer)?;
    let seller = report.seller.as_deref().unwrap_or("the seller");
    let until = style.weekday(window.until);
    let length = window.length.0;
    Some(if report.sent.is_none() {
        format!("Sent today, {seller} answers by {until} ({length}).")
    } else if window.until < style.today {
        format!("{seller} has not answered; the window ({length}) ended {until}.")
    } else {
        format!("{seller} answers by {until} ({length}).")
    })
}
