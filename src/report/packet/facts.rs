//! What the deal says in each field of the packet (D4). Conflicts, evidence and the owner are in `terms`.

use crate::analysis::attribution::derive;
use crate::analysis::packet::Field;
use crate::model::deal::HandoffMove;

use super::fact::Fact;
use super::terms;
use super::writer::{FactWriter, joined, real};

/// Returns what the deal says in a field.
pub(super) fn of(field: Field, writer: &FactWriter<'_>) -> Vec<Fact> {
    let handoff = writer.handoff;
    match field {
        Field::Account => account(writer),
        Field::Partner => partner(writer),
        Field::WhyPartner => sentence(handoff.why_partner.as_ref()),
        Field::Trigger => trigger(writer),
        Field::JointValue => sentence(handoff.joint_value.as_ref()),
        Field::WarmPath => warm_path(writer),
        Field::SellerMove => seller_move(writer),
        Field::PartnerMove => partner_move(writer),
        Field::Conflict => terms::conflict(writer),
        Field::Evidence => terms::evidence(writer),
        Field::Owner => terms::owner(writer),
    }
}

/// The account, the opportunity, its attribution class, why this account.
fn account(writer: &FactWriter<'_>) -> Vec<Fact> {
    let deal = writer.case.deal;
    let mut facts = Vec::new();
    if let Some(account) = &deal.account {
        let text = |text| real(text).map(ToOwned::to_owned);
        let crm = real(account.crm_id.as_ref()).map(|id| format!("CRM {id}"));
        let parts = [
            text(account.name.as_ref()),
            text(account.domain.as_ref()),
            text(account.segment.as_ref()),
            crm,
        ];
        facts.extend(joined(parts, ", ").map(|line| Fact::new("account", line)));
    }
    if let Some(opportunity) = &deal.opportunity {
        let text = |text| real(text).map(ToOwned::to_owned);
        let parts = [
            text(opportunity.name.as_ref()),
            writer.amount.clone(),
            opportunity.kind.map(|kind| kind.value.to_string()),
            writer.on("expected to close", opportunity.close_date),
            real(opportunity.crm_id.as_ref()).map(|id| format!("CRM {id}")),
        ];
        facts.extend(joined(parts, ", ").map(|line| Fact::new("opportunity", line)));
    }
    facts.push(class(writer));
    if let Some(why) = real(writer.handoff.why_account.as_ref()) {
        facts.push(Fact::new("why now", why));
    }
    let list = writer.source(writer.handoff.priority_list.as_ref());
    facts.extend(Fact::of_source("on the list", list));
    facts
}

/// The attribution class, with the touch that decides it.
fn class(writer: &FactWriter<'_>) -> Fact {
    let derived = derive(writer.case);
    let touch = derived.touch.and_then(|touch| {
        let parts = [
            real(touch.kind.as_ref()).map(ToOwned::to_owned),
            real(touch.who.as_ref()).map(|who| format!("by {who}")),
            writer.on("on", touch.date),
        ];
        joined(parts, " ")
    });
    let class = match derived.class.name() {
        "none" => "neither partner-sourced nor partner-influenced",
        class => class,
    };
    match touch {
        Some(touch) => Fact::new("class", format!("{class}: {touch}")),
        None => Fact::new("class", class),
    }
}

/// The organisation, and the person who acts for it.
fn partner(writer: &FactWriter<'_>) -> Vec<Fact> {
    let Some(partner) = &writer.case.deal.partner else {
        return Vec::new();
    };
    let mut facts = Vec::new();
    let kind = real(partner.kind.as_ref()).map(|kind| format!("({kind})"));
    let name = real(partner.name.as_ref()).map(ToOwned::to_owned);
    facts.extend(joined([name, kind], " ").map(|line| Fact::new("partner", line)));
    if let Some(contact) = &partner.contact {
        let parts = [&contact.name, &contact.role, &contact.email];
        let parts = parts.map(|part| real(part.as_ref()).map(ToOwned::to_owned));
        facts.extend(joined(parts, ", ").map(|line| Fact::new("contact", line)));
    }
    facts.extend(real(partner.sells.as_ref()).map(|sells| Fact::new("sells", sells)));
    facts
}

/// A text of one sentence.
fn sentence(text: Option<&crate::model::Text>) -> Vec<Fact> {
    real(text)
        .map(|text| Fact::new(None, text))
        .into_iter()
        .collect()
}

/// Returns the buyer's words, with the speaker, the day and the source.
fn trigger(writer: &FactWriter<'_>) -> Vec<Fact> {
    let Some(trigger) = &writer.handoff.trigger else {
        return Vec::new();
    };
    let mut facts = Vec::new();
    if let Some(quote) = real(trigger.quote.as_ref()) {
        let quote = quote.trim_matches(['“', '”', '"']);
        facts.push(Fact::new(None, format!("“{quote}”")));
    }
    let by = real(trigger.by.as_ref()).map(ToOwned::to_owned);
    let on = writer.on("on", trigger.date);
    let source = writer.source(trigger.source.as_deref());
    facts.extend(match joined([by, on], ", ") {
        Some(speaker) => Some(Fact::new("said by", speaker).from(source)),
        None => Fact::of_source("source", source),
    });
    facts
}

/// Who knows whom, how warm, how the introduction happens.
fn warm_path(writer: &FactWriter<'_>) -> Vec<Fact> {
    let Some(path) = &writer.handoff.warm_path else {
        return Vec::new();
    };
    let [ours, theirs, through] =
        [&path.ours, &path.theirs, &path.through].map(|text| real(text.as_ref()));
    let through = through.map(|through| format!(" through {through}"));
    let through = through.unwrap_or_default();
    let who = match (ours, theirs) {
        (Some(ours), Some(theirs)) => Some(format!("{ours} meets {theirs}{through}")),
        (Some(ours), None) => Some(format!("{ours}{through}; nobody is named at the customer")),
        (None, Some(theirs)) => Some(format!("{theirs}{through}; nobody is named on our side")),
        (None, None) => {
            (!through.is_empty()).then(|| format!("{}; nobody else is named", through.trim_start()))
        }
    };
    let mut facts: Vec<Fact> = who.map(|who| Fact::new("who", who)).into_iter().collect();
    let more = [
        ("warmth", path.warmth.as_ref()),
        ("how", path.intro.as_ref()),
        ("note", path.note.as_deref()),
    ];
    facts.extend(
        more.into_iter()
            .filter_map(|(label, text)| Some(Fact::new(label, real(text)?))),
    );
    facts
}

/// One action of the seller.
fn seller_move(writer: &FactWriter<'_>) -> Vec<Fact> {
    let moves = writer.handoff.seller_move.iter();
    moves
        .filter_map(|one| action(writer, one, "action"))
        .collect()
}

fn action(writer: &FactWriter<'_>, one: &HandoffMove, label: &'static str) -> Option<Fact> {
    let what = real(one.action.as_ref()).map(ToOwned::to_owned);
    let line = joined([what, writer.on("by", one.due)], ", ")?;
    Some(Fact::new(label, line))
}

/// What the partner does and offers, by when, and where it agreed to that.
fn partner_move(writer: &FactWriter<'_>) -> Vec<Fact> {
    let mut facts = Vec::new();
    for one in writer.handoff.partner_move.iter() {
        facts.extend(action(writer, one, "action"));
        let (agreement, source) = writer.agreed(one.agreed.as_ref());
        facts.push(Fact::new("agreement", agreement).from(source));
    }
    if let Some(offer) = &writer.handoff.offer {
        let what = real(offer.what.as_ref()).map(ToOwned::to_owned);
        if let Some(line) = joined([what, writer.on("by", offer.due)], ", ") {
            let (agreement, source) = writer.agreed(offer.agreed.as_ref());
            facts.push(Fact::new("offer", format!("{line}, {agreement}")).from(source));
        }
    }
    facts
}
