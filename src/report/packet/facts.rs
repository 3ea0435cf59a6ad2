//! What the deal says in each of the eleven fields (D4), fields 1 to 8.

use crate::analysis::attribution::derive;
use crate::model::deal::{Handoff, HandoffMove};

use super::data::Fact;
use super::words::{Pen, joined, real};

/// Field 1: the account, the opportunity, sourced or influenced, why this one.
pub(super) fn account(pen: Pen<'_>, handoff: &Handoff, amount: Option<String>) -> Vec<Fact> {
    let deal = pen.case.deal;
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
            amount,
            text(opportunity.kind.as_ref()),
            pen.on("expected to close", opportunity.close_date),
            real(opportunity.crm_id.as_ref()).map(|id| format!("CRM {id}")),
        ];
        facts.extend(joined(parts, ", ").map(|line| Fact::new("opportunity", line)));
    }
    facts.push(class(pen));
    if let Some(why) = real(handoff.why_account.as_ref()) {
        facts.push(Fact::new("why now", why));
    }
    if let Some(list) = pen.source(handoff.priority_list.as_ref()) {
        facts.push(Fact::new("on the list", "").from(Some(list)));
    }
    facts
}

fn class(pen: Pen<'_>) -> Fact {
    let derived = derive(pen.case);
    let touch = derived.touch.and_then(|touch| {
        let parts = [
            real(touch.kind.as_ref()).map(ToOwned::to_owned),
            real(touch.who.as_ref()).map(|who| format!("by {who}")),
            pen.on("on", touch.date),
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

/// Field 2: the organisation and the acting person.
pub(super) fn partner(pen: Pen<'_>) -> Vec<Fact> {
    let Some(partner) = &pen.case.deal.partner else {
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

/// Fields 3 and 5: a sentence.
pub(super) fn sentence(text: Option<&crate::model::Text>) -> Vec<Fact> {
    real(text)
        .map(|text| Fact::new("", text))
        .into_iter()
        .collect()
}

/// Field 4: the buyer's words, who said them, when, where they are on record.
pub(super) fn trigger(pen: Pen<'_>, handoff: &Handoff) -> Vec<Fact> {
    let Some(trigger) = &handoff.trigger else {
        return Vec::new();
    };
    let mut facts = Vec::new();
    if let Some(quote) = real(trigger.quote.as_ref()) {
        let quote = quote.trim_matches(['“', '”', '"']);
        facts.push(Fact::new("", format!("“{quote}”")));
    }
    let by = real(trigger.by.as_ref()).map(ToOwned::to_owned);
    let on = pen.on("on", trigger.date);
    let source = pen.source(trigger.source.as_ref());
    match joined([by, on], ", ") {
        Some(said) => facts.push(Fact::new("said by", said).from(source)),
        None if source.is_some() => facts.push(Fact::new("source", "").from(source)),
        None => {}
    }
    facts
}

/// Field 6: who knows whom, how warm, how the introduction happens.
pub(super) fn warm_path(handoff: &Handoff) -> Vec<Fact> {
    let Some(path) = &handoff.warm_path else {
        return Vec::new();
    };
    let [ours, theirs, through] =
        [&path.ours, &path.theirs, &path.through].map(|text| real(text.as_ref()));
    let through = through.map(|through| format!(" through {through}"));
    let through = through.unwrap_or_default();
    let words = match (ours, theirs) {
        (Some(ours), Some(theirs)) => Some(format!("{ours} meets {theirs}{through}")),
        (Some(ours), None) => Some(format!("{ours}{through}; nobody is named at the customer")),
        (None, Some(theirs)) => Some(format!("{theirs}{through}; nobody is named on our side")),
        (None, None) => {
            (!through.is_empty()).then(|| format!("{}; nobody else is named", through.trim_start()))
        }
    };
    let mut facts: Vec<Fact> = words
        .map(|words| Fact::new("who", words))
        .into_iter()
        .collect();
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

/// Field 7: one action of the seller.
pub(super) fn seller_move(pen: Pen<'_>, handoff: &Handoff) -> Vec<Fact> {
    let moves = handoff.seller_move.iter();
    moves.filter_map(|one| action(pen, one, "action")).collect()
}

fn action(pen: Pen<'_>, one: &HandoffMove, label: &'static str) -> Option<Fact> {
    let what = real(one.action.as_ref()).map(ToOwned::to_owned);
    let line = joined([what, pen.on("by", one.due)], ", ")?;
    Some(Fact::new(label, line))
}

/// Field 8: what the partner does and offers, by when, and where it agreed.
pub(super) fn partner_move(pen: Pen<'_>, handoff: &Handoff) -> Vec<Fact> {
    let mut facts = Vec::new();
    for one in handoff.partner_move.iter() {
        facts.extend(action(pen, one, "action"));
        let (words, source) = pen.agreed(one.agreed.as_ref());
        facts.push(Fact::new("agreement", words).from(source));
    }
    if let Some(offer) = &handoff.offer {
        let what = real(offer.what.as_ref()).map(ToOwned::to_owned);
        if let Some(line) = joined([what, pen.on("by", offer.due)], ", ") {
            let (words, source) = pen.agreed(offer.agreed.as_ref());
            facts.push(Fact::new("offer", format!("{line}, {words}")).from(source));
        }
    }
    facts
}
