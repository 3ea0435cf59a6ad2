//! The files that sent packets name, as they were at the commit of sending.
//!
//! A file that came on the day of sending counts, whatever the order of that day's commits, and so does one that came
//! until the sending itself was committed: a packet only records the day of its sending. As with the deals, a change is
//! found on whatever branch it was made.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use chrono::NaiveDate;

use crate::load::cat_file::{Answer, cat_file};
use crate::load::git::{Git, GitError};
use crate::load::origin::inside_root;
use crate::load::readable_text::readable_text;
use crate::model::Book;
use crate::model::commit::Commit;
use crate::model::deal::Handoff;
use crate::model::filed::{AtSending, SentPackets, Stood};
use crate::model::pointers::{AFTER_SENDING, each_source};
use crate::text::{FileId, name};

use super::lineage::Sendings;
use super::log::Log;
use super::named::{Event, Named};
use super::names::{Blob, NONE};

/// Longer files are not read.
const LONGEST: usize = 1 << 20;

/// The sent packets of a book and the paths that they name.
#[derive(Debug, Default)]
pub struct Packets<'b> {
    packets: Vec<Packet>,
    paths: BTreeSet<Box<str>>,
    /// The files of their deals, with their texts.
    deals: HashMap<&'b str, &'b str>,
}

#[derive(Debug)]
struct Packet {
    /// The file of its deal, and that file's path.
    file: FileId,
    deal: Box<str>,
    sent: NaiveDate,
    names: Vec<Box<str>>,
}

impl<'b> Packets<'b> {
    /// Every sent packet that names a path.
    pub fn of(book: &'b Book) -> Self {
        let mut all = Self::default();
        for deal in &book.deals {
            for handoff in deal.earlier_handoffs.iter().chain(deal.handoff.as_deref()) {
                let names = paths_in(handoff);
                let Some(sent) = handoff.sent_on().filter(|_| !names.is_empty()) else {
                    continue;
                };
                all.paths.extend(names.iter().cloned());
                let source = book.sources.file(deal.file);
                let path = &*source.path;
                all.deals.insert(path, &source.text);
                all.packets.push(Packet {
                    file: deal.file,
                    deal: path.into(),
                    sent: sent.value,
                    names,
                });
            }
        }
        all
    }

    /// Returns whether git is not needed.
    pub fn are_none(&self) -> bool {
        self.packets.is_empty()
    }

    pub(super) fn paths(&self) -> Vec<&str> {
        self.paths.iter().map(|path| &**path).collect()
    }

    /// Returns whether a file's being as git has it matters: one that a packet names, or the deal of a packet.
    pub(super) fn need(&self, path: &str) -> bool {
        self.paths.contains(path) || self.deals.contains_key(path)
    }

    /// The text of a packet's deal, as it was read.
    pub(super) fn text(&self, path: &str) -> Option<&'b str> {
        self.deals.get(path).copied()
    }

    /// The folders and files at the root that hold the paths.
    pub(super) fn places(&self) -> Vec<&str> {
        let mut places: Vec<&str> = self
            .paths
            .iter()
            .map(|path| path.split('/').next().unwrap_or(path))
            .filter(|place| *place != "deals")
            .collect();
        places.dedup();
        if places.len() > MOST_PLACES {
            return vec!["."];
        }
        places
    }
}

/// More places than this are not passed to git one by one.
const MOST_PLACES: usize = 100;

/// The paths that a packet names, from the root. What is written after the sending is left out.
fn paths_in(handoff: &Handoff) -> Vec<Box<str>> {
    let mut names: Vec<Box<str>> = Vec::new();
    each_source(handoff, AFTER_SENDING, &mut Vec::new(), &mut |_, text| {
        let path = crate::load::evidence::path_in(text).and_then(|path| inside_root(&path));
        let path = path.filter(|path| can_be_a_file(path));
        names.extend(path.map(String::into_boxed_str));
    });
    names.sort_unstable();
    names.dedup();
    names
}

/// Whether a path is short enough for a file; longer ones cannot be handed to git either.
fn can_be_a_file(path: &str) -> bool {
    const LONGEST_PART: usize = 255;
    const LONGEST_PATH: usize = 4096;
    path.len() <= LONGEST_PATH && path.split('/').all(|part| part.len() <= LONGEST_PART)
}

/// What the answers are computed from.
pub(super) struct Known<'k> {
    pub(super) git: &'k Git,
    pub(super) log: &'k Log,
    pub(super) named: &'k Named,
    /// When each deal's packets were sent, by the deal's path.
    pub(super) sent: &'k HashMap<Box<str>, Sendings>,
    /// The files of the work tree that are not as the commit has them.
    pub(super) differing: &'k HashSet<Box<str>>,
}

/// The state of the files before their words are read.
enum Found {
    Stood(Stood),
    /// There with another content than now.
    Blob(Blob),
}

impl Known<'_> {
    /// Returns the state of each packet's files at its sending.
    pub(super) fn filed(&self, packets: &Packets<'_>) -> Result<SentPackets, GitError> {
        let numbers: HashMap<&str, usize> = packets.paths().into_iter().zip(0..).collect();
        let mut found = Vec::with_capacity(packets.packets.len());
        let mut blobs = BTreeSet::new();
        for packet in &packets.packets {
            let sendings = self.sent.get(&packet.deal);
            let Some(sending) = sendings.and_then(|sendings| sendings.on(packet.sent)) else {
                continue;
            };
            let until = packet.sent.max(sending.commit.day);
            let mut brought = HashMap::new();
            let files: Vec<(&str, Found)> = packet
                .names
                .iter()
                .filter_map(|path| {
                    let events = self.named.of(*numbers.get(&**path)?);
                    let is_as_committed = !self.differing.contains(path);
                    let (found, came) = self.stood(events, sending.at, until, is_as_committed)?;
                    brought.extend(came.map(|commit| (path.clone(), commit)));
                    Some((&**path, found))
                })
                .collect();
            blobs.extend(files.iter().filter_map(|(_, found)| match found {
                Found::Blob(blob) => Some(*blob),
                Found::Stood(_) => None,
            }));
            found.push((packet, &sending.commit, files, brought));
        }
        let words = self.words(&blobs)?;
        let filed = found.into_iter().map(|(packet, commit, files, brought)| {
            let files = files.into_iter().map(|(path, found)| {
                let stood = match found {
                    Found::Stood(stood) => stood,
                    Found::Blob(blob) => Stood::Then(words.get(&blob).cloned()),
                };
                (path.into(), stood)
            });
            let at = AtSending {
                commit: Arc::clone(commit),
                files: files.collect(),
                brought,
            };
            ((packet.file, packet.sent), at)
        });
        Ok(SentPackets::new(filed.collect()))
    }

    /// Returns the state of a file at a place of the log, and which later commit added it if it still counts; `None` if
    /// git does not know it.
    fn stood(
        &self,
        events: &[Event],
        at: usize,
        until: NaiveDate,
        is_as_committed: bool,
    ) -> Option<(Found, Option<Arc<Commit>>)> {
        let now = events.first()?;
        let there = |blob: Blob| {
            if blob == now.blob && is_as_committed {
                Found::Stood(Stood::AsNow)
            } else {
                Found::Blob(blob)
            }
        };
        let later = events.partition_point(|event| event.at < at);
        let (after, before) = events.split_at(later);
        if let Some(event) = before.first().filter(|event| event.blob != NONE) {
            return Some((there(event.blob), None));
        }
        let mut came = after.iter().rev().filter(|event| event.blob != NONE);
        let Some(first) = came.next() else {
            return Some((Found::Stood(Stood::Removed), None));
        };
        let commit = self.log.commits.get(first.at)?.commit.as_ref()?;
        Some(if commit.day <= until {
            (there(first.blob), Some(Arc::clone(commit)))
        } else {
            (Found::Stood(Stood::Later(Arc::clone(commit))), None)
        })
    }

    /// Returns the words of blobs, in the form that names are compared in.
    fn words(&self, blobs: &BTreeSet<Blob>) -> Result<HashMap<Blob, Arc<str>>, GitError> {
        let mut words = HashMap::with_capacity(blobs.len());
        if blobs.is_empty() {
            return Ok(words);
        }
        let mut left = blobs.iter();
        let mut missing = 0;
        let requested = blobs.iter().map(|blob| self.log.names.hex(*blob));
        cat_file(self.git, requested, LONGEST, &mut |answer| {
            match (left.next(), answer) {
                (Some(blob), Answer::Bytes(bytes)) => {
                    let text = readable_text(bytes);
                    words.extend(text.map(|text| (*blob, Arc::from(name::words(&text)))));
                }
                (_, Answer::Missing) => missing += 1,
                _ => {}
            }
            true
        })?;
        GitError::unless_lacking(missing)?;
        Ok(words)
    }
}
