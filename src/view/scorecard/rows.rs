//! Handoffs as rows: for many of them, and for spreadsheets.

use super::causes;
use crate::analysis::acceptance::Outcome;
use crate::analysis::score::{COMPONENTS, Grade};
use crate::report::scorecard::{GradedComponent, Scorecard, ScoredHandoff};
use crate::view::Style;
use crate::view::table::{Cell, Grid, Table};

/// Returns the handoffs that are shown as one table.
pub fn rows(card: &Scorecard, style: &Style) -> Grid {
    let mut table = Table::<ScoredHandoff>::new("handoffs")
        .right("SENT", "sent", |handoff| {
            handoff.sent.map_or_else(
                || Cell::both("draft", ""),
                |day| Cell::both(style.day(day), day.to_string()),
            )
        })
        .left("DEAL", "deal", |handoff| {
            Cell::both(&handoff.name, &handoff.deal)
        })
        .left("SELLER", "seller", |handoff| {
            let seller = handoff.seller.as_deref();
            Cell::both(style.person(seller), seller.unwrap_or_default())
        })
        .left("GRADES", "grades", |handoff| {
            Cell::text(handoff.components.iter().map(mark).collect::<String>())
        })
        .for_people()
        .leaves(1)
        .right("OF 18", "total", |handoff| {
            handoff.total.map_or_else(|| Cell::both("–", ""), Cell::of)
        })
        .left("BAND", "band", |handoff| match &handoff.band {
            Some(band) => Cell::text(band),
            None => Cell::both("packet not kept", ""),
        })
        .right("", "reviewer_total", |handoff| {
            handoff.reviewer_total.map_or_else(Cell::default, Cell::of)
        })
        .for_programs()
        .left("ANSWER", "answer", |handoff| {
            Cell::both(causes::answer(handoff), handoff.answer.unwrap_or_default())
        })
        .leaves(2)
        .wraps(12)
        .left("", "outcome", |handoff| {
            Cell::text(handoff.outcome.map(Outcome::name).unwrap_or_default())
        })
        .for_programs()
        .left("", "reason", |handoff| {
            Cell::text(handoff.reason.clone().unwrap_or_default())
        })
        .for_programs();
    for kind in &COMPONENTS {
        table = table
            .left(kind.name, kind.id, |handoff| {
                let component = handoff.component(kind.id).filter(|it| it.counts);
                Cell::text(component.map(|it| it.grade.name()).unwrap_or_default())
            })
            .for_programs();
    }
    table.rows(&card.handoffs)
}

fn mark(component: &GradedComponent) -> char {
    match (component.counts, component.grade) {
        (false, _) => '·',
        (true, Grade::Strong) => '●',
        (true, Grade::Weak) => '◐',
        (true, Grade::Missing) => '○',
    }
}

/// Returns the nine components of one handoff as rows, for a spreadsheet.
pub fn one_handoff_rows(handoff: &ScoredHandoff) -> Grid {
    Table::<GradedComponent>::new("components")
        .left("", "component", |it| Cell::text(it.id))
        .left("", "grade", |it| Cell::text(it.grade.name()))
        .left("", "points", |it| Cell::of(it.points))
        .left("", "counts", |it| Cell::of(it.counts))
        .left("", "cause", |it| Cell::text(it.cause.name()))
        .left("", "reason", |it| Cell::text(&it.reason))
        .left("", "up", |it| Cell::text(it.up.clone().unwrap_or_default()))
        .left("", "reviewer", |it| {
            Cell::text(it.reviewer.map(Grade::name).unwrap_or_default())
        })
        .left("", "path", |it| Cell::text(&it.place.path))
        .left("", "line", |it| Cell::of(it.place.line))
        .rows(&handoff.components)
}
