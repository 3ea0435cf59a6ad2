//! `process/overbuilt`.

use crate::analysis::moves;
use crate::lint::rule::rule;
use crate::lint::{BookContext, Sink};

rule! {
    /// A stage has more than seven exit criteria.
    ///
    /// Over-building costs deals (D1.1): a gate with a page of conditions is filled in to be passed and not to be true, and
    /// the two conditions that decide drown among the others. What the handoff `transfers` is not counted.
    ///
    /// ```toml bad
    /// [process]
    /// name = "Partner co-sell"
    /// currency = "USD"
    /// [[stages]]
    /// id = "registered"
    /// exit = [
    ///   { field = "account.name" }, { field = "account.domain" }, { field = "account.segment" },
    ///   { field = "account.crm_id" }, { field = "need.what" }, { field = "need.confirmed_by" },
    ///   { field = "need.date" }, { field = "credit.rule" },
    /// ]
    /// ```
    /// ```toml good
    /// [process]
    /// name = "Partner co-sell"
    /// currency = "USD"
    /// [[stages]]
    /// id = "registered"
    /// exit = [{ field = "account.name" }, { field = "need.confirmed_by" }, { field = "credit.rule" }]
    /// ```
    pub(super) OVERBUILT = "process/overbuilt", Warning, Process(check)
}

/// The most conditions that a person can weigh at once.
const MOST: usize = 7;

fn check(context: &BookContext<'_>, out: &mut Sink<'_>) {
    let process = &context.book.process;
    for stage in &process.stages {
        let exits: Vec<_> = stage
            .criteria
            .iter()
            .filter(|criterion| !criterion.transfer)
            .collect();
        let Some(eighth) = exits.get(MOST) else {
            continue;
        };
        let message = format!(
            "{} has {} exit criteria: more than {MOST} are ticked off, not met",
            stage.name,
            exits.len()
        );
        out.add(
            out.finding(process.place(stage.span), message)
                .label("over-built")
                .related(process.place(eighth.span), "the eighth criterion")
                .subject(&*stage.id.value)
                .whose(moves::of_process(process))
                .help("keep those that deals have failed on; the others are questions for the registration or the packet"),
        );
    }
}
