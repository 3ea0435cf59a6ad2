//! What was said against what came: on the diagonal both are the same.

use super::{Anchor, Picture, Role, Scale};

/// Deals with about the same chance.
#[derive(Clone, Copy, Debug)]
pub struct CalibrationPoint {
    /// The mean of their chances, from 0 to 1.
    pub said: f64,
    /// The share of them that was won.
    pub came: f64,
    /// How many they are.
    pub deals: u32,
}

const LEFT: f64 = 92.0;
const SIZE: f64 = 190.0;
const TOP: f64 = 10.0;

/// Draws it; a dot's area grows with its deals.
pub fn calibration(title: &str, points: &[CalibrationPoint]) -> Picture {
    let mut picture = Picture::new(title, TOP + SIZE + 44.0);
    let x = Scale::new((0.0, 1.0), (LEFT, LEFT + SIZE));
    let y = Scale::new((0.0, 1.0), (TOP + SIZE, TOP));
    picture.line((LEFT, TOP + SIZE), (LEFT + SIZE, TOP + SIZE), Role::Guide);
    picture.line((LEFT, TOP), (LEFT, TOP + SIZE), Role::Guide);
    picture.line((x.at(0.0), y.at(0.0)), (x.at(1.0), y.at(1.0)), Role::Mark);
    for (share, text) in [(0.0, "0%"), (0.5, "50%"), (1.0, "100%")] {
        picture.text((x.at(share), TOP + SIZE + 18.0), Anchor::Middle, text);
        picture.text((LEFT - 6.0, y.at(share) + 4.0), Anchor::End, text);
    }
    let most = points.iter().map(|point| point.deals).max().unwrap_or(1);
    for point in points {
        let r = 2.5 + 7.0 * (f64::from(point.deals) / f64::from(most.max(1))).sqrt();
        picture.circle((x.at(point.said), y.at(point.came)), r, Role::Soft);
        picture.circle((x.at(point.said), y.at(point.came)), 1.5, Role::Main);
    }
    picture.text(
        (LEFT + SIZE / 2.0, TOP + SIZE + 36.0),
        Anchor::Middle,
        "said: the chance",
    );
    picture.text((0.0, TOP + SIZE / 4.0 + 4.0), Anchor::Start, "came: won");
    picture
}
