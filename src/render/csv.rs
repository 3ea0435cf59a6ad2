//! A report's first table as CSV: exact values, and nothing that a spreadsheet would run.

use std::borrow::Cow;

use crate::text::safe;
use crate::view::page::{Block, Page, Shown, Table};

/// The page's main table; a page without one is its heading alone.
///
/// # Errors
/// Never in practice: the writer's target is memory.
pub fn csv(page: &Page) -> Result<String, csv::Error> {
    let table = page.blocks.iter().find_map(|block| match block {
        Block::Table(table) => Some(table),
        Block::Lines(_) => None,
    });
    let mut writer = csv::Writer::from_writer(Vec::new());
    if let Some(table) = table {
        write(&mut writer, table)?;
    }
    let bytes = writer
        .into_inner()
        .map_err(csv::IntoInnerError::into_error)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn write(writer: &mut csv::Writer<Vec<u8>>, table: &Table) -> Result<(), csv::Error> {
    let columns: Vec<usize> = (0..table.columns.len())
        .filter(|index| table.columns[*index].shown != Shown::People)
        .collect();
    writer.write_record(columns.iter().map(|index| &*table.columns[*index].key))?;
    for row in &table.rows {
        writer.write_record(
            columns
                .iter()
                .map(|index| harmless(&safe::one_line(&row[*index].exact)).into_owned()),
        )?;
    }
    Ok(())
}

/// What begins a formula; Excel takes the wide forms for the narrow ones.
const FORMULA: [char; 8] = [
    '=', '+', '-', '@', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}',
];

/// A text that a spreadsheet would take for a formula gets an apostrophe in front; numbers stay numbers.
fn harmless(text: &str) -> Cow<'_, str> {
    let number = text.parse::<f64>().is_ok();
    if !number && text.trim_start().starts_with(FORMULA) {
        Cow::Owned(format!("'{text}"))
    } else {
        Cow::Borrowed(text)
    }
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
        assert_eq!(harmless("-5.00"), "-5.00");
        assert_eq!(harmless("northwind"), "northwind");
    }
}
