//! `dealctl velocity` for people.

mod before_after;

pub use before_after::before_after;

use crate::report::velocity::{CycleTime, Pace, PaceGroup, StagePace, StayTime, Velocity};
use crate::view::page::{Block, Next, Page};
use crate::view::share::{share, share_in_prose};
use crate::view::table::{Cell, Grid, Table, Tone};
use crate::view::{Style, count};

/// The page.
pub fn velocity(report: &Velocity, style: &Style) -> Page {
    let mut page = Page {
        lead: vec![lead(report)],
        ..Page::default()
    };
    if report.pace.stages.iter().all(|stage| stage.time.of == 0) {
        page.next
            .push(Next::new("register the first deal", "dealctl new"));
        return page;
    }
    page.blocks.push(stages(report).into());
    page.blocks.push(cycles(report).into());
    if !report.groups.is_empty() {
        page.blocks.push(groups(report).into());
    }
    page.blocks.push(Block::lines(notes(report, style)));
    page.next.push(Next::new(
        "whether a change of the process moved it",
        "dealctl velocity --before-after",
    ));
    page
}

/// `A won deal takes 112 days at the median (7 won). Qualified takes longest: 17 days, limit 10 bd; 31 of 40 went on from there.`
fn lead(report: &Velocity) -> String {
    let won = report.to_a_win();
    let to_a_win = match won.median {
        Some(median) => format!(
            "A won deal takes {} at the median ({} won)",
            count(median as usize, "day"),
            won.of
        ),
        None => "No deal has been won yet".to_owned(),
    };
    let Some(slowest) = report.slowest() else {
        return format!("{to_a_win}; no stage has been left by half of its deals.");
    };
    let limit = slowest
        .limit
        .map_or_else(String::new, |limit| format!(", limit {}", limit.0.short()));
    let median = slowest.time.median.unwrap_or_default();
    format!(
        "{to_a_win}. {} takes longest, {}{limit}: {} went on from there.",
        slowest.name,
        count(median as usize, "day"),
        share_in_prose(slowest.forward)
    )
}

/// Returns `17`, or `>40` where fewer than half have ended.
pub(super) fn quantile(time: StayTime, quantile: Option<u32>) -> String {
    match quantile {
        Some(days) => days.to_string(),
        None if time.of == 0 => "-".to_owned(),
        None => format!(">{}", time.longest),
    }
}

fn exact(quantile: Option<u32>) -> String {
    quantile.map_or_else(String::new, |days| days.to_string())
}

fn stages(report: &Velocity) -> Grid {
    time_columns(
        Table::<StagePace>::new("velocity")
            .left("STAGE", "stage", |row| Cell::both(&row.name, &row.stage.id)),
        |row| row.time,
    )
    .right("LIMIT", "limit", |row| {
        Cell::text(row.limit.map_or_else(String::new, |limit| limit.0.short()))
    })
    .right("LASTING", "lasting", |row| {
        Cell::of(row.time.of - row.time.ended)
    })
    .leaves(1)
    .right("WENT ON", "forward", |row| {
        Cell::both(share(row.forward), row.forward.n.to_string())
    })
    .right("ENDED", "ended", |row| Cell::of(row.forward.of))
    .for_programs()
    .rows(&report.pace.stages)
}

fn time_columns<'v, R: 'v>(table: Table<'v, R>, time: fn(&R) -> StayTime) -> Table<'v, R> {
    table
        .right("DAYS", "median", move |row| {
            let time = time(row);
            Cell::both(quantile(time, time.median), exact(time.median)).tone(Tone::Strong)
        })
        .right("QUARTER", "lower_quartile", move |row| {
            let time = time(row);
            Cell::both(
                quantile(time, time.lower_quartile),
                exact(time.lower_quartile),
            )
        })
        .right("3 QUARTERS", "upper_quartile", move |row| {
            let time = time(row);
            Cell::both(
                quantile(time, time.upper_quartile),
                exact(time.upper_quartile),
            )
        })
        .right("OF", "of", move |row| Cell::of(time(row).of))
}

fn cycles(report: &Velocity) -> Grid {
    time_columns(
        Table::<CycleTime>::new("cycle").left("FROM THE FIRST DAY TO", "result", |row| {
            Cell::of(row.result)
        }),
        |row| row.time,
    )
    .rows(&report.pace.cycles)
}

/// One row a group: the median of each stage, of the whole way to a win, and how many are won.
fn groups(report: &Velocity) -> Grid {
    let won = |pace: &Pace| {
        pace.cycles
            .first()
            .map_or(StayTime::default(), |cycle| cycle.time)
    };
    let mut table =
        Table::<PaceGroup>::new("groups").left("GROUP", "group", |row| Cell::text(&row.group));
    for (number, stage) in report.pace.stages.iter().enumerate() {
        table = table.right(
            stage.name.to_uppercase(),
            stage.stage.id.clone(),
            move |row| {
                let time = row.pace.stages[number].time;
                Cell::both(quantile(time, time.median), exact(time.median))
            },
        );
    }
    table
        .right("TO A WIN", "to_a_win", move |row| {
            let time = won(&row.pace);
            Cell::both(quantile(time, time.median), exact(time.median))
        })
        .right("WON", "won", move |row| {
            let closed: u32 = row.pace.cycles.iter().map(|cycle| cycle.time.of).sum();
            let won = won(&row.pace).of;
            Cell::both(format!("{won} of {closed}"), won.to_string())
        })
        .rows(&report.groups)
}

fn notes(report: &Velocity, style: &Style) -> Vec<String> {
    let value = report.value;
    let since = style.day(report.period.start);
    let mut lines = vec![
        format!(
            "won since {since}: {} in {}, {} a day",
            style.sum(value.won.amount, value.won.without_amount),
            count(usize::try_from(value.days).unwrap_or(0), "day"),
            style.full(value.per_day)
        ),
        "calendar days; what still lasts counts as longer than it has lasted, and > says that fewer have ended".to_owned(),
    ];
    if report.undated > 0 {
        lines.push(format!(
            "{} that ended on a day nobody wrote down, in no figure: dealctl lint --select close/no-date",
            count(report.undated, "stay")
        ));
    }
    lines
}
