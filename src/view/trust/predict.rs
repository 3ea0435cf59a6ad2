//! “What predicts a decline” on the page.

use super::words::{interval, share, share_in_prose};
use crate::report::trust::{ByBand, ByComponent, ByReason, FEWEST, Predictors, Verdict};
use crate::view::count;
use crate::view::legacy::{Column, Table};
use crate::view::page::Block;
use crate::view::table::{Cell, Tone};

/// The sentence, the components, the bands and the reasons; nothing while nothing is decided.
pub(super) fn blocks(predictors: &Predictors) -> Vec<Block> {
    if predictors.decided == 0 {
        return Vec::new();
    }
    let mut blocks = vec![
        Block::lines(sentences(predictors)),
        Block::from(components(&predictors.components)),
        Block::from(bands(&predictors.bands)),
    ];
    if !predictors.reasons.is_empty() {
        blocks.push(Block::from(reasons(&predictors.reasons)));
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
    let said = lines.len();
    for line in &predictors.components {
        let (strong, other) = line.strong_and_other();
        let how = match line.verdict {
            Verdict::Predicts => "more than chance",
            Verdict::Contradicts => "the other way round, more than chance",
            Verdict::Unclear | Verdict::Alike => continue,
        };
        lines.push(format!(
            "{}: accepted {} when strong, {} when not, {how}",
            line.kind.name,
            share_in_prose(strong),
            share_in_prose(other)
        ));
    }
    if lines.len() == said {
        lines.push(format!(
            "no component does: every difference may be chance (a side needs {FEWEST} handoffs to say more)"
        ));
    }
    lines.push(
        "call: of those where it is on record, how many needed a clarifying call; strong, and weak or missing"
            .to_owned(),
    );
    lines
}

fn components(lines: &[ByComponent]) -> Table {
    let rows = lines.iter().map(|line| {
        let [strong, weak, missing] = line.accepted;
        let calls = line.calls;
        let other = crate::forecast::wilson::Share {
            n: calls[1].n + calls[2].n,
            of: calls[1].of + calls[2].of,
        };
        let tone = match line.verdict {
            Verdict::Predicts => Tone::Late,
            Verdict::Contradicts => Tone::Strong,
            _ => Tone::Plain,
        };
        vec![
            Cell::text(line.kind.name).tone(tone),
            Cell::text(share(strong)),
            Cell::text(interval(strong.interval())),
            Cell::text(share(weak)),
            Cell::text(interval(weak.interval())),
            Cell::text(share(missing)),
            Cell::text(interval(missing.interval())),
            Cell::text(share(calls[0])),
            Cell::text(share(other)),
        ]
    });
    Table {
        title: "components",
        columns: vec![
            Column::left("ACCEPTED WHEN", "component"),
            Column::right("STRONG", "strong"),
            Column::right("95%", "strong_interval").leaves(1),
            Column::right("WEAK", "weak"),
            Column::right("95%", "weak_interval").leaves(2),
            Column::right("MISSING", "missing"),
            Column::right("95%", "missing_interval").leaves(3),
            Column::right("CALL: STRONG", "call_strong"),
            Column::right("NOT", "call_other"),
        ],
        rows: rows.collect(),
    }
}

fn bands(bands: &[ByBand]) -> Table {
    let rows = bands.iter().map(|band| {
        vec![
            Cell::text(format!("{}, from {}", band.name, band.from)),
            Cell::text(share(band.accepted)),
            Cell::text(interval(band.accepted.interval())),
            Cell::text(share(band.calls)),
            Cell::text(interval(band.calls.interval())),
        ]
    });
    Table {
        title: "bands",
        columns: vec![
            Column::left("BAND", "band"),
            Column::right("ACCEPTED", "accepted"),
            Column::right("95%", "accepted_interval"),
            Column::right("CALL NEEDED", "calls"),
            Column::right("95%", "calls_interval"),
        ],
        rows: rows.collect(),
    }
}

fn reasons(reasons: &[ByReason]) -> Table {
    let rows = reasons.iter().map(|line| {
        let [strong, weak, missing] = line.graded;
        let known = strong + weak + missing;
        let grades = match (line.kind, known) {
            (None, _) => String::new(),
            (_, 0) => "packet not kept".to_owned(),
            _ => [
                (strong, "strong"),
                (weak, "weak"),
                (missing, "missing"),
                (line.declines.saturating_sub(known), "not graded"),
            ]
            .into_iter()
            .filter(|(n, _)| *n > 0)
            .map(|(n, grade)| format!("{n} {grade}"))
            .collect::<Vec<_>>()
            .join(", "),
        };
        vec![
            Cell::text(line.reason.as_deref().unwrap_or("no reason given")),
            Cell::text(line.declines.to_string()),
            Cell::text(line.kind.map_or("no component", |kind| kind.name)),
            Cell::text(grades),
        ]
    });
    Table {
        title: "reasons",
        columns: vec![
            Column::left("DECLINED BECAUSE", "reason").wraps(20),
            Column::right("TIMES", "declines"),
            Column::left("SPEAKS OF", "component"),
            Column::left("WHICH WAS GRADED", "graded"),
        ],
        rows: rows.collect(),
    }
}
