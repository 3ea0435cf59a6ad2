//! `process/unknown-role`.

use crate::analysis::moves;
use crate::lint::rule::rule;
use crate::lint::{BookContext, Sink, words};
use crate::model::Process;
use crate::model::scalar::Text;
use crate::text::name;

rule! {
    /// A role of `[process] roles` is nearly one of those that moves are assigned to.
    ///
    /// Packets are the move of partner marketing, conflicts and answers of alliances, records of RevOps (D0). Under a misspelt key
    /// the person is nobody, and those moves fall to somebody else without a word. Roles of your own are free: a criterion
    /// names them with `who`.
    ///
    /// ```toml bad
    /// stages = [{id = "registered"}]
    /// [process]
    /// name = "Partner co-sell"
    /// currency = "USD"
    /// roles = { aliances = "Maya Chen", revops = "Jo Park" }
    /// ```
    /// ```toml good
    /// stages = [{id = "registered"}]
    /// [process]
    /// name = "Partner co-sell"
    /// currency = "USD"
    /// roles = { alliances = "Maya Chen", revops = "Jo Park", deal_desk = "Lena Sorg" }
    /// ```
    pub(super) UNKNOWN_ROLE = "process/unknown-role", Warning, Process(check)
}

/// The roles that the program looks up.
const KNOWN: [&str; 3] = ["partner_marketing", "alliances", "revops"];

/// Returns the roles that are misspelt: the key, the person, and the role that was meant.
pub(super) fn misspelt(process: &Process) -> impl Iterator<Item = (&Text, &Text, &'static str)> {
    let roles = process
        .written
        .process
        .iter()
        .flat_map(|head| &head.roles.entries);
    roles.filter_map(|(key, person)| {
        let plain = key.to_lowercase().replace([' ', '-'], "_");
        let near = name::nearest(&plain, KNOWN);
        let near = near.or_else(|| name::nearest(&plain.replace('_', ""), KNOWN))?;
        let mut criteria = process.stages.iter().flat_map(|stage| &stage.criteria);
        let is_named = criteria.any(|criterion| {
            let who = criterion.who.as_ref();
            who.is_some_and(|who| *who.value == *key.value)
        });
        let is_meant = *near != *key.value && process.role(near).is_none() && !is_named;
        is_meant.then_some((key, person, near))
    })
}

fn check(context: &BookContext<'_>, out: &mut Sink<'_>) {
    let process = &context.book.process;
    for (key, person, near) in misspelt(process) {
        out.add(
            out.finding(
                process.place(key.span),
                format!(
                    "{} is not a role that moves are assigned to{}: {} is asked for nothing by it",
                    words::quoted(key),
                    name::meant(Some(near)),
                    words::plain(person)
                ),
            )
            .label("not a known role")
            .subject(format!("process.roles.{}", words::plain(key)))
            .whose(moves::of_process(process))
            .help(name::did_you_mean(Some(near), "")),
        );
    }
}
