//! `allow/unknown-rule`.

use crate::lint::Sink;
use crate::lint::allow::{Allowance, RuleLookup};
use crate::lint::rule::rule;
use crate::text::name;
use crate::text::safe;

rule! {
    /// A comment allows a rule that does not exist.
    ///
    /// Such a comment suppresses nothing (D1.8): the name is a typo, or a family where one rule has to be named.
    /// Settings for a whole family or folder belong in `[lint]` of process.toml.
    ///
    /// ```yaml bad
    /// account: {name: Quayside Ports}
    /// # dealctl: allow hygiene/pushd — The budget year moved.
    /// history: {registered: 2026-09-28}
    /// ```
    /// ```yaml good
    /// account: {name: Quayside Ports}
    /// # dealctl: allow hygiene/pushed — The budget year moved.
    /// history: {registered: 2026-09-28}
    /// ```
    pub(super) UNKNOWN_RULE = "allow/unknown-rule", Warning, Allowance(check)
}

fn check(allowance: &Allowance, out: &mut Sink<'_>) {
    let RuleLookup::Unknown { nearest } = allowance.named else {
        return;
    };
    let message = if allowance.rule.is_empty() {
        "this comment names no rule, so it allows nothing".to_owned()
    } else {
        let name = safe::quoted(&allowance.rule);
        format!("{name} is not a rule, so this comment allows nothing")
    };
    let help = name::did_you_mean(
        nearest,
        "write one rule as family/name; dealctl explain lists them; or take the comment out",
    );
    out.add(
        out.finding(allowance.place, message)
            .label("no such rule")
            .subject(&allowance.rule)
            .help(help),
    );
}
