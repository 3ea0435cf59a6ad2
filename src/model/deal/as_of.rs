//! A deal as it was known on a day (DESIGN §4): what is dated later is set aside, so that no figure can see it.

use chrono::NaiveDate;

use super::{Deal, Feedback, Handoff, Outcome, Response, Review, Sent, StageEntry, Touch, Waiver};
use crate::model::scalar::Date;

/// What a deal file says of days after the one it is seen from.
#[derive(Clone, Debug, Default)]
pub struct Later {
    /// Stages entered later.
    pub history: Vec<StageEntry>,
    /// Touches dated later.
    pub touches: Vec<Touch>,
    /// An outcome dated later.
    pub outcome: Option<Outcome>,
    /// A feedback dated later.
    pub feedback: Option<Feedback>,
    /// The sending of the handoff, dated later.
    pub sent: Option<Sent>,
    /// An answer dated later.
    pub response: Option<Response>,
}

impl Deal {
    /// Sets aside everything dated after `today`.
    #[must_use]
    pub fn as_of(mut self, today: NaiveDate) -> Self {
        let later = |date: Option<Date>| date.is_some_and(|date| date.value > today);
        let data = &mut self.data;
        let entries = &mut data.history.entries;
        self.later.history = entries.extract_if(.., |entry| later(entry.date)).collect();
        self.later.touches = data
            .touches
            .extract_if(.., |touch: &mut Touch| later(touch.date))
            .collect();
        data.waivers.retain(|waiver: &Waiver| !later(waiver.date));
        self.later.outcome = data.outcome.take_if(|outcome| later(outcome.date));
        self.later.feedback = data.feedback.take_if(|feedback| later(feedback.date));
        if let Some(registered) = &mut data.registered {
            registered.approved.take_if(|answer| later(answer.date));
            registered.rejected.take_if(|answer| later(answer.date));
        }
        let whole_handoff = |handoff: &Handoff| later(handoff.sent_on());
        data.earlier_handoffs
            .retain(|handoff| !whole_handoff(handoff));
        for handoff in &mut data.earlier_handoffs {
            trim(handoff, today);
        }
        if let Some(handoff) = data.handoff.as_deref_mut() {
            self.later.sent = handoff.sent.take_if(|sent| later(sent.date));
            self.later.response = trim(handoff, today);
        }
        self
    }
}

/// Takes a later answer and review out of a handoff.
fn trim(handoff: &mut Handoff, today: NaiveDate) -> Option<Response> {
    let later = |date: Option<Date>| date.is_some_and(|date| date.value > today);
    handoff
        .review
        .take_if(|review: &mut Review| later(review.date));
    handoff.response.take_if(|response| later(response.date))
}
