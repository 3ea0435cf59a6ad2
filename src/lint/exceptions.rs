//! What has no exceptions, deal by deal (D7.2), and what a waiver changes of a finding (D1.8).
//!
//! The class of a deal is derived, and the credit rule is the one of its entry: who is paid, and how much, depends on both. So a
//! comment, a waiver, `[lint]` of process.toml or a baseline cannot make such a finding quiet. The command line can: it says what one
//! person wants to read.

use crate::analysis::Case;
use crate::analysis::gates;
use crate::analysis::whose::{self, Whose};
use crate::diagnostic::{Diagnostic, Level};
use crate::model::deal::Waiver;
use crate::model::scalar::prose_date;

use super::words;

/// The rule that no waiver makes quiet, for one that is at least counted and shown.
const CREDIT_CHANGE: &str = "credit/changed-after-entry";

/// Whether the findings of a rule cannot be made quiet on one deal.
pub fn is_binding(rule: &str) -> bool {
    rule.starts_with("attribution/") || rule == CREDIT_CHANGE
}

/// Whether a waiver changes anything about a rule's findings on a deal: it makes them quiet, or at least counted and shown.
pub fn can_be_waived(rule: &str) -> bool {
    !rule.starts_with("attribution/")
}

/// Whether not even the whole book can be without a rule: a figure is claimed that the rule does not derive.
pub fn is_binding_for_all(rule: &str) -> bool {
    matches!(rule, "attribution/contradicts-rule" | CREDIT_CHANGE)
}

/// Returns a finding of a deal after its waivers: `None` if one makes it quiet. A waiver names the rule, with who, when and why (D1.8).
pub fn waived(case: &Case<'_>, mut finding: Diagnostic) -> Option<Diagnostic> {
    let is_quiet = !case.deal.waivers.is_empty() && is_quiet(case, &mut finding);
    (!is_quiet).then_some(finding)
}

/// Whether a waiver makes a finding quiet; if it does not, the finding mentions the waiver.
fn is_quiet(case: &Case<'_>, finding: &mut Diagnostic) -> bool {
    let names = |waiver: &&Waiver| {
        let rule = waiver.rule.as_ref();
        rule.is_some_and(|rule| &*rule.value == finding.rule)
            && gates::lacks(case, waiver).is_empty()
    };
    let waivers: Vec<&Waiver> = case.deal.waivers.iter().filter(names).collect();
    let Some(first) = waivers.first() else {
        return false;
    };
    let by = |waiver: &Waiver| {
        waiver
            .by
            .as_ref()
            .map_or_else(String::new, |by| words::plain(by))
    };
    let is_paid =
        |waiver: &&Waiver| finding.rule.starts_with("credit/") && is_of_partner(case, waiver);
    let others = waivers.iter().find(|waiver| !is_paid(waiver)).copied();
    let (waiver, says) = if finding.rule.starts_with("attribution/") {
        (*first, format!("the waiver by {} has no effect", by(first)))
    } else if let Some(other) = others {
        if finding.rule != CREDIT_CHANGE {
            return true;
        }
        finding.level = Level::Warning;
        let on = other
            .date
            .map(|date| format!(" on {}", prose_date(date.value, case.today)));
        (
            other,
            format!("waived by {}{}", by(other), on.unwrap_or_default()),
        )
    } else {
        (*first, format!("waived by {}, whom it pays", by(first)))
    };
    finding.message = format!("{}; {says}", finding.message);
    *finding = finding
        .clone()
        .related(case.deal.place(waiver.span), "the waiver");
    false
}

/// Whether a waiver is by somebody of a partner of the deal, whom the credit pays.
fn is_of_partner(case: &Case<'_>, waiver: &Waiver) -> bool {
    let by = waiver.by.as_ref().and_then(|by| case.person_name(by));
    by.is_some_and(|by| matches!(whose::of(case, by), Whose::OfRecord | Whose::Other(_)))
}
