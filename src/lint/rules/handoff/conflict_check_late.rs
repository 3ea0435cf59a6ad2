//! `handoff/conflict-check-late`.

use crate::analysis::moves::{self, Role};
use crate::analysis::packet::Field;
use crate::lint::rule::rule;
use crate::lint::{DealContext, Sink, words};
use crate::model::limits::Limits;
use crate::model::scalar::prose_date;

use super::draft;

rule! {
    /// Conflicts were checked so long before the packet goes out that the answer may no longer hold.
    ///
    /// Partners register every week. The check is there so that the seller meets no surprise (D4 field 9, D4.4), and it
    /// is good for `[lint.limits] conflict_check`, 30 days unless process.toml says otherwise, counted to the day the
    /// packet was sent, or to today while a draft is in the handoff. A check made after the packet was sent is reported
    /// by `handoff/sent-before-ready`.
    ///
    /// ```yaml bad
    /// account: {name: Quayside Ports}
    /// history: {registered: 2026-06-02, qualified: 2026-06-29, handoff: 2026-11-09}
    /// handoff: {seller: Sam Ortiz, conflict: {checked: 2026-07-01, by: Maya Chen}, sent: 2026-11-20}
    /// ```
    /// ```yaml bad
    /// account: {name: Quayside Ports}
    /// history: {registered: 2026-06-02, qualified: 2026-06-29, handoff: 2026-11-20}
    /// handoff: {seller: Sam Ortiz, conflict: {checked: 2026-07-01, by: Maya Chen}}
    /// ```
    /// ```yaml good
    /// account: {name: Quayside Ports}
    /// history: {registered: 2026-06-02, qualified: 2026-06-29, handoff: 2026-11-09}
    /// handoff: {seller: Sam Ortiz, conflict: {checked: 2026-11-18, by: Maya Chen}, sent: 2026-11-20}
    /// ```
    pub(super) CONFLICT_CHECK_LATE = "handoff/conflict-check-late", Warning, Deal(check)
}

fn check(deal: &DealContext<'_>, out: &mut Sink<'_>) {
    let case = &deal.case;
    if case.deal.is_closed() || !deal.packet().needs(Field::Conflict) {
        return;
    }
    let Some(handoff) = case.deal.handoff.as_deref() else {
        return;
    };
    let sent = handoff.sent_on();
    let draft = draft::about_to_go(deal).map(|_| case.today);
    let Some(day) = sent.map(|sent| sent.value).or(draft) else {
        return;
    };
    let note = handoff.conflict.as_ref();
    let Some(checked) = note.and_then(|note| note.checked) else {
        return;
    };
    let limit = Limits::of(case.process).conflict_check;
    let elapsed = limit.elapsed(checked.value, day, &case.process.calendar);
    if checked.value > day || elapsed <= limit.n {
        return;
    }
    let on = prose_date(checked.value, case.today);
    let (before, again) = match sent {
        Some(sent) => (
            format!(
                "the packet was sent on {}",
                prose_date(sent.value, case.today)
            ),
            format!(
                "ask again who is registered on the account, and tell the seller. 1. if somebody checked again before the packet went out: {}; 2. if \
                 not, let that stand on record: {}",
                deal.set(checked.span, "handoff.conflict.checked", "DATE"),
                deal.waive("handoff/conflict-check-late")
            ),
        ),
        None => (
            "the packet goes out".to_owned(),
            format!(
                "ask again who else is registered on the account: {}",
                words::command(
                    case,
                    "handoff",
                    &["draft", "conflict.checked=DATE", "conflict.by=NAME"]
                )
            ),
        ),
    };
    let days = (day - checked.value).num_days();
    let mut finding = out
        .finding(
            case.deal.place(checked.span),
            format!("conflicts were checked on {on}, {days} days before {before}"),
        )
        .label(format!("good for {limit}"))
        .subject("handoff.conflict.checked")
        .whose(moves::of_role(case, Role::Alliances))
        .help(again);
    if let Some(sent) = sent {
        finding = finding.related(case.deal.place(sent.span), "sent");
    }
    out.add(finding);
}
