//! `dealctl process` for people.

use crate::report::process_review::{CriterionReview, ProcessReview, StageReview};
use crate::view::Style;
use crate::view::page::{Block, Next, Page};
use crate::view::share::share;
use crate::view::table::{Cell, Grid, Table, Tone};

/// Criteria that the first line names.
const NAMED: usize = 3;

/// The page.
pub fn process_review(report: &ProcessReview, _: &Style) -> Page {
    let mut page = Page {
        lead: vec![lead(report)],
        ..Page::default()
    };
    page.blocks.push(criteria(report).into());
    page.blocks.push(stages(report).into());
    page.blocks.push(Block::lines(
        report
            .verdicts
            .iter()
            .map(|it| it.message.clone())
            .collect(),
    ));
    page.next.push(Next::new(
        "what changed after each change of it",
        "dealctl velocity --before-after",
    ));
    page.next.push(Next::new(
        "what lint says of it",
        "dealctl lint --select process --notes",
    ));
    page
}

/// `2 of 14 criteria never stopped a deal: registered/account, joint/close-date; none is waived more often than met.`
fn lead(report: &ProcessReview) -> String {
    if report.deals == 0 {
        return "No deal has passed the process yet.".to_owned();
    }
    let named = |rule: &str| -> Vec<&str> {
        report
            .reported(rule)
            .map(|it| it.criterion.as_str())
            .collect()
    };
    let in_words = |all: &[&str]| {
        let shown = &all[..all.len().min(NAMED)];
        match all.len() - shown.len() {
            0 => shown.join(", "),
            more => format!("{} and {more} more", shown.join(", ")),
        }
    };
    let never = named("process/never-failed");
    let waived = named("process/mostly-waived");
    let never = match never.len() {
        0 => format!(
            "Of {} criteria lint reports none that never stopped a deal",
            report.criteria.len()
        ),
        n => format!(
            "{n} of {} criteria never stopped a deal: {}",
            report.criteria.len(),
            in_words(&never)
        ),
    };
    let waived = match waived.len() {
        0 => "none is waived more often than met".to_owned(),
        n => format!("{n} waived more often than met: {}", in_words(&waived)),
    };
    format!("{never}; {waived}.")
}

fn criteria(report: &ProcessReview) -> Grid {
    Table::<CriterionReview>::new("process")
        .left("CRITERION", "criterion", |row| Cell::text(&row.criterion))
        .wraps(20)
        .right("MET", "met", |row| Cell::of(row.met))
        .right("WAIVED", "waived", |row| Cell::of(row.waived))
        .right("PASSED WITHOUT", "unmet", |row| Cell::of(row.unmet))
        .right("HOLDS NOW", "holds", |row| Cell::of(row.holds))
        .left("", "rule", |row| match row.rule {
            Some("process/never-failed") => {
                Cell::both("never stopped a deal", "process/never-failed").tone(Tone::Late)
            }
            Some(rule) => Cell::both("waived more often than met", rule).tone(Tone::Late),
            None => Cell::default(),
        })
        .rows(&report.criteria)
}

fn stages(report: &ProcessReview) -> Grid {
    Table::<StageReview>::new("stages")
        .left("STAGE", "stage", |row| Cell::both(&row.name, &row.stage.id))
        .right("ENTERED", "entered", |row| Cell::of(row.entered))
        .right("SKIPPED", "skipped", |row| Cell::text(share(row.skipped)))
        .right("LEFT AT ONCE", "at_once", |row| {
            Cell::text(share(row.at_once))
        })
        .right("LIMIT", "limit", |row| {
            Cell::text(row.limit.map_or_else(String::new, |limit| limit.0.short()))
        })
        .right("OVER IT", "over_limit", |row| {
            Cell::text(share(row.over_limit))
        })
        .rows(&report.stages)
}
