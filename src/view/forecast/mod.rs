//! `dealctl forecast` for people: the sentence for the meeting, the ranges, what they are based on, how good they have been.

mod backtest;
mod bridge;
mod change;
mod deals;
mod figures;
mod groups;
mod horizons;
mod lead;
mod method;
mod notes;
mod plan;
mod range;
mod since;
mod stages;
mod what_if;

use super::Style;
use crate::report::forecast::Forecast;
use crate::report::since::ForecastChange;
use crate::text::shell;
use crate::view::page::{Block, Next, Page};

pub use backtest::backtest;
pub use change::change;
pub use deals::deals;
pub use groups::{group_rows, groups};
pub use method::method;
pub use what_if::what_if;

pub(super) use figures::quarter;
pub(super) use range::between;

/// Returns the default page, with what changed since another state of the files if there is one.
pub fn forecast(report: &Forecast, since: Option<&ForecastChange>, style: &Style) -> Page {
    let mut page = Page {
        lead: lead::lead(report, style),
        ..Page::default()
    };
    if report.open.deals == 0 && report.closed.all == 0 {
        page.lead = vec![
            "No deal is open, and none has closed: there is nothing to forecast from.".to_owned(),
        ];
        page.next.push(Next::new("", "dealctl lint"));
        return page;
    }
    page.blocks.push(horizons::horizons(report, style).into());
    let mut lines: Vec<String> = stages::sellers(report, style);
    lines.extend(plan::plan(report, style));
    lines.extend(notes::short(report, style));
    page.blocks.push(Block::lines(lines));
    let mut past = Vec::new();
    if let Some(since) = since {
        past.extend(since::lines(since, style));
    }
    past.push(notes::record(report));
    page.blocks.push(Block::lines(past));
    if report.open.deals == 0 {
        page.next.push(Next::new("", "dealctl lint"));
    } else {
        let why = match report.open.deals {
            1 => "what it rests on".to_owned(),
            open => format!("what each of the {open} rests on"),
        };
        page.next.push(Next::new(why, "dealctl forecast --deals"));
        page.next
            .push(Next::new("how it is made", "dealctl forecast --method"));
    }
    if let Some(since) = since.filter(|since| !since.is_quiet()) {
        let command = format!("dealctl forecast --since {}", shell::name(&since.requested));
        page.next
            .push(Next::new("what changed, deal by deal", command));
    }
    page
}
