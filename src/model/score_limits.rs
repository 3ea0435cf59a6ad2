//! The limits of the scorecard: `[score]` of process.toml, each with its default (D5).

use super::duration::Duration;
use super::process::Process;
use super::process_file::WeightsFile;

/// The numbers in force.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ScoreLimits {
    /// The partner's offer is due at most this long after sending; 14 days (“within about two weeks”, D5).
    pub offer_within: Duration,
    /// A quotation is stale when it is older on the day of sending; 90 days (D5.1).
    pub quote_age: Duration,
    /// Proof is stale when its newest dated source is older on the day of sending; 180 days (D5.1).
    pub source_age: Duration,
}

/// A heavier component would dominate the score.
pub const HEAVIEST: u32 = 100;

impl ScoreLimits {
    /// The defaults.
    pub const DEFAULT: Self = Self {
        offer_within: Duration::days(14),
        quote_age: Duration::days(90),
        source_age: Duration::days(180),
    };

    /// Returns what process.toml sets, else the defaults.
    pub fn of(process: &Process) -> Self {
        let Some(written) = process.written.score.as_ref() else {
            return Self::DEFAULT;
        };
        let or = |limit: Option<crate::text::Spanned<Duration>>, default| {
            limit.map_or(default, |limit| limit.value)
        };
        Self {
            offer_within: or(written.offer_within, Self::DEFAULT.offer_within),
            quote_age: or(written.quote_age, Self::DEFAULT.quote_age),
            source_age: or(written.source_age, Self::DEFAULT.source_age),
        }
    }
}

/// Returns the weight of a component, by its id: 1 unless `[score.weights]` says otherwise, 0 leaves it out of the
/// total.
pub fn weight(process: &Process, component: &str) -> u32 {
    let score = process.written.score.as_ref();
    let written = score.and_then(|score| score.weights.as_ref());
    written
        .and_then(|weights| of(weights, component))
        .unwrap_or(1)
        .min(HEAVIEST)
}

fn of(weights: &WeightsFile, component: &str) -> Option<u32> {
    let written = match component {
        "account-logic" => weights.account_logic,
        "partner-context" => weights.partner_context,
        "relationship-path" => weights.relationship_path,
        "buyer-problem" => weights.buyer_problem,
        "partner-offer" => weights.partner_offer,
        "next-action" => weights.next_action,
        "owner" => weights.owner,
        "acceptance" => weights.acceptance,
        "proof" => weights.proof,
        _ => None,
    };
    written.map(|weight| weight.value)
}
