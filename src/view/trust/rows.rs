//! One long table for spreadsheets: a row for each signal, of all and of each group; then what predicts a decline.

use super::words::LINES;
use crate::forecast::wilson::Share;
use crate::report::trust::{Compared, GRADES, GroupBy, Measured, Predictors, ResponseTime, Trust};
use crate::view::legacy::{Column, Table};
use crate::view::page::{Block, Page};
use crate::view::table::Cell;

/// The signals of all, then of each group; then over every handoff on record, in the columns of `now`, acceptance and calls
/// by component and by band, and the reasons for declining.
pub fn trust_rows(report: &Trust) -> Page {
    let mut rows = of("all", "", &report.all);
    let by = match report.group {
        Some(GroupBy::Partner) => "partner",
        _ => "seller",
    };
    for group in &report.groups {
        rows.extend(of(
            by,
            group.name.as_deref().unwrap_or_default(),
            &group.compared,
        ));
    }
    rows.extend(predictors(&report.predictors));
    Page {
        blocks: vec![Block::from(Table {
            title: "signals",
            columns: [
                "group",
                "name",
                "signal",
                "now",
                "now_n",
                "now_of",
                "before",
                "before_n",
                "before_of",
                "trend",
                "now_low",
                "now_high",
                "before_low",
                "before_high",
            ]
            .into_iter()
            .map(|key| Column::left(key, key))
            .collect(),
            rows,
        })],
        ..Page::default()
    }
}

fn of(group: &str, name: &str, compared: &Compared) -> Vec<Vec<Cell>> {
    let rows = LINES.iter().map(|line| {
        let mut row = vec![Cell::text(group), Cell::text(name), Cell::text(line.id)];
        for measured in [&compared.now, &compared.before] {
            let share = line.share.map(|share| share(measured));
            let (value, n, of) = match (line.id, share) {
                (_, Some(share)) => (
                    share.fraction().map(|value| format!("{value:.4}")),
                    Some(share.n),
                    share.of as usize,
                ),
                ("response", None) => (
                    measured.response.median.map(|days| days.to_string()),
                    Some(measured.response.answered),
                    measured.response.of(),
                ),
                _ => (mean(measured), None, measured.score.of as usize),
            };
            row.push(Cell::text(value.unwrap_or_default()));
            row.push(Cell::text(n.map(|n| n.to_string()).unwrap_or_default()));
            row.push(Cell::text(of.to_string()));
        }
        row.push(Cell::text(line.trend(compared).replace('–', "")));
        for measured in [&compared.now, &compared.before] {
            let interval = match line.share {
                Some(share) => ends(share(measured)),
                None if line.id == "response" => days(measured),
                None => Default::default(),
            };
            row.extend(interval.map(Cell::text));
        }
        row
    });
    let mut rows: Vec<Vec<Cell>> = rows.collect();
    for (id, quartile) in QUARTILES {
        let mut row = vec![Cell::text(group), Cell::text(name), Cell::text(id)];
        for measured in [&compared.now, &compared.before] {
            let time = &measured.response;
            let value = quartile(time).map(|days| days.to_string());
            row.push(Cell::text(value.unwrap_or_default()));
            row.push(Cell::text(time.answered.to_string()));
            row.push(Cell::text(time.of().to_string()));
        }
        row.resize_with(COLUMNS, Cell::default);
        rows.push(row);
    }
    rows
}

/// How many columns there are.
const COLUMNS: usize = 14;

type Quartile = fn(&ResponseTime) -> Option<u32>;

/// The quartiles of the response time, by their id.
const QUARTILES: [(&str, Quartile); 2] = [
    ("response-lower-quartile", |time| time.lower),
    ("response-upper-quartile", |time| time.upper),
];

/// The 95% interval of a share.
fn ends(share: Share) -> [String; 2] {
    let interval = share.interval();
    interval.map_or_else(Default::default, |interval| {
        [interval.low, interval.high].map(|end| format!("{end:.4}"))
    })
}

/// The 95% interval of the median, open above when it has no end.
fn days(measured: &Measured) -> [String; 2] {
    if measured.response.of() == 0 {
        return Default::default();
    }
    let (low, high) = measured.response.interval;
    [
        low.to_string(),
        high.map_or_else(String::new, |high| high.to_string()),
    ]
}

/// A share over every handoff on record.
fn over_all(group: &str, name: &str, id: &str, share: Share) -> Vec<Cell> {
    let value = share.fraction().map(|value| format!("{value:.4}"));
    let mut row = vec![
        Cell::text(group),
        Cell::text(name),
        Cell::text(id),
        Cell::text(value.unwrap_or_default()),
        Cell::text(share.n.to_string()),
        Cell::text(share.of.to_string()),
    ];
    row.resize_with(COLUMNS - 4, Cell::default);
    row.extend(ends(share).map(Cell::text));
    row.resize_with(COLUMNS, Cell::default);
    row
}

fn predictors(predictors: &Predictors) -> Vec<Vec<Cell>> {
    let mut rows = Vec::new();
    for line in &predictors.components {
        for (grade, (accepted, calls)) in
            GRADES.iter().zip(line.accepted.into_iter().zip(line.calls))
        {
            let grade = grade.name();
            let mut add = |what: &str, share| {
                rows.push(over_all(
                    "component",
                    line.kind.id,
                    &format!("{what}-{grade}"),
                    share,
                ));
            };
            add("accepted", accepted);
            add("call", calls);
        }
    }
    for band in &predictors.bands {
        rows.push(over_all("band", &band.name, "accepted", band.accepted));
        rows.push(over_all("band", &band.name, "call", band.calls));
    }
    for line in &predictors.reasons {
        let reason = line.reason.as_deref().unwrap_or_default();
        let declines: u32 = predictors.reasons.iter().map(|line| line.declines).sum();
        let of = |n, of| Share { n, of };
        rows.push(over_all(
            "reason",
            reason,
            "declined",
            of(line.declines, declines),
        ));
        let graded = GRADES
            .iter()
            .zip(line.graded)
            .filter(|_| line.kind.is_some());
        rows.extend(graded.map(|(grade, n)| {
            let id = format!("graded-{}", grade.name());
            over_all("reason", reason, &id, of(n, line.declines))
        }));
    }
    rows
}

fn mean(measured: &Measured) -> Option<String> {
    measured.score.value().map(|mean| format!("{mean:.2}"))
}
