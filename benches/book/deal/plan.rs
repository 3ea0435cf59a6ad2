//! What is decided of a deal before anything of it is written.

use super::super::random::Random;
use super::super::words;
use super::{Ending, FAULTS_PER_THOUSAND, Fault, Plan, Reached, TODAY, Times};

pub(super) fn plan(index: usize, random: &mut Random) -> Plan<'_> {
    let (reached, ending) = match random.below(100) {
        0..14 => (Reached::Registered, Ending::Open),
        14..25 => (Reached::Qualified, Ending::Open),
        25..29 => (Reached::Draft, Ending::Open),
        29..33 => (Reached::Sent, Ending::Open),
        33..36 => (Reached::Answered, Ending::Open),
        36..46 => (Reached::Joint, Ending::Open),
        46..51 => (Reached::Closing, Ending::Open),
        51..71 => (Reached::Closing, Ending::Won),
        71..76 => (Reached::Closing, Ending::Lost),
        76..82 => (Reached::Joint, Ending::Lost),
        _ => (Reached::Qualified, Ending::Disqualified),
    };
    let earlier = random.percent(15);
    let times = times(reached, ending, earlier, random);
    let fault = if random.below(1_000) < FAULTS_PER_THOUSAND {
        fault(reached, random)
    } else {
        None
    };
    Plan {
        index,
        reached,
        ending,
        times,
        earlier,
        declined: reached == Reached::Answered && random.percent(50),
        sourced: random.percent(45),
        waived: random.percent(12) && fault != Some(Fault::UnmetCriterion),
        fault,
        account: words::account(index),
        seller: random.below(u32::try_from(words::SELLERS.len()).unwrap_or(1)) as usize,
        partner: random.percent(60).then(|| random.pick(words::PARTNERS)),
        need: random.pick(words::NEEDS),
        random,
    }
}

fn fault(reached: Reached, random: &mut Random) -> Option<Fault> {
    let fault = match random.below(8) {
        0 => Fault::UnmetCriterion,
        1 => Fault::MissingPacketField,
        2 => Fault::UnknownKey,
        3 => Fault::LateCredit,
        4 => Fault::DeadEvidence,
        5 => Fault::BadAmount,
        6 => Fault::SkippedStage,
        _ => Fault::Syntax,
    };
    let from = match fault {
        Fault::UnmetCriterion => Reached::Draft,
        Fault::MissingPacketField | Fault::DeadEvidence => Reached::Sent,
        Fault::SkippedStage => Reached::Joint,
        _ => Reached::Registered,
    };
    (reached >= from).then_some(fault)
}

fn times(reached: Reached, ending: Ending, earlier: bool, random: &mut Random) -> Times {
    let qualified = random.between(2, 5);
    let handoff = qualified + random.between(4, 9);
    let sent = handoff + if earlier { 2 } else { random.between(1, 2) };
    let answered = sent + random.between(1, 2);
    let joint = answered + random.below(2);
    let closing = joint + random.between(15, 38);
    let (current, stay) = match reached {
        Reached::Registered => (0, 4),
        Reached::Qualified => (qualified, 8),
        Reached::Draft => (handoff, 3),
        Reached::Sent => (sent, 2),
        Reached::Answered => (answered, 1),
        Reached::Joint => (joint, 38),
        Reached::Closing => (closing, 18),
    };
    let last = current + random.between(stay / 2, stay);
    let ago = if ending == Ending::Open {
        0
    } else {
        random.between(6, 600)
    };
    let start = TODAY - ago - last;
    Times {
        registered: start,
        qualified: start + qualified,
        handoff: start + handoff,
        sent: start + sent,
        answered: start + answered,
        joint: start + joint,
        closing: start + closing,
        ended: start + last,
    }
}
