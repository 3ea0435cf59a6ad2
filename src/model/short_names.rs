//! Deals as a user would type them.

use std::collections::HashSet;

use super::Deal;

/// The shortest unambiguous name of each deal: the last part of its id while no other deal has it.
#[derive(Debug)]
pub struct ShortNames {
    /// Last parts that several deals have.
    shared: HashSet<String>,
}

impl ShortNames {
    /// Looks for last parts that several deals have.
    pub(super) fn of_deals(deals: &[Deal]) -> Self {
        let mut seen: HashSet<&str> = HashSet::new();
        let last_parts = deals.iter().map(|deal| last_part(&deal.id));
        let shared = last_parts.filter(|part| !seen.insert(part));
        Self {
            shared: shared.map(ToOwned::to_owned).collect(),
        }
    }

    /// The shortest name of a deal.
    pub fn of(&self, id: &str) -> String {
        let last = last_part(id);
        let shortest = if self.shared.contains(last) { id } else { last };
        shortest.to_owned()
    }
}

fn last_part(id: &str) -> &str {
    id.rsplit('/').next().unwrap_or(id)
}
