//! `dealctl conflicts` for people.

use crate::report::conflicts::{Claimant, ConflictKind, ConflictRow, Conflicts};
use crate::view::Style;
use crate::view::page::{Block, Next, Page};
use crate::view::table::{Cell, Grid, Table, Tone};

/// The page.
pub fn conflicts(report: &Conflicts, style: &Style) -> Page {
    let mut page = Page {
        lead: vec![lead(report, style)],
        ..Page::default()
    };
    page.blocks.push(rows(report, style).into());
    let verdicts = report.conflicts.iter().filter(|row| !row.is_settled);
    page.blocks.push(Block::lines(
        verdicts.map(|row| row.verdict.clone()).collect(),
    ));
    page.next.push(match (report.open, report.maybe) {
        (0, 0) => Next::new("the partners", "dealctl partners"),
        _ => Next::new(
            "each with its help",
            "dealctl lint --select registration/conflict,registration/possible-duplicate,handoff/conflict-unsettled --full",
        ),
    });
    page
}

/// `1 account is wanted by two: Halden Foods; 2 conflicts are settled, 1 pair of deals may be about one customer.`
fn lead(report: &Conflicts, style: &Style) -> String {
    let open = |row: &&ConflictRow| !row.is_settled && row.kind != ConflictKind::MaybeOneCustomer;
    let first = report.conflicts.iter().find(open);
    let wanted = match (report.open, first) {
        (0, _) | (_, None) => "No account is in dispute".to_owned(),
        (1, Some(row)) => {
            let until = row.protected_until.map_or_else(String::new, |day| {
                let partner = row.first.partner.clone().unwrap_or_default();
                let verb = if day < style.today {
                    "held it until"
                } else {
                    "holds it until"
                };
                format!(", {partner} {verb} {}", style.day(day))
            });
            format!(
                "1 account is wanted by two: {}{until}",
                row.account.clone().unwrap_or_default()
            )
        }
        (n, Some(row)) => format!(
            "{n} accounts are wanted by two, {} first",
            row.account.clone().unwrap_or_default()
        ),
    };
    let settled = match report.settled {
        0 => "none is settled on record".to_owned(),
        1 => "1 conflict is settled on record".to_owned(),
        n => format!("{n} conflicts are settled on record"),
    };
    let maybe = match report.maybe {
        0 => String::new(),
        1 => ", 1 pair of deals may be about one customer".to_owned(),
        n => format!(", {n} pairs of deals may be about one customer"),
    };
    let settled = if report.conflicts.is_empty() {
        String::new()
    } else {
        format!("; {settled}{maybe}")
    };
    format!("{wanted}{settled}.")
}

fn rows(report: &Conflicts, style: &Style) -> Grid {
    let who = |claimant: &Claimant| {
        let partner = claimant
            .partner
            .clone()
            .unwrap_or_else(|| "no partner".to_owned());
        match &claimant.name {
            Some(name) => format!("{partner} ({name})"),
            None => partner,
        }
    };
    Table::<ConflictRow>::new("conflicts")
        .left("ACCOUNT", "account", |row| {
            Cell::text(row.account.clone().unwrap_or_default())
        })
        .wraps(12)
        .left("KIND", "kind", |row| Cell::text(row.kind.words()))
        .wraps(10)
        .left("FIRST", "first", move |row| {
            Cell::both(
                who(&row.first),
                row.first.partner.clone().unwrap_or_default(),
            )
        })
        .wraps(14)
        .left("DEAL", "deal", |row| {
            Cell::text(row.first.deal.clone().unwrap_or_default())
        })
        .for_programs()
        .left("AGAINST", "others", move |row| {
            let names: Vec<String> = row.others.iter().map(who).collect();
            Cell::text(names.join(", "))
        })
        .wraps(14)
        .left("UNTIL", "protected_until", |row| {
            row.protected_until.map_or_else(Cell::default, |day| {
                Cell::both(style.day(day), day.to_string())
            })
        })
        .right("AMOUNT", "amount", |row| style.amount(row.amount))
        .leaves(1)
        .left("SETTLED", "settled", |row| {
            let by = style.person(row.settled_by.as_deref());
            match (row.is_settled, row.settled_on) {
                (true, Some(day)) => Cell::both(format!("{by}, {}", style.day(day)), "yes"),
                (true, None) => Cell::both("they share it", "yes"),
                (false, _) => Cell::both("open", "no").tone(Tone::Late),
            }
        })
        .wraps(8)
        .left("VERDICT", "verdict", |row| Cell::text(&row.verdict))
        .for_programs()
        .left("OWNER", "owner", |row| {
            Cell::text(row.owner.clone().unwrap_or_default())
        })
        .for_programs()
        .left("PATH", "path", |row| Cell::text(&row.place.path))
        .for_programs()
        .rows(&report.conflicts)
}
