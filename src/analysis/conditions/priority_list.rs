//! The account on the seller's priority list, by name (D4.2, D4.4).

use crate::analysis::command::command;
use crate::analysis::moves::Role;
use crate::load::evidence::Source;
use crate::text::name;

use super::context::{HandoffContext, real};
use super::verdict::{Fault, Scope, Unmet, Verdict};

pub(super) fn judge(context: &HandoffContext<'_>, _: Scope) -> Verdict {
    Ok(match listed(context)? {
        Listed::Named(list) => format!("{list} names it"),
        Listed::InWords(words) => format!("in words: {words}"),
    })
}

/// Where the account is listed.
pub(in crate::analysis) enum Listed<'a> {
    /// In this file.
    Named(&'a str),
    /// In these words instead of a file.
    InWords(&'a str),
}

/// Looks the account up in the priority list, as whole words of its normalised name.
pub(in crate::analysis) fn listed<'a>(context: &HandoffContext<'a>) -> Result<Listed<'a>, Unmet> {
    let (path, role) = ("handoff.priority_list", Role::PartnerMarketing);
    let unmet = |fault, why, help| context.unmet(fault, path, role, why, help);
    let draft = || context.draft(&["priority_list=FILE"]);
    let unopened = |list: &str| {
        let why = format!("{list} {}", context.absence(list));
        let help = format!("name a list that is in the repository: {}", draft());
        unmet(context.unopened(list), why, help)
    };
    let list = real(context.handoff.priority_list.as_ref());
    if let Some(list) = list {
        match context.look.source(list) {
            Source::Words | Source::Link => return Ok(Listed::InWords(list)),
            Source::Missing | Source::Late | Source::Outside | Source::Folder | Source::Empty => {
                return Err(unopened(list));
            }
            Source::File | Source::Gone => {}
        }
    }
    let Some(account) = context.case.deal.account_name() else {
        let name = command(context.case, "set", &["account.name", "NAME"]);
        let help = format!("name the account: {name}");
        let why = "the account has no name".to_owned();
        return Err(unmet(Fault::Unregistered, why, help));
    };
    let Some(list) = list else {
        let why = format!("nothing says that {account} is on the seller's priority list");
        let help = format!("name the list that holds “{account}”: {}", draft());
        return Err(unmet(Fault::Absent, why, help));
    };
    let Some(words) = context.look.words(list) else {
        return Err(unopened(list));
    };
    if name::holds_words(&words, &name::company_key(account)) {
        return Ok(Listed::Named(list));
    }
    let why = format!("{list} does not name {account}");
    let help = format!(
        "1. name the list that holds “{account}”: {}; 2. if {} agrees that it goes on, add it to {list}; 3. say in words why it matters: {}",
        draft(),
        context.seller(),
        context.draft(&["priority_list=TEXT"])
    );
    Err(unmet(Fault::Contradicted, why, help))
}
