//! `dealctl forecast --deals`: what the forecast of each deal rests on, in words.

use super::words::percent;
use crate::forecast::money::Cents;
use crate::forecast::snapshots::small;
use crate::report::forecast::{DealLine, Forecast, GroupFactor, RECORD_DAYS, WinChance};
use crate::view::legacy::{Column, Table};
use crate::view::page::{Block, Next, Page};
use crate::view::table::{Cell, Tone};
use crate::view::{Style, count};

/// Where a chance is so far from what was counted, that is explained.
const NOTABLE: f64 = 0.1;
/// A factor so near to 1 explains nothing.
const FACTOR: f64 = 0.05;

/// The page: a table, and the reason of each deal.
pub fn deals(report: &Forecast, style: &Style) -> Page {
    let mut page = Page::default();
    if report.deals.is_empty() {
        page.lead.push("No deal is open.".to_owned());
        return page;
    }
    let expected: Cents = report.deals.iter().map(|line| line.expected).sum();
    page.lead.push(format!(
        "{}, {}: {} of it is expected this quarter.",
        count(report.deals.len(), "open deal"),
        style.money(style.decimal(report.open.amount)),
        style.money(style.minor(expected)),
    ));
    page.blocks.push(Block::from(table(report, style)));
    let told = |line: &DealLine| format!("{}: {}", line.name, reason(line, style));
    let reasons = report.deals.iter().map(told);
    page.blocks.push(Block::lines(reasons.collect()));
    page.next
        .push(Next::new("what keeps them", "dealctl stalls"));
    page
}

fn table(report: &Forecast, style: &Style) -> Table {
    let mut columns = vec![
        Column::left("DEAL", "deal"),
        Column::left("", "partner").for_programs(),
        Column::left("STAGE", "stage"),
        Column::right("DAYS", "days_in_stage"),
        Column::right("AMOUNT", "amount"),
    ];
    let first = report.deals.first();
    let horizons = first.map_or(&[][..], |line| &line.chances);
    for (WinChance { days, .. }, place) in horizons.iter().zip(1_u8..) {
        // The usual three stay; of more, the farthest leave first.
        let column =
            Column::right("", "").leaves(place.checked_sub(2).filter(|n| *n > 1).unwrap_or(0));
        columns.push(column.called(format!("{days} D"), format!("p_{days}")));
    }
    let until = report.crm_sum.quarter.last_day();
    let quarter = Column::right("", "");
    columns.push(quarter.called("THIS QUARTER".to_owned(), format!("expected_by_{until}")));
    columns.push(Column::left("", "flags").for_programs());
    let rows = report.deals.iter().map(|line| {
        let mut row = vec![
            Cell::both(&line.name, &line.deal),
            Cell::text(line.partner.clone().unwrap_or_default()),
            Cell::both(&line.stage.name, &line.stage.id),
            Cell::text(line.days_in_stage.to_string()),
            Cell::both(
                style.money_or_unknown(line.amount),
                line.amount
                    .map_or_else(String::new, |amount| style.exact(amount)),
            ),
        ];
        for WinChance { chance, .. } in &line.chances {
            row.push(Cell::both(percent(*chance), format!("{chance:.4}")));
        }
        let expected = style.minor(line.expected);
        row.push(Cell::both(style.money(expected), style.exact(expected)));
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
pub fn flags(line: &DealLine) -> Vec<&'static str> {
    let mut flags = Vec::new();
    if line.overdue {
        flags.push("close date passed");
    }
    if line.zombie {
        flags.push("zombie");
    } else if line.is_over_limit() {
        flags.push("over limit");
    }
    flags
}

/// Why the chance is what it is, and what is wrong with the deal.
pub fn reason(line: &DealLine, style: &Style) -> String {
    let stood = format!(
        "in {} for {}",
        line.stage.name,
        count(usize::try_from(line.days_in_stage).unwrap_or(0), "day")
    );
    let mut text = format!("{stood}; {}.", record(line));
    if let Some(call) = &line.call {
        text += &format!(" The seller says {call}.");
    }
    if let Some(close) = line.close_date.filter(|_| line.overdue) {
        text += &format!(" Its close date has passed: {}.", style.weekday(close));
    }
    if let Some(over) = line.over_limit_by {
        text += &format!(
            " It is {} {} over the stage's limit",
            over.n,
            over.unit.short()
        );
        text += if line.zombie {
            ", more than four times that: a zombie, open on paper only."
        } else {
            "."
        };
    }
    text
}

/// The deals that were in the same place, and what else the chance rests on.
fn record(line: &DealLine) -> String {
    let (similar, prior) = (line.similar, line.prior_share);
    if similar.deals == 0 {
        let part = if prior > 0.995 {
            String::new()
        } else {
            format!("{} of ", percent(prior))
        };
        return format!(
            "no deal on record was, {RECORD_DAYS} days ago or more, so {part}this is process.toml's belief"
        );
    }
    let counted = format!(
        "of {} that {} for about as long, {} won within {RECORD_DAYS} days",
        count(similar.deals, "deal"),
        if similar.deals == 1 { "was" } else { "were" },
        match similar.won {
            0 => "none was".to_owned(),
            1 => "1 was".to_owned(),
            won => format!("{won} were"),
        },
    );
    if prior > 0.5 {
        let part = percent(prior);
        return format!("{counted}: few, so {part} of this is process.toml's belief");
    }
    format!("{counted}{}", rest(line))
}

/// What moves the chance away from what was counted, where it does.
fn rest(line: &DealLine) -> String {
    let moved = line.chance - small(line.similar.won) / small(line.similar.deals);
    if moved.abs() < NOTABLE {
        return String::new();
    }
    let GroupFactor { group, won: factor } = &line.group;
    let pull = factor - 1.0;
    let group = if pull.abs() < FACTOR || pull.is_sign_positive() != moved.is_sign_positive() {
        String::new()
    } else {
        let way = if pull > 0.0 { "faster" } else { "slower" };
        format!(", and deals of {group} are won {way} (×{factor:.1})")
    };
    format!(
        "; the chance is {}, for the stage as a whole counts too{group}",
        percent(line.chance)
    )
}
