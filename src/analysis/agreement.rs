//! Whether somebody agreed to a move or an offer (D4.2). A file or a link is in writing; a day alone is agreed, and not in
//! writing; words alone are neither, whatever they say: `no` as well as “on the phone”.

use chrono::NaiveDate;

use crate::load::evidence::{EvidenceAt, Source};
use crate::model::deal::Agreed;
use crate::model::scalar::Text;
use crate::text::placeholder::is_placeholder;

/// How somebody agreed.
#[derive(Clone, Copy, Debug)]
pub enum Agreement<'a> {
    /// Nothing is on record.
    No,
    /// Words, and neither a day nor a source.
    Words(&'a Text),
    /// A day without a source.
    OnDay,
    /// A source that can be opened.
    InWriting(&'a Text),
    /// A source that cannot be opened, or could not when the packet was sent.
    Dead(&'a Text),
}

impl<'a> Agreement<'a> {
    /// Reads `agreed`; `look` opens its source.
    pub fn of(look: &EvidenceAt<'_>, agreed: Option<&'a Agreed>) -> Self {
        let Some(agreed) = agreed else {
            return Self::No;
        };
        let source = agreed.source.as_ref().filter(|text| !is_placeholder(text));
        let found = source.map(|source| (source, look.source(source)));
        match found {
            Some((source, Source::File | Source::Gone | Source::Link)) => Self::InWriting(source),
            Some((
                source,
                Source::Missing | Source::Late | Source::Outside | Source::Folder | Source::Empty,
            )) => Self::Dead(source),
            _ if agreed.date.is_some() => Self::OnDay,
            Some((words, Source::Words)) => Self::Words(words),
            None => Self::No,
        }
    }

    /// Whether they agreed, in writing or not.
    pub fn is_there(&self) -> bool {
        !matches!(self, Self::No | Self::Words(_))
    }
}

/// Returns the day of an agreement that came only after `day`.
pub fn later_than(agreed: Option<&Agreed>, day: NaiveDate) -> Option<NaiveDate> {
    let date = agreed?.date?.value;
    (date > day).then_some(date)
}
