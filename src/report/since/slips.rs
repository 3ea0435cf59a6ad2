//! Close dates that were pushed out.

use chrono::NaiveDate;
use serde::Serialize;

use crate::model::Deal;
use crate::report::Input;

use super::baseline::{Baseline, DealRef};
use super::commits::{self, Aspect, Authorship};
use super::deal_pairs::DealPair;

/// The close dates that were pushed out.
#[derive(Clone, Debug, Serialize)]
pub struct Slips {
    /// Deals.
    pub deals: usize,
    /// How often close dates were pushed out in all.
    pub times: usize,
    /// The median number of days, the lower one of two middles; `None` without a deal.
    pub median_days: Option<i64>,
    /// The days in all.
    pub total_days: i64,
    /// Each deal, the farthest first.
    pub list: Vec<Slip>,
}

/// An open deal whose close date is later than it was.
#[derive(Clone, Debug, Serialize)]
pub struct Slip {
    /// The deal.
    pub deal: DealRef,
    /// The close date then.
    pub from: NaiveDate,
    /// The close date now.
    pub to: NaiveDate,
    /// By how many days it was pushed out.
    pub days: i64,
    /// How often it was pushed out since, at least once.
    pub times: usize,
    /// Who pushed it.
    #[serde(flatten)]
    pub authorship: Authorship,
}

/// Returns the close dates in any quarter that were pushed out, of deals that were open and still are.
pub(super) fn slips(input: &Input<'_>, baseline: &Baseline<'_>, pairs: &[DealPair<'_>]) -> Slips {
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
            days: (to - from).num_days(),
            times: times.max(1),
            authorship,
        })
    };
    let mut list: Vec<Slip> = pairs.iter().filter_map(slip).collect();
    list.sort_by(|a, b| {
        b.days
            .cmp(&a.days)
            .then_with(|| a.deal.deal.cmp(&b.deal.deal))
    });
    let middle = list.len() / 2;
    Slips {
        deals: list.len(),
        times: list.iter().map(|slip| slip.times).sum(),
        median_days: list.get(middle).map(|slip| slip.days),
        total_days: list.iter().map(|slip| slip.days).sum(),
        list,
    }
}
