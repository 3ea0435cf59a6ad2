//! Bare `dealctl` for people.

use super::forecast::between;
use super::moves::to_do;
use super::{Style, count};
use crate::report::book_state::BookState;
use crate::report::book_state::WaitingMove;
use crate::report::money;
use crate::report::stalls::Stall;
use crate::view::page::{Block, Next, Page};
use crate::view::table::{Cell, Grid, Table, Tone};

/// The page: five lines, what to do today, and the next command.
pub fn book_state(state: &BookState, style: &Style) -> Page {
    let first = format!(
        "{} · {} {} · {}, {}",
        state.process,
        style.weekday(style.today),
        style.today.format("%Y"),
        count(state.total.open, "open deal"),
        style.sum(state.total.open_amount, state.total.open_without_amount)
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
    let quiet = state.total.stalled == 0
        && state.waiting_moves.is_empty()
        && state.untold.is_empty()
        && state.errors == 0
        && state.warnings == 0;
    if quiet
        && state
            .handoffs
            .iter()
            .all(|waiting| waiting.over_business_days == 0)
    {
        let waits = if state.handoffs.is_empty() {
            ", nobody waits"
        } else {
            ""
        };
        page.lead.push(format!(
            "Nothing is late{waits}. {} ({} to {}).",
            expected(state, style),
            style.money(state.quarter.total.p10),
            style.money(state.quarter.total.p90),
        ));
        page.lead.extend(state.handoffs.first().map(|waiting| {
            let seller = waiting.seller.as_deref().unwrap_or("the seller");
            let by = waiting
                .due
                .map_or_else(String::new, |due| format!(" by {}", style.weekday(due)));
            format!("Next due: {}, {seller} answers{by}.", waiting.name)
        }));
        page.next.push(Next::new("", "dealctl forecast"));
        return page;
    }
    page.blocks.push(Block::from(lines(state, style)));
    if !state.moves.is_empty() {
        page.blocks.push(Block::from(book_moves(state, style)));
    }
    page.next.push(next(state));
    page
}

fn lines(state: &BookState, style: &Style) -> Grid {
    let lines = [
        ("Quarter", quarter(state, style)),
        ("Stalled", stalled(state, style)),
        ("Handoffs", handoffs(state, style)),
        ("Partners", partners(state, style)),
        ("Files", files(state)),
    ];
    let waiting = waiting(state, style);
    let at = lines.len() - 2;
    let waiting = (!waiting.is_empty()).then_some(("Waiting", waiting));
    let lines = lines[..at]
        .iter()
        .cloned()
        .chain(waiting)
        .chain(lines[at..].iter().cloned());
    Table::<(&str, String)>::new("state")
        .left("", "what", |(name, _)| Cell::text(*name).tone(Tone::Strong))
        .left("", "state", |(_, text)| Cell::text(text))
        .wraps(40)
        .rows(lines)
}

fn files(state: &BookState) -> String {
    let deals = count(state.checked, "deal");
    let counts = [(state.errors, "error"), (state.warnings, "warning")];
    let found = counts.into_iter().filter(|(n, _)| *n > 0);
    let found: Vec<String> = found.map(|(n, word)| count(n, word)).collect();
    if found.is_empty() {
        format!("{deals}, nothing to fix")
    } else {
        format!("{} in {deals}", found.join(", "))
    }
}

fn expected(state: &BookState, style: &Style) -> String {
    format!(
        "{} expected by {}",
        style.sum(state.quarter.total.expected, state.quarter.without_amount),
        style.day(state.quarter.until)
    )
}

/// `$557k expected by 31 Jan  $313k ├──────◆────────┤ $836k`.
fn quarter(state: &BookState, style: &Style) -> String {
    let total = state.quarter.total;
    // Between two unknowns there is nothing to draw.
    if total.p10 == total.p90 && state.quarter.without_amount > 0 {
        return expected(state, style);
    }
    format!(
        "{}  {} {} {}",
        expected(state, style),
        style.sum(total.p10, state.quarter.without_amount),
        between(total),
        style.sum(total.p90, state.quarter.without_amount)
    )
}

fn stalled(state: &BookState, style: &Style) -> String {
    let total = &state.total;
    if total.stalled == 0 {
        return "nothing".to_owned();
    }
    let waiting = style.sum(total.waiting, total.without_amount);
    let mut text = if total.open_without_amount == 0 {
        format!(
            "{}, {waiting}: {} of what is open",
            count(total.stalled, "deal"),
            money::part(total.waiting.amount, total.open_amount.amount)
        )
    } else {
        // Of a sum that nobody knows no part can be told.
        format!(
            "{} of {}, {waiting}",
            total.stalled,
            count(total.open, "open deal")
        )
    };
    if let Some(leak) = state.leak.as_ref().filter(|leak| leak.count.stalled > 1) {
        text += &format!(
            "; {} alone holds {}",
            leak.name,
            style.sum(leak.count.waiting, leak.count.without_amount)
        );
    }
    text
}

fn handoffs(state: &BookState, style: &Style) -> String {
    let mut parts: Vec<String> = Vec::new();
    for waiting in state.handoffs.iter().take(2) {
        let seller = waiting.seller.as_deref().unwrap_or("nobody");
        parts.push(if waiting.over_business_days > 0 {
            format!(
                "{seller} is {} bd late on {}",
                waiting.over_business_days, waiting.name
            )
        } else {
            match waiting.due {
                Some(due) => format!("{} due {}", waiting.name, style.weekday(due)),
                None => format!("{} waits for {seller}", waiting.name),
            }
        });
    }
    match state.handoffs.len().saturating_sub(2) {
        0 => {}
        1 => parts.push("1 more waits".to_owned()),
        more => parts.push(format!("{more} more wait")),
    }
    if parts.is_empty() {
        "none waits for an answer".to_owned()
    } else {
        parts.join("; ")
    }
}

/// Returns the moves that somebody waits for, with their people: at most three.
fn waiting(state: &BookState, style: &Style) -> String {
    let line = |waiting: &WaitingMove| {
        let owner = waiting.owner.as_deref().unwrap_or("nobody is named");
        let due = waiting.due;
        let when = due.map_or_else(String::new, |due| format!(", by {}", style.weekday(due)));
        format!("{owner}: {}{when}", to_do(&waiting.action, &waiting.name))
    };
    let shown = state.waiting_moves.iter().take(3).map(line);
    let mut parts: Vec<String> = shown.collect();
    match state.waiting_moves.len().saturating_sub(3) {
        0 => {}
        more => parts.push(format!("{more} more")),
    }
    parts.join("; ")
}

fn partners(state: &BookState, style: &Style) -> String {
    let [first, rest @ ..] = state.untold.as_slice() else {
        let told = if state.has_closed {
            "every partner knows the outcome of its deals"
        } else {
            "no deal is closed yet"
        };
        return told.to_owned();
    };
    let partner = first.partner.as_deref().unwrap_or("the partner");
    let more = if rest.is_empty() {
        String::new()
    } else {
        format!(", nor of {} more", rest.len())
    };
    let due = first.due.filter(|_| !first.is_late);
    let due = due.map_or_else(String::new, |due| {
        format!("; promised by {}", style.weekday(due))
    });
    format!(
        "nobody has told {partner} that {} was {} on {}{more}{due}",
        first.name,
        first.result,
        style.day(first.closed)
    )
}

/// Returns the moves to make today: what a spreadsheet gets of the state of the book.
pub fn book_moves(state: &BookState, style: &Style) -> Grid {
    Table::<Stall>::new("today")
        .left("TODAY", "owner", |stall| {
            let owner = stall.owner.as_deref();
            Cell::both(owner.unwrap_or("nobody"), owner.unwrap_or_default())
        })
        .left("", "deal", |stall| Cell::text(&stall.deal))
        .for_programs()
        .left("", "action", |stall| {
            Cell::both(to_do(&stall.action, &stall.name), stall.action.to_string())
        })
        .wraps(28)
        .right("", "amount", |stall| style.amount(stall.amount))
        .right("", "over_business_days", |stall| {
            let over = format!("{} {} over", stall.over, stall.limit.0.unit.short());
            Cell::both(over, stall.over_business_days.to_string()).tone(Tone::Late)
        })
        .leaves(1)
        .left("", "command", |stall| Cell::text(&stall.command))
        .for_programs()
        .rows(&state.moves)
}

fn next(state: &BookState) -> Next {
    let waits = state.total.stalled > 0
        || !state.waiting_moves.is_empty()
        || !state.untold.is_empty()
        || !state.handoffs.is_empty();
    if state.errors == 0 && waits {
        Next::new("every open move, most urgent first", "dealctl next")
    } else {
        Next::new("", "dealctl lint")
    }
}
