//! Close dates that were pushed out.

use chrono::NaiveDate;

use crate::model::Deal;
use crate::report::Input;

use super::baseline::{Baseline, DealRef};
use super::commits::{self, Aspect, Authorship};
use super::deal_pairs::DealPair;

/// An open deal whose close date is later than it was.
#[derive(Clone, Debug)]
pub struct Slip {
    /// The deal.
    pub deal: DealRef,
    /// The close date then.
    pub from: NaiveDate,
    /// The close date now.
    pub to: NaiveDate,
    /// How often it was pushed out since, at least once.
    pub times: usize,
    /// Who pushed it.
    pub authorship: Authorship,
}

impl Slip {
    /// Returns by how many days it was pushed out.
    pub fn days(&self) -> i64 {
        (self.to - self.from).num_days()
    }
}

/// Returns the close dates in any quarter that were pushed out, of deals that were open and still are; farthest first.
pub(super) fn slips(
    input: &Input<'_>,
    baseline: &Baseline<'_>,
    pairs: &[DealPair<'_>],
) -> Vec<Slip> {
    let open = |deal: &&Deal| !deal.is_closed();
    let close = |deal: &Deal| Some(deal.opportunity.as_ref()?.close_date?.value);
    let slip = |pair: &DealPair<'_>| {
        let (old, now) = (pair.then.filter(open)?, pair.now.filter(open)?);
        let (from, to) = (close(old)?, close(now)?);
        if to <= from {
            return None;
        }
        let authorship = commits::of_deal(baseline, input, now, Aspect::Close);
        let path = &*input.book.sources.file(now.file).path;
        let versions = baseline.between.past.of(path);
        let pushes = versions
            .iter()
            .filter(|version| {
                let changed = version.changed(|facts| facts.close_date);
                matches!(changed, Some((Some(before), Some(after))) if after > before)
            })
            .count();
        let times = pushes + usize::from(authorship.uncommitted);
        Some(Slip {
            deal: pair.deal_ref(input, baseline),
            from,
            to,
            times: times.max(1),
            authorship,
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

/// Returns the median number of days, the lower one of two middles.
pub fn median(slips: &[Slip]) -> i64 {
    let mut days: Vec<i64> = slips.iter().map(Slip::days).collect();
    days.sort_unstable();
    let middle = days.len().saturating_sub(1) / 2;
    days.get(middle).copied().unwrap_or(0)
}
