//! `history/missing`.

use crate::analysis::moves;
use crate::lint::rule::rule;
use crate::lint::{DealContext, Sink, words};
use crate::model::Found;

rule! {
    /// A deal has no stage history.
    ///
    /// The history says which stage the deal is in and since when (D3.3). Without it the deal is past no gate, on no
    /// clock and in no forecast: it is a file, not a deal in the process.
    ///
    /// ```yaml bad
    /// account: {name: Quayside Ports}
    /// stage: registered
    /// ```
    /// ```yaml bad
    /// account: {name: Quayside Ports}
    /// history: []
    /// ```
    /// ```yaml good
    /// account: {name: Quayside Ports}
    /// history: {registered: 2026-09-28}
    /// ```
    /// ```yaml good
    /// # today: 2026-09-01
    /// account: {name: Quayside Ports}
    /// history: {registered: 2026-09-28}
    /// ```
    pub(super) MISSING = "history/missing", Error, Deal(check)
}

fn check(deal: &DealContext<'_>, out: &mut Sink<'_>) {
    let case = &deal.case;
    if !case.deal.written_history().is_empty() {
        return;
    }
    let span = match case.deal.lookup("history") {
        Found::Unusable(_) => return,
        Found::Placeholder(span) => span,
        Found::Absent | Found::Value(_) if case.deal.history.written => case.deal.history.key_span,
        Found::Absent | Found::Value(_) => {
            let stage = case.deal.stage.as_ref();
            stage.map_or_else(|| case.deal.head(), |stage| stage.span)
        }
    };
    let first = &case.process.stages[0];
    let account = case.deal.account_name().map_or("the deal", |name| name);
    let message = format!("nothing says which stage {account} is in, and since when");
    out.add(
        out.finding(case.deal.place(span), message)
            .label("no stage was entered on any day")
            .subject("history")
            .whose(moves::of_stage(case, first))
            .help(format!(
                "ask when it entered {}, and each stage since: {}",
                first.name,
                words::command(
                    case,
                    "set",
                    &[&format!("history.{}", first.id.value), "DATE"]
                )
            )),
    );
}
