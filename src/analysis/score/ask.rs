//! The components that ask something of somebody: the partner's offer, the seller's action, the owner.

use chrono::NaiveDate;

use crate::analysis::agreement::{Agreement, later_than};
use crate::analysis::readiness::THIS_WEEK;
use crate::model::NotAPerson;
use crate::model::deal::Agreed;
use crate::model::duration::{Duration, Unit};
use crate::model::scalar::Date;
use crate::text::name;
use crate::text::placeholder::begins_as_placeholder;

use super::action;
use super::context::{ScoringContext, real};
use super::named::customers_people;
use super::vague;
use super::{Grade, Judgement};

/// Strong when concrete, dated within about two weeks of sending, and agreed with the partner before (D5). Without an
/// `offer` the partner's move is graded in its place.
pub(super) fn partner_offer(exam: &ScoringContext<'_>) -> Judgement {
    let handoff = exam.handoff;
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
    let weak = |reason: String| exam.judge(Grade::Weak, path, reason);
    let who = exam.contact().unwrap_or("the partner");
    let Some(what) = real(what) else {
        return exam
            .judge(Grade::Missing, path, "no offer, and no move of the partner")
            .up(format!(
                "one line from {who} is worth 2 points: what, by when"
            ));
    };
    if !is_concrete(exam, what) {
        return weak(format!("“{what}” is not concrete: what will they do?"))
            .up(format!("get what and when from {who} in a line"));
    }
    let within = exam.limits.offer_within;
    let date = due_problem(exam, due, within, &format!("not within {within}"));
    match (date, agreement_problem(exam, agreed)) {
        (None, None) => exam.judge(
            Grade::Strong,
            path,
            "concrete, dated, and agreed with the partner",
        ),
        (Some(why), None) => weak(why).up(format!("agree a day with {who} within {within}")),
        (None, Some(why)) => weak(format!("{who} {why}"))
            .up(format!("get a line from {who} and name it under agreed")),
        (Some(date), Some(agreed)) => weak(format!("{date}, and {who} {agreed}"))
            .up(format!("get what and when from {who} in a line")),
    }
}

/// Whether an offer names a thing beside the people, the companies and hollow words.
fn is_concrete(exam: &ScoringContext<'_>, what: &str) -> bool {
    let mut names = partners(exam);
    names.extend(customers(exam));
    !begins_as_placeholder(what) && vague::names_a_thing(&name::words(what), &names)
}

fn due_problem(
    exam: &ScoringContext<'_>,
    due: Option<Date>,
    within: Duration,
    late: &str,
) -> Option<String> {
    let latest: NaiveDate = within.end(exam.day, &exam.case.process.calendar);
    let Some(due) = due else {
        return Some("it has no date".to_owned());
    };
    let day = exam.date(due.value);
    if due.value < exam.day {
        return Some(format!("due {day}, before it was sent"));
    }
    (due.value > latest).then(|| format!("due {day}, {late}"))
}

/// Why the partner has not agreed in time: it follows a name.
fn agreement_problem(exam: &ScoringContext<'_>, agreed: Option<&Agreed>) -> Option<String> {
    let agreement = Agreement::of(&exam.look, agreed);
    match (agreement, later_than(agreed, exam.day)) {
        (Agreement::No, _) => Some("has not agreed to it".to_owned()),
        (Agreement::Words(words), _) => Some(format!(
            "has not agreed to it: “{words}” is neither a day nor a source"
        )),
        (_, Some(day)) => Some(format!(
            "agreed only on {}, after it was sent",
            exam.date(day)
        )),
        (Agreement::Dead(source), None) => Some(format!(
            "agreed in {source}, which {}",
            exam.absence(source)
        )),
        (Agreement::OnDay | Agreement::InWriting(_), None) => None,
    }
}

/// Strong as exactly one action with a verb, due within a week of sending, that needs no interpretation (D5).
pub(super) fn next_action(exam: &ScoringContext<'_>) -> Judgement {
    let path = "handoff.seller_move";
    let weak = |reason: String| exam.judge(Grade::Weak, path, reason);
    let missing = |reason: &str| exam.judge(Grade::Missing, path, reason);
    let only = match &*exam.handoff.seller_move {
        [] => {
            return missing("the seller is asked for nothing")
                .up("seller_move: one action that is doable this week");
        }
        [only] => only,
        several => {
            return weak(format!("{} actions: which one first?", several.len()))
                .up("keep the one that is doable this week");
        }
    };
    if real(only.action.as_ref()).is_none() {
        return missing("a date without an action")
            .up("seller_move.action: what should the seller do?");
    }
    let seven_days = Duration {
        n: u32::try_from(THIS_WEEK).unwrap_or(7),
        unit: Unit::Days,
    };
    if let Some(why) = due_problem(exam, only.due, seven_days, "not this week") {
        return weak(why).up("seller_move.due: a day within a week of sending");
    }
    match move_fault(exam) {
        Some((reason, up)) => weak(reason).up(up),
        None => exam.judge(Grade::Strong, path, "one action, due this week"),
    }
}

/// Why the only move of the seller is not one concrete action, with the way up.
pub(super) fn move_fault(exam: &ScoringContext<'_>) -> Option<(String, &'static str)> {
    let [only] = &*exam.handoff.seller_move else {
        return None;
    };
    let what = real(only.action.as_ref())?;
    action::fault(what, &partners(exam), &customers(exam))
}

/// The whole and the first name, in the form that names are compared in.
fn whole_and_first(person: &str) -> [String; 2] {
    let words = name::words(person);
    let first = words.split(' ').next().unwrap_or_default().to_owned();
    [words, first]
}

fn partners(exam: &ScoringContext<'_>) -> Vec<String> {
    let contact = exam.contact().into_iter().flat_map(whole_and_first);
    let partner = exam
        .case
        .deal
        .partner_name()
        .map(|partner| name::company_key(partner));
    let first = partner
        .as_ref()
        .and_then(|key| Some(key.split(' ').next()?.to_owned()));
    contact
        .chain(partner)
        .chain(first.filter(|first| first.len() > 3))
        .collect()
}

fn customers(exam: &ScoringContext<'_>) -> Vec<String> {
    let people = customers_people(exam.case, exam.handoff);
    let people = people
        .into_iter()
        .filter_map(|person| exam.person(Some(person)));
    let account = exam
        .case
        .deal
        .account_name()
        .map(|account| name::company_key(account));
    let first = account
        .as_ref()
        .and_then(|key| Some(key.split(' ').next()?.to_owned()));
    people
        .flat_map(whole_and_first)
        .chain(account)
        .chain(first)
        .collect()
}

/// Strong as one name, not a team's alias (D5).
pub(super) fn owner(exam: &ScoringContext<'_>) -> Judgement {
    let judge = |grade, reason: String| exam.judge(grade, "handoff.owner", reason);
    let up = "handoff.owner: one name";
    let Some(owner) = &exam.handoff.owner else {
        return judge(Grade::Missing, "nobody owns it".to_owned()).up(up);
    };
    match exam.case.person(owner) {
        Ok(person) if exam.is_partners(person.name) => judge(
            Grade::Weak,
            format!(
                "{} is the partner's; the packet is ours until it is accepted",
                person.name
            ),
        )
        .up(up),
        Ok(person) => judge(Grade::Strong, person.name.to_owned()),
        Err(NotAPerson::Placeholder) => {
            judge(Grade::Missing, "nobody owns it yet".to_owned()).up(up)
        }
        Err(why) => judge(Grade::Weak, format!("`{owner}` is {}", why.reason())).up(up),
    }
}
