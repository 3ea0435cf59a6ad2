//! `dealctl forecast` for people.

use rust_decimal::Decimal;

use super::forecast::quarter;
use super::{Style, count, in_no_sum};
use crate::report::crm_sum::{CrmSum, Sum};
use crate::view::legacy::{Column, Table};
use crate::view::page::{Block, Next, Page};
use crate::view::table::{Cell, Tone};

/// The page.
pub fn crm_sum(report: &CrmSum, style: &Style) -> Page {
    let mut page = Page {
        lead: lead(report, style),
        ..Page::default()
    };
    page.blocks.push(Block::from(stages(report, style)));
    if report.total.deals == 0 {
        page.next.push(Next::new("", "dealctl lint"));
        return page.without_rows();
    }
    page.blocks.push(Block::from(months(report, style)));
    page.blocks.push(Block::lines(notes(report, style)));
    page.next
        .push(Next::new("what keeps them", "dealctl stalls"));
    page
}

fn lead(report: &CrmSum, style: &Style) -> Vec<String> {
    let until = style.day(report.quarter.last_day());
    if report.total.deals == 0 {
        return vec![format!(
            "No deal is open; {} won in {} so far.",
            style.money(report.won.amount),
            quarter(report.quarter)
        )];
    }
    let total = &report.total;
    let sum = report.won.amount + report.this_quarter.weighted;
    let target = report.target.map_or_else(String::new, |target| {
        let gap = (target - sum).abs();
        let verdict = if sum < target { "short of" } else { "over" };
        format!(
            "; {} {verdict} the {} target",
            style.money(gap),
            style.money(target)
        )
    });
    vec![
        format!(
            "This quarter: {} by {until}, {} won and {} stage-weighted{target}.",
            style.money(sum),
            style.sum(report.won.amount, report.won_in_no_sum.len()),
            style.money(report.this_quarter.weighted),
        ),
        format!(
            "{}, {}: {} weighted by stage. The weights are process.toml's beliefs, not a record: this is the sum a CRM prints.",
            count(total.deals, "open deal"),
            style.money(total.amount),
            style.money(total.weighted),
        ),
    ]
}

fn stages(report: &CrmSum, style: &Style) -> Table {
    let columns = vec![
        Column::left("STAGE", "stage"),
        Column::right("OPEN", "deals"),
        Column::right("AMOUNT", "amount"),
        Column::right("BELIEF", "probability"),
        Column::right("WEIGHTED", "weighted"),
        Column::left("", "overdue").leaves(1),
    ];
    let mut rows: Vec<Vec<Cell>> = report
        .stages
        .iter()
        .map(|stage| {
            let fraction = stage
                .probability
                .map(|percent| (percent / Decimal::ONE_HUNDRED).normalize().to_string());
            let belief = stage.probability.map_or_else(
                || "none".to_owned(),
                |percent| format!("{}%", percent.normalize()),
            );
            let mut row = vec![Cell::both(&stage.name, &stage.id)];
            row.extend(sum_cells(
                &stage.sum,
                style,
                Cell::both(belief, fraction.unwrap_or_default()),
            ));
            row
        })
        .collect();
    let mut total = vec![Cell::both("", "total")];
    total.extend(sum_cells(&report.total, style, Cell::default()));
    rows.push(
        total
            .into_iter()
            .map(|cell| cell.tone(Tone::Strong))
            .collect(),
    );
    Table {
        title: "stages",
        columns,
        rows,
    }
}

fn sum_cells(sum: &Sum, style: &Style, belief: Cell) -> Vec<Cell> {
    vec![
        Cell::text(sum.deals.to_string()),
        Cell::both(
            style.sum(sum.amount, sum.without_amount),
            style.exact(sum.amount),
        ),
        belief,
        Cell::both(style.money(sum.weighted), style.exact(sum.weighted)),
        overdue_cell(sum),
    ]
}

fn overdue_cell(sum: &Sum) -> Cell {
    let short = if sum.overdue == 0 {
        String::new()
    } else {
        format!("{} past its close date", sum.overdue)
    };
    Cell::both(
        if sum.overdue > 1 {
            short.replace("its close date", "their close dates")
        } else {
            short
        },
        sum.overdue.to_string(),
    )
    .tone(Tone::Late)
}

fn months(report: &CrmSum, style: &Style) -> Table {
    let columns = vec![
        Column::left("CLOSES IN", "month"),
        Column::right("OPEN", "deals"),
        Column::right("AMOUNT", "amount"),
        Column::right("WEIGHTED", "weighted"),
        Column::left("", "overdue").leaves(1),
    ];
    let rows = report.months.iter().map(|line| {
        let name = line.month.map_or_else(
            || Cell::both("no date", ""),
            |month| {
                Cell::both(
                    month.format("%b %Y").to_string(),
                    month.format("%Y-%m").to_string(),
                )
            },
        );
        let sum = &line.sum;
        vec![
            name,
            Cell::text(sum.deals.to_string()),
            Cell::both(
                style.sum(sum.amount, sum.without_amount),
                style.exact(sum.amount),
            ),
            Cell::both(style.money(sum.weighted), style.exact(sum.weighted)),
            overdue_cell(sum),
        ]
    });
    Table {
        title: "months",
        columns,
        rows: rows.collect(),
    }
}

fn notes(report: &CrmSum, style: &Style) -> Vec<String> {
    let mut lines = Vec::new();
    for overdue in report.overdue.iter().take(5) {
        let owner = overdue.owner.as_deref().unwrap_or("nobody");
        lines.push(format!(
            "{} was to close on {} ({} ago) and is open: {owner} sets a new date or closes it",
            overdue.name,
            style.weekday(overdue.close_date),
            count(usize::try_from(overdue.days).unwrap_or(0), "day"),
        ));
    }
    if report.overdue.len() > 5 {
        lines.push(format!(
            "and {} more past their close dates",
            report.overdue.len() - 5
        ));
    }
    lines.extend(in_no_sum(report));
    lines
}
