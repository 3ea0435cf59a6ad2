//! What the deal says about the terms of the handoff (D4): conflicts, evidence, owner and due date.

use crate::analysis::attribution::{Class, derive_share};
use crate::analysis::settlement::{is_open_question, named};
use crate::model::deal::{Conflict, OtherPartner};
use crate::model::scalar::Text;

use super::fact::Fact;
use super::window::Window;
use super::writer::{FactWriter, joined, real};

/// What the conflict check found, which other partners are in the deal, and how partners are credited.
pub(super) fn conflict(writer: &FactWriter<'_>) -> Vec<Fact> {
    let mut facts = Vec::new();
    match &writer.handoff.conflict {
        None => facts.push(Fact::new("check", "Nobody has checked for other partners.")),
        Some(conflict) => checked(writer, conflict, &mut facts),
    }
    let others = writer
        .case
        .deal
        .other_partners
        .iter()
        .filter_map(|other| other_partner(writer, other));
    facts.extend(others.map(|other| Fact::new("also", other)));
    let credit = writer.case.deal.credit.as_ref();
    if let Some(rule) = real(credit.and_then(|credit| credit.rule.as_ref())) {
        let written = writer.case.process.written.credit.as_ref();
        let pays = real(written.and_then(|credit| credit.rules.get(rule)?.text.as_ref()));
        let line = pays.map_or_else(|| rule.to_owned(), |pays| format!("{rule}: {pays}"));
        facts.push(Fact::new("partner credit", line));
    }
    facts
}

fn checked(writer: &FactWriter<'_>, conflict: &Conflict, facts: &mut Vec<Fact>) {
    let source = writer.source(conflict.source.as_deref());
    let Some(day) = conflict.checked else {
        facts.push(Fact::new("check", "Nobody has checked for other partners.").from(source));
        return notes(conflict, facts);
    };
    let by = real(conflict.by.as_ref()).map(|by| format!(" by {by}"));
    let by = by.unwrap_or_default();
    let resellers = found(&conflict.resellers, "reseller");
    let competing = found(&conflict.competing, "competing partner");
    let direct = match named(conflict.direct.as_ref()) {
        Some(direct) => format!("direct team: {direct}"),
        None if conflict.direct.as_ref().is_some_and(is_unknown) => {
            "direct team not known yet".to_owned()
        }
        None => "no direct deal".to_owned(),
    };
    let line = format!(
        "Checked on {}{by}: {resellers}, {competing}, {direct}.",
        writer.day(day.value)
    );
    facts.push(Fact::new("check", line).from(source));
    if let Some(resolution) = conflict.resolution.as_deref() {
        let parts = [
            real(resolution.how.as_ref()).map(ToOwned::to_owned),
            real(resolution.by.as_ref()).map(|by| format!("by {by}")),
            writer.on("on", resolution.date),
        ];
        let source = writer.source(resolution.source.as_deref());
        facts.extend(joined(parts, ", ").map(|line| Fact::new("settled", line).from(source)));
    }
    notes(conflict, facts);
}

fn notes(conflict: &Conflict, facts: &mut Vec<Fact>) {
    let more = [
        ("compensation", conflict.compensation.as_ref()),
        ("note", conflict.note.as_deref()),
    ];
    facts.extend(
        more.into_iter()
            .filter_map(|(label, text)| Some(Fact::new(label, real(text)?))),
    );
}

/// Whether a text is a placeholder where somebody should be named.
fn is_unknown(text: &Text) -> bool {
    is_open_question(text)
}

/// Returns whom the check found: `no reseller`, `resellers Alder, Birch`.
fn found(names: &[Text], what: &str) -> String {
    if names.iter().any(is_unknown) {
        return format!("{what}s not known yet");
    }
    let names: Vec<&str> = names
        .iter()
        .filter_map(|name| Some(&*named(Some(name))?.value))
        .collect();
    match names.as_slice() {
        [] => format!("no {what}"),
        [one] => format!("{what} {one}"),
        many => format!("{what}s {}", many.join(", ")),
    }
}

/// Returns another partner with its role, its credit and what it brought for its own share: `Oakline (reseller, 20%): partner-sourced`.
fn other_partner(writer: &FactWriter<'_>, other: &OtherPartner) -> Option<String> {
    let name = real(other.name.as_ref())?;
    let credit = other.credit.as_ref();
    let more = [
        real(other.role.as_ref()).map(ToOwned::to_owned),
        credit.and_then(|credit| Some(format!("{}%", credit.share?.value.normalize()))),
        real(credit.and_then(|credit| credit.rule.as_ref())).map(ToOwned::to_owned),
    ];
    let more = joined(more, ", ").map_or_else(String::new, |more| format!(" ({more})"));
    let brought = match derive_share(writer.case, other).class {
        Class::None => String::new(),
        class => format!(": {} for its own share", class.name()),
    };
    Some(format!("{name}{more}{brought}"))
}

/// The sources, and what became of each.
pub(super) fn evidence(writer: &FactWriter<'_>) -> Vec<Fact> {
    let sources = writer.handoff.evidence.iter();
    sources
        .filter_map(|source| Fact::of_source("source", writer.source(Some(source))))
        .collect()
}

/// Who owns it, how long the seller has, what accepting means.
pub(super) fn owner(writer: &FactWriter<'_>) -> Vec<Fact> {
    let mut facts = Vec::new();
    facts.extend(real(writer.handoff.owner.as_ref()).map(|owner| Fact::new("owner", owner)));
    if let Some(window) = writer.window {
        let who = writer.seller.as_deref().unwrap_or("the seller");
        facts.push(Fact::new("window", deadline(writer, window, who)));
    }
    facts.extend(
        writer
            .accepting_means
            .as_deref()
            .map(|means| Fact::new("accepting", means)),
    );
    facts
}

/// Returns `Sam Ortiz has 3 business days from Mon 14 Sep: until Thu 17 Sep`, with the holidays that make it longer.
fn deadline(writer: &FactWriter<'_>, window: &Window, who: &str) -> String {
    let opens = if writer.handoff.sent_on().is_none() {
        "if it goes out today".to_owned()
    } else {
        format!("from {}", writer.day(window.from))
    };
    let holidays: Vec<String> = window.holidays.iter().map(|day| writer.day(*day)).collect();
    let holidays = match holidays.as_slice() {
        [] => String::new(),
        [one] => format!(" ({one} is a holiday)"),
        many => format!(" ({} are holidays)", many.join(", ")),
    };
    let until = writer.day(window.until);
    format!(
        "{who} has {}, {opens}: until {until}{holidays}",
        window.length.0
    )
}
