//! `attribution/no-evidence`.

use crate::analysis::attribution::derive;
use crate::analysis::moves::{self, Role};
use crate::lint::rule::rule;
use crate::lint::{DealContext, Sink, words};
use crate::model::Found;

use super::evidence;

rule! {
    /// Touches of the partner would qualify, but none of them carries its source.
    ///
    /// A class is only as good as its evidence: the touch, its date, its source (D7.3). Without a source the rule
    /// derives `none`, and what the partner brought is missing from the totals that finance reproduces (D7.4). A deal
    /// that was lost or disqualified has nothing to attribute. Where `attribution` is written,
    /// `attribution/contradicts-rule` compares it.
    ///
    /// ```yaml bad
    /// account: {name: Quayside Ports}
    /// partner: meridian
    /// opportunity: {created: 2026-09-14}
    /// touches:
    ///   - {date: 2026-09-10, kind: intro, who: Dana Reyes}
    /// ```
    /// ```yaml good
    /// account: {name: Quayside Ports}
    /// partner: meridian
    /// opportunity: {created: 2026-09-14}
    /// touches:
    ///   - {date: 2026-09-10, kind: intro, who: Dana Reyes, source: notes/northwind-0818.md}
    /// ```
    pub(super) NO_EVIDENCE = "attribution/no-evidence", Warning, Deal(check)
}

fn check(deal: &DealContext<'_>, out: &mut Sink<'_>) {
    let case = &deal.case;
    let written = case.deal.lookup("attribution");
    if !matches!(written, Found::Absent) || (case.deal.is_closed() && !case.is_won()) {
        return;
    }
    let derived = derive(case);
    let Some((class, touch)) = derived.unproven else {
        return;
    };
    let message = format!(
        "{} would make this {}, but no touch that qualifies carries its source: it counts as none",
        evidence::the_touch(case, touch),
        class.name()
    );
    let path = words::item(deal, "touches", touch.span);
    let span = touch.date.map_or(touch.key_span, |date| date.span);
    let finding = out
        .finding(case.deal.place(span), message)
        .label("no source")
        .subject("touches.source")
        .whose(moves::of_role(case, Role::RevOps))
        .help(format!(
            "ask {} what shows it: {}",
            touch
                .who
                .as_ref()
                .map_or_else(|| words::partner(case), |who| words::plain(who)),
            words::ways(&[
                format!(
                    "a mail or a note: {}",
                    words::command(case, "note", &["FILE", "--for", &path])
                ),
                format!(
                    "a file that is here, or a link: {}",
                    words::command(case, "set", &[&format!("{path}.source"), "SOURCE"])
                ),
            ])
        ));
    out.add(evidence::shown(case, &derived, finding));
}
