//! Finds in the commits of a deal what changed: the credit rule after entry, entries written late, a close date pushed out
//! (D2.2, D3.3, D8.4). A finding relies on one commit, and only on what is still in the file.

use chrono::NaiveDate;

use crate::model::Duration;
use crate::model::past::{Claim, Facts, Version};
use crate::model::scalar::{Date, Text};

use super::{Case, credit};

/// A credit rule that differs from the one at entry.
#[derive(Clone, Copy, Debug)]
pub struct CreditChange<'a> {
    /// The commit that made it what it is now.
    pub version: &'a Version,
    /// The rule at entry; `None` if there was none yet.
    pub from: Option<&'a str>,
    /// The rule now.
    pub now: &'a Text,
    /// The day of entry.
    pub entry: Date,
}

/// Returns the change of the credit rule by a commit after the day of entry (D2.2); `None` if the rule is the one at entry.
///
/// The rule at entry is the one at the end of that day, or in the first version that had entered at all. If that is not a rule of
/// process.toml, it was a mistake or the process changed, so replacing it is not a change. A rule that was added later without the day
/// it was set counts as changed.
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
    // Without a day of its own, `set_on` is derived from the registration and has the place of the rule.
    let is_stated = written.set_on.is_some_and(|set| set.span != now.span);
    let may_differ = match from {
        Some(from) => {
            !from.trim().eq_ignore_ascii_case(now.value.trim())
                && credit::is_known(case.process, from)
        }
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

/// Stage entries that one commit added long after the days that they claim.
#[derive(Clone, Debug)]
pub struct LateEntries<'a> {
    /// The commit.
    pub version: &'a Version,
    /// The stages of the entries that are still in the file, with their days, in the order of the file.
    pub entries: Vec<(&'a Text, Date)>,
}

/// Returns the stage entries that were committed longer than `limit` after the day they claim, by commit, oldest first (D3.3).
///
/// An entry whose date was corrected is judged by the commit that brought it. Entries of the file's first commit are never late, nor is an entry of which only the stage's spelling changed, or whose date
/// could not be read before.
pub fn late_entries<'a>(
    case: &Case<'a>,
    past: &'a [Version],
    limit: Duration,
) -> Vec<LateEntries<'a>> {
    let mut late: Vec<LateEntries<'a>> = Vec::new();
    for entry in &case.deal.history.entries {
        let (Some(stage), Some(date)) = (&entry.stage, entry.date) else {
            continue;
        };
        let Some(version) = past
            .iter()
            .find(|version| claims(case, &version.after, stage, date.value))
        else {
            continue;
        };
        let day = first_entered(case, past, version, stage, date.value);
        if version.is_first()
            || day < date.value
            || limit.elapsed(date.value, day, &case.process.calendar) <= limit.n
            || version
                .before
                .iter()
                .any(|before| was_there(case, before, &version.after, stage, date.value))
        {
            continue;
        }
        match late
            .iter_mut()
            .find(|late| late.version.commit == version.commit)
        {
            Some(late) => late.entries.push((stage, date)),
            None => late.push(LateEntries {
                version,
                entries: vec![(stage, date)],
            }),
        }
    }
    late
}

/// Returns the day on which an entry came into the file: that of the commit which brought it, also where a later one corrected its date.
fn first_entered(
    case: &Case<'_>,
    past: &[Version],
    version: &Version,
    stage: &str,
    date: NaiveDate,
) -> NaiveDate {
    let count = |facts: &Facts| {
        let claims = facts.stages.iter();
        claims
            .filter(|claim| is_stage(case, &claim.stage, stage))
            .count()
    };
    let entries = count(&version.after);
    let is_correction = version.before.iter().any(|before| count(before) >= entries);
    let brought = past.iter().find(|version| count(&version.after) >= entries);
    match brought.filter(|_| is_correction) {
        // What the first commit brought may be corrected to a later day.
        Some(first) if first.is_first() && !is_earlier(case, version, stage, date) => date,
        Some(brought) if !brought.is_first() => brought.commit.day,
        _ => version.commit.day,
    }
}

/// Returns whether a version moved the last entry of a stage to an earlier day.
fn is_earlier(case: &Case<'_>, version: &Version, stage: &str, date: NaiveDate) -> bool {
    version.before.iter().any(|before| {
        let mut claims = before.stages.iter().rev();
        let last = claims.find(|claim| is_stage(case, &claim.stage, stage));
        last.and_then(|last| last.date)
            .is_some_and(|old| date < old)
    })
}

/// Returns whether a version has an entry of a stage on a day, by whichever id the stage had then.
fn claims(case: &Case<'_>, facts: &Facts, stage: &str, date: NaiveDate) -> bool {
    let mut claims = facts.stages.iter();
    claims.any(|claim| claim.date == Some(date) && is_stage(case, &claim.stage, stage))
}

/// Returns whether two ids are those of one stage.
fn is_stage(case: &Case<'_>, one: &str, other: &str) -> bool {
    let number = |id| case.process.stage(id).map(|(number, _)| number);
    one == other || number(one).is_some_and(|known| Some(known) == number(other))
}

/// Returns whether an entry was there before in another form: as many entries on that day, or the stage with an unreadable date.
fn was_there(case: &Case<'_>, before: &Facts, after: &Facts, stage: &str, date: NaiveDate) -> bool {
    let on_the_day = |facts: &Facts| {
        let claims = facts.stages.iter();
        claims.filter(|claim| claim.date == Some(date)).count()
    };
    let undated = |claim: &Claim| claim.date.is_none() && is_stage(case, &claim.stage, stage);
    on_the_day(before) >= on_the_day(after) || before.stages.iter().any(undated)
}

/// How often the close date was moved out.
#[derive(Clone, Copy, Debug)]
pub struct Pushes<'a> {
    /// The last commit that moved it out.
    pub last: &'a Version,
    /// How often.
    pub times: u32,
    /// The first close date that was committed.
    pub first: NaiveDate,
    /// The current close date.
    pub now: Date,
}

impl Pushes<'_> {
    /// Returns by how many days in all, from the first close date to the current one.
    pub fn days(&self) -> i64 {
        (self.now.value - self.first).num_days()
    }
}

/// Returns how often the close date of an open deal was moved out (D8.4); `None` if it is back where it was, or earlier.
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
