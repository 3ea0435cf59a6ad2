//! A line of bars in text.

const BARS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/// Returns the values, drawn between the lowest and the highest of them; a blank for one that is not known.
pub(super) fn sparkline(values: impl IntoIterator<Item = Option<f64>>) -> String {
    let values: Vec<Option<f64>> = values.into_iter().collect();
    let known = || values.iter().flatten().copied();
    let (Some(low), Some(high)) = (known().reduce(f64::min), known().reduce(f64::max)) else {
        return String::new();
    };
    let bar = |value: f64| {
        // Eight steps; the nearest of them by counting, so that no float becomes an index.
        let step = if high > low {
            (value - low) / (high - low) * 7.0
        } else {
            4.0
        };
        let at = (0..8_u8)
            .take_while(|n| f64::from(*n) + 0.5 <= step)
            .count();
        BARS[at.min(7)]
    };
    values.iter().map(|value| value.map_or(' ', bar)).collect()
}
