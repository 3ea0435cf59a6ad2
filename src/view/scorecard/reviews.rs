//! Where program and reviewers differ (D5.2), so that the rules can be mended, or the reviews.

use crate::analysis::score::COMPONENTS;
use crate::report::scorecard::{Agreement, Compared, Difference};
use crate::view::legacy::{Column, Table};
use crate::view::page::{Block, Next, Page};
use crate::view::table::Cell;
use crate::view::{Style, count};

/// From how many grades on a share is said in per cent.
const ENOUGH: u32 = 20;

/// The page over all reviewed handoffs.
pub fn reviews(agreement: &Agreement, style: &Style) -> Page {
    let mut page = Page::default();
    page.lead.extend(in_a_line(agreement));
    if agreement.all.n() == 0 {
        page.lead.push("No handoff has been reviewed.".to_owned());
        let lines =
            vec!["write under handoff: review: {by: …, date: …, grades: {proof: weak}}".to_owned()];
        page.blocks.push(Block::lines(lines));
        page.next
            .push(Next::new("what the program says", "dealctl score"));
        return page;
    }
    page.blocks.push(Block::from(by_component(agreement)));
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
        format!("dealctl score {}", worst.name),
    ));
    page
}

/// `Program and reviewers give the same grade 264 of 270 times (98%), Cohen's κ 0.94, over 31 handoffs.`
pub(super) fn in_a_line(agreement: &Agreement) -> Option<String> {
    let all = &agreement.all;
    if all.n() == 1 {
        let mut components = COMPONENTS.iter().zip(&agreement.components);
        let (kind, one) = components.find(|(_, compared)| compared.n() == 1)?;
        let how = if one.same() == 1 { "agree" } else { "differ" };
        let name = kind.name;
        return Some(format!(
            "Program and reviewer {how} on {name}, the one component that was reviewed."
        ));
    }
    let share = (all.n() >= ENOUGH).then(|| {
        format!(
            " ({:.0}%)",
            100.0 * f64::from(all.same()) / f64::from(all.n())
        )
    });
    let kappa = all.kappa().map(|kappa| format!(", Cohen's κ {kappa:.2}"));
    (all.n() > 0).then(|| {
        format!(
            "Program and reviewers give the same grade {} of {} times{}{}, over {}.",
            all.same(),
            all.n(),
            share.unwrap_or_default(),
            kappa.unwrap_or_default(),
            count(agreement.handoffs, "handoff")
        )
    })
}

fn by_component(agreement: &Agreement) -> Table {
    let columns = vec![
        Column::left("COMPONENT", "component"),
        Column::right("SAME", "same"),
        Column::right("OF", "grades"),
        Column::right("κ", "kappa"),
        Column::right("PROGRAM MILDER", "program_milder"),
        Column::right("STRICTER", "program_stricter"),
    ];
    let row = |(name, id, compared): (&str, &str, &Compared)| {
        let kappa = compared.kappa().map_or_else(
            || Cell::both("–", ""),
            |kappa| Cell::both(format!("{kappa:.2}"), format!("{kappa:.4}")),
        );
        let number = |n: u32| {
            Cell::both(
                if n == 0 {
                    "–".to_owned()
                } else {
                    n.to_string()
                },
                n.to_string(),
            )
        };
        vec![
            Cell::both(name, id),
            Cell::text(compared.same().to_string()),
            Cell::text(compared.n().to_string()),
            kappa,
            number(compared.milder()),
            number(compared.stricter()),
        ]
    };
    let components = COMPONENTS.iter().zip(&agreement.components);
    let mut rows: Vec<Vec<Cell>> = components
        .map(|(kind, compared)| row((kind.name, kind.id, compared)))
        .collect();
    rows.push(row(("all", "all", &agreement.all)));
    Table {
        title: "agreement",
        columns,
        rows,
    }
}

/// `12 Nov, halden-foods, next action: strong (one action, due this week); Tom Alvarez says weak. “…”`
fn difference(difference: &Difference, style: &Style) -> String {
    let sent = difference
        .sent
        .map(|day| style.day(day) + ", ")
        .unwrap_or_default();
    let note = difference.note.as_ref().map(|note| format!(" “{note}”"));
    format!(
        "{sent}{}, {}: {} ({}); {} says {}.{}",
        difference.name,
        difference.component.name,
        difference.program.name(),
        difference.reason,
        difference.by.as_deref().unwrap_or("the reviewer"),
        difference.reviewer.name(),
        note.unwrap_or_default()
    )
}
