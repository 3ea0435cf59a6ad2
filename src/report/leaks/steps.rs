//! The changes that would bring most, by the what-if of the forecast: each stage a third quicker, or with ten in a hundred more won.

use serde::Serialize;

use crate::report::Input;
use crate::report::document::{Money, StageRef};
use crate::report::forecast::{Lives, Options};
use crate::report::what_if::{Changes, StageDuration, StageProbability, what_if};
use crate::text::shell;

/// How far ahead the gain is counted, in days.
pub const AHEAD: u32 = 90;
/// The steps that are named.
const NAMED: usize = 3;
/// The part of its time that a stage keeps.
const QUICKER: f64 = 0.7;
/// The share of won deals that is added.
const MORE_WON: f64 = 0.1;

/// A change of a stage, and what it would bring.
#[derive(Clone, Debug, Serialize)]
pub struct StepGain {
    /// The stage.
    pub stage: StageRef,
    /// What changes: `takes 30% less time`.
    pub change: &'static str,
    /// How much more is expected within 90 days.
    pub gain: Money,
    /// The command that shows it in full.
    pub command: String,
}

/// Tries a modest improvement of each stage; returns those that would bring most, the largest gain first. A gain of nothing is not
/// named.
pub fn steps(input: &Input<'_>) -> Vec<StepGain> {
    let beliefs = Lives::of(input).beliefs;
    let options = Options {
        horizons: vec![AHEAD],
        ..Options::default()
    };
    let gain = |changes: &Changes<'_>| {
        let forecast = what_if(input, &options, changes);
        let horizon = forecast
            .horizons
            .iter()
            .find(|it| it.days == AHEAD as usize);
        horizon.map_or(Money::zero(input.currency()), |it| it.difference)
    };
    let mut found = Vec::new();
    for (number, stage) in input.book.process.stages.iter().enumerate() {
        let belief = &beliefs[number];
        let id = shell::word(&stage.id.value);
        let quicker = Changes {
            durations: vec![StageDuration {
                stage: number,
                days: (belief.days * QUICKER).max(1.0),
            }],
            ..Changes::default()
        };
        let probability = (belief.probability + MORE_WON).min(1.0);
        let likelier = Changes {
            probabilities: vec![StageProbability {
                stage: number,
                probability,
            }],
            ..Changes::default()
        };
        found.push(StepGain {
            stage: stage.into(),
            change: "takes 30% less time",
            gain: gain(&quicker),
            command: format!("dealctl what-if --stage {id} --duration=-30%"),
        });
        found.push(StepGain {
            stage: stage.into(),
            change: "10 more of 100 are won",
            gain: gain(&likelier),
            command: format!(
                "dealctl what-if --probability {id}={}",
                (probability * 1000.0).round() / 10.0
            ),
        });
    }
    found.retain(|step| step.gain.amount > rust_decimal::Decimal::ZERO);
    // Of equals the earlier stage.
    found.sort_by_key(|step| std::cmp::Reverse(step.gain));
    found.truncate(NAMED);
    found
}
