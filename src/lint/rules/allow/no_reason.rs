//! `allow/no-reason`.

use crate::lint::Sink;
use crate::lint::allow::{Allowance, RuleLookup};
use crate::lint::rule::rule;

rule! {
    /// A comment allows a finding without saying why, so it does not count.
    ///
    /// An exception is fine when the next reader can see what was decided (D1.8). Without a reason nobody can tell a
    /// decision from a finding that was merely inconvenient, so the finding stays.
    ///
    /// ```yaml bad
    /// account: {name: Quayside Ports}
    /// stage: qualified  # dealctl: allow history/stage-mismatch
    /// history: {registered: 2026-09-28}
    /// ```
    /// ```yaml good
    /// account: {name: Quayside Ports}
    /// stage: qualified  # dealctl: allow history/stage-mismatch — Luis enters the date on Monday.
    /// history: {registered: 2026-09-28}
    /// ```
    pub(super) NO_REASON = "allow/no-reason", Warning, Allowance(check)
}

fn check(allowance: &Allowance, out: &mut Sink<'_>) {
    if allowance.reason.is_some() || matches!(allowance.named, RuleLookup::Unknown { .. }) {
        return;
    }
    let rule = &allowance.rule;
    out.add(
        out.finding(
            allowance.place,
            format!("this comment allows {rule} without a reason, so it does not count"),
        )
        .label("why?")
        .subject(rule)
        .help(format!(
            "say why: # dealctl: allow {rule} — what was decided, and by whom; or remove the comment and fix the finding"
        )),
    );
}
