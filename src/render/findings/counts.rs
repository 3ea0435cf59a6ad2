//! How many findings there are, and in how many files.

use crate::diagnostic::{Diagnostic, Level};
use crate::text::name::count;

/// How much was judged.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Judged {
    /// Files of deals, including those that cannot be read.
    pub deals: usize,
    /// Files, including process.toml.
    pub files: usize,
}

impl Judged {
    /// Returns `46 deals`, or `1 file` if no deal was judged.
    pub fn in_words(self) -> String {
        match self {
            Self { deals: 0, files } if files > 0 => count(files, "file"),
            Self { deals, .. } => count(deals, "deal"),
        }
    }
}

/// How many findings of each level.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Errors.
    pub errors: usize,
    /// Warnings.
    pub warnings: usize,
    /// Notes.
    pub notes: usize,
}

impl Counts {
    /// Counts findings by level.
    pub fn of<'a>(findings: impl IntoIterator<Item = &'a Diagnostic>) -> Self {
        let mut counts = Self::default();
        for finding in findings {
            match finding.level {
                Level::Error => counts.errors += 1,
                Level::Warning => counts.warnings += 1,
                Level::Note => counts.notes += 1,
            }
        }
        counts
    }

    /// Returns `2 errors, 1 warning`.
    pub fn in_words(self) -> String {
        let counted = [
            (self.errors, "error"),
            (self.warnings, "warning"),
            (self.notes, "note"),
        ];
        let parts = counted.into_iter().filter(|(n, _)| *n > 0);
        let parts: Vec<String> = parts.map(|(n, word)| count(n, word)).collect();
        parts.join(", ")
    }
}
