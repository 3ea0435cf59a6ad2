//! Evaluates the whole table of conditions: the two lists of `packet --check`, and what was not ready when a packet was sent.

use chrono::NaiveDate;

use super::condition::{Condition, List};
use super::context::HandoffContext;
use super::table::CONDITIONS;
use super::verdict::{Scope, Unmet, Verdict};

/// A condition with the answer to it.
#[derive(Clone, Debug)]
pub struct Line {
    /// The condition.
    pub condition: &'static Condition,
    /// The answer; `None` if a light packet does not need it (D4.7).
    pub verdict: Option<Verdict>,
}

impl Line {
    /// Whether the statement is true; `None` if the packet is not judged by it.
    pub fn holds(&self) -> Option<bool> {
        let is_good = self.verdict.as_ref()?.is_ok();
        Some(is_good == (self.condition.list == List::ReadyToHandOff))
    }

    /// Whether the line lets the packet go out.
    pub fn is_good(&self) -> bool {
        self.unmet().is_none()
    }

    /// What keeps the packet back; `None` if nothing does.
    pub fn unmet(&self) -> Option<&Unmet> {
        self.verdict.as_ref()?.as_ref().err()
    }

    /// Why, as a clause.
    pub fn why(&self) -> &str {
        match &self.verdict {
            None => "a light packet does not need it",
            Some(Ok(why)) => why,
            Some(Err(unmet)) => &unmet.why,
        }
    }
}

/// The two lists, judged on one day.
#[derive(Clone, Debug)]
pub struct Checklist {
    /// The day of the sending, or today for a draft.
    pub day: NaiveDate,
    /// D4.2, then D4.3.
    pub lines: Vec<Line>,
}

/// Judges a packet by D4.2 and D4.3.
pub fn checklist(context: &HandoffContext<'_>) -> Checklist {
    let conditions = CONDITIONS.into_iter();
    let lines = conditions
        .filter(|condition| condition.list != List::WaysToFail)
        .map(|condition| Line {
            condition,
            verdict: condition.judge(context, Scope::Everything),
        });
    Checklist {
        day: context.day,
        lines: lines.collect(),
    }
}

/// A condition of D4.2 that did not hold when the packet was sent, or would not today.
#[derive(Clone, Debug)]
pub struct Unready {
    /// The condition.
    pub condition: &'static Condition,
    /// What is wrong.
    pub unmet: Unmet,
}

/// Returns the conditions of D4.2 that a sending breaks, on the day of the sending, or today for a draft.
pub fn unready(context: &HandoffContext<'_>) -> Vec<Unready> {
    let conditions = CONDITIONS.into_iter();
    conditions
        .filter(|condition| condition.list == List::ReadyToHandOff)
        .filter_map(|condition| {
            let unmet = condition.unmet(context, Scope::Sending)?;
            Some(Unready { condition, unmet })
        })
        .collect()
}
