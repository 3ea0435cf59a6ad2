//! How the files that a sent packet names stood when it was sent, as git knows it (D4.2, D5): a file that was deleted
//! later counted then, and one that was added later did not exist yet.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::NaiveDate;

use crate::text::FileId;

use super::commit::Commit;

/// How a file stood when a packet was sent.
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

/// A sent packet: the commit of sending, and how the files that it names stood there.
#[derive(Clone, Debug)]
pub struct AtSending {
    /// The commit that first had this packet's day of sending.
    pub commit: Arc<Commit>,
    /// By path as written. A file that was never committed is not among them.
    pub files: HashMap<Box<str>, Stood>,
    /// Which commit brought a file, where that was one after the sending that still counts.
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
