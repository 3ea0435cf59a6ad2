//! Whether sellers trust the handoffs: six signals in what they do, over a period and the one before it (D6), beside the score
//! of the same handoffs (D6.1); and what predicts a decline, over every handoff on record.

mod change;
mod gather;
mod measure;
mod predict;
mod signal;

use std::collections::{BTreeMap, BTreeSet, HashSet};

use chrono::NaiveDate;
use serde::Serialize;

pub use change::{Change, Changes, Direction, Tally};
pub use gather::MEETINGS;
pub use measure::{Answers, BusinessDays, Mean, Measured, ResponseTime};
pub use predict::{
    ByBand, ByComponent, ByGrade, ByReason, FEWEST, Predictors, Verdict, predictors,
};
pub use signal::{Declaration, Figure, Signal};

use gather::{Gathered, Name, gather};
use measure::Part;

use super::Input;
use super::filter::Filter;
use super::period::Periods;

/// What the signals are shown for, one by one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GroupBy {
    /// Each seller.
    Seller,
    /// Each partner.
    Partner,
}

/// What to compare, and of whom.
#[derive(Clone, Debug)]
pub struct Options {
    /// The first day of the period.
    pub since: NaiveDate,
    /// A partner, and as `owner` a seller; stages do not matter here.
    pub filter: Filter,
    /// Whether each seller or partner is shown too.
    pub group: Option<GroupBy>,
}

/// The signals of the period and of the one before.
#[derive(Clone, Debug, Serialize)]
pub struct Compared {
    /// Of the period.
    pub now: Measured,
    /// Of the one before.
    pub before: Measured,
    /// What changed.
    pub changes: Changes,
}

/// A seller or a partner.
#[derive(Clone, Debug, Serialize)]
pub struct Group {
    /// The name; `None` for the group of entries that name nobody.
    pub name: Option<String>,
    /// Their signals.
    #[serde(flatten)]
    pub compared: Compared,
}

/// How much is in no figure, and why.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct LeftOut {
    /// Answers to handoffs without a day of sending.
    #[serde(rename = "answers_without_sending")]
    pub unsent: usize,
    /// Entries of signals.yaml without a day, or of an unknown kind.
    pub signals: usize,
}

/// The report.
#[derive(Clone, Debug, Serialize)]
pub struct Trust {
    /// What is compared.
    #[serde(flatten)]
    pub periods: Periods,
    /// All together.
    pub all: Compared,
    /// What the groups are, if they are shown.
    #[serde(skip)]
    pub group: Option<GroupBy>,
    /// Sorted by name, the group without a name last. Only groups with an entry in one of the periods.
    pub groups: Vec<Group>,
    /// What predicts a decline.
    pub predictors: Predictors,
    /// What is in no figure.
    pub left_out: LeftOut,
    /// Every seller of the book by name, whatever the filter.
    #[serde(skip)]
    pub sellers: Vec<String>,
}

/// Returns the report.
pub fn trust(input: &Input<'_>, options: &Options) -> Trust {
    let periods = Periods::since(options.since, input.book.today);
    let gathered = gather(input);
    let fits = wanted(&gathered, input, &options.filter);
    let part = Part::whole(&gathered).only(fits);
    let groups = options
        .group
        .map(|by| groups(&gathered, &part, by, periods));
    Trust {
        periods,
        all: compare(&part, periods),
        group: options.group,
        groups: groups.unwrap_or_default(),
        predictors: predictors(&input.book.process, &part.handoffs),
        left_out: LeftOut {
            unsent: gathered.unsent,
            signals: gathered.unreadable,
        },
        sellers: sellers(&gathered),
    }
}

/// Returns the names of everybody who got a handoff, met a partner, or is in signals.yaml, in order.
fn sellers(gathered: &Gathered) -> Vec<String> {
    let handoffs = gathered.handoffs.iter().filter_map(|it| it.seller.as_ref());
    let met = gathered.meetings.iter().map(|it| &it.seller);
    let entries = gathered.entries.iter().filter_map(|it| it.seller.as_ref());
    let names: BTreeSet<&Name> = handoffs.chain(met).chain(entries).collect();
    let written = names
        .into_iter()
        .filter_map(|name| gathered.written.get(name));
    written.cloned().collect()
}

/// Returns which sellers and partners fit the filter; each name is compared once.
fn wanted<'g>(
    gathered: &'g Gathered,
    input: &Input<'_>,
    filter: &Filter,
) -> impl Fn(Option<&Name>, Option<&Name>) -> bool + 'g {
    let process = &input.book.process;
    let all = || gathered.written.iter();
    let sellers: Option<HashSet<&Name>> = filter.owner.is_some().then(|| {
        let fits = all().filter(|(_, written)| filter.is_owner(written));
        fits.map(|(name, _)| name).collect()
    });
    let partners: Option<HashSet<&Name>> = filter.partner.is_some().then(|| {
        let fits = all().filter(|(_, written)| filter.is_partner(process, written));
        fits.map(|(name, _)| name).collect()
    });
    let among = |names: &Option<HashSet<&Name>>, name: Option<&Name>| match names {
        None => true,
        Some(names) => name.is_some_and(|name| names.contains(name)),
    };
    move |seller, partner| among(&sellers, seller) && among(&partners, partner)
}

fn compare(part: &Part<'_>, periods: Periods) -> Compared {
    let now = part.measure(periods.now);
    let before = part.measure(periods.before);
    Compared {
        changes: Changes::between(&before, &now),
        now,
        before,
    }
}

fn groups(gathered: &Gathered, part: &Part<'_>, by: GroupBy, periods: Periods) -> Vec<Group> {
    let mut parts: BTreeMap<(bool, Option<&Name>), Part<'_>> = BTreeMap::new();
    let key = |seller, partner| {
        let name: Option<&Name> = match by {
            GroupBy::Seller => seller,
            GroupBy::Partner => partner,
        };
        (name.is_none(), name)
    };
    for handoff in &part.handoffs {
        let key = key(handoff.seller.as_ref(), handoff.partner.as_ref());
        parts.entry(key).or_default().handoffs.push(handoff);
    }
    for meeting in &part.meetings {
        let key = key(Some(&meeting.seller), meeting.partner.as_ref());
        parts.entry(key).or_default().meetings.push(meeting);
    }
    for entry in &part.entries {
        let key = key(entry.seller.as_ref(), entry.partner.as_ref());
        parts.entry(key).or_default().entries.push(entry);
    }
    let empty = Measured::default();
    let groups = parts.into_iter().map(|((_, name), part)| Group {
        name: name.and_then(|name| gathered.written.get(name).cloned()),
        compared: compare(&part, periods),
    });
    groups
        .filter(|group| group.compared.now != empty || group.compared.before != empty)
        .collect()
}
