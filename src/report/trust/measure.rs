//! The six signals of D6 in one period.

use std::collections::HashMap;

use chrono::NaiveDate;
use serde::{Serialize, Serializer};

use crate::analysis::acceptance::Outcome;
use crate::forecast::kaplan_meier::{Observation, curve};
use crate::forecast::wilson::Share;
use crate::model::Unit;
use crate::report::document::Rounded;
use crate::report::period::Period;

use super::gather::{EntryKind, Gathered, Meeting, Name, SentRecord, SignalEntry};

/// What some signals are measured on: all of the book, or what one seller or partner has in it.
#[derive(Debug, Default)]
pub struct Part<'a> {
    /// Handoffs.
    pub handoffs: Vec<&'a SentRecord>,
    /// Meetings.
    pub meetings: Vec<&'a Meeting>,
    /// Entries of signals.yaml.
    pub entries: Vec<&'a SignalEntry>,
}

/// How the handoffs of a period ended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Answers {
    /// Sent in the period.
    pub sent: u32,
    /// Taken, or answered with a better move.
    pub accepted: u32,
    /// Declined.
    pub declined: u32,
    /// The window ended without an answer.
    pub silent: u32,
    /// Not answered, inside the window.
    pub open: u32,
    /// Closed, moved on or sent again inside the window.
    pub overtaken: u32,
    /// Answered, and nothing says how.
    pub unclear: u32,
    /// Of those answered, after the window.
    pub late: u32,
    /// Of those answered, without the day of the answer.
    pub undated: u32,
}

/// How long sellers take to answer, silence counted as longer than it has lasted (Kaplan–Meier).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ResponseTime {
    /// One for each handoff, in business days.
    #[serde(skip)]
    pub observations: Vec<Observation>,
    /// How many handoffs it is made of.
    pub of: usize,
    /// Those that were answered.
    pub answered: u32,
    /// What the times count.
    pub unit: BusinessDays,
    /// The time within which a quarter had answered; `None` if fewer have.
    pub lower_quartile: Option<u32>,
    /// The time within which half had answered.
    pub median: Option<u32>,
    /// The time within which three quarters had answered.
    pub upper_quartile: Option<u32>,
    /// The lower end of the 95% interval of the median.
    pub median_low: u32,
    /// Its upper end; `None` if it has no end.
    pub median_high: Option<u32>,
    /// The longest that one has waited.
    pub longest: u32,
}

/// The unit of response times. Serialises as `business days`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct BusinessDays;

impl Serialize for BusinessDays {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(Unit::BusinessDays.words(2))
    }
}

/// The mean of some whole numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Mean {
    /// Their sum.
    pub sum: u32,
    /// How many they are.
    pub of: u32,
}

/// The signals of a period.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Measured {
    /// How the handoffs that were sent ended.
    #[serde(rename = "handoffs")]
    pub answers: Answers,
    /// Signal 1: response time.
    pub response: ResponseTime,
    /// Signal 1: silent past the window, of those decided.
    pub silent: Share,
    /// Signal 2: accepted, of those decided.
    pub acted_on: Share,
    /// Signal 3: unprompted requests on accounts that had not been brought to the seller, of all requests.
    pub requests: Share,
    /// Signal 4: mentions in reviews without partner marketing, of all mentions.
    pub mentions: Share,
    /// Signal 5: sellers who met a partner and had met one before, of those who met one.
    pub meetings: Share,
    /// Signal 6: disputes about an account or a partner, of those that say what they are about.
    pub disputes: Share,
    /// Disputes that do not say it.
    pub disputes_unsaid: u32,
    /// D6.1: the handoff score.
    pub score: Mean,
}

impl Mean {
    /// Returns the mean; `None` of nothing.
    pub fn value(self) -> Option<f64> {
        (self.of > 0).then(|| f64::from(self.sum) / f64::from(self.of))
    }
}

impl Serialize for Mean {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Written {
            mean: Option<Rounded<4>>,
            of: u32,
        }
        Written {
            mean: self.value().map(Rounded),
            of: self.of,
        }
        .serialize(serializer)
    }
}

/// A share has its 95% interval beside it.
impl Serialize for Share {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Written {
            n: u32,
            of: u32,
            low: Option<Rounded<4>>,
            high: Option<Rounded<4>>,
        }
        let interval = self.interval();
        Written {
            n: self.n,
            of: self.of,
            low: interval.map(|interval| Rounded(interval.low)),
            high: interval.map(|interval| Rounded(interval.high)),
        }
        .serialize(serializer)
    }
}

impl<'a> Part<'a> {
    /// Returns all of the book.
    pub fn whole(gathered: &'a Gathered) -> Self {
        Self {
            handoffs: gathered.handoffs.iter().collect(),
            meetings: gathered.meetings.iter().collect(),
            entries: gathered.entries.iter().collect(),
        }
    }

    /// Keeps what has to do with the wanted sellers and partners.
    #[must_use]
    pub fn only(mut self, wanted: impl Fn(Option<&Name>, Option<&Name>) -> bool) -> Self {
        self.handoffs
            .retain(|it| wanted(it.seller.as_ref(), it.partner.as_ref()));
        self.meetings
            .retain(|it| wanted(Some(&it.seller), it.partner.as_ref()));
        self.entries
            .retain(|it| wanted(it.seller.as_ref(), it.partner.as_ref()));
        self
    }

    /// Returns the signals of a period.
    pub fn measure(&self, period: Period) -> Measured {
        let mut out = Measured::default();
        for handoff in self.handoffs.iter().filter(|it| period.holds(it.sent)) {
            out.add(handoff);
        }
        out.response.finish();
        for entry in self.entries.iter().filter(|it| period.holds(it.date)) {
            match entry.kind {
                EntryKind::Request { own } => out.requests.add(own),
                EntryKind::Mention { own } => out.mentions.add(own),
                EntryKind::Dispute { healthy: Some(is) } => out.disputes.add(is),
                EntryKind::Dispute { healthy: None } => out.disputes_unsaid += 1,
            }
        }
        out.meetings = again(&self.meetings, period);
        out
    }
}

impl Measured {
    fn add(&mut self, handoff: &SentRecord) {
        let answers = &mut self.answers;
        answers.sent += 1;
        let ended = match handoff.outcome {
            Outcome::Accepted => &mut answers.accepted,
            Outcome::Declined => &mut answers.declined,
            Outcome::Silent => &mut answers.silent,
            Outcome::Open => &mut answers.open,
            Outcome::Overtaken => &mut answers.overtaken,
            Outcome::Unclear => &mut answers.unclear,
        };
        *ended += 1;
        answers.late += u32::from(handoff.late);
        if handoff.outcome.is_decided() {
            answers.undated += u32::from(handoff.wait.is_none());
            self.silent.add(handoff.outcome == Outcome::Silent);
            self.acted_on.add(handoff.outcome == Outcome::Accepted);
        }
        if let Some(wait) = handoff.wait {
            self.response.observations.push(Observation {
                time: wait.business_days,
                happened: wait.answered,
            });
        }
        if let Some(graded) = &handoff.graded {
            self.score.sum += graded.total;
            self.score.of += 1;
        }
    }
}

impl ResponseTime {
    fn finish(&mut self) {
        let curve = curve(&self.observations);
        self.of = self.observations.len();
        self.answered = curve.happened;
        self.lower_quartile = curve.quantile(0.25);
        self.median = curve.quantile(0.5);
        self.upper_quartile = curve.quantile(0.75);
        (self.median_low, self.median_high) = curve.median_interval();
        self.longest = curve.longest;
    }
}

/// Returns how many of the sellers who met a partner in a period had met one on an earlier day.
fn again(meetings: &[&Meeting], period: Period) -> Share {
    let mut days: HashMap<&Name, Vec<NaiveDate>> = HashMap::new();
    for meeting in meetings.iter().filter(|it| it.date < period.end) {
        days.entry(&meeting.seller).or_default().push(meeting.date);
    }
    let mut share = Share::default();
    for days in days.values() {
        let last = days.iter().max();
        if last.is_some_and(|last| period.holds(*last)) {
            share.add(days.iter().any(|day| Some(day) != last));
        }
    }
    share
}
