//! The command that makes a move: the one answer that lint, the reports and the pages give.

use crate::text::shell;

use super::next_moves::Step;

/// Returns the command for a move on a deal, to be pasted into a shell.
///
/// A move that states what somebody decided or did has the command that records it; where the answer may be no, [`refusal`] has the
/// other one. A move that no single command makes is looked up at the gate.
pub fn command(step: &Step, deal: &str) -> String {
    let deal = shell::name(deal);
    match step {
        Step::AnswerRegistration => format!("dealctl approve {deal}"),
        // Which outcome it is, nobody has said yet: the command asks.
        Step::CloseRejected | Step::CloseDeclined | Step::Close => format!("dealctl close {deal}"),
        Step::CompletePacket | Step::Send { again: true, .. } => {
            format!("dealctl handoff {deal} draft")
        }
        // It must not go out yet.
        Step::Send { once: Some(_), .. } => format!("dealctl packet {deal} --check"),
        Step::Send { .. } => format!("dealctl handoff {deal} send"),
        Step::Mend(_) => format!("dealctl score {deal}"),
        Step::OtherSeller => format!("dealctl handoff {deal} send --to NAME"),
        Step::ActOnReason | Step::AskWhy => format!("dealctl gate {deal}"),
        // What a seller needs to answer, to be pasted into the reminder.
        Step::Remind { .. } => format!("dealctl packet {deal} --for seller"),
        Step::Answer => format!("dealctl accept {deal}"),
        Step::SellerMove | Step::PartnerMove | Step::CallPartner => {
            format!("dealctl touch {deal} call --who NAME")
        }
        Step::Settle(_) | Step::Advance => format!("dealctl advance {deal}"),
        Step::TellPartner => format!("dealctl tell {deal}"),
    }
}

/// Returns the command for the other answer to a question that [`command`] answers with yes; `None` if the move is not a question.
pub fn refusal(step: &Step, deal: &str) -> Option<String> {
    let deal = shell::name(deal);
    match step {
        Step::AnswerRegistration => Some(format!("dealctl reject {deal} --reason REASON")),
        Step::Answer => Some(format!("dealctl decline {deal} --reason REASON")),
        _ => None,
    }
}

/// Returns whether the command records what has happened outside of the files, and so is for afterwards.
pub fn is_for_afterwards(step: &Step) -> bool {
    matches!(
        step,
        Step::SellerMove | Step::PartnerMove | Step::CallPartner | Step::TellPartner
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_move_has_the_command_that_makes_it() {
        let send = |once, again| Step::Send {
            to: None,
            once,
            again,
        };
        for (step, wanted) in [
            (Step::Advance, "dealctl advance northwind"),
            (Step::Settle(Vec::new()), "dealctl advance northwind"),
            (Step::Close, "dealctl close northwind"),
            (send(None, false), "dealctl handoff northwind send"),
            (send(None, true), "dealctl handoff northwind draft"),
            (
                send(Some("evidence"), false),
                "dealctl packet northwind --check",
            ),
            (
                Step::OtherSeller,
                "dealctl handoff northwind send --to NAME",
            ),
        ] {
            assert_eq!(command(&step, "northwind"), wanted);
        }
    }

    #[test]
    fn a_question_has_both_answers() {
        for step in [Step::Answer, Step::AnswerRegistration] {
            let no = refusal(&step, "northwind").expect("another answer");
            assert!(no.contains("--reason"), "{no}");
        }
        assert_eq!(refusal(&Step::Advance, "northwind"), None);
    }

    #[test]
    fn a_name_is_one_word_for_a_shell() {
        assert_eq!(
            command(&Step::Answer, "x; rm -rf $HOME"),
            "dealctl accept 'x; rm -rf $HOME'"
        );
    }
}
