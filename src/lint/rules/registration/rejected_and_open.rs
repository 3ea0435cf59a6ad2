//! `registration/rejected-and-open`.

use crate::analysis::moves::{self, Role};
use crate::analysis::registration;
use crate::lint::rule::rule;
use crate::lint::{DealContext, Sink, words};
use crate::model::scalar::prose_date;

use super::answers;

rule! {
    /// A registration was rejected, and the deal has not been closed.
    ///
    /// Such a deal protects nothing and counts in no figure (D2.5), but whoever reads the file takes it for an open one. It is
    /// to be closed, or the no was taken back. A deal that goes on nevertheless is reported by
    /// `registration/rejected-but-worked`.
    ///
    /// ```yaml bad
    /// account: {name: Quayside Ports}
    /// registered: {date: 2026-09-28, rejected: {date: 2026-09-30, by: Maya Chen, reason: taken}}
    /// history: {registered: 2026-09-28}
    /// ```
    /// ```yaml good
    /// account: {name: Quayside Ports}
    /// registered: {date: 2026-09-28, rejected: {date: 2026-09-30, by: Maya Chen, reason: taken}}
    /// history: {registered: 2026-09-28}
    /// outcome: {result: disqualified, date: 2026-09-30, reason: taken}
    /// ```
    pub(super) REJECTED_AND_OPEN = "registration/rejected-and-open", Warning, Deal(check)
}

fn check(deal: &DealContext<'_>, out: &mut Sink<'_>) {
    let case = &deal.case;
    if !registration::is_turned_away(case.deal) || registration::goes_on(case).is_some() {
        return;
    }
    let registered = case.deal.registered.as_ref();
    let rejected = registered.and_then(|registered| registered.rejected.as_deref());
    let span = rejected.map_or_else(
        || case.deal.nearest_span("registered.rejected"),
        |one| one.key_span,
    );
    let on = rejected.and_then(|rejected| rejected.date);
    let on = on.map_or_else(String::new, |on| {
        format!(" on {}", prose_date(on.value, case.today))
    });
    let whose = moves::of_role(case, Role::Alliances);
    let partner = words::partner(case);
    let message = format!(
        "the registration of {partner} was rejected{on}, and the deal is still open: {} closes it",
        words::who(&whose)
    );
    out.add(
        out.finding(case.deal.place(span), message)
            .label("rejected")
            .subject("registered.rejected")
            .whose(whose)
            .help(format!(
                "1. tell {partner} and close it: {}; 2. if the no was taken back: {}",
                answers::close(case),
                answers::take_back(case)
            )),
    );
}
