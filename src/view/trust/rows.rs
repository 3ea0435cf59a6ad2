//! One long table for spreadsheets: a row for each signal, of all and of each group; then what predicts a decline.

use super::words::{SIGNALS, trend};
use crate::forecast::wilson::Share;
use crate::report::trust::{
    Compared, Figure, GroupBy, Measured, Predictors, ResponseTime, Signal, Trust,
};
use crate::view::table::{Cell, Grid, Table};

/// A row. A figure with a single period, such as acceptance over every handoff on record, goes into `now`.
struct Line<'r> {
    group: &'static str,
    name: &'r str,
    signal: String,
    now: Figures,
    before: Figures,
    trend: String,
}

/// The figures of a period; what does not apply is empty.
#[derive(Default)]
struct Figures {
    value: String,
    n: String,
    of: String,
    low: String,
    high: String,
}

/// Picks one quartile of a response time.
type Quartile = fn(&ResponseTime) -> Option<u32>;

/// Returns the signals of all, then of each group; then over every handoff on record acceptance and calls by component and by
/// band, and the reasons for declining.
pub fn trust_rows(report: &Trust) -> Grid {
    let mut lines = signals("all", "", &report.all);
    let by = match report.group {
        Some(GroupBy::Partner) => "partner",
        _ => "seller",
    };
    for group in &report.groups {
        let name = group.name.as_deref().unwrap_or_default();
        lines.extend(signals(by, name, &group.compared));
    }
    lines.extend(predictors(&report.predictors));
    Table::<Line<'_>>::new("signals")
        .left("", "group", |line| Cell::text(line.group))
        .left("", "name", |line| Cell::text(line.name))
        .left("", "signal", |line| Cell::text(&line.signal))
        .left("", "now", |line| Cell::text(&line.now.value))
        .left("", "now_n", |line| Cell::text(&line.now.n))
        .left("", "now_of", |line| Cell::text(&line.now.of))
        .left("", "before", |line| Cell::text(&line.before.value))
        .left("", "before_n", |line| Cell::text(&line.before.n))
        .left("", "before_of", |line| Cell::text(&line.before.of))
        .left("", "trend", |line| Cell::text(&line.trend))
        .left("", "now_low", |line| Cell::text(&line.now.low))
        .left("", "now_high", |line| Cell::text(&line.now.high))
        .left("", "before_low", |line| Cell::text(&line.before.low))
        .left("", "before_high", |line| Cell::text(&line.before.high))
        .rows(lines)
}

fn signals<'r>(group: &'static str, name: &'r str, compared: &Compared) -> Vec<Line<'r>> {
    let line = |signal: &str, of: &dyn Fn(&Measured) -> Figures, trend: Option<String>| Line {
        group,
        name,
        signal: signal.to_owned(),
        now: of(&compared.now),
        before: of(&compared.before),
        trend: trend.unwrap_or_default(),
    };
    let mut lines: Vec<Line<'r>> = SIGNALS
        .iter()
        .map(|signal| {
            let trend = trend(compared.changes.of(*signal));
            let of = |measured: &Measured| Figures::of_signal(*signal, measured);
            line(signal.declaration().id, &of, trend)
        })
        .collect();
    let quartiles: [(&str, Quartile); 2] = [
        ("response-lower-quartile", |time| time.lower_quartile),
        ("response-upper-quartile", |time| time.upper_quartile),
    ];
    lines.extend(quartiles.map(|(id, quartile)| {
        let of = |measured: &Measured| Figures::of_time(&measured.response, quartile);
        line(id, &of, None)
    }));
    lines
}

impl Figures {
    fn of_signal(signal: Signal, measured: &Measured) -> Self {
        match signal.declaration().figure {
            Figure::Time(of) => {
                let time = of(measured);
                let is_known = time.of > 0;
                Self {
                    low: text(is_known.then_some(time.median_low)),
                    high: text(time.median_high.filter(|_| is_known)),
                    ..Self::of_time(time, |time| time.median)
                }
            }
            Figure::Share(of) | Figure::Tally(of) => Self::of_share(of(measured)),
            Figure::Mean(of) => Self {
                value: text(of(measured).value().map(|mean| format!("{mean:.2}"))),
                of: of(measured).of.to_string(),
                ..Self::default()
            },
        }
    }

    fn of_time(time: &ResponseTime, day: Quartile) -> Self {
        Self {
            value: text(day(time)),
            n: time.answered.to_string(),
            of: time.of.to_string(),
            ..Self::default()
        }
    }

    /// A share with its 95% interval.
    fn of_share(share: Share) -> Self {
        let fraction = |value: f64| format!("{value:.4}");
        let interval = share.interval();
        Self {
            value: text(share.fraction().map(fraction)),
            n: share.n.to_string(),
            of: share.of.to_string(),
            low: text(interval.map(|interval| fraction(interval.low))),
            high: text(interval.map(|interval| fraction(interval.high))),
        }
    }
}

fn text(value: Option<impl ToString>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

fn predictors(predictors: &Predictors) -> Vec<Line<'_>> {
    let mut lines = Vec::new();
    let mut add = |group, name, signal: String, share| {
        lines.push(Line {
            group,
            name,
            signal,
            now: Figures::of_share(share),
            before: Figures::default(),
            trend: String::new(),
        });
    };
    for line in &predictors.components {
        for ((grade, accepted), (_, calls)) in
            line.accepted.each().into_iter().zip(line.calls.each())
        {
            let grade = grade.name();
            let id = line.kind.id;
            add("component", id, format!("accepted-{grade}"), accepted);
            add("component", id, format!("call-{grade}"), calls);
        }
    }
    for band in &predictors.bands {
        add("band", &band.name, "accepted".to_owned(), band.accepted);
        add("band", &band.name, "call".to_owned(), band.calls);
    }
    let all: u32 = predictors.reasons.iter().map(|line| line.declines).sum();
    for line in &predictors.reasons {
        let reason = line.reason.as_deref().unwrap_or_default();
        let of = |n, of| Share { n, of };
        add(
            "reason",
            reason,
            "declined".to_owned(),
            of(line.declines, all),
        );
        for (grade, n) in line
            .graded
            .each()
            .into_iter()
            .filter(|_| line.kind.is_some())
        {
            let id = format!("graded-{}", grade.name());
            add("reason", reason, id, of(n, line.declines));
        }
    }
    lines
}
