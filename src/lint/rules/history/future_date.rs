//! `history/future-date`.

use crate::analysis::moves;
use crate::lint::rule::rule;
use crate::lint::{DealContext, Sink, words};
use crate::model::Date;
use crate::model::scalar::{parse_date, prose_date};
use crate::text::safe;

use crate::lint::far;

rule! {
    /// Something that has happened is dated in the future.
    ///
    /// History, touches, answers, outcomes, and the day on which the opportunity first existed are records, not plans (D3.3): a day that has not come is a typo or a
    /// wish, and is left out of every figure until it comes. Plans have their own keys: `due`, `close_date`. The rule
    /// is silent when `--today` is given, because later days are then simply not known yet.
    ///
    /// ```yaml bad
    /// # clock: 2026-11-23
    /// account: {name: Quayside Ports}
    /// history: {registered: 2026-09-28, qualified: 2026-12-01}
    /// ```
    /// ```yaml bad
    /// # clock: 2026-11-23
    /// account: {name: Quayside Ports}
    /// touches: [{date: 2027-11-09, kind: meeting, from: partner, who: Dana Reyes}]
    /// ```
    /// ```yaml bad
    /// # clock: 2026-11-23
    /// account: {name: Quayside Ports}
    /// handoff: {sent: 2026-11-30}
    /// ```
    /// ```yaml bad
    /// # clock: 2026-11-23
    /// account: {name: Quayside Ports}
    /// registered: {date: 2126-08-25, by: Dana Reyes}
    /// ```
    /// ```yaml bad
    /// # clock: 2026-11-23
    /// account: {name: Quayside Ports}
    /// registered: {date: 2026-11-18, by: Dana Reyes, approved: {date: 2027-11-20, by: Maya Chen}}
    /// ```
    /// ```yaml bad
    /// # clock: 2026-11-23
    /// account: {name: Quayside Ports}
    /// opportunity: {created: 2027-10-05}
    /// ```
    /// ```yaml bad
    /// # clock: 2026-11-23
    /// account: {name: Quayside Ports}
    /// handoff: {conflict: {checked: 2026-12-11, by: Maya Chen}}
    /// ```
    /// ```yaml good
    /// # clock: 2026-11-23
    /// account: {name: Quayside Ports}
    /// opportunity: {close_date: 2027-03-31}
    /// history: {registered: 2026-09-28, qualified: 2026-11-23}
    /// ```
    /// ```yaml good
    /// # today: 2026-11-23
    /// account: {name: Quayside Ports}
    /// history: {registered: 2026-09-28, qualified: 2026-12-01}
    /// ```
    pub(super) FUTURE_DATE = "history/future-date", Error, Deal(check)
}

/// Returns what a date is called in a finding, by its path.
fn words_of(path: &str) -> (&str, String) {
    let what = match path {
        "registered.date" => return ("registered", "the registration is".to_owned()),
        "opportunity.created" => "the opportunity's first day is",
        "need.date" => "the confirmation of the need is",
        "credit.set_on" => "the agreement on credit is",
        "qualification.date" => "the qualification is",
        "qualification.budget.date" => "the verdict on the budget is",
        "qualification.timing.date" => "the verdict on the timing is",
        "qualification.fit.date" => "the verdict on the fit is",
        "handoff.trigger.date" | "earlier_handoffs.trigger.date" => "what the customer said is",
        "handoff.conflict.checked" | "earlier_handoffs.conflict.checked" => "the conflict check is",
        "handoff.conflict.resolution.date" | "earlier_handoffs.conflict.resolution.date" => {
            "the settlement of the conflict is"
        }
        "other_partners.credit.set_on" => "the agreement on another partner's credit is",
        "handoff.acceptance.agreed" => "the agreement on what counts as accepted is",
        "handoff.offer.agreed.date" => "the partner's agreement to the offer is",
        "handoff.partner_move.agreed.date" => "the partner's agreement to its move is",
        "handoff.seller_move.agreed.date" => "the seller's agreement to the move is",
        "handoff.review.date" => "the review is",
        "earlier_handoffs.sent.date" => "the sending of an earlier packet is",
        "earlier_handoffs.response.date" => "the answer to an earlier packet is",
        "waivers.date" => "the waiver is",
        other => return (other, format!("{other} is")),
    };
    (path, what.to_owned())
}

/// Returns how to correct the day, or to take out what has not happened.
fn help(deal: &DealContext<'_>, date: Date, subject: &str) -> String {
    let today = prose_date(date.value.min(deal.case.today), deal.case.today);
    let path = deal.path_at(date.span);
    let path = path.unwrap_or_else(|| subject.to_owned());
    let set = words::command(&deal.case, "set", &[&path, "DATE"]);
    // What goes with a day goes with it: an answer without its day would count at once.
    let whole = match path.strip_suffix(".date") {
        Some(entry) => entry,
        None => &path,
    };
    let happened = format!("if it has happened, by {today}: {set}");
    // A deal without a registration is none.
    if whole == "registered" {
        return happened;
    }
    let unset = words::command(&deal.case, "unset", &[whole]);
    format!("1. {happened}; 2. if it has not, take it out until it has: {unset}")
}

fn check(deal: &DealContext<'_>, out: &mut Sink<'_>) {
    if deal.book.as_of_given {
        return;
    }
    let case = &deal.case;
    let later = &case.deal.later;
    let mut found: Vec<(Option<Date>, String, String)> = Vec::new();
    for entry in &later.history {
        let stage = entry.stage.as_ref().map_or("stage", |stage| stage);
        found.push((
            entry.date,
            format!("history/{stage}"),
            format!("the entry of {} is", safe::quoted(stage)),
        ));
    }
    for touch in &later.touches {
        let kind = touch.kind.as_ref().map_or("touch", |kind| kind);
        let by = touch.who.as_ref();
        let by = by.map_or_else(String::new, |who| format!(" by {who}"));
        found.push((
            touch.date,
            format!("touches/{kind}"),
            format!("the {kind}{by} is"),
        ));
    }
    for opening in &later.reopened {
        found.push((
            opening.date,
            "reopened".to_owned(),
            "the opening is".to_owned(),
        ));
    }
    let rest = [
        (
            later.approved.as_ref().and_then(|answer| answer.date),
            "registered.approved",
            "the approval of the registration is",
        ),
        (
            later.rejected.as_ref().and_then(|answer| answer.date),
            "registered.rejected",
            "the rejection of the registration is",
        ),
        (
            later.sent.as_ref().and_then(|sent| sent.date),
            "handoff.sent",
            "the sending of the handoff is",
        ),
        (
            later.response.as_ref().and_then(|answer| answer.date),
            "handoff.response",
            "the seller's answer is",
        ),
        (
            later.outcome.as_ref().and_then(|outcome| outcome.date),
            "outcome",
            "the outcome is",
        ),
        (
            later.feedback.as_ref().and_then(|feedback| feedback.date),
            "feedback",
            "the feedback to the partner is",
        ),
    ];
    found.extend(rest.map(|(date, subject, what)| (date, subject.to_owned(), what.to_owned())));
    for later in &later.dates {
        // A date that follows from another key is reported there.
        let is_written = parse_date(deal.text(later.date.span)).is_some();
        let is_known = |(date, ..): &(Option<Date>, String, String)| {
            date.is_some_and(|date| date.span == later.date.span)
        };
        if is_written && !found.iter().any(is_known) {
            let (subject, what) = words_of(&later.path);
            found.push((Some(later.date), subject.to_owned(), what));
        }
    }
    for (date, subject, what) in found {
        let Some(date) = date else { continue };
        let meant = far::past(date.value, case.today).map_or_else(String::new, far::meant);
        let message = format!(
            "{what} dated {}, a day that has not come{meant}",
            date.value
        );
        out.add(
            out.finding(case.deal.place(date.span), message)
                .label("in the future")
                .subject(format!("{subject}/{}", date.value))
                .whose(moves::of_deal(case))
                .help(help(deal, date, &subject)),
        );
    }
}
