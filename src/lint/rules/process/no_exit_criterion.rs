//! `process/no-exit-criterion`.

use crate::analysis::moves;
use crate::lint::rule::rule;
use crate::lint::{BookContext, Sink};

rule! {
    /// A stage has no exit criterion.
    ///
    /// A stage is a gate (D1.3): without a written condition a deal leaves it when somebody feels like it, and nobody can
    /// tell a deal that moved from a deal that was moved. What the handoff `transfers` does not count: it travels with the
    /// deal and does not decide whether it goes.
    ///
    /// ```toml bad
    /// stages = [{id = "qualified", owner = "Luis Ortega"}]
    /// [process]
    /// name = "Partner co-sell"
    /// currency = "USD"
    /// ```
    /// ```toml good
    /// [process]
    /// name = "Partner co-sell"
    /// currency = "USD"
    /// [[stages]]
    /// id = "qualified"
    /// exit = [{ id = "budget", field = "qualification.budget.status", equals = "confirmed" }]
    /// ```
    pub(super) NO_EXIT_CRITERION = "process/no-exit-criterion", Error, Process(check)
}

fn check(context: &BookContext<'_>, out: &mut Sink<'_>) {
    let process = &context.book.process;
    for stage in &process.stages {
        if stage.criteria.iter().any(|criterion| !criterion.transfer) {
            continue;
        }
        let message = format!("nothing must be true for a deal to leave {}", stage.name);
        let help = if stage.is_handoff {
            "add `exit = [{ id = \"accepted\", field = \"handoff.response.result\", equals = \"accepted\" }]`"
        } else {
            "add `exit = [{ id = \"…\", field = \"…\" }]`: what must be on record before the next person takes over"
        };
        out.add(
            out.finding(process.place(stage.span), message)
                .label("no `exit`")
                .subject(&*stage.id.value)
                .whose(moves::of_process(process))
                .help(help),
        );
    }
}
