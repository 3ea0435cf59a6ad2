//! `process/stage-count`.

use crate::analysis::moves;
use crate::lint::rule::rule;
use crate::lint::{BookContext, Sink};

rule! {
    /// The process has fewer than four or more than six stages.
    ///
    /// Four to six are what people keep in their heads (D1.1). With fewer, one person ends up owning two different jobs; with
    /// more, deals wait at gates that decide nothing, and each stage has too few deals for its rates to mean anything.
    ///
    /// ```toml bad
    /// [process]
    /// name = "Partner co-sell"
    /// currency = "USD"
    /// [[stages]]
    /// id = "open"
    /// [[stages]]
    /// id = "closing"
    /// ```
    /// ```toml bad
    /// stages = [{id = "a"}, {id = "b"}, {id = "c"}, {id = "d"}, {id = "e"}, {id = "f"}, {id = "g"}]
    /// [process]
    /// name = "Partner co-sell"
    /// currency = "USD"
    /// ```
    /// ```toml good
    /// stages = [{id = "registered"}, {id = "qualified"}, {id = "handoff"}, {id = "joint"}, {id = "closing"}]
    /// [process]
    /// name = "Partner co-sell"
    /// currency = "USD"
    /// ```
    pub(super) STAGE_COUNT = "process/stage-count", Warning, Process(check)
}

/// Fewer stages than this hide a job, more than this decide nothing (D1.1).
const FEW: usize = 4;
const MANY: usize = 6;

fn check(context: &BookContext<'_>, out: &mut Sink<'_>) {
    let process = &context.book.process;
    let count = process.stages.len();
    let (stage, why, label, help) = if count < FEW {
        let help = "split a stage where the deal passes to another person: registration, qualification, handoff, joint work, closing";
        (
            process.stages.last(),
            "a job is hidden in one of them",
            "the last stage",
            help,
        )
    } else if count > MANY {
        let help = "merge stages that have the same owner, or whose gates no deal ever fails";
        (
            process.stages.get(MANY),
            "deals wait at gates that decide little",
            "the seventh stage",
            help,
        )
    } else {
        return;
    };
    let Some(stage) = stage else { return };
    let stages = if count == 1 { "stage" } else { "stages" };
    let message = format!("the process has {count} {stages}, not {FEW} to {MANY}: {why}");
    out.add(
        out.finding(process.place(stage.span), message)
            .label(label)
            .subject("stages")
            .whose(moves::of_process(process))
            .help(help),
    );
}
