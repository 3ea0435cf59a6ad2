//! What lint says of the move that a handoff waits for: the packet, its sending, the answer, what follows a decline (D4.9).

use crate::analysis::Case;
use crate::analysis::declines::Decline;
use crate::analysis::gates::CriterionResult;
use crate::analysis::handoff_step::HandoffStep;
use crate::analysis::next_moves::Step;
use crate::analysis::{clocks, gates, next_moves};
use crate::model::scalar::prose_date;

use super::{DealContext, words};

/// Returns what a criterion of a deal's stage asks somebody to do; an answer is got by the move that the handoff waits for.
pub fn task_on(deal: &DealContext<'_>, judged: &CriterionResult<'_>) -> String {
    match deal.step_on(judged) {
        Some(step) => task(&deal.case, step),
        None => words::task(judged.criterion),
    }
}

/// Returns what several criteria ask of one person, each with its name; transfers are grouped.
pub fn tasks(deal: &DealContext<'_>, judged: &[&CriterionResult<'_>]) -> String {
    let process = deal.case.process;
    let (transfers, criteria): (Vec<&CriterionResult<'_>>, Vec<&CriterionResult<'_>>) =
        judged.iter().partition(|judged| judged.criterion.transfer);
    let mut tasks: Vec<String> = criteria
        .iter()
        .map(|judged| {
            format!(
                "{} ({})",
                task_on(deal, judged),
                words::name_of(process, judged)
            )
        })
        .collect();
    let paths: Vec<&str> = transfers
        .iter()
        .map(|judged| &*judged.criterion.id)
        .collect();
    if !paths.is_empty() {
        tasks.push(format!("put {} on record", words::list(&paths)));
    }
    words::list(&tasks)
}

/// Returns what is to be done, to follow “still has to ”.
pub fn task(case: &Case<'_>, step: &HandoffStep<'_>) -> String {
    let seller = seller(case);
    match step {
        HandoffStep::Complete {
            present, needed, ..
        } => {
            format!("complete the packet ({present} of {needed} fields) and send it to {seller}")
        }
        HandoffStep::Send { again: true, .. } => format!("send a new packet to {seller}"),
        HandoffStep::Send { once: None, .. } => format!("send the packet to {seller}"),
        HandoffStep::Send {
            once: Some(subject),
            ..
        } => {
            format!("make the {subject} ready and send the packet to {seller}")
        }
        HandoffStep::Wait => "get the handoff accepted".to_owned(),
        HandoffStep::Mend(_) => match next_moves::step_of(case, step) {
            Step::Mend(component) => format!("mend the {component} and send the packet again"),
            Step::OtherSeller => "find another seller for it".to_owned(),
            Step::ActOnReason => "act on the reason and send the packet again".to_owned(),
            _ => "ask what was wrong with the packet and send it again".to_owned(),
        },
        HandoffStep::GiveUp { .. } => "close the deal".to_owned(),
    }
}

/// Returns why, as a clause; `None` where the criterion's own words say it.
pub fn why(case: &Case<'_>, step: &HandoffStep<'_>) -> Option<String> {
    let seller = seller(case);
    match step {
        HandoffStep::Complete { .. } => None,
        HandoffStep::Send { again: true, .. } => {
            let (number, _) = case.process.handoff()?;
            let back = prose_date(gates::came_back(case, number)?, case.today);
            Some(format!(
                "the deal came back on {back}, and none has gone out since"
            ))
        }
        HandoffStep::Send { again: false, .. } => {
            Some("it is complete and has not gone out".to_owned())
        }
        HandoffStep::Wait => {
            let until = clocks::response(case).map(|reading| prose_date(reading.end, case.today));
            until.map(|until| format!("{seller} has until {until} to answer"))
        }
        HandoffStep::Mend(decline) | HandoffStep::GiveUp { decline, .. } => {
            Some(declined(case, decline))
        }
    }
}

/// Returns `Sam Ortiz declined it on Wed 9 Sep (need unclear)`.
pub fn declined(case: &Case<'_>, decline: &Decline<'_>) -> String {
    let by = decline.response.by.as_ref();
    let by = by.and_then(|by| case.person_name(by));
    let by = by.map_or_else(|| seller(case), words::plain);
    let on = decline.response.date;
    let on = on.map_or_else(String::new, |on| {
        format!(" on {}", prose_date(on.value, case.today))
    });
    let reason = match (decline.reason, decline.note) {
        (Some(reason), Some(note)) if decline.component.is_none() => {
            format!("{}: {}", words::plain(reason), words::plain(note))
        }
        (Some(reason), _) => words::plain(reason),
        (None, Some(note)) => words::plain(note),
        (None, None) => "no reason is on record".to_owned(),
    };
    format!("{by} declined it{on} ({reason})")
}

/// Returns how to make the move.
pub fn help(case: &Case<'_>, step: &HandoffStep<'_>) -> String {
    let seller = seller(case);
    let command = |verb, arguments: &[&str]| words::command(case, verb, arguments);
    let send = command("handoff", &["send"]);
    match step {
        HandoffStep::Complete { .. } => format!(
            "see what it lacks: {}; in a terminal each is asked for: {}; when it has gone out: {send}",
            command("packet", &["--check"]),
            command("handoff", &["draft"])
        ),
        HandoffStep::Send { again: false, .. } => format!(
            "see what it lacks: {}; when it has gone out: {send}",
            command("packet", &["--check"])
        ),
        HandoffStep::Send { again: true, .. } => {
            format!(
                "when the new packet has gone out: {send}; what went out before stays on record"
            )
        }
        HandoffStep::Wait => format!(
            "ask {seller}. 1. if the handoff is taken: {}; 2. if not: {}",
            command("accept", &[]),
            command("decline", &["--reason", "REASON"])
        ),
        HandoffStep::Mend(_) | HandoffStep::GiveUp { .. } => {
            let reasons = case
                .stage()
                .map(|(_, stage)| words::reasons(&stage.disqualify));
            format!(
                "1. mend what the reason points at, and send it again: {send}; 2. name another seller: {}; 3. if nobody takes it: {}{}",
                command("handoff", &["send", "--to", "NAME"]),
                command("close", &["disqualified", "--reason", "REASON"]),
                reasons.unwrap_or_default()
            )
        }
    }
}

/// Returns the seller's name, or “the seller”.
fn seller(case: &Case<'_>) -> String {
    let seller = case.deal.seller();
    let seller = seller.and_then(|seller| case.person_name(seller));
    seller.map_or_else(|| "the seller".to_owned(), words::plain)
}
