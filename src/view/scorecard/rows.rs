//! Handoffs as rows: for many of them, and for spreadsheets.

use super::causes;
use crate::analysis::acceptance::Outcome;
use crate::analysis::score::{COMPONENTS, Component, Grade, Score};
use crate::report::Input;
use crate::report::scorecard::{Scorecard, ScoredHandoff};
use crate::view::Style;
use crate::view::legacy::{Column, Table};
use crate::view::page::{Block, Page};
use crate::view::table::Cell;

/// The handoffs that are shown as one table, for a spreadsheet.
pub fn rows(card: &Scorecard, style: &Style) -> Page {
    Page {
        blocks: vec![Block::from(table(&card.handoffs, style))],
        ..Page::default()
    }
}

pub(super) fn table(handoffs: &[ScoredHandoff], style: &Style) -> Table {
    let mut columns = vec![
        Column::right("SENT", "sent"),
        Column::left("DEAL", "deal"),
        Column::left("SELLER", "seller"),
        Column::left("GRADES", "grades").for_people().leaves(1),
        Column::right("OF 18", "total"),
        Column::left("BAND", "band"),
        Column::right("", "reviewer_total").for_programs(),
        Column::left("ANSWER", "answer").leaves(2).wraps(12),
        Column::left("", "outcome").for_programs(),
        Column::left("", "reason").for_programs(),
    ];
    columns.extend(
        COMPONENTS
            .iter()
            .map(|kind| Column::left(kind.name, kind.id).for_programs()),
    );
    Table {
        title: "handoffs",
        columns,
        rows: handoffs.iter().map(|handoff| row(handoff, style)).collect(),
    }
}

fn row(handoff: &ScoredHandoff, style: &Style) -> Vec<Cell> {
    let score = handoff.score.as_ref();
    let sent = handoff.sent.map_or_else(
        || Cell::both("draft", ""),
        |day| Cell::both(style.day(day), day.to_string()),
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
    let reviewer = score.and_then(Score::reviewer_total);
    let mut row = vec![
        sent,
        Cell::both(&handoff.name, &handoff.deal),
        Cell::both(
            style.person(handoff.seller.as_deref()),
            handoff.seller.clone().unwrap_or_default(),
        ),
        Cell::text(marks),
        total,
        band,
        Cell::text(reviewer.map(|total| total.to_string()).unwrap_or_default()),
        Cell::both(
            causes::answer(handoff),
            handoff.answer().unwrap_or_default(),
        ),
        Cell::text(handoff.outcome.map(Outcome::name).unwrap_or_default()),
        Cell::text(handoff.reason.clone().unwrap_or_default()),
    ];
    row.extend((0..COMPONENTS.len()).map(|index| {
        let component = score
            .map(|score| &score.components[index])
            .filter(|component| component.counts);
        Cell::text(
            component
                .map(|component| component.judgement.grade.name())
                .unwrap_or_default(),
        )
    }));
    row
}

fn mark(component: &Component) -> char {
    match (component.counts, component.judgement.grade) {
        (false, _) => '·',
        (true, Grade::Strong) => '●',
        (true, Grade::Weak) => '◐',
        (true, Grade::Missing) => '○',
    }
}

/// The nine components of one handoff as rows, for a spreadsheet.
pub fn one_handoff_rows(handoff: &ScoredHandoff, input: &Input<'_>) -> Page {
    let keys = [
        "component",
        "grade",
        "points",
        "counts",
        "cause",
        "reason",
        "up",
        "reviewer",
        "path",
        "line",
    ];
    let columns = keys.iter().map(|key| Column::left("", key)).collect();
    let components = handoff.score.iter().flat_map(|score| &score.components);
    let row = |component: &Component| {
        let judgement = &component.judgement;
        let source = input.book.sources.file(judgement.place.file);
        let line = source.position(judgement.place.span.start as usize).line;
        [
            component.kind.id.to_owned(),
            judgement.grade.name().to_owned(),
            judgement.grade.points().to_string(),
            component.counts.to_string(),
            component.kind.cause.name().to_owned(),
            judgement.reason.clone(),
            judgement.up.clone().unwrap_or_default(),
            component
                .reviewer
                .map(Grade::name)
                .unwrap_or_default()
                .to_owned(),
            source.path.to_string(),
            line.to_string(),
        ]
        .map(Cell::text)
        .to_vec()
    };
    let table = Table {
        title: "components",
        columns,
        rows: components.map(row).collect(),
    };
    Page {
        blocks: vec![Block::from(table)],
        ..Page::default()
    }
}
