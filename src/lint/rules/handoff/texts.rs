//! The texts of a packet that ought to speak of this deal alone: which of them are copies, and which say nothing of it.

use rayon::prelude::*;

use crate::analysis::similarity::{self, Names};
use crate::analysis::{Case, score};
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
    if deal.handoff.is_none() {
        return Names::default();
    }
    let partner = deal.partner.as_ref();
    let contact = partner.and_then(|partner| partner.contact.as_ref()?.name.as_ref());
    let handoff = deal.handoff.as_ref();
    let path = handoff.and_then(|handoff| handoff.warm_path.as_ref());
    let trigger = handoff.and_then(|handoff| handoff.trigger.as_ref()?.by.as_ref());
    let names = [
        deal.account_name(),
        deal.partner_name(),
        contact,
        deal.seller(),
        path.and_then(|path| path.theirs.as_ref()),
        path.and_then(|path| path.through.as_ref()),
        trigger,
        deal.need
            .as_ref()
            .and_then(|need| need.confirmed_by.as_ref()),
    ];
    Names::new(names.into_iter().flatten().map(|name| &*name.value))
}

/// Whether a text has nothing of the deal in it: no name of the customer, no number, no longer word of the need or of what
/// the customer said.
pub(super) fn names_nothing(case: &Case<'_>, text: &Text) -> bool {
    let Some(handoff) = case.deal.handoff.as_deref() else {
        return false;
    };
    if is_placeholder(text)
        || text.bytes().any(|byte| byte.is_ascii_digit())
        || score::names_customer(case, handoff, text)
    {
        return false;
    }
    let need = case.deal.need.as_ref().and_then(|need| need.what.as_ref());
    let quote = handoff
        .trigger
        .as_ref()
        .and_then(|trigger| trigger.quote.as_ref());
    let own = [need, quote].into_iter().flatten();
    let own: Vec<String> = own.map(|text| name::words(text)).collect();
    !name::words(text)
        .split(' ')
        .filter(|word| word.chars().count() > 4)
        .any(|word| own.iter().any(|own| name::holds_words(own, word)))
}
