//! How large the letters of a sheet can be so that it stays on one A4 page (D4.6).

use serde::Serialize;
use textwrap::core::display_width;

use crate::report::sheet::{Item, Part, Sheet, SheetField};

/// A size of letters, and what may stand on the sheet in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Size {
    /// Tenths of a point.
    pub tenths: u32,
    /// Characters of one text; longer ones are cut.
    pub longest: usize,
    /// Lines of one field; further ones are counted.
    pub most: usize,
}

/// The largest first. In the smaller ones texts are cut too: a sheet that nobody can read helps nobody.
const SIZES: [Size; 9] = [
    Size::of(105, LONG, 40),
    Size::of(98, LONG, 40),
    Size::of(90, LONG, 40),
    Size::of(82, LONG, 40),
    Size::of(75, LONG, 40),
    Size::of(75, 400, 8),
    Size::of(70, 300, 6),
    Size::of(70, 160, 4),
    Size::of(70, 60, 2),
];

/// Nothing on a sheet is longer.
const LONG: usize = 1_200;

/// The printable width of A4 with the margins of the template, and of the column of texts, in tenths of a millimetre.
const TEXT_WIDTH: usize = 1_270;
/// The printable height, likewise.
const HEIGHT: usize = 2_700;

impl Size {
    const fn of(tenths: u32, longest: usize, most: usize) -> Self {
        Self {
            tenths,
            longest,
            most,
        }
    }

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
        let width = cut_width(text, self.longest);
        width.div_ceil(self.columns() * 9 / 10).max(1)
    }
}

/// How wide a text is once it is cut; a text that acts on a terminal is written out and takes more room.
fn cut_width(text: &str, longest: usize) -> usize {
    match text.char_indices().nth(longest) {
        Some((at, _)) => display_width(&text[..at]) + 1,
        None => display_width(text),
    }
    .max(
        text.chars()
            .take(longest)
            .filter(|c| c.is_control())
            .count()
            * 6,
    )
}

/// The largest size in which the sheet stays on one page; the smallest when none does.
pub(super) fn fitting(sheet: &Sheet) -> Size {
    let fits = |size: &&Size| needed(sheet, **size) <= size.lines();
    SIZES
        .iter()
        .find(fits)
        .copied()
        .unwrap_or(SIZES[SIZES.len() - 1])
}

/// About how many lines the sheet takes.
fn needed(sheet: &Sheet, size: Size) -> usize {
    let lead: usize = sheet.lead.iter().map(|line| size.rows(line)).sum();
    let closing: usize = sheet
        .closing
        .iter()
        .map(|line| 1 + size.rows(&crate::report::sheet::text_of(line)))
        .sum();
    let title = size.rows(&sheet.title) * 2;
    let parts: usize = sheet.parts.iter().map(|part| part_rows(part, size)).sum();
    // The line that says that texts were cut.
    title + lead + closing + parts + 3
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
        Part::Notes { lines, .. } => {
            3 + lines
                .iter()
                .take(size.most)
                .map(|line| size.rows(line))
                .sum::<usize>()
        }
    }
}

fn field_rows(field: &SheetField, size: Size) -> usize {
    let lines = field.lines.iter().take(size.most);
    let text: usize = lines
        .map(|line| size.rows(&format!("{}  {}", line.label, line.text())))
        .sum();
    let remark = field.remark.as_ref().map_or(0, |remark| size.rows(remark));
    let up = field.up.as_ref().map_or(0, |up| size.rows(up));
    let more = usize::from(field.lines.len() > size.most);
    // The name stands beside the text, on up to three lines with the role below it.
    (text + remark + up + more).max(if field.aside.is_empty() { 1 } else { 3 }) + 1
}

fn item_rows(item: &Item, size: Size) -> usize {
    let help = item.help.as_ref().map_or(0, |help| size.rows(help));
    size.rows(&format!("{}: {}", item.asks, item.why)) + help
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sheet::{Piece, SheetLine};

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
    fn the_more_there_is_the_smaller_the_letters() {
        let sizes: Vec<Size> = [40, 400, 900, 4_000, 400_000]
            .into_iter()
            .map(|n| fitting(&sheet(&"a".repeat(n), 11, 1)))
            .collect();
        assert_eq!(sizes[0], SIZES[0]);
        for pair in sizes.windows(2) {
            assert!(pair[0].tenths >= pair[1].tenths, "{sizes:?}");
        }
    }

    #[test]
    fn the_smallest_size_holds_whatever_is_written() {
        let smallest = SIZES[SIZES.len() - 1];
        let worst = sheet(&"物".repeat(5_000), 11, 1_000);
        assert!(needed(&worst, smallest) <= smallest.lines());
    }
}
