//! A section of the page for the meeting.

use crate::view::page::{Block, Page};
use crate::view::picture::Picture;
use crate::view::table::Grid;

/// Declares the sections with their words and titles, in the order of the page.
macro_rules! kinds {
    ($($(#[$about:meta])* $kind:ident = $word:literal, $title:literal;)*) => {
        /// Which section it is.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum SectionKind {
            $($(#[$about])* $kind,)*
        }

        impl SectionKind {
            /// Every section, in the order of the page.
            pub const ALL: [Self; [$($word),*].len()] = [$(Self::$kind),*];

            /// Returns its word on the command line and in process.toml.
            pub fn word(self) -> &'static str {
                match self {
                    $(Self::$kind => $word,)*
                }
            }

            /// Returns its heading.
            pub fn title(self) -> &'static str {
                match self {
                    $(Self::$kind => $title,)*
                }
            }
        }
    };
}

kinds! {
    /// What the quarter will bring.
    Quarter = "quarter", "This quarter";
    /// What changed since the last meeting.
    Changes = "changes", "What changed";
    /// The moves that are wanted.
    Decisions = "decisions", "Moves wanted";
    /// Where the deals stand.
    Stages = "stages", "Where it stands";
    /// What is stalled.
    Stalled = "stalled", "Stalled";
    /// Where deals die.
    Leaks = "leaks", "Where deals die";
    /// Handoffs, and what sellers did with them.
    Handoffs = "handoffs", "Handoffs";
    /// The partners.
    Partners = "partners", "Partners";
    /// What they sourced and are owed.
    Attribution = "attribution", "Attribution";
    /// Accounts that two want.
    Conflicts = "conflicts", "Conflicts";
    /// How good past forecasts were.
    Belief = "belief", "Can the forecast be believed";
    /// Changes of the process, and what its data says.
    Process = "process", "The process";
    /// What needs tidying.
    Hygiene = "hygiene", "Hygiene";
    /// Every open deal.
    Deals = "deals", "Every open deal";
    /// How it is worked out.
    Method = "method", "How it is worked out";
}

impl SectionKind {
    /// Returns the section of a word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }
}

/// A section.
#[derive(Clone, Debug)]
pub struct Section {
    /// Which one.
    pub kind: SectionKind,
    /// What it says: the first line is enough if nothing else is read.
    pub lines: Vec<String>,
    /// Its pictures; each says what a line or a table says.
    pub pictures: Vec<Picture>,
    /// Its tables.
    pub tables: Vec<Grid>,
    /// What is to be known of them.
    pub notes: Vec<String>,
}

impl Section {
    /// Takes the sentence, the tables and the notes of a page.
    pub(super) fn of(kind: SectionKind, page: Page) -> Self {
        let mut section = Self::of_lines(kind, page.lead);
        for block in page.blocks {
            match block {
                Block::Table(grid) if !grid.is_empty() => section.tables.push(grid),
                Block::Lines { lines, .. } => section.notes.extend(lines),
                _ => {}
            }
        }
        section
    }

    /// Returns a section of lines alone.
    pub(super) fn of_lines(kind: SectionKind, lines: Vec<String>) -> Self {
        Self {
            kind,
            lines,
            pictures: Vec::new(),
            tables: Vec::new(),
            notes: Vec::new(),
        }
    }

    /// Returns a section without data.
    pub(super) fn empty(kind: SectionKind, why: &str) -> Self {
        Self::of_lines(kind, vec![why.to_owned()])
    }

    pub(super) fn with_tables(mut self, n: usize) -> Self {
        self.tables.truncate(n);
        self
    }

    pub(super) fn without_notes(mut self) -> Self {
        self.notes.clear();
        self
    }

    /// Keeps the first rows of its first table.
    pub(super) fn with_rows(mut self, n: usize) -> Self {
        self.tables.truncate(1);
        for table in &mut self.tables {
            for column in &mut table.columns {
                column.cells.truncate(n);
            }
        }
        self
    }

    /// Says how many rows are left out, and the command that shows them.
    pub(super) fn and_more(mut self, more: usize, command: &str) -> Self {
        if more > 0 {
            self.notes.push(format!("{more} more: {command}"));
        }
        self
    }

    pub(super) fn with_pictures(mut self, pictures: Vec<Picture>) -> Self {
        self.pictures = pictures;
        self
    }
}
