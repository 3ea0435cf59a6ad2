//! `dealctl forecast --method`: what the figures are made of, and what they rest on.

use super::{horizons, lead, notes, stages};
use crate::report::forecast::Forecast;
use crate::view::Style;
use crate::view::page::{Block, Next, Page};

/// Returns the page.
pub fn method(report: &Forecast, style: &Style) -> Page {
    let mut page = Page {
        lead: lead::lead(report, style),
        ..Page::default()
    };
    page.blocks.push(horizons::horizons(report, style).into());
    if report.open.deals > 0 {
        page.blocks.push(stages::stages(report, style).into());
    }
    page.blocks
        .push(Block::lines(stages::widest_gap(report, style)));
    page.blocks.push(Block::lines(notes::notes(report, style)));
    page.next.push(Next::new(
        "how good it has been",
        "dealctl forecast --backtest",
    ));
    page
}
