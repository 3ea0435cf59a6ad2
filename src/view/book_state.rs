//! Bare `dealctl` for people.

use super::forecast::between;
use super::{Style, count};
use crate::report::book_state::BookState;
use crate::report::money;
use crate::report::stalls::Action;
use crate::view::legacy::{Column, Table};
use crate::view::page::{Block, Next, Page};
use crate::view::table::{Cell, Tone};

/// The page: five lines, what to do today, and the next command.
pub fn book_state(state: &BookState, style: &Style) -> Page {
    let first = format!(
        "{} · {} {} · {}, {}",
        state.process,
        style.weekday(style.today),
        style.today.format("%Y"),
        count(state.open, "open deal"),
        style.money(state.open_amount)
    );
    let mut page = Page {
        lead: vec![first],
        ..Page::default()
    };
    if state.deals == 0 {
        page.lead.push(
            "No deal yet: write one as deals/NAME.yaml, beginning with account: {name: …}."
                .to_owned(),
        );
        page.next
            .push(Next::new("", "dealctl explain registration/missing-field"));
        return page;
    }
    let quiet = state.stalls.total.stalled == 0
        && state.untold.is_empty()
        && state.errors == 0
        && state.warnings == 0;
    if quiet && state.waiting.iter().all(|waiting| waiting.late == 0) {
        page.lead.push(format!(
            "Nothing is late, nobody waits. {} ({} to {}).",
            expected(state, style),
            style.money(style.minor(state.quarter.total.range.p10)),
            style.money(style.minor(state.quarter.total.range.p90)),
        ));
        page.lead.extend(state.waiting.first().map(|waiting| {
            let seller = waiting.seller.as_deref().unwrap_or("the seller");
            format!(
                "Next due: {}, {seller} answers by {}.",
                waiting.name,
                style.weekday(waiting.due)
            )
        }));
        page.next.push(Next::new("", "dealctl forecast"));
        return page;
    }
    page.blocks.push(Block::from(Table {
        title: "state",
        columns: vec![
            Column::left("", "what"),
            Column::left("", "state").wraps(40),
        ],
        rows: lines(state, style),
    }));
    if let Some(today) = today(state, style) {
        page.blocks.push(Block::from(today));
    }
    page.next.push(next(state));
    page
}

fn lines(state: &BookState, style: &Style) -> Vec<Vec<Cell>> {
    let line =
        |name: &str, text: String| vec![Cell::text(name).tone(Tone::Strong), Cell::text(text)];
    let mut lines = vec![
        line("Quarter", pipeline(state, style)),
        line("Stalled", stalled(state, style)),
        line("Handoffs", handoffs(state, style)),
    ];
    lines.push(line("Partners", partners(state, style)));
    let files = match (state.errors, state.warnings) {
        (0, 0) => format!("{}, nothing to fix", count(state.deals, "deal")),
        (0, warnings) => format!(
            "{} in {}",
            count(warnings, "warning"),
            count(state.deals, "deal")
        ),
        (errors, 0) => format!(
            "{} in {}",
            count(errors, "error"),
            count(state.deals, "deal")
        ),
        (errors, warnings) => format!(
            "{}, {} in {}",
            count(errors, "error"),
            count(warnings, "warning"),
            count(state.deals, "deal")
        ),
    };
    lines.push(line("Files", files));
    lines
}

fn expected(state: &BookState, style: &Style) -> String {
    format!(
        "{} expected by {}",
        style.money(style.decimal(state.quarter.total.expected)),
        style.day(state.quarter.until)
    )
}

/// `$557k expected by 31 Jan  $313k ├──────◆────────┤ $836k`.
fn pipeline(state: &BookState, style: &Style) -> String {
    let range = state.quarter.total.range;
    let ends = [range.p10, range.p90].map(|cents| style.money(style.minor(cents)));
    format!(
        "{}  {} {} {}",
        expected(state, style),
        ends[0],
        between(range),
        ends[1]
    )
}

fn stalled(state: &BookState, style: &Style) -> String {
    let stalls = &state.stalls;
    if stalls.total.stalled == 0 {
        return "nothing".to_owned();
    }
    let money = style.money(stalls.total.waiting);
    let mut text = format!(
        "{}, {money}: {} of what is open",
        count(stalls.total.stalled, "deal"),
        money::part(stalls.total.waiting.amount, stalls.total.open_amount.amount)
    );
    if let Some(leak) = stalls.leak().filter(|leak| leak.count.stalled > 1) {
        text += &format!(
            "; {} alone holds {}",
            leak.name,
            style.money(leak.count.waiting)
        );
    }
    text
}

fn handoffs(state: &BookState, style: &Style) -> String {
    let mut parts: Vec<String> = Vec::new();
    for waiting in state.waiting.iter().take(2) {
        let seller = waiting.seller.as_deref().unwrap_or("nobody");
        parts.push(if waiting.late > 0 {
            format!("{seller} is {} bd late on {}", waiting.late, waiting.name)
        } else {
            format!("{} due {}", waiting.name, style.weekday(waiting.due))
        });
    }
    if state.waiting.len() > 2 {
        parts.push(format!("{} more wait", state.waiting.len() - 2));
    }
    if parts.is_empty() {
        "none waits for an answer".to_owned()
    } else {
        parts.join("; ")
    }
}

fn partners(state: &BookState, style: &Style) -> String {
    match state.untold.as_slice() {
        [] => "every partner knows the outcome of its deals".to_owned(),
        [first, rest @ ..] => {
            let partner = first.partner.as_deref().unwrap_or("the partner");
            let more = if rest.is_empty() {
                String::new()
            } else {
                format!(", nor of {} more", rest.len())
            };
            format!(
                "nobody has told {partner} that {} was {} on {}{more}",
                first.name,
                first.result,
                style.day(first.closed)
            )
        }
    }
}

/// The three worst stalls as things to do.
fn today(state: &BookState, style: &Style) -> Option<Table> {
    let columns = vec![
        Column::left("TODAY", "owner"),
        Column::left("", "move").wraps(28),
        Column::right("", "amount"),
        Column::right("", "over").leaves(1),
    ];
    let rows: Vec<Vec<Cell>> = state
        .stalls
        .stalls
        .iter()
        .take(3)
        .map(|stall| {
            let (name, action) = (&stall.name, &stall.action);
            let what = match action {
                Action::Answer => format!("answer {name}: accept or decline"),
                Action::CallPartner => format!("call the partner about {name}"),
                Action::Advance => format!("advance {name}: nothing is missing"),
                Action::Remind => format!("remind the seller to answer {name}"),
                Action::Settle(_) => format!("settle the {action} of {name}"),
            };
            vec![
                Cell::text(stall.owner.clone().unwrap_or_else(|| "nobody".to_owned())),
                Cell::text(what),
                Cell::both(style.money_or_unknown(stall.amount), String::new()),
                Cell::text(format!(
                    "{} {} over",
                    stall.over,
                    stall.limit.0.unit.short()
                ))
                .tone(Tone::Late),
            ]
        })
        .collect();
    (!rows.is_empty()).then_some(Table {
        title: "today",
        columns,
        rows,
    })
}

fn next(state: &BookState) -> Next {
    if state.errors > 0 {
        Next::new("", "dealctl lint")
    } else if state.stalls.total.stalled > 0 {
        Next::new("", "dealctl stalls")
    } else {
        Next::new("", "dealctl lint")
    }
}
