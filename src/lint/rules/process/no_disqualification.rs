//! `process/no-disqualification`.

use crate::analysis::moves;
use crate::lint::rule::rule;
use crate::lint::{BookContext, Sink};
use crate::text::placeholder::is_no_reason;

rule! {
    /// A stage does not say what disqualifies a deal there.
    ///
    /// Deals leave forward or out (D1.3, D3.4). If nothing is written down, a dead deal stays open, fills the forecast
    /// and costs everybody's attention, because ending it would be one person's opinion against another's.
    ///
    /// ```toml bad
    /// [process]
    /// name = "Partner co-sell"
    /// currency = "USD"
    /// [[stages]]
    /// id = "qualified"
    /// exit = [{ id = "budget", field = "qualification.budget.status", equals = "confirmed" }]
    /// ```
    /// ```toml good
    /// [process]
    /// name = "Partner co-sell"
    /// currency = "USD"
    /// [[stages]]
    /// id = "qualified"
    /// disqualify = ["no budget", "too small"]
    /// ```
    pub(super) NO_DISQUALIFICATION = "process/no-disqualification", Error, Process(check)
}

fn check(context: &BookContext<'_>, out: &mut Sink<'_>) {
    let process = &context.book.process;
    for stage in &process.stages {
        if stage.disqualify.iter().any(|reason| !is_no_reason(reason)) {
            continue;
        }
        let message = format!("nothing says what ends a deal in {}", stage.name);
        let first = stage.disqualify.first();
        out.add(
            out.finding(process.place(first.map_or(stage.span, |reason| reason.span)), message)
                .label("no `disqualify`")
                .subject(&*stage.id.value)
                .whose(moves::of_process(process))
                .help("add `disqualify = [\"…\"]`: the reasons on which a deal ends here, in the words people use"),
        );
    }
}
