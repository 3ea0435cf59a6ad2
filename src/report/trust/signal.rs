//! The signals of D6. What a signal is called, what it measures and which way is better are in one declaration.

use serde::{Serialize, Serializer};

use crate::forecast::wilson::Share;

use super::measure::{Mean, Measured, ResponseTime};

/// A signal: the six of D6, and two figures shown beside them, in the order of JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signal {
    /// How fast sellers answer.
    Response,
    /// How many handoffs they take.
    ActedOn,
    /// How often they ask for help unprompted.
    Requests,
    /// How often they name partner influence unprompted.
    Mentions,
    /// How many met a partner again.
    Meetings,
    /// How many disputes are about an account or a partner.
    Disputes,
    /// Beside them: the handoff score (D6.1).
    Score,
    /// Beside the first: the share that is silent past the window.
    Silent,
}

/// What a signal is called and how it is judged.
#[derive(Clone, Copy)]
pub struct Declaration {
    /// Its id for programs.
    pub id: &'static str,
    /// Its name, with its number if it is one of the six.
    pub name: &'static str,
    /// What it measures.
    pub figure: Figure,
    /// Whether sellers trust more if it grows.
    pub up_is_better: bool,
    /// The word for a figure that grew.
    pub up: &'static str,
    /// The word for a figure that shrank.
    pub down: &'static str,
}

/// What is measured, of a period. Each kind has a test of its own for what is more than chance.
#[derive(Clone, Copy)]
pub enum Figure {
    /// A time until an answer.
    Time(fn(&Measured) -> &ResponseTime),
    /// A share of cases.
    Share(fn(&Measured) -> Share),
    /// How often something happened, of how many occasions. Two periods compare how often, not the share.
    Tally(fn(&Measured) -> Share),
    /// A mean of all cases.
    Mean(fn(&Measured) -> Mean),
}

impl Signal {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::Response,
        Self::ActedOn,
        Self::Requests,
        Self::Mentions,
        Self::Meetings,
        Self::Disputes,
        Self::Score,
        Self::Silent,
    ];

    /// Returns whether it is one of the six of D6.
    pub fn is_of_the_six(self) -> bool {
        !matches!(self, Self::Score | Self::Silent)
    }

    /// Returns its declaration.
    pub const fn declaration(self) -> Declaration {
        match self {
            Self::Response => Declaration {
                id: "response",
                name: "1 response time, business days",
                figure: Figure::Time(|measured| &measured.response),
                up_is_better: false,
                up: "longer",
                down: "shorter",
            },
            Self::ActedOn => rises(
                "acted_on",
                "2 acted on, of decided",
                Figure::Share(|measured| measured.acted_on),
            ),
            Self::Requests => rises(
                "requests",
                "3 asked for help unprompted, of requests",
                Figure::Tally(|measured| measured.requests),
            ),
            Self::Mentions => rises(
                "mentions",
                "4 named unprompted in review, of mentions",
                Figure::Tally(|measured| measured.mentions),
            ),
            Self::Meetings => rises(
                "meetings",
                "5 met a partner again, of sellers who met",
                Figure::Share(|measured| measured.meetings),
            ),
            Self::Disputes => rises(
                "disputes",
                "6 about account or partner, of disputes",
                Figure::Share(|measured| measured.disputes),
            ),
            Self::Score => rises(
                "score",
                "  handoff score, of 18",
                Figure::Mean(|measured| measured.score),
            ),
            Self::Silent => Declaration {
                up_is_better: false,
                ..rises(
                    "silent",
                    "  silent past the window, of decided",
                    Figure::Share(|measured| measured.silent),
                )
            },
        }
    }
}

/// Declares a signal that is better when it goes up.
const fn rises(id: &'static str, name: &'static str, figure: Figure) -> Declaration {
    Declaration {
        id,
        name,
        figure,
        up_is_better: true,
        up: "up",
        down: "down",
    }
}

/// A signal is its id in JSON.
impl Serialize for Signal {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.declaration().id)
    }
}
