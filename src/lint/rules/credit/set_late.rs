//! `credit/set-late`.

use crate::analysis::credit;
use crate::analysis::moves::{self, Role};
use crate::lint::rule::rule;
use crate::lint::{DealContext, Sink, suppression, words};
use crate::model::scalar::prose_date;

rule! {
    /// The credit rule was set after the deal had entered.
    ///
    /// Credit is settled at the front door and never renegotiated (D2.2): a rule that is chosen when money is in sight is
    /// the quarrel that partners remember. Without `set_on` the rule counts as set with the registration.
    ///
    /// ```yaml bad
    /// account: {name: Quayside Ports}
    /// registered: 2026-09-28
    /// credit: {rule: referral, set_on: 2026-10-05}
    /// ```
    /// ```yaml good
    /// account: {name: Quayside Ports}
    /// registered: 2026-09-28
    /// credit: {rule: referral, set_on: 2026-09-28}
    /// ```
    /// ```yaml good
    /// account: {name: Quayside Ports}
    /// registered: 2026-09-28
    /// credit: referral
    /// ```
    pub(super) SET_LATE = "credit/set-late", Error, Deal(check)
}

fn check(deal: &DealContext<'_>, out: &mut Sink<'_>) {
    let case = &deal.case;
    let Some((set, entry)) = credit::set_late(case) else {
        return;
    };
    if suppression::by_credit_change(deal) {
        return;
    }
    let whose = moves::of_role(case, Role::Alliances);
    let days = (set.value - entry.value).num_days();
    let late = if days == 1 {
        "a day".to_owned()
    } else {
        format!("{days} days")
    };
    let set_on = prose_date(set.value, case.today);
    let entered = prose_date(entry.value, case.today);
    out.add(
        out.finding(
            case.deal.place(set.span),
            format!("the credit rule was set on {set_on}, {late} after the deal entered"),
        )
        .label("set late")
        .related(case.deal.place(entry.span), format!("entered on {entered}"))
        .subject("credit.set_on")
        .whose(whose)
        .help(format!(
            "ask {} whether it had the rule in writing at the entry: {}",
            words::partner(case),
            words::ways(&[
                format!(
                    "yes: {} and {}",
                    words::command(case, "note", &["FILE", "--for", "credit"]),
                    words::command(case, "set", &["credit.set_on", &entry.value.to_string()])
                ),
                format!(
                    "no: {}",
                    words::command(case, "waive", &["credit/set-late", "--why", "REASON"])
                ),
            ])
        )),
    );
}
