//! Tables whose cells are joined to their columns by position. Only until the last view has moved to [`super::table::Table`].

use std::borrow::Cow;

use super::page::Block;
use super::table::{self, Cell, FilledColumn, Grid, Heading, Scale};

/// A table, row by row.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// Its name in a file name or a heading.
    pub title: &'static str,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows, as many cells each as there are columns.
    pub rows: Vec<Vec<Cell>>,
}

/// A column.
#[derive(Clone, Debug)]
pub struct Column(Heading);

impl Column {
    /// Returns a column of text.
    pub fn left(title: &'static str, key: &'static str) -> Self {
        Self(Heading {
            title: Cow::Borrowed(title),
            key: Cow::Borrowed(key),
            right: false,
            leaves: 0,
            wraps: 0,
            shown: table::Shown::Everywhere,
            scale: None,
        })
    }

    /// Returns a column of numbers.
    pub fn right(title: &'static str, key: &'static str) -> Self {
        let mut column = Self::left(title, key);
        column.0.right = true;
        column
    }

    /// Returns a column of ranges on a scale, for people only.
    pub fn ranges(scale: Scale) -> Self {
        let mut column = Self::left("", "range").for_people();
        column.0.scale = Some(scale);
        column
    }

    /// Sets headings that are worked out.
    #[must_use]
    pub fn called(mut self, title: String, key: String) -> Self {
        (self.0.title, self.0.key) = (title.into(), key.into());
        self
    }

    /// Lets the column go when the width does not suffice.
    #[must_use]
    pub fn leaves(mut self, order: u8) -> Self {
        self.0.leaves = order;
        self
    }

    /// Lets its text be wrapped.
    #[must_use]
    pub fn wraps(mut self, least: usize) -> Self {
        self.0.wraps = least;
        self
    }

    /// Shows it to people only.
    #[must_use]
    pub fn for_people(mut self) -> Self {
        self.0.shown = table::Shown::People;
        self
    }

    /// Shows it to programs only.
    #[must_use]
    pub fn for_programs(mut self) -> Self {
        self.0.shown = table::Shown::Programs;
        self
    }
}

impl From<Table> for Block {
    fn from(table: Table) -> Self {
        let columns = table.columns.into_iter().enumerate();
        Self::Table(Grid {
            title: table.title,
            columns: columns
                .map(|(index, Column(heading))| FilledColumn {
                    heading,
                    cells: table.rows.iter().map(|row| row[index].clone()).collect(),
                })
                .collect(),
        })
    }
}
