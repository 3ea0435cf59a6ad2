//! What the commits of a deal say together: credit changed after entry, entries written late, a close date pushed
//! (D2.2, D3.3, D8.4). A finding relies on one commit, and only on what still stands in the file.

use chrono::NaiveDate;

use crate::model::Duration;
use crate::model::past::{Claim, Facts, Version};
use crate::model::scalar::{Date, Text};

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
