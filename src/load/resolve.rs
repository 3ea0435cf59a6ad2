//! Short forms that need the process or another part of the deal to be understood.

use crate::model::Process;
use crate::model::book::ProblemKind;
use crate::model::deal::{Contact, Deal, DealFile, Partner, ResponseResult, Side};
use crate::model::person::same_person;
use crate::model::scalar::Text;
use crate::text::name::same_company;
use crate::text::placeholder::is_placeholder;
use crate::text::{Span, Spanned};

use super::amounts;

/// Fills in what a short form leaves to process.toml or to another key, and checks amounts against their currency.
pub fn resolve(deal: &mut Deal, process: &Process, add: &mut impl FnMut(ProblemKind, Span)) {
    let data = &mut deal.data;
    accept_better_moves(data);
    rename_stages(data, process);
    name_partners(data, process);
    tell_roles(data);
    complete_registration(data);
    tell_sides(data, process);
    amounts::check(deal, process, add);
}

/// What names a stage by a former id means the stage of today (D1.7).
fn rename_stages(data: &mut DealFile, process: &Process) {
    if process.stages.iter().all(|stage| stage.was.is_empty()) {
        return;
    }
    let rename = |text: &mut Option<Text>| {
        if let Some(text) = text
            && let Some(id) = process.renamed(text)
        {
            text.value.clone_from(&id.value);
        }
    };
    rename(&mut data.stage);
    for entry in &mut data.history.entries {
        rename(&mut entry.stage);
    }
    for waiver in &mut data.waivers {
        if let Some(name) = &mut waiver.criterion
            && let Some((stage, criterion)) = name.value.split_once('/')
            && let Some(id) = process.renamed(stage)
        {
            name.value = format!("{id}/{criterion}").into();
        }
    }
}

/// Taking a better move is an acceptance, even if `accepted` is not written (D4.8).
fn accept_better_moves(data: &mut DealFile) {
    let handoff = data.handoff.as_deref_mut().into_iter();
    for handoff in handoff.chain(&mut data.earlier_handoffs) {
        if let Some(response) = &mut handoff.response
            && response.result.is_none()
            && let Some(instead) = &response.instead
            && !is_placeholder(instead)
        {
            response.result = Some(Spanned::new(ResponseResult::Accepted, instead.span));
        }
    }
}

/// What follows a comma in the name of a partner's person is their role.
fn tell_roles(data: &mut DealFile) {
    let partner = data.partner.as_deref_mut();
    let of_record = partner.and_then(|partner| partner.contact.as_mut());
    let others = data.other_partners.iter_mut();
    let others = others.filter_map(|other| other.contact.as_mut());
    for contact in of_record.into_iter().chain(others) {
        if contact.role.is_none()
            && let Some(name) = &contact.name
            && let Some((person, role)) = name.value.split_once(',')
            && !role.trim().is_empty()
        {
            let span = name.span;
            contact.role = Some(Spanned::new(role.trim().into(), span));
            contact.name = Some(Spanned::new(person.trim().into(), span));
        }
    }
}

/// `partner: meridian` means the entry of `[partners]`; what the deal itself says takes precedence.
fn name_partners(data: &mut DealFile, process: &Process) {
    if let Some(partner) = data.partner.as_deref_mut()
        && let Some((known, span)) = known_partner(partner.name.as_ref(), process)
    {
        let sells = known.sells.as_ref().map(|sells| at(sells, span));
        partner.sells = partner.sells.take().or(sells);
        let (kind, contact) = (&mut partner.kind, &mut partner.contact);
        complete_partner(&mut partner.name, kind, contact, known, span);
    }
    for other in &mut data.other_partners {
        if let Some((known, span)) = known_partner(other.name.as_ref(), process) {
            let (kind, contact) = (&mut other.kind, &mut other.contact);
            complete_partner(&mut other.name, kind, contact, known, span);
        }
    }
}

/// Returns the entry of `[partners]` that a name refers to, and the place of the name.
fn known_partner<'a>(name: Option<&Text>, process: &'a Process) -> Option<(&'a Partner, Span)> {
    let name = name?;
    Some((process.partner(name)?, name.span))
}

/// Takes the name from an entry of `[partners]`, and whatever else the deal leaves out.
fn complete_partner(
    name: &mut Option<Text>,
    kind: &mut Option<Text>,
    contact: &mut Option<Contact>,
    known: &Partner,
    span: Span,
) {
    let here = |text: &Option<Text>| text.as_ref().map(|text| at(text, span));
    *name = here(&known.name).or(name.take());
    *kind = kind.take().or_else(|| here(&known.kind));
    if contact.is_none() {
        let known = known.contact.as_ref();
        *contact = known.map(|contact| contact_at(contact, span));
    }
}

/// Returns a text of process.toml with the place in the deal that refers to it.
fn at(text: &Text, span: Span) -> Text {
    Spanned::new(text.value.clone(), span)
}

fn contact_at(contact: &Contact, span: Span) -> Contact {
    let move_here = |text: &Option<Text>| text.as_ref().map(|text| at(text, span));
    Contact {
        span,
        key_span: span,
        name: move_here(&contact.name),
        role: move_here(&contact.role),
        email: move_here(&contact.email),
    }
}

/// A registration that is only a date is the partner's contact's; a credit without a date was set with it.
fn complete_registration(data: &mut DealFile) {
    let Some(registered) = &mut data.registered else {
        return;
    };
    if registered.by.is_none() {
        let contact = data
            .partner
            .as_ref()
            .and_then(|partner| partner.contact.as_ref());
        let name = contact.and_then(|contact| contact.name.as_ref());
        registered.by = name.map(|name| {
            at(
                name,
                registered.date.map_or(registered.span, |date| date.span),
            )
        });
    }
    if let Some(credit) = &mut data.credit
        && credit.set_on.is_none()
        && let Some(date) = registered.date
    {
        let span = credit.rule.as_ref().map_or(credit.span, |rule| rule.span);
        credit.set_on = Some(Spanned::new(date.value, span));
    }
}

/// A touch's side follows from who did it.
fn tell_sides(data: &mut DealFile, process: &Process) {
    if data.touches.iter().all(|touch| touch.from.is_some()) {
        return;
    }
    let of_partners = names_of_partners(data);
    let seller = data
        .handoff
        .as_ref()
        .and_then(|handoff| handoff.seller.as_ref())
        .map(|seller| seller.value.clone());
    let marketing = process
        .role("partner marketing")
        .map(|who| who.value.clone());
    for touch in data.touches.iter_mut().filter(|touch| touch.from.is_none()) {
        let Some(who) = &touch.who else { continue };
        let is = |name: &str| same_person(name, who);
        let is_partners = of_partners
            .iter()
            .any(|name| is(name) || same_company(name, who))
            || process.is_partner_contact(who)
            || process.partner(who).is_some();
        let side = if is_partners {
            Side::Partner
        } else if seller.as_deref().is_some_and(is) {
            Side::Seller
        } else if marketing.as_deref().is_some_and(is) {
            Side::Marketing
        } else {
            continue;
        };
        touch.from = Some(Spanned::new(side, who.span));
    }
}

/// Returns what the partners of a deal are called: their names, and the names and addresses of their contacts.
fn names_of_partners(data: &DealFile) -> Vec<Box<str>> {
    let of_record = data
        .partner
        .iter()
        .map(|partner| (&partner.name, partner.contact.as_ref()));
    let others = data.other_partners.iter();
    let others = others.map(|other| (&other.name, other.contact.as_ref()));
    let names = of_record.chain(others).flat_map(|(name, contact)| {
        let of_contact = contact.into_iter();
        let of_contact = of_contact.flat_map(|contact| [&contact.name, &contact.email]);
        std::iter::once(name).chain(of_contact).flatten()
    });
    names.map(|name| name.value.clone()).collect()
}
