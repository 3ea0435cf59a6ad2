//! The partner's offer: concrete, dated, and agreed with the partner (D5).

use crate::analysis::conditions::partner_move::{Writing, disagreement};
use crate::analysis::conditions::seller_move::{customers, partners};
use crate::analysis::conditions::{HandoffContext, real};
use crate::analysis::wording::vague;
use crate::model::scalar::Date;
use crate::text::{name, placeholder::begins_as_placeholder};

use super::{Grade, Judgement};

/// Strong if it is concrete, dated within about two weeks of the sending, and agreed with the partner before. Without an
/// `offer` the partner's move is graded in its place.
pub(super) fn partner_offer(context: &HandoffContext<'_>) -> Judgement {
    let (offer, first) = (&context.handoff.offer, context.handoff.partner_move.first());
    let (path, name, what, due, agreed) = match (offer, first) {
        (None, Some(first)) => (
            "handoff.partner_move",
            "the partner's move",
            first.action.as_ref(),
            first.due,
            first.agreed.as_ref(),
        ),
        (offer, _) => {
            let offer = offer.as_ref();
            (
                "handoff.offer",
                "the offer",
                offer.and_then(|offer| offer.what.as_ref()),
                offer.and_then(|offer| offer.due),
                offer.and_then(|offer| offer.agreed.as_ref()),
            )
        }
    };
    let judge = |grade, reason: String| Judgement::new(context.case, grade, path, reason);
    let weak = |reason: String| judge(Grade::Weak, reason);
    let who = context.contact().unwrap_or("the partner");
    let Some(what) = real(what) else {
        let reason = "no offer, and no move of the partner".to_owned();
        return judge(Grade::Missing, reason).up(format!(
            "one line from {who} is worth 2 points: what, by when"
        ));
    };
    let what_and_when = format!("get what and when from {who} in a line");
    if !is_concrete(context, what) {
        return weak(format!("“{what}” is not concrete: what will they do?")).up(what_and_when);
    }
    let disagreement = disagreement(context, agreed, name, Writing::Optional);
    match (timing(context, due), disagreement) {
        (None, None) => judge(
            Grade::Strong,
            "concrete, dated, and agreed with the partner".to_owned(),
        ),
        (Some(why), None) => {
            let within = context.limits.offer_within;
            weak(why).up(format!("agree a day with {who} within {within}"))
        }
        (None, Some(unmet)) => weak(unmet.why).up(unmet.help),
        (Some(date), Some(unmet)) => weak(format!("{date}, and {}", unmet.why)).up(what_and_when),
    }
}

/// Whether an offer names a thing, beside the people, the companies and hollow words.
fn is_concrete(context: &HandoffContext<'_>, what: &str) -> bool {
    let mut names = partners(context);
    names.extend(customers(context));
    !begins_as_placeholder(what) && vague::names_a_thing(&name::words(what), &names)
}

/// Returns what is wrong with the day of an offer; `None` if it is within `[score] offer_within`.
fn timing(context: &HandoffContext<'_>, due: Option<Date>) -> Option<String> {
    let Some(due) = due.map(|due| due.value) else {
        return Some("it has no date".to_owned());
    };
    let (day, within) = (context.date(due), context.limits.offer_within);
    if due < context.day {
        return Some(format!("due {day}, before it was sent"));
    }
    let latest = within.end(context.day, &context.case.process.calendar);
    (due > latest).then(|| format!("due {day}, not within {within}"))
}
