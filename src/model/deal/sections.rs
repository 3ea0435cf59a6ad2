//! The sections of a deal file, apart from the handoff. Every dated entry may carry `by`, `reason`, `note`, `source`.
//! Those that few entries have are behind a pointer: a book of thousands is then a fifth smaller, and read that much faster.

use crate::model::money::Amount;
use crate::model::record::record;
use crate::model::scalar::{Date, Percent, Text};
use crate::text::Spanned;

use super::words::{OpportunityType, OutcomeResult, SellerCall, Side};

record! {
    /// Who buys.
    pub struct Account, short = name {
        /// As the customer writes it.
        "name" name: Option<Text> as Title,
        /// Their web domain: identity, with the normalised name (D2.3).
        "domain" domain: Option<Text>,
        /// For grouping.
        "segment" segment: Option<Text>,
        /// The CRM's id.
        "crm_id" crm_id: Option<Text>,
    }
}

record! {
    /// The opportunity, owned by the CRM.
    pub struct Opportunity, short = name {
        /// What is to be sold.
        "name" name: Option<Text> as Title,
        /// The CRM's id.
        "crm_id" crm_id: Option<Text>,
        /// `new`, `expansion` or `renewal`.
        "type" kind: Option<Spanned<OpportunityType>>,
        /// When it first existed in the CRM: the pivot of attribution (D7.1).
        "created" created: Option<Date> as Past,
        /// What it is worth, expected.
        "amount" amount: Option<Spanned<Amount>>,
        /// When it is expected to close.
        "close_date" close_date: Option<Date> as Plan,
        /// The seller's own forecast: `commit`, `best case`, `pipeline` or `omitted`.
        "call" call: Option<Spanned<SellerCall>>,
    }
}

record! {
    /// A person at a partner: a logo is not a contact (D2.1).
    pub struct Contact, short = name {
        /// Who.
        "name" name: Option<Text> as Person,
        /// What they do there.
        "role" role: Option<Text>,
        /// How to reach them.
        "email" email: Option<Text>,
    }
}

record! {
    /// A partner: a key of `[partners]`, a name, or a map.
    pub struct Partner, short = name {
        /// The organisation.
        "name" name: Option<Text>,
        /// For grouping: si, isv, reseller, agency …
        "type" kind: Option<Text>,
        /// What they sell.
        "sells" sells: Option<Text> as Prose,
        /// The acting person.
        "contact" contact: Option<Contact>,
    }
}

record! {
    /// The answer to a registration (D2.5).
    pub struct Answer, short = date {
        /// When.
        "date" date: Option<Date> as Past,
        /// Who answered.
        "by" by: Option<Text> as Person,
        ..dated
    }
}

record! {
    /// How the deal entered (D2.1).
    pub struct Registered, short = date {
        /// When.
        "date" date: Option<Date> as Past,
        /// Who registered it; the partner's contact when only a date is written.
        "by" by: Option<Text> as Person,
        /// What brought it in.
        "signal" signal: Option<Text>,
        /// Approved: protection counts from here.
        "approved" approved: Option<Answer>,
        /// Rejected: nothing is protected.
        "rejected" rejected: Option<Box<Answer>>,
        ..dated
    }
}

record! {
    /// What the customer needs, and who confirmed it when.
    pub struct Need, short = what {
        /// The need.
        "what" what: Option<Text> as Answer,
        /// The customer's person who confirmed it.
        "confirmed_by" confirmed_by: Option<Text> as Person,
        /// When.
        "date" date: Option<Date> as Past,
        /// Who wrote it down.
        "by" by: Option<Box<Text>> as Person,
        ..dated
    }
}

record! {
    /// How a partner is credited; set at registration, never renegotiated (D2.2).
    pub struct Credit, short = rule {
        /// A key of `[credit.rules]`.
        "rule" rule: Option<Text>,
        /// When it was set; the registration's day when it is not written.
        "set_on" set_on: Option<Date> as Past,
        /// The part of the credit, where several partners share.
        "share" share: Option<Percent>,
        /// Who set it.
        "by" by: Option<Box<Text>> as Person,
        ..dated
    }
}

record! {
    /// One verdict of the qualification: `confirmed`, `open` …
    pub struct Verdict, short = status {
        /// The verdict.
        "status" status: Option<Text>,
        /// When.
        "date" date: Option<Date> as Past,
        /// Who found it.
        "by" by: Option<Box<Text>> as Person,
        ..dated
    }
}

record! {
    /// Budget, timing and fit, by one named person (D3.4).
    pub struct Qualification {
        /// Who qualified it.
        "by" by: Option<Text> as Person,
        /// Is there money?
        "budget" budget: Option<Verdict>,
        /// Is there a date?
        "timing" timing: Option<Verdict>,
        /// Is it for us, and for this partner?
        "fit" fit: Option<Verdict>,
        /// When.
        "date" date: Option<Date> as Past,
        ..dated
    }
}

record! {
    /// Who leads what in joint work (D3.5).
    pub struct Roles {
        /// Leads the customer conversation.
        "customer" customer: Option<Text> as Person,
        /// Owns technical fit and references.
        "technical" technical: Option<Text> as Person,
        /// Drives the close.
        "close" close: Option<Text> as Person,
    }
}

record! {
    /// One dated thing that partner, seller or marketing did.
    pub struct Touch {
        /// When.
        "date" date: Option<Date> as Past,
        /// What: intro, referral, meeting, workshop, reference …
        "kind" kind: Option<Text>,
        /// `partner`, `seller` or `marketing`; follows from `who` where that is known.
        "from" from: Option<Spanned<Side>>,
        /// Who did it.
        "who" who: Option<Text> as Person,
        /// With whom.
        "with" with: Option<Text>,
        /// Who logged it.
        "by" by: Option<Box<Text>> as Person,
        /// Why.
        "reason" reason: Option<Box<Text>> as Reason,
        /// More.
        "note" note: Option<Box<Text>> as Answer,
        /// The evidence.
        "source" source: Option<Box<Text>> as Source,
    }
}

impl Touch {
    /// Returns whether it was a touch of that side.
    pub fn is_from(&self, side: Side) -> bool {
        self.from.is_some_and(|from| from.value == side)
    }
}

record! {
    /// A criterion or rule that does not count on this deal (D1.8).
    pub struct Waiver {
        /// `stage/id` of process.toml.
        "criterion" criterion: Option<Text>,
        /// A rule of lint.
        "rule" rule: Option<Text>,
        /// Who waived it.
        "by" by: Option<Text> as Person,
        /// When.
        "date" date: Option<Date> as Past,
        /// Why.
        "why" why: Option<Text> as Reason,
        /// The same.
        "reason" reason: Option<Box<Text>> as Reason,
        /// More.
        "note" note: Option<Box<Text>> as Answer,
        /// Where it is on record.
        "source" source: Option<Box<Text>> as Source,
    }
}

record! {
    /// The day a stage was entered.
    pub struct StageEntry {
        /// A stage's id.
        "stage" stage: Option<Text>,
        /// When.
        "date" date: Option<Date> as Past,
        /// Who moved it.
        "by" by: Option<Text> as Person,
        ..dated
    }
}

impl StageEntry {
    /// Whether the stage is the key of the entry, in a map `{stage: date}`.
    pub fn is_keyed(&self) -> bool {
        let stage = self.stage.as_ref();
        stage.is_some_and(|stage| stage.span == self.key_span)
    }
}

record! {
    /// How the deal ended.
    pub struct Outcome, short = result {
        /// `won`, `lost` or `disqualified`.
        "result" result: Option<Spanned<OutcomeResult>>,
        /// When.
        "date" date: Option<Date> as Past,
        /// What was signed, when won.
        "amount" amount: Option<Spanned<Amount>>,
        /// Who closed it.
        "by" by: Option<Text> as Person,
        /// Why, when not won.
        "reason" reason: Option<Box<Text>> as Reason,
        /// More.
        "note" note: Option<Box<Text>> as Answer,
        /// Where it is on record.
        "source" source: Option<Box<Text>> as Source,
    }
}

record! {
    /// What the partner was told of the outcome (D3.7).
    pub struct Feedback, short = date {
        /// When.
        "date" date: Option<Date> as Past,
        /// Who was told.
        "to" to: Option<Text> as Person,
        /// Who told them.
        "by" by: Option<Text> as Person,
        /// Why.
        "reason" reason: Option<Box<Text>> as Reason,
        /// What was said.
        "note" note: Option<Box<Text>> as Answer,
        /// Where it is on record.
        "source" source: Option<Box<Text>> as Source,
    }
}

record! {
    /// A lost deal comes back: what ends the outcome before it (D3.9).
    pub struct Reopened {
        /// When.
        "date" date: Option<Date> as Past,
        /// Who opened it again.
        "by" by: Option<Text> as Person,
        /// Why.
        "why" why: Option<Text> as Reason,
        /// The outcome that it ended, once another has taken its place in the file.
        "outcome" outcome: Option<Box<Outcome>>,
        /// What the partner was told of that outcome.
        "feedback" feedback: Option<Box<Feedback>>,
        ..dated
    }
}

record! {
    /// A partner beside the one of record (D2.6).
    pub struct OtherPartner, short = name {
        /// The organisation, or a key of `[partners]`.
        "name" name: Option<Text>,
        /// What they do on this deal.
        "role" role: Option<Text>,
        /// For grouping.
        "type" kind: Option<Text>,
        /// The acting person.
        "contact" contact: Option<Contact>,
        /// Their credit.
        "credit" credit: Option<Credit>,
        /// More.
        "note" note: Option<Box<Text>> as Answer,
    }
}
