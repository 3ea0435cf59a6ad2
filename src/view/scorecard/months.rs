//! The trend over months, with a sparkline.

use crate::report::scorecard::Month;
use crate::view::legacy::{Column, Table};
use crate::view::table::Cell;

const BARS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/// A column a month: the mean score, and how many of those that ended were accepted.
pub(super) fn trend(months: &[Month]) -> Table {
    let mut columns = vec![Column::left("", "figure")];
    columns.extend(months.iter().map(|_| Column::right("", "month")));
    columns.push(Column::left("", "trend").leaves(1));
    let line = |name: &str, cell: &dyn Fn(&Month) -> String, last: String| {
        let mut row = vec![Cell::text(name)];
        row.extend(months.iter().map(|month| Cell::text(cell(month))));
        row.push(Cell::text(last));
        row
    };
    let open: u32 = months.iter().map(|month| month.open).sum();
    let none = || "–".to_owned();
    let rows = vec![
        line(
            "",
            &|month| month.first.format("%b").to_string(),
            String::new(),
        ),
        line(
            "score",
            &|month| month.mean().map_or_else(none, |mean| format!("{mean:.1}")),
            sparkline(months),
        ),
        line(
            "accepted",
            &|month| {
                if month.ended() == 0 {
                    none()
                } else {
                    format!("{}/{}", month.accepted, month.ended())
                }
            },
            if open > 0 {
                format!("{open} still open")
            } else {
                String::new()
            },
        ),
    ];
    Table {
        title: "months",
        columns,
        rows,
    }
}

/// The months' means between the lowest and the highest of them; a blank where nothing was sent.
fn sparkline(months: &[Month]) -> String {
    let means: Vec<Option<f64>> = months.iter().map(Month::mean).collect();
    let known = || means.iter().flatten().copied();
    let (Some(low), Some(high)) = (known().reduce(f64::min), known().reduce(f64::max)) else {
        return String::new();
    };
    let bar = |mean: f64| {
        // Eight steps; the nearest of them by counting, so that no float becomes an index.
        let step = if high > low {
            (mean - low) / (high - low) * 7.0
        } else {
            4.0
        };
        let at = (0..8_u8)
            .take_while(|n| f64::from(*n) + 0.5 <= step)
            .count();
        BARS[at.min(7)]
    };
    means
        .into_iter()
        .map(|mean| mean.map_or(' ', bar))
        .collect()
}
