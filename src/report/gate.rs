//! One deal at its gate: what is met, what is missing, whose move it is, what the next gate will want (D3.2).

use rust_decimal::Decimal;

use crate::analysis::Case;
use crate::analysis::clocks::{self, ClockReading};
use crate::analysis::gates::{self, CriterionResult, State};
use crate::analysis::moves;
use crate::analysis::packet;
use crate::diagnostic::Assignee;

use super::Input;

/// How a criterion stands.
#[derive(Clone, Debug)]
pub struct CriterionLine {
    /// Its id in its stage.
    pub id: String,
    /// `met`, `unmet` or `waived`.
    pub state: &'static str,
    /// What it asks for.
    pub demand: String,
    /// Why it is not met.
    pub why: Option<String>,
    /// The hint of process.toml.
    pub hint: Option<String>,
    /// Whose move it is.
    pub whose: Assignee,
    /// Who waived it, when and why.
    pub waiver: Option<String>,
    /// The deal's file and the line to look at.
    pub path: String,
    /// 1-based.
    pub line: usize,
}

/// A gate of the deal.
#[derive(Clone, Debug)]
pub struct GateLine {
    /// The stage's id.
    pub id: String,
    /// The stage's name.
    pub name: String,
    /// Its criteria that apply.
    pub criteria: Vec<CriterionLine>,
}

/// The report.
#[derive(Clone, Debug)]
pub struct Gate {
    /// The deal's id.
    pub deal: String,
    /// As a user would type it.
    pub name: String,
    /// The account.
    pub account: Option<String>,
    /// What it is worth, in the process currency.
    pub amount: Option<Decimal>,
    /// The outcome, once it is closed.
    pub outcome: Option<(String, Option<chrono::NaiveDate>)>,
    /// The gate of the stage that it stands in; none without a known stage.
    pub here: Option<GateLine>,
    /// The gates that it has left behind.
    pub behind: Vec<GateLine>,
    /// The next gate, as it would be judged today.
    pub next: Option<GateLine>,
    /// The stage it would move to.
    pub onward: Option<String>,
    /// Who owns the stage that it stands in.
    pub owner: Option<String>,
    /// The three clocks, those that run.
    pub clocks: Vec<ClockReading>,
    /// The day it entered its stage.
    pub since: Option<chrono::NaiveDate>,
    /// Fields of the packet that are there, and that it needs; in the handoff stage only.
    pub packet: Option<(usize, usize)>,
}

/// Works the report out for one deal.
pub fn gate(input: &Input<'_>, id: &str) -> Option<Gate> {
    let deal = input.book.deals.iter().find(|deal| deal.id == id)?;
    let case = input.case(deal);
    let stage = case.stage();
    let onward = stage.and_then(|(number, _)| case.process.stages.get(number + 1));
    let in_handoff = stage.is_some_and(|(_, stage)| stage.is_handoff) && !deal.is_closed();
    Some(Gate {
        deal: deal.id.clone(),
        name: input.names.of(&deal.id),
        account: deal.account_name().map(ToString::to_string),
        amount: case.process.amount(deal),
        outcome: case
            .result()
            .map(|result| (result.to_string(), case.closed_on())),
        here: stage.map(|(number, _)| gate_line(input, &case, number)),
        behind: stage
            .map(|(number, _)| {
                (0..number)
                    .map(|number| gate_line(input, &case, number))
                    .collect()
            })
            .unwrap_or_default(),
        next: stage
            .filter(|_| onward.is_some())
            .map(|(number, _)| gate_line(input, &case, number + 1)),
        onward: onward.map(|stage| stage.name.clone()),
        owner: stage
            .and_then(|(_, stage)| case.process.stage_owner(stage, deal))
            .map(ToOwned::to_owned),
        clocks: [
            clocks::stage(&case),
            clocks::silence(&case),
            clocks::response(&case),
        ]
        .into_iter()
        .flatten()
        .collect(),
        since: deal
            .last_entry()
            .and_then(|entry| entry.date)
            .map(|date| date.value),
        packet: in_handoff.then(|| {
            let packet = packet::packet(&case);
            (packet.present(), packet.needed())
        }),
    })
}

fn gate_line(input: &Input<'_>, case: &Case<'_>, number: usize) -> GateLine {
    let stage = &case.process.stages[number];
    GateLine {
        id: stage.id.to_string(),
        name: stage.name.clone(),
        criteria: gates::gate(case, number)
            .iter()
            .map(|judged| criterion_line(input, case, judged))
            .collect(),
    }
}

fn criterion_line(
    input: &Input<'_>,
    case: &Case<'_>,
    judged: &CriterionResult<'_>,
) -> CriterionLine {
    let stage = &case.process.stages[judged.stage];
    let criterion = judged.criterion;
    let unmet = judged.unmet();
    let field = criterion.field.as_ref();
    let span = match (&judged.state, field) {
        (State::Waived(waiver), _) => waiver.key_span,
        (_, _) if unmet.is_some() => unmet.map_or_else(|| case.deal.head(), |unmet| unmet.span),
        (_, Some(field)) => case.deal.nearest_span(field),
        (_, None) => case.deal.head(),
    };
    let source = input.book.sources.file(case.deal.file);
    CriterionLine {
        id: criterion.id.clone(),
        state: match judged.state {
            State::Met => "met",
            State::Unmet(_) | State::HalfWaived(..) => "unmet",
            State::Waived(_) => "waived",
        },
        demand: criterion.demand(),
        why: unmet.map(|unmet| unmet.why.clone()),
        hint: criterion.hint.as_ref().map(ToString::to_string),
        whose: moves::of_criterion(case, criterion, stage),
        waiver: match judged.state {
            State::Waived(waiver) => Some(waiver_words(waiver)),
            _ => None,
        },
        path: source.path.to_string(),
        line: source.position(span.start as usize).line,
    }
}

fn waiver_words(waiver: &crate::model::deal::Waiver) -> String {
    let text = |text: &Option<crate::model::Text>| {
        text.as_ref().map(ToString::to_string).unwrap_or_default()
    };
    let date = waiver
        .date
        .map(|date| date.value.to_string())
        .unwrap_or_default();
    let why = waiver
        .why
        .as_ref()
        .or(waiver.reason.as_deref())
        .map(ToString::to_string)
        .unwrap_or_default();
    format!("waived by {} on {date}: {why}", text(&waiver.by))
}
