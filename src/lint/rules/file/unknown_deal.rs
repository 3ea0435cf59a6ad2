//! `file/unknown-deal`.

use std::collections::HashMap;

use crate::analysis::moves;
use crate::lint::rule::rule;
use crate::lint::{BookContext, Sink};
use crate::load::SIGNALS_FILE;
use crate::model::Book;
use crate::text::placeholder::is_placeholder;
use crate::text::{FileId, Place, name, safe};

rule! {
    /// An entry of signals.yaml names a deal that does not exist, or a name that fits several.
    ///
    /// A request, a mention or a dispute counts for the partner and the seller of its deal (D6). If the deal cannot be
    /// found, the entry silently counts for no partner. A deal is named by its id, or by the last part of the id if
    /// only one deal ends with it.
    ///
    /// ```yaml bad
    /// # deals/2026/quayside.yaml
    /// account: {name: Quayside Ports}
    /// # signals.yaml
    /// - {date: 2026-11-09, kind: mention, by: Sam Ortiz, deal: quaysid}
    /// ```
    /// ```yaml good
    /// # deals/2026/quayside.yaml
    /// account: {name: Quayside Ports}
    /// # signals.yaml
    /// - {date: 2026-11-09, kind: mention, by: Sam Ortiz, deal: quayside}
    /// - {date: 2026-11-10, kind: request, by: Sam Ortiz, account: Halden Foods}
    /// ```
    pub(super) UNKNOWN_DEAL = "file/unknown-deal", Warning, Book(check)
}

fn check(context: &BookContext<'_>, out: &mut Sink<'_>) {
    let book = context.book;
    let file = book.sources.paths().position(|path| path == SIGNALS_FILE);
    let Some(file) = file.and_then(|at| u32::try_from(at).ok()).map(FileId) else {
        return;
    };
    // A deal that cannot be read still exists, and has a finding of its own.
    let unread = book
        .problems
        .iter()
        .filter_map(|problem| problem.deal.as_deref());
    let mut ids: Vec<&str> = book
        .deals
        .iter()
        .map(|deal| &*deal.id)
        .chain(unread)
        .collect();
    ids.sort_unstable();
    ids.dedup();
    let mut names: HashMap<&str, usize> = HashMap::with_capacity(ids.len());
    for id in &ids {
        *names.entry(last_part(id)).or_default() += 1;
    }
    for signal in &book.signals {
        let Some(deal) = signal.deal.as_ref().filter(|deal| !is_placeholder(deal)) else {
            continue;
        };
        let written = deal.trim();
        let several = match names.get(written) {
            _ if ids.binary_search(&written).is_ok() => continue,
            None if is_absent(book, written) => continue,
            Some(1) => continue,
            Some(n) => Some(n),
            None => None,
        };
        let (message, label, help) = match several {
            Some(n) => (
                format!(
                    "{n} deals end with {}: nobody can tell which is meant",
                    safe::quoted(written)
                ),
                "which of them?",
                "write the whole id: the path below deals/ without its ending".to_owned(),
            ),
            None => (
                format!(
                    "{} is not a deal, so this counts for no partner",
                    safe::quoted(written)
                ),
                "no such deal",
                name::did_you_mean(
                    name::nearest(written, names.keys().copied().chain(ids.iter().copied())),
                    "name a deal by its path below deals/ without the ending; an account without a deal is `account: …`",
                ),
            ),
        };
        let place = Place {
            file,
            span: deal.span,
        };
        out.add(
            out.finding(place, message)
                .label(label)
                .subject(written)
                .whose(moves::of_records(&book.process))
                .help(help),
        );
    }
}

/// Whether a name may be that of a deal which belongs to the book and is not here: nobody can tell then that there is none.
fn is_absent(book: &Book, name: &str) -> bool {
    book.absent.iter().any(|absent| {
        let is_folder = absent.is_empty() || absent.ends_with('/');
        let is_below = is_folder && (name.starts_with(absent.as_str()) || !name.contains('/'));
        is_below || absent == name || last_part(absent) == name
    })
}

fn last_part(id: &str) -> &str {
    id.rsplit('/').next().unwrap_or(id)
}
