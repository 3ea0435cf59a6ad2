//! Whose move it is on a deal, what it is, since when and until when (D3.2, D4.9, D8.1): the one answer that lint, the gate, the
//! stalls and the front page give.

use std::fmt;

use chrono::NaiveDate;

use crate::diagnostic::Assignee;
use crate::model::Criterion;
use crate::model::deal::Side;

use super::clocks::{self, ClockReading};
use super::gates;
use super::handoff_step::{self, HandoffStep, asks_for_answer};
use super::moves::{self, Role};
use super::{Case, acceptance, feedback, registration};

/// A move on a deal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// The partner waits for an answer to the registration.
    AnswerRegistration,
    /// The registration was rejected, and the deal is open.
    CloseRejected,
    /// The handoff was declined so often that the stage lets the deal go.
    CloseDeclined,
    /// The packet lacks fields.
    CompletePacket,
    /// The packet is complete: it goes to the seller.
    Send {
        /// The seller.
        to: Option<String>,
        /// What is to be made ready first.
        once: Option<&'static str>,
        /// Whether it is a new packet, for a deal that came back.
        again: bool,
    },
    /// The packet was declined: this component is mended, and it goes out again.
    Mend(&'static str),
    /// It was declined as not the seller's account.
    OtherSeller,
    /// It was declined for a reason that points at no component: somebody acts on it.
    ActOnReason,
    /// It was declined, and nothing says what was wrong.
    AskWhy,
    /// A handoff waits for the seller.
    Answer,
    /// The gate waits for that answer: the seller is reminded.
    Remind {
        /// The seller.
        seller: Option<String>,
    },
    /// The seller's agreed move is past its day.
    SellerMove,
    /// The partner's agreed move is past its day.
    PartnerMove,
    /// The partner has been silent.
    CallPartner,
    /// These criteria are not met, by their ids.
    Settle(Vec<String>),
    /// Nothing is missing.
    Advance,
    /// Nothing is missing in the last stage.
    Close,
    /// The deal is closed, and the partner has not been told.
    TellPartner,
}

/// The move in a few words: “budget”, “answer”, “send it to Sam Ortiz”.
impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::AnswerRegistration => f.write_str("answer the registration"),
            Self::CloseRejected | Self::CloseDeclined | Self::Close => f.write_str("close it"),
            Self::CompletePacket => f.write_str("complete the packet"),
            Self::Send { to, again, .. } => {
                let what = if *again { "a new packet" } else { "it" };
                write!(
                    f,
                    "send {what} to {}",
                    to.as_deref().unwrap_or("the seller")
                )
            }
            Self::Mend(component) => write!(f, "mend {component}, send again"),
            Self::OtherSeller => f.write_str("find another seller"),
            Self::ActOnReason => f.write_str("act on the reason, send again"),
            Self::AskWhy => f.write_str("ask why, send again"),
            Self::Answer => f.write_str("answer"),
            Self::Remind { seller } => {
                write!(f, "remind {}", seller.as_deref().unwrap_or("the seller"))
            }
            Self::SellerMove => f.write_str("make the move"),
            Self::PartnerMove => f.write_str("chase the partner's move"),
            Self::CallPartner => f.write_str("call partner"),
            Self::Settle(ids) => f.write_str(&words(ids)),
            Self::Advance => f.write_str("advance it"),
            Self::TellPartner => f.write_str("tell the partner"),
        }
    }
}

fn words(ids: &[String]) -> String {
    let word = |id: &str| id.rsplit('.').next().unwrap_or(id).replace(['-', '_'], " ");
    match ids {
        [first, second] => format!("{}, {}", word(first), word(second)),
        [first, rest @ ..] if rest.len() > 1 => format!("{} and {} more", word(first), rest.len()),
        _ => ids.iter().map(|id| word(id)).collect(),
    }
}

/// A move with the person who makes it.
#[derive(Clone, Debug)]
pub struct NextMove {
    /// The move.
    pub step: Step,
    /// Whose it is.
    pub whose: Assignee,
    /// The clock that runs on it; `None` if nothing limits it.
    pub reading: Option<ClockReading>,
}

impl Step {
    /// Returns whether it moves the deal on: not a touch that is missing beside the gate.
    pub fn is_of_gate(&self) -> bool {
        !matches!(
            self,
            Self::CallPartner | Self::SellerMove | Self::PartnerMove
        )
    }
}

impl NextMove {
    /// Whether its day has passed.
    pub fn is_late(&self) -> bool {
        self.reading.is_some_and(|reading| reading.is_over())
    }

    /// Returns whether somebody is to make it: a partner who is not silent for too long is not called.
    pub fn is_due(&self) -> bool {
        self.step != Step::CallPartner || self.is_late()
    }

    /// Returns the last good day; `None` if nothing limits it.
    pub fn until(&self) -> Option<NaiveDate> {
        self.reading.map(|reading| reading.end)
    }
}

/// Returns the moves on a deal: that of its stage first, then whatever else waits. There is none before it begins.
pub fn of(case: &Case<'_>) -> Vec<NextMove> {
    if !case.book.has_begun(case.deal) {
        return Vec::new();
    }
    if case.deal.is_closed() {
        return tell_partner(case).into_iter().collect();
    }
    if registration::is_turned_away(case.deal) {
        return vec![NextMove {
            step: Step::CloseRejected,
            whose: moves::of_role(case, Role::Alliances),
            reading: None,
        }];
    }
    let by = |step, role, reading: Option<ClockReading>| {
        reading.map(|reading| NextMove {
            step,
            whose: moves::of_role(case, role),
            reading: Some(reading),
        })
    };
    let answered = [
        by(Step::CallPartner, Role::Alliances, clocks::silence(case)),
        answer(case),
        by(
            Step::AnswerRegistration,
            Role::Alliances,
            clocks::registration(case),
        ),
        by(
            Step::SellerMove,
            Role::Seller,
            clocks::agreed_move(case, Side::Seller),
        ),
        by(
            Step::PartnerMove,
            Role::Alliances,
            clocks::agreed_move(case, Side::Partner),
        ),
    ];
    let stage = of_stage(case).into_iter();
    let stage = stage.filter_map(|stage| after_answer(case, stage));
    stage.chain(answered.into_iter().flatten()).collect()
}

/// Returns the answer that a sent packet waits for, also where nothing limits it.
fn answer(case: &Case<'_>) -> Option<NextMove> {
    acceptance::present(case).filter(|sent| sent.waits)?;
    Some(NextMove {
        step: Step::Answer,
        whose: moves::of_role(case, Role::Seller),
        reading: clocks::response(case),
    })
}

/// Nobody advances a deal whose registration waits for its answer: that comes first. `None` if only the answer is late, and so has
/// a line of its own.
fn after_answer(case: &Case<'_>, stage: NextMove) -> Option<NextMove> {
    match clocks::registration(case).filter(|_| matches!(stage.step, Step::Advance | Step::Close)) {
        None => Some(stage),
        Some(waiting) if waiting.is_over() && !stage.is_late() => None,
        Some(_) => Some(NextMove {
            step: Step::AnswerRegistration,
            whose: moves::of_role(case, Role::Alliances),
            ..stage
        }),
    }
}

/// Returns the move after a close: from the first day on the partner is to be told (D3.7).
fn tell_partner(case: &Case<'_>) -> Option<NextMove> {
    feedback::untold(case)?;
    Some(NextMove {
        step: Step::TellPartner,
        whose: moves::of_role(case, Role::Alliances),
        reading: clocks::feedback(case),
    })
}

/// Returns what the stage of an open deal waits for: a move a person, that on the first unmet criterion first.
fn of_stage(case: &Case<'_>) -> Vec<NextMove> {
    let Some((number, stage)) = case.stage() else {
        return Vec::new();
    };
    let handoff = handoff_step::of(case);
    let results = gates::gate(case, number);
    let mut found: Vec<(Assignee, Step)> = Vec::new();
    for result in results.iter().filter(|result| result.unmet().is_some()) {
        let criterion = result.criterion;
        let (whose, step) = on_criterion(case, criterion, stage, handoff.as_ref());
        if let Some(step) = step {
            if !found.iter().any(|(_, known)| *known == step) {
                found.push((whose, step));
            }
            continue;
        }
        let mut known = found.iter_mut();
        match known.find(|(known, _)| moves::is_same(known, &whose)) {
            Some((_, Step::Settle(ids))) => ids.push(criterion.id.clone()),
            // The packet comes first, and most of what it transfers is in it.
            Some(_) => {}
            None => found.push((whose, Step::Settle(vec![criterion.id.clone()]))),
        }
    }
    if found.is_empty() {
        let step = handoff.as_ref().map(|handoff| step_of(case, handoff));
        let whose = handoff.and_then(|handoff| handoff.assignee(case));
        let whose = whose.unwrap_or_else(|| moves::of_stage(case, stage));
        let is_last = number + 1 == case.process.stages.len();
        let moves_on = if is_last { Step::Close } else { Step::Advance };
        found.push((whose, step.unwrap_or(moves_on)));
    }
    let reading = clocks::stage(case);
    let moves = found.into_iter();
    moves
        .map(|(whose, step)| NextMove {
            step,
            whose,
            reading,
        })
        .collect()
}

/// Returns a step of the handoff as a move.
pub fn step_of(case: &Case<'_>, handoff: &HandoffStep<'_>) -> Step {
    let seller = || {
        let seller = case.deal.seller();
        let name = seller.and_then(|seller| case.person_name(seller));
        name.map(ToOwned::to_owned)
    };
    match handoff {
        HandoffStep::Complete { .. } => Step::CompletePacket,
        HandoffStep::Send { once, again } => Step::Send {
            to: seller(),
            once: *once,
            again: *again,
        },
        HandoffStep::Wait => Step::Remind { seller: seller() },
        HandoffStep::Mend(decline) => match decline.component {
            Some(component) if component.id == "account-logic" => Step::OtherSeller,
            Some(component) => Step::Mend(component.name),
            None if decline.says_why() => Step::ActOnReason,
            None => Step::AskWhy,
        },
        HandoffStep::GiveUp { .. } => Step::CloseDeclined,
    }
}

/// Returns who acts on a criterion, and the move if it is another than to meet it: an answer is got by sending the packet, by a
/// reminder, or by mending what was declined.
pub fn on_criterion(
    case: &Case<'_>,
    criterion: &Criterion,
    stage: &crate::model::Stage,
    handoff: Option<&HandoffStep<'_>>,
) -> (Assignee, Option<Step>) {
    let own = || moves::of_criterion(case, criterion, stage);
    match handoff.filter(|_| stage.is_handoff && asks_for_answer(criterion)) {
        Some(handoff) => (
            handoff.assignee(case).unwrap_or_else(own),
            Some(step_of(case, handoff)),
        ),
        None => (own(), None),
    }
}
