//! One fault, one finding (DESIGN §3): which lacks already have a finding of their own, so that others leave them alone.

use crate::analysis::Case;
use crate::analysis::packet::FIELDS;
use crate::model::Found;

use super::DealContext;

/// Whether the partner is a name without a person and a role: `registration/partner-is-a-logo` says so.
pub fn is_logo(case: &Case<'_>) -> bool {
    let lacks = |path: &str| matches!(case.deal.lookup(path), Found::Absent);
    case.deal.lookup("partner.name").is_present()
        && (lacks("partner.contact.name") || lacks("partner.contact.role"))
}

/// Whether a path is part of the partner's person, which a logo lacks as a whole.
pub fn is_contact_path(path: &str) -> bool {
    path == "partner.contact" || path.starts_with("partner.contact.")
}

/// Whether a path is required and holds a placeholder: `file/placeholder` says so.
pub fn by_placeholder(case: &Case<'_>, path: &str) -> bool {
    matches!(case.deal.lookup(path), Found::Placeholder(_))
        && case
            .process
            .required
            .iter()
            .any(|required| &*required.value == path)
}

/// Whether a required path is absent only because the partner, or its person, is: that has a finding of its own. Who
/// registered a deal follows from the partner's person when only the day is written.
pub fn by_partner(case: &Case<'_>, path: &str) -> bool {
    if path != "registered.by" && !is_contact_path(path) {
        return false;
    }
    let there = |path: &str| case.deal.lookup(path).is_present();
    if there("partner.name") {
        return is_logo(case) && (is_contact_path(path) || !there("partner.contact.name"));
    }
    let mut required = case.process.required.iter();
    required.any(|path| matches!(&*path.value, "partner" | "partner.name"))
}

/// Whether what is not there at a path is missing from the registration already: `registration/missing-field` says so.
pub fn by_registration(case: &Case<'_>, path: &str) -> bool {
    if is_contact_path(path) && is_logo(case) {
        return true;
    }
    let below = |outer: &str, inner: &str| {
        inner
            .strip_prefix(outer)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    };
    case.process.required.iter().any(|required| {
        (below(required, path) || below(path, required)) && !case.deal.lookup(required).is_present()
    })
}

/// Whether a path is one of the packet's, which `handoff/missing-field` asks for.
pub fn by_packet(path: &str) -> bool {
    FIELDS.iter().any(|field| {
        field.paths.iter().any(|known| {
            known.starts_with("handoff.")
                && (*known == path || known.starts_with(&format!("{path}.")))
        })
    })
}

/// Whether the packet must be complete by now: it was sent, or the deal is past the handoff. Where it was sent before the
/// day the book is seen from, that counts.
pub fn packet_is_due(deal: &DealContext<'_>) -> bool {
    let case = &deal.case;
    let sent = case
        .deal
        .handoff
        .as_ref()
        .is_some_and(|handoff| handoff.sent_on().is_some());
    sent || (case
        .handoff_position()
        .is_some_and(std::cmp::Ordering::is_gt))
}
