//! Finds whose move it is: the person behind a role, a side or a stage (D0 “Roles”).

use crate::diagnostic::Assignee;
use crate::model::person::same_person;
use crate::model::{Book, Criterion, Deal, Process, Stage};

use super::Case;

/// The roles of D0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Builds the packet, owns the handoff until a seller accepts it.
    PartnerMarketing,
    /// Owns the partner relationship, confirms its move, checks conflicts, settles credit.
    Alliances,
    /// Accepts or declines, owns the customer motion afterwards.
    Seller,
    /// Logs touches, classification and evidence.
    RevOps,
    /// The partner's own person.
    Partner,
}

impl Role {
    /// Returns its word.
    pub fn name(self) -> &'static str {
        match self {
            Self::PartnerMarketing => "partner marketing",
            Self::Alliances => "alliances",
            Self::Seller => "AE",
            Self::RevOps => "RevOps",
            Self::Partner => "partner",
        }
    }

    /// Returns the role that a `who` of process.toml names; `None` if it names none of these.
    pub fn parse(word: &str) -> Option<Self> {
        Some(
            match word.to_lowercase().replace(['_', '-'], " ").as_str() {
                "partner marketing" | "marketing" => Self::PartnerMarketing,
                "alliances" | "channel" => Self::Alliances,
                "ae" | "seller" | "sales" => Self::Seller,
                "revops" => Self::RevOps,
                "partner" => Self::Partner,
                _ => return None,
            },
        )
    }
}

/// Returns a role, with the person behind it if the files name one.
pub fn of_role(case: &Case<'_>, role: Role) -> Assignee {
    let deal = case.deal;
    let written = match role {
        Role::PartnerMarketing => deal
            .handoff
            .as_ref()
            .and_then(|handoff| handoff.owner.as_ref())
            .filter(|owner| case.person(owner).is_ok())
            .or_else(|| case.process.role("partner marketing")),
        Role::Alliances => case.process.role("alliances"),
        Role::RevOps => case.process.role("revops"),
        Role::Seller => deal.seller(),
        Role::Partner => deal
            .partner
            .as_ref()
            .and_then(|partner| partner.contact.as_ref()?.name.as_ref()),
    };
    let owner = written.and_then(|text| shown(case, text));
    Assignee {
        role: Some(role.name().to_owned()),
        owner: owner.or_else(|| answers_for(case)),
    }
}

/// Returns a person as the whole book spells them, so that one person has one line everywhere; `None` if the text names none.
fn shown(case: &Case<'_>, text: &str) -> Option<String> {
    let name = case.person_name(text)?;
    Some(case.book.spellings().person(name))
}

/// Returns the owner of a stage.
pub fn of_stage(case: &Case<'_>, stage: &Stage) -> Assignee {
    let owner = case.process.stage_owner(stage, case.deal);
    let owner = owner.map(|owner| case.book.spellings().person(owner));
    Assignee {
        role: Some(format!("owner of {}", stage.name)),
        owner: owner.or_else(|| answers_for(case)),
    }
}

/// Returns who acts on a criterion: its `who`, else the stage's owner.
pub fn of_criterion(case: &Case<'_>, criterion: &Criterion, stage: &Stage) -> Assignee {
    let Some(who) = &criterion.who else {
        return of_stage(case, stage);
    };
    if let Some(role) = Role::parse(who) {
        return of_role(case, role);
    }
    if let Some(person) = case.process.role(who) {
        return Assignee {
            role: Some(who.to_string()),
            owner: shown(case, person),
        };
    }
    Assignee {
        role: None,
        owner: shown(case, who),
    }
}

/// Returns whether two moves are one person's, or of one role if nobody is named.
pub fn is_same(one: &Assignee, other: &Assignee) -> bool {
    match (&one.owner, &other.owner) {
        (Some(one), Some(other)) => same_person(one, other),
        (None, None) => one.role == other.role,
        _ => false,
    }
}

/// Returns who answers questions about the deal: its `owner`, else the owner of its stage.
pub fn answers_for(case: &Case<'_>) -> Option<String> {
    answers(case.book, case.deal)
}

fn answers(book: &Book, deal: &Deal) -> Option<String> {
    let process = &book.process;
    let written = deal
        .owner
        .as_ref()
        .and_then(|owner| process.person_name(owner));
    let stage = || {
        process
            .stage_of(deal)
            .and_then(|(_, stage)| process.stage_owner(stage, deal))
    };
    let name = written.or_else(stage)?;
    Some(book.spellings().person(name))
}

/// Returns who acts on a file of a deal: whoever answers for the deal, else RevOps, who keep the records.
pub fn of_file(book: &Book, deal: Option<&Deal>) -> Assignee {
    let Some(owner) = deal.and_then(|deal| answers(book, deal)) else {
        return of_records(&book.process);
    };
    Assignee {
        role: Some("deal owner".to_owned()),
        owner: Some(owner),
    }
}

/// Returns who keeps the records: RevOps.
pub fn of_records(process: &Process) -> Assignee {
    let owner = process
        .role("revops")
        .and_then(|text| process.person_name(text));
    Assignee {
        role: Some(Role::RevOps.name().to_owned()),
        owner: owner.map(ToOwned::to_owned),
    }
}

/// Returns who acts on the process itself: its owner in partnerships, else in sales (D1.5).
pub fn of_process(process: &Process) -> Assignee {
    let owners = process
        .written
        .process
        .as_ref()
        .and_then(|head| head.owners.as_ref());
    let sides = owners.map(|owners| [&owners.partnerships, &owners.sales]);
    let mut people = sides.into_iter().flatten().flatten();
    let owner = people.find_map(|side| process.person_name(side));
    Assignee {
        role: Some("process owner".to_owned()),
        owner: owner.map(ToOwned::to_owned),
    }
}

/// Returns whoever answers for the deal.
pub fn of_deal(case: &Case<'_>) -> Assignee {
    Assignee {
        role: Some("deal owner".to_owned()),
        owner: answers_for(case),
    }
}
