//! `file/not-a-person`.

use crate::analysis::{joint, moves};
use crate::lint::rule::rule;
use crate::lint::{DealContext, Sink, words};
use crate::model::deal::people;

rule! {
    /// A team, a company, a mail address or several people are named where one person belongs.
    ///
    /// Every responsibility in the process belongs to one person, by name (D1.2): a team does not answer, and two
    /// people each wait for the other. The owner of the handoff, the holders of roles and whoever waived something are
    /// checked by rules of their own.
    ///
    /// ```yaml bad
    /// account: {name: Quayside Ports}
    /// owner: Sales
    /// ```
    /// ```yaml bad
    /// account: {name: Quayside Ports}
    /// handoff: {seller: AE team}
    /// ```
    /// ```yaml bad
    /// account: {name: Quayside Ports}
    /// need: {what: Berth planners re-key the tide table., confirmed_by: Wim Aerts and Ines Calder}
    /// ```
    /// ```yaml bad
    /// account: {name: Quayside Ports}
    /// partner: {name: Oakline Partners, contact: {name: partners@oakline.example, role: Partner desk}}
    /// ```
    /// ```yaml good
    /// account: {name: Quayside Ports}
    /// owner: Maya Chen
    /// need: {what: Berth planners re-key the tide table., confirmed_by: "Wim Aerts, planning lead"}
    /// feedback: {date: 2026-11-06, to: tbd}
    /// ```
    pub(super) NOT_A_PERSON = "file/not-a-person", Warning, Deal(check)
}

fn check(deal: &DealContext<'_>, out: &mut Sink<'_>) {
    let case = &deal.case;
    // The same few people appear in many places of a deal.
    let mut judged: Vec<(&str, Option<&'static str>)> = Vec::new();
    people::each(&case.deal.data, &mut |keys, name| {
        let text = &*name.value;
        let known = judged.iter().find(|(known, _)| *known == text);
        let why = if let Some((_, why)) = known {
            *why
        } else {
            let why = joint::not_a_person(case, text);
            judged.push((text, why));
            why
        };
        let Some(why) = why else { return };
        // A value that a short form takes from another key or from process.toml is not written here.
        if has_own_rule(keys) || !deal.text(name.span).contains(text) {
            return;
        }
        let path = keys.join(".");
        let (first, below) = keys.split_first().unwrap_or((&"", &[]));
        let item = words::item(deal, first, name.span);
        let place = [&[item.as_str()], below].concat().join(".");
        let message = format!("{path} is {}: {why}", words::quoted(name));
        out.add(
            out.finding(case.deal.place(name.span), message)
                .label(why)
                .subject(path)
                .whose(moves::of_deal(case))
                .help(format!(
                    "choose one person, then: {}",
                    words::command(case, "set", &[&place, "NAME"])
                )),
        );
    });
}

/// Returns whether another rule checks the person at this path.
fn has_own_rule(keys: &[&str]) -> bool {
    matches!(
        keys,
        ["handoff", "owner"] | ["waivers", "by"] | ["roles", ..]
    )
}
