//! The page that a partner gets.

use chrono::NaiveDate;

use crate::report::partners::{SharedDeal, SharedPage};
use crate::view::page::{Block, Page};
use crate::view::table::{Cell, Grid, Table};
use crate::view::{Style, count};

/// The page.
pub fn shared(report: &SharedPage, style: &Style) -> Page {
    let waiting = report
        .open
        .iter()
        .filter(|deal| deal.answer.answer == "waiting")
        .count();
    let waits = match waiting {
        0 => "every registration is answered".to_owned(),
        n => format!("{} of ours to come", count(n, "answer")),
    };
    let mut page = Page {
        title: Some(format!("Deals with {}", report.partner)),
        lead: vec![format!(
            "As of {}: {}, {} closed; {waits}.",
            style.weekday(style.today),
            count(report.open.len(), "open deal"),
            report.closed.len()
        )],
        ..Page::default()
    };
    if !report.open.is_empty() {
        page.blocks.push(open(report, style).into());
        page.blocks.push(Block::Lines {
            title: Some("What you registered, and what you agreed to"),
            lines: report
                .open
                .iter()
                .flat_map(|deal| agreed(deal, style))
                .collect(),
        });
    }
    if !report.closed.is_empty() {
        page.blocks.push(closed(report, style).into());
    }
    page
}

fn day(style: &Style, day: Option<NaiveDate>) -> Cell {
    day.map_or_else(Cell::default, |day| {
        Cell::both(style.day(day), day.to_string())
    })
}

fn text(text: Option<&String>) -> Cell {
    Cell::text(text.cloned().unwrap_or_default())
}

fn open(report: &SharedPage, style: &Style) -> Grid {
    Table::<SharedDeal>::new("open deals")
        .left("CUSTOMER", "account", |deal| text(deal.account.as_ref()))
        .wraps(14)
        .left("STAGE", "stage", |deal| text(deal.stage.as_ref()))
        .left("REGISTERED", "registered", |deal| {
            day(style, deal.registered)
        })
        .left("ANSWER", "answer", |deal| {
            let date = deal
                .answer
                .date
                .map_or_else(String::new, |day| format!(", {}", style.day(day)));
            Cell::both(format!("{}{date}", deal.answer.answer), deal.answer.answer)
        })
        .wraps(12)
        .left("CREDIT", "credit", |deal| text(deal.credit.as_ref()))
        .wraps(16)
        .right("SHARE", "share", |deal| text(deal.share.as_ref()))
        .rows(&report.open)
}

/// What the partner said and agreed to on a deal.
fn agreed(deal: &SharedDeal, style: &Style) -> Vec<String> {
    let account = deal.account.clone().unwrap_or_default();
    let need = deal.need.as_ref().map(|need| format!("{account}: {need}"));
    let step = deal.partner_move.as_ref().map(|action| {
        let due = deal
            .partner_move_due
            .map_or_else(String::new, |day| format!(", by {}", style.weekday(day)));
        format!("{account}, your move: {action}{due}")
    });
    need.into_iter().chain(step).collect()
}

fn closed(report: &SharedPage, style: &Style) -> Grid {
    Table::<SharedDeal>::new("closed deals")
        .left("CUSTOMER", "account", |deal| text(deal.account.as_ref()))
        .wraps(14)
        .left("RESULT", "result", |deal| {
            Cell::text(deal.result.unwrap_or_default())
        })
        .left("CLOSED", "closed", |deal| day(style, deal.closed))
        .left("TOLD", "told", |deal| day(style, deal.told))
        .left("CREDIT", "credit", |deal| text(deal.credit.as_ref()))
        .wraps(16)
        .right("SHARE", "share", |deal| text(deal.share.as_ref()))
        .rows(&report.closed)
}
