//! One deal at its gate: what is met, what is missing, whose move it is, what the next gate will require (D3.2).

use chrono::NaiveDate;
use serde::Serialize;

use crate::analysis::clocks::{Clock, Start};
use crate::analysis::gates::{self, CriterionResult, State};
use crate::analysis::handoff_step::{self, HandoffStep};
use crate::analysis::next_moves::{self, NextMove, Step};
use crate::analysis::packet;
use crate::analysis::{Case, declines, move_command};
use crate::model::deal::Waiver;

use super::Input;
use super::document::{Length, Money, Place, StageRef};

/// The state of a criterion.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum CriterionState {
    /// It is met.
    Met,
    /// It is not met; an incomplete waiver does not change that.
    Unmet,
    /// It is waived.
    Waived,
}

impl From<&State<'_>> for CriterionState {
    fn from(state: &State<'_>) -> Self {
        match state {
            State::Met => Self::Met,
            State::Unmet(_) | State::IncompletelyWaived(..) | State::WaivedLater(..) => Self::Unmet,
            State::Waived(_) => Self::Waived,
        }
    }
}

impl CriterionState {
    /// Returns its word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Met => "met",
            Self::Unmet => "unmet",
            Self::Waived => "waived",
        }
    }
}

/// One criterion of a gate.
#[derive(Clone, Debug, Serialize)]
pub struct CriterionLine {
    /// Its id in its stage.
    pub id: String,
    /// Its state.
    pub state: CriterionState,
    /// The person whose move it is.
    #[serde(rename = "who")]
    pub owner: Option<String>,
    /// The role whose move it is.
    pub role: Option<String>,
    /// What it asks for.
    pub demand: String,
    /// Why it is not met.
    pub why: Option<String>,
    /// The hint of process.toml.
    pub hint: Option<String>,
    /// Who waived it, when and why.
    pub waiver: Option<String>,
    /// The move, if it is another than to meet it: `send it to Sam Ortiz`.
    #[serde(skip)]
    pub step: Option<String>,
    /// The line to look at.
    #[serde(flatten)]
    pub place: Place,
}

/// A move on the deal.
#[derive(Clone, Debug, Serialize)]
pub struct MoveLine {
    /// The person who makes it.
    #[serde(rename = "who")]
    pub owner: Option<String>,
    /// The role that makes it.
    pub role: Option<String>,
    /// The move.
    pub action: String,
    /// The command that makes it.
    pub command: String,
    /// The last day for it; `None` if nothing limits it.
    #[serde(rename = "due")]
    pub until: Option<NaiveDate>,
    /// Whether that day has passed.
    #[serde(rename = "over")]
    pub is_over: bool,
    /// Its clock.
    #[serde(skip)]
    pub clock: Option<Clock>,
    /// What kind of move it is.
    #[serde(skip)]
    pub step: Step,
}

impl MoveLine {
    pub(super) fn new(next: NextMove, name: &str) -> Self {
        Self {
            command: move_command::command(&next.step, name),
            until: next.until(),
            is_over: next.is_late(),
            clock: next.reading.map(|reading| reading.clock),
            owner: next.whose.owner,
            role: next.whose.role,
            action: next.step.to_string(),
            step: next.step,
        }
    }
}

/// The last answer, if it was a decline.
#[derive(Clone, Debug, Serialize)]
pub struct DeclineLine {
    /// Who declined.
    pub by: Option<String>,
    /// When.
    pub date: Option<NaiveDate>,
    /// Why, as written.
    pub reason: Option<String>,
    /// What the seller added to it.
    pub note: Option<String>,
    /// The component of the scorecard that the reason points at.
    pub component: Option<&'static str>,
    /// How often the deal was declined in all.
    pub times: usize,
}

fn decline(case: &Case<'_>) -> Option<DeclineLine> {
    let decline = declines::present(case)?;
    let by = decline.response.by.as_ref();
    let by = by.or_else(|| case.deal.seller());
    Some(DeclineLine {
        by: by.map(|by| case.person_name(by).unwrap_or(by).to_owned()),
        date: decline.response.date.map(|date| date.value),
        reason: decline.reason.map(ToOwned::to_owned),
        note: decline.note.map(ToOwned::to_owned),
        component: decline.component.map(|component| component.name),
        times: decline.times,
    })
}

/// The gate of a stage.
#[derive(Clone, Debug, Serialize)]
pub struct GateLine {
    /// The stage.
    pub stage: StageRef,
    /// Its criteria that apply.
    pub criteria: Vec<CriterionLine>,
}

impl GateLine {
    /// Returns its unmet criteria.
    pub fn unmet(&self) -> impl Iterator<Item = &CriterionLine> {
        unmet(&self.criteria)
    }

    /// Returns how many of its criteria stand so.
    pub fn count(&self, state: CriterionState) -> usize {
        let criteria = self.criteria.iter();
        criteria.filter(|line| line.state == state).count()
    }
}

fn unmet(criteria: &[CriterionLine]) -> impl Iterator<Item = &CriterionLine> {
    let is_unmet = |line: &&CriterionLine| line.state == CriterionState::Unmet;
    criteria.iter().filter(is_unmet)
}

/// A clock that runs.
#[derive(Clone, Debug, Serialize)]
pub struct ClockLine {
    /// Which clock.
    pub clock: Clock,
    /// The day it started.
    pub since: NaiveDate,
    /// Calendar days it shows.
    pub days: u32,
    /// Business days it shows.
    pub business_days: u32,
    /// What it shows in the limit's unit.
    #[serde(skip)]
    pub elapsed: u32,
    /// The limit.
    pub limit: Length,
    /// What it started with.
    #[serde(skip)]
    pub start: Start,
    /// The last day inside the limit.
    #[serde(skip)]
    pub end: NaiveDate,
    /// The first day past it.
    #[serde(skip)]
    pub over_since: NaiveDate,
    /// Who acts on it, and how.
    #[serde(skip)]
    pub action: String,
    /// Whether the limit is exceeded.
    #[serde(rename = "over")]
    pub is_over: bool,
}

impl ClockLine {
    /// Returns the clock of a move; `None` if none runs on it.
    fn of(next: &NextMove) -> Option<Self> {
        let reading = next.reading?;
        let owner = next.whose.owner.as_deref().unwrap_or("nobody is named");
        Some(Self {
            clock: reading.clock,
            since: reading.since,
            days: reading.days,
            business_days: reading.business_days,
            elapsed: reading.elapsed,
            start: reading.start,
            limit: Length(reading.limit.value),
            end: reading.end,
            over_since: reading.over_since,
            action: format!("{owner}: {}", next.step),
            is_over: reading.is_over(),
        })
    }
}

/// The fields of a packet, counted.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct PacketCount {
    /// Fields that are there.
    pub present: usize,
    /// Fields that this deal needs.
    pub needed: usize,
}

/// The report.
#[derive(Clone, Debug, Serialize)]
pub struct Gate {
    /// The deal's id.
    pub deal: String,
    /// The deal as a user would type it.
    #[serde(skip)]
    pub name: String,
    /// The account.
    pub account: Option<String>,
    /// The stage that it is in; `None` if process.toml does not know it.
    pub stage: Option<StageRef>,
    /// The day it entered its stage.
    pub since: Option<NaiveDate>,
    /// The person who owns its stage.
    pub owner: Option<String>,
    /// The outcome; `None` while it is open.
    pub outcome: Option<String>,
    /// The day it begins, if that is still to come.
    #[serde(skip)]
    pub begins: Option<NaiveDate>,
    /// The day it was closed.
    #[serde(skip)]
    pub closed: Option<NaiveDate>,
    /// What it is worth.
    pub amount: Option<Money>,
    /// The currency of the amount.
    pub currency: &'static str,
    /// The criteria of its stage.
    pub criteria: Vec<CriterionLine>,
    /// The moves on it, that of its stage first.
    pub moves: Vec<MoveLine>,
    /// The clocks that run.
    pub clocks: Vec<ClockLine>,
    /// How complete its packet is; in the handoff stage only.
    pub packet: Option<PacketCount>,
    /// Why the packet was declined; in the handoff stage only.
    pub decline: Option<DeclineLine>,
    /// The gates that it has left behind.
    pub behind: Vec<GateLine>,
    /// The next gate, as it would be judged today; `None` in the last stage.
    pub next: Option<GateLine>,
}

impl Gate {
    /// Returns the unmet criteria of its stage.
    pub fn unmet(&self) -> impl Iterator<Item = &CriterionLine> {
        unmet(&self.criteria)
    }
}

/// Judges one deal at its gate; `None` if no deal has that id.
pub fn gate(input: &Input<'_>, id: &str) -> Option<Gate> {
    let deal = input.book.deals.iter().find(|deal| deal.id == id)?;
    let case = input.case(deal);
    let (number, stage) = case.stage().unzip();
    let handoff = handoff_step::of(&case);
    let gate_of = |number| gate_line(input, &case, number, handoff.as_ref());
    let name = input.names.of(&deal.id);
    let last_entry = deal.last_entry().and_then(|entry| entry.date);
    let moves = next_moves::of(&case);
    let mut clocks: Vec<ClockLine> = moves.iter().filter_map(ClockLine::of).collect();
    // Of a stage that waits for several people the clock is one.
    clocks.dedup_by_key(|line| line.clock);
    let in_handoff = stage.is_some_and(|stage| stage.is_handoff) && !deal.is_closed();
    Some(Gate {
        deal: deal.id.clone(),
        account: deal.account_name().map(ToString::to_string),
        stage: stage.map(StageRef::from),
        since: last_entry.map(|date| date.value),
        owner: stage
            .and_then(|stage| case.process.stage_owner(stage, deal))
            .map(|owner| input.book.spellings().person(owner)),
        begins: deal.begins().filter(|_| !input.book.has_begun(deal)),
        outcome: case.result().map(|result| result.to_string()),
        closed: case.closed_on(),
        amount: Money::of_deal(input, deal),
        currency: input.currency().code(),
        criteria: number.map_or_else(Vec::new, |number| gate_of(number).criteria),
        clocks,
        moves: moves
            .into_iter()
            .filter(NextMove::is_due)
            .map(|next| MoveLine::new(next, &name))
            .collect(),
        packet: in_handoff.then(|| {
            let packet = packet::packet(&case);
            PacketCount {
                present: packet.present(),
                needed: packet.needed(),
            }
        }),
        decline: decline(&case).filter(|_| in_handoff),
        behind: gates::owed(&case).into_iter().map(gate_of).collect(),
        next: number
            .map(|number| number + 1)
            .filter(|next| *next < case.process.stages.len())
            .map(gate_of),
        name,
    })
}

fn gate_line(
    input: &Input<'_>,
    case: &Case<'_>,
    number: usize,
    handoff: Option<&HandoffStep<'_>>,
) -> GateLine {
    let results = gates::gate(case, number);
    GateLine {
        stage: StageRef::from(&case.process.stages[number]),
        criteria: results
            .iter()
            .map(|result| criterion_line(input, case, result, handoff))
            .collect(),
    }
}

fn criterion_line(
    input: &Input<'_>,
    case: &Case<'_>,
    result: &CriterionResult<'_>,
    handoff: Option<&HandoffStep<'_>>,
) -> CriterionLine {
    let criterion = result.criterion;
    let unmet = result.unmet();
    let field = criterion.field.as_ref();
    let (waiver, span) = match (&result.state, unmet) {
        (State::Waived(waiver), _) => (Some(waiver_words(waiver)), waiver.key_span),
        (_, Some(unmet)) => (None, unmet.span),
        (_, None) => {
            let nearest = field.map(|field| case.deal.nearest_span(field));
            (None, nearest.unwrap_or_else(|| case.deal.head()))
        }
    };
    let stage = &case.process.stages[result.stage];
    let (whose, step) = next_moves::on_criterion(case, criterion, stage, handoff);
    CriterionLine {
        id: criterion.id.clone(),
        state: CriterionState::from(&result.state),
        owner: whose.owner,
        role: whose.role,
        demand: criterion.demand(),
        why: unmet.map(|unmet| unmet.why.clone()),
        hint: criterion.hint.as_ref().map(ToString::to_string),
        waiver,
        step: step
            .filter(|_| unmet.is_some())
            .map(|step| step.to_string()),
        place: Place::of(input, case.deal.file, span),
    }
}

/// Returns `waived by Maya Chen on 2026-09-14: the reason`.
fn waiver_words(waiver: &Waiver) -> String {
    let by = waiver.by.as_ref().map_or("", |by| &by.value);
    let date = waiver
        .date
        .map_or_else(String::new, |date| date.value.to_string());
    let why = waiver.why.as_ref().or(waiver.reason.as_deref());
    format!(
        "waived by {by} on {date}: {}",
        why.map_or("", |why| &why.value)
    )
}
