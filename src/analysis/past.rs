//! What the commits of a deal say together: credit changed after entry, entries written late, a close date pushed, a close
//! that was edited (D2.2, D3.3, D3.6, D8.4). A finding relies on one commit, and only on what still stands in the file.

use chrono::NaiveDate;

use rust_decimal::Decimal;

use crate::model::past::{Claim, Facts, Version};
use crate::model::scalar::{Date, Text};
use crate::model::{Amount, Duration, Found, Process, View};
use crate::text::Span;

use super::{Case, credit};

/// The credit rule is another one than at entry.
#[derive(Clone, Copy, Debug)]
pub struct CreditChange<'a> {
    /// The commit that made it what it is.
    pub version: &'a Version,
    /// The rule at entry; none when there was none yet.
    pub from: Option<&'a str>,
    /// The rule now.
    pub now: &'a Text,
    /// The day of entry.
    pub entry: Date,
}

/// Whether a commit after the day of entry changed the credit rule (D2.2).
///
/// The rule at entry is what stood at the end of that day, in the first version that had entered at all. Put back, it was
/// not changed; nor is it when what stood there is no rule of process.toml, for then it was mended, or the process changed.
/// A rule that came later, with no word since when it holds, is one that was set late.
pub fn credit_change<'a>(case: &Case<'a>, past: &'a [Version]) -> Option<CreditChange<'a>> {
    let entry = credit::entry(case)?;
    let written = case.deal.credit.as_ref()?;
    let now = written.rule.as_ref()?;
    let entered = past
        .iter()
        .position(|version| version.after.has_entered())?;
    let by_day = past
        .iter()
        .rposition(|version| version.commit.day <= entry.value);
    let at_entry = by_day.map_or(entered, |by_day| by_day.max(entered));
    let from = past[at_entry].after.credit_rule.as_deref();
    // What follows from the registration stands where the rule stands.
    let is_stated = written.set_on.is_some_and(|set| set.span != now.span);
    let may_differ = match from {
        Some(from) => from != &*now.value && credit::is_known(case.process, from),
        None => !is_stated && credit::is_known(case.process, now),
    };
    if !may_differ {
        return None;
    }
    let changes: Vec<&Version> = past[at_entry + 1..]
        .iter()
        .filter(|version| version.commit.day > entry.value)
        .filter(|version| version.changed(rule).is_some())
        .collect();
    let made_it = |version: &&&Version| rule(&version.after) == Some(&*now.value);
    Some(CreditChange {
        version: changes.iter().rev().find(made_it).or(changes.last())?,
        from,
        now,
        entry,
    })
}

fn rule(facts: &Facts) -> Option<&str> {
    facts.credit_rule.as_deref()
}

/// Stage entries that one commit brought long after the days they claim.
#[derive(Clone, Debug)]
pub struct Late<'a> {
    /// The commit.
    pub version: &'a Version,
    /// The stages of the entries that still stand, with their days, in the order of the file.
    pub entries: Vec<(&'a Text, Date)>,
}

/// The stage entries that were committed longer than `limit` after the day they claim, by commit, oldest first (D3.3).
///
/// What the file's first commit brought is never late, nor is an entry whose stage was only spelt anew, or whose date
/// could not be read before.
pub fn late_entries<'a>(case: &Case<'a>, past: &'a [Version], limit: Duration) -> Vec<Late<'a>> {
    let mut late: Vec<Late<'a>> = Vec::new();
    for entry in &case.deal.history.entries {
        let (Some(stage), Some(date)) = (&entry.stage, entry.date) else {
            continue;
        };
        let Some(version) = past
            .iter()
            .find(|version| version.after.claims(stage, date.value))
        else {
            continue;
        };
        let day = version.commit.day;
        if version.is_first()
            || limit.elapsed(date.value, day, &case.process.calendar) <= limit.n
            || version
                .before
                .iter()
                .any(|before| says_already(before, &version.after, stage, date.value))
        {
            continue;
        }
        match late
            .iter_mut()
            .find(|late| late.version.commit == version.commit)
        {
            Some(late) => late.entries.push((stage, date)),
            None => late.push(Late {
                version,
                entries: vec![(stage, date)],
            }),
        }
    }
    late
}

/// Whether an entry stood there before in other words: as many entries on that day, or the stage with a date that could
/// not be read.
fn says_already(before: &Facts, after: &Facts, stage: &str, date: NaiveDate) -> bool {
    let on_the_day = |facts: &Facts| {
        let claims = facts.stages.iter();
        claims.filter(|claim| claim.date == Some(date)).count()
    };
    let undated = |claim: &Claim| claim.date.is_none() && *claim.stage == *stage;
    on_the_day(before) >= on_the_day(after) || before.stages.iter().any(undated)
}

/// A close date that keeps moving out.
#[derive(Clone, Copy, Debug)]
pub struct Pushes<'a> {
    /// The last commit that moved it out.
    pub last: &'a Version,
    /// How often it was moved out.
    pub times: u32,
    /// The first close date that was ever committed.
    pub first: NaiveDate,
    /// The one now.
    pub now: Date,
}

impl Pushes<'_> {
    /// By how many days in all: from the first close date to the one now.
    pub fn days(&self) -> i64 {
        (self.now.value - self.first).num_days()
    }
}

/// How often the close date of an open deal was moved out; nothing when it is back where it was, or earlier (D8.4).
pub fn pushes<'a>(case: &Case<'a>, past: &'a [Version]) -> Option<Pushes<'a>> {
    let now = case.deal.opportunity.as_ref()?.close_date?;
    let mut known = past.first()?.after.close_date;
    let mut first = known;
    let mut times = 0;
    let mut last = None;
    for version in past {
        let Some((before, Some(after))) = version.changed(|facts| facts.close_date) else {
            continue;
        };
        first = first.or(before).or(Some(after));
        if before.or(known).is_some_and(|before| after > before) {
            times += 1;
            last = Some(version);
        }
        known = Some(after);
    }
    let pushes = Pushes {
        last: last?,
        times,
        first: first?,
        now,
    };
    (!case.deal.is_closed() && pushes.days() > 0).then_some(pushes)
}

/// A value that was changed after the close was committed.
#[derive(Clone, Debug)]
pub struct Edited {
    /// Its path.
    pub path: &'static str,
    /// What it said when the deal was closed.
    pub from: String,
    /// What it says now.
    pub to: String,
    /// Where it stands, or the outcome when it stands nowhere.
    pub span: Span,
}

/// The values that one commit changed last.
#[derive(Clone, Debug)]
pub struct EditedClose<'a> {
    /// The commit that closed the deal.
    pub closing: &'a Version,
    /// The commit that made the values what they are.
    pub version: &'a Version,
    /// The values.
    pub values: Vec<Edited>,
}

/// What was changed of a closed deal after the commit that closed it: outcome, amount or credit (D3.6), by commit.
///
/// What was empty at the close and was filled in later is no change, nor what was put back.
pub fn edits_after_close<'a>(case: &Case<'a>, past: &'a [Version]) -> Vec<EditedClose<'a>> {
    let mut edits: Vec<EditedClose<'a>> = Vec::new();
    let closed = past
        .iter()
        .position(|version| version.after.result.is_some());
    let (Some(closed), Some(outcome)) = (closed, &case.deal.outcome) else {
        return edits;
    };
    if outcome.result.is_none() {
        return edits;
    }
    let closing = &past[closed];
    let is_signed = closing.after.outcome_amount.is_some() || outcome.amount.is_some();
    // A rule that was changed after entry has a finding of its own.
    let is_changed_rule = credit_change(case, past).is_some();
    for (path, said) in VALUES {
        if (*path == "opportunity.amount" && is_signed)
            || (*path == "credit.rule" && is_changed_rule)
        {
            continue;
        }
        let said = |facts: &Facts| said(facts, case.process);
        let Some(from) = said(&closing.after) else {
            continue;
        };
        let (to, span) = match case.deal.lookup(path) {
            Found::Value(view) => match shown(view, case.process) {
                Some(shown) => shown,
                None => continue,
            },
            _ => ("nothing".to_owned(), outcome.key_span),
        };
        let mut changes = past[closed + 1..].iter().rev();
        let Some(version) = changes
            .find(|version| version.changed(said).is_some())
            .filter(|_| from != to)
        else {
            continue;
        };
        let value = Edited {
            path,
            from,
            to,
            span,
        };
        match edits
            .iter_mut()
            .find(|edit| edit.version.commit == version.commit)
        {
            Some(edit) => edit.values.push(value),
            None => edits.push(EditedClose {
                closing,
                version,
                values: vec![value],
            }),
        }
    }
    edits
}

/// What a version says of a value, in one form.
type Said = fn(&Facts, &Process) -> Option<String>;

/// The values that a close settles. The amount is the one that was signed, else the one that was expected.
const VALUES: &[(&str, Said)] = &[
    ("outcome.result", |facts, _| {
        facts.result.as_deref().map(ToOwned::to_owned)
    }),
    ("outcome.date", |facts, _| {
        facts.closed_on.map(|day| day.to_string())
    }),
    ("outcome.amount", |facts, process| {
        Some(money(process, facts.outcome_amount?))
    }),
    ("opportunity.amount", |facts, process| {
        Some(money(process, facts.amount?))
    }),
    ("credit.rule", |facts, _| {
        facts.credit_rule.as_deref().map(ToOwned::to_owned)
    }),
    ("credit.share", |facts, _| facts.credit_share.map(per_cent)),
];

/// A value of the deal in the same form, and where it stands.
fn shown(view: View<'_>, process: &Process) -> Option<(String, Span)> {
    Some(match view {
        View::Text(text) => (text.to_string(), text.span),
        View::Date(date) => (date.value.to_string(), date.span),
        View::Money(amount) => (money(process, amount.value), amount.span),
        View::Percent(share) => (per_cent(share.value), share.span),
        _ => return None,
    })
}

fn per_cent(share: Decimal) -> String {
    format!("{}%", share.normalize())
}

/// An amount in one form: without zeros at its end, and with its currency.
fn money(process: &Process, amount: Amount) -> String {
    let currency = amount.currency.unwrap_or(process.currencies.base);
    format!("{} {}", amount.value.normalize(), currency.code())
}
