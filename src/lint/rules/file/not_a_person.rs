//! `file/not-a-person`.

use crate::analysis::{joint, moves};
use crate::lint::rule::rule;
use crate::lint::{DealContext, Sink, words};
use crate::model::deal::people;

rule! {
    /// A team, a company, a mail address or several people stand where one person belongs.
    ///
    /// Everything in the process that is somebody's is one person's, by name (D1.2): a team answers nobody, and of two people
    /// each waits for the other. Who owns the handoff, who holds a role and who waived something have rules of their own.
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
    for named in people::named(&case.deal.data) {
        // What a short form leaves to another key or to process.toml is not written here.
        if has_own_rule(&named.path) || !deal.text(named.name.span).contains(&*named.name.value) {
            continue;
        }
        let Some(why) = joint::not_a_person(case, named.name) else {
            continue;
        };
        let key = named.path.rsplit('.').next().unwrap_or(&named.path);
        let message = format!("{} is {}: {why}", named.path, words::quoted(named.name));
        out.add(
            out.finding(case.deal.place(named.name.span), message)
                .label(why)
                .subject(&*named.path)
                .whose(moves::of_deal(case))
                .help(format!("choose one person and write `{key}: …`")),
        );
    }
}

/// Whether another rule speaks of whoever stands at a path.
fn has_own_rule(path: &str) -> bool {
    matches!(path, "handoff.owner" | "waivers.by") || path.starts_with("roles.")
}
