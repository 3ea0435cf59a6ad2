//! The texts of a packet that ought to speak of this deal alone: which of them are copies, and which say nothing of it.

use rayon::prelude::*;

use crate::analysis::similarity::{self, Names};
use crate::analysis::{Case, resemblance, wording};
use crate::model::limits::Limits;
use crate::model::scalar::Text;
use crate::model::{Book, Deal};
use crate::text::{name, placeholder::is_placeholder};

/// A field that is looked at: what it is called, and what it says.
pub(super) type Field = (&'static str, &'static str, fn(&Deal) -> Option<&Text>);

/// The fields of a packet that are looked at, the reason for the partner first.
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

/// The open deals whose field reads like that of a deal with another account, that deal, and how much.
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

/// The names that each deal's texts may hold.
pub(super) fn names(book: &Book) -> Vec<Names> {
    book.deals.par_iter().map(names_of).collect()
}

/// The account, the partner, the people; none where there is no packet.
fn names_of(deal: &Deal) -> Names {
    let packet = deal.handoff.as_deref();
    packet.map_or_else(Names::default, |handoff| {
        resemblance::names((deal, handoff))
    })
}

/// Whether a text has nothing of the deal in it: no name of the customer, no number, no longer word of the need or of what
/// the customer said.
pub(super) fn names_nothing(case: &Case<'_>, text: &Text) -> bool {
    let Some(handoff) = case.deal.handoff.as_deref() else {
        return false;
    };
    !is_placeholder(text)
        && !text.bytes().any(|byte| byte.is_ascii_digit())
        && !wording::names_deal(case, handoff, text)
}
