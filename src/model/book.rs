//! The book: the process, its deals, and what could not be read, as seen on one day.

use std::sync::OnceLock;

use chrono::NaiveDate;

use crate::text::{FaultKind, FileId, Place, Sources, Span, Spanned};

use super::deal::Deal;
use super::directory::Directory;
use super::identity::Accounts;
use super::past::Past;
use super::process::Process;
use super::record::{ReadProblem, record};
use super::scalar::{Date, Flag, Text};
use super::short_names::ShortNames;
use super::spelling::Spellings;
use super::word::words;

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
    /// Whether that day was requested: later dates are then not a fault.
    pub as_of_given: bool,
    /// How many deal files there are, readable or not.
    pub files: usize,
    /// The git history of the deals; `None` if no rule needs it or there is none.
    pub past: Option<Past>,
    /// What could not be seen, in sentences: a past that was not cloned, deals that are not checked out.
    pub incomplete: Vec<String>,
    /// Ids of deals that belong to the book and are not here; one that ends with `/`, or is empty, stands for all below it.
    pub absent: Vec<String>,
    /// What is looked up in all deals; worked out when somebody asks.
    pub indexes: Indexes,
}

/// What is looked up in all deals of a book.
#[derive(Debug, Default)]
pub struct Indexes {
    directory: OnceLock<Directory>,
    spellings: OnceLock<Spellings>,
    accounts: OnceLock<Accounts>,
    short_names: OnceLock<ShortNames>,
}

words! {
    /// What a seller did, as an entry of signals.yaml.
    pub enum SignalKind {
        /// Asked for a partner.
        Request = "request",
        /// Named a partner in a review.
        Mention = "mention",
        /// Disputed the handling of a deal.
        Dispute = "dispute",
    }
}

record! {
    /// One entry of signals.yaml: how sellers behave, also on accounts that have no deal (D6).
    pub struct Signal {
        /// When.
        "date" date: Option<Date> as Past,
        /// `request`, `mention` or `dispute`.
        "kind" kind: Option<Spanned<SignalKind>>,
        /// Who.
        "by" by: Option<Text> as Person,
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
        "reason" reason: Option<Text> as Reason,
        /// More.
        "note" note: Option<Text> as Answer,
        /// Where it is on record.
        "source" source: Option<Text> as Source,
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
    /// The bytes are not available, or are not UTF-8.
    Unreadable {
        /// Why, in words.
        why: String,
        /// How to fix it.
        help: String,
    },
    /// The file is not read, for its name is only nearly that of a deal.
    NearlyADeal {
        /// The path it should have.
        meant: String,
    },
    /// The text is not valid YAML or TOML, or goes beyond a cap.
    Text(FaultKind),
    /// A key is unknown, or its value cannot be used.
    Read(ReadProblem),
    /// A comma in a text without quotes, inside braces: what follows it became keys without a value.
    CommaInBraces {
        /// The key whose value was cut.
        key: String,
        /// The whole text, with its commas.
        text: Span,
        /// Whether a piece of it is spelled nearly like a key: it may be one without a value.
        may_be_key: bool,
    },
    /// process.toml contradicts itself, or asks for what does not exist.
    Process(ProcessFault),
    /// An amount in a currency without a rate.
    NoRate {
        /// Its code.
        currency: String,
    },
}

/// What can be wrong with a process that is well-formed TOML with known keys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProcessFault {
    /// It cannot be used.
    Invalid {
        /// What is wrong.
        message: String,
        /// How to fix it.
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
}

impl ProblemKind {
    /// Returns whether nothing of the file is used.
    pub fn loses_file(&self) -> bool {
        match self {
            Self::Unreadable { .. } | Self::NearlyADeal { .. } => true,
            Self::Text(fault) => fault.is_fatal(),
            _ => false,
        }
    }
}

impl From<FaultKind> for ProblemKind {
    fn from(fault: FaultKind) -> Self {
        Self::Text(fault)
    }
}

impl From<ReadProblem> for ProblemKind {
    fn from(problem: ReadProblem) -> Self {
        Self::Read(problem)
    }
}

impl From<ProcessFault> for ProblemKind {
    fn from(fault: ProcessFault) -> Self {
        Self::Process(fault)
    }
}

impl Book {
    /// Returns the deals that have begun by the day the book is seen from.
    pub fn begun_deals(&self) -> impl Iterator<Item = &Deal> {
        self.deals.iter().filter(|deal| self.has_begun(deal))
    }

    /// Whether a deal has begun by the day the book is seen from.
    pub fn has_begun(&self, deal: &Deal) -> bool {
        deal.begins().is_none_or(|day| day <= self.today)
    }

    /// Returns the people that process.toml and the deals know.
    pub fn directory(&self) -> &Directory {
        let directory = &self.indexes.directory;
        directory.get_or_init(|| Directory::of(&self.process, &self.deals))
    }

    /// Returns the deals by their accounts.
    pub fn accounts(&self) -> &Accounts {
        let accounts = &self.indexes.accounts;
        accounts.get_or_init(|| Accounts::of(&self.process, &self.deals))
    }

    /// Returns how the names of the book are shown.
    pub fn spellings(&self) -> &Spellings {
        let spellings = &self.indexes.spellings;
        spellings.get_or_init(|| Spellings::of(&self.process, &self.deals))
    }

    /// Returns the deals that figures are worked out from: those that have begun. An open one in a stage that process.toml does
    /// not know is in no figure of any report.
    pub fn known_deals(&self) -> impl Iterator<Item = &Deal> {
        self.begun_deals().filter(|deal| !self.is_nowhere(deal))
    }

    /// Whether a deal is open and stands in a stage that process.toml does not know.
    pub fn is_nowhere(&self, deal: &Deal) -> bool {
        let entered = deal.last_entry().is_some_and(|entry| entry.stage.is_some());
        entered && !deal.is_closed() && self.process.stage_of(deal).is_none()
    }

    /// Returns the deal of a file. Deals are in the order of their files.
    pub fn deal_in(&self, file: FileId) -> Option<&Deal> {
        let at = self.deals.binary_search_by_key(&file, |deal| deal.file);
        at.ok().map(|at| &self.deals[at])
    }

    /// Returns the deals that have begun and are not closed.
    pub fn open_deals(&self) -> impl Iterator<Item = &Deal> {
        self.known_deals().filter(|deal| !deal.is_closed())
    }

    /// The shortest unambiguous name of each deal.
    pub fn short_names(&self) -> &ShortNames {
        let names = &self.indexes.short_names;
        names.get_or_init(|| ShortNames::of_deals(&self.deals))
    }

    /// Returns the deals that a name on a command line may mean: its id, a path to its file, or a unique last part.
    pub fn named<'b>(&'b self, name: &str) -> Vec<&'b Deal> {
        let path = name.replace('\\', "/");
        let path = path.trim_start_matches("./");
        let exact = |deal: &&Deal| {
            let file = &*self.sources.file(deal.file).path;
            let above = path.strip_suffix(file);
            deal.id == name || above.is_some_and(|above| above.is_empty() || above.ends_with('/'))
        };
        let found: Vec<&Deal> = self.deals.iter().filter(exact).collect();
        if !found.is_empty() {
            return found;
        }
        let stem = path.strip_suffix(".yaml").or(path.strip_suffix(".yml"));
        let ends = |deal: &&Deal| {
            deal.id
                .strip_suffix(stem.unwrap_or(name))
                .is_some_and(|rest| rest.is_empty() || rest.ends_with('/'))
        };
        self.deals.iter().filter(ends).collect()
    }
}
