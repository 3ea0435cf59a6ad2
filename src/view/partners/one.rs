//! `dealctl partner NAME` for people.

use crate::report::next::MoveRow;
use crate::report::partners::{PartnerDeal, PartnerPage};
use crate::view::page::{Block, Next, Page};
use crate::view::share::share;
use crate::view::table::{Cell, Grid, Table, Tone};
use crate::view::{Style, count, moves};

/// Closed deals that the page shows.
const CLOSED: usize = 10;

/// The page.
pub fn partner(report: &PartnerPage, style: &Style) -> Page {
    let line = &report.line;
    let open = style.sum(line.open.amount, line.open.without_amount);
    let waits = match (line.untold.len(), line.waiting) {
        (0, 0) => "it waits for nothing of ours".to_owned(),
        (0, n) => format!("it waits for {} of ours", count(n, "answer")),
        (n, 0) => format!("nobody has told it of {}", count(n, "close")),
        (n, m) => format!(
            "nobody has told it of {}, and it waits for {}",
            count(n, "close"),
            count(m, "answer")
        ),
    };
    let mut page = Page {
        lead: vec![format!(
            "{}: {} worth {open}, {} won; {waits}.",
            line.partner,
            count(line.open.deals, "open deal"),
            share(line.win_share)
        )],
        ..Page::default()
    };
    page.blocks.push(Block::lines(figures(report, style)));
    if !report.moves.is_empty() {
        page.blocks.push(open_moves(report, style).into());
    }
    page.blocks.push(deals(report, style).into());
    let closed = report
        .deals
        .iter()
        .filter(|deal| deal.result.is_some())
        .count();
    if closed > CLOSED {
        page.blocks.push(Block::lines(vec![format!(
            "{} closed earlier: --format csv has them all",
            count(closed - CLOSED, "deal")
        )]));
    }
    page.next.push(Next::new(
        "their own page, with nothing of anybody else on it",
        format!(
            "dealctl partner {} --share",
            crate::text::shell::word(&line.partner)
        ),
    ));
    page
}

fn figures(report: &PartnerPage, style: &Style) -> Vec<String> {
    let line = &report.line;
    let registrations = &line.registrations;
    let months: Vec<String> = registrations
        .months
        .iter()
        .map(|month| format!("{} {}", month.month, month.n))
        .collect();
    let answer = registrations.answered_after.median;
    let answer = answer.map_or_else(String::new, |days| {
        format!(", half of them within {}", count(days as usize, "day"))
    });
    let touch = line
        .last_touch
        .map_or_else(|| "never".to_owned(), |day| style.weekday(day));
    vec![
        format!(
            "registered {}: {}",
            count(registrations.all, "deal"),
            months.join(" · ")
        ),
        format!("answered in time: {}{answer}", share(registrations.in_time)),
        format!(
            "sourced {}, influenced {}, beside another partner on {}",
            line.sourced, line.influenced, line.beside
        ),
        format!(
            "won {}, lost or out {}",
            style.sum(line.won.amount, line.won.without_amount),
            style.sum(line.lost.amount, line.lost.without_amount)
        ),
        format!("last touch: {touch}"),
    ]
}

fn open_moves(report: &PartnerPage, style: &Style) -> Grid {
    Table::<MoveRow>::new("moves")
        .left("DEAL", "deal", |row| Cell::both(&row.name, &row.deal))
        .left("WHOSE MOVE", "action", |row| {
            Cell::text(format!(
                "{}: {}",
                style.person(row.owner.as_deref()),
                row.action
            ))
        })
        .wraps(16)
        .left("WHY NOW", "why", |row| Cell::text(moves::why(row, style)))
        .wraps(12)
        .rows(&report.moves)
}

fn deals(report: &PartnerPage, style: &Style) -> Grid {
    let mut closed = 0;
    let shown = report.deals.iter().filter(|deal| {
        closed += usize::from(deal.result.is_some());
        closed <= CLOSED
    });
    table(style).rows(shown.collect::<Vec<_>>())
}

/// All deals, for spreadsheets.
pub fn partner_rows(report: &PartnerPage, style: &Style) -> Grid {
    table(style).rows(&report.deals)
}

fn table(style: &Style) -> Table<'_, PartnerDeal> {
    Table::<PartnerDeal>::new("deals")
        .left("DEAL", "deal", |deal| Cell::both(&deal.name, &deal.deal))
        .left("STANDS", "stage", |deal| {
            match (&deal.stage, &deal.result) {
                (_, Some(result)) => Cell::text(result),
                (Some(stage), None) => Cell::both(&stage.name, &stage.id),
                (None, None) => Cell::text("in no stage"),
            }
        })
        .right("DAYS", "days", |deal| {
            Cell::text(deal.days.map_or_else(String::new, |days| days.to_string()))
        })
        .left("CLOSED", "closed", |deal| {
            deal.closed.map_or_else(Cell::default, |day| {
                Cell::both(style.day(day), day.to_string())
            })
        })
        .right("AMOUNT", "amount", |deal| style.amount(deal.amount))
        .left("CLASS", "class", |deal| {
            Cell::both(
                deal.class.name().trim_start_matches("partner-"),
                deal.class.name(),
            )
        })
        .leaves(1)
        .left("ROLE", "role", |deal| {
            Cell::text(if deal.of_record {
                "of record"
            } else {
                "beside"
            })
        })
        .leaves(2)
        .left("HANDOFF", "handoff", |deal| {
            Cell::text(deal.handoff.map_or("", |outcome| outcome.name()))
        })
        .leaves(1)
        .left("LAST TOUCH", "last_touch", |deal| {
            deal.last_touch.map_or_else(Cell::default, |day| {
                Cell::both(style.day(day), day.to_string())
            })
        })
        .leaves(3)
        .left("CRM ID", "crm_id", |deal| {
            Cell::text(deal.crm_id.clone().unwrap_or_default())
        })
        .for_programs()
        .left("ACCOUNT", "account", |deal| {
            Cell::text(deal.account.clone().unwrap_or_default())
        })
        .for_programs()
        .row_tone(|deal| {
            if deal.result.is_some() {
                Tone::Quiet
            } else {
                Tone::Plain
            }
        })
}
