//! `hygiene/stale`.

use crate::analysis::registration::is_worked;
use crate::analysis::{activity, moves};
use crate::lint::rule::rule;
use crate::lint::{DealContext, Sink, suppression, words};
use crate::model::limits::Limits;
use crate::model::scalar::prose_date;

rule! {
    /// Nothing has happened on an open deal for a long time.
    ///
    /// A deal that nobody works still counts in the pipeline and the forecast (D8.4). Whatever the file dates is
    /// something that happened: a touch, a stage, an answer, a verdict; what is only planned is not. The limit is
    /// `[lint.limits] stale`, 30 days unless process.toml says otherwise. A deal past the limit of its stage, with a
    /// silent partner, or waiting for the seller's answer has a finding that names the move, so this rule does not
    /// report it.
    ///
    /// ```yaml bad
    /// account: {name: Quayside Ports}
    /// partner: meridian
    /// registered: 2026-09-28
    /// need: Berth planners re-key the tide table.
    /// credit: referral
    /// history: {registered: 2026-09-28}
    /// ```
    /// ```yaml good
    /// account: {name: Quayside Ports}
    /// partner: meridian
    /// registered: 2026-09-28
    /// need: Berth planners re-key the tide table.
    /// credit: referral
    /// touches:
    ///   - {date: 2026-11-17, kind: meeting, from: seller, who: Sam Ortiz}
    /// history: {registered: 2026-09-28}
    /// ```
    pub(super) STALE = "hygiene/stale", Warning, Deal(check)
}

fn check(deal: &DealContext<'_>, out: &mut Sink<'_>) {
    let case = &deal.case;
    // The rules on the history report a deal that is in no stage.
    if !is_worked(case.deal) || case.stage().is_none() {
        return;
    }
    let Some(last) = activity::last(case) else {
        return;
    };
    let limit = Limits::of(case.process).stale;
    let elapsed = limit.elapsed(last.value, case.today, &case.process.calendar);
    if elapsed <= limit.n || suppression::by_clock(deal) {
        return;
    }
    let unit = limit.unit.words(elapsed);
    let since = prose_date(last.value, case.today);
    out.add(
        out.finding(
            case.deal.place(last.span),
            format!(
                "nothing has happened for {elapsed} {unit}, limit {}: the last was on {since}",
                limit.n
            ),
        )
        .label("the last thing on record")
        .subject("activity")
        .whose(moves::of_deal(case))
        .help(format!(
            "ask {} what has happened since: {}",
            words::who(&moves::of_deal(case)),
            words::ways(&[
                format!(
                    "something: {}",
                    words::command(case, "touch", &["KIND", "--who", "NAME", "--on", "DATE"])
                ),
                format!(
                    "nothing, and it is over: {}",
                    words::command(case, "close", &["disqualified", "--reason", "REASON"])
                ),
            ])
        )),
    );
}
