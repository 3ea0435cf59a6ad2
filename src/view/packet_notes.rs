//! What stands around the fields of a packet: the answer, how to answer, and what is internal.

use super::Style;
use crate::analysis::acceptance::Outcome;
use crate::report::packet::{Answer, Dispute, Earlier, PacketReport, ReviewLine};
use crate::view::page::Piece;

/// How to answer: “Reply *accept*, or *decline* because (…), by Thu 17 Sep”; who answered already is told so.
pub(super) fn how_to_answer(report: &PacketReport, style: &Style) -> Vec<Vec<Piece>> {
    let say = |text: &str| Piece::Words(text.to_owned());
    if let Some(answer) = &report.answer {
        let text = answered(answer, report.seller.as_deref(), style);
        return vec![vec![Piece::Words(text)]];
    }
    let reasons = match report.decline_reasons.as_slice() {
        [] => "say why".to_owned(),
        reasons => reasons.join(", "),
    };
    let by = match &report.window {
        Some(window) => format!(", by {}.", style.weekday(window.until)),
        None => ".".to_owned(),
    };
    let mut lines = vec![vec![
        say("Reply "),
        Piece::Strong("accept".to_owned()),
        say(", or "),
        Piece::Strong("decline".to_owned()),
        Piece::Words(format!(" because ({reasons}){by}")),
    ]];
    if report
        .window
        .as_ref()
        .is_some_and(|window| window.until < style.today)
    {
        lines.push(vec![say("That day has passed; an answer still helps.")]);
    }
    if let Some(means) = &report.means {
        let means = format!("Accepting means: {means}");
        lines.push(vec![Piece::Words(ended(means))]);
    }
    lines
}

/// `Sam Ortiz accepted on Wed 16 Sep, no clarifying call.`
pub(super) fn answered(answer: &Answer, seller: Option<&str>, style: &Style) -> String {
    let who = answer.by.as_deref().or(seller).unwrap_or("The seller");
    let on = answer
        .date
        .map_or_else(String::new, |date| format!(" on {}", style.weekday(date)));
    let reason = answer
        .reason
        .as_ref()
        .map_or_else(String::new, |reason| format!(": {reason}"));
    let instead = answer.instead.as_ref().map_or_else(String::new, |instead| {
        format!(", and takes another move: {instead}")
    });
    let call = match answer.clarifying_call {
        Some(true) => ", after a clarifying call",
        Some(false) => ", without a clarifying call",
        None => "",
    };
    let what = match answer.outcome {
        Outcome::Unclear => "answered neither yes nor no",
        outcome => outcome.name(),
    };
    let text = format!("{who} {what}{on}{call}{reason}{instead}");
    ended(text)
}

/// A sentence with its end: a full stop, unless it has one, or asks or calls.
fn ended(mut text: String) -> String {
    if !text.ends_with(['.', '?', '!', '…']) {
        text.push('.');
    }
    text
}

/// Who has how long to answer, while nobody has.
pub(super) fn waits(report: &PacketReport, style: &Style) -> Option<String> {
    if !report.waits {
        return None;
    }
    let seller = report.seller.as_deref().unwrap_or("the seller");
    let window = report.window.as_ref()?;
    let until = style.weekday(window.until);
    Some(if report.sent.is_none() {
        format!(
            "Sent today, {seller} answers by {until} ({}).",
            window.length
        )
    } else if window.until < style.today {
        format!(
            "{seller} has not answered; the window ({}) ended {until}.",
            window.length
        )
    } else {
        format!("{seller} answers by {until} ({}).", window.length)
    })
}

/// What only those who build packets see.
pub(super) fn lines(report: &PacketReport, style: &Style, left_out: &[&str]) -> Vec<String> {
    let mut lines = Vec::new();
    if report.light {
        lines.extend(light(report, left_out));
    }
    lines.extend(
        report
            .earlier
            .iter()
            .map(|earlier| sent_before(earlier, style)),
    );
    lines.extend(
        report
            .review
            .as_ref()
            .map(|line| review(report, line, style)),
    );
    lines.extend(report.disputes.iter().map(|line| dispute(line, style)));
    if let Some(outcome) = &report.outcome {
        lines.push(format!("The deal is closed: {outcome}."));
    }
    lines
}

/// A light packet says that it is one, what it was asked for, and how its points were scaled (D4.7).
fn light(report: &PacketReport, left_out: &[&str]) -> Vec<String> {
    let needed = report.needed;
    let mut first =
        format!("A light packet: the deal is small, so {needed} of 11 fields are needed");
    if let Some(score) = &report.score {
        let counting = score.counting;
        first += &format!(", and the points of {counting} of 9 components are scaled to 18");
    }
    let mut lines = vec![format!("{first}.")];
    if !left_out.is_empty() {
        lines.push(format!(
            "Neither needed nor there: {}.",
            left_out.join(", ")
        ));
    }
    lines
}

fn sent_before(earlier: &Earlier, style: &Style) -> String {
    let on = earlier.sent.map_or_else(
        || "on a day not on record".to_owned(),
        |sent| style.weekday(sent),
    );
    let to = earlier
        .seller
        .as_ref()
        .map_or_else(String::new, |seller| format!(" to {seller}"));
    match &earlier.answer {
        Some(answer) => {
            let text = answered(answer, earlier.seller.as_deref(), style);
            format!("Sent before: {on}{to}. {text}")
        }
        None => format!("Sent before: {on}{to}, never answered."),
    }
}

fn review(report: &PacketReport, review: &ReviewLine, style: &Style) -> String {
    let by = review.by.as_deref().unwrap_or("somebody");
    let on = review
        .date
        .map_or_else(String::new, |date| format!(" on {}", style.weekday(date)));
    let grades: Vec<String> = review
        .grades
        .iter()
        .map(|graded| format!("{} {}", graded.component, graded.grade))
        .collect();
    let total = report
        .score
        .as_ref()
        .and_then(|score| score.reviewer)
        .map_or_else(String::new, |total| format!(", {total} of 18"));
    let note = review
        .note
        .as_ref()
        .map_or_else(String::new, |note| format!(". {note}"));
    let grades = if grades.is_empty() {
        "no grades".to_owned()
    } else {
        grades.join(", ")
    };
    ended(format!("Reviewed by {by}{on}: {grades}{total}{note}"))
}

fn dispute(dispute: &Dispute, style: &Style) -> String {
    let by = dispute.by.as_deref().unwrap_or("somebody");
    let on = dispute
        .date
        .map_or_else(String::new, |date| format!(" on {}", style.weekday(date)));
    let about = dispute
        .about
        .as_ref()
        .map_or_else(String::new, |about| format!(" about the {about}"));
    let note = dispute
        .note
        .as_ref()
        .map_or_else(String::new, |note| format!(": {note}"));
    ended(format!("Disputed by {by}{on}{about}{note}"))
}
