//! `history/stage-mismatch`.

use crate::analysis::moves;
use crate::lint::rule::rule;
use crate::lint::{DealContext, Sink, fixes, words};
use crate::text::safe;

rule! {
    /// `stage` differs from the last entry of the history.
    ///
    /// The history decides which stage a deal is in (D3.3); `stage` only repeats it for people. When the two differ,
    /// somebody has moved the deal in one place and not in the other, and a reader believes whichever comes first. The
    /// last entry of the file counts, whatever day the book is seen from.
    ///
    /// ```yaml bad
    /// account: {name: Quayside Ports}
    /// opportunity: {amount: 66000}
    /// qualification: {budget: confirmed, timing: confirmed, fit: confirmed}
    /// stage: handoff
    /// history: {registered: 2026-09-28, qualified: 2026-10-01}
    /// ```
    /// ```yaml good
    /// account: {name: Quayside Ports}
    /// stage: qualified
    /// history: {registered: 2026-09-28, qualified: 2026-10-01}
    /// ```
    /// ```yaml good
    /// # today: 2026-09-30
    /// account: {name: Quayside Ports}
    /// stage: qualified
    /// history: {registered: 2026-09-28, qualified: 2026-10-01}
    /// ```
    pub(super) STAGE_MISMATCH = "history/stage-mismatch", Error, Deal(check)
}

fn check(deal: &DealContext<'_>, out: &mut Sink<'_>) {
    let case = &deal.case;
    let entries = case.deal.written_history();
    let last = entries
        .last()
        .and_then(|entry| Some((entry, entry.stage.as_ref()?)));
    let (Some(stage), Some((entry, last))) = (&case.deal.stage, last) else {
        return;
    };
    if stage.value == last.value {
        return;
    }
    let since = entry
        .date
        .map_or_else(String::new, |date| format!(" since {}", date.value));
    let (written, by_history) = (safe::quoted(stage), safe::quoted(last));
    let message =
        format!("stage says {written}, but by its history the deal is in {by_history}{since}");
    let moved = match case.process.stage(stage) {
        Some((_, stage)) => {
            let path = format!("history.{}", stage.id.value);
            let set = words::command(case, "set", &[&path, "DATE"]);
            format!("; 2. if it has moved to {}: {set}", stage.name)
        }
        None => String::new(),
    };
    let mut finding = out.finding(case.deal.place(stage.span), message);
    if case.process.stage(last).is_some() {
        finding.fix = Some(fixes::write(deal.book, case.deal.place(stage.span), last));
    }
    out.add(
        finding
            .label(format!("should be {by_history}"))
            .related(case.deal.place(last.span), "the last stage entered")
            .subject("stage")
            .whose(moves::of_deal(case))
            .help(format!(
                "1. the history is right: {}{moved}",
                words::command(case, "set", &["stage", &words::plain(last)])
            )),
    );
}
