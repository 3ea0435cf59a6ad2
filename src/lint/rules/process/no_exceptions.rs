//! `process/no-exceptions`.

use crate::analysis::moves;
use crate::diagnostic::Level;
use crate::lint::exceptions::{is_binding, is_binding_for_all};
use crate::lint::rule::rule;
use crate::lint::{BookContext, Sink};
use crate::model::scalar::Text;
use crate::text::safe;

rule! {
    /// `[lint]` makes a rule quiet that has no exceptions.
    ///
    /// The class of a deal is derived, and a value that differs is an error without exceptions (D7.2); so is a credit rule that was
    /// changed after the entry (D2.2). `ignore`, `per_file` and a lower level in process.toml change nothing for
    /// `attribution/contradicts-rule` and `credit/changed-after-entry`, and `per_file` nothing for the other rules of
    /// `attribution`. What one person wants to read is a matter of the command line: `--ignore`.
    ///
    /// ```toml bad
    /// [[stages]]
    /// id = "registered"
    /// [process]
    /// name = "Partner co-sell"
    /// currency = "USD"
    /// [lint]
    /// ignore = ["attribution"]
    /// ```
    /// ```toml bad
    /// [[stages]]
    /// id = "registered"
    /// [process]
    /// name = "Partner co-sell"
    /// currency = "USD"
    /// [lint]
    /// per_file = { "deals/old/**" = ["attribution/contradicts-rule"] }
    /// ```
    /// ```toml good
    /// [[stages]]
    /// id = "registered"
    /// [process]
    /// name = "Partner co-sell"
    /// currency = "USD"
    /// [lint]
    /// ignore = ["hygiene"]
    /// levels = { "attribution/no-evidence" = "note" }
    /// ```
    pub(super) NO_EXCEPTIONS = "process/no-exceptions", Warning, Process(check)
}

fn check(context: &BookContext<'_>, out: &mut Sink<'_>) {
    let Some(lint) = &context.book.process.written.lint else {
        return;
    };
    // Both rules that nobody can be without are errors.
    let lowers = |level: &Text| level.parse().is_ok_and(|level: Level| level < Level::Error);
    let levels = lint.levels.entries.iter();
    let levels = levels.filter(|(_, level)| lowers(level));
    let per_file = lint.per_file.entries.iter().flat_map(|(_, names)| &names.0);
    let for_all = lint.ignore.iter().chain(levels.map(|(name, _)| name));
    let for_all = for_all.filter(|name| covers(name, is_binding_for_all));
    for name in for_all.chain(per_file.filter(|name| covers(name, is_binding))) {
        report(context, name, out);
    }
}

/// Whether a name is that of a rule without exceptions, or of the family that has no others.
fn covers(name: &Text, is_binding: fn(&str) -> bool) -> bool {
    &*name.value == "attribution" || is_binding(name)
}

fn report(context: &BookContext<'_>, name: &Text, out: &mut Sink<'_>) {
    let process = &context.book.process;
    let message = format!(
        "{} has no exceptions: what contradicts the rule is reported all the same",
        safe::quoted(&name.value)
    );
    out.add(
        out.finding(process.place(name.span), message)
            .label("no effect")
            .subject(format!("lint {}", name.value))
            .whose(moves::of_process(process))
            .help("take it out; whoever does not want to read it runs dealctl lint --ignore attribution"),
    );
}
