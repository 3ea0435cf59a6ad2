//! `dealctl packet --check` for people: the two lists of D4.2 and D4.3.

use crate::analysis::conditions::Line;
use crate::report::packet::{CheckAction, CheckLine, PacketCheck, PacketReport};
use crate::text::shell;
use crate::view::Style;
use crate::view::page::{Block, Item, Next, Page};

use super::{field, title};

/// Returns the page with the two lists.
pub fn packet_check(report: &PacketReport, style: &Style) -> Page {
    let check = report.check.iter();
    Page {
        title: Some(title::title(report, style)),
        lead: vec![summary(report, style)],
        blocks: check
            .flat_map(|check| {
                [
                    list("Ready to hand off when all of these hold", &check.ready),
                    list("Keep building when any of these holds", &check.building),
                ]
            })
            .collect(),
        next: vec![next(report)],
        ..Page::default()
    }
}

fn list(title: &str, lines: &[CheckLine]) -> Block {
    Block::List {
        title: title.to_owned(),
        items: lines.iter().map(item).collect(),
    }
}

/// Returns whether the packet may go out, in a sentence: with the first thing that keeps it back, and how many more there are.
pub(super) fn summary(report: &PacketReport, style: &Style) -> String {
    let check = report.check.iter();
    let mut objections = check.flat_map(PacketCheck::objections);
    let first = objections.next().map(Line::why);
    let more = match objections.count() {
        0 => String::new(),
        more => format!(", and {more} more"),
    };
    let sent = report.sent.map(|sent| style.weekday(sent));
    match (sent, first) {
        (None, None) => {
            "It may go out: all that must hold holds, and nothing keeps it back.".to_owned()
        }
        (None, Some(first)) => format!("It must not go out yet: {first}{more}."),
        (Some(sent), None) => format!("It was ready when it went out on {sent}."),
        (Some(sent), Some(first)) => {
            format!("It was not ready when it went out on {sent}: {first}{more}.")
        }
    }
}

fn item(check: &CheckLine) -> Item {
    let line = &check.line;
    let holds = line.holds();
    Item {
        good: holds.map(|_| line.is_good()),
        answer: match holds {
            Some(true) => "yes",
            Some(false) => "no",
            None => "not asked",
        },
        asks: line.condition.statement.to_owned(),
        why: line.why().to_owned(),
        help: check.action.as_ref().map(help),
    }
}

/// Returns `alliances, Mira Okafor (granite.yaml:34): ask for the date`.
fn help(action: &CheckAction) -> String {
    let place = &action.place;
    let file = place.path.rsplit('/').next().unwrap_or_default();
    let who = field::assignee(&action.assignee);
    format!("{who} ({file}:{}): {}", place.line, action.help)
}

fn next(report: &PacketReport) -> Next {
    let command = format!("dealctl packet {}", shell::name(&report.name));
    if report.goes_out {
        Next::new("for the seller", format!("{command} --for seller"))
    } else {
        Next::new("what each field says", command)
    }
}
