//! `registration/missing-field`.

use crate::analysis::Case;
use crate::analysis::moves::{self, Role};
use crate::edit::commands;
use crate::lint::rule::rule;
use crate::lint::{DealContext, Sink, suppression, words};
use crate::model::Found;

rule! {
    /// A deal lacks something that every registration must carry.
    ///
    /// The registration is the front door (D2.1): a named account, a need, a partner with a person, who registered it
    /// and when, and how the partner is credited. What is left open here is settled later by whoever needs it least.
    /// `[registration] required` says what a deal must carry (D2.4). If a whole section is missing, only its first path
    /// is reported.
    ///
    /// ```yaml bad
    /// account: {name: Quayside Ports}
    /// partner: meridian
    /// registered: 2026-09-28
    /// need: Berth planners re-key the tide table.
    /// ```
    /// ```yaml bad
    /// need: Berth planners re-key the tide table.
    /// ```
    /// ```yaml good
    /// account: {name: Quayside Ports}
    /// partner: meridian
    /// registered: 2026-09-28
    /// need: Berth planners re-key the tide table.
    /// credit: referral
    /// ```
    pub(super) MISSING_FIELD = "registration/missing-field", Error, Deal(check)
}

fn check(deal: &DealContext<'_>, out: &mut Sink<'_>) {
    let case = &deal.case;
    let mut sections: Vec<&str> = Vec::new();
    for path in &case.process.required {
        let is_absent = |path: &str| matches!(case.deal.lookup(path), Found::Absent);
        if !is_absent(path) || suppression::by_partner(case, path) {
            continue;
        }
        let section = path.split('.').next().unwrap_or_default();
        if is_absent(section) {
            if sections.contains(&section) {
                continue;
            }
            sections.push(section);
        }
        if suppression::by_text_cut(deal, path) {
            continue;
        }
        let message = format!("{path} is missing: {}", consequence(case, path));
        let mut finding = out
            .finding(case.deal.place(case.deal.nearest_span(path)), message)
            .label(format!("no `{path}` here"))
            .subject(&*path.value)
            .whose(moves::of_role(case, Role::Alliances))
            .help(help(case, path, section));
        if !path.span.is_empty() {
            finding = finding.related(case.process.place(path.span), "required here");
        }
        out.add(finding);
    }
}

/// What remains unknown while a path is missing.
fn consequence(case: &Case<'_>, path: &str) -> String {
    let account = case.deal.account_name().map_or("the customer", |name| name);
    let partner = case.deal.partner_name().map_or("the partner", |name| name);
    match path {
        "account" | "account.name" => "nobody knows who would buy".to_owned(),
        "need" | "need.what" => format!("nobody knows what {account} needs"),
        "need.confirmed_by" => format!("nobody at {account} has confirmed the need"),
        "partner" | "partner.name" => "nobody knows which partner brings it".to_owned(),
        "registered" | "registered.date" => {
            "nobody knows when it entered, or who was first".to_owned()
        }
        "registered.by" => "nobody knows who registered it".to_owned(),
        "credit" | "credit.rule" => format!("nobody knows how {partner} is paid"),
        _ => "every registration carries it".to_owned(),
    }
}

/// Returns the line to add: below its section if that exists, else the whole section with everything required of it.
fn help(case: &Case<'_>, path: &str, section: &str) -> String {
    let below = |path: &'_ str| {
        path.strip_prefix(section)?
            .strip_prefix('.')
            .map(ToOwned::to_owned)
    };
    let choice: Vec<&str> = match path {
        "credit" | "credit.rule" => case.process.credit_rules().collect(),
        "partner" | "partner.name" => case.process.written.partners.keys().collect(),
        _ => Vec::new(),
    };
    let one_of = match choice.len() {
        0 => String::new(),
        1..=8 => format!(" which of {}", choice.join(", ")),
        _ => " which of those in process.toml".to_owned(),
    };
    let whole = matches!(case.deal.lookup(section), Found::Absent);
    let set = |path: &str| {
        let word = match path {
            "credit" | "credit.rule" => "RULE",
            "partner" | "partner.name" => "PARTNER",
            path => commands::word(path),
        };
        words::command(case, "set", &[path, word])
    };
    // A section that is not there at all is written with everything required of it.
    let commands = if whole && choice.is_empty() {
        let required = case.process.required.iter();
        let of_section = required.filter(|path| &*path.value == section || below(path).is_some());
        let of_section: Vec<String> = of_section.map(|path| set(path)).collect();
        of_section.join(", then ")
    } else if path.starts_with("credit") && whole {
        // A rule that comes later counts from the day it was agreed on.
        let set_on = words::command(case, "set", &["credit.set_on", "DATE"]);
        format!("{}, then {set_on}", set(path))
    } else {
        set(path)
    };
    format!(
        "ask {}{one_of}: {commands}",
        words::who(&moves::of_role(case, Role::Alliances))
    )
}
