//! What is asked of a write, and what comes of it.

use std::io;

/// What a file that is written has to be before.
#[derive(Clone, Copy, Debug)]
pub(in crate::cli) enum Before<'b> {
    /// Nothing may be there.
    Absent,
    /// It has these bytes, and nobody changed them meanwhile.
    Bytes(&'b [u8]),
    /// Whatever it is.
    Anything,
}

/// Why a file was not written.
#[derive(Debug)]
pub(in crate::cli) enum NotWritten {
    /// It is another than it was when it was read.
    Changed,
    /// It is read-only, which is somebody's wish.
    ReadOnly,
    /// It is not a regular file, or a link bends the way to it.
    Bent,
    /// The system says no.
    Failed(io::Error),
}

impl From<io::Error> for NotWritten {
    fn from(error: io::Error) -> Self {
        Self::Failed(error)
    }
}

/// How a file was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::cli) enum Written {
    /// With the owner, group and permissions that it had.
    AsItWas,
    /// Its group could not be kept: this user is not in it.
    OtherGroup,
}

/// Who may do what with a new file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::cli) enum Mode {
    /// What new files have.
    Text,
    /// The same, and it can be run.
    Program,
}
