//! A few handoffs side by side: a column a handoff, a row a component.

use super::causes;
use crate::analysis::acceptance::Outcome;
use crate::analysis::score::{COMPONENTS, ComponentKind, Grade};
use crate::report::scorecard::{Scorecard, ScoredHandoff};
use crate::view::Style;
use crate::view::table::{Cell, Grid, Table, Tone};

/// A row.
enum Line {
    Deal,
    Sent,
    /// A component, and whether its mean is the lowest.
    Component(&'static ComponentKind, bool),
    Total,
    Reviewer,
    Answer,
}

/// Returns the table.
pub(super) fn matrix(card: &Scorecard, style: &Style) -> Grid {
    let mut table = Table::<Line>::new("handoffs").left("", "component", |line| {
        Cell::text(match line {
            Line::Deal => "",
            Line::Sent => "sent",
            Line::Component(kind, _) => kind.name,
            Line::Total => "total",
            Line::Reviewer => "reviewer",
            Line::Answer => "seller said",
        })
    });
    for handoff in &card.handoffs {
        table = table
            .left("", "handoff", |line| cell(line, handoff, style))
            .wraps(16);
    }
    table
        .right("", "mean", |line| Cell::text(mean_cell(line, card)))
        .rows(lines(card))
}

fn lines(card: &Scorecard) -> Vec<Line> {
    let mean = |kind: &ComponentKind| component_mean(card, kind.id);
    let lowest = COMPONENTS.iter().filter_map(mean).reduce(f64::min);
    let lowest = lowest.filter(|lowest| *lowest < 2.0);
    let is_lowest = |kind| lowest.is_some() && mean(kind) == lowest;
    let mut lines = vec![Line::Deal, Line::Sent];
    let components = COMPONENTS.iter();
    lines.extend(components.map(|kind| Line::Component(kind, is_lowest(kind))));
    lines.push(Line::Total);
    let is_reviewed = |handoff: &ScoredHandoff| handoff.reviewed_by.is_some();
    if card.handoffs.iter().any(is_reviewed) {
        lines.push(Line::Reviewer);
    }
    lines.push(Line::Answer);
    lines
}

fn cell(line: &Line, handoff: &ScoredHandoff, style: &Style) -> Cell {
    match line {
        Line::Deal => Cell::text(&handoff.name).tone(Tone::Strong),
        Line::Sent => {
            let seller = style.person(handoff.seller.as_deref());
            Cell::text(handoff.sent.map_or_else(
                || format!("draft, {seller}"),
                |day| format!("{}, {seller}", style.day(day)),
            ))
        }
        Line::Component(kind, _) => grade(handoff, kind),
        Line::Total => Cell::text(match (handoff.total, &handoff.band) {
            (Some(total), Some(band)) => format!("{total}  {band}"),
            _ => "packet not kept".to_owned(),
        })
        .tone(Tone::Strong),
        Line::Reviewer => Cell::text(match (handoff.reviewer_total, &handoff.reviewed_by) {
            (Some(total), Some(by)) => format!("{total}  {}", style.person(Some(by))),
            (Some(total), None) => total.to_string(),
            _ => "–".to_owned(),
        }),
        Line::Answer => Cell::text(match (handoff.outcome, handoff.answer_by) {
            (Some(Outcome::Open), Some(end)) => format!("due {}", style.weekday(end)),
            (Some(Outcome::Silent), Some(_)) => format!("silent, {} bd late", handoff.late),
            _ => causes::answer(handoff),
        }),
    }
}

fn grade(handoff: &ScoredHandoff, kind: &ComponentKind) -> Cell {
    let Some(component) = handoff.component(kind.id) else {
        return Cell::text("–");
    };
    let tone = match (component.counts, component.grade) {
        (false, _) => Tone::Quiet,
        (_, Grade::Strong) => Tone::Good,
        _ => Tone::Late,
    };
    Cell::text(causes::two_dots(component)).tone(tone)
}

fn mean_cell(line: &Line, card: &Scorecard) -> String {
    let figure = |mean: Option<f64>| mean.map(|mean| format!("{mean:.1}")).unwrap_or_default();
    match line {
        Line::Deal => "mean".to_owned(),
        Line::Component(kind, is_lowest) => {
            let mark = if *is_lowest { "◂" } else { "" };
            format!("{mark}{}", figure(component_mean(card, kind.id)))
        }
        Line::Total => figure(mean(card.handoffs.iter().filter_map(|it| it.total))),
        Line::Sent | Line::Reviewer | Line::Answer => String::new(),
    }
}

/// Returns the mean grade of a component over the handoffs that are shown; `None` if it counts in none.
pub(super) fn component_mean(card: &Scorecard, id: &str) -> Option<f64> {
    let components = card.handoffs.iter().filter_map(|it| it.component(id));
    let counting = components.filter(|component| component.counts);
    mean(counting.map(|component| component.points))
}

/// Returns the mean of some points; `None` of nothing.
pub(super) fn mean(points: impl Iterator<Item = u32>) -> Option<f64> {
    let (sum, n) = points.fold((0, 0), |(sum, n), points| (sum + points, n + 1));
    (n > 0).then(|| f64::from(sum) / f64::from(n))
}
