//! `process/handoff-undefined`.

use crate::analysis::moves;
use crate::lint::rule::rule;
use crate::lint::{BookContext, Sink};
use crate::model::{Process, Stage};
use crate::text::placeholder::is_no_reason;

rule! {
    /// The handoff is not one stage with a trigger, an owner, a response window and what it transfers.
    ///
    /// The sharpest definition sits where the deal passes from the partner side to the seller (D1.4): that is where deals
    /// die. Exactly one stage has `kind = "handoff"` and says what starts it, who owns it until a seller accepts, how long
    /// the seller has to answer, and what travels with it. Without a handoff stage the process is the direct one under
    /// another name (D1.6).
    ///
    /// ```toml bad
    /// [process]
    /// name = "Partner co-sell"
    /// currency = "USD"
    /// [[stages]]
    /// id = "registered"
    /// ```
    /// ```toml bad
    /// [process]
    /// name = "Partner co-sell"
    /// currency = "USD"
    /// [[stages]]
    /// id = "handoff"
    /// kind = "handoff"
    /// owner = "Priya Raman"
    /// ```
    /// ```toml bad
    /// stages = [{id = "handoff", kind = "handoff"}, {id = "again", kind = "handoff"}]
    /// [process]
    /// name = "Partner co-sell"
    /// currency = "USD"
    /// ```
    /// ```toml good
    /// [process]
    /// name = "Partner co-sell"
    /// currency = "USD"
    /// [[stages]]
    /// id = "handoff"
    /// kind = "handoff"
    /// owner = "Priya Raman"
    /// window = "3 business days"
    /// trigger = "Qualified, packet complete, partner agreed in writing"
    /// transfers = ["need", "handoff.seller_move"]
    /// ```
    pub(super) HANDOFF_UNDEFINED = "process/handoff-undefined", Error, Process(check)
}

fn check(context: &BookContext<'_>, out: &mut Sink<'_>) {
    let process = &context.book.process;
    let handoffs: Vec<&Stage> = process
        .stages
        .iter()
        .filter(|stage| stage.is_handoff)
        .collect();
    let finding = match *handoffs {
        [] => {
            let message = "no stage is the handoff: nothing says how a deal passes to the seller";
            out.finding(process.place(process.name_span()), message)
                .label("no stage with `kind = \"handoff\"`")
                .help("add `kind = \"handoff\"` to the stage in which a seller takes the deal over, with its `owner`, `trigger`, `window` and `transfers`")
        }
        [stage] => {
            let lacks = lacks(process, stage);
            if lacks.is_empty() {
                return;
            }
            let (names, lines): (Vec<_>, Vec<_>) = lacks.into_iter().unzip();
            let message = format!("{} does not say {}", stage.name, names.join(", "));
            out.finding(process.place(stage.span), message)
                .label("the handoff")
                .help(format!("add {}", lines.join(", ")))
        }
        [first, second, ..] => {
            let message = format!(
                "{} stages are the handoff: a deal passes to the seller once",
                handoffs.len()
            );
            out.finding(process.place(second.span), message)
                .label("a second handoff")
                .related(process.place(first.span), "the first one")
                .help("leave `kind = \"handoff\"` on the stage in which the seller takes over, with its `owner`, `trigger`, `window` and `transfers`")
        }
    };
    out.add(finding.subject("handoff").whose(moves::of_process(process)));
}

/// What the handoff lacks: as a clause, and the line to add.
fn lacks(process: &Process, stage: &Stage) -> Vec<(&'static str, &'static str)> {
    let owner = &stage.owner;
    let has_owner = owner.name.is_some() || owner.field.is_some() || owner.otherwise.is_some();
    let mut stages = process.written.stages.iter();
    let has_transfers = stages.any(|file| file.kind.is_some() && !file.transfers.is_empty());
    let has_trigger = stage
        .trigger
        .as_ref()
        .is_some_and(|trigger| !is_no_reason(trigger));
    let parts = [
        (has_trigger, "what starts it", "`trigger = \"…\"`"),
        (has_owner, "who owns it", "`owner = \"…\"`"),
        (
            process.window().is_some(),
            "how long a seller has to answer",
            "`window = \"3 business days\"`",
        ),
        (
            has_transfers,
            "what it transfers",
            "`transfers = [\"need\", \"handoff.seller_move\"]`",
        ),
    ];
    let lacking = parts.into_iter().filter(|(there, ..)| !there);
    lacking.map(|(_, what, line)| (what, line)).collect()
}
