//! Where new business comes from, and what it and the open deals can bring.

use super::arrivals;
use super::bins::FOLLOW_UP;
use super::lives::Life;
use super::origin::Origin;
use super::setup::Setup;
use super::spread::{self, Spread};

/// Where new business comes from.
#[derive(Clone, Debug)]
pub struct NewBusiness<'a> {
    /// Past deals: new ones will arrive as often and do as well.
    pub reference_deals: &'a [Life],
    /// By horizon, the factor on what past quarters brought; 1 where missing.
    pub scale: Vec<f64>,
}

impl<'a> NewBusiness<'a> {
    /// Returns new business like all past deals.
    pub fn of(setup: &Setup<'a>) -> Self {
        Self {
            reference_deals: setup.lives,
            scale: Vec::new(),
        }
    }

    /// Returns what open and new deals are expected to bring within each horizon: the total without what the record teaches.
    pub fn bottom_up(&self, setup: &Setup<'_>, origin: &Origin) -> Vec<f64> {
        let arrivals = arrivals::arrivals(self.reference_deals, origin.day, setup.records_begin);
        let curve = origin.fit.new_deal_curve(&arrivals.entry, FOLLOW_UP);
        let horizons = origin.horizons.iter().enumerate();
        horizons
            .map(|(index, days)| origin.expected(index) + arrivals.expected(&curve, *days))
            .collect()
    }

    /// Returns what open and new deals bring within each horizon, and how far that can lie off.
    pub fn spreads(&self, setup: &Setup<'_>, origin: &Origin, sigma: f64) -> Vec<Spread> {
        let arrivals = arrivals::arrivals(self.reference_deals, origin.day, setup.records_begin);
        let curve = origin.fit.new_deal_curve(&arrivals.entry, FOLLOW_UP);
        let horizons = origin.horizons.iter().enumerate();
        horizons
            .map(|(index, days)| {
                let new = spread::new_business(&arrivals, &curve, *days);
                spread::open(origin, index, sigma).plus(new)
            })
            .collect()
    }
}
