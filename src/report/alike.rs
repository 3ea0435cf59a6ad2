//! Compares packets with those of other accounts, so that every report grades a packet the same.

use std::collections::HashMap;

use crate::analysis::resemblance::{Resemblance, resemblances};
use crate::analysis::score::has_packet;
use crate::model::Deal;
use crate::model::deal::Handoff;
use crate::model::limits::Limits;

use super::Input;

/// The resemblances of some packets of the book.
#[derive(Debug, Default)]
pub struct Alike {
    /// By the address of the handoff in memory, for a deal may have several.
    found: HashMap<usize, Vec<Resemblance>>,
}

impl Alike {
    /// Compares the packets that are wanted with all packets of the book.
    pub fn of(input: &Input<'_>, is_wanted: impl Fn(&Handoff) -> bool + Sync) -> Self {
        let handoffs = input.book.known_deals().flat_map(|deal| {
            let current = deal.handoff.as_deref();
            let earlier = deal
                .earlier_handoffs
                .iter()
                .filter(|handoff| has_packet(handoff));
            current
                .into_iter()
                .chain(earlier)
                .map(move |handoff| (deal, handoff))
        });
        let packets: Vec<(&Deal, &Handoff)> = handoffs.collect();
        let at_least = Limits::of(&input.book.process).generic;
        let found = resemblances(&input.book.process, &packets, at_least, |n| {
            is_wanted(packets[n].1)
        });
        let found = packets
            .iter()
            .zip(found)
            .filter(|(_, alike)| !alike.is_empty());
        Self {
            found: found
                .map(|((_, handoff), alike)| (address(handoff), alike))
                .collect(),
        }
    }

    /// Returns what the texts of a packet resemble.
    pub fn to(&self, handoff: &Handoff) -> &[Resemblance] {
        self.found
            .get(&address(handoff))
            .map_or(&[][..], Vec::as_slice)
    }
}

fn address(handoff: &Handoff) -> usize {
    std::ptr::from_ref(handoff).addr()
}
