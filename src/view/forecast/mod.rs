//! `dealctl forecast` for people: the sentence for the meeting, the ranges, what they are based on, how good they have been.

mod backtest;
mod bridge;
mod change;
mod deals;
mod figures;
mod groups;
mod horizons;
mod lead;
mod notes;
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
    if report.open.deals > 0 {
        page.blocks.push(stages::stages(report, style).into());
    }
    page.blocks.push(Block::lines(notes::notes(report, style)));
    page.blocks
        .push(Block::lines(stages::sellers(report, style)));
    if let Some(since) = since {
        page.blocks.extend(since::blocks(since, style));
    }
    page.blocks.push(Block::lines(vec![notes::record(report)]));
    if report.open.deals == 0 {
        page.next.push(Next::new("", "dealctl lint"));
    } else {
        let why = match report.open.deals {
            1 => "what it rests on".to_owned(),
            open => format!("what each of the {open} rests on"),
        };
        page.next.push(Next::new(why, "dealctl forecast --deals"));
        page.next
            .push(Next::new("what keeps them", "dealctl stalls"));
    }
    if let Some(since) = since.filter(|since| !since.is_quiet()) {
        let command = format!("dealctl forecast --since {}", shell::name(&since.requested));
        page.next
            .push(Next::new("what changed, deal by deal", command));
    }
    page
}
