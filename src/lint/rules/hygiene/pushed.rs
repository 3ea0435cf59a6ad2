//! `hygiene/pushed`.

use crate::analysis::moves::{self, Role};
use crate::analysis::past;
use crate::lint::rule::rule;
use crate::lint::{DealContext, Sink, words};
use crate::model::limits::Limits;
use crate::model::past::Version;
use crate::model::scalar::prose_date;

rule! {
    /// The close date of an open deal was moved out twice or more.
    ///
    /// A date that keeps moving is a wish, and every forecast that believed it was wrong by as much (D8.2, D8.4). The
    /// file shows the last date only; git has them all. The limit is `[lint.limits] pushed`, 2 unless process.toml says
    /// otherwise. A date that is back where it began is not reported.
    ///
    /// ```yaml bad
    /// # commit: 2026-09-28 Maya Chen
    /// account: {name: Quayside Ports}
    /// opportunity: {amount: 66000, close_date: 2026-12-18}
    /// # commit: 2026-10-19 Sam Ortiz
    /// account: {name: Quayside Ports}
    /// opportunity: {amount: 66000, close_date: 2027-01-29}
    /// # commit: 2026-11-16 Sam Ortiz
    /// account: {name: Quayside Ports}
    /// opportunity: {amount: 66000, close_date: 2027-02-19}
    /// ```
    /// ```yaml good
    /// # commit: 2026-09-28 Maya Chen
    /// account: {name: Quayside Ports}
    /// opportunity: {amount: 66000, close_date: 2026-12-18}
    /// # commit: 2026-11-16 Sam Ortiz
    /// account: {name: Quayside Ports}
    /// opportunity: {amount: 66000, close_date: 2027-01-29}
    /// ```
    pub(super) PUSHED = "hygiene/pushed", Warning, History(check)
}

fn check(deal: &DealContext<'_>, versions: &[Version], out: &mut Sink<'_>) {
    let case = &deal.case;
    let Some(pushes) = past::pushes(case, versions) else {
        return;
    };
    if pushes.times < Limits::of(case.process).pushed.max(1) {
        return;
    }
    let times = match pushes.times {
        1 => "once".to_owned(),
        2 => "twice".to_owned(),
        n => format!("{} times", words::number(n as usize)),
    };
    let days = pushes.days();
    let message = format!(
        "the close date was moved out {times}, by {days} {} in all; the last time by {}",
        if days == 1 { "day" } else { "days" },
        words::by_commit(&pushes.last.commit, case.today)
    );
    let waive = words::command(case, "waive", &["hygiene/pushed", "--why", "REASON"]);
    out.add(
        out.finding(case.deal.place(pushes.now.span), message)
            .label(format!(
                "was {} at first",
                prose_date(pushes.first, case.today)
            ))
            .subject("opportunity.close_date")
            .whose(moves::of_role(case, Role::Seller))
            .help(words::ways(&[
                format!(
                    "agree on a day with somebody at the customer: {} and {waive}",
                    words::command(case, "set", &["opportunity.close_date", "DATE"])
                ),
                format!(
                    "nobody there names a day: {}, so that no sum counts on it, and {waive}",
                    words::command(case, "set", &["opportunity.call", "omitted"])
                ),
                format!(
                    "it has ended: {}",
                    words::command(case, "close", &["lost", "--reason", "REASON"])
                ),
            ])),
    );
}
