//! One deal, as docs/format.md shows it: the sections of the file in their order.
//!
//! Short forms are read into the long ones (`need: TEXT` is `need.what`), so no code outside this module sees them.

mod as_of;
mod dates;
mod handoff;
mod history;
pub mod keys;
pub mod people;
mod sections;
mod words;

use chrono::NaiveDate;

use crate::text::{FileId, Node, Place, Span};

pub use as_of::{Later, SetAside};
pub use dates::{DatedKey, Days, each_date};
pub use handoff::{
    Acceptance, Agreed, Conflict, Handoff, HandoffMove, Offer, Resolution, Response, Review, Sent,
    Trigger, WarmPath,
};
pub use history::History;
pub use sections::{
    Account, Answer, Contact, Credit, Feedback, Need, Opportunity, OtherPartner, Outcome, Partner,
    Qualification, Registered, Reopened, Roles, StageEntry, Touch, Verdict, Waiver,
};
pub use words::{OpportunityType, OutcomeResult, ResponseResult, SellerCall, Side};

use super::on_record::lookup_by;
use super::path::{Found, UnknownPath, lookup};
use super::record::{FromNode, Leaf, OneOrMany, Record, Shape, UnreadKey, record};
use super::scalar::{Date, Text};

record! {
    /// What one deal file holds.
    pub struct DealFile {
        /// Survives a move of the file; without it the id is the path.
        "id" id: Option<Text>,
        /// Who buys.
        "account" account: Option<Account>,
        /// The opportunity in the CRM.
        "opportunity" opportunity: Option<Opportunity>,
        /// The partner of record.
        "partner" partner: Option<Box<Partner>>,
        /// The entry of the deal.
        "registered" registered: Option<Registered>,
        /// What the customer needs.
        "need" need: Option<Need>,
        /// How the partner is credited.
        "credit" credit: Option<Credit>,
        /// `partner-sourced`, `partner-influenced` or `none`; must equal what the rule derives (D7.2).
        "attribution" attribution: Option<Text>,
        /// Who answers questions about the deal.
        "owner" owner: Option<Text> as Person,
        /// Equals the last entry of `history`.
        "stage" stage: Option<Text>,
        /// Budget, timing and fit (D3.4).
        "qualification" qualification: Option<Box<Qualification>>,
        /// Who leads what in joint work (D3.5).
        "roles" roles: Option<Roles>,
        /// The packet and what became of it (D4).
        "handoff" handoff: Option<Box<Handoff>>,
        /// Packets that were sent before this one.
        "earlier_handoffs" earlier_handoffs: Vec<Handoff>,
        /// What partner, seller and marketing did.
        "touches" touches: Vec<Touch>,
        /// Criteria that do not count on this deal (D1.8).
        "waivers" waivers: Vec<Waiver>,
        /// Every stage entered, in order.
        "history" history: History,
        /// How it ended.
        "outcome" outcome: Option<Box<Outcome>>,
        /// What the partner was told of the outcome (D3.7).
        "feedback" feedback: Option<Box<Feedback>>,
        /// That it was opened again after that: it ends the outcome before it (D3.9).
        "reopened" reopened: OneOrMany<Reopened>,
        /// Partners beside the one of record (D2.6).
        "other_partners" other_partners: Vec<OtherPartner>,
        /// Anything else; criteria may read it.
        "custom" custom: Option<Node<'static>>,
    }
}

/// Checks that a deal can have a path. Anything below `custom` can be.
///
/// # Errors
/// The first part of the path that is not known.
pub fn check_path(path: &str) -> Result<(), UnknownPath> {
    super::path::check_path(DealFile::SHAPE, path)
}

/// Returns the kind of single value at a path; `None` for a map, a list or anything below `custom`.
pub fn leaf(path: &str) -> Option<Leaf> {
    match shape(path)? {
        Shape::Leaf(leaf) => Some(leaf),
        _ => None,
    }
}

/// Returns the path of the value that the short form of a map sets: `handoff.sent.date` of `handoff.sent`; `None` if there is none.
pub fn short_path(path: &str) -> Option<String> {
    match shape(path)? {
        Shape::Record(keys) => Some(format!("{path}.{}", keys().short?)),
        _ => None,
    }
}

fn shape(path: &str) -> Option<Shape> {
    let mut shape = DealFile::SHAPE;
    for segment in path.split('.') {
        let Shape::Record(keys) = shape else {
            return None;
        };
        let fields = keys().fields;
        shape = fields.iter().find(|field| field.key == segment)?.shape;
    }
    Some(shape)
}

/// A deal with its identity, and what could not be read of it.
#[derive(Clone, Debug, Default)]
pub struct Deal {
    /// The path below `deals/` without the ending, or `id:` of the file.
    pub id: String,
    /// Its file.
    pub file: FileId,
    /// What the file says, up to the day the book is seen from.
    pub data: Box<DealFile>,
    /// What is dated after that day; only rules on the file's own consistency read it.
    pub later: SetAside,
    /// Keys that were written without a usable value.
    pub unread: Vec<UnreadKey>,
    /// What its dates span, once it is seen from a day.
    pub days: Days,
}

impl std::ops::Deref for Deal {
    type Target = DealFile;

    fn deref(&self) -> &DealFile {
        &self.data
    }
}

impl Deal {
    /// A span of the deal's file as a place.
    pub fn place(&self, span: Span) -> Place {
        Place {
            file: self.file,
            span,
        }
    }

    /// The value behind a dotted path.
    pub fn lookup<'a>(&'a self, path: &str) -> Found<'a> {
        lookup(&*self.data, path, &self.unread)
    }

    /// The value behind a dotted path, as it was on record on a day (D3.9).
    ///
    /// # Errors
    /// The day from which on it is on record, if that is later.
    pub fn lookup_by<'a>(&'a self, path: &str, until: NaiveDate) -> Result<Found<'a>, Date> {
        lookup_by(&*self.data, path, &self.unread, until)
    }

    /// Returns where to point for a path: its value if it is a scalar, else its key; if absent, the nearest key above
    /// it, or the first key of the file.
    pub fn nearest_span(&self, path: &str) -> Span {
        super::path::nearest_span(&*self.data, path, &self.unread).unwrap_or_else(|| self.head())
    }

    /// The first key of the file.
    pub fn head(&self) -> Span {
        let mut head: Option<Span> = None;
        self.data.each(&mut |_, view| {
            if let super::record::View::Record(record) = view {
                let key = record.key_span();
                if head.is_none_or(|first| key.start < first.start) {
                    head = Some(key);
                }
            }
        });
        head.unwrap_or(Span {
            start: self.data.span.start,
            end: self.data.span.start,
        })
    }

    /// The account's name.
    pub fn account_name(&self) -> Option<&Text> {
        self.account
            .as_ref()
            .and_then(|account| account.name.as_ref())
    }

    /// The opportunity's id in the CRM.
    pub fn crm_id(&self) -> Option<&Text> {
        let opportunity = self.opportunity.as_ref();
        opportunity.and_then(|opportunity| opportunity.crm_id.as_ref())
    }

    /// The partner's name.
    pub fn partner_name(&self) -> Option<&Text> {
        self.partner
            .as_ref()
            .and_then(|partner| partner.name.as_ref())
    }

    /// The last stage entered by the day the book is seen from.
    pub fn last_entry(&self) -> Option<&StageEntry> {
        self.history.entries.last()
    }

    /// Every stage entry in the order of the file, whatever the day the book is seen from.
    pub fn written_history(&self) -> Vec<&StageEntry> {
        let later = &self.later.history;
        let mut entries: Vec<_> = self.data.history.entries.iter().chain(later).collect();
        entries.sort_by_key(|entry| entry.span.start);
        entries
    }

    /// Returns the seller who gets the handoff, or will: `handoff.seller`, else who leads the customer conversation.
    pub fn seller(&self) -> Option<&Text> {
        let seller = self
            .handoff
            .as_ref()
            .and_then(|handoff| handoff.seller.as_ref());
        seller.or_else(|| {
            self.roles
                .as_ref()
                .and_then(|roles| roles.customer.as_ref())
        })
    }

    /// Returns how the deal ended; `None` while it is open.
    pub fn result(&self) -> Option<OutcomeResult> {
        Some(self.outcome.as_ref()?.result?.value)
    }

    /// Returns the last day the deal was opened again; `None` if it never was.
    pub fn reopened_on(&self) -> Option<Date> {
        let days = self.reopened.iter().filter_map(|one| one.date);
        days.max_by_key(|day| day.value)
    }

    /// Returns whether an outcome is on record.
    pub fn is_closed(&self) -> bool {
        self.result().is_some()
    }

    /// Returns the first day of the deal: its registration or its first stage, whichever is earlier.
    pub fn begins(&self) -> Option<NaiveDate> {
        let registered = self
            .registered
            .as_ref()
            .and_then(|registered| registered.date);
        let entered = self
            .history
            .entries
            .iter()
            .chain(&self.later.history)
            .filter_map(|entry| entry.date)
            .min_by_key(|date| date.value);
        registered
            .into_iter()
            .chain(entered)
            .map(|date| date.value)
            .min()
    }
}
