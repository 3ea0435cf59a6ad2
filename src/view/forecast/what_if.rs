//! `dealctl what-if`: the forecast as it is and as it would be.

use std::cmp::Ordering;

use rust_decimal::Decimal;

use super::range::{bar, scale};
use super::words::percent;
use crate::forecast::money::{Cents, UnroundedMoney};
use crate::report::forecast::Span;
use crate::report::what_if::{CaseForecast, Horizon, WhatIf};
use crate::view::legacy::{Column, Table};
use crate::view::page::{Block, Next, Page};
use crate::view::table::{Cell, Tone};
use crate::view::{Style, count};

/// So many deals are shown to people.
const SHOWN: usize = 10;

/// The page; `said` is what is changed, in words.
pub fn what_if(report: &WhatIf<'_>, said: &[String], style: &Style) -> Page {
    let mut page = Page {
        lead: lead(report, said, style),
        ..Page::default()
    };
    if !report.changes_nothing() {
        page.blocks.push(Block::from(horizons(report, style)));
    }
    if !report.deals.is_empty() {
        page.blocks.push(Block::from(deals(report, style)));
    }
    page.blocks.push(Block::lines(notes(report)));
    page.next
        .push(Next::new("the forecast as it is", "dealctl forecast"));
    page
}

fn lead(report: &WhatIf<'_>, said: &[String], style: &Style) -> Vec<String> {
    let mut lines = vec![format!("If {}:", said.join(" and "))];
    let Some(quarter) = report.horizons.first() else {
        return lines;
    };
    let (now, then) = (&quarter.now.total, &quarter.changed.total);
    if report.changes_nothing() {
        lines.push(format!(
            "Nothing changes: {} expected by {}, as before.",
            style.money(style.decimal(now.expected)),
            style.day(quarter.until)
        ));
        return lines;
    }
    let cents = |cents: Cents| style.money(style.minor(cents));
    lines.push(format!(
        "{} expected by {} instead of {}, {}.",
        style.money(style.decimal(then.expected)),
        style.day(quarter.until),
        style.money(style.decimal(now.expected)),
        more_or_less(quarter.difference(), style),
    ));
    lines.push(format!(
        "8 chances in 10: {} to {} instead of {} to {}.",
        cents(then.range.p10),
        cents(then.range.p90),
        cents(now.range.p10),
        cents(now.range.p90)
    ));
    if let (Some(target), Some(now), Some(then)) =
        (report.target, quarter.now.chance, quarter.changed.chance)
    {
        let (now, then) = (chance(now), chance(then));
        let target = style.money(target);
        let before = if now == then {
            ", as before".to_owned()
        } else {
            format!(" instead of {now}")
        };
        lines.push(format!(
            "The {target} target is reached with a chance of {then}{before}."
        ));
    }
    lines
}

/// To the per cent, for a change is smaller than what people say in words.
fn chance(chance: f64) -> String {
    match chance {
        _ if chance < 0.005 => "less than 1%".to_owned(),
        _ if chance > 0.995 => "more than 99%".to_owned(),
        _ => percent(chance),
    }
}

fn more_or_less(difference: UnroundedMoney, style: &Style) -> String {
    let amount = style.money(style.decimal(UnroundedMoney(difference.0.abs())));
    if difference.0.abs() < 1.0 {
        "no more and no less".to_owned()
    } else if difference.0 > 0.0 {
        format!("{amount} more")
    } else {
        format!("{amount} less")
    }
}

fn horizons(report: &WhatIf<'_>, style: &Style) -> Table {
    let highest = |case: &CaseForecast| case.total.range.p90;
    let cases = report.horizons.iter().flat_map(|horizon| {
        let Horizon { now, changed, .. } = horizon;
        [highest(now), highest(changed)]
    });
    let most = cases.max().unwrap_or_default();
    let columns = vec![
        Column::left("", "horizon"),
        Column::left("", "case"),
        Column::right("", "days").for_programs(),
        Column::left("", "until").for_programs(),
        Column::right("P10", "p10"),
        Column::right("P50", "p50"),
        Column::right("P90", "p90"),
        Column::right("EXPECTED", "expected"),
        Column::right("CHANGE", "change"),
        Column::ranges(scale(most, "", style)).leaves(1),
    ];
    let rows = report.horizons.iter().flat_map(|horizon| {
        [
            row(horizon, "now", &horizon.now, style),
            row(horizon, "then", &horizon.changed, style),
        ]
    });
    Table {
        title: "horizons",
        rows: rows.collect(),
        columns,
    }
}

fn row(horizon: &Horizon, case: &str, said: &CaseForecast, style: &Style) -> Vec<Cell> {
    let money = |amount: Decimal| Cell::both(style.money(amount), style.exact(amount));
    let is_now = case == "now";
    let name = name(horizon, style);
    let range = said.total.range;
    let change = if is_now {
        Cell::default()
    } else {
        let difference = style.decimal(horizon.difference());
        let amount = style.money(difference.abs());
        let shown = match difference.cmp(&Decimal::ZERO) {
            Ordering::Greater => format!("+{amount}"),
            Ordering::Less => format!("−{amount}"),
            Ordering::Equal => amount,
        };
        Cell::both(shown, style.exact(difference)).tone(Tone::Strong)
    };
    let shown = if is_now { name.as_str() } else { "" };
    vec![
        Cell::both(shown, name.as_str()),
        Cell::text(case),
        Cell::text(horizon.days.to_string()),
        Cell::text(horizon.until.to_string()),
        money(style.minor(range.p10)),
        money(style.minor(range.p50)),
        money(style.minor(range.p90)),
        money(style.decimal(said.total.expected)),
        change,
        Cell::range(bar(range, None)),
    ]
}

fn name(horizon: &Horizon, style: &Style) -> String {
    match horizon.span {
        Span::Quarter(quarter) if horizon.is_this_quarter => {
            format!("{} total", super::words::quarter(quarter))
        }
        Span::Quarter(_) | Span::By => format!("now to {}", style.day(horizon.until)),
        Span::Days => format!("next {}", count(horizon.days, "day")),
    }
}

fn deals(report: &WhatIf<'_>, style: &Style) -> Table {
    let columns = vec![
        Column::left("DEAL", "deal"),
        Column::left("STAGE", "stage"),
        Column::right("AMOUNT", "amount"),
        Column::right("EXPECTED", "expected"),
        Column::right("THEN", "then"),
    ];
    let money = |amount: Decimal| Cell::both(style.money(amount), style.exact(amount));
    let rows = report.deals.iter().take(SHOWN).map(|moved| {
        let amount = moved.amount.map(|amount| style.exact(amount));
        vec![
            Cell::both(&moved.name, moved.deal),
            Cell::text(&moved.stage),
            Cell::both(
                style.money_or_unknown(moved.amount),
                amount.unwrap_or_default(),
            ),
            money(style.minor(moved.expected_now)),
            money(style.minor(moved.expected_changed)),
        ]
    });
    Table {
        title: "deals",
        rows: rows.collect(),
        columns,
    }
}

fn notes(report: &WhatIf<'_>) -> Vec<String> {
    let mut lines = Vec::new();
    if report.deals.len() > SHOWN {
        let more = report.deals.len() - SHOWN;
        let (deals, move_) = if more == 1 {
            ("deal", "moves")
        } else {
            ("deals", "move")
        };
        lines.push(format!(
            "{more} more {deals} {move_} by less; --format json has them all."
        ));
    }
    for name in &report.without_amount {
        lines.push(format!("{name} has no amount: winning it adds nothing."));
    }
    if report.changes_nothing() {
        return lines;
    }
    lines.push(
        "Both are drawn with the same luck, so the difference is no chance. What was learned from closed deals stays."
            .to_owned(),
    );
    if report.closes_deals {
        lines.push(
            "What open deals say is half of a total, and what is won is in it in full: so a deal that ends or goes moves a \
             total by more or less than its own line."
                .to_owned(),
        );
    }
    if report.changes_chances {
        lines.push(
            "Where more or fewer deals of a stage are won, stages before it keep the share that advances, and stages after it \
             win at least as often."
                .to_owned(),
        );
    }
    lines
}
