//! `dealctl forecast --group`: the parts that add up.

use super::figures::with_range;
use crate::report::document::Money;
use crate::report::forecast::{
    Forecast, GroupHorizon, GroupLine, Grouping, Groups, MoneyEstimate, OpenDeals,
};
use crate::view::page::{Block, Page};
use crate::view::table::{Cell, Grid, Table, Tone};
use crate::view::{Style, count};

/// A row: a group or the total, for one horizon.
struct GroupRow<'a> {
    /// The group; `None` in the total.
    group: Option<&'a GroupLine>,
    open: OpenDeals,
    horizon: GroupHorizon,
}

/// Returns the page of a split.
pub fn groups(report: &Forecast, style: &Style) -> Page {
    let mut page = Page::default();
    let Some(Groups { grouping, lines }) = &report.groups else {
        return page;
    };
    let name = Grouping::ALL
        .iter()
        .find(|(_, known)| known == grouping)
        .map_or("group", |(name, _)| *name);
    let first_rows: Vec<GroupRow<'_>> = lines.iter().filter_map(|line| rows(line).next()).collect();
    let (Some(largest), Some(quarter)) = (first_rows.first(), report.horizons.first()) else {
        page.lead.push("No deal is open.".to_owned());
        return page;
    };
    let expected = |row: &GroupRow<'_>| row.horizon.estimate.expected;
    let sum = Money::sum(report.open.amount.currency, first_rows.iter().map(expected));
    page.lead.push(format!(
        "Of {} expected this quarter from {}, {} is with {}.",
        style.sum(sum, report.open.without_amount),
        count(report.open.deals, "open deal"),
        style.sum(expected(largest), largest.open.without_amount),
        match largest.group {
            Some(group) if group.name != "none" => group.name.clone(),
            _ => format!("no {name}"),
        },
    ));
    let total = GroupRow {
        group: None,
        open: report.open,
        horizon: GroupHorizon {
            days: quarter.days,
            until: quarter.until,
            estimate: quarter.open,
        },
    };
    let all = first_rows.into_iter().chain([total]);
    page.blocks.push(table(style).rows(all).into());
    page.blocks.push(Block::lines(vec![
        "Open deals only, by the end of the quarter. Amounts and expectations add up; P10, P50 and P90 do not, for not \
         every part is lucky at once."
            .to_owned(),
    ]));
    page
}

/// Returns every group and horizon, for programs.
pub fn group_rows(report: &Forecast, style: &Style) -> Grid {
    let lines = report.groups.iter().flat_map(|groups| &groups.lines);
    table(style).rows(lines.flat_map(rows))
}

fn rows(group: &GroupLine) -> impl Iterator<Item = GroupRow<'_>> {
    group.horizons.iter().map(move |horizon| GroupRow {
        group: Some(group),
        open: group.open,
        horizon: *horizon,
    })
}

fn table(style: &Style) -> Table<'_, GroupRow<'_>> {
    let table = Table::<GroupRow<'_>>::new("groups")
        .left("GROUP", "group", |row| {
            Cell::text(row.group.map_or("", |group| &*group.name))
        })
        .left("", "days", |row| Cell::of(row.horizon.days))
        .for_programs()
        .left("", "until", |row| Cell::of(row.horizon.until))
        .for_programs()
        .right("OPEN", "deals", |row| Cell::of(row.open.deals))
        .right("AMOUNT", "pipeline", |row| {
            style.sum_cell(row.open.amount, row.open.without_amount)
        });
    let estimate = |row: &GroupRow<'_>| -> Option<MoneyEstimate> { Some(row.horizon.estimate) };
    with_range(table, estimate, style)
        .right("EXPECTED", "expected", |row| {
            style.sum_cell(row.horizon.estimate.expected, row.open.without_amount)
        })
        .row_tone(|row| match row.group {
            Some(_) => Tone::Plain,
            None => Tone::Strong,
        })
}
