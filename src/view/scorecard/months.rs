//! The trend over months, with a sparkline.

use crate::report::scorecard::Month;
use crate::view::table::{Cell, Grid, Table};

const BARS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/// A row.
enum Line {
    Month,
    Score,
    Accepted,
}

/// Returns a table with a column a month: the mean score, and how many of those that ended were accepted.
pub(super) fn trend(months: &[Month]) -> Grid {
    let mut table = Table::<Line>::new("months").left("", "figure", |line| {
        Cell::text(match line {
            Line::Month => "",
            Line::Score => "score",
            Line::Accepted => "accepted",
        })
    });
    for month in months {
        table = table.right("", "month", |line| Cell::text(figure(line, month)));
    }
    let open: u32 = months.iter().map(|month| month.open).sum();
    table
        .left("", "trend", |line| {
            Cell::text(match line {
                Line::Score => sparkline(months),
                Line::Accepted if open > 0 => format!("{open} still open"),
                Line::Month | Line::Accepted => String::new(),
            })
        })
        .leaves(1)
        .rows([Line::Month, Line::Score, Line::Accepted])
}

fn figure(line: &Line, month: &Month) -> String {
    let none = || "–".to_owned();
    match line {
        Line::Month => month.first.format("%b").to_string(),
        Line::Score => month
            .mean
            .map_or_else(none, |mean| format!("{:.1}", mean.0)),
        Line::Accepted if month.ended() == 0 => none(),
        Line::Accepted => format!("{}/{}", month.accepted, month.ended()),
    }
}

/// Returns the months' means, drawn between the lowest and the highest of them; a blank for a month in which nothing was sent.
fn sparkline(months: &[Month]) -> String {
    let means: Vec<Option<f64>> = months.iter().map(|month| Some(month.mean?.0)).collect();
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
