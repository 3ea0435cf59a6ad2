//! `dealctl forecast` for people.

use rust_decimal::Decimal;

use super::outlook::quarter;
use super::{Words, count, in_no_sum};
use crate::report::forecast::{Forecast, Sum};
use crate::report::page::{Block, Cell, Column, Next, Page, Table, Tone};

/// The page.
pub fn forecast(report: &Forecast, words: &Words) -> Page {
    let mut page = Page {
        lead: lead(report, words),
        ..Page::default()
    };
    page.blocks.push(Block::Table(stages(report, words)));
    if report.total.deals == 0 {
        page.next.push(Next::new("", "dealctl lint"));
        return page.without_rows();
    }
    page.blocks.push(Block::Table(months(report, words)));
    page.blocks.push(Block::Lines(notes(report, words)));
    page.next
        .push(Next::new("what keeps them", "dealctl stalls"));
    page
}

fn lead(report: &Forecast, words: &Words) -> Vec<String> {
    let until = words.day(report.quarter.last_day());
    if report.total.deals == 0 {
        return vec![format!(
            "No deal is open; {} won in {} so far.",
            words.money(report.won.1),
            quarter(report.quarter)
        )];
    }
    let total = &report.total;
    let sum = report.won.1 + report.this_quarter.weighted;
    let target = report.target.map_or_else(String::new, |target| {
        let gap = (target - sum).abs();
        let verdict = if sum < target { "short of" } else { "over" };
        format!(
            "; {} {verdict} the {} target",
            words.money(gap),
            words.money(target)
        )
    });
    vec![
        format!(
            "This quarter: {} by {until}, {} won and {} stage-weighted{target}.",
            words.money(sum),
            words.sum(report.won.1, report.won_in_no_sum.len()),
            words.money(report.this_quarter.weighted),
        ),
        format!(
            "{}, {}: {} weighted by stage. The weights are process.toml's beliefs, not a record: this is the sum a CRM prints.",
            count(total.deals, "open deal"),
            words.money(total.amount),
            words.money(total.weighted),
        ),
    ]
}

fn stages(report: &Forecast, words: &Words) -> Table {
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
                words,
                Cell::both(belief, fraction.unwrap_or_default()),
            ));
            row
        })
        .collect();
    let mut total = vec![Cell::both("", "total")];
    total.extend(sum_cells(&report.total, words, Cell::default()));
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

fn sum_cells(sum: &Sum, words: &Words, belief: Cell) -> Vec<Cell> {
    vec![
        Cell::text(sum.deals.to_string()),
        Cell::both(
            words.sum(sum.amount, sum.without_amount),
            words.exact(sum.amount),
        ),
        belief,
        Cell::both(words.money(sum.weighted), words.exact(sum.weighted)),
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

fn months(report: &Forecast, words: &Words) -> Table {
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
                words.sum(sum.amount, sum.without_amount),
                words.exact(sum.amount),
            ),
            Cell::both(words.money(sum.weighted), words.exact(sum.weighted)),
            overdue_cell(sum),
        ]
    });
    Table {
        title: "months",
        columns,
        rows: rows.collect(),
    }
}

fn notes(report: &Forecast, words: &Words) -> Vec<String> {
    let mut lines = Vec::new();
    for overdue in report.overdue.iter().take(5) {
        let owner = overdue.owner.as_deref().unwrap_or("nobody");
        lines.push(format!(
            "{} was to close on {} ({} ago) and is open: {owner} sets a new date or closes it",
            overdue.name,
            words.weekday(overdue.close_date),
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
