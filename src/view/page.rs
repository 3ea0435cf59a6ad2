//! A report before it is text: the sentence for the meeting, tables, and the command to run next.

use std::borrow::Cow;

/// A report for people.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// The answer: said first, and enough when nothing else is read.
    pub lead: Vec<String>,
    /// What it rests on.
    pub blocks: Vec<Block>,
    /// Commands to paste, each with why.
    pub next: Vec<Next>,
}

/// A part of a page.
#[derive(Clone, Debug)]
pub enum Block {
    /// A table.
    Table(Table),
    /// Lines of text, wrapped to the width with a hanging indent.
    Lines(Vec<String>),
}

/// A command to run next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Next {
    /// What it would show or do; may be empty.
    pub why: String,
    /// The command.
    pub command: String,
}

/// A table, without any width.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// What it is called in a file name or a heading.
    pub title: &'static str,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows, as many cells each as there are columns.
    pub rows: Vec<Vec<Cell>>,
}

/// A column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its heading for people.
    pub title: Cow<'static, str>,
    /// Its heading in CSV.
    pub key: Cow<'static, str>,
    /// Numbers stand right.
    pub right: bool,
    /// When the width does not suffice, the column with the highest number goes first; 0 stays.
    pub leaves: u8,
    /// Whether it may be broken into lines of this many characters before any column leaves; 0 when it may not.
    pub wraps: usize,
    /// Where it is shown.
    pub shown: Shown,
    /// What its ranges are drawn on: then it takes the width that others leave, and is left out where nothing is drawn.
    pub scale: Option<Scale>,
}

/// A scale from 0 on that ranges are drawn on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scale {
    /// Its end.
    pub most: i64,
    /// What stands above it, and where.
    pub ticks: Vec<(i64, String)>,
    /// What its marks mean: said below the table.
    pub legend: &'static str,
}

/// A range on a scale, as a bar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RangeBar {
    /// Where it begins.
    pub low: i64,
    /// Half lies above, half below.
    pub middle: i64,
    /// Where it ends.
    pub high: i64,
    /// What stands beside it.
    pub cross: Option<i64>,
}

/// Where a column is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// To people and to programs.
    Everywhere,
    /// To people only: a bar, a mark.
    People,
    /// To programs only: what people see in another form.
    Programs,
}

/// A cell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    /// For people: short.
    pub short: String,
    /// For programs: exact.
    pub exact: String,
    /// What it means, for colour.
    pub tone: Tone,
    /// A bar in place of the text.
    pub bar: Option<Bar>,
    /// A range in place of the text, on the column's scale.
    pub range: Option<RangeBar>,
}

/// What a cell means. Colour only helps: the text says it too.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
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

impl Page {
    /// Without the rows of its tables: then it is a sentence for people, and a heading for programs.
    #[must_use]
    pub fn without_rows(mut self) -> Self {
        for block in &mut self.blocks {
            if let Block::Table(table) = block {
                table.rows.clear();
            }
        }
        self
    }
}

impl Column {
    /// A column of text.
    pub const fn left(title: &'static str, key: &'static str) -> Self {
        Self {
            title: Cow::Borrowed(title),
            key: Cow::Borrowed(key),
            right: false,
            leaves: 0,
            wraps: 0,
            shown: Shown::Everywhere,
            scale: None,
        }
    }

    /// A column of numbers.
    pub const fn right(title: &'static str, key: &'static str) -> Self {
        Self {
            title: Cow::Borrowed(title),
            key: Cow::Borrowed(key),
            right: true,
            leaves: 0,
            wraps: 0,
            shown: Shown::Everywhere,
            scale: None,
        }
    }

    /// A column of ranges on a scale, for people only.
    pub fn ranges(scale: Scale) -> Self {
        Self {
            scale: Some(scale),
            ..Self::left("", "range").for_people()
        }
    }

    /// Has headings that are worked out.
    #[must_use]
    pub fn called(mut self, title: String, key: String) -> Self {
        (self.title, self.key) = (title.into(), key.into());
        self
    }

    /// Goes when the width does not suffice; the highest number goes first.
    #[must_use]
    pub const fn leaves(mut self, order: u8) -> Self {
        self.leaves = order;
        self
    }

    /// May be broken into lines of at least this many characters.
    #[must_use]
    pub const fn wraps(mut self, least: usize) -> Self {
        self.wraps = least;
        self
    }

    /// For people only.
    #[must_use]
    pub const fn for_people(mut self) -> Self {
        self.shown = Shown::People;
        self
    }

    /// For programs only.
    #[must_use]
    pub const fn for_programs(mut self) -> Self {
        self.shown = Shown::Programs;
        self
    }
}

impl Cell {
    /// The same text for people and programs.
    pub fn text(text: impl Into<String>) -> Self {
        let short = text.into();
        Self {
            exact: short.clone(),
            short,
            ..Self::default()
        }
    }

    /// Short for people, exact for programs.
    pub fn both(short: impl Into<String>, exact: impl Into<String>) -> Self {
        Self {
            short: short.into(),
            exact: exact.into(),
            ..Self::default()
        }
    }

    /// A bar.
    pub fn bar(bar: Bar) -> Self {
        Self {
            bar: Some(bar),
            ..Self::default()
        }
    }

    /// A range.
    pub fn range(range: RangeBar) -> Self {
        Self {
            range: Some(range),
            ..Self::default()
        }
    }

    /// What it means.
    #[must_use]
    pub fn tone(mut self, tone: Tone) -> Self {
        self.tone = tone;
        self
    }
}

impl Next {
    /// A command with what it would show.
    pub fn new(why: impl Into<String>, command: impl Into<String>) -> Self {
        Self {
            why: why.into(),
            command: command.into(),
        }
    }
}
