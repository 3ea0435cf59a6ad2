//! One handoff: nine lines, what each grade rests on, and the way up.

use super::causes;
use crate::analysis::acceptance::Outcome;
use crate::analysis::score::{Cause, Component, Grade, HIGHEST, Score};
use crate::report::Input;
use crate::report::scorecard::ScoredHandoff;
use crate::view::legacy::{Column, Table};
use crate::view::page::{Block, Next, Page};
use crate::view::table::{Cell, Tone};
use crate::view::{Style, count};

/// How many components are named as the ones to mend.
const MENDED: usize = 2;

/// The page of one handoff: nine lines, what each grade rests on, and the way up.
pub fn one_handoff(
    handoff: &ScoredHandoff,
    others: &[&ScoredHandoff],
    input: &Input<'_>,
    style: &Style,
) -> Page {
    let mut page = Page::default();
    let seller = handoff.seller.as_deref().unwrap_or("nobody");
    let sent = handoff.sent.map_or_else(
        || format!("draft for {seller}"),
        |day| format!("sent {} to {seller}", style.weekday(day)),
    );
    let Some(score) = &handoff.score else {
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
        "{} · {sent} · {} of {HIGHEST}, {}",
        handoff.name, score.total, score.band.name
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
    let columns = vec![
        Column::left("", "grade"),
        Column::left("COMPONENT", "component"),
        Column::left("BECAUSE", "reason").wraps(30),
        Column::left("REVIEWER", "reviewer").leaves(2),
        Column::left("WHERE", "place"),
    ];
    let has_review = score
        .components
        .iter()
        .any(|component| component.reviewer.is_some());
    let rows = score
        .components
        .iter()
        .flat_map(|component| lines(component, input))
        .collect();
    let mut table = Table {
        title: "components",
        columns,
        rows,
    };
    if !has_review {
        table.columns[3] = Column::left("REVIEWER", "reviewer").for_programs();
    }
    page.blocks.push(Block::from(table));
    page.blocks
        .push(Block::lines(summary(handoff, score, input)));
    page.blocks.push(Block::lines(beside(handoff, score)));
    page.blocks.push(Block::lines(
        others.iter().map(|other| before(other, style)).collect(),
    ));
    let next = match handoff.sent {
        Some(_) => Next::new(
            "the packet itself",
            format!("dealctl packet {}", handoff.name),
        ),
        None => Next::new(
            "whether it may go out",
            format!("dealctl packet {} --check", handoff.name),
        ),
    };
    page.next.push(next);
    page
}

/// A component's line, and below it what would make it strong.
fn lines(component: &Component, input: &Input<'_>) -> Vec<Vec<Cell>> {
    let judgement = &component.judgement;
    let source = input.book.sources.file(judgement.place.file);
    let line = source.position(judgement.place.span.start as usize).line;
    let place = if &*source.path == crate::load::PROCESS_FILE {
        format!("{}:{line}", source.path)
    } else {
        format!(":{line}")
    };
    let reviewer = component.reviewer.map(Grade::name).unwrap_or_default();
    let tone = if judgement.grade == Grade::Strong || !component.counts {
        Tone::Good
    } else {
        Tone::Late
    };
    let reason = if component.counts {
        judgement.reason.clone()
    } else {
        "not needed in a light packet".to_owned()
    };
    let mut rows = vec![vec![
        Cell::both(causes::two_dots(component), judgement.grade.name()).tone(tone),
        Cell::both(component.kind.name, component.kind.id),
        Cell::text(reason),
        Cell::text(reviewer),
        Cell::both(place, format!("{}:{line}", source.path)),
    ]];
    if let Some(up) = judgement.up.as_ref().filter(|_| component.counts) {
        let mut row = vec![Cell::default(); 5];
        row[2] = Cell::both(format!("→ {up}"), "").tone(Tone::Quiet);
        rows.push(row);
    }
    rows
}

/// What the grades come to, what they have in common (D5.5), and how far it is to the best band.
fn summary(handoff: &ScoredHandoff, score: &Score, input: &Input<'_>) -> Vec<String> {
    let counting = || score.components.iter().filter(|component| component.counts);
    let of = |grade: Grade| {
        counting()
            .filter(|component| component.judgement.grade == grade)
            .count()
    };
    // What the best band advises is done once the packet is on its way.
    let best = input.book.process.bands.first();
    let is_done = handoff.sent.is_some() && best.is_some_and(|best| score.total >= best.from);
    let advice = match &handoff.seller {
        _ if !is_done => score.band.advice.clone(),
        Some(seller) if handoff.is_silent() => format!("Do not rewrite it; call {seller}."),
        _ => String::new(),
    };
    let mut lines = vec![format!(
        "{} strong, {} weak, {} missing: {}. {advice}",
        of(Grade::Strong),
        of(Grade::Weak),
        of(Grade::Missing),
        score.band.name,
    )];
    let lost = causes::lost([score].into_iter());
    lines.extend(causes::line(lost));
    let remedies = lost.into_iter().filter(|(_, points)| *points > 0);
    lines.extend(
        remedies.map(|(cause, _): (Cause, u32)| format!("{}: {}", cause.name(), cause.remedy())),
    );
    lines.extend(way_up(score, input));
    if score.light {
        lines.push(format!(
            "A light packet: graded on the {} it needs, scaled to {HIGHEST}.",
            count(counting().count(), "component")
        ));
    }
    if counting().any(|component| component.weight != 1) {
        let weights: Vec<String> = counting()
            .filter(|component| component.weight != 1)
            .map(|component| format!("{} {}", component.kind.name, component.weight))
            .collect();
        lines.push(format!(
            "Weights of process.toml: {}; the others 1.",
            weights.join(", ")
        ));
    }
    lines
}

/// `Fix the partner offer and the buyer problem and it is 14. It takes 15 to send.`
fn way_up(score: &Score, input: &Input<'_>) -> Option<String> {
    let mut weak: Vec<&Component> = score
        .components
        .iter()
        .filter(|component| component.counts && component.judgement.grade < Grade::Strong)
        .collect();
    weak.sort_by_key(|component| {
        let gain = Grade::Strong.points() - component.judgement.grade.points();
        std::cmp::Reverse(gain * component.weight)
    });
    weak.truncate(MENDED);
    let names: Vec<&str> = weak.iter().map(|component| component.kind.name).collect();
    let then = score.total_with(
        &weak
            .iter()
            .map(|component| component.kind.id)
            .collect::<Vec<_>>(),
    );
    let best = input.book.process.bands.first()?;
    let takes = if score.total < best.from {
        format!(" It takes {} to {}.", best.from, best.name)
    } else {
        String::new()
    };
    (!names.is_empty()).then(|| {
        format!(
            "Make {} strong and it is {then}.{takes}",
            names.join(" and ")
        )
    })
}

/// What the reviewer says.
fn beside(handoff: &ScoredHandoff, score: &Score) -> Vec<String> {
    let Some(total) = score.reviewer_total() else {
        return Vec::new();
    };
    let differ: Vec<&str> = score
        .components
        .iter()
        .filter(|component| component.counts && component.differs())
        .map(|component| component.kind.name)
        .collect();
    let apart = if differ.is_empty() {
        "no grade differs".to_owned()
    } else {
        format!("differs on {}", differ.join(", "))
    };
    let who = handoff.reviewer.as_deref().unwrap_or("The reviewer");
    let note = handoff.note.as_ref().map(|note| format!(" “{note}”"));
    vec![format!(
        "{who} makes it {total}: {apart}.{}",
        note.unwrap_or_default()
    )]
}

/// A handoff of the same deal that was sent before.
fn before(handoff: &ScoredHandoff, style: &Style) -> String {
    let day = handoff
        .sent
        .map_or_else(|| "on no day".to_owned(), |day| style.day(day));
    let seller = handoff.seller.as_deref().unwrap_or("nobody");
    let score = handoff.score.as_ref().map_or_else(
        || "its packet was not kept".to_owned(),
        |score| format!("{} of {HIGHEST}, {}", score.total, score.band.name),
    );
    format!(
        "Sent before, {day} to {seller}: {score}; {}",
        causes::answer(handoff)
    )
}
