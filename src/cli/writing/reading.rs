//! Reads a file no further than a limit.

use std::fs::File;
use std::io::{self, Read as _};
use std::path::Path;

/// Reads a file as text, up to a limit.
///
/// # Errors
/// It cannot be read, is not UTF-8, or is larger.
pub(in crate::cli) fn read_text(path: &Path, limit: u64) -> io::Result<String> {
    let mut text = String::new();
    let read = File::open(path)?
        .take(limit + 1)
        .read_to_string(&mut text)?;
    if read as u64 > limit {
        let why = format!("it is larger than {} MiB", limit >> 20);
        return Err(io::Error::new(io::ErrorKind::FileTooLarge, why));
    }
    Ok(text)
}
