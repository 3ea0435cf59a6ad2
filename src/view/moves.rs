//! Moves in words: what is to be done, and why now.

use crate::analysis::clocks::Clock;
use crate::analysis::next_moves::Step;
use crate::report::next::MoveRow;

use super::Style;

/// Returns a move as a sentence without its person: `send northwind to Sam Ortiz`.
pub(super) fn to_do(action: &Step, name: &str) -> String {
    match action {
        Step::Answer => format!("answer {name}: accept or decline"),
        Step::CallPartner => format!("call the partner about {name}"),
        Step::Advance => format!("advance {name}: nothing is missing"),
        Step::Close => format!("close {name}: nothing is missing"),
        Step::Remind { .. } => format!("{action} to answer {name}"),
        Step::Settle(_) => format!("settle the {action} of {name}"),
        Step::AnswerRegistration => format!("answer the registration of {name}"),
        Step::CloseRejected => format!("close {name}: its registration was rejected"),
        Step::CloseDeclined => format!("close {name}: it was declined too often"),
        Step::CompletePacket => format!("complete the packet of {name}"),
        Step::Send { to, again, once } => {
            let what = if *again { "a new packet of " } else { "" };
            let to = to.as_deref().unwrap_or("the seller");
            match once {
                // It must not go out yet.
                Some(first) if !again => {
                    format!("make the {first} of {name} ready, then send it to {to}")
                }
                _ => format!("send {what}{name} to {to}"),
            }
        }
        Step::Mend(component) => format!("mend the {component} of {name} and send it again"),
        Step::OtherSeller => format!("find another seller for {name}"),
        Step::ActOnReason => format!("act on why {name} was declined, and send it again"),
        Step::AskWhy => format!("ask why {name} was declined, and send it again"),
        Step::SellerMove => format!("make the agreed move on {name}"),
        Step::PartnerMove => format!("chase the partner's move on {name}"),
        Step::TellPartner => format!("tell the partner how {name} ended"),
    }
}

/// Returns why a move is urgent, in a few words: `20 bd over`, `window ends Tue 24 Nov`, `not told since 4 Nov`.
pub(super) fn why(row: &MoveRow, style: &Style) -> String {
    let told = row
        .closed
        .map(|closed| format!("not told since {}", style.day(closed)));
    let (Some(clock), Some(due)) = (&row.clock, row.due) else {
        return told.unwrap_or_else(|| without_limit(&row.action).to_owned());
    };
    if clock.over > 0 {
        let over = format!("{} {}", clock.over, clock.limit.0.unit.short());
        return match clock.clock {
            Clock::Stage => format!("{over} over"),
            Clock::Silence => format!("silent, {over} over"),
            Clock::Feedback => format!("{}, {over} late", told.unwrap_or_default()),
            _ => format!("{over} late"),
        };
    }
    let day = if due == style.today {
        "today".to_owned()
    } else {
        style.weekday(due)
    };
    match clock.clock {
        Clock::Response => format!("window ends {day}"),
        Clock::Feedback => format!("{}, promised by {day}", told.unwrap_or_default()),
        _ => format!("by {day}"),
    }
}

fn without_limit(step: &Step) -> &'static str {
    match step {
        Step::CloseRejected => "registration rejected",
        Step::CloseDeclined => "declined too often",
        _ => "no limit",
    }
}
