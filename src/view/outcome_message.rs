//! The message to a partner on how a deal ended, ready to send.

use crate::model::deal::OutcomeResult;
use crate::report::outcome_message::OutcomeMessage;
use crate::text::safe;

/// Returns the message as plain text.
pub fn outcome_message(message: &OutcomeMessage) -> String {
    let first = message
        .to
        .as_deref()
        .and_then(|to| to.split_whitespace().next());
    let day = message.closed.format("%-d %B %Y");
    let account = &message.account;
    let mut lines = vec![format!("Hello {},", first.unwrap_or("all")), String::new()];
    lines.push(match message.result {
        OutcomeResult::Won => format!("{account} was won on {day}."),
        OutcomeResult::Lost => format!("{account} was lost on {day}."),
        OutcomeResult::Disqualified => {
            format!("We do not take {account} further; that was decided on {day}.")
        }
    });
    lines.extend(
        message
            .reason
            .as_ref()
            .map(|reason| format!("The reason on record: {}.", reason.trim_end_matches('.'))),
    );
    if message.result == OutcomeResult::Won {
        let credit = message.credit.as_ref();
        lines.extend(
            credit.map(|credit| {
                format!("Your credit is as it was set at the registration: {credit}.")
            }),
        );
    }
    if let Some(owner) = &message.owner {
        lines.push(format!("Questions about it go to {owner}."));
    }
    lines.push(String::new());
    let lines: Vec<_> = lines.iter().map(|line| safe::one_line(line)).collect();
    lines.join("\n") + "\n"
}
