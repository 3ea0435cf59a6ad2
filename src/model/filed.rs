//! The state, by git history, of the files that a packet names on the day it was sent (D4.2, D5): a file that was deleted
//! later still counts, and one that was added later does not.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::NaiveDate;

use crate::text::FileId;

use super::commit::Commit;

/// The state of a file when a packet was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stood {
    /// It was there, and its content is still the same.
    AsNow,
    /// It was there, and is gone or changed now: its words at that time, in the form that names are compared in; `None`
    /// if it is not text or too long.
    Then(Option<Arc<str>>),
    /// It was added only with this commit.
    Later(Arc<Commit>),
    /// It had been removed before.
    Removed,
}

/// A sent packet: the commit of sending, and the state of the files that it names in that commit.
#[derive(Clone, Debug)]
pub struct AtSending {
    /// The commit that first had this packet's day of sending.
    pub commit: Arc<Commit>,
    /// By path as written. A file that was never committed is not among them.
    pub files: HashMap<Box<str>, Stood>,
    /// The commit that added a file, for files added after the sending by a commit that still counts.
    pub brought: HashMap<Box<str>, Arc<Commit>>,
}

/// The packets of a book whose sending git knows.
#[derive(Clone, Debug, Default)]
pub struct SentPackets {
    packets: HashMap<(FileId, NaiveDate), AtSending>,
}

impl SentPackets {
    /// From each packet's deal and day of sending.
    pub fn new(packets: HashMap<(FileId, NaiveDate), AtSending>) -> Self {
        Self { packets }
    }

    /// Returns what git knows of a packet; `None` if only the current state is known.
    pub fn of(&self, deal: FileId, sent: NaiveDate) -> Option<&AtSending> {
        self.packets.get(&(deal, sent))
    }
}
