//! `dealctl list` for people.

use std::collections::BTreeMap;

use super::{Style, count};
use crate::report::list::{Column, DealList, ListRow, Scope};
use crate::report::next::Urgency;
use crate::text::shell;
use crate::view::page::{Block, Next, Page};
use crate::view::table::{Cell, Grid, Table, Tone};

/// Returns whether people see a column unless they choose some.
fn is_shown(column: Column, scope: Scope) -> bool {
    match column {
        Column::Deal
        | Column::Account
        | Column::Partner
        | Column::Stage
        | Column::Amount
        | Column::CloseDate
        | Column::Owner
        | Column::Action => true,
        Column::Days => scope != Scope::Closed,
        _ => false,
    }
}

/// The page, with these columns only if any are given.
pub fn list(report: &DealList, columns: &[Column], style: &Style) -> Page {
    let mut page = Page {
        lead: vec![lead(report, style)],
        ..Page::default()
    };
    page.blocks.push(Block::from(deals(report, columns, style)));
    page.next.push(match report.deals.first() {
        Some(first) => Next::new("", format!("dealctl gate {}", shell::name(&first.name))),
        None if report.narrowed.is_empty() => Next::new("", "dealctl list --all"),
        None => Next::new("", "dealctl list"),
    });
    page
}

/// `6 open deals, $873k (meridian; opportunity.amount is at least 50000).`
fn lead(report: &DealList, style: &Style) -> String {
    let open = || {
        let sum = style.sum(report.open_amount, report.open_without_amount);
        match report.open {
            0 => "No open deal".to_owned(),
            n => format!("{}, {sum}", count(n, "open deal")),
        }
    };
    let mut line = match (report.scope, report.closed) {
        (Scope::Open, _) => open(),
        (Scope::Closed, 0) => "No closed deal".to_owned(),
        (Scope::Closed, n) => format!("{}: {}", count(n, "closed deal"), outcomes(report)),
        (Scope::All, 0) => format!("{}, and no closed one", open()),
        (Scope::All, n) => format!("{}, and {}", open(), count(n, "closed one")),
    };
    if report.uncounted > 0 {
        let (n, are) = match report.uncounted {
            1 => (1, "is"),
            n => (n, "are"),
        };
        line += &format!(
            "; {n} more {are} in no figure: registration rejected, or in no stage of process.toml"
        );
    }
    if !report.narrowed.is_empty() {
        let narrowed = report.narrowed.join("; ");
        line += &if report.deals.is_empty() {
            format!(" fits: {narrowed}")
        } else {
            format!(" ({narrowed})")
        };
    }
    line.push('.');
    line
}

/// `80 won, 51 lost, 10 disqualified`.
fn outcomes(report: &DealList) -> String {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for outcome in report.deals.iter().filter_map(|row| row.outcome.as_deref()) {
        *counts.entry(outcome).or_default() += 1;
    }
    // The good news first.
    let counts = counts.into_iter().rev();
    let parts: Vec<String> = counts.map(|(word, n)| format!("{n} {word}")).collect();
    parts.join(", ")
}

fn deals(report: &DealList, columns: &[Column], style: &Style) -> Grid {
    let chosen = if columns.is_empty() {
        Column::ALL
    } else {
        columns
    };
    let mut table = Table::<ListRow>::new("deals");
    for column in chosen {
        let column = *column;
        table = added(table, column, style);
        if columns.is_empty() && !is_shown(column, report.scope) {
            table = table.for_programs();
        }
    }
    table.rows(&report.deals)
}

fn added<'v>(table: Table<'v, ListRow>, column: Column, style: &'v Style) -> Table<'v, ListRow> {
    let cell = move |row: &ListRow| cell(row, column, style);
    let key = column.key();
    match column {
        Column::Days => table.right(title(column), key, cell).leaves(1),
        Column::Amount => table.right(title(column), key, cell),
        Column::Account => table.left(title(column), key, cell).wraps(16).leaves(4),
        Column::Partner => table.left(title(column), key, cell).wraps(12).leaves(3),
        Column::CloseDate => table.left(title(column), key, cell).leaves(2),
        Column::Action => table.left(title(column), key, cell).wraps(14),
        Column::Command => table.left(title(column), key, cell).whole(),
        _ => table.left(title(column), key, cell),
    }
}

fn title(column: Column) -> &'static str {
    match column {
        Column::Deal => "DEAL",
        Column::Account => "ACCOUNT",
        Column::Partner => "PARTNER",
        Column::Stage => "STAGE",
        Column::Since => "SINCE",
        Column::Days => "DAYS",
        Column::Amount => "AMOUNT",
        Column::CloseDate => "CLOSES",
        Column::Owner => "WHOSE MOVE",
        Column::Action => "NEXT MOVE",
        Column::Due => "DUE",
        Column::Urgency => "URGENCY",
        Column::Command => "COMMAND",
        Column::Outcome => "OUTCOME",
        Column::Closed => "CLOSED",
        Column::CrmId => "CRM ID",
        Column::Currency => "CURRENCY",
    }
}

fn cell(row: &ListRow, column: Column, style: &Style) -> Cell {
    let text = |text: &Option<String>| Cell::text(text.clone().unwrap_or_default());
    let day = |day: Option<chrono::NaiveDate>| {
        day.map_or_else(Cell::default, |day| {
            Cell::both(style.day(day), day.to_string())
        })
    };
    match column {
        Column::Deal => Cell::both(&row.name, &row.deal),
        Column::Account => text(&row.account),
        Column::Partner => text(&row.partner),
        Column::Stage => stage(row),
        Column::Since => day(row.since),
        Column::Days => Cell::text(row.days.map_or_else(String::new, |days| days.to_string())),
        Column::Amount => style.amount(row.amount),
        Column::CloseDate => closes(row, style),
        Column::Owner => {
            let exact = row.owner.clone().unwrap_or_default();
            let is_move = row.action.is_some();
            let short = is_move.then(|| style.person(row.owner.as_deref()));
            Cell::both(short.unwrap_or_default(), exact)
        }
        Column::Action => {
            let action = row.action.as_ref();
            let cell = Cell::text(action.map_or_else(String::new, ToString::to_string));
            match row.urgency {
                Some(Urgency::Late) => cell.tone(Tone::Late),
                _ => cell,
            }
        }
        Column::Due => day(row.due),
        Column::Urgency => Cell::text(row.urgency.map_or("", Urgency::word)),
        Column::Command => text(&row.command),
        Column::Outcome => text(&row.outcome),
        Column::Closed => day(row.closed),
        Column::CrmId => text(&row.crm_id),
        Column::Currency => Cell::text(row.amount.map_or("", |amount| amount.currency.code())),
    }
}

/// Returns the stage of an open deal, and how a closed one ended.
fn stage(row: &ListRow) -> Cell {
    let stage = row.stage.as_ref();
    let id = stage.map_or("", |stage| stage.id.as_str());
    match &row.outcome {
        Some(outcome) => Cell::both(outcome, id).tone(Tone::Quiet),
        None => Cell::both(stage.map_or("", |stage| stage.name.as_str()), id),
    }
}

/// Returns the day an open deal is expected to close; people see of a closed one the day it did.
fn closes(row: &ListRow, style: &Style) -> Cell {
    let exact = row.close_date.map(|day| day.to_string());
    let (shown, tone) = match row.outcome {
        Some(_) => (row.closed, Tone::Quiet),
        None => (row.close_date, Tone::Plain),
    };
    let shown = shown.map(|day| style.day(day));
    Cell::both(shown.unwrap_or_default(), exact.unwrap_or_default()).tone(tone)
}
