//! What a part of a name may mean: offered where nothing has the name itself.

use crate::model::person::person_key;
use crate::model::{Book, Deal};
use crate::report::people::People;

/// At most so many are offered.
const MOST: usize = 4;

/// Returns “did you mean north or northgate?”; `None` if there is nothing to offer.
pub(super) fn help(names: &[String]) -> Option<String> {
    (!names.is_empty()).then(|| format!("did you mean {}?", names.join(" or ")))
}

/// The deals whose name begins with a text.
pub(super) fn beginning<'b>(book: &'b Book, name: &str) -> Vec<&'b Deal> {
    let wanted = name.to_lowercase();
    let wanted = wanted.strip_prefix("deals/").unwrap_or(&wanted);
    if wanted.trim().is_empty() {
        return Vec::new();
    }
    let last = |deal: &Deal| {
        let last = deal.id.rsplit('/').next().unwrap_or(&deal.id);
        last.to_lowercase()
    };
    let begins = |deal: &&Deal| last(deal).starts_with(wanted);
    book.deals.iter().filter(begins).collect()
}

/// The deals whose name begins with a text; if none does, those whose name or account contains it.
pub(super) fn deals(book: &Book, name: &str) -> Vec<String> {
    let wanted = name.to_lowercase();
    let wanted = wanted.strip_prefix("deals/").unwrap_or(&wanted);
    if wanted.trim().is_empty() {
        return Vec::new();
    }
    let contains = |deal: &&Deal| {
        let account = deal.account_name().map(|account| account.to_lowercase());
        deal.id.to_lowercase().contains(wanted)
            || account.is_some_and(|account| account.contains(wanted))
    };
    let names = book.short_names();
    let mut found = beginning(book, name);
    if found.is_empty() {
        found = book.deals.iter().filter(contains).collect();
    }
    found.truncate(MOST);
    found.iter().map(|deal| names.of(&deal.id)).collect()
}

/// The people one of whose names begins with a text.
pub(super) fn people(people: &People, name: &str) -> Vec<String> {
    let wanted = person_key(name);
    if wanted.is_empty() {
        return Vec::new();
    }
    let begins = |name: &&str| {
        let key = person_key(name);
        let mut names = key.split(' ');
        key.starts_with(&wanted) || names.any(|part| part.starts_with(&wanted))
    };
    let found = people.names().filter(begins);
    found.take(MOST).map(ToOwned::to_owned).collect()
}
