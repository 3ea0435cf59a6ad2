//! The evidence for a class, in words and as places: the deciding touch, the day of creation, the rule (D7.3).

use crate::analysis::Case;
use crate::analysis::attribution::{Class, DerivedClass, Reason, qualifies_without_side};
use crate::analysis::whose::{self, Whose};
use crate::diagnostic::Diagnostic;
use crate::lint::words;
use crate::model::deal::Touch;
use crate::model::scalar::prose_date;

/// Returns the deciding touch, or why nothing qualifies.
pub(super) fn because(case: &Case<'_>, derived: &DerivedClass<'_>) -> String {
    let Some(touch) = derived.touch else {
        return match derived.reason {
            Some(Reason::NotCreated) => "nobody wrote when the opportunity was created".to_owned(),
            Some(Reason::NoSource) => "touches qualify, but none carries its source".to_owned(),
            Some(Reason::NoTouch) | None => nothing_qualifies(case),
        };
    };
    let order = match derived.class {
        Class::Sourced => "came before",
        Class::Influenced | Class::None => "did not come before",
    };
    let touch = the_touch(case, touch);
    format!("{touch} {order} the opportunity was created")
}

fn nothing_qualifies(case: &Case<'_>) -> String {
    let mut touches = case.deal.touches.iter();
    match touches.find(|touch| qualifies_without_side(case, touch)) {
        Some(touch) => format!(
            "{} does not say from which side it came",
            the_touch(case, touch)
        ),
        None => match by_others(case) {
            Some(other) => other,
            None => "no touch of the partner qualifies".to_owned(),
        },
    }
}

/// Says of a touch of the partner's side that it is not the partner of record's.
fn by_others(case: &Case<'_>) -> Option<String> {
    let mut touches = case.deal.touches.iter();
    touches.find_map(|touch| {
        let whose = match whose::touch_by(case, touch)? {
            Whose::Other(other) => {
                let name = other.name.as_ref().map(|name| words::plain(name));
                format!("for {} and its own share", name?)
            }
            Whose::Elsewhere(company) => {
                format!("for nobody: {} is not on this deal", words::plain(company))
            }
            Whose::Customer => "for nobody: it is by the customer".to_owned(),
            Whose::Ours => "for nobody: it is by one of ours".to_owned(),
            Whose::OfRecord | Whose::Unknown => return None,
        };
        Some(format!("{} counts {whose}", the_touch(case, touch)))
    })
}

/// `the intro by Dana Reyes on Tue 18 Aug`.
pub(super) fn the_touch(case: &Case<'_>, touch: &Touch) -> String {
    let kind = touch.kind.as_ref().map_or("touch", |kind| &*kind.value);
    let by = touch
        .who
        .as_ref()
        .map(|who| format!(" by {who}"))
        .unwrap_or_default();
    let on = touch
        .date
        .map(|date| format!(" on {}", prose_date(date.value, case.today)));
    format!("the {kind}{by}{}", on.unwrap_or_default())
}

/// Adds the places of the evidence for the class to the finding (D7.3).
pub(super) fn shown(
    case: &Case<'_>,
    derived: &DerivedClass<'_>,
    mut finding: Diagnostic,
) -> Diagnostic {
    if let Some(touch) = derived.touch {
        let source = touch.source.as_ref().map_or_else(
            || "it carries no source".to_owned(),
            |source| format!("its source is {}", words::quoted(source)),
        );
        let span = touch.date.map_or(touch.key_span, |date| date.span);
        let says = format!("{} decides; {source}", the_touch(case, touch));
        finding = finding.related(case.deal.place(span), says);
    }
    if let Some(created) = case
        .deal
        .opportunity
        .as_ref()
        .and_then(|opportunity| opportunity.created)
    {
        let says = format!("created on {}", prose_date(created.value, case.today));
        finding = finding.related(case.deal.place(created.span), says);
    }
    let rule = &case.process.attribution;
    if !rule.span.is_empty() {
        let within = format!(
            "{} before, {} after",
            rule.sourced_within, rule.influenced_within
        );
        let says = format!(
            "what qualifies: {} from the partner, {within}",
            rule.kinds.join(", ")
        );
        finding = finding.related(case.process.place(rule.span), says);
    }
    finding
}
