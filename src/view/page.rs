//! A document before it is text: what it says first, its parts, and the command to run next. A report's page and the packet
//! that a seller gets are the same type, so each format draws both.

use serde::Serialize;

use super::table::Grid;

/// A document for people.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// The title of a document that is passed on, such as a packet. Only a terminal shows such a document's commands.
    pub title: Option<String>,
    /// The answer: it comes first, and is enough if nothing else is read.
    pub lead: Vec<String>,
    /// What it rests on.
    pub blocks: Vec<Block>,
    /// What its reader does next: below a line of its own.
    pub closing: Vec<Vec<Piece>>,
    /// Commands to paste, each with a reason.
    pub next: Vec<Next>,
}

/// A part of a page.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Block {
    /// A table.
    #[serde(skip)]
    Table(Grid),
    /// Lines of text, each wrapped with a hanging indent.
    Lines {
        /// The heading, where the format has headings.
        title: Option<&'static str>,
        /// The lines.
        lines: Vec<String>,
    },
    /// Lines of a file that were removed and added. They are never wrapped.
    Diff {
        /// The file.
        path: String,
        /// Its lines, each with `-` or `+` in front.
        lines: Vec<String>,
    },
    /// A numbered field.
    Field(Field),
    /// A list with an answer on each line.
    List {
        /// What the list decides.
        title: String,
        /// Its lines.
        items: Vec<Item>,
    },
}

/// A command to run next.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Next {
    /// What it would show or do; may be empty.
    pub why: String,
    /// The command.
    pub command: String,
}

/// A numbered field of a packet.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Field {
    /// Its number.
    pub number: u8,
    /// Its name.
    pub name: &'static str,
    /// Its state; `None` if that does not concern the reader.
    pub mark: Option<Mark>,
    /// Who is responsible for it, and where it is written: `partner marketing, Priya Raman · northwind.yaml:34`.
    pub aside: Vec<String>,
    /// What it says.
    pub lines: Vec<FieldText>,
    /// What is wrong with it: “weak: nobody is named at Granite Mutual”.
    pub remark: Option<String>,
    /// What would make it better.
    pub up: Option<String>,
}

/// A line of a field.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct FieldText {
    /// What it is about; may be empty.
    pub label: &'static str,
    /// Its text and sources.
    pub pieces: Vec<Piece>,
}

/// A piece of a line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Piece {
    /// Plain text.
    Words(String),
    /// Text to be copied, such as `accept`.
    Strong(String),
    /// A web address, http or https.
    Link(String),
    /// A command.
    Code(String),
}

/// The state of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// As it should be.
    Good,
    /// Present, but not good enough.
    Weak,
    /// Not there.
    Missing,
    /// Not required.
    NotNeeded,
}

impl Mark {
    /// Returns its sign.
    pub fn sign(self) -> &'static str {
        match self {
            Self::Good => "●●",
            Self::Weak => "●○",
            Self::Missing => "○○",
            Self::NotNeeded => "··",
        }
    }

    /// Returns its word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::Weak => "weak",
            Self::Missing => "missing",
            Self::NotNeeded => "not needed",
        }
    }
}

/// A mark is a sign and a word to a template.
impl Serialize for Mark {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        [self.sign(), self.word()].serialize(serializer)
    }
}

/// A line of a list.
#[derive(Clone, Debug, Serialize)]
pub struct Item {
    /// Whether the answer is a good one; `None` if it was not checked.
    pub good: Option<bool>,
    /// `yes`, `no`, `not asked`.
    pub answer: &'static str,
    /// The question.
    pub asks: String,
    /// Why the answer is that.
    pub why: String,
    /// Whose move it is, and what to do.
    pub help: Option<String>,
}

impl Item {
    /// Returns the sign of its answer.
    pub fn sign(&self) -> &'static str {
        match self.good {
            Some(true) => "✓",
            Some(false) => "✗",
            None => "·",
        }
    }
}

impl Page {
    /// Returns the first table, which is what a spreadsheet gets.
    pub fn into_main_table(self) -> Option<Grid> {
        self.blocks.into_iter().find_map(|block| match block {
            Block::Table(grid) => Some(grid),
            _ => None,
        })
    }

    /// Removes the rows of its tables: what is left is a sentence for people, and a heading for programs.
    #[must_use]
    pub fn without_rows(mut self) -> Self {
        for block in &mut self.blocks {
            if let Block::Table(grid) = block {
                for column in &mut grid.columns {
                    column.cells.clear();
                }
            }
        }
        self
    }
}

impl Block {
    /// Returns whether there is nothing to show.
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Table(grid) => grid.is_empty(),
            Self::Lines { lines, .. } | Self::Diff { lines, .. } => lines.is_empty(),
            Self::Field(_) | Self::List { .. } => false,
        }
    }

    /// Returns lines without a heading.
    pub fn lines(lines: Vec<String>) -> Self {
        Self::Lines { title: None, lines }
    }
}

impl From<Grid> for Block {
    fn from(grid: Grid) -> Self {
        Self::Table(grid)
    }
}

impl Next {
    /// Returns a command with what it would show.
    pub fn new(why: impl Into<String>, command: impl Into<String>) -> Self {
        Self {
            why: why.into(),
            command: command.into(),
        }
    }
}

impl FieldText {
    /// Returns the line as plain text: `who: Ines Calder`.
    pub fn labelled(&self) -> String {
        match self.label {
            "" => self.text(),
            label => format!("{label}: {}", self.text()),
        }
    }

    /// Returns the line without its label, as plain text.
    pub fn text(&self) -> String {
        self.pieces.iter().map(Piece::text).collect()
    }
}

impl Piece {
    /// Returns its text.
    pub fn text(&self) -> &str {
        match self {
            Self::Words(text) | Self::Strong(text) | Self::Link(text) | Self::Code(text) => text,
        }
    }
}
