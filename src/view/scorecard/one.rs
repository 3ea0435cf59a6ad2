//! One handoff: nine lines, what each grade rests on, and the way up.

use super::causes;
use crate::analysis::acceptance::Outcome;
use crate::analysis::score::{Grade, HIGHEST};
use crate::load::PROCESS_FILE;
use crate::model::process::ScoreBand;
use crate::report::scorecard::{GradedComponent, Scorecard, ScoredHandoff};
use crate::text::command;
use crate::text::shell;
use crate::view::page::{Block, Next, Page};
use crate::view::table::{Cell, Grid, Table, Tone};
use crate::view::{Style, count};

/// The page of one handoff: nine lines, what each grade rests on, and the way up.
pub fn one_handoff(handoff: &ScoredHandoff, card: &Scorecard, style: &Style) -> Page {
    let mut page = Page::default();
    let seller = handoff.seller.as_deref().unwrap_or("nobody");
    let sent = handoff.sent.map_or_else(
        || format!("draft for {seller}"),
        |day| format!("sent {} to {seller}", style.weekday(day)),
    );
    let (Some(total), Some(band)) = (handoff.total, &handoff.band) else {
        page.lead.push(format!(
            "{} · {sent} · {}",
            handoff.name,
            causes::answer(handoff)
        ));
        page.lead
            .push("Its packet was not kept, so there is nothing to grade.".to_owned());
        return page;
    };
    page.lead.push(format!(
        "{} · {sent} · {total} of {HIGHEST}, {band}",
        handoff.name
    ));
    match (handoff.outcome, handoff.answer_by) {
        (Some(Outcome::Open), Some(end)) => page.lead.push(format!(
            "{seller} has until {} to answer.",
            style.weekday(end)
        )),
        (None | Some(Outcome::Open | Outcome::Overtaken), _) => {}
        (Some(Outcome::Silent), Some(end)) => page.lead.push(format!(
            "{seller} has not answered; the window ended on {}, {} ago.",
            style.weekday(end),
            count(handoff.late as usize, "business day"),
        )),
        _ => page
            .lead
            .push(format!("The seller said: {}.", causes::answer(handoff))),
    }
    let others = card.handoffs.iter().filter(|other| other.earlier);
    let others = others.filter(|other| !std::ptr::eq(*other, handoff));
    page.blocks = vec![
        components(handoff).into(),
        Block::lines(summary(handoff, total, band, card.best_band.as_ref())),
        Block::lines(review(handoff).into_iter().collect()),
        Block::lines(others.map(|other| before(other, style)).collect()),
    ];
    let next = match handoff.sent {
        Some(_) => Next::new(
            "the packet itself",
            format!("dealctl packet {}", shell::name(&handoff.name)),
        ),
        None => Next::new(
            "whether it may go out",
            format!("dealctl packet {} --check", shell::name(&handoff.name)),
        ),
    };
    page.next.push(next);
    page
}

/// A component's line, and below it what would make it strong.
enum Line<'a> {
    Grade(&'a GradedComponent),
    WayUp(&'a str),
}

fn components(handoff: &ScoredHandoff) -> Grid {
    let mut lines = Vec::new();
    for component in &handoff.components {
        lines.push(Line::Grade(component));
        let up = component.up.as_deref().filter(|_| component.counts);
        lines.extend(up.map(Line::WayUp));
    }
    let graded = |cell: fn(&GradedComponent) -> Cell| {
        move |line: &Line<'_>| match line {
            Line::Grade(component) => cell(component),
            Line::WayUp(_) => Cell::default(),
        }
    };
    let table = Table::<Line<'_>>::new("components")
        .left("", "grade", graded(grade))
        .left(
            "COMPONENT",
            "component",
            graded(|it| Cell::both(it.name, it.id)),
        )
        .left("BECAUSE", "reason", |line| match line {
            Line::Grade(component) if component.counts => Cell::text(&component.reason),
            Line::Grade(_) => Cell::text("not needed in a light packet"),
            Line::WayUp(up) => {
                Cell::both(format!("→ {}", command::without(up)), "").tone(Tone::Quiet)
            }
        })
        .wraps(30)
        .left(
            "REVIEWER",
            "reviewer",
            graded(|it| Cell::text(it.reviewer.map(Grade::name).unwrap_or_default())),
        );
    let is_reviewed = handoff.components.iter().any(|it| it.reviewer.is_some());
    let table = if is_reviewed {
        table.leaves(2)
    } else {
        table.for_programs()
    };
    table.left("WHERE", "place", graded(place)).rows(lines)
}

fn grade(component: &GradedComponent) -> Cell {
    let tone = if component.is_low() {
        Tone::Late
    } else {
        Tone::Good
    };
    Cell::both(causes::two_dots(component), component.grade.name()).tone(tone)
}

fn place(component: &GradedComponent) -> Cell {
    let place = &component.place;
    let full = format!("{}:{}", place.path, place.line);
    if place.path == PROCESS_FILE {
        Cell::text(full)
    } else {
        Cell::both(format!(":{}", place.line), full)
    }
}

/// Returns what the grades come to, what they have in common (D5.5), and how far it is to the best band.
fn summary(
    handoff: &ScoredHandoff,
    total: u32,
    band: &str,
    best: Option<&ScoreBand>,
) -> Vec<String> {
    let of = |grade: Grade| handoff.counting().filter(|it| it.grade == grade).count();
    // What the best band advises is done once the packet is on its way.
    let is_done = handoff.sent.is_some() && best.is_some_and(|best| total >= best.from);
    let advice = match &handoff.seller {
        _ if !is_done => handoff.advice.clone().unwrap_or_default(),
        Some(seller) if handoff.silent => format!("Do not rewrite it; call {seller}."),
        _ => String::new(),
    };
    let mut lines = vec![format!(
        "{} strong, {} weak, {} missing: {band}. {advice}",
        of(Grade::Strong),
        of(Grade::Weak),
        of(Grade::Missing),
    )];
    let lost = causes::lost(std::slice::from_ref(handoff));
    lines.extend(causes::line(lost));
    let causes = lost.into_iter().filter(|(_, points)| *points > 0);
    lines.extend(causes.map(|(cause, _)| format!("{}: {}", cause.name(), cause.remedy())));
    lines.extend(way_up(handoff, total, best));
    if handoff.light == Some(true) {
        lines.push(format!(
            "A light packet: graded on the {} it needs, scaled to {HIGHEST}.",
            count(handoff.counting().count(), "component")
        ));
    }
    let weights: Vec<String> = handoff
        .counting()
        .filter(|component| component.weight != 1)
        .map(|component| format!("{} {}", component.name, component.weight))
        .collect();
    if !weights.is_empty() {
        lines.push(format!(
            "Weights of process.toml: {}; the others 1.",
            weights.join(", ")
        ));
    }
    lines
}

/// Returns `Make the partner offer and the buyer problem strong and it is 14. It takes 15 to send.`
fn way_up(handoff: &ScoredHandoff, total: u32, best: Option<&ScoreBand>) -> Option<String> {
    let best = best?;
    let way_up = handoff.way_up.as_ref()?;
    let takes = if total < best.from {
        format!(" It takes {} to {}.", best.from, best.name)
    } else {
        String::new()
    };
    Some(format!(
        "Make {} strong and it is {}.{takes}",
        way_up.components.join(" and "),
        way_up.total
    ))
}

/// Returns what the reviewer says; `None` without a review.
fn review(handoff: &ScoredHandoff) -> Option<String> {
    let total = handoff.reviewer_total?;
    let differ: Vec<&str> = handoff
        .counting()
        .filter(|component| component.differs())
        .map(|component| component.name)
        .collect();
    let apart = if differ.is_empty() {
        "no grade differs".to_owned()
    } else {
        format!("differs on {}", differ.join(", "))
    };
    let who = handoff.reviewed_by.as_deref().unwrap_or("The reviewer");
    let note = handoff.review_note.as_ref();
    let note = note.map(|note| format!(" “{note}”")).unwrap_or_default();
    Some(format!("{who} makes it {total}: {apart}.{note}"))
}

/// Returns a line about a handoff of the same deal that was sent before.
fn before(handoff: &ScoredHandoff, style: &Style) -> String {
    let day = handoff
        .sent
        .map_or_else(|| "on no day".to_owned(), |day| style.day(day));
    let seller = handoff.seller.as_deref().unwrap_or("nobody");
    let score = match (handoff.total, &handoff.band) {
        (Some(total), Some(band)) => format!("{total} of {HIGHEST}, {band}"),
        _ => "its packet was not kept".to_owned(),
    };
    format!(
        "Sent before, {day} to {seller}: {score}; {}",
        causes::answer(handoff)
    )
}
