//! Close dates that were pushed out.

use chrono::NaiveDate;

use crate::model::Deal;
use crate::report::Input;

use super::commits::{self, Aspect, Made};
use super::pairs::Pair;
use super::then::{Named, Then};

/// An open deal whose close date is later than it was.
#[derive(Clone, Debug)]
pub struct Slip {
    /// The deal.
    pub deal: Named,
    /// The close date then.
    pub from: NaiveDate,
    /// The close date now.
    pub to: NaiveDate,
    /// How often it was pushed out in between, at least once.
    pub times: usize,
    /// Who pushed it.
    pub made: Made,
}

impl Slip {
    /// By how many days.
    pub fn days(&self) -> i64 {
        (self.to - self.from).num_days()
    }
}

/// The close dates that were pushed out, in whatever quarter they lie, of deals that were open and are; the farthest first.
pub(super) fn slips(input: &Input<'_>, then: &Then<'_>, pairs: &[Pair<'_>]) -> Vec<Slip> {
    let open = |deal: &&Deal| !deal.is_closed();
    let close = |deal: &Deal| Some(deal.opportunity.as_ref()?.close_date?.value);
    let slip = |pair: &Pair<'_>| {
        let (old, now) = (pair.then.filter(open)?, pair.now.filter(open)?);
        let (from, to) = (close(old)?, close(now)?);
        if to <= from {
            return None;
        }
        let made = commits::of_deal(then, input, now, Aspect::Close);
        let path = &*input.book.sources.file(now.file).path;
        let versions = then.between.past.of(path);
        let pushes = versions
            .iter()
            .filter(|version| {
                let changed = version.changed(|facts| facts.close_date);
                matches!(changed, Some((Some(before), Some(after))) if after > before)
            })
            .count();
        let times = pushes + usize::from(made.uncommitted);
        Some(Slip {
            deal: pair.named(input, then),
            from,
            to,
            times: times.max(1),
            made,
        })
    };
    let mut slips: Vec<Slip> = pairs.iter().filter_map(slip).collect();
    slips.sort_by(|a, b| {
        b.days()
            .cmp(&a.days())
            .then_with(|| a.deal.deal.cmp(&b.deal.deal))
    });
    slips
}

/// The median of the days, the lower of two middles.
pub fn median(slips: &[Slip]) -> i64 {
    let mut days: Vec<i64> = slips.iter().map(Slip::days).collect();
    days.sort_unstable();
    let middle = days.len().saturating_sub(1) / 2;
    days.get(middle).copied().unwrap_or(0)
}
