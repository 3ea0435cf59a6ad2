//! The files of one run, so that a finding made anywhere can be shown with its line.

use std::sync::OnceLock;

use super::Span;

/// Which file of [`Sources`] a place is in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub u32);

/// A span in a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The file.
    pub file: FileId,
    /// The bytes in it.
    pub span: Span,
}

/// A place as people and editors count it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// 1-based.
    pub line: usize,
    /// 1-based, in characters.
    pub column: usize,
    /// 0-based, in bytes.
    pub offset: usize,
}

/// One file as it was read.
#[derive(Clone, Debug, Default)]
pub struct SourceFile {
    /// From the root, with `/`.
    pub path: Box<str>,
    /// The text; empty when the file could not be read.
    pub text: Box<str>,
    /// Where each line starts, worked out when the first place of the file is requested: a file may have many findings.
    line_starts: OnceLock<Box<[u32]>>,
}

impl SourceFile {
    /// A file with its text.
    pub fn new(path: impl Into<Box<str>>, text: impl Into<Box<str>>) -> Self {
        Self {
            path: path.into(),
            text: text.into(),
            line_starts: OnceLock::new(),
        }
    }

    fn line_starts(&self) -> &[u32] {
        self.line_starts.get_or_init(|| {
            let after = |(at, _): (usize, &str)| u32::try_from(at + 1).unwrap_or(u32::MAX);
            std::iter::once(0)
                .chain(self.text.match_indices('\n').map(after))
                .collect()
        })
    }

    /// Line and column of a byte offset; an offset inside a character or past the end is moved back.
    pub fn position(&self, offset: usize) -> Position {
        let mut offset = offset.min(self.text.len());
        while !self.text.is_char_boundary(offset) {
            offset -= 1;
        }
        let starts = self.line_starts();
        let line = starts.partition_point(|start| *start as usize <= offset);
        let line_start = starts[line - 1] as usize;
        let mut line_text = &self.text[line_start..offset];
        if line_start == 0 {
            line_text = line_text.strip_prefix('\u{feff}').unwrap_or(line_text);
        }
        Position {
            line,
            column: line_text.chars().count() + 1,
            offset,
        }
    }

    /// The text of a span, or nothing when it does not fit the file.
    pub fn slice(&self, span: Span) -> &str {
        self.text.get(span.range()).unwrap_or_default()
    }
}

/// All files of one run, `process.toml` first.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    files: Vec<SourceFile>,
}

impl Sources {
    /// Adds a file and names it.
    pub fn add(&mut self, file: SourceFile) -> FileId {
        let id = FileId(u32::try_from(self.files.len()).unwrap_or(u32::MAX));
        self.files.push(file);
        id
    }

    /// Puts another text in the place of a file's.
    ///
    /// # Panics
    /// When the id comes from another `Sources`.
    pub fn replace(&mut self, id: FileId, file: SourceFile) {
        self.files[id.0 as usize] = file;
    }

    /// The file behind an id.
    ///
    /// # Panics
    /// When the id comes from another `Sources`.
    pub fn file(&self, id: FileId) -> &SourceFile {
        &self.files[id.0 as usize]
    }

    /// Every file's path, in the order they were added.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.files.iter().map(|file| &*file.path)
    }

    /// How many files there are.
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Returns whether there are no files.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// Line and column where a place starts.
    pub fn start(&self, place: Place) -> Position {
        self.file(place.file).position(place.span.start as usize)
    }

    /// Line and column where a place ends.
    pub fn end(&self, place: Place) -> Position {
        self.file(place.file).position(place.span.end as usize)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_and_skip_a_byte_order_mark() {
        let file = SourceFile::new("a.yaml", "\u{feff}né: 1\r\nb: 2");
        assert_eq!(
            file.position(3),
            Position {
                line: 1,
                column: 1,
                offset: 3
            }
        );
        assert_eq!(
            file.position(8),
            Position {
                line: 1,
                column: 5,
                offset: 8
            }
        );
        assert_eq!(file.position(14).line, 2);
        assert_eq!(
            file.position(5).column,
            2,
            "an offset inside é moves back to its start"
        );
    }
}
