//! `handoff/sent-before-ready`.

use crate::analysis::conditions::Unready;
use crate::analysis::moves;
use crate::lint::rule::rule;
use crate::lint::{DealContext, Sink, suppression, words};
use crate::model::scalar::prose_date;

use super::sending;

rule! {
    /// A packet was sent before it was ready.
    ///
    /// Sending early costs more than sending late (D4.5): the seller cannot act, and opens the next packet more slowly. It
    /// is ready when the seller's move is one action for this week, the account is on the priority list, the partner has
    /// agreed in writing, a source is attached and conflicts have been checked (D4.2), on the day it goes out. Where there
    /// is a git history, a list, an agreement or a source that came into the repository only later was not there that day.
    ///
    /// ```yaml bad
    /// account: {name: Northwind Logistics}
    /// partner: meridian
    /// handoff:
    ///   seller: Sam Ortiz
    ///   priority_list: lists/ortiz-q4.md
    ///   seller_move: {action: Accept the introduction, due: 2026-09-17}
    ///   partner_move: {action: Confirm the meeting, due: 2026-09-16}
    ///   evidence: notes/northwind-qbr.md
    ///   sent: 2026-09-14
    /// ```
    /// ```yaml bad
    /// account: {name: Northwind Logistics}
    /// partner: meridian
    /// handoff:
    ///   seller: Sam Ortiz
    ///   priority_list: lists/ortiz-q4.md
    ///   seller_move: {action: Accept the introduction, due: 2026-10-30}
    ///   partner_move: {action: Confirm the meeting, due: 2026-09-16, agreed: notes/dana-0911.md}
    ///   conflict: {checked: 2026-09-11, by: Maya Chen}
    ///   evidence: notes/northwind-qbr.md
    ///   sent: 2026-09-14
    /// ```
    /// ```yaml good
    /// account: {name: Northwind Logistics}
    /// partner: meridian
    /// handoff:
    ///   seller: Sam Ortiz
    ///   priority_list: lists/ortiz-q4.md
    ///   seller_move: {action: Accept the introduction, due: 2026-09-17}
    ///   partner_move: {action: Confirm the meeting, due: 2026-09-16, agreed: notes/dana-0911.md}
    ///   conflict: {checked: 2026-09-11, by: Maya Chen}
    ///   evidence: notes/northwind-qbr.md
    ///   sent: 2026-09-14
    /// ```
    pub(super) SENT_BEFORE_READY = "handoff/sent-before-ready", Error, Sent(check)
}

fn check(deal: &DealContext<'_>, out: &mut Sink<'_>) {
    let case = &deal.case;
    let Some(handoff) = case.deal.handoff.as_deref() else {
        return;
    };
    let (Some(sent), Some(day)) = (&handoff.sent, handoff.sent_on()) else {
        return;
    };
    let is_open = |unready: &&Unready| {
        let mut fields = unready.condition.fields.iter();
        fields.all(|field| !suppression::by_file(deal, *field))
    };
    let unready: Vec<&Unready> = deal.unready().iter().filter(is_open).collect();
    let Some(first) = unready.first() else {
        return;
    };
    let to = sending::to_seller(case);
    let message = if let [only] = unready.as_slice() {
        format!("sent{to} before it was ready: {}", only.unmet.why)
    } else {
        let subjects = unready.iter().map(|unready| unready.condition.subject);
        let subjects: Vec<&str> = subjects.collect();
        let (n, subjects) = (words::number(subjects.len()), words::list(&subjects));
        format!("sent{to} with {n} things not ready: {subjects}")
    };
    let mut helps: Vec<&str> = unready.iter().map(|unready| &*unready.unmet.help).collect();
    helps.dedup();
    let end = sending::way_out(deal, handoff);
    let went = format!("went out on {}", prose_date(day.value, case.today));
    let mut labels = sending::numbered(handoff, sent, went, &unready).into_iter();
    let Some((span, label)) = labels.next() else {
        return;
    };
    let mut finding = out.finding(case.deal.place(span), message).label(label);
    for (span, label) in labels {
        finding = finding.related(case.deal.place(span), label);
    }
    let stage = case.process.handoff().map(|(_, stage)| stage);
    if let Some(trigger) = stage.and_then(|stage| stage.trigger.as_ref()) {
        let rule = sending::the_rule(case.process);
        finding = finding.related(case.process.place(trigger.span), rule);
    }
    out.add(
        finding
            .subject("handoff.sent")
            .whose(moves::of_role(case, first.unmet.role))
            .help(format!("{}\n{end}", helps.join("\n"))),
    );
}
