//! `dealctl forecast --deals`: what the forecast of each deal is based on, in words.

use super::figures::share;
use crate::report::document::Money;
use crate::report::forecast::{DealLine, Forecast};
use crate::view::page::{Block, Next, Page};
use crate::view::table::{Cell, Grid, Table, Tone};
use crate::view::{Style, count, with_keys};

/// Returns the page: a table, and the reason of each deal.
pub fn deals(report: &Forecast, style: &Style) -> Page {
    let mut page = Page::default();
    if report.deals.is_empty() {
        page.lead.push("No deal is open.".to_owned());
        return page;
    }
    let expected = report.deals.iter().filter_map(|line| line.expected);
    let unknown = report.open.without_amount;
    page.lead.push(format!(
        "{}, {}: {} of it is expected this quarter.",
        count(report.deals.len(), "open deal"),
        style.sum(report.open.amount, unknown),
        style.sum(Money::sum(report.open.amount.currency, expected), unknown),
    ));
    page.blocks.push(table(report, style).into());
    let reasons = report.deals.iter();
    let reasons = reasons.map(|line| format!("{}: {}", line.name, line.reason));
    page.blocks.push(Block::lines(reasons.collect()));
    page.next
        .push(Next::new("what keeps them", "dealctl stalls"));
    page
}

fn table(report: &Forecast, style: &Style) -> Grid {
    let mut table = Table::<DealLine>::new("deals")
        .left("DEAL", "deal", |line| Cell::both(&line.name, &line.deal))
        .left("", "partner", |line| {
            Cell::text(line.partner.clone().unwrap_or_default())
        })
        .for_programs()
        .left("STAGE", "stage", |line| {
            Cell::both(&line.stage.name, &line.stage.id)
        })
        .right("DAYS", "days_in_stage", |line| Cell::of(line.days_in_stage))
        .right("AMOUNT", "amount", |line| style.amount(line.amount));
    let horizons = report.deals.first().map_or(&[][..], |line| &line.chances);
    for (horizon, place) in horizons.iter().zip(1_u8..) {
        let days = horizon.days;
        let chance = move |line: &DealLine| {
            let mut chances = line.chances.iter();
            let own = chances.find(|chance| chance.days == days);
            own.map_or_else(Cell::default, |own| share(own.chance))
        };
        // The usual three stay; of more, the farthest leave first.
        let order = place.checked_sub(2).filter(|n| *n > 1).unwrap_or(0);
        table = table
            .right(format!("{days} D"), format!("p_{days}"), chance)
            .leaves(order);
    }
    let until = report.crm_sum.quarter.last_day();
    let table = table
        .right("THIS QUARTER", format!("expected_by_{until}"), |line| {
            style.amount(line.expected)
        })
        .left("", "flags", |line| {
            Cell::text(line.flags.join(", ")).tone(Tone::Late)
        })
        .for_programs();
    with_keys(table, |line| &line.keys, style).rows(&report.deals)
}
