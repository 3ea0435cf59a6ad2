//! What git knows of a deal: the commits that changed what rules and the forecast ask about (D2.2, D3.3, D8.4). A
//! commit's date comes from its committer's clock and can be forged.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use chrono::NaiveDate;
use rust_decimal::Decimal;

pub use super::commit::Commit;
use super::filed::SentPackets;
use super::money::Amount;

/// Texts longer than any id or rule name are cut.
const LONGEST_WORD: usize = 120;

/// A text as far as versions are compared by it.
pub fn cut(text: &str) -> &str {
    match text.char_indices().nth(LONGEST_WORD) {
        Some((end, _)) => &text[..end],
        None => text,
    }
}

/// A stage and the day it was entered, as a version of a file claims it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// The stage's id.
    pub stage: Box<str>,
    /// The day; `None` if it could not be read.
    pub date: Option<NaiveDate>,
}

/// What a version of a deal's file contained, as far as it is needed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// `opportunity.crm_id`.
    pub crm_id: Option<Box<str>>,
    /// `opportunity.amount`.
    pub amount: Option<Amount>,
    /// `opportunity.close_date`.
    pub close_date: Option<NaiveDate>,
    /// `registered.date`.
    pub registered: Option<NaiveDate>,
    /// `credit.rule`; `None` for a placeholder.
    pub credit_rule: Option<Box<str>>,
    /// `credit.share`, per cent.
    pub credit_share: Option<Decimal>,
    /// `history`, in the order of the file.
    pub stages: Vec<Claim>,
    /// The last day of `reopened`.
    pub reopened: Option<NaiveDate>,
    /// `outcome.result`; `None` for an outcome that an opening has ended. So are its day, its amount and its reason.
    pub result: Option<Box<str>>,
    /// `outcome.date`.
    pub closed_on: Option<NaiveDate>,
    /// `outcome.amount`.
    pub outcome_amount: Option<Amount>,
    /// Whether `outcome.amount` is written, readable or not.
    pub names_signed: bool,
    /// `outcome.reason`, cut where it is long.
    pub outcome_reason: Option<Box<str>>,
    /// The days on which packets were sent: `handoff.sent`, and those of `earlier_handoffs`.
    pub sent: Vec<NaiveDate>,
    /// What deals are grouped by.
    pub groups: Groups,
}

/// The groups that a version of a deal belongs to, as far as they are needed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Groups {
    /// `partner`, as written: a key of `[partners]` or a name.
    pub partner: Option<Box<str>>,
    /// `handoff.seller`, else `roles.customer`.
    pub seller: Option<Box<str>>,
    /// `owner`.
    pub owner: Option<Box<str>>,
    /// `account.segment`.
    pub segment: Option<Box<str>>,
}

impl Facts {
    /// Whether the deal had entered the process.
    pub fn has_entered(&self) -> bool {
        self.registered.is_some() || !self.stages.is_empty()
    }
}

/// One commit that changed a deal.
#[derive(Clone, Debug)]
pub struct Version {
    /// The commit.
    pub commit: Arc<Commit>,
    /// The content before it, on each side of a merge; empty if the commit added the file.
    pub before: Vec<Arc<Facts>>,
    /// The content after it.
    pub after: Arc<Facts>,
}

impl Version {
    /// Returns whether the commit added the file, so that nothing in it is a change.
    pub fn is_first(&self) -> bool {
        self.before.is_empty()
    }

    /// Returns a value before and after, if the commit changed it. A merge changes only what it took from neither side.
    pub fn changed<'a, T: PartialEq>(&'a self, of: impl Fn(&'a Facts) -> T) -> Option<(T, T)> {
        let after = of(&self.after);
        let mut before: Vec<T> = self.before.iter().map(|facts| of(facts)).collect();
        if before.is_empty() || before.contains(&after) {
            return None;
        }
        Some((before.swap_remove(0), after))
    }
}

/// The past of every deal that was changed after the commit that added it.
#[derive(Clone, Debug, Default)]
pub struct Past {
    deals: HashMap<Box<str>, Vec<Version>>,
    /// How the files that sent packets name stood when they were sent.
    pub filed: SentPackets,
}

impl Past {
    /// A past from the path of each deal's file, from the root, and its versions, oldest first.
    pub fn new(deals: HashMap<Box<str>, Vec<Version>>) -> Self {
        Self {
            deals,
            filed: SentPackets::default(),
        }
    }

    /// Returns the versions of the deal in a file, oldest first; empty if no commit changed any of these values.
    pub fn of(&self, path: &str) -> &[Version] {
        self.deals.get(path).map_or(&[], Vec::as_slice)
    }

    /// Returns what was known at the end of a day, by the paths of that day; `came_from` has the old path of each file
    /// that moved.
    #[must_use]
    pub fn as_of(&self, day: NaiveDate, came_from: &BTreeMap<String, String>) -> Self {
        let deals = self.deals.iter().filter_map(|(path, versions)| {
            let known = versions.iter().filter(|version| version.commit.day <= day);
            let known: Vec<Version> = known.cloned().collect();
            let then = came_from.get(&**path).map_or(&**path, String::as_str);
            (!known.is_empty()).then(|| (then.into(), known))
        });
        Self::new(deals.collect())
    }

    /// How many deals have one.
    pub fn len(&self) -> usize {
        self.deals.len()
    }

    /// Whether no deal has one.
    pub fn is_empty(&self) -> bool {
        self.deals.is_empty()
    }
}
