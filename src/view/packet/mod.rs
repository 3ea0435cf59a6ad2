//! `dealctl packet` for people: the fields on one page, or the two lists that decide whether it may go out.

mod answer;
mod check;
mod field;
mod notes;
mod sentence;
mod title;

use crate::report::packet::{PacketReport, Reader};
use crate::text::shell;

use super::Style;
use super::page::{Block, Next, Page};

pub use check::packet_check;
pub use field::packet_rows;

/// Returns the page of a packet, for its reader.
pub fn packet(report: &PacketReport, style: &Style) -> Page {
    match report.reader {
        Reader::Builder => for_builder(report, style),
        Reader::Seller => for_seller(report, style),
    }
}

fn for_builder(report: &PacketReport, style: &Style) -> Page {
    let mut blocks = field::blocks(report);
    let lines = notes::notes(report, style);
    if !lines.is_empty() {
        let title = Some("Notes");
        blocks.push(Block::Lines { title, lines });
    }
    Page {
        title: Some(title::title(report, style)),
        lead: lead(report, style),
        blocks,
        next: vec![next(report)],
        ..Page::default()
    }
}

fn for_seller(report: &PacketReport, style: &Style) -> Page {
    let account = report.account.as_deref().unwrap_or(&report.name);
    let sent = sentence::preceded(", ", report.sent.map(|sent| style.weekday(sent)));
    Page {
        title: Some(format!("Handoff: {account}")),
        lead: vec![format!("For {}{sent}.", seller(report))],
        blocks: field::blocks(report),
        closing: answer::how_to_answer(report, style),
        ..Page::default()
    }
}

fn seller(report: &PacketReport) -> &str {
    let seller = report.seller.as_deref();
    seller.unwrap_or("a seller who is not named")
}

fn lead(report: &PacketReport, style: &Style) -> Vec<String> {
    let result = match &report.answer {
        Some(answer) => answer::answered(answer, report.seller.as_deref(), style),
        None => check::summary(report, style),
    };
    let deadline = answer::deadline(report, style);
    [Some(state(report, style)), Some(result), deadline]
        .into_iter()
        .flatten()
        .collect()
}

/// Returns `Packet for Sam Ortiz, sent Mon 14 Sep · 15 of 18, strong`.
fn state(report: &PacketReport, style: &Style) -> String {
    let kind = if report.light {
        "Light packet"
    } else {
        "Packet"
    };
    let sent = match report.sent {
        Some(sent) => format!("sent {}", style.weekday(sent)),
        None => "not sent yet".to_owned(),
    };
    let score = report.score.as_ref();
    let score = score.map(|score| format!("{} of 18, {}", score.total, score.band));
    let score = sentence::preceded(" · ", score);
    format!("{kind} for {}, {sent}{score}", seller(report))
}

fn next(report: &PacketReport) -> Next {
    let name = shell::name(&report.name);
    if report.answer.is_some() {
        Next::new("why each grade", format!("dealctl score {name}"))
    } else if report.goes_out {
        let command = format!("dealctl packet {name} --for seller");
        Next::new("ready to paste", command)
    } else {
        let command = format!("dealctl packet {name} --check");
        Next::new("what keeps it back", command)
    }
}
