//! A table as CSV: exact values, and nothing that a spreadsheet would run.

use std::borrow::Cow;

use crate::render::{RenderError, TermStyle};
use crate::text::safe;
use crate::view::table::{Grid, rows};

use super::format::{Document, DocumentFormat};

/// For spreadsheets.
#[derive(Debug)]
pub(super) struct Csv;

impl DocumentFormat for Csv {
    fn name(&self) -> &'static str {
        "csv"
    }

    fn about(&self) -> &'static str {
        "For spreadsheets"
    }

    fn render(&self, document: &Document<'_>, _: TermStyle) -> Result<String, RenderError> {
        text(document, b',')
    }

    fn separated_by(&self, separator: u8) -> Option<Box<dyn DocumentFormat>> {
        Some(Box::new(Separated {
            separator,
            begin: "",
        }))
    }
}

/// CSV with another separator.
#[derive(Debug)]
struct Separated {
    separator: u8,
    /// What it begins with.
    begin: &'static str,
}

impl DocumentFormat for Separated {
    fn name(&self) -> &'static str {
        Csv.name()
    }

    fn about(&self) -> &'static str {
        Csv.about()
    }

    fn render(&self, document: &Document<'_>, _: TermStyle) -> Result<String, RenderError> {
        Ok(format!("{}{}", self.begin, text(document, self.separator)?))
    }
}

/// The same for Excel, which takes a file for one of its own code page unless it begins with a byte order mark.
#[derive(Debug)]
pub(super) struct Excel;

impl DocumentFormat for Excel {
    fn name(&self) -> &'static str {
        "excel"
    }

    fn about(&self) -> &'static str {
        "The same, for a file that Excel opens"
    }

    fn render(&self, document: &Document<'_>, _: TermStyle) -> Result<String, RenderError> {
        Ok(format!("{BYTE_ORDER_MARK}{}", text(document, b',')?))
    }

    fn separated_by(&self, separator: u8) -> Option<Box<dyn DocumentFormat>> {
        Some(Box::new(Separated {
            separator,
            begin: BYTE_ORDER_MARK,
        }))
    }
}

/// What a file in UTF-8 begins with where a program would take it for another code page.
const BYTE_ORDER_MARK: &str = "\u{feff}";

fn text(document: &Document<'_>, separator: u8) -> Result<String, RenderError> {
    let mut writer = csv::WriterBuilder::new()
        .delimiter(separator)
        .from_writer(Vec::new());
    if let Some(grid) = (document.rows)() {
        write(&mut writer, &grid)?;
    }
    let bytes = writer
        .into_inner()
        .map_err(|error| csv::Error::from(error.into_error()))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn write(writer: &mut csv::Writer<Vec<u8>>, grid: &Grid) -> Result<(), csv::Error> {
    let columns = grid.for_programs();
    writer.write_record(columns.iter().map(|column| &*column.heading.key))?;
    for row in rows(&columns) {
        let fields = row
            .into_iter()
            .map(|cell| harmless(&safe::one_line(&cell.exact)).into_owned());
        writer.write_record(fields)?;
    }
    Ok(())
}

/// The characters that begin a formula; Excel takes the wide forms for the narrow ones.
const FORMULA: [char; 8] = [
    '=', '+', '-', '@', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}',
];

/// Returns the text with an apostrophe in front of what a spreadsheet would take for a formula; numbers stay numbers. Where
/// lists are separated by semicolons, each part of the text is a cell of its own, whatever stands in quotes.
fn harmless(text: &str) -> Cow<'_, str> {
    if text.parse::<f64>().is_ok() || !text.split(CELLS).any(is_formula) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 8);
    for part in text.split_inclusive(CELLS) {
        if is_formula(part) {
            out.push('\'');
        }
        out.push_str(part);
    }
    Cow::Owned(out)
}

/// What separates cells where the comma is the decimal sign, and its wide form.
const CELLS: [char; 2] = [';', '\u{ff1b}'];

/// Quotes around a cell are taken away before it is read.
fn is_formula(cell: &str) -> bool {
    let begins = |c: char| c.is_whitespace() || c == '"';
    cell.trim_start_matches(begins).starts_with(FORMULA)
}

#[cfg(test)]
mod tests {
    use super::harmless;

    #[test]
    fn formulas_are_defused_and_numbers_are_not() {
        assert_eq!(harmless("=1+1"), "'=1+1");
        assert_eq!(harmless("@SUM(A1)"), "'@SUM(A1)");
        assert_eq!(harmless("\t =1+1"), "'\t =1+1");
        for wide in ["\u{ff1d}1", "\u{ff0b}1", "\u{ff0d}1", " \u{ff20}x"] {
            assert_eq!(harmless(wide), format!("'{wide}"));
        }
        assert_eq!(harmless("a;=1+1; b;@c"), "a;'=1+1; b;'@c");
        assert_eq!(harmless("a; \"=1+1\";b"), "a;' \"=1+1\";b");
        assert_eq!(harmless("a\u{ff1b}=1"), "a\u{ff1b}'=1");
        assert_eq!(harmless("one; two - three"), "one; two - three");
        assert_eq!(harmless("-5.00"), "-5.00");
        assert_eq!(harmless("northwind"), "northwind");
    }
}
