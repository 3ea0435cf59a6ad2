//! `process/no-limit`.

use crate::analysis::moves;
use crate::lint::rule::rule;
use crate::lint::{BookContext, Sink};

rule! {
    /// A stage has no limit, so no deal is ever too long in it.
    ///
    /// A stall is a deal that has been in its stage longer than the stage allows (D8.1). Without a limit a deal can lie there for
    /// a year, and `dealctl stalls` has nothing to say.
    ///
    /// ```toml bad
    /// stages = [{id = "registered"}]
    /// [process]
    /// name = "Partner co-sell"
    /// currency = "USD"
    /// ```
    /// ```toml good
    /// stages = [{id = "registered", limit = "5 business days"}]
    /// [process]
    /// name = "Partner co-sell"
    /// currency = "USD"
    /// ```
    pub(super) NO_LIMIT = "process/no-limit", Note, Process(check)
}

fn check(context: &BookContext<'_>, out: &mut Sink<'_>) {
    let process = &context.book.process;
    for stage in process.stages.iter().filter(|stage| stage.limit.is_none()) {
        out.add(
            out.finding(
                process.place(stage.span),
                format!("{} has no limit: no deal can be too long in it", stage.name),
            )
            .label("how long at most?")
            .subject(&*stage.id.value)
            .whose(moves::of_process(process))
            .help(
                "agree how long a deal may stay here, and write it: `limit = \"10 business days\"`",
            ),
        );
    }
}
