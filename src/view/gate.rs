//! `dealctl gate` for people.

use super::Style;
use crate::analysis::clocks::{Clock, ClockReading};
use crate::report::gate::{CriterionLine, Gate, GateLine};
use crate::view::legacy::{Column, Table};
use crate::view::page::{Block, Next, Page};
use crate::view::table::{Cell, Tone};

/// The page.
pub fn gate(report: &Gate, style: &Style) -> Page {
    let mut page = Page {
        lead: lead(report, style),
        ..Page::default()
    };
    let Some(here) = &report.here else {
        page.next.push(Next::new("", "dealctl lint"));
        return page;
    };
    if report.outcome.is_none() && !here.criteria.is_empty() {
        page.blocks.push(Block::from(criteria(here, style)));
    }
    let open_behind: Vec<&GateLine> = report
        .behind
        .iter()
        .filter(|gate| {
            gate.criteria
                .iter()
                .any(|criterion| criterion.state == "unmet")
        })
        .collect();
    for gate in open_behind {
        page.blocks.push(Block::lines(vec![format!(
            "{} was left with criteria unmet:",
            gate.name
        )]));
        page.blocks.push(Block::from(criteria(gate, style)));
    }
    let lines = notes(report, style);
    if !lines.is_empty() {
        page.blocks.push(Block::lines(lines));
    }
    page.next.push(next(report));
    page
}

fn lead(report: &Gate, style: &Style) -> Vec<String> {
    let mut first = vec![report.name.clone()];
    first.extend(
        report
            .account
            .clone()
            .filter(|account| !account.eq_ignore_ascii_case(&report.name)),
    );
    first.extend(report.amount.map(|amount| style.money(amount)));
    match (&report.here, report.since) {
        (Some(here), Some(since)) => {
            first.push(format!("{} since {}", here.name, style.weekday(since)));
        }
        (Some(here), None) => first.push(here.name.clone()),
        (None, _) => first.push("in no stage that process.toml knows".to_owned()),
    }
    let mut lines = vec![first.join(" · ")];
    if let Some((result, closed)) = &report.outcome {
        let when = closed
            .map(|day| format!(" on {}", style.weekday(day)))
            .unwrap_or_default();
        lines.push(format!("Closed: {result}{when}."));
        return lines;
    }
    let Some(here) = &report.here else {
        return lines;
    };
    let unmet: Vec<&CriterionLine> = here
        .criteria
        .iter()
        .filter(|criterion| criterion.state == "unmet")
        .collect();
    lines.push(match (unmet.as_slice(), &report.onward) {
        ([], Some(onward)) => format!(
            "Nothing is missing: {} may move it to {onward}.",
            report.owner.as_deref().unwrap_or("its owner")
        ),
        ([], None) => "Nothing is missing: it may be closed.".to_owned(),
        ([one], _) => format!(
            "1 thing is missing before it leaves {}: {}.",
            here.name,
            short_move(one)
        ),
        (many, _) => format!(
            "{} things are missing before it leaves {}; first {}.",
            many.len(),
            here.name,
            short_move(many[0])
        ),
    });
    lines
}

fn short_move(criterion: &CriterionLine) -> String {
    let owner = criterion
        .whose
        .owner
        .as_deref()
        .unwrap_or("nobody is named");
    format!("{owner}, {}", criterion.id)
}

fn criteria(gate: &GateLine, style: &Style) -> Table {
    let columns = vec![
        Column::left("", "state"),
        Column::left("CRITERION", "criterion"),
        Column::left("ASKS", "demand").wraps(30),
        Column::left("WHOSE MOVE", "owner"),
        Column::left("WHERE", "place").leaves(2),
    ];
    let row = |criterion: &CriterionLine| {
        let (mark, tone) = match criterion.state {
            "met" => ("✓", Tone::Good),
            "waived" => ("~", Tone::Quiet),
            _ => ("✗", Tone::Late),
        };
        let asks = match (&criterion.why, &criterion.waiver) {
            (Some(why), _) => format!("{}: {why}", criterion.demand),
            (None, Some(waiver)) => waiver.clone(),
            (None, None) => criterion.demand.clone(),
        };
        let owner = if criterion.state == "unmet" {
            style.person(criterion.whose.owner.as_deref())
        } else {
            ""
        };
        let file = criterion.path.rsplit('/').next().unwrap_or(&criterion.path);
        vec![
            Cell::both(mark, criterion.state).tone(tone),
            Cell::both(&criterion.id, format!("{}/{}", gate.id, criterion.id)),
            Cell::text(asks),
            Cell::both(owner, criterion.whose.owner.clone().unwrap_or_default()),
            Cell::both(
                format!("{file}:{}", criterion.line),
                format!("{}:{}", criterion.path, criterion.line),
            ),
        ]
    };
    Table {
        title: "criteria",
        columns,
        rows: gate.criteria.iter().map(row).collect(),
    }
}

fn notes(report: &Gate, style: &Style) -> Vec<String> {
    let mut lines = Vec::new();
    for reading in &report.clocks {
        lines.push(clock_line(reading, style));
    }
    if let Some((present, needed)) = report.packet {
        lines.push(format!("packet: {present} of {needed} fields"));
    }
    let behind: Vec<String> = report.behind.iter().filter_map(behind_words).collect();
    if !behind.is_empty() {
        lines.push(format!("behind it: {}", behind.join(" · ")));
    }
    if let (Some(next), None) = (&report.next, &report.outcome) {
        let wants: Vec<&str> = next
            .criteria
            .iter()
            .map(|criterion| criterion.id.as_str())
            .collect();
        if !wants.is_empty() {
            lines.push(format!(
                "the next gate, {}, will want: {}",
                next.name,
                wants.join(", ")
            ));
        }
    }
    let hints = report
        .here
        .iter()
        .flat_map(|gate| &gate.criteria)
        .filter(|criterion| criterion.state == "unmet");
    lines.extend(
        hints.filter_map(|criterion| {
            Some(format!("{}: {}", criterion.id, criterion.hint.as_ref()?))
        }),
    );
    lines
}

fn clock_line(reading: &ClockReading, style: &Style) -> String {
    let limit = reading.limit.value;
    let what = match reading.clock {
        Clock::Stage => "in the stage",
        Clock::Silence => "since the partner's last touch",
        Clock::Response => "since it was sent, unanswered",
    };
    let elapsed = format!(
        "{} {} {what}, limit {}",
        reading.elapsed,
        limit.unit.words(reading.elapsed),
        limit.n
    );
    if reading.is_over() {
        format!("{elapsed}: over since {}", style.weekday(reading.end))
    } else {
        format!("{elapsed}: until {}", style.weekday(reading.end))
    }
}

fn behind_words(gate: &GateLine) -> Option<String> {
    if gate.criteria.is_empty() {
        return None;
    }
    let count_of = |state: &str| {
        gate.criteria
            .iter()
            .filter(|criterion| criterion.state == state)
            .count()
    };
    let mut parts = vec![format!("{} met", count_of("met"))];
    for state in ["waived", "unmet"] {
        if count_of(state) > 0 {
            parts.push(format!("{} {state}", count_of(state)));
        }
    }
    Some(format!("{} {}", gate.name, parts.join(", ")))
}

fn next(report: &Gate) -> Next {
    if report.packet.is_some() {
        return Next::new(
            "how strong the packet is",
            format!("dealctl score {}", report.name),
        );
    }
    let path = report
        .here
        .iter()
        .flat_map(|gate| &gate.criteria)
        .map(|criterion| criterion.path.as_str())
        .next();
    match path {
        Some(path) => Next::new(
            "every finding in its file",
            format!("dealctl lint --notes {path}"),
        ),
        None => Next::new("", "dealctl stalls"),
    }
}
