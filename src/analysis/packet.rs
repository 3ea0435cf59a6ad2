//! The packet: the eleven fields that the seller receives at the handoff (D4).

use crate::model::Found;
use crate::text::Span;

use super::moves::Role;
use super::{Case, window};

/// One of the eleven fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FieldKind {
    /// 1 to 11.
    pub number: u8,
    /// As `[handoff] light` names it.
    pub key: &'static str,
    /// As D4 names it.
    pub name: &'static str,
    /// Who is behind it.
    pub role: Role,
    /// The paths that must be there.
    pub paths: &'static [&'static str],
}

/// The eleven fields, in the order of D4.
pub const FIELDS: [FieldKind; 11] = [
    field(
        1,
        "account",
        "account and opportunity",
        Role::PartnerMarketing,
        &["account.name"],
    ),
    field(
        2,
        "partner",
        "partner and contact",
        Role::PartnerMarketing,
        &[
            "partner.name",
            "partner.contact.name",
            "partner.contact.role",
        ],
    ),
    field(
        3,
        "why_partner",
        "why this partner matters",
        Role::PartnerMarketing,
        &["handoff.why_partner"],
    ),
    field(
        4,
        "trigger",
        "customer trigger",
        Role::PartnerMarketing,
        &["handoff.trigger.quote"],
    ),
    field(
        5,
        "joint_value",
        "joint value proposition",
        Role::PartnerMarketing,
        &["handoff.joint_value"],
    ),
    field(
        6,
        "warm_path",
        "warm path",
        Role::PartnerMarketing,
        &["handoff.warm_path"],
    ),
    field(
        7,
        "seller_move",
        "seller's next move",
        Role::PartnerMarketing,
        &["handoff.seller_move"],
    ),
    field(
        8,
        "partner_move",
        "partner's next move",
        Role::Alliances,
        &["handoff.partner_move"],
    ),
    field(
        9,
        "conflict",
        "risk and conflict note",
        Role::Alliances,
        &["handoff.conflict.checked"],
    ),
    field(
        10,
        "evidence",
        "evidence",
        Role::PartnerMarketing,
        &["handoff.evidence"],
    ),
    field(
        11,
        "owner",
        "owner and due date",
        Role::PartnerMarketing,
        &["handoff.owner"],
    ),
];

const fn field(
    number: u8,
    key: &'static str,
    name: &'static str,
    role: Role,
    paths: &'static [&'static str],
) -> FieldKind {
    FieldKind {
        number,
        key,
        name,
        role,
        paths,
    }
}

/// How a field stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldState {
    /// There.
    Present,
    /// This path is not there, or for field 11 there is no response window.
    Missing(&'static str),
    /// This path holds a placeholder, here.
    Placeholder(&'static str, Span),
    /// This path could not be read and has a finding of its own.
    Unusable,
}

/// A field of a deal's packet.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// Which.
    pub kind: &'static FieldKind,
    /// How it stands.
    pub state: FieldState,
    /// Whether this deal needs it (a light packet needs fewer).
    pub needed: bool,
}

/// The packet of a deal.
#[derive(Clone, Debug)]
pub struct Packet {
    /// All eleven.
    pub fields: Vec<Field>,
    /// Whether it is a light one (D4.7).
    pub light: bool,
}

impl Packet {
    /// The needed fields that are not there.
    pub fn lacking(&self) -> impl Iterator<Item = &Field> {
        self.fields.iter().filter(|field| {
            field.needed
                && matches!(
                    field.state,
                    FieldState::Missing(_) | FieldState::Placeholder(..)
                )
        })
    }

    /// How many fields the deal needs.
    pub fn needed(&self) -> usize {
        self.fields.iter().filter(|field| field.needed).count()
    }

    /// How many of those are there.
    pub fn present(&self) -> usize {
        self.needed() - self.lacking().count()
    }

    /// Whether the deal needs a field.
    pub fn needs(&self, key: &str) -> bool {
        self.fields
            .iter()
            .any(|field| field.kind.key == key && field.needed)
    }
}

/// Whether a deal is small enough for a light packet: below `[handoff] light`'s amount.
pub fn is_light(case: &Case<'_>) -> bool {
    let light = case
        .process
        .written
        .handoff
        .as_ref()
        .and_then(|handoff| handoff.light.as_ref());
    let below = light
        .and_then(|light| light.below)
        .and_then(|below| case.process.currencies.convert(below.value));
    below.is_some_and(|below| {
        case.process
            .amount(case.deal)
            .is_some_and(|amount| amount < below)
    })
}

/// The packet of a deal's handoff.
pub fn packet(case: &Case<'_>) -> Packet {
    let light = is_light(case);
    let required = case
        .process
        .written
        .handoff
        .as_ref()
        .and_then(|handoff| handoff.light.as_ref());
    let needs = |key: &str| {
        !light
            || required.is_some_and(|light| light.required.iter().any(|name| &*name.value == key))
    };
    let fields = FIELDS
        .iter()
        .map(|kind| Field {
            kind,
            state: state(case, kind),
            needed: needs(kind.key),
        })
        .collect();
    Packet { fields, light }
}

fn state(case: &Case<'_>, kind: &'static FieldKind) -> FieldState {
    for path in kind.paths {
        match case.deal.lookup(path) {
            Found::Value(_) => {}
            Found::Absent => return FieldState::Missing(path),
            Found::Placeholder(span) => return FieldState::Placeholder(path, span),
            Found::Unusable(_) => return FieldState::Unusable,
        }
    }
    let handoff = case.deal.handoff.as_deref();
    match handoff.filter(|_| kind.key == "owner") {
        Some(handoff) if window::unreadable(case, handoff).is_some() => FieldState::Unusable,
        Some(handoff) if window::window(case, handoff).is_none() => {
            FieldState::Missing("handoff.acceptance.within")
        }
        _ => FieldState::Present,
    }
}
