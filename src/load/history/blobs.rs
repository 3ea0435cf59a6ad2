//! `git cat-file --batch`: blobs as a stream. One thread asks, one reads, and whoever is free parses; what waits between
//! them is bounded, so neither side can stop the other nor fill the memory.

use std::io::{BufRead, BufReader, Read, Write as _};
use std::process::{ChildStdin, ChildStdout, Stdio};
use std::sync::Arc;
use std::sync::mpsc::{SyncSender, sync_channel};

use rayon::prelude::*;

use crate::load::git::{Git, GitError};
use crate::model::past::Facts;
use crate::text::Limits;

use super::facts;
use super::log::{Blob, Names};

/// Bytes that are handed on together.
const BATCH: usize = 1 << 18;
/// How many such may wait.
const WAITING: usize = 8;

/// Some blobs, one after the other.
#[derive(Default)]
struct Batch {
    bytes: Vec<u8>,
    /// Which blob ends where.
    ends: Vec<(Blob, usize)>,
}

/// What each blob says, by its number; none where it was not asked for, cannot be had, or does not parse.
pub(super) fn read(
    git: &Git,
    names: &Names,
    needed: &[Blob],
    limits: &Limits,
) -> Result<Vec<Option<Arc<Facts>>>, GitError> {
    let mut facts = vec![None; names.count()];
    if needed.is_empty() {
        return Ok(facts);
    }
    let failed = |why: &std::io::Error| GitError::Failed(why.to_string());
    let mut child = git
        .command(&["cat-file", "--batch", "--buffer"])
        .env("GIT_NO_LAZY_FETCH", "1")
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
    let (batches, received) = sync_channel(WAITING);
    let read: Vec<(Blob, Facts)> = std::thread::scope(|scope| {
        scope.spawn(move || ask(stdin, names, needed));
        scope.spawn(move || collect(stdout, needed, limits.bytes, &batches));
        received
            .into_iter()
            .par_bridge()
            .flat_map_iter(|batch: Batch| parse(&batch, limits))
            .collect()
    });
    let status = child.wait().map_err(|error| failed(&error))?;
    if !status.success() {
        return Err(GitError::Failed("the blobs cannot be read".to_owned()));
    }
    for (blob, read) in read {
        facts[blob as usize] = Some(Arc::new(read));
    }
    Ok(facts)
}

/// Names every blob; ends early when nobody reads any more, which the exit status says.
fn ask(mut stdin: ChildStdin, names: &Names, needed: &[Blob]) {
    let mut lines = Vec::with_capacity(1 << 16);
    for blob in needed {
        names.write_hex(*blob, &mut lines);
        lines.push(b'\n');
        if lines.len() > (1 << 16) - 80 {
            if stdin.write_all(&lines).is_err() {
                return;
            }
            lines.clear();
        }
    }
    let _ = stdin.write_all(&lines);
}

/// Reads the answers, which come in the order of the questions. What is larger than a deal may be is passed over.
fn collect(stdout: ChildStdout, needed: &[Blob], cap: usize, batches: &SyncSender<Batch>) {
    let mut reader = BufReader::with_capacity(1 << 17, stdout);
    let mut head = Vec::new();
    let mut batch = Batch::default();
    for blob in needed {
        head.clear();
        if !matches!(reader.read_until(b'\n', &mut head), Ok(n) if n > 0) {
            break;
        }
        // `ID blob SIZE`, or `ID missing`.
        let Some(size) = size_of(&head) else { continue };
        let mut body = reader.by_ref().take(size.saturating_add(1));
        if size > cap as u64 {
            if std::io::copy(&mut body, &mut std::io::sink()).is_err() {
                break;
            }
            continue;
        }
        if body.read_to_end(&mut batch.bytes).is_err() {
            break;
        }
        batch.ends.push((*blob, batch.bytes.len()));
        if batch.bytes.len() >= BATCH && batches.send(std::mem::take(&mut batch)).is_err() {
            return;
        }
    }
    let _ = batches.send(batch);
}

fn size_of(head: &[u8]) -> Option<u64> {
    let text = std::str::from_utf8(head).ok()?.trim_end();
    let mut words = text.rsplit(' ');
    let size = words.next()?.parse().ok()?;
    (words.next()? != "missing").then_some(size)
}

fn parse(batch: &Batch, limits: &Limits) -> Vec<(Blob, Facts)> {
    let mut start = 0;
    let mut read = Vec::with_capacity(batch.ends.len());
    for (blob, end) in &batch.ends {
        // Each body is followed by a line break of git's own.
        let bytes = &batch.bytes[start..end.saturating_sub(1).max(start)];
        start = *end;
        read.extend(facts::read(bytes, limits).map(|facts| (*blob, facts)));
    }
    read
}
