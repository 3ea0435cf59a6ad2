//! `credit/changed-after-entry`.

use crate::analysis::moves::{self, Role};
use crate::analysis::past;
use crate::diagnostic::Level;
use crate::lint::rule::rule;
use crate::lint::{DealContext, Sink, words};
use crate::model::past::Version;
use crate::model::scalar::prose_date;

rule! {
    /// A commit after the day of registration changed the credit rule.
    ///
    /// Credit is settled at the front door and never renegotiated (D2.2). `credit/set-late` reads what the file says of
    /// itself; this rule reads what git says: which commit changed the rule, whose it is, and when. A rule that was
    /// added later, without a `set_on` that says since when it applies, is a warning. A change that was put back is not
    /// reported, nor is the correction of a name that process.toml does not know.
    ///
    /// ```yaml bad
    /// # commit: 2026-09-28 Maya Chen
    /// account: {name: Quayside Ports}
    /// registered: 2026-09-28
    /// credit: referral
    /// # commit: 2026-11-04 Sam Ortiz
    /// account: {name: Quayside Ports}
    /// registered: 2026-09-28
    /// credit: implementation
    /// ```
    /// ```yaml bad
    /// # commit: 2026-09-28 Maya Chen
    /// account: {name: Quayside Ports}
    /// registered: 2026-09-28
    /// # commit: 2026-10-06 Maya Chen
    /// account: {name: Quayside Ports}
    /// registered: 2026-09-28
    /// credit: referral
    /// ```
    /// ```yaml good
    /// # commit: 2026-09-28 Maya Chen
    /// account: {name: Quayside Ports}
    /// registered: 2026-09-28
    /// credit: referral
    /// # commit: 2026-09-28 Sam Ortiz
    /// account: {name: Quayside Ports}
    /// registered: 2026-09-28
    /// credit: implementation
    /// ```
    /// ```yaml good
    /// # commit: 2026-09-28 Maya Chen
    /// account: {name: Quayside Ports}
    /// registered: 2026-09-28
    /// credit: refferal
    /// # commit: 2026-10-06 Maya Chen
    /// account: {name: Quayside Ports}
    /// registered: 2026-09-28
    /// credit: referral
    /// ```
    pub(super) CHANGED_AFTER_ENTRY = "credit/changed-after-entry", Error, History(check)
}

fn check(deal: &DealContext<'_>, versions: &[Version], out: &mut Sink<'_>) {
    let case = &deal.case;
    let Some(change) = past::credit_change(case, versions) else {
        return;
    };
    let commit = &change.version.commit;
    let by = words::by_commit(commit, case.today);
    let entered = prose_date(change.entry.value, case.today);
    let now = words::quoted(change.now);
    let (message, label) = match change.from {
        Some(from) => (
            format!(
                "{by} made the credit rule {now}; it was {} when the deal entered",
                words::quoted(from)
            ),
            format!("was {} on {entered}", words::quoted(from)),
        ),
        None => (
            format!("there was no credit rule when the deal entered; {by} made it {now}"),
            format!("not there on {entered}"),
        ),
    };
    let waive = words::command(
        case,
        "waive",
        &["credit/changed-after-entry", "--why", "REASON"],
    );
    let set = |path: &str, value: &str| words::command(case, "set", &[path, value]);
    let partner = words::partner(case);
    let help = match change.from {
        Some(from) => format!(
            "ask {partner} whether it agreed to the change: {}",
            words::ways(&[
                format!("no: {}", set("credit.rule", &words::plain(from))),
                format!("yes, and it stays as a warning: {waive}"),
            ])
        ),
        None => format!(
            "ask {partner} whether it had the rule in writing by then: {}",
            words::ways(&[
                format!(
                    "yes: {} and {}",
                    words::command(case, "note", &["FILE", "--for", "credit"]),
                    set("credit.set_on", &change.entry.value.to_string())
                ),
                format!("no, and it stays as a warning: {waive}"),
            ])
        ),
    };
    let mut finding = out
        .finding(case.deal.place(change.now.span), message)
        .label(label)
        .related(
            case.deal.place(change.entry.span),
            format!("entered on {entered}"),
        )
        .subject("credit.rule")
        .whose(moves::of_role(case, Role::Alliances))
        .help(help);
    if change.from.is_none() {
        finding.level = Level::Warning;
    }
    out.add(finding);
}
