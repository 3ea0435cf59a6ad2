//! The trend over months, with a sparkline.

use crate::report::scorecard::Month;
use crate::view::sparkline::sparkline;
use crate::view::table::{Cell, Grid, Table};

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
                Line::Score => sparkline(months.iter().map(|month| Some(month.mean?.0))),
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
