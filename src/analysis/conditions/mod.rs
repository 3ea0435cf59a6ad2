//! Whether a packet may go out: the conditions of D4.2, D4.3 and D4.4 as one table, each with one judge.

mod checklist;
mod condition;
mod conflict;
mod context;
pub(in crate::analysis) mod evidence;
pub(in crate::analysis) mod owner;
pub(in crate::analysis) mod partner;
pub(in crate::analysis) mod partner_move;
pub(in crate::analysis) mod priority_list;
mod research;
pub(in crate::analysis) mod seller_move;
pub(in crate::analysis) mod source_text;
mod table;
mod use_case;
mod verdict;
pub(in crate::analysis) mod warm_path;

pub use checklist::{Checklist, Line, Unready, checklist, unready};
pub use condition::{Condition, List};
pub use context::HandoffContext;
pub(in crate::analysis) use context::real;
pub use partner::person as partner_person;
pub use seller_move::concrete;
pub use table::{
    CONDITIONS, CONFLICT_CHECK, EVIDENCE, NO_OWNER, PARTNER_AGREED, PRIORITY_LIST, SELLER_MOVE,
};
pub use verdict::{Fault, Scope, Unmet, Verdict};
