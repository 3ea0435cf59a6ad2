//! The seller's next move: one action, due within a week of the sending, that needs no interpretation (D4.2, D5).

use chrono::{Days, NaiveDate};

use crate::analysis::command::command;
use crate::analysis::moves::Role;
use crate::analysis::wording::{action, mentions::customers_people};
use crate::text::name;

use super::context::{HandoffContext, real};
use super::verdict::{Fault, Scope, Unmet, Verdict};

/// “This week” is at most this many days after the packet was sent.
const THIS_WEEK: u64 = 7;

pub(in crate::analysis) fn judge(context: &HandoffContext<'_>, scope: Scope) -> Verdict {
    let due = doable_this_week(context)?;
    if !scope.leaves_out(Fault::Wording)
        && let Some(unmet) = concrete(context)
    {
        return Err(unmet);
    }
    Ok(format!("one action, due {}", context.date(due)))
}

fn unmet(context: &HandoffContext<'_>, fault: Fault, why: String, help: String) -> Unmet {
    let (path, role) = ("handoff.seller_move", Role::PartnerMarketing);
    context.unmet(fault, path, role, why, help)
}

/// The fields of a move, as a command fills them in.
const MOVE: [&str; 2] = ["seller_move.action=TEXT", "seller_move.due=DATE"];

/// Returns how to take out all moves but one.
fn keep_one(context: &HandoffContext<'_>, count: usize) -> String {
    let without = |number: usize| {
        let path = format!("handoff.seller_move.{number}");
        command(context.case, "unset", &[&path])
    };
    let keep = |kept: usize| {
        let others = (0..count).rev().filter(|number| *number != kept);
        others.map(without).collect::<Vec<_>>().join(", then ")
    };
    let ways = match count {
        2 => format!("1. the first: {}; 2. the second: {}", keep(0), keep(1)),
        _ => format!(
            "1. the first: {}; 2. another: take out the rest likewise, by their numbers from 0",
            keep(0)
        ),
    };
    format!(
        "keep the one that is doable this week; what comes after it is for the seller to say. Keep {ways}"
    )
}

fn week_after(day: NaiveDate) -> NaiveDate {
    day.checked_add_days(Days::new(THIS_WEEK)).unwrap_or(day)
}

/// Returns the day of the only action.
fn doable_this_week(context: &HandoffContext<'_>) -> Result<NaiveDate, Unmet> {
    let seller = context.seller();
    let latest = week_after(context.day);
    let next = week_after(context.case.today.max(context.day));
    let absent = |why| {
        let help = format!(
            "ask {seller} for one action that can be done by {}: {}",
            context.date(next),
            context.draft(&MOVE)
        );
        Err(unmet(context, Fault::Absent, why, help))
    };
    let timing = |why| {
        let help = format!(
            "find an action that can be done by {}, a smaller one if need be: {}",
            context.date(next),
            context.draft(&MOVE)
        );
        Err(unmet(context, Fault::Timing, why, help))
    };
    let only = match &*context.handoff.seller_move {
        [] => return absent(format!("{seller} is asked for nothing")),
        [only] => only,
        several => {
            let why = format!(
                "{seller} is asked for {} moves, and will first have to choose one",
                several.len()
            );
            let help = keep_one(context, several.len());
            return Err(unmet(context, Fault::Several, why, help));
        }
    };
    if real(only.action.as_ref()).is_none() {
        return absent(format!("{seller}'s move names no action"));
    }
    let Some(due) = only.due.map(|due| due.value) else {
        return timing(format!("{seller}'s move has no date"));
    };
    let date = context.date(due);
    if due < context.day {
        let before = if context.handoff.sent.is_some() {
            "before it was sent"
        } else {
            "before the packet goes out"
        };
        return timing(format!("{seller}'s move was due on {date}, {before}"));
    }
    if due > latest {
        return timing(format!("{seller}'s move is due on {date}, not this week"));
    }
    Ok(due)
}

/// Returns why the only move of the seller is not one concrete action, whatever its date; `None` if it is.
pub fn concrete(context: &HandoffContext<'_>) -> Option<Unmet> {
    let [only] = &*context.handoff.seller_move else {
        return None;
    };
    let action = real(only.action.as_ref())?;
    let (why, help) = action::fault(action, &partners(context), &customers(context))?;
    let draft = context.draft(&["seller_move.action=TEXT"]);
    Some(unmet(
        context,
        Fault::Wording,
        why,
        format!("{help}: {draft}"),
    ))
}

/// Returns the whole and the first name, in the form that names are compared in.
fn whole_and_first(person: &str) -> [String; 2] {
    let words = name::words(person);
    let first = words.split(' ').next().unwrap_or_default().to_owned();
    [words, first]
}

fn first_word(company: Option<&String>) -> Option<String> {
    company?.split(' ').next().map(ToOwned::to_owned)
}

/// Returns the names of the partner and its person.
pub(in crate::analysis) fn partners(context: &HandoffContext<'_>) -> Vec<String> {
    let contact = context.contact().into_iter().flat_map(whole_and_first);
    let partner = context.case.deal.partner_name();
    let partner = partner.map(|partner| name::company_key(partner));
    let first = first_word(partner.as_ref()).filter(|first| first.len() > 3);
    contact.chain(partner).chain(first).collect()
}

/// Returns the names of the account and its people.
pub(in crate::analysis) fn customers(context: &HandoffContext<'_>) -> Vec<String> {
    let people = customers_people(context.case, context.handoff);
    let people = people
        .into_iter()
        .filter_map(|person| context.person(Some(person)));
    let account = context.case.deal.account_name();
    let account = account.map(|account| name::company_key(account));
    let first = first_word(account.as_ref());
    people
        .flat_map(whole_and_first)
        .chain(account)
        .chain(first)
        .collect()
}
