//! `process/unknown-rule`.

use crate::analysis::moves;
use crate::lint::fixes;
use crate::lint::rule::rule;
use crate::lint::{BookContext, Sink};
use crate::model::scalar::Text;
use crate::text::{name, safe};

rule! {
    /// `[lint]` names a rule that does not exist.
    ///
    /// `select`, `ignore`, `levels` and `per_file` change nothing for a rule that is misspelled: what should be silent
    /// is reported, and what should stop a commit does not. A name from a newer version of dealctl is reported as well.
    ///
    /// ```toml bad
    /// [[stages]]
    /// id = "registered"
    /// [process]
    /// name = "Partner co-sell"
    /// currency = "USD"
    /// [lint]
    /// levels = { "hygiene/stail" = "note" }
    /// ```
    /// ```toml bad
    /// [[stages]]
    /// id = "registered"
    /// [process]
    /// name = "Partner co-sell"
    /// currency = "USD"
    /// [lint]
    /// ignore = ["hygeine"]
    /// ```
    /// ```toml good
    /// [[stages]]
    /// id = "registered"
    /// [process]
    /// name = "Partner co-sell"
    /// currency = "USD"
    /// [lint]
    /// ignore = ["hygiene"]
    /// levels = { "handoff/generic" = "warning" }
    /// per_file = { "deals/archive/**" = ["hygiene/stale"] }
    /// ```
    pub(super) UNKNOWN_RULE = "process/unknown-rule", Warning, Process(check)
}

fn check(context: &BookContext<'_>, out: &mut Sink<'_>) {
    let Some(lint) = &context.book.process.written.lint else {
        return;
    };
    let levels = lint.levels.entries.iter().map(|(name, _)| name);
    let per_file = lint.per_file.entries.iter().flat_map(|(_, names)| &names.0);
    let named = lint.select.iter().chain(&lint.ignore);
    for written in named.chain(levels).chain(per_file) {
        if !context.rules.contains(&*written.value) {
            unknown(context, written, out);
        }
    }
}

fn unknown(context: &BookContext<'_>, written: &Text, out: &mut Sink<'_>) {
    let process = &context.book.process;
    let place = process.place(written.span);
    let near = name::nearest(&written.value, context.rules.iter().copied());
    let message = format!(
        "there is no rule or family {}{}, so this changes nothing",
        safe::quoted(&written.value),
        name::meant(near)
    );
    let help = name::did_you_mean(near, "take it out; dealctl explain lists every rule");
    let mut finding = out
        .finding(place, message)
        .label("not a rule")
        .subject(format!("lint {}", written.value))
        .whose(moves::of_process(process))
        .help(help);
    finding.fix = near.and_then(|near| fixes::spell(context.book, place, &written.value, near));
    out.add(finding);
}
