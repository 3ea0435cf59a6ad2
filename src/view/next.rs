//! `dealctl next` for people.

use std::fmt::Write as _;

use super::moves::{to_do, why};
use super::{Style, count, with_keys};
use crate::analysis::move_command;
use crate::analysis::next_moves::Step;
use crate::report::next::{MoveRow, NextMoves, Urgency};
use crate::text::{safe, shell};
use crate::view::page::{Block, Next, Page};
use crate::view::table::{Cell, Grid, Table, Tone};

/// The page.
pub fn next(report: &NextMoves, style: &Style) -> Page {
    let mut page = Page {
        lead: vec![lead(report, style)],
        ..Page::default()
    };
    page.blocks.push(Block::from(moves(report, style)));
    page.blocks.push(Block::lines(notes(report)));
    page.next.push(following(report));
    page
}

/// `34 moves are open, 13 of them late; first Luis Ortega: settle the budget of calloway-retail, 20 bd over.`
fn lead(report: &NextMoves, style: &Style) -> String {
    let Some(first) = report.moves.first() else {
        return match &report.owner {
            Some(owner) => format!("Nothing waits for {owner}."),
            None => "Nothing waits for anybody.".to_owned(),
        };
    };
    let n = report.total();
    let late = match report.late {
        0 => "none of them late".to_owned(),
        late if late == n => "all late".to_owned(),
        late => format!("{late} of them late"),
    };
    let owner = first.owner.as_deref();
    let move_of = to_do(&first.action, &first.name);
    let why = why(first, style);
    if let Some(name) = owner.filter(|_| report.owner.is_some()) {
        let open = count(n, "open move");
        return format!("{name} has {open}, {late}; first {move_of}, {why}.");
    }
    let verb = if n == 1 { "is" } else { "are" };
    let owner = owner.unwrap_or("nobody is named");
    format!(
        "{} {verb} open, {late}; first {owner}: {move_of}, {why}.",
        count(n, "move")
    )
}

fn moves(report: &NextMoves, style: &Style) -> Grid {
    let table = Table::<MoveRow>::new("moves")
        .right("AMOUNT", "amount", |row| style.amount(row.amount))
        .left("WHOSE MOVE", "owner", |row| {
            let owner = style.person(row.owner.as_deref());
            let exact = row.owner.clone().unwrap_or_default();
            Cell::both(format!("{owner}: {}", row.action), exact)
        })
        .wraps(16)
        .left("", "role", |row| {
            Cell::text(row.role.clone().unwrap_or_default())
        })
        .for_programs()
        .left("", "action", |row| Cell::text(row.action.to_string()))
        .for_programs()
        .left("DEAL", "deal", |row| Cell::both(&row.name, &row.deal))
        .leaves(1)
        .left("", "stage", |row| {
            let stage = row.stage.as_ref();
            Cell::text(stage.map_or_else(String::new, |stage| stage.id.clone()))
        })
        .for_programs()
        .left("", "partner", |row| {
            Cell::text(row.partner.clone().unwrap_or_default())
        })
        .for_programs()
        .left("", "urgency", |row| Cell::text(row.urgency.word()))
        .for_programs()
        .left("", "due", |row| {
            Cell::text(row.due.map_or_else(String::new, |day| day.to_string()))
        })
        .for_programs()
        .left("", "over_business_days", |row| {
            Cell::of(row.over_business_days())
        })
        .for_programs()
        .left("WHY NOW", "why", |row| {
            let why = Cell::text(why(row, style));
            match row.urgency {
                Urgency::Late => why.tone(Tone::Late),
                _ => why,
            }
        })
        .wraps(11)
        .left("", "missing", |row| Cell::text(row.missing.join(" ")))
        .for_programs()
        .left("COMMAND", "command", |row| Cell::text(&row.command))
        .whole();
    with_keys(table, |row| &row.keys, style).rows(&report.moves)
}

/// Returns what a reader has to know before pasting: at most three lines.
fn notes(report: &NextMoves) -> Vec<String> {
    let mut lines = Vec::new();
    let more = report.total() - report.moves.len();
    if more > 0 {
        lines.push(format!("{more} more without --top"));
    }
    let has = |is: fn(&Step) -> bool| report.moves.iter().any(|row| is(&row.action));
    let unknown = |row: &&MoveRow| row.amount.is_none() && row.urgency == Urgency::Late;
    if report.moves.len() > 1 {
        let unknown = match report.moves.iter().filter(unknown).count() {
            0 => "",
            _ => " (without an amount last)",
        };
        lines.push(format!(
            "late first, by money × business days over{unknown}; then by day; then what has none"
        ));
    }
    if has(|step| matches!(step, Step::Answer | Step::AnswerRegistration)) {
        lines.push(
            "accept and approve record a yes that its owner has given; a no is decline or reject, with --reason"
                .to_owned(),
        );
    }
    if has(move_command::is_for_afterwards) {
        lines.push("touch and tell record what has happened: run them afterwards".to_owned());
    }
    lines
}

fn following(report: &NextMoves) -> Next {
    match (report.moves.first(), &report.owner) {
        (None, _) => Next::new("", "dealctl forecast"),
        (Some(first), None) if report.moves.len() > 1 && first.owner.is_some() => {
            let owner = first.owner.as_deref().unwrap_or_default();
            Next::new(
                "a message to paste",
                format!("dealctl next --owner {} --message", shell::name(owner)),
            )
        }
        (Some(first), _) => Next::new("the first of them", &first.command),
    }
}

/// Returns for each person a text to paste: who they are, and a line a move with why now and the command. The person with the most
/// urgent move comes first.
pub fn messages(report: &NextMoves, style: &Style) -> String {
    let mut people: Vec<(Option<&str>, Vec<&MoveRow>)> = Vec::new();
    for row in &report.moves {
        let owner = row.owner.as_deref();
        match people.iter_mut().find(|(known, _)| *known == owner) {
            Some((_, rows)) => rows.push(row),
            None => people.push((owner, vec![row])),
        }
    }
    if people.is_empty() {
        return format!("{}\n", safe::one_line(&lead(report, style)));
    }
    let blocks = people
        .iter()
        .map(|(owner, rows)| block(*owner, rows, style));
    blocks.collect::<Vec<_>>().join("\n")
}

fn block(owner: Option<&str>, rows: &[&MoveRow], style: &Style) -> String {
    let head = match (owner, rows.len()) {
        (Some(owner), 1) => format!("{owner}, this waits for you:"),
        (Some(owner), _) => format!("{owner}, these wait for you:"),
        (None, _) => "Nobody is named for these:".to_owned(),
    };
    let mut out = format!("{}\n", safe::one_line(&head));
    for row in rows {
        let amount = style.money_or_unknown(row.amount);
        let what = to_do(&row.action, &row.name);
        let no = (row.refusal.as_ref()).map_or_else(String::new, |no| format!(", or {no}"));
        let line = format!(
            "- {what} ({amount}, {}): {}{no}",
            why(row, style),
            row.command
        );
        let _ = writeln!(out, "{}", safe::one_line(&line));
    }
    out
}
