//! How somebody agreed to a move or an offer (D4.2). A file or a link is in writing; a day alone is agreed and not in writing;
//! words alone, `no` as well as “on the phone”, are neither.

use chrono::NaiveDate;

use crate::load::evidence::{EvidenceAt, Source};
use crate::model::deal::Agreed;
use crate::model::scalar::Text;
use crate::text::placeholder::is_placeholder;

/// How somebody agreed.
#[derive(Clone, Copy, Debug)]
pub enum Agreement<'a> {
    /// Nothing says that they did.
    No,
    /// Words, and neither a day nor a source: nobody has to believe them.
    Words(&'a Text),
    /// On a day, and nothing bears it out.
    OnDay,
    /// In a source that can be looked at.
    InWriting(&'a Text),
    /// In a source that nobody could look at when it counted.
    Dead(&'a Text),
}

impl<'a> Agreement<'a> {
    /// How `agreed` stands; sources are looked up by `look`.
    pub fn of(look: &EvidenceAt<'_>, agreed: Option<&'a Agreed>) -> Self {
        let Some(agreed) = agreed else {
            return Self::No;
        };
        let source = agreed.source.as_ref().filter(|text| !is_placeholder(text));
        let found = source.map(|source| (source, look.source(source)));
        match found {
            Some((source, Source::File | Source::Gone | Source::Link)) => Self::InWriting(source),
            Some((source, Source::Missing | Source::Late | Source::Outside)) => Self::Dead(source),
            _ if agreed.date.is_some() => Self::OnDay,
            Some((words, Source::Words)) => Self::Words(words),
            None => Self::No,
        }
    }

    /// Whether anything says that they agreed.
    pub fn is_there(&self) -> bool {
        !matches!(self, Self::No | Self::Words(_))
    }
}

/// The day of an agreement that came only after `day`.
pub fn later_than(agreed: Option<&Agreed>, day: NaiveDate) -> Option<NaiveDate> {
    let date = agreed?.date?.value;
    (date > day).then_some(date)
}
