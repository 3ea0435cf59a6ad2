//! Pairs each deal of the baseline with the same deal of today.

use std::collections::{BTreeMap, HashMap};
use std::hash::Hash;

use crate::model::deal::OutcomeResult;
use crate::model::{Book, Deal};
use crate::report::Input;

use super::baseline::{Baseline, DealRef};

/// A deal then and now; at least one of the two exists.
#[derive(Clone, Copy)]
pub(in crate::report) struct DealPair<'a> {
    pub then: Option<&'a Deal>,
    pub now: Option<&'a Deal>,
}

impl DealPair<'_> {
    /// Returns how a report refers to the deal.
    pub fn deal_ref(&self, input: &Input<'_>, baseline: &Baseline<'_>) -> DealRef {
        let (names, deal) = match (self.now, self.then) {
            (Some(now), _) => (&input.names, now),
            (None, Some(old)) => (&baseline.input.names, old),
            (None, None) => {
                return DealRef {
                    deal: String::new(),
                    name: String::new(),
                };
            }
        };
        DealRef {
            deal: deal.id.clone(),
            name: names.of(&deal.id),
        }
    }

    /// Returns its id then, if that was another.
    pub fn old_id(&self) -> Option<String> {
        let (then, now) = (self.then?, self.now?);
        (then.id != now.id).then(|| then.id.clone())
    }
}

/// Returns how a deal ended; `None` while it is open.
pub(super) fn result(deal: Option<&Deal>) -> Option<OutcomeResult> {
    deal?.result()
}

/// Pairs the deals of two books: by renames in git (`came_from`, old path by new), by path, by `id`, and the rest by the CRM's id
/// and by equal text, where exactly one deal fits. The order is today's, followed by the deals that are gone.
pub(in crate::report) fn pairs<'a>(
    now: &'a Book,
    then: &'a Book,
    came_from: &BTreeMap<String, String>,
) -> Vec<DealPair<'a>> {
    let mut pairing = Pairing {
        now,
        then,
        found: vec![None; now.deals.len()],
        taken: vec![false; then.deals.len()],
    };
    pairing.by_path(|path| came_from.get(path).map(String::as_str));
    pairing.by_path(Some);
    pairing.by(|_, deal| Some(deal.id.as_str()));
    pairing.by(|_, deal| crm_id(deal));
    pairing.by(|book, deal| {
        let text = &*book.sources.file(deal.file).text;
        (!text.is_empty()).then_some(text)
    });
    let gone = then.deals.iter().zip(&pairing.taken);
    let gone = gone
        .filter(|(_, taken)| !**taken)
        .map(|(deal, _)| DealPair {
            then: Some(deal),
            now: None,
        });
    let here = now
        .deals
        .iter()
        .zip(&pairing.found)
        .map(|(deal, found)| DealPair {
            then: found.map(|at| &then.deals[at]),
            now: Some(deal),
        });
    here.chain(gone).collect()
}

fn crm_id(deal: &Deal) -> Option<&str> {
    let id = &*deal.opportunity.as_ref()?.crm_id.as_ref()?.value;
    let written = !id.trim().is_empty() && !crate::text::placeholder::is_placeholder(id);
    written.then_some(id)
}

struct Pairing<'a> {
    now: &'a Book,
    then: &'a Book,
    found: Vec<Option<usize>>,
    taken: Vec<bool>,
}

impl<'a> Pairing<'a> {
    /// Pairs by the path that the file had.
    fn by_path<'p>(&mut self, was: impl Fn(&'p str) -> Option<&'p str>)
    where
        'a: 'p,
    {
        let paths = self.then.deals.iter().enumerate();
        let there: HashMap<&str, usize> = paths
            .map(|(at, deal)| (&*self.then.sources.file(deal.file).path, at))
            .collect();
        for (at, deal) in self.now.deals.iter().enumerate() {
            let path = &*self.now.sources.file(deal.file).path;
            let old = was(path).and_then(|old| there.get(old)).copied();
            if let Some(old) = old.filter(|old| !self.taken[*old] && self.found[at].is_none()) {
                self.found[at] = Some(old);
                self.taken[old] = true;
            }
        }
    }

    /// Pairs remaining deals by a key that exactly one deal on each side has.
    fn by<K: Eq + Hash>(&mut self, key: impl Fn(&'a Book, &'a Deal) -> Option<K>) {
        let left = |n: usize, is_left: &dyn Fn(usize) -> bool| -> Vec<usize> {
            (0..n).filter(|at| is_left(*at)).collect()
        };
        let now = left(self.found.len(), &|at| self.found[at].is_none());
        let then = left(self.taken.len(), &|at| !self.taken[at]);
        let mut both: HashMap<K, (Vec<usize>, Vec<usize>)> = HashMap::new();
        for at in now {
            if let Some(key) = key(self.now, &self.now.deals[at]) {
                both.entry(key).or_default().0.push(at);
            }
        }
        for at in then {
            if let Some(key) = key(self.then, &self.then.deals[at]) {
                both.entry(key).or_default().1.push(at);
            }
        }
        for sides in both.into_values() {
            if let ([now], [then]) = (sides.0.as_slice(), sides.1.as_slice()) {
                self.found[*now] = Some(*then);
                self.taken[*then] = true;
            }
        }
    }
}
