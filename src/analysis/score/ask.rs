//! The components that ask something of somebody: the partner's offer, the seller's action, the owner.

use chrono::{Days, NaiveDate};

use crate::analysis::Case;
use crate::analysis::readiness::THIS_WEEK;
use crate::model::NotAPerson;
use crate::model::deal::{Agreed, Handoff};
use crate::model::scalar::{Date, Text, prose_date};
use crate::text::placeholder::is_placeholder;

use super::{Grade, Judgement};

/// “Dated within about two weeks” (D5), in days after sending.
const TWO_WEEKS: u64 = 14;

/// Strong when concrete, dated within about two weeks of sending, and agreed with the partner before (D5). Without an
/// `offer` the partner's move is graded in its place.
pub(super) fn partner_offer(case: &Case<'_>, handoff: &Handoff, day: NaiveDate) -> Judgement {
    let (path, what, due, agreed) = match (&handoff.offer, handoff.partner_move.first()) {
        (Some(offer), _) => (
            "handoff.offer",
            offer.what.as_ref(),
            offer.due,
            offer.agreed.as_ref(),
        ),
        (None, Some(first)) => (
            "handoff.partner_move",
            first.action.as_ref(),
            first.due,
            first.agreed.as_ref(),
        ),
        (None, None) => ("handoff.offer", None, None, None),
    };
    let judge = |grade, reason: String| Judgement::new(case, grade, path, reason);
    let who = contact(case);
    if what.is_none_or(|what| is_placeholder(what)) {
        let advice = format!("one line from {who} is worth 2 points: what, by when");
        return judge(
            Grade::Missing,
            "no offer, and no move of the partner".to_owned(),
        )
        .up(advice);
    }
    let date = due_problem(case, due, day, TWO_WEEKS, "within two weeks");
    let agreement = agreement_problem(case, agreed, day);
    match (date, agreement) {
        (None, None) => judge(
            Grade::Strong,
            "concrete, dated, and agreed with the partner".to_owned(),
        ),
        (Some(why), None) => {
            judge(Grade::Weak, why).up(format!("agree a day with {who} within two weeks"))
        }
        (None, Some(why)) => judge(Grade::Weak, format!("{who} {why}"))
            .up(format!("get a line from {who} and name it under agreed")),
        (Some(date), Some(agreed)) => judge(Grade::Weak, format!("{date}, and {who} {agreed}"))
            .up(format!("get what and when from {who} in a line")),
    }
}

fn contact(case: &Case<'_>) -> String {
    let contact = case
        .deal
        .partner
        .as_ref()
        .and_then(|partner| partner.contact.as_ref()?.name.as_ref());
    let named = contact.and_then(|name| case.process.person_name(name));
    named.unwrap_or("the partner").to_owned()
}

fn due_problem(
    case: &Case<'_>,
    due: Option<Date>,
    day: NaiveDate,
    days: u64,
    window: &str,
) -> Option<String> {
    let latest = day.checked_add_days(Days::new(days)).unwrap_or(day);
    match due {
        None => Some("it has no date".to_owned()),
        Some(due) if due.value < day => Some(format!(
            "due {}, before it was sent",
            prose_date(due.value, case.today)
        )),
        Some(due) if due.value > latest => Some(format!(
            "due {}, not {window}",
            prose_date(due.value, case.today)
        )),
        Some(_) => None,
    }
}

fn agreement_problem(case: &Case<'_>, agreed: Option<&Agreed>, day: NaiveDate) -> Option<String> {
    let Some(agreed) = agreed else {
        return Some("has not agreed to it".to_owned());
    };
    match (&agreed.date, &agreed.source) {
        (Some(date), _) if date.value > day => Some(format!(
            "agreed only on {}, after it was sent",
            prose_date(date.value, case.today)
        )),
        (Some(_), _) => None,
        (None, Some(source)) if !is_placeholder(source) => None,
        (None, _) => Some("has not agreed to it".to_owned()),
    }
}

/// Strong as exactly one action, due within a week of sending (D5).
pub(super) fn next_action(case: &Case<'_>, handoff: &Handoff, day: NaiveDate) -> Judgement {
    let judge = |grade, reason: String| Judgement::new(case, grade, "handoff.seller_move", reason);
    let real = |action: &Option<Text>| {
        action
            .as_ref()
            .is_some_and(|action| !is_placeholder(action))
    };
    match &*handoff.seller_move {
        [] => judge(Grade::Missing, "the seller is asked for nothing".to_owned())
            .up("seller_move: one action that is doable this week"),
        [_, rest @ ..] if !rest.is_empty() => judge(
            Grade::Weak,
            format!("{} actions: which one first?", rest.len() + 1),
        )
        .up("keep the one that is doable this week"),
        [only, ..] if !real(&only.action) => {
            judge(Grade::Missing, "a date without an action".to_owned())
                .up("seller_move.action: what should the seller do?")
        }
        [only, ..] => match due_problem(case, only.due, day, THIS_WEEK, "this week") {
            None => judge(Grade::Strong, "one action, due this week".to_owned()),
            Some(why) => {
                judge(Grade::Weak, why).up("seller_move.due: a day within a week of sending")
            }
        },
    }
}

/// Strong as one name, not a team's alias (D5).
pub(super) fn owner(case: &Case<'_>, handoff: &Handoff, _: NaiveDate) -> Judgement {
    let judge = |grade, reason: String| Judgement::new(case, grade, "handoff.owner", reason);
    let Some(owner) = &handoff.owner else {
        return judge(Grade::Missing, "nobody owns it".to_owned()).up("handoff.owner: one name");
    };
    match case.process.person(owner) {
        Ok(person) => judge(Grade::Strong, person.name.to_owned()),
        Err(NotAPerson::Placeholder) => {
            judge(Grade::Missing, "nobody owns it yet".to_owned()).up("handoff.owner: one name")
        }
        Err(why) => judge(Grade::Weak, format!("`{owner}` is {}", why.reason()))
            .up("handoff.owner: one name"),
    }
}
