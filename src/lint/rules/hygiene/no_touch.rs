//! `hygiene/no-touch`.

use crate::analysis::moves::Role;
use crate::analysis::registration::is_worked;
use crate::analysis::{activity, credit, moves};
use crate::lint::rule::rule;
use crate::lint::{DealContext, Sink, suppression, words};
use crate::model::limits::Limits;
use crate::model::scalar::prose_date;

rule! {
    /// An open deal has been in the book for weeks without a single touch on record.
    ///
    /// A touch is one dated thing that a partner, a seller or marketing did. Without one nobody can tell what the
    /// partner brought (D7.1), and either nobody works the deal or nobody logs it (D8.4). A new deal has `[lint.limits]
    /// no_touch` from its entry on, 21 days unless process.toml says otherwise. A deal that is stale, or that has
    /// stalled in a way with a finding of its own, is left to that finding.
    ///
    /// ```yaml bad
    /// account: {name: Quayside Ports}
    /// partner: meridian
    /// registered: 2026-10-12
    /// need: Berth planners re-key the tide table.
    /// credit: referral
    /// history: {registered: 2026-10-12, qualified: 2026-11-16}
    /// ```
    /// ```yaml good
    /// account: {name: Quayside Ports}
    /// partner: meridian
    /// registered: 2026-10-12
    /// need: Berth planners re-key the tide table.
    /// credit: referral
    /// touches:
    ///   - {date: 2026-10-15, kind: intro, who: Dana Reyes}
    /// history: {registered: 2026-10-12, qualified: 2026-11-16}
    /// ```
    pub(super) NO_TOUCH = "hygiene/no-touch", Warning, Deal(check)
}

fn check(deal: &DealContext<'_>, out: &mut Sink<'_>) {
    let case = &deal.case;
    let unread = || {
        case.deal.unread.iter().any(|entry| {
            ["touches", "history"]
                .iter()
                .any(|key| entry.path.starts_with(key))
        })
    };
    if !is_worked(case.deal) || !case.deal.touches.is_empty() || unread() {
        return;
    }
    let Some(entry) = credit::entry(case) else {
        return;
    };
    let limits = Limits::of(case.process);
    let calendar = &case.process.calendar;
    let limit = limits.no_touch;
    let elapsed = limit.elapsed(entry.value, case.today, calendar);
    let last = activity::last(case).filter(|_| case.stage().is_some());
    let is_stale = last.is_some_and(|last| {
        limits.stale.elapsed(last.value, case.today, calendar) > limits.stale.n
    });
    if elapsed <= limit.n || is_stale || suppression::by_clock(deal) {
        return;
    }
    let unit = limit.unit.words(elapsed);
    let entered = prose_date(entry.value, case.today);
    let contact = words::partner_contact(case).unwrap_or("NAME");
    out.add(
        out.finding(
            case.deal.place(entry.span),
            format!(
                "no touch is on record {elapsed} {unit} after the deal entered, limit {}",
                limit.n
            ),
        )
        .label(format!("entered on {entered}"))
        .subject("touches")
        .whose(moves::of_role(case, Role::RevOps))
        .help(format!(
            "ask {} what was done: {}",
            words::who(&moves::of_role(case, Role::Partner)),
            words::ways(&[
                format!(
                    "something: {}",
                    words::command(case, "touch", &["KIND", "--who", "NAME", "--on", "DATE"])
                ),
                format!(
                    "nothing: agree what comes next, then {}",
                    words::command(case, "touch", &["call", "--who", contact])
                ),
            ])
        )),
    );
}
