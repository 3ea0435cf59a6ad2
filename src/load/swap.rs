//! Some deals of a book as another state of the files has them: the rest of the book is read and parsed once.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::Book;
use crate::model::book::Indexes;
use crate::text::{FileId, SourceFile};

use super::deal;
use super::origin::{Listed, Origin};

/// Replaces the deals of some files by those of `origin`. A file that it does not have loses its deal; one that the
/// book did not have comes last.
pub fn swap_deals(book: &mut Book, origin: &dyn Origin, paths: &BTreeSet<String>) {
    let limits = super::limits(&book.process);
    let mut files: BTreeMap<String, FileId> = BTreeMap::new();
    for (at, path) in book.sources.paths().enumerate() {
        if paths.contains(path) {
            files.insert(
                path.to_owned(),
                FileId(u32::try_from(at).unwrap_or(u32::MAX)),
            );
        }
    }
    let gone: BTreeSet<FileId> = files.values().copied().collect();
    book.deals.retain(|deal| !gone.contains(&deal.file));
    book.problems
        .retain(|problem| !gone.contains(&problem.place.file));
    let mut listed: Vec<Listed> = origin.deal_files();
    listed.sort_by(|a, b| a.path.cmp(&b.path));
    super::name_the_nearly_deals(&mut listed);
    listed.retain(|listed| paths.contains(&listed.path));
    super::read_ahead(origin, &listed, limits.bytes);
    for listed in &listed {
        let file = files
            .get(&listed.path)
            .copied()
            .unwrap_or_else(|| book.sources.add(SourceFile::new(listed.path.as_str(), "")));
        let loaded = deal::load(origin, listed, file, &book.process, &limits, &|_| true);
        book.sources.replace(file, loaded.source);
        book.problems.extend(loaded.problems);
        book.deals
            .extend(loaded.deal.map(|deal| deal.as_of(book.today)));
    }
    book.deals.sort_by_key(|deal| deal.file);
    book.indexes = Indexes::default();
}
