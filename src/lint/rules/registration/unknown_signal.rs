//! `registration/unknown-signal`.

use crate::analysis::moves::{self, Role};
use crate::lint::rule::rule;
use crate::lint::{DealContext, Sink, fixes, words};
use crate::text::name;

rule! {
    /// The signal by which a deal entered is nearly a usual one.
    ///
    /// A deal enters through a stated signal (D2.1): a registration, an account that both sides named, a partner's lead. A slip
    /// of the keyboard is a signal of its own wherever they are counted. Other words are free.
    ///
    /// ```yaml bad
    /// account: {name: Quayside Ports}
    /// registered: {date: 2026-09-28, by: Dana Reyes, signal: partner laed}
    /// ```
    /// ```yaml good
    /// account: {name: Quayside Ports}
    /// registered: {date: 2026-09-28, by: Dana Reyes, signal: partner lead}
    /// ```
    /// ```yaml good
    /// account: {name: Quayside Ports}
    /// registered: {date: 2026-09-28, by: Dana Reyes, signal: trade fair in Lyon}
    /// ```
    pub(super) UNKNOWN_SIGNAL = "registration/unknown-signal", Warning, Deal(check)
}

/// Signals that are usual.
const USUAL: [&str; 7] = [
    "registration",
    "partner lead",
    "account both sides named",
    "account mapping",
    "referral",
    "event",
    "inbound",
];

fn check(deal: &DealContext<'_>, out: &mut Sink<'_>) {
    let case = &deal.case;
    let registered = case.deal.registered.as_ref();
    let Some(signal) = registered.and_then(|registered| registered.signal.as_ref()) else {
        return;
    };
    let word = signal.trim();
    if USUAL.contains(&word) {
        return;
    }
    let Some(near) = name::nearest(word, USUAL) else {
        return;
    };
    let place = case.deal.place(signal.span);
    let mut finding = out
        .finding(
            place,
            format!(
                "{} is not a usual signal, and nearly one{}",
                words::quoted(signal),
                name::meant(Some(near))
            ),
        )
        .label("a slip?")
        .subject("registered.signal")
        .whose(moves::of_role(case, Role::Alliances))
        .help(format!(
            "did you mean `{near}`? {}",
            words::command(case, "set", &["registered.signal", near])
        ));
    finding.fix = fixes::spell(deal.book, place, signal, near);
    out.add(finding);
}
