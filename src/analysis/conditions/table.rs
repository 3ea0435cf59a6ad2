//! The conditions of D4.2, D4.3 and D4.4, one row each. Readiness, `packet --check`, the scorecard and lint ask these.

use crate::analysis::packet::Field;

use super::condition::{Condition, List};
use super::{
    conflict, evidence, owner, partner, partner_move, priority_list, research, seller_move,
    use_case, warm_path,
};

/// The seller's next move.
pub const SELLER_MOVE: Condition = Condition {
    id: "seller-move",
    list: List::ReadyToHandOff,
    statement: "the seller's move is concrete and doable this week",
    subject: Field::SellerMove.name(),
    fields: &[Field::SellerMove],
    judge: seller_move::judge,
};

/// The account on the seller's priority list; “no account logic” of D4.4.
pub const PRIORITY_LIST: Condition = Condition {
    id: "priority-list",
    list: List::ReadyToHandOff,
    statement: "the account is on the seller's priority list by name",
    subject: "priority list",
    fields: &[Field::Account],
    judge: priority_list::judge,
};

/// The partner's agreement to its own move.
pub const PARTNER_AGREED: Condition = Condition {
    id: "partner-agreed",
    list: List::ReadyToHandOff,
    statement: "the partner agreed to its move in writing",
    subject: Field::PartnerMove.name(),
    fields: &[Field::PartnerMove],
    judge: partner_move::judge,
};

/// The evidence; “no evidence” of D4.4.
pub const EVIDENCE: Condition = Condition {
    id: "evidence",
    list: List::ReadyToHandOff,
    statement: "the evidence resolves and supports the claims",
    subject: Field::Evidence.name(),
    fields: &[Field::Evidence],
    judge: evidence::judge,
};

/// The conflict check; “no conflict check” of D4.4.
pub const CONFLICT_CHECK: Condition = Condition {
    id: "conflict-check",
    list: List::ReadyToHandOff,
    statement: "the conflict check is done and noted",
    subject: Field::Conflict.name(),
    fields: &[Field::Conflict],
    judge: conflict::checked_in_time,
};

/// The owner of the handoff; “no owner” of D4.4.
pub const NO_OWNER: Condition = Condition {
    id: "no-owner",
    list: List::WaysToFail,
    statement: "nobody owns the handoff",
    subject: Field::Owner.name(),
    fields: &[],
    judge: owner::judge,
};

/// All of them, in the order of D4.
pub const CONDITIONS: [&Condition; 11] = [
    &SELLER_MOVE,
    &PRIORITY_LIST,
    &PARTNER_AGREED,
    &EVIDENCE,
    &CONFLICT_CHECK,
    // D4.4: “vague partner mention”.
    &Condition {
        id: "partner-is-a-company",
        list: List::KeepBuilding,
        statement: "the partner is a company name without a person or action",
        subject: Field::Partner.name(),
        fields: &[Field::Partner, Field::PartnerMove],
        judge: partner::judge,
    },
    &Condition {
        id: "any-account",
        list: List::KeepBuilding,
        statement: "the use case could apply to any account",
        subject: "use case",
        fields: &[Field::WhyPartner, Field::Trigger, Field::JointValue],
        judge: use_case::judge,
    },
    &Condition {
        id: "no-warm-path",
        list: List::KeepBuilding,
        statement: "there is no warm path, only a guess",
        subject: Field::WarmPath.name(),
        fields: &[Field::WarmPath],
        judge: warm_path::judge,
    },
    &Condition {
        id: "research",
        list: List::KeepBuilding,
        statement: "the seller would have to research first",
        subject: "packet",
        fields: &[],
        judge: research::judge,
    },
    &Condition {
        id: "nobody-checked",
        list: List::KeepBuilding,
        statement: "nobody checked conflicts",
        subject: Field::Conflict.name(),
        fields: &[Field::Conflict],
        judge: conflict::checked,
    },
    &NO_OWNER,
];
