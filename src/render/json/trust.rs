//! The six signals of both periods, all together and by group, and what predicts a decline.

use serde::Serialize;

use crate::forecast::wilson::{self, Interval};
use crate::report::Input;
use crate::report::trust::{
    ByComponent, Change, Changes, Compared, Direction, Measured, Period, Trust, Verdict,
};

use super::{VERSION, to_text};

#[derive(Serialize)]
struct Document<'a> {
    version: u32,
    today: String,
    period: Days,
    before: Days,
    all: Both,
    groups: Vec<Group<'a>>,
    predictors: Predictors<'a>,
    left_out: LeftOut,
}

#[derive(Serialize)]
struct Days {
    start: String,
    end: String,
}

#[derive(Serialize)]
struct Group<'a> {
    name: Option<&'a str>,
    #[serde(flatten)]
    both: Both,
}

#[derive(Serialize)]
struct Both {
    now: Signals,
    before: Signals,
    changes: Vec<Changed>,
}

#[derive(Serialize)]
struct Signals {
    handoffs: Handoffs,
    response: Response,
    silent: Share,
    acted_on: Share,
    requests: Share,
    mentions: Share,
    meetings: Share,
    disputes: Share,
    disputes_unsaid: u32,
    score: Mean,
}

#[derive(Serialize)]
struct Handoffs {
    sent: u32,
    accepted: u32,
    declined: u32,
    silent: u32,
    open: u32,
    overtaken: u32,
    unclear: u32,
    late: u32,
    undated: u32,
}

#[derive(Serialize)]
struct Response {
    of: usize,
    answered: u32,
    unit: &'static str,
    lower_quartile: Option<u32>,
    median: Option<u32>,
    upper_quartile: Option<u32>,
    median_low: u32,
    median_high: Option<u32>,
    longest: u32,
}

#[derive(Serialize)]
struct Share {
    n: u32,
    of: u32,
    low: Option<f64>,
    high: Option<f64>,
}

#[derive(Serialize)]
struct Mean {
    mean: Option<f64>,
    of: u32,
}

#[derive(Serialize)]
struct Changed {
    signal: &'static str,
    direction: Option<&'static str>,
    better: Option<bool>,
    sure: bool,
}

#[derive(Serialize)]
struct Predictors<'a> {
    decided: u32,
    without_packet: u32,
    components: Vec<Component>,
    bands: Vec<Band<'a>>,
    reasons: Vec<Reason<'a>>,
}

#[derive(Serialize)]
struct Component {
    component: &'static str,
    accepted: Grades<Share>,
    clarifying_call: Grades<Share>,
    difference_low: Option<f64>,
    difference_high: Option<f64>,
    verdict: &'static str,
}

#[derive(Serialize)]
struct Grades<T> {
    strong: T,
    weak: T,
    missing: T,
}

#[derive(Serialize)]
struct Band<'a> {
    band: &'a str,
    from: u32,
    accepted: Share,
    clarifying_call: Share,
}

#[derive(Serialize)]
struct Reason<'a> {
    reason: Option<&'a str>,
    declines: u32,
    component: Option<&'static str>,
    graded: Grades<u32>,
}

#[derive(Serialize)]
struct LeftOut {
    answers_without_sending: usize,
    signals: usize,
}

/// The report as JSON.
///
/// # Errors
/// Never in practice: every value has a form in JSON.
pub fn trust(report: &Trust, input: &Input<'_>) -> Result<String, serde_json::Error> {
    let groups = report.groups.iter().map(|group| Group {
        name: group.name.as_deref(),
        both: both(&group.compared),
    });
    to_text(&Document {
        version: VERSION,
        today: input.book.today.to_string(),
        period: days(report.periods.now),
        before: days(report.periods.before),
        all: both(&report.all),
        groups: groups.collect(),
        predictors: predictors(report),
        left_out: LeftOut {
            answers_without_sending: report.left_out.unsent,
            signals: report.left_out.signals,
        },
    })
}

fn days(period: Period) -> Days {
    Days {
        start: period.start.to_string(),
        end: period.end.to_string(),
    }
}

fn both(compared: &Compared) -> Both {
    Both {
        now: signals(&compared.now),
        before: signals(&compared.before),
        changes: changes(&compared.changes),
    }
}

fn signals(measured: &Measured) -> Signals {
    let answers = &measured.answers;
    let time = &measured.response;
    Signals {
        handoffs: Handoffs {
            sent: answers.sent,
            accepted: answers.accepted,
            declined: answers.declined,
            silent: answers.silent,
            open: answers.open,
            overtaken: answers.overtaken,
            unclear: answers.unclear,
            late: answers.late,
            undated: answers.undated,
        },
        response: Response {
            of: time.of(),
            answered: time.answered,
            unit: "business days",
            lower_quartile: time.lower,
            median: time.median,
            upper_quartile: time.upper,
            median_low: time.interval.0,
            median_high: time.interval.1,
            longest: time.longest,
        },
        silent: share(measured.silent),
        acted_on: share(measured.acted_on),
        requests: share(measured.requests),
        mentions: share(measured.mentions),
        meetings: share(measured.meetings),
        disputes: share(measured.disputes),
        disputes_unsaid: measured.disputes_unsaid,
        score: Mean {
            mean: measured.score.value().map(rounded),
            of: measured.score.of,
        },
    }
}

fn changes(changes: &Changes) -> Vec<Changed> {
    let names = [
        "response", "acted_on", "requests", "mentions", "meetings", "disputes",
    ];
    let more = [("score", changes.score), ("silent", changes.silent)];
    let signals = names.into_iter().zip(changes.signals);
    signals
        .chain(more)
        .map(|(signal, change)| changed(signal, change))
        .collect()
}

fn changed(signal: &'static str, change: Change) -> Changed {
    Changed {
        signal,
        direction: change.direction.map(|direction| match direction {
            Direction::Up => "up",
            Direction::Down => "down",
            Direction::Level => "level",
        }),
        better: change.better,
        sure: change.sure,
    }
}

fn predictors(report: &Trust) -> Predictors<'_> {
    let predictors = &report.predictors;
    let bands = predictors.bands.iter().map(|band| Band {
        band: &band.name,
        from: band.from,
        accepted: share(band.accepted),
        clarifying_call: share(band.calls),
    });
    let reasons = predictors.reasons.iter().map(|line| Reason {
        reason: line.reason.as_deref(),
        declines: line.declines,
        component: line.kind.map(|kind| kind.id),
        graded: grades(line.graded),
    });
    Predictors {
        decided: predictors.decided,
        without_packet: predictors.without_packet,
        components: predictors.components.iter().map(component).collect(),
        bands: bands.collect(),
        reasons: reasons.collect(),
    }
}

fn component(line: &ByComponent) -> Component {
    Component {
        component: line.kind.id,
        accepted: grades(line.accepted.map(share)),
        clarifying_call: grades(line.calls.map(share)),
        difference_low: line.difference.map(|interval| rounded(interval.low)),
        difference_high: line.difference.map(|interval| rounded(interval.high)),
        verdict: match line.verdict {
            Verdict::Predicts => "predicts",
            Verdict::Contradicts => "contradicts",
            Verdict::Unclear => "unclear",
            Verdict::Alike => "alike",
        },
    }
}

fn grades<T>([strong, weak, missing]: [T; 3]) -> Grades<T> {
    Grades {
        strong,
        weak,
        missing,
    }
}

fn share(share: wilson::Share) -> Share {
    let interval: Option<Interval> = share.interval();
    Share {
        n: share.n,
        of: share.of,
        low: interval.map(|interval| rounded(interval.low)),
        high: interval.map(|interval| rounded(interval.high)),
    }
}

/// To four decimals: more would claim too much.
fn rounded(number: f64) -> f64 {
    (number * 10_000.0).round() / 10_000.0
}
