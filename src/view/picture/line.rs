//! A figure over weeks or months, as one line.

use super::range::number;
use super::{Anchor, Picture, Role, Scale, WIDTH};

/// A figure on a day.
#[derive(Clone, Debug)]
pub struct LinePoint {
    /// The day's label.
    pub label: String,
    /// The figure, in whole minor units.
    pub value: i64,
}

const HEIGHT: f64 = 140.0;
const LEFT: f64 = 64.0;

/// Draws a line over points; `goal` is a level to compare with, with its label. At least two points make a line.
pub fn line(title: &str, points: &[LinePoint], goal: Option<&(i64, String)>, top: &str) -> Picture {
    let mut picture = Picture::new(title, HEIGHT);
    let values = points.iter().map(|point| point.value);
    let most = values.chain(goal.iter().map(|(value, _)| *value)).max();
    let most = most.unwrap_or(0).max(1);
    let (bottom, highest) = (HEIGHT - 24.0, 22.0);
    let y = Scale::new((0.0, number(most)), (bottom, highest));
    let last = points.len().saturating_sub(1).max(1);
    #[allow(clippy::cast_precision_loss, reason = "a handful of weeks")]
    let x = Scale::new((0.0, last as f64), (LEFT, WIDTH - 12.0));
    picture.line((LEFT, bottom), (WIDTH - 8.0, bottom), Role::Guide);
    picture.line((LEFT, highest), (LEFT, bottom), Role::Guide);
    picture.text((LEFT - 6.0, highest + 4.0), Anchor::End, top);
    picture.text((LEFT - 6.0, bottom), Anchor::End, "0");
    if let Some((value, label)) = goal {
        let level = y.at(number(*value));
        picture.line((LEFT, level), (WIDTH - 8.0, level), Role::Mark);
        picture.text((LEFT + 8.0, level + 14.0), Anchor::Start, label);
    }
    #[allow(clippy::cast_precision_loss, reason = "a handful of weeks")]
    let places: Vec<(f64, f64)> = points
        .iter()
        .enumerate()
        .map(|(at, point)| (x.at(at as f64), y.at(number(point.value))))
        .collect();
    if places.len() > 1 {
        picture.path(&places, Role::Main);
    }
    for place in &places {
        picture.circle(*place, 2.5, Role::Main);
    }
    if let (Some(first), Some(last)) = (points.first(), points.last()) {
        picture.text((LEFT, HEIGHT - 8.0), Anchor::Start, &first.label);
        if points.len() > 1 {
            picture.text((WIDTH - 8.0, HEIGHT - 8.0), Anchor::End, &last.label);
        }
    }
    picture
}

/// Draws a small line over values between the lowest and the highest; `None` leaves a gap.
pub fn sparkline(title: &str, values: &[Option<f64>], labels: [&str; 2]) -> Picture {
    let mut picture = Picture::new(title, 64.0);
    let known = || values.iter().flatten().copied();
    let low = known().reduce(f64::min).unwrap_or(0.0);
    let high = known().reduce(f64::max).unwrap_or(1.0);
    let y = Scale::new((low, high.max(low + 1e-9)), (38.0, 8.0));
    let last = values.len().saturating_sub(1).max(1);
    #[allow(clippy::cast_precision_loss, reason = "a handful of months")]
    let x = Scale::new((0.0, last as f64), (10.0, WIDTH - 10.0));
    let mut run: Vec<(f64, f64)> = Vec::new();
    for (at, value) in values.iter().enumerate() {
        if let Some(value) = value {
            #[allow(clippy::cast_precision_loss, reason = "a handful of months")]
            let place = (x.at(at as f64), y.at(*value));
            picture.circle(place, 3.0, Role::Main);
            run.push(place);
            continue;
        }
        if run.len() > 1 {
            picture.path(&run, Role::Main);
        }
        run.clear();
    }
    if run.len() > 1 {
        picture.path(&run, Role::Main);
    }
    picture.text((10.0, 58.0), Anchor::Start, labels[0]);
    picture.text((WIDTH - 10.0, 58.0), Anchor::End, labels[1]);
    picture
}
