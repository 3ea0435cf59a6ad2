//! `dealctl partners` and `dealctl partner` for people.

mod one;
mod shared;

pub use one::{partner, partner_rows};
pub use shared::shared;

use crate::report::partners::{PartnerLine, Partners};
use crate::view::page::{Block, Next, Page};
use crate::view::share::share;
use crate::view::table::{Cell, Grid, Table, Tone};
use crate::view::{Style, count, sparkline};

/// Closes that the first line names.
const NAMED: usize = 2;

/// The page.
pub fn partners(report: &Partners, style: &Style) -> Page {
    let mut page = Page {
        lead: vec![lead(report, style)],
        ..Page::default()
    };
    if report.partners.is_empty() {
        page.next
            .push(Next::new("register the first deal", "dealctl new"));
        return page;
    }
    page.blocks.push(rows(report, style).into());
    page.blocks.push(Block::lines(untold(report, style)));
    if report.without_partner > 0 {
        page.blocks.push(Block::lines(vec![format!(
            "{} without a partner: dealctl lint --select registration/missing-field",
            count(report.without_partner, "deal")
        )]));
    }
    let first = report.partners.iter().flat_map(|line| &line.untold).next();
    if let Some(first) = first {
        page.next.push(Next::new("tell them", &first.command));
    }
    if let Some(line) = report.partners.first() {
        page.next.push(Next::new(
            "one of them, deal by deal",
            format!(
                "dealctl partner {}",
                crate::text::shell::word(&line.partner)
            ),
        ));
    }
    page
}

/// `Nobody has told Oakline Partners that kilbride-tools was lost on 4 Nov; 2 registrations wait for an answer.`
fn lead(report: &Partners, style: &Style) -> String {
    let all: Vec<(&PartnerLine, _)> = report
        .partners
        .iter()
        .flat_map(|line| line.untold.iter().map(move |close| (line, close)))
        .collect();
    let waiting: usize = report.partners.iter().map(|line| line.waiting).sum();
    let late: usize = report.partners.iter().map(|line| line.waiting_late).sum();
    let untold = match all.as_slice() {
        [] => "Every partner was told of every close".to_owned(),
        [(line, close)] => format!(
            "Nobody has told {} that {} was {} on {}",
            line.partner,
            close.name,
            close.result,
            style.day(close.closed)
        ),
        several => {
            let names: Vec<&str> = several
                .iter()
                .take(NAMED)
                .map(|(_, close)| close.name.as_str())
                .collect();
            let more = several.len().saturating_sub(NAMED);
            let more = if more > 0 {
                format!(" and {more} more")
            } else {
                String::new()
            };
            format!(
                "Nobody has told the partners of {}: {}{more}",
                count(several.len(), "close"),
                names.join(", ")
            )
        }
    };
    let verb = if waiting == 1 { "waits" } else { "wait" };
    let answers = match (waiting, late) {
        (0, _) => "no registration waits for an answer".to_owned(),
        (n, 0) => format!("{} {verb} for an answer, in time", count(n, "registration")),
        (n, late) => format!(
            "{} {verb} for an answer, {late} past its time",
            count(n, "registration")
        ),
    };
    format!("{untold}; {answers}.")
}

fn rows(report: &Partners, style: &Style) -> Grid {
    Table::<PartnerLine>::new("partners")
        .left("PARTNER", "partner", |line| Cell::text(&line.partner))
        .wraps(14)
        .left("TYPE", "type", |line| {
            Cell::text(line.kind.clone().unwrap_or_default())
        })
        .for_programs()
        .right("REG.", "registrations", |line| {
            Cell::of(line.registrations.all)
        })
        .right("NEW", "registrations_in_period", |line| {
            Cell::of(line.registrations.period)
        })
        .left("", "trend", |line| {
            let months = line.registrations.months.iter();
            let counts = months.map(|month| u32::try_from(month.n).ok().map(f64::from));
            Cell::text(sparkline::sparkline(counts))
        })
        .for_people()
        .leaves(3)
        .right("IN TIME", "answered_in_time", |line| {
            let in_time = line.registrations.in_time;
            Cell::both(share(in_time), in_time.n.to_string())
        })
        .leaves(1)
        .right("ANSWERED", "answered", |line| {
            Cell::of(line.registrations.in_time.of)
        })
        .for_programs()
        .right("DAYS TO ANSWER", "days_to_answer", |line| {
            let median = line.registrations.answered_after.median;
            Cell::text(median.map_or_else(String::new, |days| days.to_string()))
        })
        .for_programs()
        .right("OPEN", "open", |line| Cell::of(line.open.deals))
        .right("VALUE", "open_amount", |line| {
            style.sum_cell(line.open.amount, line.open.without_amount)
        })
        .left("CURRENCY", "currency", |line| {
            Cell::text(line.open.amount.currency.code())
        })
        .for_programs()
        .right("WON", "won", |line| {
            Cell::both(share(line.win_share), line.won.deals.to_string())
        })
        .right("WON AMOUNT", "won_amount", |line| {
            style.sum_cell(line.won.amount, line.won.without_amount)
        })
        .for_programs()
        .right("LOST", "lost", |line| Cell::of(line.lost.deals))
        .for_programs()
        .right("SOURCED", "sourced", |line| Cell::of(line.sourced))
        .leaves(2)
        .right("INFL.", "influenced", |line| Cell::of(line.influenced))
        .leaves(2)
        .right("BESIDE", "beside", |line| Cell::of(line.beside))
        .for_programs()
        .right("LAST TOUCH", "last_touch", |line| {
            line.last_touch.map_or_else(
                || Cell::both("never", ""),
                |day| Cell::both(style.day(day), day.to_string()),
            )
        })
        .leaves(4)
        .right("WAITS", "waiting", |line| Cell::of(line.waiting))
        .for_programs()
        .right("NOT TOLD", "untold", |line| Cell::of(line.untold.len()))
        .for_programs()
        .left("WAITS FOR", "waits_for", waits)
        .wraps(12)
        .for_people()
        .rows(&report.partners)
}

fn waits(line: &PartnerLine) -> Cell {
    let mut parts = Vec::new();
    if !line.untold.is_empty() {
        parts.push(format!("word of {}", count(line.untold.len(), "close")));
    }
    if line.waiting > 0 {
        parts.push(count(line.waiting, "answer"));
    }
    let is_late = line.waiting_late > 0 || line.untold.iter().any(|close| close.is_late);
    Cell::text(parts.join(", ")).tone(if is_late { Tone::Late } else { Tone::Plain })
}

/// Who is to be told of what.
fn untold(report: &Partners, style: &Style) -> Vec<String> {
    let lines = report.partners.iter().flat_map(|line| {
        line.untold.iter().map(move |close| {
            let late = if close.is_late { ", late" } else { "" };
            format!(
                "not told: {}, {} {} on {}{late}",
                line.partner,
                close.name,
                close.result,
                style.day(close.closed)
            )
        })
    });
    lines.collect()
}
