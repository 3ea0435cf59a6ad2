//! `registration/answer-unclear`.

use crate::analysis::moves::{self, Role};
use crate::diagnostic::{Diagnostic, Level};
use crate::lint::rule::rule;
use crate::lint::{DealContext, Sink, suppression, words};
use crate::model::deal::{Answer, Registered};
use crate::model::{Found, NotAPerson};
use crate::text::placeholder::is_other;

rule! {
    /// A registration has an answer that nobody can rely on.
    ///
    /// The partner hears yes or no, on a day, from a person, and if it is no, why (D2.5). Both at once are not an
    /// answer; an answer dated before the registration has a wrong day, and protection is counted from it; a no without
    /// a reason tells the partner nothing. These are errors. An answer without a day, or from a team, still counts: a
    /// warning. Of a yes and a no on two days the later one counts.
    ///
    /// ```yaml bad
    /// account: {name: Quayside Ports}
    /// registered: {date: 2026-11-18, by: Dana Reyes, rejected: {date: 2026-11-19, by: Maya Chen}}
    /// ```
    /// ```yaml bad
    /// account: {name: Quayside Ports}
    /// registered: {date: 2026-11-18, by: Dana Reyes, approved: {date: 2026-10-19, by: Maya Chen}}
    /// ```
    /// ```yaml bad
    /// account: {name: Quayside Ports}
    /// registered: {date: 2026-11-18, by: Dana Reyes, approved: {by: Maya Chen}}
    /// ```
    /// ```yaml bad
    /// account: {name: Quayside Ports}
    /// registered: {date: 2026-11-18, by: Dana Reyes, approved: {date: 2026-11-19, by: Sales}}
    /// ```
    /// ```yaml bad
    /// account: {name: Quayside Ports}
    /// registered: {date: 2026-11-18, approved: 2026-11-19, rejected: {date: 2026-11-19, by: Maya Chen, reason: taken}}
    /// ```
    /// ```yaml good
    /// account: {name: Quayside Ports}
    /// registered: {date: 2026-11-18, by: Dana Reyes, approved: 2026-11-18}
    /// ```
    /// ```yaml good
    /// account: {name: Quayside Ports}
    /// registered: {date: 2026-11-18, by: Dana Reyes, rejected: {date: 2026-11-19, by: Maya Chen, reason: taken}}
    /// ```
    pub(super) ANSWER_UNCLEAR = "registration/answer-unclear", Error, Deal(check)
}

fn check(deal: &DealContext<'_>, out: &mut Sink<'_>) {
    let case = &deal.case;
    let Some(registered) = &case.deal.registered else {
        return;
    };
    let (approved, rejected) = (registered.approved.as_ref(), registered.rejected.as_deref());
    let mut found = Vec::new();
    found.extend(both(deal, approved.zip(rejected), out));
    for (answer, path) in [
        (approved, "registered.approved"),
        (rejected, "registered.rejected"),
    ] {
        // A placeholder is no answer: the registration still waits for one.
        let is_placeholder = matches!(case.deal.lookup(path), Found::Placeholder(_));
        let Some(answer) = answer.filter(|_| !is_placeholder) else {
            continue;
        };
        found.extend(day(deal, registered, answer, path, out));
        found.extend(person(deal, answer, path, out));
    }
    found.extend(rejected.and_then(|answer| reason(deal, answer, out)));
    let whose = moves::of_role(case, Role::Alliances);
    for finding in found {
        out.add(finding.whose(whose.clone()));
    }
}

/// A yes and a no, neither of which is later.
fn both(
    deal: &DealContext<'_>,
    answers: Option<(&Answer, &Answer)>,
    out: &Sink<'_>,
) -> Option<Diagnostic> {
    let case = &deal.case;
    let (approved, rejected) = answers?;
    let days = approved.date.zip(rejected.date);
    if days.is_some_and(|(yes, no)| yes.value != no.value) {
        return None;
    }
    Some(
        out.finding(
            case.deal.place(rejected.key_span),
            "the registration is approved and rejected, and no day tells which came later and holds",
        )
        .label("rejected")
        .related(case.deal.place(approved.key_span), "approved")
        .subject("registered.rejected")
        .help(format!(
            "ask who answered which of them holds. 1. the yes: {}; 2. the no: {}",
            words::command(case, "unset", &["registered.rejected"]),
            words::command(case, "unset", &["registered.approved"])
        )),
    )
}

/// An answer without a day, or with one before the registration.
fn day(
    deal: &DealContext<'_>,
    registered: &Registered,
    answer: &Answer,
    path: &str,
    out: &Sink<'_>,
) -> Option<Diagnostic> {
    let case = &deal.case;
    let what = answer_word(path);
    let subject = format!("{path}.date");
    let Some(date) = answer.date else {
        if suppression::is_unread(case, &subject, answer.span) {
            return None;
        }
        let mut finding = out
            .finding(
                case.deal.place(answer.key_span),
                format!("the registration was {what}, and nothing says on which day"),
            )
            .label("on which day?")
            .subject(subject)
            .help(format!(
                "ask who answered, for the day: {}",
                words::command(case, "set", &[&format!("{path}.date"), "DATE"])
            ));
        finding.level = Level::Warning;
        return Some(finding);
    };
    let made = registered.date.filter(|made| date.value < made.value)?;
    Some(
        out.finding(
            case.deal.place(date.span),
            format!(
                "the registration was {what} on {}, before it was made on {}",
                date.value, made.value
            ),
        )
        .label("earlier than the registration")
        .related(case.deal.place(made.span), "registered")
        .subject(subject)
        .help(format!(
            "ask which day is wrong. 1. the answer: {}; 2. the registration: {}",
            deal.set(date.span, &format!("{path}.date"), "DATE"),
            deal.set(made.span, "registered.date", "DATE")
        )),
    )
}

/// An answer by a team or several people.
fn person(
    deal: &DealContext<'_>,
    answer: &Answer,
    path: &str,
    out: &Sink<'_>,
) -> Option<Diagnostic> {
    let case = &deal.case;
    let by = answer.by.as_ref()?;
    let why = case.person(by).err()?;
    if why == NotAPerson::Placeholder {
        return None;
    }
    let mut finding = out
        .finding(
            case.deal.place(by.span),
            format!(
                "nobody answers for the registration that was {}: {} is {}",
                answer_word(path),
                words::quoted(by),
                why.reason()
            ),
        )
        .label(why.reason())
        .subject(format!("{path}.by"))
        .help(format!(
            "ask who answered, one person by name: {}",
            deal.set(by.span, &format!("{path}.by"), "NAME")
        ));
    finding.level = Level::Warning;
    Some(finding)
}

/// A no without a reason.
fn reason(deal: &DealContext<'_>, rejected: &Answer, out: &Sink<'_>) -> Option<Diagnostic> {
    let case = &deal.case;
    let given = rejected.reason.as_deref();
    let is_unsaid = given.is_some_and(|reason| is_other(reason)) && rejected.note.is_none();
    let is_given = given.is_some() && !is_unsaid;
    if is_given || suppression::is_unread(case, "registered.rejected.reason", rejected.span) {
        return None;
    }
    let partner = words::partner(case);
    let span = given.map_or(rejected.key_span, |reason| reason.span);
    Some(
        out.finding(
            case.deal.place(span),
            format!("the registration was rejected, and {partner} is given no reason"),
        )
        .label("no reason")
        .subject("registered.rejected.reason")
        .help(format!(
            "ask who rejected it: {}",
            words::command(case, "set", &["registered.rejected.reason", "REASON"])
        )),
    )
}

fn answer_word(path: &str) -> &'static str {
    if path == "registered.approved" {
        "approved"
    } else {
        "rejected"
    }
}
