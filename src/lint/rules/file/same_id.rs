//! `file/same-id`.

use std::collections::HashMap;

use crate::analysis::moves;
use crate::lint::rule::rule;
use crate::lint::{BookContext, Sink};
use crate::model::Deal;
use crate::text::{Place, safe};

rule! {
    /// Two deals have the same id.
    ///
    /// The id is how people, signals and reports name a deal: the path below `deals/` without its ending, or `id:` in
    /// the file, which survives a move (docs/format.md). If two deals share an id, a command could mean either of them,
    /// and their figures of last week could not be kept apart.
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
    let mut first: HashMap<&str, &Deal> = HashMap::new();
    for deal in &book.deals {
        let Some(other) = first.get(deal.id.as_str()) else {
            first.insert(&deal.id, deal);
            continue;
        };
        let path = |deal: &Deal| &*book.sources.file(deal.file).path;
        let message = format!(
            "{} is the id of two deals, here and in {}",
            safe::quoted(&deal.id),
            path(other)
        );
        let help = if deal.data.id.is_some() || other.data.id.is_some() {
            "give one of them another `id:`, or delete `id:` so that the path is the id"
        } else {
            "delete the copy, or rename one of the files"
        };
        let mut finding = out
            .finding(named(deal), message)
            .label(from(deal))
            .related(named(other), format!("{}: {}", path(other), from(other)))
            .subject(&deal.id)
            .whose(moves::of_file(&book.process, Some(deal)))
            .help(help);
        finding.deal = Some(deal.id.clone());
        out.add(finding);
    }
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
