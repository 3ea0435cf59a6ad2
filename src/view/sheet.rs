//! A document on one sheet before it is text: numbered fields, lists with an answer on each line, notes. A packet for the
//! terminal, for a mail and for paper is the same sheet.

use super::page::Next;

/// A document on one sheet.
#[derive(Clone, Debug, Default)]
pub struct Sheet {
    /// What it is, in a few words.
    pub title: String,
    /// The answer: said first.
    pub lead: Vec<String>,
    /// What it says.
    pub parts: Vec<Part>,
    /// How to go on from here, for whoever it was written for: below a line of its own.
    pub closing: Vec<Vec<Piece>>,
    /// Commands to run next; for a terminal only.
    pub next: Vec<Next>,
}

/// A part of a sheet.
#[derive(Clone, Debug)]
pub enum Part {
    /// A numbered field.
    Field(SheetField),
    /// A list with an answer on each line.
    List {
        /// What the list decides.
        title: String,
        /// Its lines.
        items: Vec<Item>,
    },
    /// Lines of text below a heading.
    Notes {
        /// The heading.
        title: &'static str,
        /// The lines.
        lines: Vec<String>,
    },
}

/// A numbered field.
#[derive(Clone, Debug, Default)]
pub struct SheetField {
    /// Its number.
    pub number: u8,
    /// Its name.
    pub name: &'static str,
    /// How it stands; none where that is nobody's business.
    pub mark: Option<Mark>,
    /// Who is behind it, and where it stands: `partner marketing, Priya Raman · northwind.yaml:34`.
    pub aside: Vec<String>,
    /// What it says.
    pub lines: Vec<SheetLine>,
    /// What is wrong with it: “weak: nobody is named at Granite Mutual”.
    pub remark: Option<String>,
    /// What would mend it.
    pub up: Option<String>,
}

/// A line of a field.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SheetLine {
    /// What it is about; may be empty.
    pub label: &'static str,
    /// In words and sources.
    pub pieces: Vec<Piece>,
}

/// A piece of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Style.
    Words(String),
    /// Style that somebody copies, such as `accept`.
    Strong(String),
    /// A web address, http or https.
    Link(String),
}

/// How a field or a line stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// As it should be.
    Good,
    /// There, but it would not do.
    Weak,
    /// Not there.
    Missing,
    /// Not asked for.
    NotNeeded,
}

impl Mark {
    /// Its sign.
    pub fn sign(self) -> &'static str {
        match self {
            Self::Good => "●●",
            Self::Weak => "●○",
            Self::Missing => "○○",
            Self::NotNeeded => "··",
        }
    }

    /// Its word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::Weak => "weak",
            Self::Missing => "missing",
            Self::NotNeeded => "not needed",
        }
    }
}

/// A line of a list.
#[derive(Clone, Debug)]
pub struct Item {
    /// Whether the answer is a good one; none where it is not asked.
    pub good: Option<bool>,
    /// `yes`, `no`, `not asked`.
    pub answer: &'static str,
    /// What is asked.
    pub asks: String,
    /// Why the answer is that.
    pub why: String,
    /// Whose move it is, and how to mend it.
    pub help: Option<String>,
}

impl SheetLine {
    /// The line without its label, as plain text.
    pub fn text(&self) -> String {
        text_of(&self.pieces)
    }
}

/// Pieces as plain text.
pub fn text_of(pieces: &[Piece]) -> String {
    pieces
        .iter()
        .map(|piece| match piece {
            Piece::Words(text) | Piece::Strong(text) | Piece::Link(text) => text.as_str(),
        })
        .collect()
}
