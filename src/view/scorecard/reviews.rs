//! Where program and reviewers differ (D5.2), so that the rules can be improved, or the reviews.

use crate::report::scorecard::{Agreement, Compared, Difference};
use crate::text::shell;
use crate::view::page::{Block, Next, Page};
use crate::view::table::{Cell, Grid, Table};
use crate::view::{Style, count};

/// The number of grades from which on the share is shown as a percentage too.
const ENOUGH: u32 = 20;

/// The page over all reviewed handoffs.
pub fn reviews(agreement: &Agreement, style: &Style) -> Page {
    let mut page = Page::default();
    page.lead.extend(in_a_line(agreement));
    if agreement.all.grades == 0 {
        page.lead.push("No handoff has been reviewed.".to_owned());
        let lines =
            vec!["write under handoff: review: {by: …, date: …, grades: {proof: weak}}".to_owned()];
        page.blocks.push(Block::lines(lines));
        page.next
            .push(Next::new("what the program says", "dealctl score"));
        return page;
    }
    page.blocks.push(by_component(agreement).into());
    if agreement.differences.is_empty() {
        return page;
    }
    let apart = agreement.differences.iter();
    page.blocks.push(Block::lines(
        apart.map(|apart| difference(apart, style)).collect(),
    ));
    let worst = &agreement.differences[0];
    page.next.push(Next::new(
        "what the program rests on",
        format!("dealctl score {}", shell::name(&worst.name)),
    ));
    page
}

/// Returns `Program and reviewers give the same grade 264 of 270 times (98%), Cohen's κ 0.94, over 31 handoffs.`; `None` without a
/// review.
pub(super) fn in_a_line(agreement: &Agreement) -> Option<String> {
    let all = &agreement.all;
    if all.grades == 1 {
        let one = agreement.components.iter().find(|it| it.grades == 1)?;
        return Some(format!(
            "Program and reviewer {} on {}, the one component that was reviewed.",
            if one.same == 1 { "agree" } else { "differ" },
            one.name
        ));
    }
    let share = (all.grades >= ENOUGH).then(|| {
        format!(
            " ({:.0}%)",
            100.0 * f64::from(all.same) / f64::from(all.grades)
        )
    });
    let kappa = all.kappa.map(|kappa| format!(", Cohen's κ {:.2}", kappa.0));
    (all.grades > 0).then(|| {
        format!(
            "Program and reviewers give the same grade {} of {} times{}{}, over {}.",
            all.same,
            all.grades,
            share.unwrap_or_default(),
            kappa.unwrap_or_default(),
            count(agreement.handoffs, "handoff")
        )
    })
}

fn by_component(agreement: &Agreement) -> Grid {
    let number = |n: u32| match n {
        0 => Cell::both("–", "0"),
        n => Cell::of(n),
    };
    Table::<Compared>::new("agreement")
        .left("COMPONENT", "component", |line| {
            Cell::both(line.name, line.id)
        })
        .right("SAME", "same", |line| Cell::of(line.same))
        .right("OF", "grades", |line| Cell::of(line.grades))
        .right("κ", "kappa", |line| {
            line.kappa.map_or_else(
                || Cell::both("–", ""),
                |kappa| Cell::both(format!("{:.2}", kappa.0), format!("{:.4}", kappa.0)),
            )
        })
        .right("PROGRAM MILDER", "program_milder", move |line| {
            number(line.program_milder)
        })
        .right("STRICTER", "program_stricter", move |line| {
            number(line.program_stricter)
        })
        .rows(agreement.components.iter().chain([&agreement.all]))
}

/// Returns `12 Nov, halden-foods, next action: strong (one action, due this week); Tom Alvarez says weak. “…”`
fn difference(difference: &Difference, style: &Style) -> String {
    let sent = difference
        .sent
        .map(|day| style.day(day) + ", ")
        .unwrap_or_default();
    let note = difference.note.as_ref().map(|note| format!(" “{note}”"));
    format!(
        "{sent}{}, {}: {} ({}); {} says {}.{}",
        difference.name,
        difference.component_name,
        difference.program.name(),
        difference.reason,
        difference.by.as_deref().unwrap_or("the reviewer"),
        difference.reviewer.name(),
        note.unwrap_or_default()
    )
}
