//! What predicts a decline: acceptance by grade, and the reasons that sellers give (D4.8, D5).

use std::collections::BTreeMap;

use serde::Serialize;

use crate::analysis::acceptance::Outcome;
use crate::analysis::declines;
use crate::analysis::score::{COMPONENTS, ComponentKind, Grade};
use crate::forecast::wilson::{Interval, Share, difference, z_together};
use crate::model::Process;
use crate::report::document::Rounded;

use super::gather::{Graded, SentRecord};

/// With fewer handoffs on a side the interval promises more than it keeps, and no component is called out.
pub const FEWEST: u32 = 5;

/// What a component says about the answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// Strong ones are accepted more often than the others, beyond chance.
    Predicts,
    /// Strong ones are accepted less often than the others, beyond chance.
    Contradicts,
    /// The difference may be chance.
    Unclear,
    /// All have the same kind of grade, so that nothing can be compared.
    Alike,
}

/// One figure for each grade.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ByGrade<T> {
    /// Of those graded strong.
    pub strong: T,
    /// Of those graded weak.
    pub weak: T,
    /// Of those graded missing.
    pub missing: T,
}

/// One component against the answers.
#[derive(Clone, Debug, Serialize)]
pub struct ByComponent {
    /// Which.
    #[serde(rename = "component")]
    pub kind: &'static ComponentKind,
    /// Accepted of those decided.
    pub accepted: ByGrade<Share>,
    /// Clarifying call needed, of those where that is on record.
    #[serde(rename = "clarifying_call")]
    pub calls: ByGrade<Share>,
    /// Share accepted when strong, less that of the others: the lower end of its interval. The intervals of all components hold
    /// together in 95 of 100 cases.
    pub difference_low: Option<Rounded<4>>,
    /// The upper end.
    pub difference_high: Option<Rounded<4>>,
    /// What it says.
    pub verdict: Verdict,
}

/// One band of the score against the answers.
#[derive(Clone, Debug, Serialize)]
pub struct ByBand {
    /// Its name.
    #[serde(rename = "band")]
    pub name: String,
    /// Its lowest total.
    pub from: u32,
    /// Accepted of those decided.
    pub accepted: Share,
    /// Clarifying call needed, of those where that is on record.
    #[serde(rename = "clarifying_call")]
    pub calls: Share,
}

/// One reason for declining.
#[derive(Clone, Debug, Serialize)]
pub struct ByReason {
    /// As first written; `None` for those without a reason.
    pub reason: Option<String>,
    /// How many handoffs were declined for it.
    pub declines: u32,
    /// The component it is about.
    #[serde(rename = "component")]
    pub kind: Option<&'static ComponentKind>,
    /// How that component was graded on them.
    pub graded: ByGrade<u32>,
}

/// What predicts a decline, over every handoff on record.
#[derive(Clone, Debug, Serialize)]
pub struct Predictors {
    /// Decided, with a packet to grade.
    pub decided: u32,
    /// Decided, and the packet was not kept.
    pub without_packet: u32,
    /// In the order of D5.
    pub components: Vec<ByComponent>,
    /// Highest first.
    pub bands: Vec<ByBand>,
    /// The most frequent first, then by name; no reason last.
    pub reasons: Vec<ByReason>,
}

impl<T> ByGrade<T> {
    fn of(&mut self, grade: Grade) -> &mut T {
        match grade {
            Grade::Strong => &mut self.strong,
            Grade::Weak => &mut self.weak,
            Grade::Missing => &mut self.missing,
        }
    }

    /// Returns each grade with its figure, the best first.
    pub fn each(self) -> [(Grade, T); 3] {
        [
            (Grade::Strong, self.strong),
            (Grade::Weak, self.weak),
            (Grade::Missing, self.missing),
        ]
    }
}

impl ByGrade<Share> {
    /// Returns the share of those graded weak or missing.
    pub fn not_strong(self) -> Share {
        Share {
            n: self.weak.n + self.missing.n,
            of: self.weak.of + self.missing.of,
        }
    }
}

impl ByComponent {
    /// Returns whether strong ones and others can be compared.
    fn is_compared(&self) -> bool {
        self.accepted.strong.of > 0 && self.accepted.not_strong().of > 0
    }

    fn compare(&mut self, z: f64) {
        let (strong, other) = (self.accepted.strong, self.accepted.not_strong());
        let interval = difference(strong, other, z);
        self.difference_low = interval.map(|interval| Rounded(interval.low));
        self.difference_high = interval.map(|interval| Rounded(interval.high));
        self.verdict = match interval {
            None => Verdict::Alike,
            Some(_) if strong.of.min(other.of) < FEWEST => Verdict::Unclear,
            Some(Interval { low, .. }) if low > 0.0 => Verdict::Predicts,
            Some(Interval { high, .. }) if high < 0.0 => Verdict::Contradicts,
            Some(_) => Verdict::Unclear,
        };
    }
}

/// Compares the grades of every handoff with what sellers did.
pub fn predictors(process: &Process, handoffs: &[&SentRecord]) -> Predictors {
    let decided = || handoffs.iter().filter(|it| it.outcome.is_decided());
    let with_packet = decided().filter(|it| it.graded.is_some()).count();
    let all = decided().count();
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    Predictors {
        decided: count(with_packet),
        without_packet: count(all - with_packet),
        components: components(handoffs),
        bands: bands(process, handoffs),
        reasons: reasons(process, handoffs),
    }
}

fn components(handoffs: &[&SentRecord]) -> Vec<ByComponent> {
    let mut lines: Vec<ByComponent> = COMPONENTS
        .iter()
        .map(|kind| ByComponent {
            kind,
            accepted: ByGrade::default(),
            calls: ByGrade::default(),
            difference_low: None,
            difference_high: None,
            verdict: Verdict::Alike,
        })
        .collect();
    for (handoff, graded) in with_grades(handoffs) {
        for (line, grade) in lines.iter_mut().zip(graded.components) {
            let Some(grade) = grade else { continue };
            if handoff.outcome.is_decided() {
                let accepted = line.accepted.of(grade);
                accepted.add(handoff.outcome == Outcome::Accepted);
            }
            if let Some(call) = handoff.call {
                line.calls.of(grade).add(call);
            }
        }
    }
    let compared = lines.iter().filter(|line| line.is_compared());
    let z = z_together(compared.count());
    for line in &mut lines {
        line.compare(z);
    }
    lines
}

fn bands(process: &Process, handoffs: &[&SentRecord]) -> Vec<ByBand> {
    let mut bands: Vec<ByBand> = process
        .bands
        .iter()
        .map(|band| ByBand {
            name: band.name.clone(),
            from: band.from,
            accepted: Share::default(),
            calls: Share::default(),
        })
        .collect();
    for (handoff, graded) in with_grades(handoffs) {
        // Two bands may have one name; a total is in the first that it reaches, as in the score.
        let reached = bands.iter().position(|band| graded.total >= band.from);
        let Some(band) = reached
            .or(bands.len().checked_sub(1))
            .and_then(|at| bands.get_mut(at))
        else {
            continue;
        };
        if handoff.outcome.is_decided() {
            band.accepted.add(handoff.outcome == Outcome::Accepted);
        }
        if let Some(call) = handoff.call {
            band.calls.add(call);
        }
    }
    bands
}

fn reasons(process: &Process, handoffs: &[&SentRecord]) -> Vec<ByReason> {
    let mut reasons: BTreeMap<Option<String>, ByReason> = BTreeMap::new();
    let declined = handoffs.iter().filter(|it| it.outcome == Outcome::Declined);
    for handoff in declined {
        let reason = handoff.reason.as_deref();
        let line = reasons
            .entry(reason.map(str::to_lowercase))
            .or_insert_with(|| ByReason {
                reason: reason.map(ToOwned::to_owned),
                declines: 0,
                kind: reason.and_then(|reason| declines::component_of(process, reason)),
                graded: ByGrade::default(),
            });
        line.declines += 1;
        let number = line
            .kind
            .and_then(|kind| COMPONENTS.iter().position(|it| it.id == kind.id));
        let grade = number.zip(handoff.graded.as_ref());
        let grade = grade.and_then(|(number, graded)| graded.components[number]);
        if let Some(grade) = grade {
            *line.graded.of(grade) += 1;
        }
    }
    let mut reasons: Vec<ByReason> = reasons.into_values().collect();
    // The sort keeps the order of the names among equals.
    reasons.sort_by_key(|line| (line.reason.is_none(), std::cmp::Reverse(line.declines)));
    reasons
}

fn with_grades<'a>(
    handoffs: &'a [&'a SentRecord],
) -> impl Iterator<Item = (&'a SentRecord, &'a Graded)> {
    let pair = |handoff: &&'a SentRecord| Some((*handoff, handoff.graded.as_ref()?));
    handoffs.iter().filter_map(pair)
}
