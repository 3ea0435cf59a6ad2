//! The handoff: the packet's fields, its sending, the answer and the review (D4, D5).

use crate::model::duration::Duration;
use crate::model::record::{
    FromNode, Key, Meaning, OneOrMany, Reader, Shape, Slot, Table, View, record,
};
use crate::model::scalar::{Date, Flag, Text, parse_date};
use crate::text::{Node, Span, Spanned, Value};

use super::words::ResponseResult;

record! {
    /// What the customer said or did, in the buyer's words (packet field 4).
    pub struct Trigger, short = quote {
        /// The words.
        "quote" quote: Option<Text> as Answer,
        /// Who said them.
        "by" by: Option<Text> as Person,
        /// When.
        "date" date: Option<Date> as Past,
        /// Where it is on record.
        "source" source: Option<Box<Text>> as Source,
        /// Why.
        "reason" reason: Option<Box<Text>> as Reason,
        /// More.
        "note" note: Option<Box<Text>> as Answer,
    }
}

record! {
    /// Who knows whom (packet field 6).
    pub struct WarmPath, short = intro {
        /// Our person.
        "ours" ours: Option<Text> as Person,
        /// The customer's person.
        "theirs" theirs: Option<Text> as Person,
        /// Who connects them.
        "through" through: Option<Text> as Person,
        /// How warm.
        "warmth" warmth: Option<Text>,
        /// How the introduction happens.
        "intro" intro: Option<Text> as Answer,
        /// More.
        "note" note: Option<Box<Text>> as Answer,
    }
}

/// That somebody agreed: a date, a source, or both; in writing means a source (D4.2).
#[derive(Clone, Debug, Default)]
pub struct Agreed {
    /// The whole value.
    pub span: Span,
    /// The key.
    pub key_span: Span,
    /// When.
    pub date: Option<Date>,
    /// Where it is on record.
    pub source: Option<Box<Text>>,
}

record! {
    /// The long form of [`Agreed`].
    pub struct AgreedMap {
        /// When.
        "date" date: Option<Date> as Past,
        /// Where it is on record.
        "source" source: Option<Box<Text>> as Source,
        /// Who agreed.
        "by" by: Option<Text> as Person,
        /// Why.
        "reason" reason: Option<Box<Text>> as Reason,
        /// More.
        "note" note: Option<Box<Text>> as Answer,
    }
}

impl FromNode for Agreed {
    const SHAPE: Shape = Shape::Either(&[AgreedMap::SHAPE, Text::SHAPE]);

    fn read(node: &Node<'_>, reader: &mut Reader) -> Option<Self> {
        let mut out = Self {
            span: node.span,
            key_span: reader.key_span(),
            ..Self::default()
        };
        if let Value::Scalar(scalar) = &node.value {
            match parse_date(&scalar.text) {
                Some(date) => out.date = Some(Spanned::new(date, node.span)),
                None => reader.short_source(node, &mut out.source),
            }
        } else {
            let map = AgreedMap::read(node, reader)?;
            (out.date, out.source) = (map.date, map.source);
        }
        Some(out)
    }

    fn view(&self) -> View<'_> {
        View::Record(self)
    }
}

impl crate::model::record::Record for Agreed {
    fn span(&self) -> Span {
        self.span
    }

    fn key_span(&self) -> Span {
        self.key_span
    }

    fn field(&self, key: &str) -> Option<View<'_>> {
        match key {
            "date" => self.date.look(),
            "source" => self.source.look(),
            _ => None,
        }
    }

    fn each<'a>(&'a self, visit: &mut dyn FnMut(Key, View<'a>)) {
        for (name, meaning) in [("date", Meaning::Past), ("source", Meaning::Source)] {
            if let Some(view) = self.field(name) {
                visit(Key { name, meaning }, view);
            }
        }
    }
}

record! {
    /// What the partner offers the customer.
    pub struct Offer, short = what {
        /// The offer.
        "what" what: Option<Text> as Answer,
        /// By when.
        "due" due: Option<Date> as Plan,
        /// That the partner agreed.
        "agreed" agreed: Option<Agreed>,
        /// Who made it.
        "by" by: Option<Text> as Person,
        ..dated
    }
}

record! {
    /// A next move of one side (packet fields 7 and 8).
    pub struct HandoffMove, short = action {
        /// One action.
        "action" action: Option<Text> as Answer,
        /// By when.
        "due" due: Option<Date> as Plan,
        /// That the side agreed.
        "agreed" agreed: Option<Agreed>,
        /// Who makes it.
        "by" by: Option<Box<Text>> as Person,
        ..dated
    }
}

record! {
    /// The conflict check (packet field 9).
    pub struct Conflict, short = checked {
        /// When it was checked.
        "checked" checked: Option<Date> as Past,
        /// Who checked.
        "by" by: Option<Text> as Person,
        /// Resellers registered on the account.
        "resellers" resellers: OneOrMany<Text> as Prose,
        /// Competing partners.
        "competing" competing: OneOrMany<Text> as Prose,
        /// What the direct team does on the account (D2.7).
        "direct" direct: Option<Text>,
        /// How the seller is paid.
        "compensation" compensation: Option<Text>,
        /// How what the check found was settled (D2.8).
        "resolution" resolution: Option<Box<Resolution>>,
        ..dated
    }
}

record! {
    /// How a conflict was settled (D2.8).
    pub struct Resolution, short = how {
        /// Who keeps what, in words.
        "how" how: Option<Text> as Answer,
        /// Who settled it.
        "by" by: Option<Text> as Person,
        /// When.
        "date" date: Option<Date> as Past,
        ..dated
    }
}

record! {
    /// What counts as accepted, and by when (packet field 11).
    pub struct Acceptance, short = within {
        /// What it means to accept.
        "means" means: Option<Text>,
        /// The response window.
        "within" within: Option<Spanned<Duration>>,
        /// When it was agreed with sales.
        "agreed" agreed: Option<Date> as Past,
        /// By whom.
        "by" by: Option<Box<Text>> as Person,
        ..dated
    }
}

record! {
    /// The sending of the packet.
    pub struct Sent, short = date {
        /// When.
        "date" date: Option<Date> as Past,
        /// Who sent it.
        "by" by: Option<Box<Text>> as Person,
        ..dated
    }
}

record! {
    /// The seller's answer (D4.8).
    pub struct Response, short = result {
        /// `accepted` or `declined`.
        "result" result: Option<Spanned<ResponseResult>>,
        /// When.
        "date" date: Option<Date> as Past,
        /// Who answered.
        "by" by: Option<Text> as Person,
        /// Why, from `[handoff] decline_reasons`.
        "reason" reason: Option<Box<Text>> as Reason,
        /// The better move that the seller took instead.
        "instead" instead: Option<Text> as Answer,
        /// Whether a clarifying call was needed: the ground truth for every score.
        "clarifying_call" clarifying_call: Option<Flag>,
        /// More.
        "note" note: Option<Box<Text>> as Answer,
        /// Where it is on record.
        "source" source: Option<Box<Text>> as Source,
    }
}

record! {
    /// A reviewer's own grades (D5.2).
    pub struct Review {
        /// Who.
        "by" by: Option<Text> as Person,
        /// When.
        "date" date: Option<Date> as Past,
        /// Component and `strong`, `weak` or `missing`.
        "grades" grades: Table<Text>,
        ..dated
    }
}

record! {
    /// One handoff: with account, opportunity and partner of the deal the eleven fields of D4.
    pub struct Handoff {
        /// The AE who is asked.
        "seller" seller: Option<Text> as Person,
        /// Who owns the handoff until a seller accepts it.
        "owner" owner: Option<Text> as Person,
        /// Why this account, why now.
        "why_account" why_account: Option<Text> as Answer,
        /// A file that names the account, or words.
        "priority_list" priority_list: Option<Text> as Answer,
        /// Why this partner matters: one sentence (packet field 3).
        "why_partner" why_partner: Option<Text> as Answer,
        /// What the customer said or did (packet field 4).
        "trigger" trigger: Option<Trigger>,
        /// What each side does, why together (packet field 5).
        "joint_value" joint_value: Option<Text> as Answer,
        /// Who knows whom (packet field 6).
        "warm_path" warm_path: Option<WarmPath>,
        /// What the partner offers.
        "offer" offer: Option<Offer>,
        /// The seller's next move (packet field 7): exactly one.
        "seller_move" seller_move: OneOrMany<HandoffMove>,
        /// The partner's next move (packet field 8).
        "partner_move" partner_move: OneOrMany<HandoffMove>,
        /// The conflict check (packet field 9).
        "conflict" conflict: Option<Conflict>,
        /// Sources that a seller verifies in minutes (packet field 10).
        "evidence" evidence: OneOrMany<Text> as Prose,
        /// Narrows `[handoff] acceptance`.
        "acceptance" acceptance: Option<Box<Acceptance>>,
        /// When it went to the seller.
        "sent" sent: Option<Sent>,
        /// The answer.
        "response" response: Option<Response>,
        /// A reviewer's own grades.
        "review" review: Option<Box<Review>>,
        /// More.
        "note" note: Option<Box<Text>> as Answer,
    }
}

impl Handoff {
    /// The day it was sent.
    pub fn sent_on(&self) -> Option<Date> {
        self.sent.as_ref().and_then(|sent| sent.date)
    }

    /// Returns the result of the answer.
    pub fn result(&self) -> Option<ResponseResult> {
        Some(self.response.as_ref()?.result?.value)
    }
}
