//! The packet: the fields that the seller receives at the handoff (D4).

use serde::ser::SerializeStruct as _;
use serde::{Serialize, Serializer};

use crate::model::Found;
use crate::text::Span;

use super::moves::Role;
use super::{Case, window, worth};

/// Declares the fields of the packet: the enum, its order, and what each field is.
macro_rules! fields {
    ($($field:ident {
        name: $name:literal,
        key: $key:literal,
        role: $role:ident,
        paths: $paths:expr,
        example: $example:literal $(,)?
    })+) => {
        /// A field of the packet, in the order of D4. What a packet shows in it is in `report::packet`.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Field {
            $(#[doc = $name] $field,)+
        }

        impl Field {
            /// All fields, in the order of D4.
            pub const ALL: &'static [Self] = &[$(Self::$field),+];

            const fn declaration(self) -> &'static Declaration {
                match self {
                    $(Self::$field => &Declaration {
                        name: $name,
                        key: $key,
                        role: Role::$role,
                        paths: &$paths,
                        example: $example,
                    },)+
                }
            }
        }
    };
}

/// What a field is.
struct Declaration {
    name: &'static str,
    key: &'static str,
    role: Role,
    paths: &'static [&'static str],
    example: &'static str,
}

fields! {
    Account {
        name: "account and opportunity",
        key: "account",
        role: PartnerMarketing,
        paths: ["account.name"],
        example: "account: {name: …}",
    }
    Partner {
        name: "partner and contact",
        key: "partner",
        role: PartnerMarketing,
        paths: ["partner.name", "partner.contact.name", "partner.contact.role"],
        example: "partner: {name: …, contact: {name: …, role: …}}",
    }
    WhyPartner {
        name: "why this partner matters",
        key: "why_partner",
        role: PartnerMarketing,
        paths: ["handoff.why_partner"],
        example: "why_partner: …",
    }
    Trigger {
        name: "customer trigger",
        key: "trigger",
        role: PartnerMarketing,
        paths: ["handoff.trigger.quote"],
        example: "trigger: {quote: …, by: …, date: …, source: notes/….md}",
    }
    JointValue {
        name: "joint value proposition",
        key: "joint_value",
        role: PartnerMarketing,
        paths: ["handoff.joint_value"],
        example: "joint_value: …",
    }
    WarmPath {
        name: "warm path",
        key: "warm_path",
        role: PartnerMarketing,
        paths: ["handoff.warm_path"],
        example: "warm_path: {ours: …, theirs: …, through: …, warmth: …, intro: …}",
    }
    SellerMove {
        name: "seller's next move",
        key: "seller_move",
        role: PartnerMarketing,
        paths: ["handoff.seller_move"],
        example: "seller_move: {action: …, due: …}",
    }
    PartnerMove {
        name: "partner's next move",
        key: "partner_move",
        role: Alliances,
        paths: ["handoff.partner_move"],
        example: "partner_move: {action: …, due: …, agreed: notes/….md}",
    }
    Conflict {
        name: "risk and conflict note",
        key: "conflict",
        role: Alliances,
        paths: ["handoff.conflict.checked"],
        example: "conflict: {checked: {today}, by: …}",
    }
    Evidence {
        name: "evidence",
        key: "evidence",
        role: PartnerMarketing,
        paths: ["handoff.evidence"],
        example: "evidence: [notes/….md]",
    }
    Owner {
        name: "owner and due date",
        key: "owner",
        role: PartnerMarketing,
        paths: ["handoff.owner"],
        example: "owner: …",
    }
}

/// The path of the response window, which is part of the field `owner`.
pub const WINDOW_PATH: &str = "handoff.acceptance.within";

impl Field {
    /// Returns its number in D4, from 1.
    pub const fn number(self) -> u8 {
        self as u8 + 1
    }

    /// Returns its name, as D4 has it.
    pub const fn name(self) -> &'static str {
        self.declaration().name
    }

    /// Returns its key, as `[handoff] light` has it.
    pub const fn key(self) -> &'static str {
        self.declaration().key
    }

    /// Returns the role behind it.
    pub const fn role(self) -> Role {
        self.declaration().role
    }

    /// Returns the paths that must hold a value, the first of which is where to look.
    pub const fn paths(self) -> &'static [&'static str] {
        self.declaration().paths
    }

    /// Returns its YAML with dots to fill in; `{today}` is a placeholder for today's date.
    pub const fn example(self) -> &'static str {
        self.declaration().example
    }

    /// Returns the field with a key.
    pub fn of_key(key: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|field| field.key() == key)
    }
}

/// Serialises as its number, key and name.
impl Serialize for Field {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut keys = serializer.serialize_struct("Field", 3)?;
        keys.serialize_field("number", &self.number())?;
        keys.serialize_field("key", self.key())?;
        keys.serialize_field("name", self.name())?;
        keys.end()
    }
}

/// Whether a field is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldState {
    /// It is there.
    Present,
    /// This path holds nothing. For `owner` it may be [`WINDOW_PATH`].
    Missing(&'static str),
    /// This path holds a placeholder, here.
    Placeholder(&'static str, Span),
    /// A path cannot be read, and has a finding of its own.
    Unusable,
}

/// A field of one deal's packet.
#[derive(Clone, Copy, Debug)]
pub struct FieldStatus {
    /// The field.
    pub field: Field,
    /// Whether it is there.
    pub state: FieldState,
    /// Whether the deal needs it: a light packet needs fewer.
    pub needed: bool,
}

/// The packet of a deal.
#[derive(Clone, Debug)]
pub struct Packet {
    /// All fields, in the order of D4.
    pub fields: Vec<FieldStatus>,
    /// Whether it is a light packet (D4.7).
    pub light: bool,
}

impl Packet {
    /// Returns the needed fields that are missing or hold a placeholder.
    pub fn lacking(&self) -> impl Iterator<Item = &FieldStatus> {
        self.fields.iter().filter(|field| {
            field.needed
                && matches!(
                    field.state,
                    FieldState::Missing(_) | FieldState::Placeholder(..)
                )
        })
    }

    /// Returns how many fields the deal needs.
    pub fn needed(&self) -> usize {
        self.fields.iter().filter(|field| field.needed).count()
    }

    /// Returns how many of those are there.
    pub fn present(&self) -> usize {
        self.needed() - self.lacking().count()
    }

    /// Whether the deal needs a field.
    pub fn needs(&self, field: Field) -> bool {
        let mut fields = self.fields.iter();
        fields.any(|status| status.field == field && status.needed)
    }
}

/// Returns the packet of a deal's handoff.
pub fn packet(case: &Case<'_>) -> Packet {
    let written = case.process.written.handoff.as_ref();
    let small = written.and_then(|handoff| handoff.light.as_ref());
    let light = worth::is_small(case);
    let is_required = |field: Field| {
        small.is_some_and(|small| {
            let mut required = small.required.iter();
            required.any(|name| &*name.value == field.key())
        })
    };
    let fields = Field::ALL.iter().map(|field| FieldStatus {
        field: *field,
        state: state(case, *field),
        needed: !light || is_required(*field),
    });
    Packet {
        fields: fields.collect(),
        light,
    }
}

fn state(case: &Case<'_>, field: Field) -> FieldState {
    for path in field.paths() {
        match case.deal.lookup(path) {
            Found::Value(_) => {}
            Found::Absent => return FieldState::Missing(path),
            Found::Placeholder(span) => return FieldState::Placeholder(path, span),
            Found::Unusable(_) => return FieldState::Unusable,
        }
    }
    let handoff = case.deal.handoff.as_deref();
    match handoff.filter(|_| field == Field::Owner) {
        Some(handoff) if window::unreadable(case, handoff).is_some() => FieldState::Unusable,
        Some(handoff) if window::window(case, handoff).is_none() => {
            FieldState::Missing(WINDOW_PATH)
        }
        _ => FieldState::Present,
    }
}
