//! `dealctl attribution` for people.

mod difference;
mod rows;

pub use difference::attribution_difference;
pub use rows::{attribution_evidence, attribution_rows};

use std::collections::BTreeMap;

use crate::analysis::attribution::Class;
use crate::report::attribution::{Attribution, Standing};
use crate::report::deal_sum::DealSum;
use crate::report::document::Money;
use crate::view::page::{Block, Next, Page};
use crate::view::table::{Cell, Grid, Table, Tone};
use crate::view::{Style, count};

/// The closed quarters that the page shows one by one.
const QUARTERS: usize = 2;

/// The page.
pub fn attribution(report: &Attribution, style: &Style) -> Page {
    let mut page = Page {
        lead: vec![lead(report, style)],
        ..Page::default()
    };
    if report.rows.is_empty() {
        page.next
            .push(Next::new("all deals", "dealctl attribution"));
        return page;
    }
    page.blocks.push(partners(report, style).into());
    page.blocks.push(Block::lines(notes(report)));
    page.next.push(Next::new(
        "the evidence, deal by deal",
        "dealctl attribution --evidence",
    ));
    page.next.push(Next::new(
        "what changed in it, and by whom",
        "dealctl attribution --since 1m",
    ));
    page
}

/// `In FY27-Q4 3 won deals are partner-sourced ($212k) and 4 influenced ($318k), 1 neither; $21k is owed on record.`
fn lead(report: &Attribution, style: &Style) -> String {
    let quarter = report.quarter.as_ref().unwrap_or(&report.this_quarter);
    let won = report.won;
    let deals = won.sourced.deals + won.influenced.deals + won.none.deals;
    if deals == 0 {
        return format!("No deal was won in {quarter}: {}.", owed(report, style));
    }
    let part = |sum: DealSum, word: &str| {
        format!(
            "{} {word} ({})",
            sum.deals,
            style.sum(sum.amount, sum.without_amount)
        )
    };
    let parts = [
        (won.sourced, "partner-sourced"),
        (won.influenced, "influenced"),
        (won.none, "neither"),
    ];
    let parts = parts.into_iter().filter(|(sum, _)| sum.deals > 0);
    let parts: Vec<String> = parts.map(|(sum, word)| part(sum, word)).collect();
    format!(
        "Of {} in {quarter}, {}; {}.",
        count(deals, "won deal"),
        parts.join(", "),
        owed(report, style)
    )
}

fn owed(report: &Attribution, style: &Style) -> String {
    let partners: std::collections::BTreeSet<_> = report
        .credit
        .iter()
        .filter(|line| !line.owed.is_zero())
        .map(|line| &line.partner)
        .collect();
    let owed = match partners.len() {
        0 => "nothing is owed by a percentage".to_owned(),
        n => format!(
            "{} is owed to {} in all",
            style.money(report.owed),
            count(n, "partner")
        ),
    };
    match report.owed_unknown {
        0 => owed,
        n => format!(
            "{owed}, and of {} no file says how much",
            count(n, "credit")
        ),
    }
}

/// A partner in a quarter, on the page.
#[derive(Clone)]
struct Line {
    quarter: String,
    partner: String,
    classes: [DealSum; 3],
    lost: DealSum,
    open: DealSum,
    owed: Money,
    unknown: usize,
    tone: Tone,
}

impl Line {
    fn new(report: &Attribution, quarter: &str, partner: &str) -> Self {
        let zero = DealSum::zero(report.owed.currency);
        Self {
            quarter: quarter.to_owned(),
            partner: partner.to_owned(),
            classes: [zero; 3],
            lost: zero,
            open: zero,
            owed: Money::zero(report.owed.currency),
            unknown: 0,
            tone: Tone::Plain,
        }
    }
}

/// One row a quarter and partner, the latest quarter first; then the earlier ones together, open deals, and the total.
fn partners(report: &Attribution, style: &Style) -> Grid {
    let named = |partner: Option<&String>| {
        partner.map_or_else(|| "no partner named".to_owned(), ToOwned::to_owned)
    };
    let mut quarters: Vec<&String> = report
        .lines
        .iter()
        .filter_map(|line| line.quarter.as_ref())
        .collect();
    quarters.sort_unstable();
    quarters.dedup();
    let shown = quarters.split_off(quarters.len().saturating_sub(QUARTERS));
    // Latest first, then what is summed up, then open deals.
    let place = |quarter: Option<&String>, is_open: bool| match quarter {
        Some(quarter) => match shown.iter().rev().position(|it| *it == quarter) {
            Some(at) => (at, quarter.clone()),
            None => (QUARTERS, "earlier".to_owned()),
        },
        None if is_open => (QUARTERS + 2, "open".to_owned()),
        None => (QUARTERS + 1, "undated".to_owned()),
    };
    let mut lines = BTreeMap::<(usize, String), Line>::new();
    for line in &report.lines {
        let is_open = line.standing == Standing::Open;
        let (at, quarter) = place(line.quarter.as_ref(), is_open);
        let partner = named(line.partner.as_ref());
        let row = lines
            .entry((at, partner.clone()))
            .or_insert_with(|| Line::new(report, &quarter, &partner));
        let sum = match (line.standing, line.class) {
            (Standing::Won, Class::Sourced) => &mut row.classes[0],
            (Standing::Won, Class::Influenced) => &mut row.classes[1],
            (Standing::Won, Class::None) => &mut row.classes[2],
            (Standing::Open, _) => &mut row.open,
            (Standing::Lost | Standing::Disqualified, _) => &mut row.lost,
        };
        sum.add_all(line.deals);
    }
    for credit in &report.credit {
        let (at, quarter) = place(credit.quarter.as_ref(), false);
        let partner = named(credit.partner.as_ref());
        let row = lines
            .entry((at, partner.clone()))
            .or_insert_with(|| Line::new(report, &quarter, &partner));
        row.owed += credit.owed;
        row.unknown += credit.unknown;
    }
    let mut rows: Vec<Line> = lines.into_values().collect();
    let all = report.all;
    rows.push(Line {
        classes: [all.won.sourced, all.won.influenced, all.won.none],
        lost: all.lost,
        open: all.open,
        owed: report.owed,
        unknown: report.owed_unknown,
        tone: Tone::Strong,
        ..Line::new(report, "all", "")
    });
    grid(rows, style)
}

fn grid(rows: Vec<Line>, style: &Style) -> Grid {
    let won = |at: usize| move |row: &Line| sum(row.classes[at], style);
    Table::<Line>::new("attribution")
        .left("CLOSED IN", "quarter", |row| Cell::text(&row.quarter))
        .left("PARTNER", "partner", |row| Cell::text(&row.partner))
        .wraps(12)
        .right("SOURCED", "sourced", won(0))
        .right("INFLUENCED", "influenced", won(1))
        .right("NEITHER", "none", won(2))
        .right("LOST", "lost", |row| sum(row.lost, style))
        .leaves(1)
        .right("OPEN", "open", |row| sum(row.open, style))
        .right("OWED", "owed", |row| {
            let plus = if row.unknown > 0 { "+?" } else { "" };
            if row.owed.is_zero() && row.unknown == 0 {
                return Cell::both("", style.exact(row.owed));
            }
            Cell::both(
                format!("{}{plus}", style.money(row.owed)),
                style.exact(row.owed),
            )
        })
        .row_tone(|row| row.tone)
        .rows(rows)
}

/// `3 $212k`; nothing for no deal.
fn sum(sum: DealSum, style: &Style) -> Cell {
    if sum.deals == 0 {
        return Cell::both("", style.exact(sum.amount));
    }
    let short = format!(
        "{} {}",
        sum.deals,
        style.sum(sum.amount, sum.without_amount)
    );
    Cell::both(short, style.exact(sum.amount))
}

fn notes(report: &Attribution) -> Vec<String> {
    let mut lines = vec![
        "Deals won, by the class that the rule derives; each deal is its partner of record's, once.".to_owned(),
    ];
    if report.owed_unknown > 0 {
        lines.push("+? more is owed by rules of words, or where an amount or a share is missing; `percent` in [credit.rules] makes a rule a figure.".to_owned());
    }
    lines
}
