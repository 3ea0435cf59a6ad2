//! `file/same-id`.

use std::borrow::Cow;
use std::collections::HashMap;
use std::collections::hash_map::Entry;

use unicode_normalization::UnicodeNormalization;

use crate::analysis::moves;
use crate::lint::rule::rule;
use crate::lint::{BookContext, Sink};
use crate::model::Deal;
use crate::text::{Place, safe};

rule! {
    /// Two deals have the same id, or ids that one file system takes for the same.
    ///
    /// The id is how people, signals and reports name a deal: the path below `deals/` without its ending, or `id:` in
    /// the file, which survives a move (docs/format.md). If two deals share an id, a command could mean either of them,
    /// and their figures of last week could not be kept apart. Windows and macOS take two names for one that differ in capitals or
    /// in how an accent is stored: there only one of the two files is left after a clone.
    ///
    /// ```yaml bad
    /// # deals/2026/quayside.yaml
    /// account: {name: Quayside Ports}
    /// # deals/halden.yaml
    /// id: 2026/quayside
    /// account: {name: Halden Foods}
    /// ```
    /// ```yaml bad
    /// # deals/quayside.yaml
    /// account: {name: Quayside Ports}
    /// # deals/quayside.yml
    /// account: {name: Quayside Ports}
    /// ```
    /// ```yaml bad
    /// # deals/Quayside.yaml
    /// account: {name: Quayside Ports}
    /// # deals/quayside.yaml
    /// account: {name: Halden Foods}
    /// ```
    /// ```yaml good
    /// # deals/2025/quayside.yaml
    /// account: {name: Quayside Ports}
    /// # deals/2026/quayside.yaml
    /// account: {name: Quayside Ports}
    /// ```
    pub(super) SAME_ID = "file/same-id", Error, Book(check)
}

fn check(context: &BookContext<'_>, out: &mut Sink<'_>) {
    let book = context.book;
    let mut first: HashMap<Cow<'_, str>, &Deal> = HashMap::new();
    for deal in &book.deals {
        let other = match first.entry(on_any_file_system(&deal.id)) {
            Entry::Vacant(free) => {
                free.insert(deal);
                continue;
            }
            Entry::Occupied(taken) => *taken.get(),
        };
        let path = |deal: &Deal| &*book.sources.file(deal.file).path;
        let is_same = deal.id == other.id;
        let message = if is_same {
            format!(
                "{} is the id of two deals, here and in {}",
                safe::quoted(&deal.id),
                path(other)
            )
        } else {
            format!(
                "{} and {} are one name to Windows and macOS, and two deals here",
                safe::quoted(&deal.id),
                safe::quoted(&other.id)
            )
        };
        let help = if !is_same {
            "give one of them a name that differs in more than capitals and accents"
        } else if deal.data.id.is_some() || other.data.id.is_some() {
            "give one of them another `id:`, or delete `id:` so that the path is the id"
        } else {
            "delete the copy, or rename one of the files"
        };
        let mut finding = out
            .finding(named(deal), message)
            .label(from(deal))
            .related(named(other), format!("{}: {}", path(other), from(other)))
            .subject(&deal.id)
            .whose(moves::of_file(book, Some(deal)))
            .help(help);
        finding.deal = Some(deal.id.clone());
        out.add(finding);
    }
}

/// Returns an id as the file systems compare it that tell the fewest names apart: without capitals, without the ways to store an
/// accent, and without dots and blanks at the end of a name.
fn on_any_file_system(id: &str) -> Cow<'_, str> {
    let is_plain =
        |byte: u8| byte.is_ascii() && !byte.is_ascii_uppercase() && !b". ".contains(&byte);
    if id.bytes().all(is_plain) {
        return Cow::Borrowed(id);
    }
    let folded: String = id.nfc().flat_map(char::to_lowercase).nfc().collect();
    let names = folded
        .split('/')
        .map(|name| name.trim_end_matches(['.', ' ']));
    Cow::Owned(names.collect::<Vec<_>>().join("/"))
}

/// Returns where a deal gets its id: `id:`, else the top of the file.
fn named(deal: &Deal) -> Place {
    let id = deal.data.id.as_ref();
    deal.place(id.map_or_else(|| deal.head(), |id| id.span))
}

fn from(deal: &Deal) -> &'static str {
    if deal.data.id.is_some() {
        "the id is written here"
    } else {
        "the id is the path"
    }
}
