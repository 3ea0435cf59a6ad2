//! `dealctl score` for people.

use super::{Words, count};
use crate::analysis::score::{COMPONENTS, Cause, Component, Grade, HIGHEST};
use crate::report::page::{Block, Cell, Column, Next, Page, Table, Tone};
use crate::report::scorecard::{Scorecard, ScoredHandoff};

/// How many of the latest handoffs the first line speaks of (D5.4).
const LAST: usize = 3;

/// The page over many handoffs: one row each, newest first.
pub fn scorecard(card: &Scorecard, words: &Words) -> Page {
    let mut page = Page {
        lead: lead(card),
        ..Page::default()
    };
    if card.handoffs.is_empty() {
        page.next.push(Next::new("", "dealctl stalls"));
        return page;
    }
    page.blocks.push(Block::Table(table(card, words)));
    let names: Vec<&str> = COMPONENTS.iter().map(|kind| kind.name).collect();
    let mut notes = vec![format!("grades, in this order: {}", names.join(", "))];
    notes.extend(causes(card));
    page.blocks.push(Block::Lines(notes));
    if let Some(worst) = latest(card).min_by_key(|(_, total)| *total) {
        page.next.push(Next::new(
            "why, line by line",
            format!("dealctl score {}", worst.0.name),
        ));
    }
    page
}

fn latest(card: &Scorecard) -> impl Iterator<Item = (&ScoredHandoff, u32)> {
    let sent = card
        .handoffs
        .iter()
        .filter(|handoff| handoff.sent.is_some());
    sent.filter_map(|handoff| Some((handoff, handoff.score.as_ref()?.total)))
        .take(LAST)
}

fn lead(card: &Scorecard) -> Vec<String> {
    let mut lines = Vec::new();
    for deal in &card.without {
        lines.push(format!("{deal} has no handoff yet."));
    }
    let last: Vec<(&ScoredHandoff, u32)> = latest(card).collect();
    if last.is_empty() {
        if card.without.is_empty() {
            lines.push("No handoff has been sent.".to_owned());
        }
        return lines;
    }
    let total: u32 = last.iter().map(|(_, total)| *total).sum();
    let mean = f64::from(total) / f64::from(u32::try_from(last.len()).unwrap_or(1));
    let what = match last.len() {
        1 => "The only handoff sent has".to_owned(),
        n => format!(
            "The last {} handoffs average",
            if n == LAST {
                "three".to_owned()
            } else {
                n.to_string()
            }
        ),
    };
    lines.push(format!("{what} {mean:.1} of {HIGHEST}."));
    let is = |answer: &str| {
        last.iter()
            .filter(|(handoff, _)| handoff.answer.as_deref() == Some(answer))
            .count()
    };
    let (accepted, declined) = (is("accepted"), is("declined"));
    let open = last.len() - accepted - declined;
    lines.push(format!(
        "Of {}: {accepted} accepted, {declined} declined, {open} without an answer.",
        count(last.len(), "handoff")
    ));
    lines
}

fn table(card: &Scorecard, words: &Words) -> Table {
    let mut columns = vec![
        Column::right("SENT", "sent"),
        Column::left("DEAL", "deal"),
        Column::left("SELLER", "seller"),
        Column::left("GRADES", "grades").for_people().leaves(1),
        Column::right("OF 18", "total"),
        Column::left("BAND", "band"),
        Column::left("ANSWER", "answer").leaves(2).wraps(12),
    ];
    columns.extend(
        COMPONENTS
            .iter()
            .map(|kind| Column::left(kind.name, kind.id).for_programs()),
    );
    let row = |handoff: &ScoredHandoff| {
        let score = handoff.score.as_ref();
        let sent = handoff.sent.map_or_else(
            || Cell::both("draft", ""),
            |day| Cell::both(words.day(day), day.to_string()),
        );
        let total = score.map_or_else(
            || Cell::both("–", ""),
            |score| Cell::text(score.total.to_string()),
        );
        let band = score.map_or_else(
            || Cell::both("packet not kept", ""),
            |score| Cell::text(&score.band.name),
        );
        let marks: String = score
            .map(|score| score.components.iter().map(mark).collect())
            .unwrap_or_default();
        let mut row = vec![
            sent,
            Cell::both(&handoff.name, &handoff.deal),
            Cell::both(
                words.person(handoff.seller.as_deref()),
                handoff.seller.clone().unwrap_or_default(),
            ),
            Cell::text(marks),
            total,
            band,
            Cell::both(answer(handoff), handoff.answer.clone().unwrap_or_default()),
        ];
        row.extend((0..COMPONENTS.len()).map(|index| {
            Cell::text(
                score
                    .map(|score| score.components[index].judgement.grade.name())
                    .unwrap_or_default(),
            )
        }));
        row
    };
    Table {
        title: "handoffs",
        columns,
        rows: card.handoffs.iter().map(row).collect(),
    }
}

fn mark(component: &Component) -> char {
    match (component.counts, component.judgement.grade) {
        (false, _) => '·',
        (true, Grade::Strong) => '●',
        (true, Grade::Weak) => '◐',
        (true, Grade::Missing) => '○',
    }
}

fn answer(handoff: &ScoredHandoff) -> String {
    match (&handoff.answer, &handoff.reason, handoff.sent) {
        (Some(answer), Some(reason), _) => format!("{answer}: {reason}"),
        (Some(answer), None, _) => answer.clone(),
        (None, _, Some(_)) => "none yet".to_owned(),
        (None, _, None) => String::new(),
    }
}

fn causes(card: &Scorecard) -> Option<String> {
    let components: Vec<&Component> = latest(card)
        .filter_map(|(handoff, _)| handoff.score.as_ref())
        .flat_map(|score| &score.components)
        .filter(|component| component.counts)
        .collect();
    let lost = |cause: Cause| -> u32 {
        let of = components
            .iter()
            .filter(|component| component.kind.cause == cause);
        of.map(|component| Grade::Strong.points() - component.judgement.grade.points())
            .sum()
    };
    let all = [
        ("packet", Cause::Packet),
        ("ask", Cause::Ask),
        ("rule", Cause::Rule),
        ("proof", Cause::Proof),
    ];
    let total: u32 = all.iter().map(|(_, cause)| lost(*cause)).sum();
    let parts: Vec<String> = all
        .iter()
        .map(|(name, cause)| format!("{name} {}", lost(*cause)))
        .collect();
    (total > 0).then(|| {
        format!(
            "points lost by the last {}: {}",
            latest(card).count(),
            parts.join(" · ")
        )
    })
}

/// The page of one handoff: nine lines, what each grade rests on, and the way up.
pub fn one_handoff(
    handoff: &ScoredHandoff,
    input: &crate::report::Input<'_>,
    words: &Words,
) -> Page {
    let mut page = Page::default();
    let seller = handoff.seller.as_deref().unwrap_or("nobody");
    let sent = handoff.sent.map_or_else(
        || format!("draft for {seller}"),
        |day| format!("sent {} to {seller}", words.weekday(day)),
    );
    let Some(score) = &handoff.score else {
        page.lead
            .push(format!("{} · {sent} · {}", handoff.name, answer(handoff)));
        page.lead
            .push("Its packet was not kept, so there is nothing to grade.".to_owned());
        return page;
    };
    page.lead.push(format!(
        "{} · {sent} · {} of {HIGHEST}, {}",
        handoff.name, score.total, score.band.name
    ));
    if handoff.answer.is_some() {
        page.lead
            .push(format!("The seller said: {}.", answer(handoff)));
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
    let mut rows = Vec::new();
    for component in &score.components {
        let judgement = &component.judgement;
        let source = input.book.sources.file(judgement.place.file);
        let line = source.position(judgement.place.span.start as usize).line;
        let place = if &*source.path == crate::load::PROCESS_FILE {
            format!("{}:{line}", source.path)
        } else {
            format!(":{line}")
        };
        let mark = if component.counts {
            two_dots(judgement.grade)
        } else {
            "  "
        };
        let reviewer = component.reviewer.map(Grade::name).unwrap_or_default();
        rows.push(vec![
            Cell::both(mark, judgement.grade.name()).tone(if judgement.grade == Grade::Strong {
                Tone::Good
            } else {
                Tone::Late
            }),
            Cell::both(component.kind.name, component.kind.id),
            Cell::text(if component.counts {
                judgement.reason.clone()
            } else {
                "not needed in a light packet".to_owned()
            }),
            Cell::text(reviewer),
            Cell::both(place, format!("{}:{line}", source.path)),
        ]);
        if let Some(up) = judgement.up.as_ref().filter(|_| component.counts) {
            let quiet = |text: String| Cell::both(text, "").tone(Tone::Quiet);
            rows.push(vec![
                Cell::default(),
                Cell::default(),
                quiet(format!("→ {up}")),
                Cell::default(),
                Cell::default(),
            ]);
        }
    }
    let mut table = Table {
        title: "components",
        columns,
        rows,
    };
    if !has_review {
        table.columns[3] = Column::left("REVIEWER", "reviewer").for_programs();
    }
    page.blocks.push(Block::Table(table));
    page.blocks.push(Block::Lines(summary(handoff)));
    page.next.push(Next::new(
        "what its gate still wants",
        format!("dealctl gate {}", handoff.name),
    ));
    page
}

fn two_dots(grade: Grade) -> &'static str {
    match grade {
        Grade::Strong => "●●",
        Grade::Weak => "●○",
        Grade::Missing => "○○",
    }
}

fn summary(handoff: &ScoredHandoff) -> Vec<String> {
    let Some(score) = &handoff.score else {
        return Vec::new();
    };
    let counting = || score.components.iter().filter(|component| component.counts);
    let of = |grade: Grade| {
        counting()
            .filter(|component| component.judgement.grade == grade)
            .count()
    };
    let mut lines = vec![format!(
        "{} strong, {} weak, {} missing. {}",
        of(Grade::Strong),
        of(Grade::Weak),
        of(Grade::Missing),
        score.band.advice
    )];
    if score.light {
        lines.push(format!(
            "A light packet: graded on the {} it needs, scaled to {HIGHEST}.",
            count(counting().count(), "component")
        ));
    }
    if let Some(total) = score.reviewer_total() {
        let differ: Vec<&str> = score
            .components
            .iter()
            .filter(|component| {
                component
                    .reviewer
                    .is_some_and(|grade| grade != component.judgement.grade)
            })
            .map(|component| component.kind.name)
            .collect();
        let apart = if differ.is_empty() {
            "no grade differs".to_owned()
        } else {
            format!("differs on {}", differ.join(", "))
        };
        lines.push(format!("The reviewer makes it {total}: {apart}."));
    }
    lines
}
