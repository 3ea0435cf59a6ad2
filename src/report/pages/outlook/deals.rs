//! `dealctl forecast --deals`: what the forecast of each deal rests on, in words.

use super::words::percent;
use crate::report::outlook::{DealLine, Outlook, RECORD_DAYS};
use crate::report::page::{Block, Cell, Column, Next, Page, Table, Tone};
use crate::report::pages::{Words, count};

/// The page: a table, and the reason of each deal.
pub fn deals(report: &Outlook, words: &Words) -> Page {
    let mut page = Page::default();
    if report.deals.is_empty() {
        page.lead.push("No deal is open.".to_owned());
        return page;
    }
    let expected: f64 = report.deals.iter().map(|line| line.expected).sum();
    page.lead.push(format!(
        "{}, {}: {} of it is expected this quarter.",
        count(report.deals.len(), "open deal"),
        words.money(words.decimal(report.open.1)),
        words.money(words.decimal(expected)),
    ));
    page.blocks.push(Block::Table(table(report, words)));
    let reasons = report.deals.iter().map(|line| reason(line, words));
    page.blocks.push(Block::Lines(reasons.collect()));
    page.next
        .push(Next::new("what keeps them", "dealctl stalls"));
    page
}

fn table(report: &Outlook, words: &Words) -> Table {
    let mut columns = vec![
        Column::left("DEAL", "deal"),
        Column::left("", "partner").for_programs(),
        Column::left("STAGE", "stage"),
        Column::right("DAYS", "days_in_stage"),
        Column::right("AMOUNT", "amount"),
    ];
    let first = report.deals.first();
    let horizons = first.map_or(&[][..], |line| &line.chances);
    for ((days, _), place) in horizons.iter().zip(1_u8..) {
        // The usual three stay; of more, the farthest leave first.
        let column =
            Column::right("", "").leaves(place.checked_sub(2).filter(|n| *n > 1).unwrap_or(0));
        columns.push(column.called(format!("{days} D"), format!("p_{days}")));
    }
    columns.push(Column::right("THIS QUARTER", "expected"));
    columns.push(Column::left("", "flags").leaves(1));
    let rows = report.deals.iter().map(|line| {
        let mut row = vec![
            Cell::both(&line.name, &line.deal),
            Cell::text(line.partner.clone().unwrap_or_default()),
            Cell::both(&line.stage.1, &line.stage.0),
            Cell::text(line.days_in_stage.to_string()),
            Cell::both(
                words.money_or_unknown(line.amount),
                line.amount
                    .map_or_else(String::new, |amount| words.exact(amount)),
            ),
        ];
        for (_, chance) in &line.chances {
            row.push(Cell::both(percent(*chance), format!("{chance:.4}")));
        }
        let expected = words.decimal(line.expected);
        row.push(Cell::both(words.money(expected), words.exact(expected)));
        row.push(Cell::text(flags(line).join(", ")).tone(Tone::Late));
        row
    });
    Table {
        title: "deals",
        rows: rows.collect(),
        columns,
    }
}

/// What is wrong with a deal, in a word or two.
pub(in crate::report) fn flags(line: &DealLine) -> Vec<&'static str> {
    let mut flags = Vec::new();
    if line.overdue.is_some() {
        flags.push("close date passed");
    }
    if line.zombie {
        flags.push("zombie");
    } else if line.over_limit {
        flags.push("over limit");
    }
    flags
}

/// Why the chance is what it is.
fn reason(line: &DealLine, words: &Words) -> String {
    let stood = format!(
        "{}: in {} for {}",
        line.name,
        line.stage.1,
        count(usize::try_from(line.days_in_stage).unwrap_or(0), "day")
    );
    let alike = line.alike;
    let prior = line.prior_share;
    let record = if alike.deals == 0 {
        let part = if prior > 0.995 {
            String::new()
        } else {
            format!("{} of ", percent(prior))
        };
        format!("no deal on record was, so {part}this is process.toml's belief")
    } else {
        let few = if prior > 0.5 {
            format!(
                ": few, so {} of this is process.toml's belief",
                percent(prior)
            )
        } else {
            String::new()
        };
        format!(
            "of {} that {} for about as long, {} won within {RECORD_DAYS} days{few}",
            count(alike.deals, "deal"),
            if alike.deals == 1 { "was" } else { "were" },
            match alike.won {
                0 => "none was".to_owned(),
                1 => "1 was".to_owned(),
                won => format!("{won} were"),
            },
        )
    };
    let mut text = format!("{stood}; {record}.");
    if let Some(call) = &line.call {
        text += &format!(" The seller says {call}.");
    }
    if let Some(close) = line.overdue {
        text += &format!(" It was to close on {}.", words.weekday(close));
    }
    text
}
