//! Tables without a width: columns that know how to show a row, and the grid of cells they fill.

use std::borrow::{Borrow, Cow};

use serde::Serialize;

/// A table for rows of one type. Columns are added one after the other; what follows a column (`leaves`, `wraps`, …) is about it.
///
/// ```
/// # use dealctl::view::table::{Cell, Table};
/// let grid = Table::<(&str, u32)>::new("deals")
///     .left("DEAL", "deal", |(deal, _)| Cell::text(*deal))
///     .right("DAYS", "days", |(_, days)| Cell::of(days))
///     .leaves(1)
///     .rows([("northwind", 68)]);
/// assert_eq!(grid.columns[1].cells[0].exact, "68");
/// ```
pub struct Table<'v, R> {
    title: &'static str,
    columns: Vec<Column<'v, R>>,
    tone: Box<dyn Fn(&R) -> Tone + 'v>,
}

/// A column: its heading, and what it shows of a row.
struct Column<'v, R> {
    heading: Heading,
    cell: Box<dyn Fn(&R) -> Cell + 'v>,
}

/// A filled table, column by column.
#[derive(Clone, Debug, Default)]
pub struct Grid {
    /// Its name in a file name or a heading.
    pub title: &'static str,
    /// Its columns, each with as many cells as there are rows.
    pub columns: Vec<FilledColumn>,
}

/// A column of a grid.
#[derive(Clone, Debug)]
pub struct FilledColumn {
    /// Its heading.
    pub heading: Heading,
    /// Its cells, from the first row to the last.
    pub cells: Vec<Cell>,
}

/// What a column is called, where it is shown, and what happens to it when the width does not suffice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// Its heading for people.
    pub title: Cow<'static, str>,
    /// Its heading in CSV.
    pub key: Cow<'static, str>,
    /// Whether it is aligned right, as numbers are.
    pub right: bool,
    /// When the width does not suffice, the column with the highest number goes first; 0 stays.
    pub leaves: u8,
    /// The narrowest width, in characters, to which its text is wrapped before any column goes; 0 if it is never wrapped.
    pub wraps: usize,
    /// Whether its text is never broken, as a command that people copy.
    pub whole: bool,
    /// Who sees it.
    pub shown: Shown,
    /// The scale of its ranges. Such a column takes the width that the others leave.
    pub scale: Option<Scale>,
}

/// A scale from 0 on which ranges are drawn.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scale {
    /// Its end.
    pub most: i64,
    /// Labels above it, each with its value.
    pub ticks: Vec<(i64, String)>,
    /// What its marks mean; shown below the table.
    pub legend: &'static str,
}

/// A range on a scale, drawn as a bar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RangeBar {
    /// Where it begins.
    pub low: i64,
    /// The median.
    pub middle: i64,
    /// Where it ends.
    pub high: i64,
    /// A figure to compare it with.
    pub cross: Option<i64>,
}

/// Who sees a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// People and programs.
    Everywhere,
    /// People only: a bar, a mark.
    People,
    /// Programs only: what people see in another form.
    Programs,
}

/// A cell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    /// The short form, for people.
    pub short: String,
    /// The exact form, for programs.
    pub exact: String,
    /// What it means, for colour.
    pub tone: Tone,
    /// A bar in place of the text.
    pub bar: Option<Bar>,
    /// A range in place of the text, on the column's scale.
    pub range: Option<RangeBar>,
}

/// What a cell means. Colour only helps: the text says it too.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Tone {
    /// Nothing in particular.
    #[default]
    Plain,
    /// As it should be.
    Good,
    /// Needs somebody.
    Late,
    /// Beside the point.
    Quiet,
    /// A total or a heading.
    Strong,
}

/// A small bar: light up to the limit, dark for what is over it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bar {
    /// Eighths of a character that are inside the limit.
    pub inside: u32,
    /// Eighths of a character that are over it.
    pub over: u32,
}

impl<'v, R> Table<'v, R> {
    /// Returns a table without columns.
    pub fn new(title: &'static str) -> Self {
        Self {
            title,
            columns: Vec::new(),
            tone: Box::new(|_| Tone::Plain),
        }
    }

    /// Adds a column of text: its heading for people, its key for programs, and its cell of a row.
    #[must_use]
    pub fn left(
        mut self,
        title: impl Into<Cow<'static, str>>,
        key: impl Into<Cow<'static, str>>,
        cell: impl Fn(&R) -> Cell + 'v,
    ) -> Self {
        self.columns.push(Column {
            heading: Heading {
                title: title.into(),
                key: key.into(),
                right: false,
                leaves: 0,
                wraps: 0,
                whole: false,
                shown: Shown::Everywhere,
                scale: None,
            },
            cell: Box::new(cell),
        });
        self
    }

    /// Adds a column of numbers, likewise.
    #[must_use]
    pub fn right(
        self,
        title: impl Into<Cow<'static, str>>,
        key: impl Into<Cow<'static, str>>,
        cell: impl Fn(&R) -> Cell + 'v,
    ) -> Self {
        self.left(title, key, cell)
            .with(|heading| heading.right = true)
    }

    /// Adds a column of ranges on a scale, for people only.
    #[must_use]
    pub fn ranges(self, scale: Scale, cell: impl Fn(&R) -> Cell + 'v) -> Self {
        let table = self.left("", "range", cell).for_people();
        table.with(|heading| heading.scale = Some(scale))
    }

    /// Lets the column go when the width does not suffice; the highest number goes first.
    #[must_use]
    pub fn leaves(self, order: u8) -> Self {
        self.with(|heading| heading.leaves = order)
    }

    /// Lets its text be wrapped, to lines of at least this many characters.
    #[must_use]
    pub fn wraps(self, least: usize) -> Self {
        self.with(|heading| heading.wraps = least)
    }

    /// Keeps its text in one piece, however narrow the terminal: people copy it.
    #[must_use]
    pub fn whole(self) -> Self {
        self.with(|heading| heading.whole = true)
    }

    /// Shows it to people only.
    #[must_use]
    pub fn for_people(self) -> Self {
        self.with(|heading| heading.shown = Shown::People)
    }

    /// Shows it to programs only.
    #[must_use]
    pub fn for_programs(self) -> Self {
        self.with(|heading| heading.shown = Shown::Programs)
    }

    fn with(mut self, change: impl FnOnce(&mut Heading)) -> Self {
        if let Some(column) = self.columns.last_mut() {
            change(&mut column.heading);
        }
        self
    }

    /// Gives every cell of a row a tone, such as `Strong` in a total; cells with a tone of their own keep it.
    #[must_use]
    pub fn row_tone(mut self, tone: impl Fn(&R) -> Tone + 'v) -> Self {
        self.tone = Box::new(tone);
        self
    }

    /// Fills the table with rows.
    pub fn rows(self, rows: impl IntoIterator<Item = impl Borrow<R>>) -> Grid {
        let rows: Vec<_> = rows.into_iter().collect();
        let fill = |column: Column<'v, R>| {
            let cells = rows.iter().map(|row| {
                let cell = (column.cell)(row.borrow());
                match cell.tone {
                    Tone::Plain => cell.tone((self.tone)(row.borrow())),
                    _ => cell,
                }
            });
            FilledColumn {
                cells: cells.collect(),
                heading: column.heading,
            }
        };
        Grid {
            title: self.title,
            columns: self.columns.into_iter().map(fill).collect(),
        }
    }
}

impl Grid {
    /// Returns whether it has no row.
    pub fn is_empty(&self) -> bool {
        self.height() == 0
    }

    /// Returns how many rows it has.
    pub fn height(&self) -> usize {
        self.columns.first().map_or(0, |column| column.cells.len())
    }

    /// Returns the columns that people see.
    pub fn for_people(&self) -> Vec<&FilledColumn> {
        self.seen_by(Shown::People)
    }

    /// Returns the columns that programs see.
    pub fn for_programs(&self) -> Vec<&FilledColumn> {
        self.seen_by(Shown::Programs)
    }

    fn seen_by(&self, reader: Shown) -> Vec<&FilledColumn> {
        let seen = |column: &&FilledColumn| {
            column.heading.shown == Shown::Everywhere || column.heading.shown == reader
        };
        self.columns.iter().filter(seen).collect()
    }
}

/// Returns the rows of some columns of a grid, from the first to the last.
pub fn rows<'g>(columns: &[&'g FilledColumn]) -> impl Iterator<Item = Vec<&'g Cell>> {
    let mut cells: Vec<_> = columns.iter().map(|column| column.cells.iter()).collect();
    std::iter::from_fn(move || {
        let row: Vec<&Cell> = cells.iter_mut().filter_map(Iterator::next).collect();
        (!row.is_empty()).then_some(row)
    })
}

impl Cell {
    /// Returns a cell with the same text for people and programs.
    pub fn text(text: impl Into<String>) -> Self {
        let short = text.into();
        Self {
            exact: short.clone(),
            short,
            ..Self::default()
        }
    }

    /// Returns a cell with a number, or anything else that shows itself.
    pub fn of(value: impl std::fmt::Display) -> Self {
        Self::text(value.to_string())
    }

    /// Returns a cell that is short for people and exact for programs.
    pub fn both(short: impl Into<String>, exact: impl Into<String>) -> Self {
        Self {
            short: short.into(),
            exact: exact.into(),
            ..Self::default()
        }
    }

    /// Returns a cell with a bar.
    pub fn bar(bar: Bar) -> Self {
        Self {
            bar: Some(bar),
            ..Self::default()
        }
    }

    /// Returns a cell with a range.
    pub fn range(range: RangeBar) -> Self {
        Self {
            range: Some(range),
            ..Self::default()
        }
    }

    /// Gives the cell a tone.
    #[must_use]
    pub fn tone(mut self, tone: Tone) -> Self {
        self.tone = tone;
        self
    }
}
