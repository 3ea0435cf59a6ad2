//! Puts the packet of one deal together.

use chrono::NaiveDate;

use crate::analysis::Case;
use crate::analysis::acceptance;
use crate::analysis::conditions::{self, HandoffContext, Line, List, Unready, checklist, unready};
use crate::analysis::moves;
use crate::analysis::packet::{self, Field, FieldState, FieldStatus};
use crate::analysis::score::{Component, Grade, Score, score_among};
use crate::analysis::window::window;
use crate::model::book::SignalKind;
use crate::model::deal::{Handoff, Response};
use crate::report::alike::Alike;
use crate::report::document::Place;
use crate::report::{Input, money};
use crate::text::Span;

use super::data::{
    Answer, CheckAction, CheckLine, Dispute, Earlier, FieldLine, PacketCheck, PacketReport, Reader,
    ReviewGrade, ReviewLine, Scored, Standing, Window,
};
use super::facts;
use super::words::{FactWriter, real};

/// Returns the packet of a deal, or what it will need if there is no handoff yet; `None` if there is no such deal.
pub fn packet_of(input: &Input<'_>, id: &str, reader: Reader) -> Option<PacketReport> {
    let deal = input.book.deals.iter().find(|deal| deal.id == id)?;
    let case = input.case(deal);
    let empty = Handoff::default();
    let handoff = deal.handoff.as_deref().unwrap_or(&empty);
    let alike = Alike::of(input, |other| std::ptr::eq(other, handoff));
    let graded = score_among(&case, handoff, alike.to(handoff));
    let packet = packet::packet(&case);
    let window = window_of(&case, handoff);
    let sent = acceptance::present(&case);
    let context = HandoffContext::new(&case, handoff, &packet, alike.to(handoff));
    let amount = case.process.amount(deal);
    let currency = input.book.process.currencies.base;
    let assembly = Assembly {
        input,
        case: &case,
        context: &context,
        unready: unready(&context),
        graded: &graded,
        facts: FactWriter {
            case: &case,
            handoff,
            look: context.look,
            amount: amount.map(|amount| money::short(amount, currency)),
            seller: seller(&case),
            window: window.as_ref(),
            means: means(&case, handoff),
        },
    };
    let internal = reader == Reader::Builder;
    Some(PacketReport {
        reader,
        deal: deal.id.clone(),
        name: input.names.of(&deal.id),
        path: input.book.sources.file(deal.file).path.to_string(),
        account: deal.account_name().map(ToString::to_string),
        amount,
        outcome: case.result().map(|result| result.to_string()),
        seller: seller(&case),
        sent: handoff.sent_on().map(|sent| sent.value),
        light: packet.light,
        needed: packet.needed(),
        present: packet.present(),
        fields: packet
            .fields
            .iter()
            .map(|status| assembly.field(status, reader))
            .collect(),
        score: internal.then(|| scored(&graded)),
        means: means(&case, handoff),
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
        check: assembly.check(),
        window: window.clone(),
    })
}

fn seller(case: &Case<'_>) -> Option<String> {
    let seller = case.deal.seller()?;
    Some(case.person_name(seller).unwrap_or(seller).to_owned())
}

/// Returns what accepting means: as the handoff says, else as process.toml does.
fn means(case: &Case<'_>, handoff: &Handoff) -> Option<String> {
    let own = handoff.acceptance.as_ref();
    let own = real(own.and_then(|own| own.means.as_ref()));
    let general = case.process.acceptance();
    own.or_else(|| real(general.and_then(|general| general.means.as_ref())))
        .map(ToOwned::to_owned)
}

/// What the lines of the report are made from.
struct Assembly<'a> {
    input: &'a Input<'a>,
    case: &'a Case<'a>,
    context: &'a HandoffContext<'a>,
    unready: Vec<Unready>,
    graded: &'a Score,
    facts: FactWriter<'a>,
}

/// Whether a field is good enough; if not, why, and what would improve it.
struct Judged {
    standing: Standing,
    why: Option<String>,
    up: Option<String>,
}

impl Judged {
    fn new(standing: Standing, why: impl Into<Option<String>>, up: Option<String>) -> Self {
        Self {
            standing,
            why: why.into(),
            up,
        }
    }
}

impl Assembly<'_> {
    fn place(&self, span: Span) -> Place {
        Place::of(self.input, self.case.deal.file, span)
    }

    fn check(&self) -> PacketCheck {
        let checklist = checklist(self.context);
        let (ready, building): (Vec<Line>, Vec<Line>) = checklist
            .lines
            .into_iter()
            .partition(|line| line.condition.list == List::ReadyToHandOff);
        let lines = |lines: Vec<Line>| lines.into_iter().map(|line| self.check_line(line));
        PacketCheck {
            day: checklist.day,
            ready: lines(ready).collect(),
            building: lines(building).collect(),
        }
    }

    fn check_line(&self, line: Line) -> CheckLine {
        let action = line.unmet().map(|unmet| CheckAction {
            whose: moves::of_role(self.case, unmet.role),
            place: self.place(unmet.span),
            help: unmet.help.clone(),
        });
        CheckLine { line, action }
    }

    /// Returns the weakest component that rests on a field.
    fn component(&self, field: Field) -> Option<&Component> {
        let components = self.graded.components.iter();
        let of_field = components.filter(|component| component.kind.field == field);
        of_field.min_by_key(|component| component.judgement.grade)
    }

    fn field(&self, status: &FieldStatus, reader: Reader) -> FieldLine {
        let field = status.field;
        let component = self.component(field);
        let grade = component.map(|component| component.judgement.grade);
        let Judged { standing, why, up } = self.judged(status, component);
        let path = field.paths().first().copied().unwrap_or("handoff");
        let internal = reader == Reader::Builder;
        FieldLine {
            field,
            whose: moves::of_role(self.case, field.role()),
            needed: status.needed,
            standing: if standing == Standing::Weak && !internal {
                Standing::There
            } else {
                standing
            },
            grade: grade.filter(|_| internal && status.needed),
            why: why.filter(|_| internal),
            up: up.filter(|_| internal),
            facts: facts::of(field, &self.facts),
            place: self.place(self.case.deal.nearest_span(path)),
        }
    }

    fn judged(&self, status: &FieldStatus, component: Option<&Component>) -> Judged {
        let judgement = component.map(|component| &component.judgement);
        let up = || judgement.and_then(|judgement| judgement.up.clone());
        let is_missing = matches!(
            status.state,
            FieldState::Missing(_) | FieldState::Placeholder(..)
        );
        match status.state {
            _ if is_missing && !status.needed => {
                return Judged::new(Standing::NotNeeded, None, None);
            }
            FieldState::Missing(path) => {
                return Judged::new(Standing::Missing, format!("{path} is not there"), up());
            }
            FieldState::Placeholder(path, _) => {
                return Judged::new(Standing::Missing, format!("{path} is a placeholder"), up());
            }
            FieldState::Unusable => {
                let why = "it could not be read: dealctl lint says why".to_owned();
                return Judged::new(Standing::Missing, why, None);
            }
            FieldState::Present if !status.needed => {
                return Judged::new(Standing::There, None, None);
            }
            FieldState::Present => {}
        }
        let mut unready = self.unready.iter();
        let unmet = unready
            .find(|unready| unready.condition.fields.contains(&status.field))
            .map(|unready| unready.unmet.clone());
        // No component of the score rests on the partner.
        let is_partner = status.field == Field::Partner;
        let nobody = || {
            conditions::partner_person(self.context)
                .err()
                .filter(|_| is_partner)
        };
        if let Some(unmet) = unmet.or_else(nobody) {
            return Judged::new(Standing::Weak, unmet.why, Some(unmet.help));
        }
        match judgement.filter(|judgement| judgement.grade < Grade::Strong) {
            Some(weak) => Judged::new(Standing::Weak, weak.reason.clone(), weak.up.clone()),
            None => Judged::new(Standing::There, None, None),
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
            .map(|(component, grade)| ReviewGrade {
                component: component.to_string(),
                grade: grade.to_string(),
            })
            .collect(),
        note: real(review.note.as_deref()).map(ToOwned::to_owned),
    }
}

/// The disputes of signals.yaml that name this deal, by its id or the last part of it, up to the day that is looked from.
fn disputes(input: &Input<'_>, id: &str) -> Vec<Dispute> {
    let short = input.names.of(id);
    let signals = input.book.signals.iter().filter(|signal| {
        let is = |text: Option<&crate::model::Text>, word: &str| real(text) == Some(word);
        signal
            .kind
            .is_some_and(|kind| kind.value == SignalKind::Dispute)
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
