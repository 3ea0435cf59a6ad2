//! The texts of a packet that should be specific to this deal: which are copies, and which say nothing about it.

use rayon::prelude::*;

use crate::analysis::similarity::{self, Names};
use crate::analysis::{Case, resemblance, wording};
use crate::model::limits::Limits;
use crate::model::scalar::Text;
use crate::model::{Book, Deal};
use crate::text::{name, placeholder::is_placeholder};

/// A field that is checked: its key, its name, and its text.
pub(super) type Field = (&'static str, &'static str, fn(&Deal) -> Option<&Text>);

/// The fields of a packet that are checked, the reason for the partner first.
pub(super) const FIELDS: [Field; 3] = [
    ("handoff.why_partner", "why the partner matters", |deal| {
        deal.handoff.as_ref()?.why_partner.as_ref()
    }),
    ("handoff.joint_value", "the joint value", |deal| {
        deal.handoff.as_ref()?.joint_value.as_ref()
    }),
    ("need.what", "the need", |deal| {
        deal.handoff.as_ref()?;
        deal.need.as_ref()?.what.as_ref()
    }),
];

/// Returns the open deals whose field reads like that of a deal with another account, with that deal and the
/// similarity.
pub(super) fn copies(
    book: &Book,
    names: &[Names],
    field: &Field,
    open: &[bool],
) -> Vec<(usize, usize, u32)> {
    let texts: Vec<_> = book
        .deals
        .par_iter()
        .zip(names)
        .map(|(deal, names)| similarity::shingles((field.2)(deal)?, names))
        .collect();
    let account = |n: usize| {
        let name = book.deals[n].account_name();
        name.map(|name| name::company_key(name))
    };
    let found = similarity::alike(
        &texts,
        Limits::of(&book.process).generic,
        |n| open[n],
        |n, other| account(n) != account(other),
    );
    let found = found.into_iter().enumerate();
    found
        .filter_map(|(n, other)| other.map(|(other, like)| (n, other, like)))
        .collect()
}

/// Returns the names that each deal's texts may contain.
pub(super) fn names(book: &Book) -> Vec<Names> {
    book.deals.par_iter().map(names_of).collect()
}

/// Returns the account, the partner and the people; empty without a packet.
fn names_of(deal: &Deal) -> Names {
    let packet = deal.handoff.as_deref();
    packet.map_or_else(Names::default, |handoff| {
        resemblance::names((deal, handoff))
    })
}

/// Returns whether a text has nothing specific to the deal: no name of the customer, no number, no longer word of the
/// need or of what the customer said.
pub(super) fn names_nothing(case: &Case<'_>, text: &Text) -> bool {
    let Some(handoff) = case.deal.handoff.as_deref() else {
        return false;
    };
    !is_placeholder(text)
        && !text.bytes().any(|byte| byte.is_ascii_digit())
        && !wording::names_deal(case, handoff, text)
}
