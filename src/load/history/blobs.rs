//! The contents of past blobs. Idle threads parse what git delivers; the queue is bounded, so neither side can fill the
//! memory.

use std::sync::Arc;
use std::sync::mpsc::sync_channel;

use rayon::prelude::*;

use crate::load::cat_file::{Answer, cat_file};
use crate::load::git::{Git, GitError};
use crate::model::past::Facts;
use crate::text::Limits;

use super::facts::{self, Want};
use super::names::{Blob, Names};

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

/// The facts of each blob, by its number; `None` if it was not requested or does not parse. Fails if one is missing: a past
/// with holes would find one thing today and another tomorrow.
pub(super) fn read(
    git: &Git,
    names: &Names,
    needed: &[Blob],
    want: Want<'_>,
    limits: &Limits,
) -> Result<Vec<Option<Arc<Facts>>>, GitError> {
    let mut facts = vec![None; names.count()];
    if needed.is_empty() {
        return Ok(facts);
    }
    let (batches, received) = sync_channel(WAITING);
    let (requested, read) = std::thread::scope(|scope| {
        let asking = scope.spawn(move || {
            let mut batch = Batch::default();
            let mut left = needed.iter();
            let mut missing = 0;
            let requested = needed.iter().map(|blob| names.hex(*blob));
            let answered = cat_file(git, requested, limits.bytes, &mut |answer| {
                match (left.next(), answer) {
                    (Some(blob), Answer::Bytes(bytes)) => {
                        batch.bytes.extend_from_slice(bytes);
                        batch.ends.push((*blob, batch.bytes.len()));
                    }
                    (_, Answer::Missing) => missing += 1,
                    _ => {}
                }
                batch.bytes.len() < BATCH || batches.send(std::mem::take(&mut batch)).is_ok()
            });
            let _ = batches.send(batch);
            answered.and_then(|()| GitError::unless_lacking(missing))
        });
        let read: Vec<(Blob, Facts)> = received
            .into_iter()
            .par_bridge()
            .flat_map_iter(|batch: Batch| parse(&batch, want, limits))
            .collect();
        let stopped = GitError::Failed("reading from git was cut short".to_owned());
        (asking.join().unwrap_or(Err(stopped)), read)
    });
    requested?;
    for (blob, read) in read {
        facts[blob as usize] = Some(Arc::new(read));
    }
    Ok(facts)
}

fn parse(batch: &Batch, want: Want<'_>, limits: &Limits) -> Vec<(Blob, Facts)> {
    let mut start = 0;
    let mut read = Vec::with_capacity(batch.ends.len());
    for (blob, end) in &batch.ends {
        let bytes = &batch.bytes[start..*end];
        start = *end;
        read.extend(facts::read(bytes, want, limits).map(|facts| (*blob, facts)));
    }
    read
}
