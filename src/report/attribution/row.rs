//! A row of the statement: a deal and one of its partners, with the evidence.

use chrono::NaiveDate;
use serde::Serialize;

use crate::analysis::attribution::{Class, DerivedClass, Reason, derive, derive_share};
use crate::analysis::{Case, worth};
use crate::model::deal::OutcomeResult;
use crate::report::Input;
use crate::report::document::{Money, Place, as_text};

use super::credit::{self, CreditLine};

/// How a deal stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// Won.
    Won,
    /// Lost.
    Lost,
    /// Disqualified.
    Disqualified,
    /// Open.
    Open,
}

impl Standing {
    fn of(case: &Case<'_>) -> Self {
        match case.result() {
            None => Self::Open,
            Some(OutcomeResult::Won) => Self::Won,
            Some(OutcomeResult::Lost) => Self::Lost,
            Some(OutcomeResult::Disqualified) => Self::Disqualified,
        }
    }

    /// Returns its word.
    pub fn name(self) -> &'static str {
        match self {
            Self::Won => "won",
            Self::Lost => "lost",
            Self::Disqualified => "disqualified",
            Self::Open => "open",
        }
    }
}

impl std::fmt::Display for Standing {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}

/// The touch that decides a class (D7.3).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DecidingTouch {
    /// When.
    pub date: NaiveDate,
    /// What kind.
    pub kind: Option<String>,
    /// Who.
    pub who: Option<String>,
    /// Where it is on record.
    pub source: Option<String>,
}

/// A deal and one of its partners.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AttributionRow {
    /// The deal's id.
    pub deal: String,
    /// The deal as a user would type it.
    #[serde(skip)]
    pub name: String,
    /// The partner, as the book shows it; `None` if none is named.
    pub partner: Option<String>,
    /// Whether it is the partner of record: a deal's money belongs to that one alone.
    pub of_record: bool,
    /// The fiscal quarter of the close; `None` for an open deal, and where the day is not on record.
    pub quarter: Option<String>,
    /// How the deal stands.
    #[serde(serialize_with = "as_text")]
    pub standing: Standing,
    /// The class that the rule derives.
    pub class: Class,
    /// Why it is neither sourced nor influenced.
    pub reason: Option<Reason>,
    /// What the deal brought or is expected to bring; `None` if that is not known.
    pub amount: Option<Money>,
    /// The touch that decides.
    pub touch: Option<DecidingTouch>,
    /// How the partner is credited.
    #[serde(flatten)]
    pub credit: CreditLine,
    /// The customer.
    pub account: Option<String>,
    /// The opportunity's id in the CRM.
    pub crm_id: Option<String>,
    /// Where the file is.
    #[serde(flatten)]
    pub place: Place,
}

impl Serialize for Reason {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(match self {
            Self::NotCreated => "nobody wrote when the opportunity was created",
            Self::NoTouch => "no touch qualifies",
            Self::NoSource => "no touch that qualifies has a source",
        })
    }
}

impl Serialize for Class {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

/// Returns the rows of a deal: that of its partner of record, then those of the partners beside it in the order of the file.
pub(super) fn rows(input: &Input<'_>, case: &Case<'_>) -> Vec<AttributionRow> {
    let deal = case.deal;
    let of_record = row(
        input,
        case,
        deal.partner_name().map(|name| &*name.value),
        &derive(case),
    );
    let of_record = AttributionRow {
        of_record: true,
        credit: credit::of_record(input, case),
        ..of_record
    };
    let others = deal.other_partners.iter().map(|other| {
        let name = other.name.as_ref().map(|name| &*name.value);
        AttributionRow {
            credit: credit::of_other(input, case, other.credit.as_ref()),
            ..row(input, case, name, &derive_share(case, other))
        }
    });
    std::iter::once(of_record).chain(others).collect()
}

fn row(
    input: &Input<'_>,
    case: &Case<'_>,
    partner: Option<&str>,
    class: &DerivedClass<'_>,
) -> AttributionRow {
    let deal = case.deal;
    let closed = case.closed_on().filter(|_| deal.is_closed());
    let amount = if case.is_won() {
        worth::won_for(case.process, deal).map(|amount| Money::of(input, amount))
    } else {
        Money::of_deal(input, deal)
    };
    let touch = class.touch.and_then(|touch| {
        Some(DecidingTouch {
            date: touch.date?.value,
            kind: touch.kind.as_ref().map(ToString::to_string),
            who: touch.who.as_ref().map(ToString::to_string),
            source: touch.source.as_ref().map(ToString::to_string),
        })
    });
    AttributionRow {
        deal: deal.id.clone(),
        name: input.names.of(&deal.id),
        partner: partner.map(|name| input.book.spellings().partner(name)),
        of_record: false,
        quarter: closed.map(|day| case.process.calendar.quarter(day).key()),
        standing: Standing::of(case),
        class: class.class,
        reason: class.reason,
        amount,
        touch,
        credit: CreditLine {
            rule: None,
            percent: None,
            share: None,
            owed: None,
        },
        account: deal.account_name().map(ToString::to_string),
        crm_id: deal.crm_id().map(ToString::to_string),
        place: Place::of(input, deal.file, deal.head()),
    }
}
