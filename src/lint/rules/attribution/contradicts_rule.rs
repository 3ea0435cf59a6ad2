//! `attribution/contradicts-rule`.

use crate::analysis::attribution::{Class, Reason, derive_written};
use crate::analysis::moves::{self, Role};
use crate::diagnostic::Fix;
use crate::lint::rule::rule;
use crate::lint::{DealContext, Sink, fixes, words};
use crate::model::Found;
use crate::text::placeholder::is_placeholder;

use super::evidence;

rule! {
    /// The attribution written by hand is not the one that the rule derives.
    ///
    /// Attribution is a rule, not a judgment (D7.1), and there are no exceptions deal by deal (D7.2): totals that finance
    /// can reproduce come from touches, their dates and their sources (D7.3). Sourced means that a qualifying touch of the
    /// partner lies before the day the opportunity was created, influenced that one lies on or after it.
    ///
    /// ```yaml bad
    /// account: {name: Quayside Ports}
    /// partner: meridian
    /// opportunity: {created: 2026-09-14}
    /// attribution: partner-sourced
    /// touches:
    ///   - {date: 2026-09-17, kind: meeting, who: Dana Reyes, source: notes/northwind-0818.md}
    /// ```
    /// ```yaml bad
    /// account: {name: Quayside Ports}
    /// partner: meridian
    /// opportunity: {created: 2026-09-14}
    /// attribution: partner-sourced
    /// touches:
    ///   - {date: 2026-09-10, kind: intro, who: Dana Reyes}
    /// ```
    /// ```yaml bad
    /// account: {name: Quayside Ports}
    /// attribution: sourced
    /// ```
    /// ```yaml good
    /// account: {name: Quayside Ports}
    /// partner: meridian
    /// opportunity: {created: 2026-09-14}
    /// attribution: partner-sourced
    /// touches:
    ///   - {date: 2026-09-10, kind: intro, who: Dana Reyes, source: notes/northwind-0818.md}
    /// ```
    pub(super) CONTRADICTS_RULE = "attribution/contradicts-rule", Error, Deal(check)
}

fn check(deal: &DealContext<'_>, out: &mut Sink<'_>) {
    let case = &deal.case;
    let Some(written) = &case.deal.attribution else {
        return;
    };
    let created = case.deal.lookup("opportunity.created");
    if is_placeholder(written) || matches!(created, Found::Unusable(_)) {
        return;
    }
    let derived = derive_written(case);
    let class = derived.class.name();
    if &*written.value == class {
        return;
    }
    let is_word = [Class::Sourced, Class::Influenced, Class::None]
        .iter()
        .any(|class| class.name() == &*written.value);
    let claim = if is_word {
        format!("written as {written}, but the rule derives {class}")
    } else {
        format!(
            "{} is none of partner-sourced, partner-influenced and none; the rule derives {class}",
            words::quoted(written)
        )
    };
    let message = format!("{claim}: {}", evidence::because(case, &derived));
    let lacking = match derived.reason {
        Some(Reason::NotCreated) if is_word => Some(format!(
            "ask {} on which day the opportunity was created: {}",
            words::who(&moves::of_role(case, Role::Seller)),
            words::command(case, "set", &["opportunity.created", "DATE"])
        )),
        Some(Reason::NoSource) => derived.unproven.map(|(_, touch)| {
            let path = words::item(deal, "touches", touch.span);
            format!(
                "there is something that shows {}: {}",
                evidence::the_touch(case, touch),
                words::command(case, "note", &["FILE", "--for", &path])
            )
        }),
        _ => None,
    };
    let help = match lacking {
        Some(lacking) => words::ways(&[
            lacking,
            format!(
                "nobody knows: {}",
                words::command(case, "set", &["attribution", class])
            ),
        ]),
        None => format!(
            "leave it to the rule: {}",
            words::command(case, "unset", &["attribution"])
        ),
    };
    // If a fact is not filled in yet, that is the fault, and the fix would delete the claim.
    let lacks = matches!(derived.reason, Some(Reason::NotCreated | Reason::NoSource));
    let finding = out
        .finding(case.deal.place(written.span), message)
        .label(format!("the rule derives {class}"))
        .subject("attribution")
        .fix(Fix {
            safe: !lacks,
            ..fixes::write(deal.book, case.deal.place(written.span), class)
        })
        .whose(moves::of_role(case, Role::RevOps))
        .help(help);
    out.add(evidence::shown(case, &derived, finding));
}
