//! Deals by their age in the stage, against the stage's limit.

use std::collections::BTreeSet;

use super::{Anchor, Picture, ROW, Role, Scale, WIDTH, label};

/// A stage with its open deals.
#[derive(Clone, Debug)]
pub struct StripRow {
    /// The stage.
    pub label: String,
    /// Days of each deal in it as a part of the limit: 1 is the limit.
    pub ages: Vec<f64>,
    /// What stands at the end of the row: `4 of 6 over`.
    pub note: String,
}

const LEFT: f64 = 112.0;
const RIGHT: f64 = 84.0;
/// Ages beyond this many limits lie at the end of the row.
const MOST: f64 = 3.0;

/// Draws it: a dot a deal, and the limit as a line through all rows.
pub fn strip(title: &str, rows: &[StripRow], limit: &str) -> Picture {
    #[allow(clippy::cast_precision_loss, reason = "a handful of stages")]
    let height = 24.0 + rows.len() as f64 * ROW;
    let mut picture = Picture::new(title, height);
    let scale = Scale::new((0.0, MOST), (LEFT, WIDTH - RIGHT));
    let at_limit = scale.at(1.0);
    picture.text((at_limit, 12.0), Anchor::Middle, limit);
    picture.line((at_limit, 18.0), (at_limit, height), Role::Mark);
    let mut y = 32.0;
    for row in rows {
        picture.text((0.0, y + 2.0), Anchor::Start, label(&row.label));
        picture.line((LEFT, y - 2.0), (WIDTH - RIGHT, y - 2.0), Role::Guide);
        // Dots that cover each other are one.
        let mut drawn = BTreeSet::new();
        for age in &row.ages {
            let role = if *age > 1.0 { Role::Down } else { Role::Main };
            let x = scale.at(*age);
            if drawn.insert(x.round().to_bits()) {
                picture.circle((x, y - 2.0), 4.0, role);
            }
        }
        picture.text((WIDTH, y + 2.0), Anchor::End, &row.note);
        y += ROW;
    }
    picture
}
