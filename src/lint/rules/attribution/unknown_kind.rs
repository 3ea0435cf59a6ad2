//! `attribution/unknown-kind`.

use crate::analysis::moves::{self, Role};
use crate::lint::rule::rule;
use crate::lint::{DealContext, Sink, fixes, words};
use crate::text::name;

rule! {
    /// The kind of a touch is nearly one that qualifies.
    ///
    /// Only kinds that `[attribution] touches` lists count (D7.1), letter by letter: a `worksop` proves nothing, and the deal is
    /// sourced by nobody. Other kinds, such as a call or a demo, are free and are not reported.
    ///
    /// ```yaml bad
    /// account: {name: Quayside Ports}
    /// touches: [{date: 2026-11-09, kind: worksop, from: partner, who: Dana Reyes}]
    /// ```
    /// ```yaml bad
    /// account: {name: Quayside Ports}
    /// touches: [{date: 2026-11-09, kind: Meeting, from: partner, who: Dana Reyes}]
    /// ```
    /// ```yaml good
    /// account: {name: Quayside Ports}
    /// touches:
    ///   - {date: 2026-11-09, kind: workshop, from: partner, who: Dana Reyes}
    ///   - {date: 2026-11-10, kind: call, from: partner, who: Dana Reyes}
    ///   - {date: 2026-11-11, kind: greeting, from: partner, who: Dana Reyes}
    /// ```
    pub(super) UNKNOWN_KIND = "attribution/unknown-kind", Warning, Deal(check)
}

/// Kinds that people use and that need not qualify: none of them is a slip of one that does.
const USUAL: [&str; 14] = [
    "call", "chat", "demo", "email", "event", "greeting", "lead", "letter", "mail", "mention",
    "note", "visit", "webinar", "training",
];

fn check(deal: &DealContext<'_>, out: &mut Sink<'_>) {
    let case = &deal.case;
    let known = &case.process.attribution.kinds;
    for touch in &case.deal.touches {
        let Some(kind) = &touch.kind else { continue };
        let is_known = known.iter().any(|known| **known == *kind.value);
        if is_known || USUAL.iter().any(|usual| usual.eq_ignore_ascii_case(kind)) {
            continue;
        }
        let trimmed = kind.trim();
        let plural = known.iter().find(|known| {
            trimmed
                .strip_suffix('s')
                .is_some_and(|one| one.eq_ignore_ascii_case(known))
        });
        let near = plural.map(|known| &**known);
        let near = near.or_else(|| name::nearest(trimmed, known.iter().map(|known| &**known)));
        let Some(near) = near else { continue };
        let message = format!(
            "{} is not a kind of touch that [attribution] lists: it counts for nobody",
            words::quoted(kind)
        );
        let place = case.deal.place(kind.span);
        let mut finding = out
            .finding(place, message)
            .label("not on the list")
            .subject("touches.kind")
            .whose(moves::of_role(case, Role::RevOps))
            .help(name::did_you_mean(Some(near), ""));
        finding.fix = fixes::spell(deal.book, place, kind, near).map(|mut fix| {
            // It can change what the deal is credited for.
            fix.safe = false;
            fix
        });
        out.add(finding);
    }
}
