//! How large the letters of a sheet can be so that it stays on one A4 page (D4.6).

use serde::Serialize;
use textwrap::core::display_width;

use crate::view::sheet::{Item, Part, Sheet, SheetField};

/// A size of letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Size {
    /// Tenths of a point.
    pub tenths: u32,
}

/// The largest first. Smaller ones nobody reads.
const SIZES: [Size; 5] = [
    Size { tenths: 105 },
    Size { tenths: 98 },
    Size { tenths: 90 },
    Size { tenths: 82 },
    Size { tenths: 75 },
];
/// Of a sheet that goes on over further pages: a page loses no words, and small letters no longer save one.
const FLOWING: Size = Size { tenths: 90 };

/// The printable width of A4 with the margins of the template, and of the column of texts, in tenths of a millimetre.
const TEXT_WIDTH: usize = 1_270;
/// The printable height, likewise.
const HEIGHT: usize = 2_700;

impl Size {
    /// Characters on a line: a letter is taken to be 0.6 of its size wide, as in the widest of the usual fonts.
    fn columns(self) -> usize {
        // One point is 3.528 tenths of a millimetre.
        TEXT_WIDTH * 100_000 / (self.tenths as usize * 3_528 * 6)
    }

    /// Lines on the page, at 1.3 of the size each.
    fn lines(self) -> usize {
        HEIGHT * 100_000 / (self.tenths as usize * 3_528 * 13)
    }

    fn rows(self, text: &str) -> usize {
        // Broken words leave a part of each line empty.
        width(text).div_ceil(self.columns() * 9 / 10).max(1)
    }
}

/// How wide a text is; one that acts on a terminal is written out and takes more room.
fn width(text: &str) -> usize {
    display_width(text).max(text.chars().filter(|c| c.is_control()).count() * 6)
}

/// The largest size in which the sheet stays on one page; one that is easy to read when none does.
pub(super) fn fitting(sheet: &Sheet) -> Size {
    let fits = |size: &&Size| needed(sheet, **size) <= size.lines();
    SIZES.iter().find(fits).copied().unwrap_or(FLOWING)
}

/// About how many lines the sheet takes.
fn needed(sheet: &Sheet, size: Size) -> usize {
    let lead: usize = sheet.lead.iter().map(|line| size.rows(line)).sum();
    let closing: usize = sheet
        .closing
        .iter()
        .map(|line| 1 + size.rows(&crate::view::sheet::text_of(line)))
        .sum();
    let title = size.rows(&sheet.title) * 2;
    let parts: usize = sheet.parts.iter().map(|part| part_rows(part, size)).sum();
    title + lead + closing + parts + 2
}

fn part_rows(part: &Part, size: Size) -> usize {
    match part {
        Part::Field(field) => field_rows(field, size),
        Part::List { items, .. } => {
            2 + items
                .iter()
                .map(|item| item_rows(item, size))
                .sum::<usize>()
        }
        Part::Notes { lines, .. } => 3 + lines.iter().map(|line| size.rows(line)).sum::<usize>(),
    }
}

fn field_rows(field: &SheetField, size: Size) -> usize {
    let text: usize = field
        .lines
        .iter()
        .map(|line| size.rows(&format!("{}  {}", line.label, line.text())))
        .sum();
    let remark = field.remark.as_ref().map_or(0, |remark| size.rows(remark));
    let up = field.up.as_ref().map_or(0, |up| size.rows(up));
    // The name stands beside the text, on up to three lines with the role below it.
    (text + remark + up).max(if field.aside.is_empty() { 1 } else { 3 }) + 1
}

fn item_rows(item: &Item, size: Size) -> usize {
    let help = item.help.as_ref().map_or(0, |help| size.rows(help));
    size.rows(&format!("{}: {}", item.asks, item.why)) + help
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::sheet::{Piece, SheetLine};

    fn sheet(text: &str, fields: usize, lines: usize) -> Sheet {
        let line = SheetLine {
            label: "note",
            pieces: vec![Piece::Words(text.to_owned())],
        };
        let field = SheetField {
            lines: vec![line; lines],
            ..SheetField::default()
        };
        Sheet {
            parts: vec![Part::Field(field); fields],
            ..Sheet::default()
        }
    }

    #[test]
    fn the_more_there_is_the_smaller_the_letters_until_one_page_cannot_hold_it() {
        let size = |n: usize| fitting(&sheet(&"a".repeat(n), 11, 1));
        assert_eq!(size(40), SIZES[0]);
        let sizes: Vec<u32> = (0..60).map(|n| size(n * 10).tenths).collect();
        let end = sizes
            .iter()
            .position(|tenths| *tenths == 75)
            .unwrap_or(sizes.len());
        assert!(sizes[..end].is_sorted_by(|a, b| a >= b), "{sizes:?}");
        assert!(end < sizes.len(), "{sizes:?}");
        for n in [4_000, 400_000] {
            assert_eq!(size(n), FLOWING);
        }
    }
}
