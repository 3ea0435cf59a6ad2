//! The estimator with nothing behind its counts: what a forecast of few closed deals is held against.

use dealctl::forecast::bins::{AGES, ByFollow, FOLLOWS, follow_bin};
use dealctl::forecast::shrinkage::shrink;
use dealctl::forecast::snapshots::{Counts, count};
use dealctl::report::forecast::Lives;

/// Daily hazards of winning and losing of each cell, shrunk towards its stage, and the stage towards nothing.
pub fn hazards(lives: &Lives<'_>) -> Vec<[ByFollow; 2]> {
    const NEXT_TO_NOTHING: f64 = 1e-6;
    let (stages, begin) = (lives.beliefs.len(), lives.records_begin);
    let counted = count(&lives.lives, stages, lives.today, begin);
    let repetition = counted.repetition;
    let mut cells = Vec::new();
    for own in counted.cells.chunks(AGES) {
        let mut whole = Counts::default();
        for counts in own {
            whole.merge(counts);
        }
        // A flat parent with next to no weight: the stage's own rate, also in bins that nobody reached.
        let stage = |events| {
            let weight = NEXT_TO_NOTHING;
            let learned = shrink(events, &whole.risk, &[0.01; FOLLOWS], weight, weight);
            learned.hazards.map(|rate| rate.max(1e-9))
        };
        let (won, lost) = (stage(&whole.won), stage(&whole.lost));
        cells.extend(own.iter().map(|counts| {
            [(&counts.won, &won), (&counts.lost, &lost)].map(|(events, stage)| {
                shrink(events, &counts.risk, stage, repetition, repetition).hazards
            })
        }));
    }
    cells
}

/// The chance to be won within so many days.
pub fn chance([won, lost]: &[ByFollow; 2], days: i64) -> f64 {
    let (mut alive, mut sum) = (1.0_f64, 0.0);
    for day in 1..=usize::try_from(days).unwrap_or(0) {
        let (up, down) = (won[follow_bin(day)], lost[follow_bin(day)]);
        let over = (up + down).max(1.0);
        sum += alive * up / over;
        alive *= 1.0 - (up + down) / over;
    }
    sum
}
