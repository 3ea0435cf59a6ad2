//! `dealctl stalls` for people.

use crate::text::shell;
use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::{Style, count, with_keys};
use crate::analysis::clocks::Clock;
use crate::analysis::next_moves::Step;
use crate::report::money;
use crate::report::stalls::{StageLine, Stall, Stalls};
use crate::view::page::{Block, Next, Page};
use crate::view::table::{Bar, Cell, Grid, Table, Tone};

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
    page.blocks.push(Block::from(deals(report, style)));
    if report.stalls.is_empty() {
        page.next.push(Next::new("", "dealctl forecast"));
        return page;
    }
    if report.owner.is_none() {
        page.blocks.push(Block::lines(notes(report)));
        page.blocks.push(Block::from(stages(report, style)));
    } else {
        page.blocks.push(Block::lines(places(report)));
    }
    page.next = next(report, style);
    page
}

fn lead(report: &Stalls, style: &Style) -> Vec<String> {
    if let Some(owner) = &report.owner {
        let waits = style.sum(report.total.waiting, report.total.without_amount);
        return vec![match report.total.stalled {
            0 => format!("Nothing that is late waits for {owner}."),
            n => format!(
                "{} {} for {owner}: {waits}.",
                count(n, "deal"),
                if n == 1 { "waits" } else { "wait" }
            ),
        }];
    }
    if report.total.open == 0 {
        return vec!["No deal is open.".to_owned()];
    }
    if report.total.stalled == 0 {
        return vec![format!(
            "Nothing is stalled: {} ({}), all inside their limits.",
            count(report.total.open, "open deal"),
            style.sum(report.total.open_amount, report.total.open_without_amount)
        )];
    }
    let verb = if report.total.stalled == 1 {
        "is"
    } else {
        "are"
    };
    let mut line = format!(
        "{} of {} {verb} stalled: ",
        report.total.stalled,
        count(report.total.open, "open deal")
    );
    line += &format!(
        "{} of {} waits",
        style.sum(report.total.waiting, report.total.without_amount),
        style.sum(report.total.open_amount, report.total.open_without_amount)
    );
    if let Some(leak) = report
        .leak()
        .filter(|leak| leak.count.stalled < report.total.stalled && !leak.count.waiting.is_zero())
    {
        line += &format!(
            ", {} of it in {}",
            money::part(leak.count.waiting.amount, report.total.waiting.amount),
            leak.name
        );
    }
    line.push('.');
    vec![line]
}

fn deals(report: &Stalls, style: &Style) -> Grid {
    let table = Table::<Stall>::new("stalls")
        .right("AMOUNT", "amount", |stall| style.amount(stall.amount))
        .left("DEAL", "deal", |stall| Cell::both(&stall.name, &stall.deal))
        .left("STAGE", "stage", |stall| {
            Cell::both(&stall.stage.name, &stall.stage.id)
        })
        .leaves(2)
        .left("CLOCK", "clock", |stall| Cell::text(stall.clock.name()))
        .for_programs()
        .right("IN/LIMIT", "elapsed", |stall| {
            let short = format!("{}/{}", stall.elapsed, stall.limit.0.short());
            Cell::both(short, stall.elapsed.to_string()).tone(Tone::Late)
        })
        .left("", "bar", |stall| Cell::bar(bar(stall)))
        .for_people()
        .leaves(3)
        .right("LIMIT", "limit", |stall| Cell::of(stall.limit.0))
        .for_programs()
        .right("DAYS", "days", |stall| Cell::of(stall.days))
        .for_programs()
        .right("BUSINESS DAYS", "business_days", |stall| {
            Cell::of(stall.business_days)
        })
        .for_programs()
        .right("OVER", "over_business_days", |stall| {
            Cell::of(stall.over_business_days)
        })
        .for_programs()
        .left("OWNER", "owner", |stall| {
            Cell::text(stall.owner.clone().unwrap_or_default())
        })
        .for_programs()
        .left("MISSING", "missing", |stall| {
            Cell::text(stall.missing.join(" "))
        })
        .for_programs()
        .left("WHOSE MOVE", "action", |stall| {
            let owner = style.person(stall.owner.as_deref());
            Cell::both(
                format!("{owner}: {}", stall.action),
                stall.action.to_string(),
            )
        })
        .wraps(16)
        .left("COMMAND", "command", |stall| Cell::text(&stall.command))
        .for_programs()
        .left("PARTNER", "partner", |stall| {
            Cell::text(stall.partner.clone().unwrap_or_default())
        })
        .for_programs();
    with_keys(table, |stall| &stall.keys, style).rows(&report.stalls)
}

/// The limit is always drawn equally long, so that bars compare how often it is exceeded and not how long it is.
fn bar(stall: &Stall) -> Bar {
    let eighths =
        u64::from(stall.over) * u64::from(LIMIT_WIDTH) * 8 / u64::from(stall.limit.0.n.max(1));
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
            stall.name, stall.action, stall.place.path, stall.place.line
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
            .collect::<BTreeSet<_>>()
            .into_iter()
            .collect::<Vec<_>>()
    };
    let mut clocks = vec![format!("{} stage", names(Clock::Stage).len())];
    let others = [
        (Clock::Silence, "silence"),
        (Clock::Response, "answer"),
        (Clock::Registration, "registration"),
        (Clock::SellerMove, "seller's move"),
        (Clock::PartnerMove, "partner's move"),
    ];
    for (clock, word) in others {
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

fn stages(report: &Stalls, style: &Style) -> Grid {
    let leak = report.leak().map(|leak| leak.stage.as_str());
    Table::<StageLine>::new("stages")
        .left("WHERE THEY PILE UP", "stage", |line| {
            Cell::both(&line.name, &line.stage)
        })
        .right("OPEN", "open", |line| Cell::of(line.count.open))
        .right("STALLED", "stalled", |line| Cell::of(line.count.stalled))
        .left("", "bar", |line| {
            let stalled = u32::try_from(line.count.stalled).unwrap_or(u32::MAX);
            let over = stalled.min(LONGEST * 2) * 8;
            Cell::bar(Bar { inside: 0, over })
        })
        .for_people()
        .leaves(3)
        .right("MONEY WAITING", "waiting", |line| {
            let (waiting, without_amount) = (line.count.waiting, line.count.without_amount);
            style.sum_cell(waiting, without_amount)
        })
        .left("", "leak", |line| {
            let is_leak = leak == Some(line.stage.as_str());
            Cell::text(if is_leak { "the leak" } else { "" }).tone(Tone::Late)
        })
        .for_people()
        .leaves(1)
        .rows(&report.stages)
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
            format!("dealctl stalls --owner {}", shell::name(&owner)),
        ));
    }
    if let Some(ready) = report
        .stalls
        .iter()
        .find(|stall| stall.action == Step::Advance)
    {
        next.push(Next::new("nothing is missing, move it on", &ready.command));
    } else if let Some(worst) = report.stalls.first() {
        next.push(Next::new("the worst one", &worst.command));
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
            entry.1 += stall.amount.map_or(Decimal::ZERO, Decimal::from);
        }
    }
    let most = people.into_iter().filter(|(_, (deals, _))| deals.len() > 1);
    most.max_by(|a, b| a.1.1.cmp(&b.1.1).then(b.0.cmp(a.0)))
        .map(|(owner, (deals, amount))| (owner.to_owned(), deals.len(), amount))
}
