//! `allow/unused`.

use crate::lint::Sink;
use crate::lint::allow::{Allowance, RuleLookup};
use crate::lint::rule::rule;

rule! {
    /// A comment allows a finding that is not there.
    ///
    /// The finding was fixed, or the comment is on a different line. Left behind, it would hide the next fault of this
    /// kind, one that nobody has decided about (D1.8).
    ///
    /// ```yaml bad
    /// # clock: 2026-11-23
    /// account: {name: Quayside Ports}
    /// # dealctl: allow history/stage-mismatch — Luis enters the date on Monday.
    /// stage: registered
    /// history: {registered: 2026-09-28}
    /// ```
    /// ```yaml good
    /// # clock: 2026-11-23
    /// account: {name: Quayside Ports}
    /// # dealctl: allow history/stage-mismatch — Luis enters the date on Monday.
    /// stage: qualified
    /// history: {registered: 2026-09-28}
    /// ```
    pub(super) UNUSED = "allow/unused", Warning, Allowance(check)
}

fn check(allowance: &Allowance, out: &mut Sink<'_>) {
    if allowance.used || allowance.named != RuleLookup::Active || allowance.reason.is_none() {
        return;
    }
    let rule = &allowance.rule;
    out.add(
        out.finding(
            allowance.place,
            format!("{rule} finds nothing here any more, so nothing is allowed"),
        )
        .label(format!("refers to line {}", allowance.line))
        .subject(rule)
        .help("remove the comment, or put it on the line of the finding or on the line above"),
    );
}
