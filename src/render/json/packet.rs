//! The packet of one deal.

use serde::Serialize;

use crate::load::evidence::Source;
use crate::report::Input;
use crate::report::money::exact;
use crate::report::packet::{self as report, CheckLine, FieldLine, PacketReport, Reader};

use super::{Length, VERSION, to_text};

#[derive(Serialize)]
struct Document<'a> {
    version: u32,
    today: String,
    #[serde(rename = "for")]
    reader: Option<&'static str>,
    deal: &'a str,
    path: &'a str,
    account: Option<&'a str>,
    amount: Option<String>,
    currency: &'a str,
    outcome: Option<&'a str>,
    seller: Option<&'a str>,
    sent: Option<String>,
    light: bool,
    needed: usize,
    present: usize,
    fields: Vec<Field<'a>>,
    score: Option<Score<'a>>,
    check: Option<Check<'a>>,
    window: Option<Window>,
    accepting_means: Option<&'a str>,
    decline_reasons: &'a [String],
    answer: Option<Answer<'a>>,
    earlier: Vec<Earlier<'a>>,
    review: Option<Review<'a>>,
    disputes: Vec<Dispute<'a>>,
}

#[derive(Serialize)]
struct Field<'a> {
    number: u8,
    key: &'a str,
    name: &'a str,
    role: Option<&'a str>,
    owner: Option<&'a str>,
    needed: bool,
    standing: &'static str,
    grade: Option<&'static str>,
    why: Option<&'a str>,
    up: Option<&'a str>,
    facts: Vec<Fact<'a>>,
    path: &'a str,
    line: usize,
}

#[derive(Serialize)]
struct Fact<'a> {
    label: Option<&'a str>,
    text: Option<&'a str>,
    source: Option<&'a str>,
    source_is: Option<&'static str>,
}

#[derive(Serialize)]
struct Score<'a> {
    total: u32,
    reviewer_total: Option<u32>,
    band: &'a str,
    advice: &'a str,
    components: usize,
}

#[derive(Serialize)]
struct Check<'a> {
    day: String,
    goes_out: bool,
    ready: Vec<Asked<'a>>,
    building: Vec<Asked<'a>>,
}

#[derive(Serialize)]
struct Asked<'a> {
    id: &'a str,
    asks: &'a str,
    yes: Option<bool>,
    good: bool,
    why: &'a str,
    help: Option<&'a str>,
    role: Option<&'a str>,
    owner: Option<&'a str>,
    path: Option<&'a str>,
    line: Option<usize>,
}

#[derive(Serialize)]
struct Window {
    length: Length,
    from: String,
    until: String,
    holidays: Vec<String>,
}

#[derive(Serialize)]
struct Answer<'a> {
    result: &'a str,
    date: Option<String>,
    by: Option<&'a str>,
    reason: Option<&'a str>,
    instead: Option<&'a str>,
    clarifying_call: Option<bool>,
}

#[derive(Serialize)]
struct Earlier<'a> {
    sent: Option<String>,
    seller: Option<&'a str>,
    answer: Option<Answer<'a>>,
}

#[derive(Serialize)]
struct Review<'a> {
    by: Option<&'a str>,
    date: Option<String>,
    grades: Vec<ReviewGrade<'a>>,
    note: Option<&'a str>,
}

#[derive(Serialize)]
struct ReviewGrade<'a> {
    component: &'a str,
    grade: &'a str,
}

#[derive(Serialize)]
struct Dispute<'a> {
    date: Option<String>,
    by: Option<&'a str>,
    about: Option<&'a str>,
    note: Option<&'a str>,
}

/// The report as JSON. For the seller what is internal is null or empty.
///
/// # Errors
/// Never in practice: every value has a form in JSON.
pub fn packet(packet: &PacketReport, input: &Input<'_>) -> Result<String, serde_json::Error> {
    let currency = input.book.process.currencies.base;
    let day = |day: &chrono::NaiveDate| day.to_string();
    to_text(&Document {
        version: VERSION,
        today: input.book.today.to_string(),
        reader: (packet.reader == Reader::Seller).then_some("seller"),
        deal: &packet.deal,
        path: &packet.path,
        account: packet.account.as_deref(),
        amount: packet.amount.map(|amount| exact(amount, currency)),
        currency: currency.code(),
        outcome: packet.outcome.as_deref(),
        seller: packet.seller.as_deref(),
        sent: packet.sent.as_ref().map(day),
        light: packet.light,
        needed: packet.needed,
        present: packet.present,
        fields: packet.fields.iter().map(field).collect(),
        score: packet.score.as_ref().map(score),
        check: (packet.reader == Reader::Builder).then(|| check(packet)),
        window: packet.window.as_ref().map(|window| Window {
            length: window.length.into(),
            from: day(&window.from),
            until: day(&window.until),
            holidays: window.holidays.iter().map(day).collect(),
        }),
        accepting_means: packet.means.as_deref(),
        decline_reasons: &packet.decline_reasons,
        answer: packet.answer.as_ref().map(answer),
        earlier: packet
            .earlier
            .iter()
            .map(|earlier| Earlier {
                sent: earlier.sent.as_ref().map(day),
                seller: earlier.seller.as_deref(),
                answer: earlier.answer.as_ref().map(answer),
            })
            .collect(),
        review: packet.review.as_ref().map(review),
        disputes: packet.disputes.iter().map(dispute).collect(),
    })
}

fn field(line: &FieldLine) -> Field<'_> {
    Field {
        number: line.field.number(),
        key: line.field.key(),
        name: line.field.name(),
        role: line.whose.role.as_deref(),
        owner: line.whose.owner.as_deref(),
        needed: line.needed,
        standing: line.standing.name(),
        grade: line.grade.map(crate::analysis::score::Grade::name),
        why: line.why.as_deref(),
        up: line.up.as_deref(),
        facts: line.facts.iter().map(fact).collect(),
        path: &line.place.path,
        line: line.place.line,
    }
}

fn fact(fact: &report::Fact) -> Fact<'_> {
    Fact {
        label: (!fact.label.is_empty()).then_some(fact.label),
        text: (!fact.text.is_empty()).then_some(&fact.text),
        source: fact.source.as_ref().map(|source| source.name.as_str()),
        source_is: fact.source.as_ref().map(|source| source_id(source.found)),
    }
}

fn source_id(source: Source) -> &'static str {
    match source {
        Source::Link => "link",
        Source::File => "file",
        Source::Gone => "gone",
        Source::Missing => "missing",
        Source::Late => "late",
        Source::Outside => "outside",
        Source::Words => "words",
    }
}

fn score(score: &report::Scored) -> Score<'_> {
    Score {
        total: score.total,
        reviewer_total: score.reviewer,
        band: &score.band,
        advice: &score.advice,
        components: score.counting,
    }
}

fn check(packet: &PacketReport) -> Check<'_> {
    Check {
        day: packet.check.day.to_string(),
        goes_out: packet.check.goes_out(),
        ready: packet.check.ready.iter().map(asked).collect(),
        building: packet.check.building.iter().map(asked).collect(),
    }
}

fn asked(check: &CheckLine) -> Asked<'_> {
    let line = &check.line;
    let action = check.action.as_ref();
    Asked {
        id: line.condition.id,
        asks: line.condition.statement,
        yes: line.holds(),
        good: line.is_good(),
        why: line.why(),
        help: action.map(|action| &*action.help),
        role: action.and_then(|action| action.whose.role.as_deref()),
        owner: action.and_then(|action| action.whose.owner.as_deref()),
        path: action.map(|action| &*action.place.path),
        line: action.map(|action| action.place.line),
    }
}

fn answer(answer: &report::Answer) -> Answer<'_> {
    Answer {
        result: answer.outcome.name(),
        date: answer.date.map(|date| date.to_string()),
        by: answer.by.as_deref(),
        reason: answer.reason.as_deref(),
        instead: answer.instead.as_deref(),
        clarifying_call: answer.clarifying_call,
    }
}

fn review(review: &report::ReviewLine) -> Review<'_> {
    Review {
        by: review.by.as_deref(),
        date: review.date.map(|date| date.to_string()),
        grades: review
            .grades
            .iter()
            .map(|graded| ReviewGrade {
                component: &graded.component,
                grade: &graded.grade,
            })
            .collect(),
        note: review.note.as_deref(),
    }
}

fn dispute(dispute: &report::Dispute) -> Dispute<'_> {
    Dispute {
        date: dispute.date.map(|date| date.to_string()),
        by: dispute.by.as_deref(),
        about: dispute.about.as_deref(),
        note: dispute.note.as_deref(),
    }
}
