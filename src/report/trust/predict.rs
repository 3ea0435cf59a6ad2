//! What predicts a decline: acceptance by grade, and the reasons that sellers give (D4.8, D5).

use std::collections::BTreeMap;

use crate::analysis::acceptance::Outcome;
use crate::analysis::declines;
use crate::analysis::score::{COMPONENTS, ComponentKind, Grade};
use crate::forecast::wilson::{Interval, Share, difference, z_together};
use crate::model::Process;

use super::gather::Record;

/// The grades, best first, in the order of every list by grade here.
pub const GRADES: [Grade; 3] = [Grade::Strong, Grade::Weak, Grade::Missing];

/// With fewer handoffs on a side the interval promises more than it keeps, and no component is called out.
pub const FEWEST: u32 = 5;

/// What a component says about the answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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

/// One component against the answers.
#[derive(Clone, Debug)]
pub struct ByComponent {
    /// Which.
    pub kind: &'static ComponentKind,
    /// Accepted of those decided, by grade.
    pub accepted: [Share; 3],
    /// Clarifying call needed, of those where that is on record, by grade.
    pub calls: [Share; 3],
    /// Share accepted when strong, less that of the others; the intervals of all components hold together in 95 of 100 cases.
    pub difference: Option<Interval>,
    /// What it says.
    pub verdict: Verdict,
}

/// One band of the score against the answers.
#[derive(Clone, Debug)]
pub struct ByBand {
    /// Its name.
    pub name: String,
    /// Its lowest total.
    pub from: u32,
    /// Accepted of those decided.
    pub accepted: Share,
    /// Clarifying call needed, of those where that is on record.
    pub calls: Share,
}

/// One reason for declining.
#[derive(Clone, Debug)]
pub struct ByReason {
    /// As first written; none where nobody says.
    pub reason: Option<String>,
    /// How many handoffs were declined for it.
    pub declines: u32,
    /// The component it speaks of.
    pub kind: Option<&'static ComponentKind>,
    /// How that component was graded on them, by grade.
    pub graded: [u32; 3],
}

/// All of it, over every handoff on record.
#[derive(Clone, Debug)]
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

impl ByComponent {
    /// Accepted when strong, and when not.
    pub fn strong_and_other(&self) -> (Share, Share) {
        let [strong, weak, missing] = self.accepted;
        let other = Share {
            n: weak.n + missing.n,
            of: weak.of + missing.of,
        };
        (strong, other)
    }
}

/// Holds the grades of every handoff against what sellers did.
pub fn predictors(process: &Process, handoffs: &[&Record]) -> Predictors {
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

fn components(handoffs: &[&Record]) -> Vec<ByComponent> {
    let mut lines: Vec<ByComponent> = COMPONENTS
        .iter()
        .map(|kind| ByComponent {
            kind,
            accepted: [Share::default(); 3],
            calls: [Share::default(); 3],
            difference: None,
            verdict: Verdict::Alike,
        })
        .collect();
    for (handoff, graded) in with_grades(handoffs) {
        for (line, grade) in lines.iter_mut().zip(graded.components) {
            let Some(at) = grade.and_then(position) else {
                continue;
            };
            if handoff.outcome.is_decided() {
                line.accepted[at].add(handoff.outcome == Outcome::Accepted);
            }
            if let Some(call) = handoff.call {
                line.calls[at].add(call);
            }
        }
    }
    let is_compared = |line: &&ByComponent| {
        let (strong, other) = line.strong_and_other();
        strong.of > 0 && other.of > 0
    };
    let z = z_together(lines.iter().filter(is_compared).count());
    for line in &mut lines {
        let (strong, other) = line.strong_and_other();
        line.difference = difference(strong, other, z);
        line.verdict = match line.difference {
            None => Verdict::Alike,
            Some(_) if strong.of.min(other.of) < FEWEST => Verdict::Unclear,
            Some(Interval { low, .. }) if low > 0.0 => Verdict::Predicts,
            Some(Interval { high, .. }) if high < 0.0 => Verdict::Contradicts,
            Some(_) => Verdict::Unclear,
        };
    }
    lines
}

fn bands(process: &Process, handoffs: &[&Record]) -> Vec<ByBand> {
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

fn reasons(process: &Process, handoffs: &[&Record]) -> Vec<ByReason> {
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
                graded: [0; 3],
            });
        line.declines += 1;
        let number = line
            .kind
            .and_then(|kind| COMPONENTS.iter().position(|it| it.id == kind.id));
        let grade = number.zip(handoff.graded.as_ref());
        let grade = grade.and_then(|(number, graded)| graded.components[number]);
        if let Some(at) = grade.and_then(position) {
            line.graded[at] += 1;
        }
    }
    let mut reasons: Vec<ByReason> = reasons.into_values().collect();
    // The sort keeps the order of the names among equals.
    reasons.sort_by_key(|line| (line.reason.is_none(), std::cmp::Reverse(line.declines)));
    reasons
}

fn with_grades<'a>(
    handoffs: &'a [&'a Record],
) -> impl Iterator<Item = (&'a Record, &'a super::gather::Graded)> {
    let pair = |handoff: &&'a Record| Some((*handoff, handoff.graded.as_ref()?));
    handoffs.iter().filter_map(pair)
}

fn position(grade: Grade) -> Option<usize> {
    GRADES.iter().position(|known| *known == grade)
}
