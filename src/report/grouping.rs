//! What figures can be split by.

use crate::analysis::{Case, moves};
use crate::model::Stage;
use crate::model::past::Groups;

/// A way to split deals; each deal is in one group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grouping {
    /// The partner of record.
    Partner,
    /// The seller who is options, or will be.
    Seller,
    /// The person who answers for the deal.
    Owner,
    /// The stage it is in.
    Stage,
    /// Partner-sourced, partner-influenced or neither.
    Class,
    /// The account's segment.
    Segment,
    /// New, expansion or renewal.
    Type,
}

/// The name of the group of all deals without a value.
const NONE: &str = "none";

impl Grouping {
    /// Every grouping with its word on the command line and in `[forecast] group`.
    pub const ALL: [(&'static str, Self); 7] = [
        ("partner", Self::Partner),
        ("seller", Self::Seller),
        ("owner", Self::Owner),
        ("stage", Self::Stage),
        ("class", Self::Class),
        ("segment", Self::Segment),
        ("type", Self::Type),
    ];

    /// Returns its word on the command line.
    pub fn word(self) -> &'static str {
        let mut all = Self::ALL.iter();
        all.find(|(_, grouping)| *grouping == self)
            .map_or("", |(word, _)| word)
    }

    /// Returns the grouping of a word.
    pub fn parse(word: &str) -> Option<Self> {
        let found = Self::ALL.iter().find(|(name, _)| *name == word)?;
        Some(found.1)
    }

    /// Returns the sections of a deal that its past groups are read from; class and type count as they are now.
    pub(in crate::report) fn sections(self) -> &'static [&'static str] {
        match self {
            Self::Partner => &["partner"],
            Self::Seller => &["handoff", "roles"],
            Self::Owner => &["owner"],
            Self::Segment => &["account"],
            Self::Stage | Self::Class | Self::Type => &[],
        }
    }

    /// Returns the group of a deal by a past version of its file and the stage it was in then; `now` for groupings without a
    /// past.
    pub(in crate::report) fn past_key(
        self,
        case: &Case<'_>,
        past: &Groups,
        stage: Option<&Stage>,
        now: &str,
    ) -> String {
        let process = case.process;
        let found = match self {
            Self::Partner => past.partner.as_deref().map(|name| {
                let known = process.partner(name);
                let known = known.and_then(|partner| partner.name.as_ref());
                known.map_or(name, |known| &known.value)
            }),
            Self::Seller => past.seller.as_deref(),
            Self::Owner => {
                let written = past.owner.as_deref();
                let written = written.and_then(|owner| process.person_name(owner));
                written.or_else(|| process.stage_owner(stage?, case.deal))
            }
            Self::Stage => stage.map(|stage| &*stage.name),
            Self::Segment => past.segment.as_deref(),
            Self::Class | Self::Type => Some(now),
        };
        found.map_or_else(|| NONE.to_owned(), |name| self.spelled(case, name))
    }

    /// Returns a name as the book shows it: one person and one partner is one group, however each deal writes them.
    fn spelled(self, case: &Case<'_>, name: &str) -> String {
        match self {
            Self::Partner => case.book.spellings().partner(name),
            Self::Seller | Self::Owner => case.book.spellings().person(name),
            _ => name.to_owned(),
        }
    }

    /// Returns the group of a deal as it is now.
    pub fn key(self, case: &Case<'_>) -> String {
        let deal = case.deal;
        let text = |text: Option<&crate::model::scalar::Text>| text.map(ToString::to_string);
        let account = deal.account.as_ref();
        let opportunity = deal.opportunity.as_ref();
        let found = match self {
            Self::Partner => text(deal.partner_name()),
            Self::Seller => text(deal.seller()),
            Self::Owner => moves::answers_for(case),
            Self::Stage => case.stage().map(|(_, stage)| stage.name.clone()),
            Self::Class => Some(
                crate::analysis::attribution::derive(case)
                    .class
                    .name()
                    .to_owned(),
            ),
            Self::Segment => text(account.and_then(|account| account.segment.as_ref())),
            Self::Type => opportunity.and_then(|it| Some(it.kind?.value.to_string())),
        };
        found.map_or_else(|| NONE.to_owned(), |name| self.spelled(case, &name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn process_toml_takes_every_grouping() {
        let words = Grouping::ALL.map(|(word, _)| word);
        assert_eq!(words, crate::model::forecast::GROUPS);
    }
}
