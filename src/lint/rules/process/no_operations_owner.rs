//! `process/no-operations-owner`.

use crate::analysis::moves;
use crate::lint::rule::rule;
use crate::lint::{BookContext, Sink, words};

use super::unknown_role;

rule! {
    /// Nobody is named for partner operations.
    ///
    /// RevOps logs the touches, the classes and their evidence, and watches whether sellers answer (D0, D1.2). If
    /// nobody is named for that work, the records are kept by whoever has time, and every figure made from them is
    /// argued about. `[process] roles` names the person under `revops`; `partner_ops`, `partner_operations` and
    /// `operations` will do.
    ///
    /// ```toml bad
    /// stages = [{id = "registered"}]
    /// [process]
    /// name = "Partner co-sell"
    /// currency = "USD"
    /// roles = { alliances = "Maya Chen" }
    /// ```
    /// ```toml bad
    /// stages = [{id = "registered"}]
    /// [process]
    /// name = "Partner co-sell"
    /// currency = "USD"
    /// roles = { alliances = "Maya Chen", revops = "RevOps team" }
    /// ```
    /// ```toml good
    /// stages = [{id = "registered"}]
    /// [process]
    /// name = "Partner co-sell"
    /// currency = "USD"
    /// roles = { alliances = "Maya Chen", revops = "Jo Park" }
    /// ```
    pub(super) NO_OPERATIONS_OWNER = "process/no-operations-owner", Warning, Process(check)
}

/// The keys of `[process] roles` under which people name partner operations, the usual one first.
const KEYS: [&str; 5] = [
    "revops",
    "revenue_operations",
    "partner_ops",
    "partner_operations",
    "operations",
];

fn check(context: &BookContext<'_>, out: &mut Sink<'_>) {
    let process = &context.book.process;
    let named: Vec<_> = KEYS.iter().filter_map(|key| process.role(key)).collect();
    let is_misspelt = || unknown_role::misspelt(process).any(|(.., near)| near == KEYS[0]);
    if named.iter().any(|name| process.person(name).is_ok()) || is_misspelt() {
        return;
    }
    let (span, message, label) = match named.first() {
        Some(name) => {
            let why = process.person(name).err().map_or("", |why| why.reason());
            let message = format!(
                "nobody keeps the records by name: {} is {why}",
                words::quoted(name)
            );
            (name.span, message, "not one person")
        }
        None => (
            process.name_span(),
            "nobody is named for partner operations: touches, classes and evidence are logged by chance"
                .to_owned(),
            "no `revops` under `roles`",
        ),
    };
    out.add(
        out.finding(process.place(span), message)
            .label(label)
            .subject("process.roles.revops")
            .whose(moves::of_process(process))
            .help("name one person under [process]: `roles = { revops = \"…\" }`"),
    );
}
