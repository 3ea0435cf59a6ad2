//! The book: the process, its deals, and what could not be read, as seen on one day.

use chrono::NaiveDate;

use crate::text::{FileId, Place, Sources, Span};

use super::deal::Deal;
use super::process::Process;
use super::record::record;
use super::scalar::{Date, Flag, Text};

/// Everything one run works on.
#[derive(Debug)]
pub struct Book {
    /// Every file, process.toml first.
    pub sources: Sources,
    /// The process.
    pub process: Process,
    /// The deals, by path.
    pub deals: Vec<Deal>,
    /// Requests, mentions and disputes (D6), oldest first as in the file.
    pub signals: Vec<Signal>,
    /// What could not be read.
    pub problems: Vec<Problem>,
    /// The day everything is seen from.
    pub today: NaiveDate,
    /// Whether that day was asked for: then what is dated later is no fault.
    pub looks_back: bool,
    /// How many deal files there are, readable or not.
    pub files: usize,
}

record! {
    /// One entry of signals.yaml: how sellers behave, also on accounts that have no deal (D6).
    pub struct Signal {
        /// When.
        "date" date: Option<Date>,
        /// `request`, `mention` or `dispute`.
        "kind" kind: Option<Text>,
        /// Who.
        "by" by: Option<Text>,
        /// The account.
        "account" account: Option<Text>,
        /// The deal.
        "deal" deal: Option<Text>,
        /// The partner.
        "partner" partner: Option<Text>,
        /// The review it was said in.
        "review" review: Option<Text>,
        /// What a dispute is about: account, partner, worth.
        "about" about: Option<Text>,
        /// Whether partner marketing asked for it.
        "prompted" prompted: Option<Flag>,
        /// Why.
        "reason" reason: Option<Text>,
        /// More.
        "note" note: Option<Text>,
        /// Where it is on record.
        "source" source: Option<Text>,
    }
}

/// Something that could not be read. The rules of the families `file` and `process` turn it into findings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Where.
    pub place: Place,
    /// The id that the file's deal has, or would have.
    pub deal: Option<String>,
    /// What.
    pub kind: ProblemKind,
}

/// What can be wrong with a file before a deal is judged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProblemKind {
    /// The bytes cannot be had, or are not UTF-8.
    Unreadable {
        /// Why, in words.
        why: String,
        /// How to mend it.
        help: String,
    },
    /// Beyond one of the caps.
    TooLarge {
        /// Which, in words.
        what: String,
    },
    /// It does not parse.
    Syntax {
        /// What the reader stumbled over.
        message: String,
        /// How to mend it.
        help: String,
    },
    /// An unfinished merge.
    ConflictMarkers,
    /// A key stands twice in one map.
    DuplicateKey {
        /// The key.
        key: String,
        /// Where it stands first.
        first: Span,
    },
    /// More than one document.
    SeveralDocuments,
    /// A key that is not ours.
    UnknownKey {
        /// Path of the map it stands in.
        parent: String,
        /// The key.
        key: String,
        /// The one known key that is near.
        nearest: Option<&'static str>,
    },
    /// A value of another kind than its key takes.
    WrongType {
        /// Path of the key.
        path: String,
        /// What it takes.
        expected: String,
        /// What is there.
        found: String,
    },
    /// process.toml does not make sense beyond use.
    InvalidProcess {
        /// What is wrong.
        message: String,
        /// How to mend it.
        help: String,
    },
    /// A criterion or check that cannot work.
    BadCheck {
        /// `stage/id` of the criterion.
        criterion: String,
        /// Why.
        why: String,
    },
    /// A criterion names a path that a deal cannot have.
    UnknownField {
        /// `stage/id` of the criterion, or the key of process.toml.
        criterion: String,
        /// The path.
        path: String,
        /// The path that was most likely meant.
        nearest: Option<String>,
    },
    /// An amount in a currency without a rate.
    NoRate {
        /// Its code.
        currency: String,
    },
}

impl Book {
    /// The deals that have begun by the day the book is seen from.
    pub fn known_deals(&self) -> impl Iterator<Item = &Deal> {
        self.deals
            .iter()
            .filter(|deal| deal.begins().is_none_or(|day| day <= self.today))
    }

    /// The deal of a file. Deals stand in the order of their files.
    pub fn deal_in(&self, file: FileId) -> Option<&Deal> {
        let at = self.deals.binary_search_by_key(&file, |deal| deal.file);
        at.ok().map(|at| &self.deals[at])
    }

    /// The deals that are known and not closed.
    pub fn open_deals(&self) -> impl Iterator<Item = &Deal> {
        self.known_deals().filter(|deal| !deal.is_closed())
    }

    /// The shortest name that still means one deal: the last part of its id while that is unique.
    pub fn short_names(&self) -> std::collections::HashMap<&str, &str> {
        let last = |id: &'_ str| id.rfind('/').map_or(0, |slash| slash + 1);
        let mut counts = std::collections::HashMap::new();
        for deal in &self.deals {
            *counts.entry(&deal.id[last(&deal.id)..]).or_insert(0usize) += 1;
        }
        self.deals
            .iter()
            .map(|deal| {
                let tail = &deal.id[last(&deal.id)..];
                (
                    deal.id.as_str(),
                    if counts[tail] == 1 {
                        tail
                    } else {
                        deal.id.as_str()
                    },
                )
            })
            .collect()
    }
}
