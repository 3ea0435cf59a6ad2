//! `dealctl stalls` for people.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::{Style, count};
use crate::analysis::clocks::Clock;
use crate::report::money;
use crate::report::stalls::{Stall, Stalls};
use crate::view::page::{Bar, Block, Cell, Column, Next, Page, Table, Tone};

/// How many characters of a bar stand for the limit.
const LIMIT_WIDTH: u32 = 3;
/// The longest bar, in characters beyond the limit.
const LONGEST: u32 = 6;

/// The page.
pub fn stalls(report: &Stalls, style: &Style) -> Page {
    let mut page = Page {
        lead: lead(report, style),
        ..Page::default()
    };
    page.blocks.push(Block::Table(deals(report, style)));
    if report.stalls.is_empty() {
        page.next.push(Next::new("", "dealctl forecast"));
        return page;
    }
    if report.owner.is_none() {
        page.blocks.push(Block::Lines(notes(report)));
        page.blocks.push(Block::Table(stages(report, style)));
    } else {
        page.blocks.push(Block::Lines(places(report)));
    }
    page.next = next(report, style);
    page
}

fn lead(report: &Stalls, style: &Style) -> Vec<String> {
    if let Some(owner) = &report.owner {
        let waits = style.sum(report.waiting, report.without_amount);
        return vec![match report.stalled {
            0 => format!("Nothing that is late waits for {owner}."),
            n => format!(
                "{} {} for {owner}: {waits}.",
                count(n, "deal"),
                if n == 1 { "waits" } else { "wait" }
            ),
        }];
    }
    if report.open == 0 {
        return vec!["No deal is open.".to_owned()];
    }
    if report.stalled == 0 {
        return vec![format!(
            "Nothing is stalled: {} ({}), all inside their limits.",
            count(report.open, "open deal"),
            style.money(report.open_amount)
        )];
    }
    let verb = if report.stalled == 1 { "is" } else { "are" };
    let mut line = format!(
        "{} of {} {verb} stalled: ",
        report.stalled,
        count(report.open, "open deal")
    );
    line += &format!(
        "{} of {} waits",
        style.money(report.waiting),
        style.money(report.open_amount)
    );
    if let Some(leak) = report
        .leak()
        .filter(|leak| leak.stalled < report.stalled && !leak.waiting.is_zero())
    {
        line += &format!(
            ", {} of it in {}",
            money::part(leak.waiting, report.waiting),
            leak.name
        );
    }
    line.push('.');
    vec![line]
}

fn deals(report: &Stalls, style: &Style) -> Table {
    let columns = vec![
        Column::right("AMOUNT", "amount"),
        Column::left("DEAL", "deal"),
        Column::left("STAGE", "stage").leaves(2),
        Column::left("CLOCK", "clock").for_programs(),
        Column::right("IN/LIMIT", "elapsed"),
        Column::left("", "bar").for_people().leaves(3),
        Column::right("LIMIT", "limit").for_programs(),
        Column::right("DAYS", "days").for_programs(),
        Column::right("BUSINESS DAYS", "business_days").for_programs(),
        Column::right("OVER", "over_business_days").for_programs(),
        Column::left("OWNER", "owner").for_programs(),
        Column::left("MISSING", "missing").for_programs(),
        Column::left("WHOSE MOVE", "action").wraps(16),
    ];
    let row = |stall: &Stall| {
        let owner = style.person(stall.owner.as_deref());
        vec![
            Cell::both(
                style.money_or_unknown(stall.amount),
                stall
                    .amount
                    .map(|amount| style.exact(amount))
                    .unwrap_or_default(),
            ),
            Cell::both(&stall.name, &stall.deal),
            Cell::both(
                &report.stages[stall.stage].name,
                &report.stages[stall.stage].id,
            ),
            Cell::text(stall.clock.name()),
            Cell::both(
                format!("{}/{}", stall.elapsed, stall.limit.short()),
                stall.elapsed.to_string(),
            )
            .tone(Tone::Late),
            Cell::bar(bar(stall)),
            Cell::text(stall.limit.to_string()),
            Cell::text(stall.days.to_string()),
            Cell::text(stall.business_days.to_string()),
            Cell::text(stall.over_business_days.to_string()),
            Cell::text(stall.owner.clone().unwrap_or_default()),
            Cell::text(stall.missing.join(" ")),
            Cell::both(
                format!("{owner}: {}", stall.action),
                stall.action.to_string(),
            ),
        ]
    };
    Table {
        title: "stalls",
        columns,
        rows: report.stalls.iter().map(row).collect(),
    }
}

/// The limit is always drawn equally long, so that bars compare how often it is exceeded and not how long it is.
fn bar(stall: &Stall) -> Bar {
    let eighths =
        u64::from(stall.over) * u64::from(LIMIT_WIDTH) * 8 / u64::from(stall.limit.n.max(1));
    Bar {
        inside: LIMIT_WIDTH * 8,
        over: u32::try_from(eighths)
            .unwrap_or(u32::MAX)
            .clamp(1, LONGEST * 8),
    }
}

/// Where a person's to-do list is worked off.
fn places(report: &Stalls) -> Vec<String> {
    let place = |stall: &Stall| {
        format!(
            "{}: {}  {}:{}",
            stall.name, stall.action, stall.path, stall.line
        )
    };
    report.stalls.iter().map(place).collect()
}

fn notes(report: &Stalls) -> Vec<String> {
    let names = |clock: Clock| {
        report
            .stalls
            .iter()
            .filter(|stall| stall.clock == clock)
            .map(|stall| stall.name.as_str())
            .collect::<Vec<_>>()
    };
    let mut clocks = vec![format!("{} stage", names(Clock::Stage).len())];
    for (clock, word) in [(Clock::Silence, "silence"), (Clock::Response, "answer")] {
        let names = names(clock);
        if !names.is_empty() {
            let shown = if names.len() <= 2 {
                format!(" ({})", names.join(", "))
            } else {
                String::new()
            };
            clocks.push(format!("{} {word}{shown}", names.len()));
        }
    }
    let mut lines = vec![format!("clocks: {}", clocks.join(" · "))];
    // A deal has a row for each clock that is over.
    let unknown: BTreeSet<&str> = report
        .stalls
        .iter()
        .filter(|stall| stall.amount.is_none())
        .map(|stall| stall.name.as_str())
        .collect();
    let unknown: Vec<&str> = unknown.into_iter().collect();
    let last = match unknown.as_slice() {
        [] => String::new(),
        [one] => format!("; {one} has no amount and stands last"),
        many => format!("; {} have no amount and stand last", many.len()),
    };
    lines.push(format!("worst first by money × business days over{last}"));
    lines
}

fn stages(report: &Stalls, style: &Style) -> Table {
    let columns = vec![
        Column::left("WHERE THEY PILE UP", "stage"),
        Column::right("OPEN", "open"),
        Column::right("STALLED", "stalled"),
        Column::left("", "bar").for_people().leaves(3),
        Column::right("MONEY WAITING", "waiting"),
        Column::left("", "leak").for_people().leaves(1),
    ];
    let leak = report.leak().map(|leak| leak.stage);
    let rows = report.stages.iter().map(|stage| {
        vec![
            Cell::both(&stage.name, &stage.id),
            Cell::text(stage.open.to_string()),
            Cell::text(stage.stalled.to_string()),
            Cell::bar(Bar {
                inside: 0,
                over: u32::try_from(stage.stalled)
                    .unwrap_or(u32::MAX)
                    .min(LONGEST * 2)
                    * 8,
            }),
            Cell::both(
                style.sum(stage.waiting, stage.without_amount),
                style.exact(stage.waiting),
            ),
            Cell::text(if leak == Some(stage.stage) {
                "the leak"
            } else {
                ""
            })
            .tone(Tone::Late),
        ]
    });
    Table {
        title: "stages",
        columns,
        rows: rows.collect(),
    }
}

fn next(report: &Stalls, style: &Style) -> Vec<Next> {
    let mut next = Vec::new();
    if report.owner.is_none()
        && let Some((owner, deals, amount)) = busiest(report)
    {
        let why = format!(
            "one person, {}, {}",
            count(deals, "deal"),
            style.money(amount)
        );
        next.push(Next::new(
            why,
            format!("dealctl stalls --owner \"{owner}\""),
        ));
    }
    if let Some(ready) = report
        .stalls
        .iter()
        .find(|stall| stall.clock == Clock::Stage && stall.missing.is_empty())
    {
        next.push(Next::new(
            "nothing is missing, move it on",
            format!("dealctl gate {}", ready.name),
        ));
    } else if let Some(worst) = report.stalls.first() {
        next.push(Next::new(
            "the worst one",
            format!("dealctl gate {}", worst.name),
        ));
    }
    next
}

/// The person with the most money waiting, when more than one deal waits for them.
fn busiest(report: &Stalls) -> Option<(String, usize, Decimal)> {
    let mut people: std::collections::BTreeMap<&str, (std::collections::BTreeSet<&str>, Decimal)> =
        std::collections::BTreeMap::new();
    for stall in &report.stalls {
        let Some(owner) = &stall.owner else { continue };
        let entry = people.entry(owner).or_default();
        if entry.0.insert(&stall.deal) {
            entry.1 += stall.amount.unwrap_or_default();
        }
    }
    let most = people.into_iter().filter(|(_, (deals, _))| deals.len() > 1);
    most.max_by(|a, b| a.1.1.cmp(&b.1.1).then(b.0.cmp(a.0)))
        .map(|(owner, (deals, amount))| (owner.to_owned(), deals.len(), amount))
}
