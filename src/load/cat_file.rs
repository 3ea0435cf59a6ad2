//! `git cat-file --batch`: objects as a stream, however many. One thread writes names while this one reads, so neither
//! waits for the other; an object above the size limit is skipped without being kept.

use std::collections::HashSet;
use std::io::{self, BufRead, BufReader, Read, Write as _};
use std::process::{ChildStdin, ChildStdout, Stdio};

use super::git::{Git, GitError};
use super::object_id::ObjectId;
use super::origin::{BLANK_CAP, is_blank};

/// What git answers for one name.
#[derive(Debug, PartialEq, Eq)]
pub enum Answer<'a> {
    /// The object's bytes.
    Bytes(&'a [u8]),
    /// It has this many bytes, more than the limit.
    TooLarge(u64),
    /// There is no such object here.
    Missing,
}

/// Requests objects by name and passes each answer to `each`, in order, until that returns false.
///
/// # Errors
/// git could not be run, or ended before it had answered.
pub fn cat_file(
    git: &Git,
    names: impl Iterator<Item = Vec<u8>> + Send,
    cap: usize,
    each: &mut dyn FnMut(Answer<'_>) -> bool,
) -> Result<(), GitError> {
    let failed = |why: &io::Error| GitError::Failed(why.to_string());
    let mut child = git
        .command(&["cat-file", "--batch", "--buffer"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|error| failed(&error))?;
    let (stdin, stdout) = child
        .stdin
        .take()
        .zip(child.stdout.take())
        .ok_or_else(|| GitError::Failed("no pipes".to_owned()))?;
    let (requested, answered) = std::thread::scope(|scope| {
        let asking = scope.spawn(move || ask(stdin, names));
        let answered = read(stdout, cap, each);
        (asking.join().unwrap_or_default(), answered)
    });
    let status = child.wait().map_err(|error| failed(&error))?;
    match answered {
        Some(answered) if status.success() && answered == requested => Ok(()),
        // The reader has closed.
        None => Ok(()),
        Some(_) => Err(GitError::Failed(
            "the files cannot be read from git".to_owned(),
        )),
    }
}

/// Returns those of some blobs that hold nothing but blanks. Their sizes are asked for first, so that no large file is read.
pub fn blank_blobs(git: &Git, blobs: &[ObjectId]) -> HashSet<ObjectId> {
    let mut blank = HashSet::new();
    // What git does not answer counts as a file with words.
    let sizes = sizes(git, blobs).unwrap_or_default();
    let is_small = |size: &Option<u64>| size.is_some_and(|size| size <= BLANK_CAP as u64);
    let small = blobs.iter().zip(sizes).filter(|(_, size)| is_small(size));
    let small: Vec<ObjectId> = small.map(|(blob, _)| *blob).collect();
    if small.is_empty() {
        return blank;
    }
    let mut left = small.iter();
    let names = small.iter().map(ObjectId::hex);
    let _ = cat_file(git, names, BLANK_CAP, &mut |answer| {
        if let (Some(blob), Answer::Bytes(bytes)) = (left.next(), answer)
            && is_blank(bytes)
        {
            blank.insert(*blob);
        }
        true
    });
    blank
}

/// Returns how many bytes each object has, in order; `None` if it is not here. Nothing of them is read.
///
/// # Errors
/// git could not be run, or ended before it had answered.
pub fn sizes(git: &Git, ids: &[ObjectId]) -> Result<Vec<Option<u64>>, GitError> {
    let failed = |why: &io::Error| GitError::Failed(why.to_string());
    let mut child = git
        .command(&["cat-file", "--batch-check", "--buffer"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|error| failed(&error))?;
    let stdin = child.stdin.take();
    let output = std::thread::scope(|scope| {
        scope.spawn(move || stdin.map(|stdin| ask(stdin, ids.iter().map(ObjectId::hex))));
        child.wait_with_output()
    });
    let output = output.map_err(|error| failed(&error))?.stdout;
    let lines = output.split_inclusive(|byte| *byte == b'\n');
    let mut sizes: Vec<Option<u64>> = lines.map(size_of).collect();
    sizes.resize(ids.len(), None);
    Ok(sizes)
}

/// Writes every name and returns how many. Ends early if the reader has closed, which the exit status shows.
fn ask(mut stdin: ChildStdin, names: impl Iterator<Item = Vec<u8>>) -> usize {
    const BUFFER: usize = 1 << 16;
    let mut lines = Vec::with_capacity(BUFFER);
    let mut count = 0;
    for name in names {
        count += 1;
        lines.extend_from_slice(&name);
        lines.push(b'\n');
        if lines.len() > BUFFER - 80 {
            if stdin.write_all(&lines).is_err() {
                return count;
            }
            lines.clear();
        }
    }
    let _ = stdin.write_all(&lines);
    count
}

/// Reads the answers: `ID blob SIZE`, the bytes and a line break, or `ID missing`. Returns how many; `None` if it was
/// stopped.
fn read(
    stdout: ChildStdout,
    cap: usize,
    each: &mut dyn FnMut(Answer<'_>) -> bool,
) -> Option<usize> {
    let mut reader = BufReader::with_capacity(1 << 17, stdout);
    let (mut head, mut bytes) = (Vec::new(), Vec::new());
    let mut count = 0;
    loop {
        head.clear();
        if !matches!(reader.read_until(b'\n', &mut head), Ok(n) if n > 0) {
            return Some(count);
        }
        let goes_on = match size_of(&head) {
            None => each(Answer::Missing),
            Some(size) => {
                let mut body = reader.by_ref().take(size.saturating_add(1));
                if size > cap as u64 {
                    if io::copy(&mut body, &mut io::sink()).is_err() {
                        return Some(count);
                    }
                    each(Answer::TooLarge(size))
                } else {
                    bytes.clear();
                    if !matches!(body.read_to_end(&mut bytes), Ok(n) if n as u64 == size + 1) {
                        return Some(count);
                    }
                    bytes.pop();
                    each(Answer::Bytes(&bytes))
                }
            }
        };
        count += 1;
        if !goes_on {
            return None;
        }
    }
}

fn size_of(head: &[u8]) -> Option<u64> {
    let text = std::str::from_utf8(head).ok()?.trim_end();
    let mut words = text.rsplit(' ');
    let size = words.next()?.parse().ok()?;
    (words.next()? != "missing").then_some(size)
}
