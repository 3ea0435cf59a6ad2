//! `gate/incomplete-waiver`.

use crate::analysis::{gates, moves};
use crate::diagnostic::Assignee;
use crate::lint::rule::rule;
use crate::lint::{DealContext, Sink, suppression, words};
use crate::model::deal::Waiver;
use crate::model::scalar::Text;
use crate::model::{NotAPerson, Process};
use crate::text::placeholder::is_placeholder;

rule! {
    /// A waiver does not say who waived what, when and why.
    ///
    /// A criterion can be waived on one deal by a named person, on a date, for a reason (D1.8); waivers are counted, and a
    /// criterion that is waived more often than met is a bad one (D1.1). A waiver without these does not count: the gate
    /// stays shut.
    ///
    /// ```yaml bad
    /// account: {name: Quayside Ports}
    /// waivers:
    ///   - {criterion: qualified/budget, date: 2026-10-01, why: The board has promised it.}
    /// ```
    /// ```yaml bad
    /// account: {name: Quayside Ports}
    /// waivers:
    ///   - {criterion: qualified/budget, by: Partner team, date: 2026-10-01, why: The board has promised it.}
    /// ```
    /// ```yaml bad
    /// account: {name: Quayside Ports}
    /// waivers:
    ///   - {by: Tom Alvarez, date: 2026-10-01, why: The board has promised it.}
    /// ```
    /// ```yaml good
    /// account: {name: Quayside Ports}
    /// waivers:
    ///   - {criterion: qualified/budget, by: Tom Alvarez, date: 2026-10-01, why: The board has promised it.}
    ///   - {rule: credit/set-late, by: Tom Alvarez, date: 2026-10-01, why: Agreed by telephone on the first day.}
    /// ```
    pub(super) INCOMPLETE_WAIVER = "gate/incomplete-waiver", Error, Deal(check)
}

fn check(deal: &DealContext<'_>, out: &mut Sink<'_>) {
    let case = &deal.case;
    for waiver in &case.deal.waivers {
        let unread = |key| suppression::is_unread(case, &format!("waivers.{key}"), waiver.span);
        let target = target(waiver);
        let mut faults = Vec::new();
        if target.is_none() && !unread("criterion") && !unread("rule") {
            faults.push("what is waived".to_owned());
        }
        let lacks = gates::lacks(case, waiver).into_iter();
        let lacks: Vec<&str> = lacks.filter(|key| !unread(key)).collect();
        let lacks_target = !faults.is_empty();
        faults.extend(lacks.iter().map(|key| fault(case.process, waiver, key)));
        if faults.is_empty() {
            continue;
        }
        let what = target.map_or_else(
            || "a waiver".to_owned(),
            |what| format!("the waiver of {}", words::quoted(what)),
        );
        let key = waiver.rule.as_ref().map_or("criterion", |_| "rule");
        let at = deal.path_at(waiver.span);
        let at = at.unwrap_or_else(|| "waivers".to_owned());
        let set =
            |key: &str, value: &str| words::command(case, "set", &[&format!("{at}.{key}"), value]);
        let mut commands: Vec<String> = Vec::new();
        if lacks_target {
            commands.push(set(key, &key.to_uppercase()));
        }
        commands.extend(lacks.iter().map(|key| match *key {
            "by" => set(key, "NAME"),
            "date" => set(key, "DATE"),
            _ => set(key, "REASON"),
        }));
        let span = target.map_or(waiver.key_span, |what| what.span);
        out.add(
            out.finding(
                case.deal.place(span),
                format!("{what} does not say {}", words::list(&faults)),
            )
            .label("does not count")
            .subject(target.map_or("waivers", |what| &*what.value))
            .whose(whose(deal, waiver))
            .help(format!(
                "ask who decided it, one person by name: {}",
                commands.join(", then ")
            )),
        );
    }
}

/// What a waiver names: a criterion, or a rule.
fn target(waiver: &Waiver) -> Option<&Text> {
    let real = |text: &&Text| !is_placeholder(text);
    waiver
        .criterion
        .as_ref()
        .filter(real)
        .or(waiver.rule.as_ref().filter(real))
}

fn fault(process: &Process, waiver: &Waiver, key: &str) -> String {
    if let ("by", Some(by)) = (key, &waiver.by) {
        let why = process.person(by).err().map_or("", NotAPerson::reason);
        return format!("which person waived it ({} is {why})", words::quoted(by));
    }
    let says = match key {
        "by" => "who waived it",
        "date" => "when",
        _ => "why",
    };
    says.to_owned()
}

/// Returns whoever waived it, else the owner of the deal.
fn whose(deal: &DealContext<'_>, waiver: &Waiver) -> Assignee {
    let name = |by| deal.case.person_name(by);
    match waiver.by.as_ref().and_then(|by| name(by)) {
        Some(name) => Assignee {
            role: None,
            owner: Some(name.to_owned()),
        },
        None => moves::of_deal(&deal.case),
    }
}
