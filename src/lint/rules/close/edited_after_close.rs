//! `close/edited-after-close`.

use crate::analysis::edits;
use crate::analysis::moves::{self, Role};
use crate::lint::rule::rule;
use crate::lint::{DealContext, Sink, words};
use crate::model::past::Version;

rule! {
    /// A commit changed the outcome, the amount or the credit of a deal that was closed already.
    ///
    /// The close settles what the partner is paid and what finance has reported (D3.6, D7.4); once it is committed,
    /// both rely on it. A correction may be right, so this is a warning, but somebody has to know about it; the same
    /// goes for a deal that was closed and is open again, unless `reopened` says who opened it, when and why (D3.9). Filling in what was empty or 0 at the close is not reported, nor is the
    /// correction of a reason that no stage names, nor
    /// is a change that was put back; once filled in, a value counts.
    ///
    /// ```yaml bad
    /// # commit: 2026-11-04 Sam Ortiz
    /// account: {name: Quayside Ports}
    /// outcome: {result: won, date: 2026-11-04, amount: 66000, by: Sam Ortiz}
    /// # commit: 2026-11-18 Kemi Adeyemi
    /// account: {name: Quayside Ports}
    /// outcome: {result: won, date: 2026-11-04, amount: 81000, by: Sam Ortiz}
    /// ```
    /// ```yaml good
    /// # commit: 2026-11-04 Sam Ortiz
    /// account: {name: Quayside Ports}
    /// outcome: {result: won, date: 2026-11-04, by: Sam Ortiz}
    /// # commit: 2026-11-05 Sam Ortiz
    /// account: {name: Quayside Ports}
    /// outcome: {result: won, date: 2026-11-04, amount: 66000, by: Sam Ortiz}
    /// ```
    pub(super) EDITED_AFTER_CLOSE = "close/edited-after-close", Warning, History(check)
}

fn check(deal: &DealContext<'_>, versions: &[Version], out: &mut Sink<'_>) {
    let case = &deal.case;
    for edit in edits::edits_after_close(case, versions) {
        let Some((first, others)) = edit.values.split_first() else {
            continue;
        };
        let changes: Vec<String> = edit
            .values
            .iter()
            .map(|value| {
                let (from, to) = (words::plain(&value.from), words::plain(&value.to));
                format!("{} from {from} to {to}", value.path)
            })
            .collect();
        let closing = &edit.closing.commit;
        let base = format!(" {}", case.process.currencies.base.code());
        let back = edit.values.iter().map(|value| {
            let from = words::plain(&value.from);
            let from = from.strip_suffix(&base).unwrap_or(&from);
            words::command(case, "set", &[value.path, from])
        });
        let back = back.collect::<Vec<_>>().join(" and ");
        let waive = words::command(
            case,
            "waive",
            &["close/edited-after-close", "--why", "REASON"],
        );
        let mut help = vec![
            format!("a slip: {back}"),
            format!("a correction: tell the partner and finance, then {waive}"),
        ];
        if !case.deal.is_closed() {
            let reopen = words::command(case, "reopen", &["--why", "REASON"]);
            help.insert(0, format!("the deal goes on: {back} then {reopen}"));
        }
        let message = format!(
            "{} changed {} after the deal was closed ({})",
            words::by_commit(&edit.version.commit, case.today),
            words::list(&changes),
            closing.short()
        );
        let was = |from: &str| format!("was {}", words::plain(from));
        let mut finding = out
            .finding(case.deal.place(first.span), message)
            .label(was(&first.from))
            .subject(first.path)
            .whose(moves::of_role(case, Role::RevOps))
            .help(format!(
                "ask {} what it was: {}",
                words::plain(edit.version.commit.who()),
                words::ways(&help)
            ));
        for other in others {
            finding = finding.related(case.deal.place(other.span), was(&other.from));
        }
        out.add(finding);
    }
}
