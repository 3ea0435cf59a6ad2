//! `handoff/declined-without-reason`.

use crate::analysis::moves::{self, Role};
use crate::diagnostic::{Diagnostic, Fix, Level};
use crate::lint::rule::rule;
use crate::lint::{DealContext, Sink, fixes, suppression, words};
use crate::model::Text;
use crate::model::deal::{Handoff, Response, ResponseResult};
use crate::text::name;
use crate::text::placeholder::{is_other, is_placeholder};

rule! {
    /// A handoff was declined without a reason that can be counted.
    ///
    /// A decline says why, from a closed list (D4.8): the reason tells partner marketing which part of the packet to
    /// fix, and a list can be counted where prose cannot. No reason is an error; one that `[handoff] decline_reasons`
    /// does not know is a warning. Earlier handoffs are checked too.
    ///
    /// A seller who took a better move instead accepted: a decline beside `instead` is a warning, because the reports
    /// count it as accepted (D4.8).
    ///
    /// ```yaml bad
    /// account: {name: Quayside Ports}
    /// handoff: {seller: Sam Ortiz, response: {result: declined, date: 2026-11-20, by: Sam Ortiz}}
    /// ```
    /// ```yaml bad
    /// account: {name: Quayside Ports}
    /// earlier_handoffs:
    ///   - {sent: 2026-11-09, seller: Kemi Adeyemi, response: {result: declined, date: 2026-11-10, reason: bad timing}}
    /// ```
    /// ```yaml bad
    /// account: {name: Quayside Ports}
    /// handoff: {seller: Sam Ortiz, response: {result: declined, date: 2026-11-20, by: Sam Ortiz, instead: Call the CFO first}}
    /// ```
    /// ```yaml good
    /// account: {name: Quayside Ports}
    /// handoff: {seller: Sam Ortiz, response: {result: declined, date: 2026-11-20, by: Sam Ortiz, reason: need unclear}}
    /// ```
    pub(super) DECLINED_WITHOUT_REASON = "handoff/declined-without-reason", Error, Deal(check)
}

fn check(deal: &DealContext<'_>, out: &mut Sink<'_>) {
    let case = &deal.case;
    if let Some(handoff) = case.deal.handoff.as_deref() {
        one(deal, handoff, "handoff", out);
    }
    for (n, handoff) in case.deal.earlier_handoffs.iter().enumerate() {
        one(deal, handoff, &format!("earlier_handoffs.{n}"), out);
    }
}

fn one(deal: &DealContext<'_>, handoff: &Handoff, at: &str, out: &mut Sink<'_>) {
    let case = &deal.case;
    let Some(response) = handoff
        .response
        .as_ref()
        .filter(|_| handoff.result() == Some(ResponseResult::Declined))
    else {
        return;
    };
    if let Some(instead) = response
        .instead
        .as_ref()
        .filter(|text| !is_placeholder(text))
    {
        out.add(took_another(deal, response, instead, at, out));
        return;
    }
    let known: Vec<&str> = case
        .process
        .written
        .handoff
        .iter()
        .flat_map(|handoff| handoff.decline_reasons.keys())
        .collect();
    let reason = response.reason.as_deref();
    let reason = reason.filter(|reason| !is_placeholder(reason));
    if reason.is_none() && suppression::is_unread(case, "handoff.response.reason", response.span) {
        return;
    }
    let is_known = |reason: &str| {
        let same = |known: &&str| known.eq_ignore_ascii_case(reason.trim());
        known.is_empty() || known.iter().any(same)
    };
    let is_unsaid = reason.is_some_and(|reason| is_other(reason)) && response.note.is_none();
    if !is_unsaid && reason.is_some_and(|reason| is_known(reason)) {
        return;
    }
    let by = [response.by.as_ref(), handoff.seller.as_ref()];
    let mut by = by.into_iter().flatten();
    let by = by.find_map(|by| case.person_name(by));
    let who = words::plain(by.unwrap_or("the seller"));
    let reasons: Vec<String> = known.iter().map(|known| words::quoted(known)).collect();
    let path = |key: &str| format!("{at}.response.{key}");
    let set = words::command(case, "set", &[&path("reason"), "REASON"]);
    let choose = if reasons.is_empty() {
        format!("ask {who}: {set}")
    } else {
        format!("ask {who}, and choose one of {}: {set}", reasons.join(", "))
    };
    let mut finding = match reason {
        None => out
            .finding(
                case.deal.place(response.key_span),
                format!("{who} declined, but the reason is not on record"),
            )
            .label("no reason")
            .help(choose),
        Some(reason) if is_unsaid => out
            .finding(
                case.deal.place(reason.span),
                format!("{who} declined for another reason, and no note says which"),
            )
            .label("which one?")
            .help(format!(
                "ask {who}, and add it: {}",
                words::command(case, "set", &[&path("note"), "TEXT"])
            )),
        Some(reason) => {
            let near = name::nearest(reason, known.iter().copied());
            let help = name::did_you_mean(near, choose);
            out.finding(
                case.deal.place(reason.span),
                format!(
                    "{who} declined for a reason that [handoff] decline_reasons does not list: {}{}",
                    words::quoted(reason),
                    name::meant(near)
                ),
            )
            .label("not on the list")
            .help(help)
        }
    };
    if reason.is_some() {
        finding.level = Level::Warning;
    }
    finding = finding.subject(format!("{at}.response.reason"));
    // Whoever sent the packet asks for the reason: the next move of `gate` and `stalls`.
    out.add(finding.whose(moves::of_role(case, Role::PartnerMarketing)));
}

/// Declined and yet a better move taken: only one of the two can be right.
fn took_another(
    deal: &DealContext<'_>,
    response: &Response,
    instead: &Text,
    at: &str,
    out: &Sink<'_>,
) -> Diagnostic {
    let case = &deal.case;
    let result = response
        .result
        .as_ref()
        .map_or(response.key_span, |it| it.span);
    let by = response.by.as_ref().and_then(|by| case.person_name(by));
    let set = |key: &str, value: &str| {
        words::command(case, "set", &[&format!("{at}.response.{key}"), value])
    };
    let mut finding = out
        .finding(
            case.deal.place(result),
            "declined, and yet another move was taken instead: that counts as accepted",
        )
        .label("a decline")
        .related(case.deal.place(instead.span), "a move that was taken instead")
        .help(format!(
            "ask {}. 1. if the other move was taken: {}; 2. if nothing was taken, for which reason: {}, then {}",
            words::plain(by.unwrap_or("the seller")),
            set("result", "accepted"),
            set("reason", "REASON"),
            words::command(case, "unset", &[&format!("{at}.response.instead")])
        ))
        .fix(Fix {
            safe: false,
            ..fixes::write(deal.book, case.deal.place(result), ResponseResult::Accepted.name())
        })
        .subject(format!("{at}.response.result"));
    finding.level = Level::Warning;
    finding.whose(moves::of_role(case, Role::Seller))
}
