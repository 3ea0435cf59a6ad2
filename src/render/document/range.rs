//! A range as a bar on a scale, as long as the page has room for: `├───◆──×─┤`.

use crate::view::table::{RangeBar, Scale};

/// Shorter, a bar tells nothing.
pub(super) const SHORTEST: usize = 20;

/// Longer, the eye loses the line.
const LONGEST: usize = 44;

/// How long bars are where so much room is left.
pub(super) fn length(room: usize) -> usize {
    room.clamp(SHORTEST, LONGEST)
}

fn place(value: i64, scale: &Scale, length: usize) -> usize {
    let most = scale.most.max(1);
    let last = i128::try_from(length.max(1) - 1).unwrap_or(0);
    let place = i128::from(value.clamp(0, most)) * last / i128::from(most);
    usize::try_from(place).unwrap_or(0)
}

/// The bar of a range. A cross on the middle gives way to it.
pub(super) fn bar(range: RangeBar, scale: &Scale, length: usize) -> String {
    let at = |value: i64| place(value, scale, length);
    let mut out = vec![' '; length.max(1)];
    let (low, high) = (at(range.low), at(range.high));
    for place in &mut out[low..=high.max(low)] {
        *place = '─';
    }
    out[low] = '├';
    out[high] = '┤';
    if let Some(cross) = range.cross {
        out[at(cross)] = '×';
    }
    out[at(range.middle)] = '◆';
    out.into_iter().collect::<String>().trim_end().to_owned()
}

/// Returns the labels above the bars. Each begins at its position on the scale; if labels would touch, only every second or
/// third is shown.
pub(super) fn ticks(scale: &Scale, length: usize) -> String {
    let strides = 1..=scale.ticks.len();
    let mut every = strides.map(|stride| every(stride, scale, length));
    every.find_map(|line| line).unwrap_or_default()
}

/// Returns every `stride`th label on one line; `None` if two would touch. A label that would pass the end is left out.
fn every(stride: usize, scale: &Scale, length: usize) -> Option<String> {
    let mut out = String::new();
    let mut written = 0;
    for (value, label) in scale.ticks.iter().step_by(stride) {
        let at = place(*value, scale, length);
        let wide = textwrap::core::display_width(label);
        if at + wide > length {
            break;
        }
        if written > 0 && at <= written {
            return None;
        }
        out.extend(std::iter::repeat_n(' ', at - written));
        out.push_str(label);
        written = at + wide;
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_stands_where_its_range_is() {
        let scale = Scale {
            most: 100,
            ticks: [0, 20, 40, 60, 80, 100]
                .map(|at| (at, format!("${at}k")))
                .into(),
            legend: "",
        };
        let range = RangeBar {
            low: 25,
            middle: 50,
            high: 75,
            cross: Some(100),
        };
        assert_eq!(bar(range, &scale, 20), "    ├────◆────┤    ×");
        assert_eq!(ticks(&scale, 20), "$0k    $40k    $80k");
        assert_eq!(ticks(&scale, 40), "$0k    $20k    $40k    $60k    $80k");
        assert_eq!(ticks(&scale, 5), "$0k");
        let nothing = RangeBar {
            low: 0,
            middle: 0,
            high: 0,
            cross: None,
        };
        assert_eq!(bar(nothing, &Scale::default(), 20), "◆");
    }
}
