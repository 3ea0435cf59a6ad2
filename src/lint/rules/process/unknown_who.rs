//! `process/unknown-who`.

use crate::analysis::moves::{self, Role};
use crate::lint::rule::rule;
use crate::lint::{BookContext, Sink, words};
use crate::text::name;

rule! {
    /// A criterion says whose move it is, but no role or person has that name.
    ///
    /// `who` of a criterion is a role or one person (D1.2): the deal's findings and `dealctl stalls` say whom to ask. A
    /// role that does not exist sends everybody to nobody.
    ///
    /// ```toml bad
    /// [process]
    /// name = "Partner co-sell"
    /// currency = "USD"
    /// [[stages]]
    /// id = "qualified"
    /// exit = [{ id = "legal", field = "custom.contract", who = "legal" }]
    /// ```
    /// ```toml good
    /// [process]
    /// name = "Partner co-sell"
    /// currency = "USD"
    /// roles = { legal = "Jo Park" }
    /// [[stages]]
    /// id = "qualified"
    /// exit = [
    ///   { id = "legal", field = "custom.contract", who = "legal" },
    ///   { id = "need", field = "need", who = "seller" },
    ///   { id = "fit", field = "qualification.fit", who = "Luis Ortega" },
    /// ]
    /// ```
    pub(super) UNKNOWN_WHO = "process/unknown-who", Warning, Process(check)
}

/// The roles that a `who` may name.
const ROLES: [&str; 6] = [
    "partner marketing",
    "alliances",
    "channel",
    "seller",
    "revops",
    "partner",
];

fn check(context: &BookContext<'_>, out: &mut Sink<'_>) {
    let process = &context.book.process;
    for stage in &process.stages {
        for criterion in &stage.criteria {
            let Some(who) = &criterion.who else { continue };
            let known = Role::parse(who).is_some() || process.role(who).is_some();
            // A name begins with a capital letter: `aliances` is a slip of a role.
            let is_word = who.starts_with(char::is_lowercase);
            let near = name::nearest(&who.replace('_', " "), ROLES).filter(|_| is_word);
            if known || (near.is_none() && process.person(who).is_ok()) {
                continue;
            }
            let message = format!(
                "{}/{} is the move of {}, whom nobody knows{}",
                stage.id,
                criterion.id,
                words::quoted(who),
                name::meant(near)
            );
            out.add(
                out.finding(process.place(who.span), message)
                    .label("neither a role nor one person")
                    .subject(format!("{}/{}", stage.id, criterion.id))
                    .whose(moves::of_process(process))
                    .help(format!(
                        "name the person under [process]: `roles = {{ {} = \"…\" }}`; or leave it to the owner of the stage",
                        key(who)
                    )),
            );
        }
    }
}

/// A name as a key of TOML.
fn key(who: &str) -> String {
    let bare = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    if who.chars().all(bare) {
        who.to_owned()
    } else {
        format!("\"{}\"", words::plain(who).replace(['"', '\\'], ""))
    }
}
