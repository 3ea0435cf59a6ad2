//! From figures to places.

/// A scale from values to coordinates. It is monotone: a larger value never lies before a smaller one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scale {
    low: f64,
    high: f64,
    from: f64,
    to: f64,
}

impl Scale {
    /// Returns the scale on which `low` lies at `from` and `high` at `to`; values beyond lie at its ends. Values that are not
    /// numbers lie at `from`.
    pub fn new((low, high): (f64, f64), (from, to): (f64, f64)) -> Self {
        Self {
            low,
            high,
            from,
            to,
        }
    }

    /// Returns the place of a value.
    pub fn at(&self, value: f64) -> f64 {
        let span = self.high - self.low;
        if !span.is_finite() || span <= 0.0 || !value.is_finite() {
            return self.from;
        }
        let part = ((value - self.low) / span).clamp(0.0, 1.0);
        self.from + part * (self.to - self.from)
    }
}
