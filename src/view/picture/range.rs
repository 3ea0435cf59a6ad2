//! The quarter on one scale: what is won, what may come, and what it is compared with.

use super::{Anchor, Picture, ROW, Role, Scale, WIDTH};

/// Figures in whole minor units, each with its label.
#[derive(Clone, Debug)]
pub struct RangeFigures {
    /// Won so far.
    pub won: i64,
    /// One chance in ten of less.
    pub low: i64,
    /// The median.
    pub middle: i64,
    /// One chance in ten of more.
    pub high: i64,
    /// What it is compared with, such as the target, in the order of the rows below the bar: the value and its label.
    pub marks: Vec<(i64, String)>,
    /// The labels of low, median and high.
    pub labels: [String; 3],
}

const EDGE: f64 = 8.0;

/// Draws it. Each label has a row of its own, so that none covers another.
pub fn range(title: &str, figures: &RangeFigures) -> Picture {
    let rows = 3 + figures.marks.len();
    #[allow(clippy::cast_precision_loss, reason = "a handful of rows")]
    let height = 34.0 + rows as f64 * ROW;
    let mut picture = Picture::new(title, height);
    let values = [figures.won, figures.high].into_iter();
    let values = values.chain(figures.marks.iter().map(|(value, _)| *value));
    let most = values.max().unwrap_or(0).max(1);
    let scale = Scale::new((0.0, number(most)), (EDGE, WIDTH - EDGE));
    let at = |value: i64| scale.at(number(value));
    let (top, bar) = (6.0, 16.0);
    picture.line(
        (EDGE, top + bar + 4.0),
        (WIDTH - EDGE, top + bar + 4.0),
        Role::Guide,
    );
    let (low, high) = (at(figures.low), at(figures.high));
    picture.rect((low, top), (high - low, bar), Role::Soft);
    if figures.won > 0 {
        picture.rect((EDGE, top), (at(figures.won) - EDGE, bar), Role::Solid);
    }
    let middle = at(figures.middle);
    picture.rect((middle - 1.5, top - 3.0), (3.0, bar + 6.0), Role::Main);
    let mut y = top + bar + 20.0;
    let ends = [figures.low, figures.middle, figures.high];
    let marks = ends.into_iter().zip(figures.labels.iter().cloned());
    for (row, (value, label)) in marks.chain(figures.marks.iter().cloned()).enumerate() {
        let x = at(value);
        let role = if row < 3 { Role::Main } else { Role::Mark };
        picture.line((x, top + bar + 4.0), (x, y - 9.0), Role::Guide);
        picture.circle((x, y - 5.0), 3.0, role);
        let (anchor, beside) = if x > WIDTH * 0.55 {
            (Anchor::End, x - 7.0)
        } else {
            (Anchor::Start, x + 7.0)
        };
        picture.text((beside, y), anchor, label);
        y += ROW;
    }
    picture
}

/// Returns whole minor units as a coordinate counts them.
#[allow(
    clippy::cast_precision_loss,
    reason = "a picture has a thousand places"
)]
pub(super) fn number(value: i64) -> f64 {
    value as f64
}
