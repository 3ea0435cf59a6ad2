//! Why the chance of a deal is what it is, in words; a field of the JSON document as well.

use chrono::NaiveDate;

use crate::forecast::similar::SimilarDeals;
use crate::forecast::snapshots::small;
use crate::model::Duration;
use crate::report::days;
use crate::text::name::count;

use super::span::RECORD_DAYS;

/// A chance that is so far from what was counted is explained.
const NOTABLE: f64 = 0.1;
/// A factor so near to 1 explains nothing.
const FACTOR: f64 = 0.05;

/// What the chance of a deal is based on, and what is wrong with the deal.
pub(super) struct Basis<'a> {
    /// The name of the stage it is in.
    pub stage: &'a str,
    /// Days in that stage.
    pub days_in_stage: i32,
    /// The chance of a win within [`RECORD_DAYS`].
    pub chance: f64,
    /// The prior's share of that chance.
    pub prior_share: f64,
    /// Deals that were in the stage for as long, and the won ones among them.
    pub similar: SimilarDeals,
    /// Its group.
    pub group: String,
    /// The factor of that group on winning: 1.2 is a fifth faster.
    pub group_factor: f64,
    /// The seller's own call.
    pub call: Option<&'a str>,
    /// The expected close date, if that has passed.
    pub overdue: Option<NaiveDate>,
    /// How long it is over the stage's limit; `None` if it is not.
    pub over_limit: Option<Duration>,
    /// Whether it is so far over the limit that it is only open on paper.
    pub zombie: bool,
}

impl Basis<'_> {
    /// Returns what is wrong with the deal, each in a word or two.
    pub fn flags(&self) -> Vec<&'static str> {
        let flags = [
            (self.overdue.is_some(), "close date passed"),
            (self.zombie, "zombie"),
            (self.over_limit.is_some() && !self.zombie, "over limit"),
        ];
        let flags = flags.into_iter().filter(|(holds, _)| *holds);
        flags.map(|(_, flag)| flag).collect()
    }

    /// Returns why the chance is what it is, and what is wrong with the deal.
    pub fn reason(&self, today: NaiveDate) -> String {
        let stood = count(usize::try_from(self.days_in_stage).unwrap_or(0), "day");
        let mut text = format!("in {} for {stood}; {}.", self.stage, self.evidence());
        if let Some(call) = self.call {
            text += &format!(" The seller says {call}.");
        }
        if let Some(close) = self.overdue {
            let close = days::weekday(close, today);
            text += &format!(" Its close date has passed: {close}.");
        }
        if let Some(over) = self.over_limit {
            text += &format!(
                " It is {} {} over the stage's limit",
                over.n,
                over.unit.short()
            );
            text += if self.zombie {
                ", more than four times that: a zombie, open on paper only."
            } else {
                "."
            };
        }
        text
    }

    /// Returns what became of deals in the same place, and what else the chance is based on.
    fn evidence(&self) -> String {
        let SimilarDeals { deals, won } = self.similar;
        let prior = percent(self.prior_share);
        if deals == 0 {
            let part = if self.prior_share > 0.995 {
                String::new()
            } else {
                format!("{prior} of ")
            };
            return format!(
                "no deal on record was, {RECORD_DAYS} days ago or more, so {part}this is process.toml's belief"
            );
        }
        let counted = format!(
            "of {} that {} for about as long, {} won within {RECORD_DAYS} days",
            count(deals, "deal"),
            if deals == 1 { "was" } else { "were" },
            match won {
                0 => "none was".to_owned(),
                1 => "1 was".to_owned(),
                won => format!("{won} were"),
            },
        );
        if self.prior_share > 0.5 {
            return format!("{counted}: few, so {prior} of this is process.toml's belief");
        }
        format!("{counted}{}", self.distance())
    }

    /// Returns what moves the chance away from what was counted; empty if it is near.
    fn distance(&self) -> String {
        let moved = self.chance - small(self.similar.won) / small(self.similar.deals);
        if moved.abs() < NOTABLE {
            return String::new();
        }
        let pull = self.group_factor - 1.0;
        let group = if pull.abs() < FACTOR || pull.is_sign_positive() != moved.is_sign_positive() {
            String::new()
        } else {
            let way = if pull > 0.0 { "faster" } else { "slower" };
            format!(
                ", and deals of {} are won {way} (×{:.1})",
                self.group, self.group_factor
            )
        };
        format!(
            "; the chance is {}, for the stage as a whole counts too{group}",
            percent(self.chance)
        )
    }
}

fn percent(share: f64) -> String {
    format!("{:.0}%", share * 100.0)
}
