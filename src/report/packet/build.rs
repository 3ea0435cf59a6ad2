//! Puts the packet of one deal together.

use crate::analysis::Case;
use crate::analysis::acceptance;
use crate::analysis::conditions::{HandoffContext, Line, List, checklist, unready};
use crate::analysis::moves;
use crate::analysis::packet;
use crate::analysis::score::{Score, score_among};
use crate::model::deal::Handoff;
use crate::report::alike::Alike;
use crate::report::document::{Money, Place};
use crate::report::{Input, money};

use super::data::{CheckAction, CheckLine, PacketCheck, PacketReport, PacketScore, Reader};
use super::field::FieldJudge;
use super::record;
use super::window::window_of;
use super::writer::{FactWriter, real};

/// Returns the packet of a deal, or what it will need if there is no handoff yet; `None` if there is no such deal.
pub fn packet_of(input: &Input<'_>, id: &str, reader: Reader) -> Option<PacketReport> {
    let deal = input.book.deals.iter().find(|deal| deal.id == id)?;
    let case = input.case(deal);
    let empty = Handoff::default();
    let handoff = deal.handoff.as_deref().unwrap_or(&empty);
    let alike = Alike::of(input, |other| std::ptr::eq(other, handoff));
    let score = score_among(&case, handoff, alike.to(handoff));
    let packet = packet::packet(&case);
    let context = HandoffContext::new(&case, handoff, &packet, alike.to(handoff));
    let check = check(input, &context);
    let goes_out = check.goes_out;
    let window = window_of(&case, handoff);
    let amount = Money::of_deal(input, deal);
    let fields = FieldJudge {
        input,
        context: &context,
        unready: unready(&context),
        score: &score,
        reader,
        facts: FactWriter {
            case: &case,
            handoff,
            sources: context.look,
            amount: amount.map(|amount| money::short(amount.amount, amount.currency)),
            seller: seller(&case),
            window: window.as_ref(),
            accepting_means: accepting_means(&case, handoff),
        },
    };
    let fields = packet.fields.iter().map(|status| fields.line(status));
    let is_internal = reader == Reader::Builder;
    let review = handoff.review.as_deref().filter(|_| is_internal);
    Some(PacketReport {
        reader,
        deal: deal.id.clone(),
        name: input.names.of(&deal.id),
        path: input.book.sources.file(deal.file).path.to_string(),
        account: deal.account_name().map(ToString::to_string),
        amount,
        currency: input.currency().code(),
        outcome: case.result().map(|result| result.to_string()),
        seller: seller(&case),
        sent: handoff.sent_on().map(|sent| sent.value),
        light: packet.light,
        needed: packet.needed(),
        present: packet.present(),
        fields: fields.collect(),
        score: is_internal.then(|| packet_score(&score)),
        check: is_internal.then_some(check),
        goes_out,
        accepting_means: accepting_means(&case, handoff),
        decline_reasons: decline_reasons(&case),
        answer: handoff.response.as_ref().map(record::answer),
        awaits_answer: awaits_answer(&case, handoff),
        earlier: if is_internal {
            record::earlier(&case)
        } else {
            Vec::new()
        },
        review: review.map(record::review),
        disputes: if is_internal {
            record::disputes(input, id)
        } else {
            Vec::new()
        },
        window,
    })
}

fn seller(case: &Case<'_>) -> Option<String> {
    let seller = case.deal.seller()?;
    Some(case.person_name(seller).unwrap_or(seller).to_owned())
}

/// Returns what accepting means: as the handoff says, else as process.toml does.
fn accepting_means(case: &Case<'_>, handoff: &Handoff) -> Option<String> {
    let own = handoff.acceptance.as_ref();
    let own = real(own.and_then(|own| own.means.as_ref()));
    let general = case.process.acceptance();
    own.or_else(|| real(general.and_then(|general| general.means.as_ref())))
        .map(ToOwned::to_owned)
}

fn decline_reasons(case: &Case<'_>) -> Vec<String> {
    let handoff = case.process.written.handoff.iter();
    handoff
        .flat_map(|handoff| handoff.decline_reasons.keys())
        .map(ToOwned::to_owned)
        .collect()
}

/// Returns whether the seller still has to answer; for a draft, whether the seller would once it is sent.
fn awaits_answer(case: &Case<'_>, handoff: &Handoff) -> bool {
    let deal = case.deal;
    match acceptance::present(case) {
        Some(sent) => sent.waits,
        None => deal.handoff.is_some() && handoff.response.is_none() && !deal.is_closed(),
    }
}

fn check(input: &Input<'_>, context: &HandoffContext<'_>) -> PacketCheck {
    let checklist = checklist(context);
    let lines = checklist.lines.into_iter();
    let lines = lines.map(|line| check_line(input, context, line));
    let (ready, building): (Vec<_>, Vec<_>) =
        lines.partition(|check| check.line.condition.list == List::ReadyToHandOff);
    let goes_out = ready
        .iter()
        .chain(&building)
        .all(|check| check.line.is_good());
    PacketCheck {
        day: checklist.day,
        goes_out,
        ready,
        building,
    }
}

fn check_line(input: &Input<'_>, context: &HandoffContext<'_>, line: Line) -> CheckLine {
    let case = context.case;
    let action = line.unmet().map(|unmet| CheckAction {
        assignee: moves::of_role(case, unmet.role),
        place: Place::of(input, case.deal.file, unmet.span),
        help: unmet.help.clone(),
    });
    CheckLine { line, action }
}

fn packet_score(score: &Score) -> PacketScore {
    let components = score.components.iter();
    PacketScore {
        total: score.total,
        reviewer_total: score.reviewer_total(),
        band: score.band.name.clone(),
        advice: score.band.advice.clone(),
        components: components.filter(|component| component.counts).count(),
    }
}
