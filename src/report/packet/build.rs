//! Puts the packet of one deal together.

use chrono::NaiveDate;

use crate::analysis::Case;
use crate::analysis::acceptance;
use crate::analysis::checklist::{Checklist, checklist};
use crate::analysis::moves;
use crate::analysis::packet::{self, Field, FieldState};
use crate::analysis::score::{Component, Grade, Score, score_among};
use crate::analysis::window::window;
use crate::model::deal::{Handoff, Response};
use crate::report::alike::Alike;
use crate::report::{Input, money};
use crate::text::Span;

use super::data::{
    Answer, Dispute, Earlier, Fact, FieldLine, PacketReport, Reader, ReviewLine, Scored, Standing,
    Window,
};
use super::words::{Pen, real};
use super::{facts, terms};

/// The packet of a deal; of one without a handoff what it will need. None where there is no such deal.
pub fn packet_of(input: &Input<'_>, id: &str, reader: Reader) -> Option<PacketReport> {
    let deal = input.book.deals.iter().find(|deal| deal.id == id)?;
    let case = input.case(deal);
    let empty = Handoff::default();
    let handoff = deal.handoff.as_deref().unwrap_or(&empty);
    let alike = Alike::of(input, |other| std::ptr::eq(other, handoff));
    let check = checklist(&case, alike.to(handoff));
    let graded = score_among(&case, handoff, alike.to(handoff));
    let fields = packet::packet(&case);
    let window = window_of(&case, handoff);
    let sent = acceptance::present(&case);
    let sheet = Assembly {
        input,
        case: &case,
        handoff,
        graded: &graded,
        check,
        window: window.as_ref(),
    };
    let internal = reader == Reader::Builder;
    Some(PacketReport {
        reader,
        deal: deal.id.clone(),
        name: input.names.of(&deal.id),
        path: input.book.sources.file(deal.file).path.to_string(),
        account: deal.account_name().map(ToString::to_string),
        amount: case.process.amount(deal),
        outcome: case.result().map(ToOwned::to_owned),
        seller: sheet.seller(),
        sent: handoff.sent_on().map(|sent| sent.value),
        light: fields.light,
        needed: fields.needed(),
        present: fields.present(),
        fields: fields
            .fields
            .iter()
            .map(|field| sheet.line(field, reader))
            .collect(),
        score: internal.then(|| scored(&graded)),
        against: sheet
            .check
            .against()
            .map(|line| (moves::of_role(&case, line.role), sheet.place(line.span)))
            .collect(),
        means: sheet.means(),
        decline_reasons: case
            .process
            .written
            .handoff
            .iter()
            .flat_map(|handoff| handoff.decline_reasons.keys())
            .map(ToOwned::to_owned)
            .collect(),
        answer: handoff.response.as_ref().map(answer),
        waits: match sent {
            Some(sent) => sent.waits,
            None => deal.handoff.is_some() && handoff.response.is_none() && !deal.is_closed(),
        },
        earlier: if internal { earlier(&case) } else { Vec::new() },
        review: handoff.review.as_deref().filter(|_| internal).map(review),
        disputes: if internal {
            disputes(input, id)
        } else {
            Vec::new()
        },
        check: sheet.check,
        window,
    })
}

struct Assembly<'a> {
    input: &'a Input<'a>,
    case: &'a Case<'a>,
    handoff: &'a Handoff,
    graded: &'a Score,
    check: Checklist,
    window: Option<&'a Window>,
}

impl Assembly<'_> {
    fn seller(&self) -> Option<String> {
        let seller = self.case.deal.seller()?;
        let name = self.case.person_name(seller);
        Some(name.unwrap_or(seller).to_owned())
    }

    fn means(&self) -> Option<String> {
        let own = self.handoff.acceptance.as_ref();
        let own = real(own.and_then(|own| own.means.as_ref()));
        let general = self.case.process.acceptance();
        own.or_else(|| real(general.and_then(|general| general.means.as_ref())))
            .map(ToOwned::to_owned)
    }

    fn place(&self, span: Span) -> (String, usize) {
        let source = self.input.book.sources.file(self.case.deal.file);
        let line = source.position(span.start as usize).line;
        (source.path.to_string(), line)
    }

    /// The weakest component that speaks of a field.
    fn component(&self, key: &str) -> Option<&Component> {
        let components = self.graded.components.iter();
        let speaking = components.filter(|component| component.kind.field() == key);
        speaking.min_by_key(|component| component.judgement.grade)
    }

    fn line(&self, field: &Field, reader: Reader) -> FieldLine {
        let kind = field.kind;
        let component = self.component(kind.key);
        let grade = component.map(|component| component.judgement.grade);
        let (standing, why, up) = self.standing(field, component);
        let path = kind.paths.first().copied().unwrap_or("handoff");
        let internal = reader == Reader::Builder;
        FieldLine {
            number: kind.number,
            key: kind.key,
            name: kind.name,
            whose: moves::of_role(self.case, kind.role),
            needed: field.needed,
            standing: if standing == Standing::Weak && !internal {
                Standing::There
            } else {
                standing
            },
            grade: grade.filter(|_| internal && field.needed),
            why: why.filter(|_| internal),
            up: up.filter(|_| internal),
            facts: self.facts(kind.key),
            place: self.place(self.case.deal.nearest_span(path)),
        }
    }

    fn standing(
        &self,
        field: &Field,
        component: Option<&Component>,
    ) -> (Standing, Option<String>, Option<String>) {
        let judgement = component.map(|component| &component.judgement);
        let up = || judgement.and_then(|judgement| judgement.up.clone());
        match field.state {
            FieldState::Missing(_) | FieldState::Placeholder(..) if !field.needed => {
                return (Standing::NotNeeded, None, None);
            }
            FieldState::Missing(path) => {
                return (
                    Standing::Missing,
                    Some(format!("{path} is not there")),
                    up(),
                );
            }
            FieldState::Placeholder(path, _) => {
                return (
                    Standing::Missing,
                    Some(format!("{path} is a placeholder")),
                    up(),
                );
            }
            FieldState::Unusable => {
                let why = "it could not be read: dealctl lint says why".to_owned();
                return (Standing::Missing, Some(why), None);
            }
            FieldState::Present if !field.needed => return (Standing::There, None, None),
            FieldState::Present => {}
        }
        if let Some(failed) = self.check.failing(field.kind.key) {
            let (why, help) = (failed.why.clone(), failed.help.clone());
            return (Standing::Weak, Some(why), Some(help));
        }
        match judgement.filter(|judgement| judgement.grade < Grade::Strong) {
            Some(weak) => (Standing::Weak, Some(weak.reason.clone()), weak.up.clone()),
            None => self.partner_standing(field),
        }
    }

    /// Field 2 has no component of its own: it is weak when its contact is not one person (D4.3).
    fn partner_standing(&self, field: &Field) -> (Standing, Option<String>, Option<String>) {
        let partner = self.case.deal.partner.as_ref();
        let contact = partner.and_then(|partner| partner.contact.as_ref()?.name.as_ref());
        match contact.map(|name| (name, self.case.person(name))) {
            Some((name, Err(why))) if field.kind.key == "partner" => (
                Standing::Weak,
                Some(format!("{name} is {}", why.reason())),
                Some("name the person who acts at the partner".to_owned()),
            ),
            _ => (Standing::There, None, None),
        }
    }

    fn facts(&self, key: &str) -> Vec<Fact> {
        let pen = Pen {
            case: self.case,
            look: self.case.look(self.handoff),
        };
        let handoff = self.handoff;
        match key {
            "account" => {
                let currency = self.input.book.process.currencies.base;
                let amount = self.case.process.amount(self.case.deal);
                let amount = amount.map(|amount| money::short(amount, currency));
                facts::account(pen, handoff, amount)
            }
            "partner" => facts::partner(pen),
            "why_partner" => facts::sentence(handoff.why_partner.as_ref()),
            "trigger" => facts::trigger(pen, handoff),
            "joint_value" => facts::sentence(handoff.joint_value.as_ref()),
            "warm_path" => facts::warm_path(handoff),
            "seller_move" => facts::seller_move(pen, handoff),
            "partner_move" => facts::partner_move(pen, handoff),
            "conflict" => terms::conflict(pen, handoff),
            "evidence" => terms::evidence(pen, handoff),
            _ => {
                let (seller, means) = (self.seller(), self.means());
                terms::owner(
                    pen,
                    handoff,
                    seller.as_deref(),
                    self.window,
                    means.as_deref(),
                )
            }
        }
    }
}

/// The response window: from the sending, or from today while it is a draft (`[calendar]` counts the days).
fn window_of(case: &Case<'_>, handoff: &Handoff) -> Option<Window> {
    let length = window(case, handoff)?.length;
    let from = handoff.sent_on().map_or(case.today, |sent| sent.value);
    let calendar = &case.process.calendar;
    let until = length.end(from, calendar);
    let counts = length.unit == crate::model::duration::Unit::BusinessDays;
    let holidays: &[NaiveDate] = if counts {
        calendar.holidays(from, until)
    } else {
        &[]
    };
    Some(Window {
        length,
        from,
        until,
        holidays: holidays.to_vec(),
    })
}

fn scored(score: &Score) -> Scored {
    Scored {
        total: score.total,
        reviewer: score.reviewer_total(),
        band: score.band.name.clone(),
        advice: score.band.advice.clone(),
        counting: score
            .components
            .iter()
            .filter(|component| component.counts)
            .count(),
    }
}

fn answer(response: &Response) -> Answer {
    let text = |text| real(text).map(ToOwned::to_owned);
    Answer {
        outcome: acceptance::answer(response),
        date: response.date.map(|date| date.value),
        by: text(response.by.as_ref()),
        reason: text(response.reason.as_deref()),
        instead: text(response.instead.as_ref()),
        clarifying_call: response.clarifying_call.map(|call| call.value),
    }
}

/// The handoffs that were sent before, newest first; those without a day come last.
fn earlier(case: &Case<'_>) -> Vec<Earlier> {
    let mut earlier: Vec<Earlier> = case
        .deal
        .earlier_handoffs
        .iter()
        .map(|handoff| Earlier {
            sent: handoff.sent_on().map(|sent| sent.value),
            seller: real(acceptance::seller_of(case, handoff)).map(ToOwned::to_owned),
            answer: handoff.response.as_ref().map(answer),
        })
        .collect();
    earlier.sort_by_key(|handoff| std::cmp::Reverse(handoff.sent));
    earlier
}

fn review(review: &crate::model::deal::Review) -> ReviewLine {
    let grades = review.grades.entries.iter();
    ReviewLine {
        by: real(review.by.as_ref()).map(ToOwned::to_owned),
        date: review.date.map(|date| date.value),
        grades: grades
            .map(|(component, grade)| (component.to_string(), grade.to_string()))
            .collect(),
        note: real(review.note.as_deref()).map(ToOwned::to_owned),
    }
}

/// The disputes of signals.yaml that name this deal, by its id or the last part of it, up to the day that is looked from.
fn disputes(input: &Input<'_>, id: &str) -> Vec<Dispute> {
    let short = input.names.of(id);
    let signals = input.book.signals.iter().filter(|signal| {
        let is = |text: Option<&crate::model::Text>, word: &str| real(text) == Some(word);
        is(signal.kind.as_ref(), "dispute")
            && (is(signal.deal.as_ref(), id) || is(signal.deal.as_ref(), &short))
            && signal
                .date
                .is_none_or(|date| date.value <= input.book.today)
    });
    let text = |text: Option<&crate::model::Text>| real(text).map(ToOwned::to_owned);
    signals
        .map(|signal| Dispute {
            date: signal.date.map(|date| date.value),
            by: text(signal.by.as_ref()),
            about: text(signal.about.as_ref()),
            note: text(signal.note.as_ref()),
        })
        .collect()
}
