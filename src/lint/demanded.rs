//! Values that a deal must have by now but that are only placeholders: what requires each, and whose move it is.

use crate::analysis::criteria::Lack;
use crate::analysis::gates::State;
use crate::analysis::moves::{self, Role};
use crate::analysis::packet::FieldState;
use crate::diagnostic::Assignee;
use crate::model::Found;
use crate::text::placeholder::{is_nobody, is_placeholder};
use crate::text::{Place, Span};

use super::{DealContext, suppression};

/// A required value that is only a placeholder.
#[derive(Clone, Debug)]
pub struct RequiredPlaceholder {
    /// The placeholder.
    pub span: Span,
    /// Its path.
    pub path: String,
    /// What requires the value, as a clause.
    pub because: String,
    /// Where process.toml requires it, and how, if it is written there.
    pub demand: Option<(Place, String)>,
    /// Who is to fill it in.
    pub whose: Assignee,
}

/// Returns the required values of a deal that are only placeholders; one may be required more than once.
pub fn placeholders(deal: &DealContext<'_>) -> Vec<RequiredPlaceholder> {
    let mut found = of_registration(deal);
    found.extend(of_gates(deal));
    found.extend(of_packet(deal));
    found
}

fn of_registration(deal: &DealContext<'_>) -> Vec<RequiredPlaceholder> {
    let case = &deal.case;
    let found = case.process.required.iter().filter_map(|path| {
        let Found::Placeholder(span) = case.deal.lookup(path) else {
            return None;
        };
        // Who registered it follows from the partner's person; that placeholder is reported once, at its own place.
        let says_nothing = |word: &str| is_placeholder(word) || is_nobody(word);
        if &*path.value == "registered.by" && !says_nothing(deal.text(span)) {
            return None;
        }
        let written = !path.span.is_empty();
        Some(RequiredPlaceholder {
            span,
            path: path.to_string(),
            because: "no deal is registered without it".to_owned(),
            demand: written.then(|| (case.process.place(path.span), "required here".to_owned())),
            whose: moves::of_role(case, Role::Alliances),
        })
    });
    found.collect()
}

fn of_gates(deal: &DealContext<'_>) -> Vec<RequiredPlaceholder> {
    let case = &deal.case;
    let found = deal.left_behind().iter().filter_map(|judged| {
        let State::Unmet(unmet) = &judged.state else {
            return None;
        };
        if unmet.lack != Lack::Placeholder {
            return None;
        }
        let stage = &case.process.stages[judged.stage];
        let demand = format!("{} asks: {}", stage.name, judged.criterion.demand());
        Some(RequiredPlaceholder {
            span: unmet.span,
            path: judged.criterion.field.as_ref()?.to_string(),
            because: format!("the deal has left {} with it", stage.name),
            demand: Some((case.process.place(judged.criterion.span), demand)),
            whose: moves::of_criterion(case, judged.criterion, stage),
        })
    });
    found.collect()
}

fn of_packet(deal: &DealContext<'_>) -> Vec<RequiredPlaceholder> {
    let case = &deal.case;
    if !suppression::packet_is_due(deal) {
        return Vec::new();
    }
    let seller = case
        .deal
        .seller()
        .and_then(|seller| case.person_name(seller));
    let seller = seller.unwrap_or("the seller");
    let found = deal.packet().lacking().filter_map(|status| {
        let FieldState::Placeholder(path, span) = status.state else {
            return None;
        };
        Some(RequiredPlaceholder {
            span,
            path: path.to_owned(),
            because: format!("{seller} is to act on this packet"),
            demand: None,
            whose: moves::of_role(case, status.field.role()),
        })
    });
    found.collect()
}
