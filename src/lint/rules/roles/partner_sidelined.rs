//! `roles/partner-sidelined`.

use crate::analysis::clocks;
use crate::analysis::moves::{self, Role};
use crate::lint::rule::rule;
use crate::lint::{DealContext, Sink, words};
use crate::model::scalar::prose_date;

rule! {
    /// The partner has done nothing on the deal for longer than its stage allows.
    ///
    /// A partner without a touch has been sidelined, or has lost interest (D3.5): the deal is worked around the partner
    /// who brought it, and who will ask for the credit. The stage says how long is too long, in `silence`; the days are
    /// counted from the partner's last touch, or from the entry into the stage if that is later. Without `silence`,
    /// nobody is sidelined.
    ///
    /// ```yaml bad
    /// account: {name: Quayside Ports}
    /// partner: meridian
    /// history: {registered: 2026-08-10, qualified: 2026-08-17, handoff: 2026-08-31, joint: 2026-09-07}
    /// touches: [{date: 2026-10-12, kind: meeting, from: partner, who: Dana Reyes}]
    /// ```
    /// ```yaml good
    /// account: {name: Quayside Ports}
    /// partner: meridian
    /// history: {registered: 2026-08-10, qualified: 2026-08-17, handoff: 2026-08-31, joint: 2026-09-07}
    /// touches: [{date: 2026-11-09, kind: meeting, from: partner, who: Dana Reyes}]
    /// ```
    pub(super) PARTNER_SIDELINED = "roles/partner-sidelined", Warning, Deal(check)
}

fn check(deal: &DealContext<'_>, out: &mut Sink<'_>) {
    let case = &deal.case;
    let (Some(reading), Some((_, stage))) = (clocks::silence(case), case.stage()) else {
        return;
    };
    if !reading.is_over() {
        return;
    }
    let name = words::partner_contact(case).or(case.deal.partner_name().map(|name| &*name.value));
    let name = words::plain(name.unwrap_or("the partner"));
    let contact = words::partner_contact(case).unwrap_or("NAME");
    let message = format!(
        "{name} has done nothing on this deal for {} {}; {} allows {}",
        reading.elapsed,
        reading.limit.unit.words(reading.elapsed),
        stage.name,
        *reading.limit
    );
    let since = prose_date(reading.since, case.today);
    out.add(
        out.finding(case.deal.place(reading.span), message)
            .label(format!("silent since {since}"))
            .related(
                case.process.place(reading.limit.span),
                "no partner touch for longer: sidelined",
            )
            .subject("touches")
            .whose(moves::of_role(case, Role::Alliances))
            .help(format!(
                "call {name}, agree what comes next, then: {}",
                words::command(case, "touch", &["KIND", "--who", contact])
            )),
    );
}
