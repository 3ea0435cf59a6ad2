//! What a change brings: the findings that were not there before it, apart from those that were.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Diagnostic, Level};
use crate::load::git::GitError;
use crate::load::origin::id_of;
use crate::load::{Changes, Evidence, Origin, Seen, Stored, Touched, exchange, load};
use crate::model::Book;

use super::baseline::Baseline;
use super::{Selection, lint_deals};

/// The findings of a change.
#[derive(Clone, Debug, Default)]
pub struct Brought {
    /// What the change brings, wherever it shows.
    pub new: Vec<Diagnostic>,
    /// What the files that differ had already: errors and warnings.
    pub old: Vec<Diagnostic>,
}

/// Judges a book after a change, where at least what the change touched is read as a whole. `before` gives the state before it, and is asked only when something was found; none when
/// there was nothing before.
///
/// A finding is old when the same deal had one of the same rule and subject ([`Baseline`]); a deal that moved is the same
/// deal. A change of process.toml is a change of every deal.
///
/// # Errors
/// The state before could not be had.
pub fn change(
    book: &mut Book,
    now: &dyn Origin,
    before: impl FnOnce() -> Result<Option<Stored>, GitError>,
    changes: &Changes,
    touched: &Touched,
    selection: &Selection,
) -> Result<Brought, GitError> {
    let judge = |book: &Book, origin: &dyn Origin, selection: &Selection| {
        let evidence = Evidence::new(origin);
        lint_deals(book, &evidence, selection, &|file| touched.contains(file)).findings
    };
    let mut new = judge(book, now, selection);
    if !new.iter().any(|finding| finding.level > Level::Note) {
        return Ok(Brought {
            new,
            old: Vec::new(),
        });
    }
    let Some(before) = before()? else {
        return Ok(Brought {
            new,
            old: Vec::new(),
        });
    };
    // What no rule finds now need not be looked for in what was before. Whether a comment that allows is used depends on
    // every rule.
    let all = new.iter().any(|finding| finding.rule.starts_with("allow/"));
    let needed = if all {
        selection.clone()
    } else {
        selection.only_of(&new)
    };
    let selection = &needed;
    let mut known = match touched {
        Touched::Everything => {
            let seen = Seen {
                today: book.today,
                looks_back: book.looks_back,
            };
            // A process that could not be used said nothing of any deal.
            load(&before, seen).map_or_else(
                |_| Baseline::default(),
                |old| Baseline::of(&judge(&old, &before, selection), &old.sources),
            )
        }
        Touched::Files(..) => {
            let deals = changes.deals();
            exchange(book, &before, &deals);
            let known = Baseline::of(&judge(book, &before, selection), &book.sources);
            exchange(book, now, &deals);
            known
        }
    };
    known.rename(&moved(changes));
    let mut old = known.take_known(&mut new, &book.sources);
    let paths: BTreeSet<&str> = changes.paths().map(String::as_str).collect();
    old.retain(|finding| paths.contains(&*book.sources.file(finding.place.file).path));
    Ok(Brought { new, old })
}

/// Paths and ids of deals that moved, new by old.
fn moved(changes: &Changes) -> BTreeMap<&str, &str> {
    let renamed = changes.renamed.iter();
    renamed
        .flat_map(|(new, old)| [(&**old, &**new), (id_of(old), id_of(new))])
        .collect()
}
