//! The answer to a condition: met, or what is wrong, where, who acts on it, and what to do.

use crate::analysis::moves::Role;
use crate::text::Span;

/// How much of a condition is judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Only faults of the sending itself.
    Sending,
    /// Everything, as `packet --check` and the scorecard do.
    Everything,
}

impl Scope {
    /// Returns whether a fault is left out. Once the packet is sent its wording cannot change; a missing source and a gap in
    /// the registration have findings of their own.
    pub(super) fn leaves_out(self, fault: Fault) -> bool {
        use Fault::{Unopened, Unregistered, Unsupported, Wording};
        self == Self::Sending && matches!(fault, Unopened | Unregistered | Unsupported | Wording)
    }
}

/// What kind of thing is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Nothing is on record.
    Absent,
    /// There are several where one is needed.
    Several,
    /// There is no date, or it is too early or too late.
    Timing,
    /// What is named is not one person of the right side.
    NotAPerson,
    /// Nothing shows that somebody agreed, or not in writing.
    NotAgreed,
    /// The words do not say what somebody has to know.
    Wording,
    /// A source is not there.
    Unopened,
    /// A source was not there when the packet was sent.
    Late,
    /// The sources are there, and do not support what the packet says.
    Unsupported,
    /// A list does not name the account, or a text is another packet's.
    Contradicted,
    /// A conflict is known, and nothing shows that it was settled.
    Unsettled,
    /// The registration lacks what the condition is about.
    Unregistered,
}

/// Why a condition keeps a packet back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unmet {
    /// What kind of thing is wrong.
    pub fault: Fault,
    /// What is wrong, as a clause: “nobody has checked for other partners”.
    pub why: String,
    /// Where.
    pub span: Span,
    /// Who acts on it.
    pub role: Role,
    /// What to do.
    pub help: String,
}

/// Why the condition is met, as a clause; `Err` with why it is not.
pub type Verdict = Result<String, Unmet>;
