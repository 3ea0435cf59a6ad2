//! The statistical part of the forecast's document; documented in docs/reports.md.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde::Serialize;

use crate::forecast::backtest::PastForecast;
use crate::forecast::draws::Range;
use crate::forecast::horizon::Estimate;
use crate::forecast::money::{Cents, UnroundedMoney};
use crate::forecast::summary::Summary;
use crate::report::Input;
use crate::report::forecast::{Call, DealLine, Forecast, GroupLine, Horizon, Span};
use crate::report::minor::of_cents;
use crate::report::money::exact;
use crate::view::{Style, flags, reason, widest_gap};

#[derive(Serialize)]
pub(super) struct Statistics<'a> {
    records_begin: String,
    past: &'static str,
    closed_deals: usize,
    won_deals: usize,
    prior_share: f64,
    sigma: f64,
    sigma_windows: usize,
    amount_factor: f64,
    won_this_quarter: Vec<Won<'a>>,
    horizons: Vec<HorizonLine>,
    calls: Vec<CallLine>,
    widest_gap: Option<Gap<'a>>,
    deals: Vec<Deal<'a>>,
    groups: Option<Vec<Group<'a>>>,
    summary: Vec<SummaryLine>,
    #[serde(skip_serializing_if = "Option::is_none")]
    origins: Option<Vec<OriginLine>>,
}

#[derive(Serialize)]
struct Said {
    expected: String,
    p10: String,
    p50: String,
    p90: String,
}

#[derive(Serialize)]
struct HorizonLine {
    quarter: Option<String>,
    days: usize,
    until: String,
    open_deals: usize,
    pipeline: String,
    stage_weighted: String,
    naive: String,
    #[serde(flatten)]
    open: Said,
    new_business: Said,
    won: Option<String>,
    total: Said,
    past_windows: Option<PastWindows>,
    target: Option<String>,
    chance_of_target: Option<f64>,
    prior_share: f64,
    sigma: f64,
}

#[derive(Serialize)]
struct PastWindows {
    mean: String,
    count: usize,
}

#[derive(Serialize)]
struct Won<'a> {
    deal: &'a str,
    amount: Option<String>,
}

#[derive(Serialize)]
struct CallLine {
    call: &'static str,
    deals: usize,
    amount: String,
    expected: String,
}

#[derive(Serialize)]
struct Gap<'a> {
    deal: &'a str,
    amount: String,
    expected: String,
}

#[derive(Serialize)]
struct Deal<'a> {
    deal: &'a str,
    partner: Option<&'a str>,
    stage: &'a str,
    days_in_stage: i32,
    amount: Option<String>,
    p: BTreeMap<String, f64>,
    expected: String,
    prior_share: f64,
    similar_deals: usize,
    similar_won: usize,
    reason: String,
    call: Option<&'a str>,
    close_date: Option<String>,
    flags: Vec<&'static str>,
    overdue: bool,
    over_limit: bool,
    zombie: bool,
}

#[derive(Serialize)]
struct Group<'a> {
    group: &'a str,
    open_deals: usize,
    pipeline: String,
    horizons: Vec<GroupHorizon>,
}

#[derive(Serialize)]
struct GroupHorizon {
    days: usize,
    #[serde(flatten)]
    open: Said,
}

#[derive(Serialize)]
struct OriginLine {
    date: String,
    days: usize,
    open_deals: usize,
    actual: String,
    expected: String,
    p10: String,
    p50: String,
    p90: String,
    stage_weighted: String,
    naive: String,
    total: WholeLine,
}

#[derive(Serialize)]
struct WholeLine {
    actual: String,
    #[serde(flatten)]
    said: Said,
}

#[derive(Serialize)]
struct SummaryLine {
    days: usize,
    origins: usize,
    wape: Option<f64>,
    bias: Option<f64>,
    brier: Option<f64>,
    pinball: String,
    coverage: Option<f64>,
    stage_weighted_wape: Option<f64>,
    naive_wape: Option<f64>,
    naive_brier: Option<f64>,
    total_wape: Option<f64>,
    total_bias: Option<f64>,
    total_coverage: Option<f64>,
    calibration: Vec<Tenth>,
}

#[derive(Serialize)]
struct Tenth {
    from: f64,
    deals: usize,
    said: f64,
    came: f64,
}

/// How money and shares are written.
struct Writer {
    currency: iso_currency::Currency,
}

impl Writer {
    fn cents(&self, cents: Cents) -> String {
        exact(of_cents(cents, self.currency), self.currency)
    }

    fn rounded(&self, amount: UnroundedMoney) -> String {
        self.cents(amount.cents())
    }

    fn said(&self, part: &Estimate) -> Said {
        let Range { p10, p50, p90 } = part.range;
        Said {
            expected: self.rounded(part.expected),
            p10: self.cents(p10),
            p50: self.cents(p50),
            p90: self.cents(p90),
        }
    }

    fn horizon(&self, report: &Forecast, horizon: &Horizon) -> HorizonLine {
        let decimal = |amount: Decimal| exact(amount, self.currency);
        HorizonLine {
            quarter: match horizon.span {
                Span::Quarter(quarter) => Some(quarter.key()),
                Span::Days | Span::By => None,
            },
            days: horizon.forecast.days,
            until: horizon.until.to_string(),
            open_deals: report.open.deals,
            pipeline: self.rounded(report.open.amount),
            stage_weighted: decimal(horizon.stage_weighted),
            naive: self.rounded(horizon.naive),
            open: self.said(&horizon.forecast.open),
            new_business: self.said(&horizon.forecast.new),
            won: horizon.won.map(decimal),
            total: self.said(&horizon.total),
            past_windows: horizon.forecast.past_windows.map(|before| PastWindows {
                mean: self.rounded(before.mean),
                count: before.windows,
            }),
            target: horizon.target.map(|target| decimal(target.amount)),
            chance_of_target: horizon.target.map(|target| share(target.chance)),
            prior_share: share(horizon.prior_share),
            sigma: share(report.shock.sigma),
        }
    }

    fn call(&self, call: &Call) -> CallLine {
        CallLine {
            call: call.call,
            deals: call.deals,
            amount: exact(call.amount, self.currency),
            expected: self.cents(call.expected),
        }
    }

    fn deal<'a>(&self, line: &'a DealLine, style: &Style) -> Deal<'a> {
        let chances = line.chances.iter();
        Deal {
            deal: &line.deal,
            partner: line.partner.as_deref(),
            stage: &line.stage.id,
            days_in_stage: line.days_in_stage,
            amount: line.amount.map(|amount| exact(amount, self.currency)),
            p: chances
                .map(|chance| (chance.days.to_string(), share(chance.chance)))
                .collect(),
            expected: self.cents(line.expected),
            prior_share: share(line.prior_share),
            similar_deals: line.similar.deals,
            similar_won: line.similar.won,
            reason: reason(line, style),
            call: line.call.as_deref(),
            close_date: line.close_date.map(|close| close.to_string()),
            flags: flags(line),
            overdue: line.overdue,
            over_limit: line.is_over_limit(),
            zombie: line.zombie,
        }
    }

    fn group<'a>(&self, report: &Forecast, line: &'a GroupLine) -> Group<'a> {
        let by = report.horizons.iter().zip(&line.estimates);
        Group {
            group: &line.name,
            open_deals: line.deals,
            pipeline: self.rounded(line.pipeline),
            horizons: by
                .map(|(horizon, part)| GroupHorizon {
                    days: horizon.forecast.days,
                    open: self.said(part),
                })
                .collect(),
        }
    }

    fn origin(&self, past: &PastForecast) -> OriginLine {
        OriginLine {
            date: crate::report::forecast::date(past.day).to_string(),
            days: past.days,
            open_deals: past.open_deals,
            actual: self.rounded(past.actual),
            expected: self.rounded(past.expected),
            p10: self.cents(past.range.p10),
            p50: self.cents(past.range.p50),
            p90: self.cents(past.range.p90),
            stage_weighted: self.rounded(past.stage_weighted),
            naive: self.rounded(past.naive),
            total: WholeLine {
                actual: self.rounded(past.total.actual),
                said: self.said(&Estimate {
                    expected: past.total.expected,
                    range: past.total.range,
                }),
            },
        }
    }

    fn summary(&self, one: &Summary) -> SummaryLine {
        let tenths = one.tenths.iter().zip(0..10_u8);
        SummaryLine {
            days: one.days,
            origins: one.origins,
            wape: one.wape.map(share),
            bias: one.bias.map(share),
            brier: one.brier.map(share),
            pinball: self.rounded(one.pinball),
            coverage: (one.origins > 0).then(|| share(one.coverage)),
            stage_weighted_wape: one.stage_weighted_wape.map(share),
            naive_wape: one.naive_wape.map(share),
            naive_brier: one.naive_brier.map(share),
            total_wape: one.total_wape.map(share),
            total_bias: one.total_bias.map(share),
            total_coverage: (one.origins > 0).then(|| share(one.total_coverage())),
            calibration: tenths
                .filter(|(tenth, _)| tenth.deals > 0)
                .map(|(tenth, index)| Tenth {
                    from: f64::from(index) / 10.0,
                    deals: tenth.deals,
                    said: share(tenth.mean_chance),
                    came: share(tenth.won_share),
                })
                .collect(),
        }
    }
}

/// To nine places: what is beyond is noise.
fn share(value: f64) -> f64 {
    (value * 1e9).round() / 1e9
}

/// The statistics of a report; past weeks one by one only when they were asked for.
pub(super) fn statistics<'a>(
    report: &'a Forecast,
    input: &Input<'_>,
    every_week: bool,
) -> Statistics<'a> {
    let writer = Writer {
        currency: input.book.process.currencies.base,
    };
    let style = Style::of(input);
    let horizons = report.horizons.iter();
    let won = report.won.iter().map(|won| Won {
        deal: &won.deal,
        amount: won.amount.map(|amount| exact(amount, writer.currency)),
    });
    Statistics {
        records_begin: report.records_begin.to_string(),
        past: report.past_from.name(),
        closed_deals: report.closed.all,
        won_deals: report.closed.won,
        prior_share: share(report.prior_share()),
        sigma: share(report.shock.sigma),
        sigma_windows: report.shock.windows,
        amount_factor: share(report.factor),
        won_this_quarter: won.collect(),
        horizons: horizons
            .map(|horizon| writer.horizon(report, horizon))
            .collect(),
        calls: report.calls.iter().map(|call| writer.call(call)).collect(),
        widest_gap: widest_gap(report, &style).map(|line| Gap {
            deal: &line.deal,
            amount: exact(line.amount.unwrap_or_default(), writer.currency),
            expected: writer.cents(line.expected),
        }),
        deals: report
            .deals
            .iter()
            .map(|line| writer.deal(line, &style))
            .collect(),
        groups: report.groups.as_ref().map(|groups| {
            groups
                .lines
                .iter()
                .map(|line| writer.group(report, line))
                .collect()
        }),
        summary: report
            .record
            .iter()
            .map(|one| writer.summary(one))
            .collect(),
        origins: every_week.then(|| report.past.iter().map(|past| writer.origin(past)).collect()),
    }
}
