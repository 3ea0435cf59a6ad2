//! The way to a person at the customer: who meets whom, who brings them together, and how, when or where.

use chrono::{Datelike as _, NaiveDate};

use crate::model::deal::WarmPath;
use crate::model::scalar::Text;
use crate::text::{name, placeholder::begins_as_placeholder};

use super::context::{ScoringContext, real};
use super::dates::{Named, days_in};
use super::vague::{has, names_a_thing};
use super::{Grade, Judgement};

/// What a path lacks: its grade, why, and the way up.
pub(super) struct Lack {
    grade: Grade,
    /// Why, as a clause.
    pub why: String,
    /// What would mend it.
    pub up: &'static str,
}

/// Words of a path that nobody has walked.
const COLD: &str = "cold none no not frosty icy unknown";
/// What says that there is an introduction, and neither how nor when nor where.
const NO_HOW: &str = "warm intro introduction introduces introduced introducing introductions connects connected arrange \
    arranged agreed confirmed planned pending hopefully guess only open see due course sometime event yes set knows know person people";

/// Strong with a named person on each side, who introduces them, and how, when or where (D5).
pub(super) fn relationship_path(exam: &ScoringContext<'_>) -> Judgement {
    let path = "handoff.warm_path";
    match lack(exam) {
        Some(lack) => exam.judge(lack.grade, path, lack.why).up(lack.up),
        None => exam.judge(
            Grade::Strong,
            path,
            "a person on each side, and who brings them together how",
        ),
    }
}

/// What the path lacks; none when it is strong.
pub(super) fn lack(exam: &ScoringContext<'_>) -> Option<Lack> {
    let missing = |why: &str| {
        Some(Lack {
            grade: Grade::Missing,
            why: why.to_owned(),
            up: "name who knows whom, and how the introduction happens",
        })
    };
    let Some(warm) = &exam.handoff.warm_path else {
        return missing("no path to the customer");
    };
    let nobody = exam.person(warm.ours.as_ref()).is_none()
        && exam.person(warm.theirs.as_ref()).is_none()
        && real(warm.through.as_ref()).is_none()
        && real(warm.intro.as_ref()).is_none();
    if nobody {
        return missing("nobody is named");
    }
    let (why, up) = sides(exam, warm)
        .or_else(|| introducer(exam, warm))
        .or_else(|| introduction(exam, warm))?;
    Some(Lack {
        grade: Grade::Weak,
        why,
        up,
    })
}

type Why = Option<(String, &'static str)>;

/// What the two who meet lack.
fn sides(exam: &ScoringContext<'_>, warm: &WarmPath) -> Why {
    let (who_is_met, who_meets) = ("theirs: who will be met?", "ours: who will meet them?");
    let account = exam.account();
    let Some(theirs) = exam.person(warm.theirs.as_ref()) else {
        return Some((format!("nobody is named at {account}"), who_is_met));
    };
    let Some(ours) = exam.person(warm.ours.as_ref()) else {
        return Some(("nobody is named on our side".to_owned(), who_meets));
    };
    if exam.is_partners(theirs) {
        let why = format!("{theirs} is the partner's, so nobody is named at {account}");
        return Some((why, who_is_met));
    }
    if exam.is_partners(ours) {
        let why = format!("{ours} is the partner's, so nobody is named on our side");
        return Some((why, who_meets));
    }
    (name::words(ours) == name::words(theirs))
        .then(|| (format!("{ours} stands on both sides"), who_is_met))
}

/// What the one who brings them together lacks.
fn introducer(exam: &ScoringContext<'_>, warm: &WarmPath) -> Why {
    let up = "through: who makes the introduction?";
    let Some(through) = real(warm.through.as_ref()) else {
        let intro = real(warm.intro.as_ref());
        return match intro {
            None => Some((
                "two names, but nothing that connects them".to_owned(),
                "intro: how and when does the introduction happen?",
            )),
            Some(intro) if !introduces(exam, warm, intro) => {
                Some(("nothing says who introduces them".to_owned(), up))
            }
            Some(_) => None,
        };
    };
    let Some(who) = exam
        .person(Some(through))
        .filter(|who| is_a_name(exam, who))
    else {
        return Some((format!("“{through}” is no person who introduces them"), up));
    };
    let same = |side: Option<&Text>| {
        exam.person(side)
            .is_some_and(|side| name::words(side) == name::words(who))
    };
    if same(warm.ours.as_ref()) || same(warm.theirs.as_ref()) {
        let why = format!("{who} is to be introduced, and cannot introduce");
        return Some((why, up));
    }
    None
}

/// Whether a text is the name of a person and not of a company, or of people whom nobody has named: “mutual friends”.
fn is_a_name(exam: &ScoringContext<'_>, who: &str) -> bool {
    let key = name::company_key(who);
    let company = |name: &str| {
        let company = name::company_key(name);
        company == key || company.split(' ').next() == Some(key.as_str())
    };
    let is_company = [exam.account(), exam.partner()].into_iter().any(company);
    let is_known = exam
        .contact()
        .is_some_and(|contact| name::words(contact) == name::words(who));
    let begins_as_a_name = |word: &str| word.chars().next().is_some_and(|c| !c.is_lowercase());
    !is_company && (is_known || who.split_whitespace().any(begins_as_a_name))
}

/// Whether the introduction itself names one of those who take part.
fn introduces(exam: &ScoringContext<'_>, warm: &WarmPath, intro: &str) -> bool {
    let words = name::words(intro);
    [
        exam.contact(),
        exam.person(warm.ours.as_ref()),
        exam.person(warm.theirs.as_ref()),
    ]
    .into_iter()
    .flatten()
    .any(|who| {
        let who = name::words(who);
        name::holds_words(&words, who.split(' ').next().unwrap_or_default())
    })
}

/// What the introduction lacks: how, when or where, warmth, and a day that is still to come.
fn introduction(exam: &ScoringContext<'_>, warm: &WarmPath) -> Why {
    let Some(intro) = real(warm.intro.as_ref()) else {
        let who = exam.person(warm.through.as_ref()).unwrap_or("anybody");
        return Some((
            format!("nothing says how {who} brings them together"),
            "intro: how, when or where does the introduction happen?",
        ));
    };
    if !says_how(exam, warm, intro) {
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
    let day = last_day(intro, exam.day)?;
    (day < exam.day).then(|| {
        (
            format!(
                "the introduction was on {}, before it was sent",
                exam.date(day)
            ),
            "intro: when do they meet next?",
        )
    })
}

/// Whether an introduction names a day, or a thing beside the people and the word itself.
fn says_how(exam: &ScoringContext<'_>, warm: &WarmPath, intro: &str) -> bool {
    if begins_as_placeholder(intro) {
        return false;
    }
    let words = name::words(intro);
    if !days_in(&words).is_empty() {
        return true;
    }
    let people = [&warm.ours, &warm.theirs, &warm.through].map(|who| exam.person(who.as_ref()));
    let names: Vec<String> = people
        .into_iter()
        .chain([exam.contact(), Some(exam.account()), Some(exam.partner())])
        .flatten()
        .map(name::words)
        .collect();
    let left: Vec<&str> = words.split(' ').filter(|word| !has(NO_HOW, word)).collect();
    names_a_thing(&left.join(" "), &names)
}

/// The last day that a text names; where it has no year, the one nearest to the sending.
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
