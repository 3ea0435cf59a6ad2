//! `dealctl velocity --before-after` for people.

use crate::report::before_after::{
    BeforeAfter, ProcessChange, ShareChange, Step, StepChange, TimeChange,
};
use crate::view::page::{Block, Next, Page};
use crate::view::share::share;
use crate::view::table::{Cell, Grid, Table, Tone};
use crate::view::{Style, count};

use super::quantile;

/// The page.
pub fn before_after(report: &BeforeAfter, style: &Style) -> Page {
    let mut page = Page {
        lead: vec![lead(report, style)],
        ..Page::default()
    };
    if !report.changes.is_empty() {
        page.blocks.push(rows(report, style).into());
        page.blocks.push(Block::lines(changes(report, style)));
        page.blocks.push(Block::lines(notes(report)));
    }
    page.next
        .push(Next::new("every stage, with quartiles", "dealctl velocity"));
    page
}

/// The first figure that moved, else that none did.
fn lead(report: &BeforeAfter, style: &Style) -> String {
    if report.changes.is_empty() {
        return "process.toml names no change of the process to compare: [[changes]] has none that is dated and past.".to_owned();
    }
    let moved = report
        .changes
        .iter()
        .flat_map(|change| change.steps.iter().map(move |step| (change, step)))
        .find(|(_, step)| step.time.is_sure || step.share.is_sure);
    let Some((change, step)) = moved else {
        return format!(
            "None of the {} of the process moved a figure by more than chance explains: what moved could be chance.",
            count(report.changes.len(), "change")
        );
    };
    format!(
        "Since “{}” ({}) {}.",
        change.what,
        style.day(change.date),
        if step.time.is_sure {
            time_in_words(step)
        } else {
            share_in_words(step)
        }
    )
}

/// `Qualified takes 9 days instead of 16 (21 stays against 18)`
fn time_in_words(step: &StepChange) -> String {
    let TimeChange { before, after, .. } = &step.time;
    let unit = match step.step {
        Step::Handoff => "business days",
        _ => "days",
    };
    format!(
        "{} takes {} {unit} instead of {} ({} cases against {}), more than chance explains",
        name(&step.step),
        quantile(*after, after.median),
        quantile(*before, before.median),
        after.of,
        before.of
    )
}

fn share_in_words(step: &StepChange) -> String {
    format!(
        "{} of {} instead of {}, more than chance explains",
        share(step.share.after),
        match step.step {
            Step::Handoff => "the answered handoffs are accepted".to_owned(),
            Step::Registration => "the answered registrations are approved".to_owned(),
            Step::Stage { ref name, .. } => format!("the deals that left {name} went on"),
        },
        share(step.share.before)
    )
}

fn name(step: &Step) -> &str {
    match step {
        Step::Stage { name, .. } => name,
        Step::Handoff => "an answer to a handoff",
        Step::Registration => "an answer to a registration",
    }
}

/// A step of a change.
struct Row<'r> {
    change: &'r ProcessChange,
    step: &'r StepChange,
}

fn rows(report: &BeforeAfter, style: &Style) -> Grid {
    let rows = report
        .changes
        .iter()
        .flat_map(|change| change.steps.iter().map(move |step| Row { change, step }));
    Table::<Row<'_>>::new("before-after")
        .left("SINCE", "date", |row| {
            Cell::both(style.day(row.change.date), row.change.date.to_string())
        })
        .left("CHANGE", "what", |row| Cell::text(&row.change.what))
        .for_programs()
        .left("STEP", "step", |row| Cell::text(name(&row.step.step)))
        .wraps(12)
        .right("DAYS", "median_after", |row| {
            let TimeChange { before, after, .. } = &row.step.time;
            let words = format!(
                "{} → {}",
                quantile(*before, before.median),
                quantile(*after, after.median)
            );
            Cell::both(
                words,
                after
                    .median
                    .map_or_else(String::new, |days| days.to_string()),
            )
        })
        .right("", "median_before", |row| {
            let median = row.step.time.before.median;
            Cell::text(median.map_or_else(String::new, |days| days.to_string()))
        })
        .for_programs()
        .right("OF", "of", |row| {
            Cell::text(format!(
                "{} → {}",
                row.step.time.before.of, row.step.time.after.of
            ))
        })
        .leaves(2)
        .left("", "time", |row| {
            verdict(row.step.time.chance.is_some(), row.step.time.is_sure)
        })
        .right("SUCCESS", "share_after", |row| {
            let ShareChange { before, after, .. } = &row.step.share;
            Cell::text(format!("{} → {}", share(*before), share(*after)))
        })
        .left("", "share", |row| {
            verdict(row.step.share.low.is_some(), row.step.share.is_sure)
        })
        .rows(rows.collect::<Vec<_>>())
}

fn verdict(can_be_compared: bool, is_sure: bool) -> Cell {
    match (can_be_compared, is_sure) {
        (false, _) => Cell::text("nothing to compare").tone(Tone::Quiet),
        (true, false) => Cell::text("could be chance").tone(Tone::Quiet),
        (true, true) => Cell::text("not chance").tone(Tone::Good),
    }
}

/// What changed when, in the words of process.toml.
fn changes(report: &BeforeAfter, style: &Style) -> Vec<String> {
    let line = |change: &ProcessChange| format!("{}: {}", style.day(change.date), change.what);
    report.changes.iter().map(line).collect()
}

fn notes(report: &BeforeAfter) -> Vec<String> {
    let mut lines = vec![format!(
        "{} are compared, so that a difference must be large not to be chance: 1 book in 20 without any effect shows one.",
        count(report.comparisons, "figure")
    )];
    if report.changes.iter().any(|change| !change.names_step) {
        lines.push(
            "A change whose words name no stage, criterion or answer is held against every stage."
                .to_owned(),
        );
    }
    if report.left_out > 0 {
        lines.push(format!(
            "{} not compared: without a day that has come, or before the latest 40",
            count(report.left_out, "change")
        ));
    }
    lines
}
