//! From a sum then to a sum now, step by step. The steps add up.

use super::range::number;
use super::{Anchor, Picture, ROW, Role, Scale, WIDTH, label};

/// A step.
#[derive(Clone, Debug)]
pub struct WaterfallStep {
    /// Its name.
    pub label: String,
    /// What it adds, in whole minor units; negative if it takes away.
    pub change: i64,
    /// The same in words.
    pub figure: String,
}

const LEFT: f64 = 112.0;
const RIGHT: f64 = 76.0;

/// Draws it: the sum then, each step from where the one before ended, and the sum now.
pub fn waterfall(
    title: &str,
    then: (i64, &str, &str),
    steps: &[WaterfallStep],
    now: (&str, &str),
) -> Picture {
    #[allow(clippy::cast_precision_loss, reason = "a handful of rows")]
    let height = (steps.len() + 2) as f64 * ROW + 6.0;
    let mut picture = Picture::new(title, height);
    let mut sum = then.0;
    let mut levels = vec![then.0];
    for step in steps {
        sum = sum.saturating_add(step.change);
        levels.push(sum);
    }
    let most = levels.iter().copied().max().unwrap_or(0).max(1);
    let least = levels.iter().copied().min().unwrap_or(0).min(0);
    let scale = Scale::new((number(least), number(most)), (LEFT, WIDTH - RIGHT));
    let mut y = 4.0;
    let mut row =
        |picture: &mut Picture, name: &str, (from, to): (i64, i64), figure: &str, role| {
            let (a, b) = (scale.at(number(from)), scale.at(number(to)));
            picture.text((0.0, y + 11.0), Anchor::Start, label(name));
            picture.rect((a.min(b), y), ((b - a).abs(), ROW - 6.0), role);
            picture.text((WIDTH, y + 11.0), Anchor::End, figure);
            y += ROW;
        };
    row(&mut picture, then.1, (0, then.0), then.2, Role::Solid);
    for (step, from) in steps.iter().zip(&levels) {
        let role = if step.change < 0 {
            Role::Down
        } else {
            Role::Up
        };
        let to = from.saturating_add(step.change);
        row(&mut picture, &step.label, (*from, to), &step.figure, role);
    }
    row(&mut picture, now.0, (0, sum), now.1, Role::Solid);
    picture
}
