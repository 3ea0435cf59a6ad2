//! Pictures as shapes with coordinates, without markup: a range, a line over weeks, a waterfall, a strip of dots, a calibration, a
//! sparkline. They are laid out for a phone, 360 units wide, and scaled up elsewhere, so that no letter gets too small. A picture says
//! nothing that the sentence and the table beside it do not.

mod calibration;
mod line;
mod range;
mod scale;
mod strip;
mod waterfall;

use serde::Serialize;

pub use calibration::{CalibrationPoint, calibration};
pub use line::{LinePoint, line, sparkline};
pub use range::{RangeFigures, range};
pub use scale::Scale;
pub use strip::{StripRow, strip};
pub use waterfall::{WaterfallStep, waterfall};

/// The width of every picture.
pub const WIDTH: f64 = 360.0;
/// The height of a line of text.
pub(super) const ROW: f64 = 20.0;

/// What a shape means, for its colour; hatching and labels say it too.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// An axis or a guide.
    Guide,
    /// The figure itself.
    Main,
    /// What is certain already.
    Solid,
    /// What may be.
    Soft,
    /// More, better.
    Up,
    /// Less, worse, late.
    Down,
    /// A mark to compare with.
    Mark,
}

/// Where a text is anchored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Anchor {
    /// It begins there.
    Start,
    /// It is centred there.
    Middle,
    /// It ends there.
    End,
}

/// A shape.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Shape {
    /// A line from one point to another.
    Line {
        /// The first point.
        x1: f64,
        /// Its height.
        y1: f64,
        /// The second point.
        x2: f64,
        /// Its height.
        y2: f64,
        /// What it means.
        role: Role,
    },
    /// A box.
    Rect {
        /// Its left edge.
        x: f64,
        /// Its upper edge.
        y: f64,
        /// Its width.
        width: f64,
        /// Its height.
        height: f64,
        /// What it means.
        role: Role,
    },
    /// A dot.
    Circle {
        /// Its centre.
        x: f64,
        /// The height of its centre.
        y: f64,
        /// Its radius.
        r: f64,
        /// What it means.
        role: Role,
    },
    /// A line through points: `12,40 20,38`.
    Path {
        /// The points.
        points: String,
        /// What it means.
        role: Role,
    },
    /// A text on one line.
    Text {
        /// Where it is anchored.
        x: f64,
        /// Its base line.
        y: f64,
        /// How it is anchored.
        anchor: Anchor,
        /// The text.
        text: String,
    },
}

/// A picture.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Picture {
    /// The sentence that it shows: its title and description.
    pub title: String,
    /// Its width.
    pub width: f64,
    /// Its height.
    pub height: f64,
    /// Its shapes, the lowest first.
    pub shapes: Vec<Shape>,
}

impl Picture {
    /// Returns an empty picture that shows a sentence.
    pub(super) fn new(title: impl Into<String>, height: f64) -> Self {
        Self {
            title: title.into(),
            width: WIDTH,
            height,
            shapes: Vec::new(),
        }
    }

    pub(super) fn rect(&mut self, (x, y): (f64, f64), (width, height): (f64, f64), role: Role) {
        self.shapes.push(Shape::Rect {
            x: rounded(x),
            y: rounded(y),
            width: rounded(width.max(1.0)),
            height: rounded(height),
            role,
        });
    }

    pub(super) fn line(&mut self, (x1, y1): (f64, f64), (x2, y2): (f64, f64), role: Role) {
        self.shapes.push(Shape::Line {
            x1: rounded(x1),
            y1: rounded(y1),
            x2: rounded(x2),
            y2: rounded(y2),
            role,
        });
    }

    pub(super) fn circle(&mut self, (x, y): (f64, f64), r: f64, role: Role) {
        self.shapes.push(Shape::Circle {
            x: rounded(x),
            y: rounded(y),
            r: rounded(r),
            role,
        });
    }

    pub(super) fn text(&mut self, (x, y): (f64, f64), anchor: Anchor, text: impl Into<String>) {
        self.shapes.push(Shape::Text {
            x: rounded(x),
            y: rounded(y),
            anchor,
            text: text.into(),
        });
    }

    pub(super) fn path(&mut self, points: &[(f64, f64)], role: Role) {
        let points = points
            .iter()
            .map(|(x, y)| format!("{},{}", rounded(*x), rounded(*y)));
        self.shapes.push(Shape::Path {
            points: points.collect::<Vec<_>>().join(" "),
            role,
        });
    }
}

/// Rounds a coordinate to a tenth: finer is not seen.
fn rounded(value: f64) -> f64 {
    (value * 10.0).round() / 10.0
}

/// The letters that fit beside a bar.
pub(super) const LABEL: usize = 15;

/// Returns a label that fits beside a bar: a longer one is cut, for the table has it in full.
pub(super) fn label(text: &str) -> String {
    if text.chars().count() <= LABEL {
        return text.to_owned();
    }
    let kept: String = text.chars().take(LABEL - 1).collect();
    format!("{}…", kept.trim_end())
}
