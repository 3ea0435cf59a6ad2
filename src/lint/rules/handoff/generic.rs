//! `handoff/generic`.

use rayon::prelude::*;

use crate::analysis::moves::{self, Role};
use crate::analysis::similarity::{self, Names};
use crate::analysis::{Case, score};
use crate::lint::rule::rule;
use crate::lint::{BookContext, Sink, words};
use crate::model::limits::Limits;
use crate::model::scalar::Text;
use crate::model::{Book, Deal};
use crate::text::{Place, name, placeholder::is_placeholder};

rule! {
    /// A packet says of the need, the value or the partner what could stand in any packet.
    ///
    /// Keep building while the use case could apply to any account (D4.3): a seller reads two such packets, and skims the
    /// third. A text counts as generic when it is nearly that of a deal with another account, the names of both left
    /// aside (`[lint.limits] generic`, 60 per cent unless process.toml says otherwise), or when it says why the partner
    /// matters and holds nothing of this deal: no customer, no number, no word of the need. Looked at is what can still be
    /// mended: packets without an answer, up to the handoff.
    ///
    /// ```yaml bad
    /// # deals/quayside.yaml
    /// account: {name: Quayside Ports}
    /// partner: {name: Meridian Systems}
    /// handoff: {why_partner: Meridian ran Quayside's data migration and still meets its operations team every month.}
    /// # deals/halden.yaml
    /// account: {name: Halden Foods}
    /// partner: {name: Oakline Partners}
    /// handoff: {why_partner: Oakline ran Halden's data migration and still meets its operations team every month.}
    /// ```
    /// ```yaml bad
    /// account: {name: Quayside Ports}
    /// need: Berth planners re-key the tide table, and ships wait.
    /// handoff: {why_partner: They are a trusted leader in the region with a strong footprint.}
    /// ```
    /// ```yaml good
    /// # deals/quayside.yaml
    /// account: {name: Quayside Ports}
    /// handoff: {why_partner: Meridian built Quayside's berth planning and sits in its control room on Tuesdays.}
    /// # deals/halden.yaml
    /// account: {name: Halden Foods}
    /// handoff: {why_partner: Meridian moved Halden's order data in May and answers its rebate queries today.}
    /// ```
    pub(super) GENERIC = "handoff/generic", Note, Book(check)
}

/// A field that is looked at: what it is called, and what it says.
type Field = (&'static str, &'static str, fn(&Deal) -> Option<&Text>);

const FIELDS: [Field; 3] = [
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

fn check(context: &BookContext<'_>, out: &mut Sink<'_>) {
    let book = context.book;
    let of = |deal| Case {
        deal,
        process: &book.process,
        evidence: context.evidence,
        today: book.today,
    };
    let open: Vec<bool> = book.deals.iter().map(|deal| is_open(&of(deal))).collect();
    if !open.contains(&true) {
        return;
    }
    let mut said: Vec<Vec<(&Field, Place, String)>> = vec![Vec::new(); book.deals.len()];
    for field in &FIELDS {
        for (n, other, like) in copies(book, field, &open) {
            let (deal, other) = (&book.deals[n], &book.deals[other]);
            if let Some(text) = (field.2)(deal) {
                let says = format!("{like}% as in {}", words::plain(&other.id));
                said[n].push((field, deal.place(text.span), says));
            }
        }
    }
    for (n, deal) in book.deals.iter().enumerate().filter(|(n, _)| open[*n]) {
        let case = of(deal);
        let why =
            (FIELDS[0].2)(deal).filter(|_| said[n].iter().all(|said| said.0.0 != FIELDS[0].0));
        if let Some(why) = why.filter(|why| names_nothing(&case, why)) {
            let says = "nothing of this customer".to_owned();
            said[n].insert(0, (&FIELDS[0], deal.place(why.span), says));
        }
        report(&case, &said[n], out);
    }
}

/// Whether the packet can still be mended: the deal is open, not past the handoff, and nobody has answered.
fn is_open(case: &Case<'_>) -> bool {
    let answered = |handoff: &crate::model::deal::Handoff| handoff.response.is_some();
    let past = case.handoff_position();
    case.deal
        .handoff
        .as_deref()
        .is_some_and(|handoff| !answered(handoff))
        && !case.deal.is_closed()
        && !past.is_some_and(std::cmp::Ordering::is_gt)
}

/// The open deals whose field reads like that of a deal with another account, that deal, and how much.
fn copies(book: &Book, field: &Field, open: &[bool]) -> Vec<(usize, usize, u32)> {
    let texts: Vec<_> = book
        .deals
        .par_iter()
        .map(|deal| similarity::shingles((field.2)(deal)?, &names(deal)))
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

/// The names that a deal's texts may hold: the account, the partner, the people.
fn names(deal: &Deal) -> Names {
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
fn names_nothing(case: &Case<'_>, text: &Text) -> bool {
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

fn report(case: &Case<'_>, said: &[(&Field, Place, String)], out: &mut Sink<'_>) {
    let Some(((field, place, label), rest)) = said.split_first() else {
        return;
    };
    let what: Vec<&str> = said.iter().map(|(field, ..)| field.1).collect();
    let mut finding = out
        .finding(
            *place,
            format!("{} could stand in any packet", words::list(&what)),
        )
        .label(label)
        .subject(field.0)
        .whose(moves::of_role(case, Role::PartnerMarketing));
    for (_, place, label) in rest {
        finding = finding.related(*place, label);
    }
    finding.deal = Some(case.deal.id.clone());
    let account = case.deal.account_name().map(|name| words::plain(name));
    let account = account.as_deref().unwrap_or("this customer");
    out.add(finding.help(format!(
        "say what is so only at {account}: what was done there, with whom, how many, since when"
    )));
}
