//! A commit, as findings name it.

use chrono::NaiveDate;

/// A commit that changed a deal. Its texts come from its author: escape them before showing them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Commit {
    /// The whole id, in hexadecimal.
    pub id: Box<str>,
    /// The committer's date, in the committer's own offset from UTC.
    pub day: NaiveDate,
    /// The author's name.
    pub author: Box<str>,
    /// The author's mail address.
    pub mail: Box<str>,
}

impl Commit {
    /// The beginning of the id, as people write it.
    pub fn short(&self) -> &str {
        self.id.get(..8).unwrap_or(&self.id)
    }

    /// The author's name, else the mail address.
    pub fn who(&self) -> &str {
        [&self.author, &self.mail]
            .into_iter()
            .map(|text| text.trim())
            .find(|text| !text.is_empty())
            .unwrap_or("somebody")
    }
}
