//! Whether sellers trust the handoffs: six signals in what they do, over a period and the one before it (D6), beside the score
//! of the same handoffs (D6.1); and what predicts a decline, over every handoff on record.

mod change;
mod gather;
mod measure;
mod period;
mod predict;

use std::collections::{BTreeMap, BTreeSet, HashSet};

pub use change::{Change, Changes, Direction, SCORE_MOVES};
pub use gather::MEETINGS;
pub use measure::{Answers, Mean, Measured, ResponseTime};
pub use period::{DAYS, Period, Periods, Since};
pub use predict::{ByBand, ByComponent, ByReason, FEWEST, GRADES, Predictors, Verdict, predictors};

use gather::{Gathered, Name, gather};
use measure::Part;

use super::Input;
use super::filter::Filter;

/// What the signals are shown for, one by one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GroupBy {
    /// Each seller.
    Seller,
    /// Each partner.
    Partner,
}

/// What a user asked for.
#[derive(Clone, Debug)]
pub struct Asked {
    /// From when the period counts.
    pub since: Since,
    /// A partner, and as `owner` a seller; stages do not matter here.
    pub filter: Filter,
    /// Whether each seller or partner is shown too.
    pub group: Option<GroupBy>,
}

/// The signals of the period and of the one before.
#[derive(Clone, Debug)]
pub struct Compared {
    /// Of the period.
    pub now: Measured,
    /// Of the one before.
    pub before: Measured,
    /// What changed.
    pub changes: Changes,
}

/// A seller or a partner.
#[derive(Clone, Debug)]
pub struct Group {
    /// Who; none for what names nobody.
    pub name: Option<String>,
    /// Their signals.
    pub compared: Compared,
}

/// What is in no figure, and why.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LeftOut {
    /// Answers to handoffs without a day of sending.
    pub unsent: usize,
    /// Entries of signals.yaml without a day, or of no known kind.
    pub signals: usize,
}

/// The report.
#[derive(Clone, Debug)]
pub struct Trust {
    /// What is compared.
    pub periods: Periods,
    /// All together.
    pub all: Compared,
    /// How they are told apart, where that was asked for.
    pub group: Option<GroupBy>,
    /// By name; what names nobody last. Only who has something in one of the periods.
    pub groups: Vec<Group>,
    /// What predicts a decline.
    pub predictors: Predictors,
    /// What is in no figure.
    pub left_out: LeftOut,
    /// Every seller of the book by name, whoever was asked for.
    pub sellers: Vec<String>,
}

/// Makes the report.
pub fn trust(input: &Input<'_>, asked: &Asked) -> Trust {
    let periods = Periods::of(asked.since, input.book.today);
    let gathered = gather(input);
    let fits = wanted(&gathered, input, &asked.filter);
    let part = Part::whole(&gathered).only(fits);
    let groups = asked.group.map(|by| groups(&gathered, &part, by, periods));
    Trust {
        periods,
        all: compare(&part, periods),
        group: asked.group,
        groups: groups.unwrap_or_default(),
        predictors: predictors(&input.book.process, &part.handoffs),
        left_out: LeftOut {
            unsent: gathered.unsent,
            signals: gathered.unreadable,
        },
        sellers: sellers(&gathered),
    }
}

/// The names of everybody who was asked, met a partner, or is in signals.yaml as somebody, in order.
fn sellers(gathered: &Gathered) -> Vec<String> {
    let handoffs = gathered.handoffs.iter().filter_map(|it| it.seller.as_ref());
    let met = gathered.meetings.iter().map(|it| &it.seller);
    let said = gathered.said.iter().filter_map(|it| it.seller.as_ref());
    let names: BTreeSet<&Name> = handoffs.chain(met).chain(said).collect();
    let written = names
        .into_iter()
        .filter_map(|name| gathered.written.get(name));
    written.cloned().collect()
}

/// Which sellers and partners are asked for; each name is looked at once.
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
    for said in &part.said {
        let key = key(said.seller.as_ref(), said.partner.as_ref());
        parts.entry(key).or_default().said.push(said);
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
