//! The pictures of the page, from the reports beside them.

use std::collections::BTreeMap;

use crate::report::document::{Length, Money};
use crate::report::forecast::RECORD_DAYS;
use crate::report::meeting::Meeting;
use crate::report::since::ForecastChange;
use crate::view::Style;
use crate::view::picture::{
    CalibrationPoint, LinePoint, Picture, RangeFigures, StripRow, WaterfallStep, calibration, line,
    range, sparkline, strip, waterfall,
};

use super::Section;

fn cents(money: Money) -> i64 {
    money.cents().0
}

/// The quarter: won, range, target and the CRM's sum on one scale.
pub(super) fn quarter(report: &Meeting, section: &Section, style: &Style) -> Option<Picture> {
    let horizon = report.forecast.horizons.first()?;
    let total = horizon.total;
    let mark = |name: &str, money: Money| (cents(money), format!("{name} {}", style.money(money)));
    let won = horizon
        .won
        .unwrap_or(Money::zero(report.forecast.crm_sum.won.amount.currency));
    let marks = [
        Some(mark("won", won)),
        horizon.target.map(|target| mark("target", target)),
        horizon.crm_total().map(|crm| mark("CRM's sum", crm)),
    ];
    let figures = RangeFigures {
        won: cents(won),
        low: cents(total.p10),
        middle: cents(total.p50),
        high: cents(total.p90),
        marks: marks.into_iter().flatten().collect(),
        labels: [
            format!("1 in 10 of less: {}", style.money(total.p10)),
            format!("half above, half below: {}", style.money(total.p50)),
            format!("1 in 10 of more: {}", style.money(total.p90)),
        ],
    };
    Some(range(section.lines.first()?, &figures))
}

/// What was said of the quarter on each Monday of it; `None` with fewer than two.
pub(super) fn said(report: &Meeting, style: &Style) -> Option<Picture> {
    let path = &report.forecast.path;
    let horizon = report.forecast.horizons.first()?;
    if path.len() < 2 {
        return None;
    }
    let points: Vec<LinePoint> = path
        .iter()
        .map(|said| LinePoint {
            label: style.day(said.date),
            value: cents(said.expected),
        })
        .collect();
    let goal = horizon
        .target
        .map(|target| (cents(target), format!("target {}", style.money(target))));
    let most = path
        .iter()
        .map(|said| said.expected)
        .chain(horizon.target)
        .max()?;
    let title = format!(
        "What was expected of this quarter on each Monday since {}",
        style.day(path.first()?.date)
    );
    Some(line(&title, &points, goal.as_ref(), &style.money(most)))
}

/// The open pipeline of the quarter then and now.
pub(super) fn bridge(since: &ForecastChange, section: &Section, style: &Style) -> Option<Picture> {
    let pipeline = &since.pipeline;
    let steps = pipeline.lines.iter().filter(|line| !line.amount.is_zero());
    let steps: Vec<WaterfallStep> = steps
        .map(|line| WaterfallStep {
            label: line.line.key().replace('_', " "),
            change: cents(line.amount),
            figure: {
                let sign = if cents(line.amount) > 0 { "+" } else { "−" };
                format!("{sign}{}", style.money(line.amount.abs()))
            },
        })
        .collect();
    let (then, now) = (style.money(pipeline.start), style.money(pipeline.end));
    let day = format!("on {}", style.day(since.day));
    let title = section.lines.get(1).or(section.lines.first())?;
    Some(waterfall(
        title,
        (cents(pipeline.start), &day, &then),
        &steps,
        ("now", &now),
    ))
}

/// Every open deal by its age in the stage, against the limit.
pub(super) fn ages(report: &Meeting) -> Option<Picture> {
    let mut ages = BTreeMap::<&str, Vec<f64>>::new();
    for deal in &report.list.deals {
        if let (Some(stage), Some(days)) = (&deal.stage, deal.days) {
            ages.entry(&stage.id).or_default().push(f64::from(days));
        }
    }
    let stages = report
        .velocity
        .pace
        .stages
        .iter()
        .zip(&report.stalls.stages);
    let rows = stages.filter_map(|(stage, stalled)| {
        let Length(limit) = stage.limit?;
        // A business day lasts 1.4 days of a week.
        let limit = f64::from(limit.n.max(1))
            * match limit.unit {
                crate::model::Unit::Days => 1.0,
                crate::model::Unit::BusinessDays => 1.4,
            };
        let ages = ages.remove(&*stage.stage.id).unwrap_or_default();
        Some(StripRow {
            label: stage.name.clone(),
            note: format!(
                "{} of {} stalled",
                stalled.count.stalled, stalled.count.open
            ),
            ages: ages.into_iter().map(|age| age / limit).collect(),
        })
    });
    let rows: Vec<StripRow> = rows.collect();
    (!rows.is_empty()).then(|| {
        strip(
            "Each open deal by its days in the stage, against the limit of the stage",
            &rows,
            "limit",
        )
    })
}

/// The mean score of each month; `None` with fewer than two.
pub(super) fn scores(report: &Meeting) -> Option<Picture> {
    let months = &report.score.months;
    let means: Vec<Option<f64>> = months
        .iter()
        .map(|month| month.mean.map(|mean| mean.0))
        .collect();
    if means.iter().flatten().count() < 2 {
        return None;
    }
    let label = |at: usize| {
        let month = months.get(at)?;
        let mean = month
            .mean
            .map_or_else(|| "none".to_owned(), |mean| format!("{:.1}", mean.0));
        Some(format!("{}: {mean}", month.first.format("%b %Y")))
    };
    let (first, last) = (label(0)?, label(months.len().checked_sub(1)?)?);
    Some(sparkline(
        "The mean score of the handoffs sent in each month, of 18",
        &means,
        [&first, &last],
    ))
}

/// What was said against what came.
pub(super) fn belief(report: &Meeting, section: &Section) -> Option<Picture> {
    let records = &report.forecast.record;
    let record = records
        .iter()
        .find(|record| record.days == RECORD_DAYS)
        .or(records.last())?;
    let points: Vec<CalibrationPoint> = record
        .calibration
        .iter()
        .map(|tenth| CalibrationPoint {
            said: tenth.mean_chance.0,
            came: tenth.won_share.0,
            deals: u32::try_from(tenth.deals).unwrap_or(u32::MAX),
        })
        .collect();
    if points.is_empty() {
        return None;
    }
    Some(calibration(section.lines.first()?, &points))
}
