//! The way to a person at the customer: who meets whom, who brings them together, and how, when or where.

use chrono::{Datelike as _, NaiveDate};

use crate::model::deal::WarmPath;
use crate::model::scalar::Text;
use crate::text::{name, placeholder::begins_as_placeholder};

use crate::analysis::moves::Role;
use crate::analysis::wording::dates::{Named, days_in};
use crate::analysis::wording::vague::{has, names_a_thing};

use super::context::{HandoffContext, real};
use super::verdict::{Fault, Scope, Verdict};

/// Words for a path that is not warm.
const COLD: &str = "cold none no not frosty icy unknown";
/// Words that promise an introduction, and say neither how nor when nor where.
const NO_HOW: &str = "warm intro introduction introduces introduced introducing introductions connects connected arrange \
    arranged agreed confirmed planned pending hopefully guess only open see due course sometime event yes set knows know person people";

pub(in crate::analysis) fn judge(context: &HandoffContext<'_>, _: Scope) -> Verdict {
    let unmet = |fault, why: String, help| {
        let (path, role) = ("handoff.warm_path", Role::PartnerMarketing);
        Err(context.unmet(fault, path, role, why, help))
    };
    let absent = |why: &str| {
        let help = "name who knows whom, and how the introduction happens";
        unmet(Fault::Absent, why.to_owned(), help)
    };
    let Some(path) = &context.handoff.warm_path else {
        return absent("no path to the customer");
    };
    let (ours, theirs) = (&path.ours, &path.theirs);
    let is_nobody = context.person(ours.as_ref()).is_none()
        && context.person(theirs.as_ref()).is_none()
        && real(path.through.as_ref()).is_none()
        && real(path.intro.as_ref()).is_none();
    if is_nobody {
        return absent("nobody is named");
    }
    let lack = sides(context, path)
        .or_else(|| introducer(context, path))
        .or_else(|| introduction(context, path));
    if let Some((why, help)) = lack {
        return unmet(Fault::Wording, why, help);
    }
    let person = |text: &Option<Text>| {
        let name = context.person(text.as_ref());
        name.unwrap_or("somebody").to_owned()
    };
    let theirs = person(theirs);
    Ok(match &path.through {
        Some(_) => format!("{} knows {theirs}", person(&path.through)),
        None => format!("{theirs} is named, and how they are met"),
    })
}

/// What is wrong, and what to do.
type Why = Option<(String, &'static str)>;

/// Returns what is wrong with the two who meet.
fn sides(context: &HandoffContext<'_>, warm: &WarmPath) -> Why {
    let (who_is_met, who_meets) = ("theirs: who will be met?", "ours: who will meet them?");
    let account = context.account();
    let Some(theirs) = context.person(warm.theirs.as_ref()) else {
        return Some((format!("nobody is named at {account}"), who_is_met));
    };
    let Some(ours) = context.person(warm.ours.as_ref()) else {
        return Some(("nobody is named on our side".to_owned(), who_meets));
    };
    if context.is_partners(theirs) {
        let why = format!("{theirs} is the partner's, so nobody is named at {account}");
        return Some((why, who_is_met));
    }
    if context.is_partners(ours) {
        let why = format!("{ours} is the partner's, so nobody is named on our side");
        return Some((why, who_meets));
    }
    (name::words(ours) == name::words(theirs))
        .then(|| (format!("{ours} stands on both sides"), who_is_met))
}

/// Returns what is wrong with whoever introduces them.
fn introducer(context: &HandoffContext<'_>, warm: &WarmPath) -> Why {
    let up = "through: who makes the introduction?";
    let Some(through) = real(warm.through.as_ref()) else {
        let intro = real(warm.intro.as_ref());
        return match intro {
            None => Some((
                "two names, but nothing that connects them".to_owned(),
                "intro: how and when does the introduction happen?",
            )),
            Some(intro) if !introduces(context, warm, intro) => {
                Some(("nothing says who introduces them".to_owned(), up))
            }
            Some(_) => None,
        };
    };
    let Some(who) = context
        .person(Some(through))
        .filter(|who| is_a_name(context, who))
    else {
        return Some((format!("“{through}” is no person who introduces them"), up));
    };
    let same = |side: Option<&Text>| {
        context
            .person(side)
            .is_some_and(|side| name::words(side) == name::words(who))
    };
    if same(warm.ours.as_ref()) || same(warm.theirs.as_ref()) {
        let why = format!("{who} is to be introduced, and cannot introduce");
        return Some((why, up));
    }
    None
}

/// Whether a text is the name of a person: not a company, and not “mutual friends”.
fn is_a_name(context: &HandoffContext<'_>, who: &str) -> bool {
    let key = name::company_key(who);
    let company = |name: &str| {
        let company = name::company_key(name);
        company == key || company.split(' ').next() == Some(key.as_str())
    };
    let is_company = [context.account(), context.partner()]
        .into_iter()
        .any(company);
    let is_known = context
        .contact()
        .is_some_and(|contact| name::words(contact) == name::words(who));
    let begins_as_a_name = |word: &str| word.chars().next().is_some_and(|c| !c.is_lowercase());
    !is_company && (is_known || who.split_whitespace().any(begins_as_a_name))
}

/// Whether the introduction itself names one of those who take part.
fn introduces(context: &HandoffContext<'_>, warm: &WarmPath, intro: &str) -> bool {
    let words = name::words(intro);
    [
        context.contact(),
        context.person(warm.ours.as_ref()),
        context.person(warm.theirs.as_ref()),
    ]
    .into_iter()
    .flatten()
    .any(|who| {
        let who = name::words(who);
        name::holds_words(&words, who.split(' ').next().unwrap_or_default())
    })
}

/// Returns what the introduction lacks: how, when or where, warmth, and a day that is still to come.
fn introduction(context: &HandoffContext<'_>, warm: &WarmPath) -> Why {
    let Some(intro) = real(warm.intro.as_ref()) else {
        let who = context.person(warm.through.as_ref()).unwrap_or("anybody");
        return Some((
            format!("nothing says how {who} brings them together"),
            "intro: how, when or where does the introduction happen?",
        ));
    };
    if !says_how(context, warm, intro) {
        return Some((
            format!("“{intro}” says neither how nor when nor where"),
            "intro: at which meeting, on which day, by mail?",
        ));
    }
    let warmth = real(warm.warmth.as_ref()).map(|warmth| name::words(warmth));
    if warmth.is_some_and(|warmth| warmth.split(' ').any(|word| has(COLD, word))) {
        return Some((
            "the path is cold".to_owned(),
            "ask the partner who knows them, or say it is not warm yet",
        ));
    }
    let day = last_day(intro, context.day)?;
    (day < context.day).then(|| {
        (
            format!(
                "the introduction was on {}, before it was sent",
                context.date(day)
            ),
            "intro: when do they meet next?",
        )
    })
}

/// Whether an introduction names a day, or a thing beside the people and the word itself.
fn says_how(context: &HandoffContext<'_>, warm: &WarmPath, intro: &str) -> bool {
    if begins_as_placeholder(intro) {
        return false;
    }
    let words = name::words(intro);
    if !days_in(&words).is_empty() {
        return true;
    }
    let people = [&warm.ours, &warm.theirs, &warm.through].map(|who| context.person(who.as_ref()));
    let names: Vec<String> = people
        .into_iter()
        .chain([
            context.contact(),
            Some(context.account()),
            Some(context.partner()),
        ])
        .flatten()
        .map(name::words)
        .collect();
    let left: Vec<&str> = words.split(' ').filter(|word| !has(NO_HOW, word)).collect();
    names_a_thing(&left.join(" "), &names)
}

/// Returns the last day that a text names; a day without a year is the one nearest to the sending.
fn last_day(text: &str, sent: NaiveDate) -> Option<NaiveDate> {
    let nearest = |month, day| {
        (sent.year() - 1..=sent.year() + 1)
            .filter_map(|year| NaiveDate::from_ymd_opt(year, month, day))
            .min_by_key(|day| (*day - sent).num_days().abs())
    };
    days_in(&name::words(text))
        .into_iter()
        .filter_map(|day| match day {
            Named::Day(Some(year), month, day) => NaiveDate::from_ymd_opt(year, month, day),
            Named::Day(None, month, day) => nearest(month, day),
            Named::Weekday(_) => None,
        })
        .max()
}
