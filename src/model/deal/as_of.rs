//! A deal as it was known on a day: what is dated later is set aside, so that no figure can see it.

use std::ops::Deref;

use chrono::NaiveDate;

use super::{
    Answer, DatedKey, Days, Deal, DealFile, Feedback, Handoff, Outcome, Reopened, Response, Review,
    Sent, StageEntry, Touch, Waiver, each_date,
};
use crate::model::record::{Meaning, UnreadKey};
use crate::model::scalar::Date;

/// What a deal file says about days after the one it is seen from.
#[derive(Clone, Debug, Default)]
pub struct Later {
    /// Stages entered later.
    pub history: Vec<StageEntry>,
    /// Touches dated later.
    pub touches: Vec<Touch>,
    /// An outcome dated later.
    pub outcome: Option<Box<Outcome>>,
    /// A feedback dated later.
    pub feedback: Option<Box<Feedback>>,
    /// An approval of the registration, dated later.
    pub approved: Option<Answer>,
    /// A rejection of the registration, dated later.
    pub rejected: Option<Box<Answer>>,
    /// The sending of the handoff, dated later.
    pub sent: Option<Sent>,
    /// An answer dated later.
    pub response: Option<Response>,
    /// Openings dated later.
    pub reopened: Vec<Reopened>,
    /// Every day on which something happened that lies later, wherever it is written.
    pub dates: Vec<DatedKey>,
}

impl Later {
    const NOTHING: Self = Self {
        history: Vec::new(),
        touches: Vec::new(),
        outcome: None,
        feedback: None,
        approved: None,
        rejected: None,
        sent: None,
        response: None,
        reopened: Vec::new(),
        dates: Vec::new(),
    };

    /// Adds what was set aside for a later day.
    fn add(&mut self, before: Self) {
        self.history.extend(before.history);
        self.touches.extend(before.touches);
        self.outcome = self.outcome.take().or(before.outcome);
        self.feedback = self.feedback.take().or(before.feedback);
        self.approved = self.approved.take().or(before.approved);
        self.rejected = self.rejected.take().or(before.rejected);
        self.sent = self.sent.take().or(before.sent);
        self.response = self.response.take().or(before.response);
        self.reopened.extend(before.reopened);
        self.dates.extend(before.dates);
    }

    fn is_empty(&self) -> bool {
        self.history.is_empty()
            && self.touches.is_empty()
            && self.outcome.is_none()
            && self.feedback.is_none()
            && self.approved.is_none()
            && self.rejected.is_none()
            && self.sent.is_none()
            && self.response.is_none()
            && self.reopened.is_empty()
            && self.dates.is_empty()
    }
}

/// What is set aside of a deal: almost always nothing, which takes no memory.
#[derive(Clone, Debug, Default)]
pub struct SetAside(Option<Box<Later>>);

impl Deref for SetAside {
    type Target = Later;

    fn deref(&self) -> &Later {
        static NOTHING: Later = Later::NOTHING;
        self.0.as_deref().unwrap_or(&NOTHING)
    }
}

impl From<Later> for SetAside {
    fn from(later: Later) -> Self {
        Self((!later.is_empty()).then(|| Box::new(later)))
    }
}

impl Deal {
    /// Sets aside everything dated after `today`. What was set aside before, for a later day, stays so.
    #[must_use]
    pub fn as_of(mut self, today: NaiveDate) -> Self {
        let later = |date: Option<Date>| date.is_some_and(|date| date.value > today);
        end_outcomes(&mut self.data);
        let data = &mut *self.data;
        let mut aside = Later::NOTHING;
        let mut days = Days::default();
        each_date(data, &mut |path, meaning, date| {
            days.add(meaning, date, today);
            if meaning == Meaning::Past && date.value > today {
                let path = path.join(".");
                aside.dates.push(DatedKey { path, date });
            }
        });
        self.days = days;
        if let Some(opportunity) = &mut data.opportunity
            && let Some(created) = opportunity.created.take_if(|date| date.value > today)
        {
            // It did not exist yet; to rules it is a date that cannot be used.
            self.unread.push(UnreadKey {
                path: "opportunity.created".to_owned(),
                span: created.span,
                placeholder: false,
            });
        }
        let entries = &mut data.history.entries;
        aside.history = entries.extract_if(.., |entry| later(entry.date)).collect();
        aside.touches = data
            .touches
            .extract_if(.., |touch: &mut Touch| later(touch.date))
            .collect();
        data.waivers.retain(|waiver: &Waiver| !later(waiver.date));
        aside.outcome = data.outcome.take_if(|outcome| later(outcome.date));
        aside.feedback = data.feedback.take_if(|feedback| later(feedback.date));
        let openings = &mut data.reopened.items;
        aside.reopened = openings
            .extract_if(.., |opening| later(opening.date))
            .collect();
        aside
            .reopened
            .sort_by_key(|opening| opening.date.map(|date| date.value));
        close_again(data, &aside.reopened, today);
        if let Some(registered) = &mut data.registered {
            aside.approved = registered.approved.take_if(|answer| later(answer.date));
            aside.rejected = registered.rejected.take_if(|answer| later(answer.date));
        }
        let whole_handoff = |handoff: &Handoff| later(handoff.sent_on());
        data.earlier_handoffs
            .retain(|handoff| !whole_handoff(handoff));
        for handoff in &mut data.earlier_handoffs {
            trim(handoff, today);
        }
        if let Some(handoff) = data.handoff.as_deref_mut() {
            aside.sent = handoff.sent.take_if(|sent| later(sent.date));
            aside.response = trim(handoff, today);
        }
        if let Some(before) = self.later.0.take() {
            aside.add(*before);
        }
        self.later = aside.into();
        self
    }
}

/// Moves an outcome, and what the partner was told of it, below the opening that ended it: the first on its day or after.
fn end_outcomes(data: &mut DealFile) {
    if data.reopened.is_empty() {
        return;
    }
    let openings = &mut data.reopened.items;
    openings.sort_by_key(|opening| opening.date.map(|date| date.value));
    let ended_by = |openings: &[Reopened], day: Option<Date>, is_free: fn(&Reopened) -> bool| {
        let day = day?.value;
        let is_it = |opening: &Reopened| {
            is_free(opening) && opening.date.is_some_and(|date| date.value >= day)
        };
        openings.iter().position(is_it)
    };
    let closed = data.outcome.as_ref().and_then(|outcome| outcome.date);
    // An opening that has an outcome of its own ends no other, even one of its day.
    let ended = ended_by(openings, closed, |opening| opening.outcome.is_none());
    if let Some(at) = ended {
        openings[at].outcome = data.outcome.take();
    }
    let told = data.feedback.as_ref().and_then(|feedback| feedback.date);
    let day = |date: Option<Date>| date.map(|date| date.value);
    let is_of_last = ended.is_none() && data.outcome.is_some() && day(told) >= day(closed);
    let heard = ended_by(openings, told, |opening| opening.feedback.is_none());
    let heard = heard.or(ended.filter(|_| told.is_none()));
    if let Some(at) = heard.filter(|_| !is_of_last) {
        openings[at].feedback = data.feedback.take();
    }
}

/// Puts an outcome back that had not been ended by `today`, as the first of the later openings has it.
fn close_again(data: &mut DealFile, later: &[Reopened], today: NaiveDate) {
    let Some(opening) = later.first().filter(|_| data.outcome.is_none()) else {
        return;
    };
    let known = |date: Option<Date>| date.is_none_or(|date| date.value <= today);
    let outcome = opening.outcome.clone();
    data.outcome = outcome.filter(|outcome| known(outcome.date));
    if data.outcome.is_some() {
        let feedback = opening.feedback.clone();
        data.feedback = feedback.filter(|feedback| known(feedback.date));
    }
}

/// Takes a later answer and review out of a handoff.
fn trim(handoff: &mut Handoff, today: NaiveDate) -> Option<Response> {
    let later = |date: Option<Date>| date.is_some_and(|date| date.value > today);
    handoff
        .review
        .take_if(|review: &mut Box<Review>| later(review.date));
    handoff.response.take_if(|response| later(response.date))
}
