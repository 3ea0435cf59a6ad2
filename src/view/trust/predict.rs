//! “What predicts a decline” on the page.

use crate::report::trust::{ByBand, ByComponent, ByReason, FEWEST, Predictors, Verdict};
use crate::view::count;
use crate::view::page::Block;
use crate::view::share::{interval, share, share_in_prose};
use crate::view::table::{Cell, Grid, Table, Tone};

/// Returns the sentences, and with `why` the components, the bands and the reasons; nothing while nothing is decided.
pub(super) fn blocks(predictors: &Predictors, why: bool) -> Vec<Block> {
    if predictors.decided == 0 {
        return Vec::new();
    }
    let mut lines = sentences(predictors);
    if !why {
        return vec![Block::lines(lines)];
    }
    lines.push(
        "call: of those where it is on record, how many needed a clarifying call; strong, and weak or missing"
            .to_owned(),
    );
    let mut blocks = vec![
        Block::lines(lines),
        components(&predictors.components).into(),
        bands(&predictors.bands).into(),
    ];
    if !predictors.reasons.is_empty() {
        blocks.push(reasons(&predictors.reasons).into());
    }
    blocks
}

fn sentences(predictors: &Predictors) -> Vec<String> {
    let without = match predictors.without_packet {
        0 => String::new(),
        n => format!("; {n} more without a packet on record"),
    };
    let decided = usize::try_from(predictors.decided).unwrap_or(usize::MAX);
    let mut lines = vec![format!(
        "What predicts a decline, over {} decided on record{without}:",
        count(decided, "handoff")
    )];
    for line in &predictors.components {
        let how = match line.verdict {
            Verdict::Predicts => "more than chance",
            Verdict::Contradicts => "the other way round, more than chance",
            Verdict::Unclear | Verdict::Alike => continue,
        };
        lines.push(format!(
            "{}: accepted {} when strong, {} when not, {how}",
            line.kind.name,
            share_in_prose(line.accepted.strong),
            share_in_prose(line.accepted.not_strong())
        ));
    }
    if lines.len() == 1 {
        lines.push(format!(
            "no component does: every difference may be chance (a side needs {FEWEST} handoffs to say more)"
        ));
    }
    lines
}

fn components(lines: &[ByComponent]) -> Grid {
    let tone = |line: &ByComponent| match line.verdict {
        Verdict::Predicts => Tone::Late,
        Verdict::Contradicts => Tone::Strong,
        Verdict::Unclear | Verdict::Alike => Tone::Plain,
    };
    Table::<ByComponent>::new("components")
        .left("ACCEPTED WHEN", "component", |line| {
            Cell::text(line.kind.name).tone(tone(line))
        })
        .right("STRONG", "strong", |line| {
            Cell::text(share(line.accepted.strong))
        })
        .right("95%", "strong_interval", |line| {
            Cell::text(interval(line.accepted.strong.interval()))
        })
        .leaves(1)
        .right("WEAK", "weak", |line| Cell::text(share(line.accepted.weak)))
        .right("95%", "weak_interval", |line| {
            Cell::text(interval(line.accepted.weak.interval()))
        })
        .leaves(2)
        .right("MISSING", "missing", |line| {
            Cell::text(share(line.accepted.missing))
        })
        .right("95%", "missing_interval", |line| {
            Cell::text(interval(line.accepted.missing.interval()))
        })
        .leaves(3)
        .right("CALL: STRONG", "call_strong", |line| {
            Cell::text(share(line.calls.strong))
        })
        .right("NOT", "call_other", |line| {
            Cell::text(share(line.calls.not_strong()))
        })
        .rows(lines)
}

fn bands(bands: &[ByBand]) -> Grid {
    Table::<ByBand>::new("bands")
        .left("BAND", "band", |band| {
            Cell::text(format!("{}, from {}", band.name, band.from))
        })
        .right("ACCEPTED", "accepted", |band| {
            Cell::text(share(band.accepted))
        })
        .right("95%", "accepted_interval", |band| {
            Cell::text(interval(band.accepted.interval()))
        })
        .right("CALL NEEDED", "calls", |band| Cell::text(share(band.calls)))
        .right("95%", "calls_interval", |band| {
            Cell::text(interval(band.calls.interval()))
        })
        .rows(bands)
}

fn reasons(reasons: &[ByReason]) -> Grid {
    Table::<ByReason>::new("reasons")
        .left("DECLINED BECAUSE", "reason", |line| {
            Cell::text(line.reason.as_deref().unwrap_or("no reason given"))
        })
        .wraps(20)
        .right("TIMES", "declines", |line| Cell::of(line.declines))
        .left("SPEAKS OF", "component", |line| {
            Cell::text(line.kind.map_or("no component", |kind| kind.name))
        })
        .left("WHICH WAS GRADED", "graded", |line| {
            Cell::text(grades(line))
        })
        .rows(reasons)
}

fn grades(line: &ByReason) -> String {
    let graded = line.graded.each();
    let known: u32 = graded.iter().map(|(_, n)| n).sum();
    match (line.kind, known) {
        (None, _) => String::new(),
        (_, 0) => "packet not kept".to_owned(),
        _ => graded
            .into_iter()
            .map(|(grade, n)| (grade.name(), n))
            .chain([("not graded", line.declines.saturating_sub(known))])
            .filter(|(_, n)| *n > 0)
            .map(|(grade, n)| format!("{n} {grade}"))
            .collect::<Vec<_>>()
            .join(", "),
    }
}
