//! A condition of a handoff: a row of the table.

use crate::analysis::packet::Field;

use super::context::HandoffContext;
use super::verdict::{Scope, Unmet, Verdict};

/// The list of D4 that a condition belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum List {
    /// D4.2: a packet is ready to hand off when all of these hold.
    ReadyToHandOff,
    /// D4.3: it needs more work while any of these holds.
    KeepBuilding,
    /// D4.4, where neither of the two lists has it: a handoff that dies of this.
    WaysToFail,
}

/// A condition of D4.2, D4.3 or D4.4.
#[derive(Debug)]
pub struct Condition {
    /// Its id in JSON, which never changes.
    pub id: &'static str,
    /// The list that it belongs to.
    pub list: List,
    /// The statement: “the partner agreed to its move in writing”.
    pub statement: &'static str,
    /// What it is about, in a few words: “priority list”.
    pub subject: &'static str,
    /// The fields it rests on: a light packet that needs none of them is not judged by it (D4.7). Empty if every packet is.
    pub fields: &'static [Field],
    pub(super) judge: fn(&HandoffContext<'_>, Scope) -> Verdict,
}

impl Condition {
    /// Returns the verdict on a packet; `None` if the packet is a light one that does not need it.
    pub fn judge(&self, context: &HandoffContext<'_>, scope: Scope) -> Option<Verdict> {
        let is_needed = |field: &Field| context.packet.needs(*field);
        let applies = self.fields.is_empty() || self.fields.iter().any(is_needed);
        applies.then(|| match (self.judge)(context, scope) {
            Err(unmet) if scope.leaves_out(unmet.fault) => Ok(String::new()),
            verdict => verdict,
        })
    }

    /// Returns what is wrong; `None` if the condition is met or not needed.
    pub fn unmet(&self, context: &HandoffContext<'_>, scope: Scope) -> Option<Unmet> {
        self.judge(context, scope)?.err()
    }
}
