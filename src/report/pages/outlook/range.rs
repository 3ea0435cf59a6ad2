//! A range as a small bar: `├───◆──×─┤`.

use crate::forecast::draws::Range;

/// Characters of a bar.
const LENGTH: usize = 20;

/// The bar of a range on a scale from 0 to `most`, with the CRM's sum as a cross.
pub(super) fn bar(range: Range, crm: Option<i64>, most: i64) -> String {
    let most = most.max(1);
    let at = |cents: i64| -> usize {
        let place = i128::from(cents.clamp(0, most)) * (LENGTH as i128 - 1) / i128::from(most);
        usize::try_from(place).unwrap_or(0)
    };
    let mut out = vec![' '; LENGTH];
    let (low, middle, high) = (at(range.p10), at(range.p50), at(range.p90));
    for place in &mut out[low..=high.max(low)] {
        *place = '─';
    }
    out[low] = '├';
    out[high] = '┤';
    if let Some(crm) = crm {
        out[at(crm)] = '×';
    }
    out[middle] = '◆';
    out.into_iter().collect::<String>().trim_end().to_owned()
}

/// A range between its ends: `├──────◆────────┤`, half of the chances on either side of the mark.
pub(in crate::report::pages) fn between(range: Range) -> String {
    let (wide, low) = (range.p90 - range.p10, range.p50 - range.p10);
    let inner = LENGTH as i128 - 6;
    let at = i128::from(low) * (inner - 1) / i128::from(wide.max(1));
    let at = usize::try_from(at).unwrap_or(0);
    let mut line = vec!['─'; LENGTH - 6];
    if let Some(mark) = line.get_mut(at) {
        *mark = '◆';
    }
    format!("├{}┤", line.into_iter().collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_stands_where_its_range_is() {
        let range = Range {
            p10: 25,
            p50: 50,
            p90: 75,
        };
        assert_eq!(bar(range, Some(100), 100), "    ├────◆────┤    ×");
        assert_eq!(bar(Range::default(), None, 0), "◆");
        assert_eq!(between(range), "├──────◆───────┤");
        assert_eq!(between(Range::default()), "├◆─────────────┤");
    }
}
