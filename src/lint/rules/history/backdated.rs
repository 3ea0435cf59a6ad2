//! `history/backdated`.

use crate::analysis::{moves, past};
use crate::lint::rule::rule;
use crate::lint::{DealContext, Sink, words};
use crate::model::limits::Limits;
use crate::model::past::Version;
use crate::model::scalar::prose_date;

rule! {
    /// A stage entry was committed long after the day it claims.
    ///
    /// Time in stage, stalls and the forecast's rates all come from these days (D3.3), and a day that is written from
    /// memory weeks later is a guess. More than `[lint.limits] backdated` (7 days unless process.toml says otherwise)
    /// between the claim and its commit is reported; what the file's first commit brings never is, because that is how
    /// older deals come in. It is a warning: most late entries are true and only late, no edit can unwrite them, and
    /// git's own dates can be wrong or forged.
    ///
    /// ```yaml bad
    /// # commit: 2026-09-28 Maya Chen
    /// account: {name: Quayside Ports}
    /// history: {registered: 2026-09-28}
    /// # commit: 2026-10-30 Luis Ortega
    /// account: {name: Quayside Ports}
    /// history: {registered: 2026-09-28, qualified: 2026-10-05}
    /// ```
    /// ```yaml good
    /// # commit: 2026-09-28 Maya Chen
    /// account: {name: Quayside Ports}
    /// history: {registered: 2026-09-28}
    /// # commit: 2026-10-12 Luis Ortega
    /// account: {name: Quayside Ports}
    /// history: {registered: 2026-09-28, qualified: 2026-10-05}
    /// ```
    /// ```yaml good
    /// # commit: 2026-10-30 Maya Chen
    /// account: {name: Quayside Ports}
    /// history: {registered: 2026-09-28, qualified: 2026-10-05}
    /// # commit: 2026-10-31 Maya Chen
    /// account: {name: Quayside Ports}
    /// history:
    ///   - {stage: registered, date: 2026-09-28}
    ///   - {stage: qualified, date: 2026-10-05, by: Luis Ortega}
    /// ```
    pub(super) BACKDATED = "history/backdated", Warning, History(check)
}

fn check(deal: &DealContext<'_>, versions: &[Version], out: &mut Sink<'_>) {
    let case = &deal.case;
    let limit = Limits::of(case.process).backdated;
    for late in past::late_entries(case, versions, limit) {
        let Some(((stage, date), others)) = late.entries.split_first() else {
            continue;
        };
        let commit = &late.version.commit;
        let name = case
            .process
            .stage(stage)
            .map_or_else(|| words::quoted(stage), |(_, stage)| stage.name.clone());
        let elapsed = limit.elapsed(date.value, commit.day, &case.process.calendar);
        let claims = prose_date(date.value, case.today);
        let more = match others.len() {
            0 => String::new(),
            n => format!(" and {} more", words::number(n)),
        };
        let message = format!(
            "{} wrote that the deal entered {name} on {claims}{more}: {elapsed} {} after that day",
            words::by_commit(commit, case.today),
            limit.unit.words(elapsed),
        );
        let label = format!(
            "committed on {} ({})",
            prose_date(commit.day, case.today),
            commit.short()
        );
        let mut finding = out
            .finding(case.deal.place(date.span), message)
            .label(label)
            .subject(format!("history.{}", words::plain(stage)))
            .whose(moves::of_deal(case))
            .help(format!(
                "ask {}. 1. if the day is wrong: {}; 2. if it is right, say so once: {}",
                words::plain(commit.who()),
                deal.set(date.span, "history", "DATE"),
                deal.waive("history/backdated")
            ));
        for (_, date) in others {
            finding = finding.related(case.deal.place(date.span), "written by the same commit");
        }
        out.add(finding);
    }
}
