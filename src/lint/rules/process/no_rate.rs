//! `process/no-rate`.

use crate::analysis::moves;
use crate::diagnostic::Diagnostic;
use crate::lint::Rule;
use crate::lint::rule::rule;
use crate::model::book::{Book, Problem, ProblemKind};
use crate::text::Span;

rule! {
    /// An amount is in a currency without a rate.
    ///
    /// Every total is in the process currency. An amount that cannot be converted is missing from all of them: the
    /// pipeline, the forecast and the target are all short by this deal. Rates are written down, not fetched, so that a
    /// figure can be reproduced (docs/format.md).
    ///
    /// ```yaml bad
    /// account: {name: Quayside Ports}
    /// opportunity: {amount: 66000 GBP}
    /// ```
    /// ```yaml good
    /// account: {name: Quayside Ports}
    /// opportunity: {amount: 66000 EUR}
    /// ```
    pub(super) NO_RATE = "process/no-rate", Error, Problem(check)
}

fn check(book: &Book, problem: &Problem, rule: &Rule) -> Option<Diagnostic> {
    let ProblemKind::NoRate { currency } = &problem.kind else {
        return None;
    };
    let process = &book.process;
    let amount = book
        .sources
        .file(problem.place.file)
        .slice(problem.place.span);
    let message = format!("{amount} counts in no total: process.toml has no rate for {currency}");
    let base = process.currencies.base.code();
    let finding = Diagnostic::new(rule.name, rule.level, problem.place, message)
        .label("cannot be converted")
        .subject(currency)
        .whose(moves::of_records(process))
        .help(format!(
            "add it to [currencies] in process.toml: `{currency} = …`, what one {currency} is worth in {base}"
        ));
    let rates = process.written.currencies.entries.last();
    let head = process.written.process.as_ref();
    let base = head
        .and_then(|head| head.currency.as_ref())
        .map(|code| code.span);
    let (span, label): (Option<Span>, _) = match rates {
        Some((code, _)) => (Some(code.span), "the rates are here"),
        None => (base, "the process currency"),
    };
    Some(match span {
        Some(span) => finding.related(process.place(span), label),
        None => finding,
    })
}
