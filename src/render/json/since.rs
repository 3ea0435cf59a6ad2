//! What changed since another state of the files, as a part of the forecast's document; documented in docs/reports.md.

use std::sync::Arc;

use rust_decimal::Decimal;
use serde::Serialize;

use crate::forecast::bridge::Line;
use crate::forecast::money::Cents;
use crate::model::past::Commit;
use crate::report::minor::of_cents;
use crate::report::money::exact;
use crate::report::since::{BridgeLine, ForecastChange, MovedDeal, Slip, median};

#[derive(Serialize)]
pub(super) struct Document<'a> {
    asked: &'a str,
    commit: &'a str,
    author: &'a str,
    committed: String,
    day: String,
    quarter: String,
    pipeline: Pipeline<'a>,
    slipped: Slipped<'a>,
    process_commits: Vec<One<'a>>,
    forecast: Option<Forecast<'a>>,
}

#[derive(Serialize)]
struct Pipeline<'a> {
    start: String,
    start_deals: usize,
    lines: Vec<LineOf<'a>>,
    end: String,
    end_deals: usize,
    without_rate: Vec<&'a str>,
}

#[derive(Serialize)]
struct LineOf<'a> {
    line: &'static str,
    amount: String,
    disqualified: Option<String>,
    deals: Vec<Deal<'a>>,
}

#[derive(Serialize)]
struct Deal<'a> {
    deal: &'a str,
    was: Option<&'a str>,
    amount: String,
    disqualified: bool,
    amount_then: Option<String>,
    amount_now: Option<String>,
    signed: Option<String>,
    close_then: Option<String>,
    close_now: Option<String>,
    commits: Vec<One<'a>>,
    uncommitted: bool,
}

#[derive(Serialize)]
struct One<'a> {
    commit: &'a str,
    day: String,
    author: &'a str,
}

#[derive(Serialize)]
struct Slipped<'a> {
    deals: usize,
    times: usize,
    median_days: Option<i64>,
    total_days: i64,
    list: Vec<SlipOf<'a>>,
}

#[derive(Serialize)]
struct SlipOf<'a> {
    deal: &'a str,
    from: String,
    to: String,
    days: i64,
    times: usize,
    commits: Vec<One<'a>>,
    uncommitted: bool,
}

#[derive(Serialize)]
struct Forecast<'a> {
    from: Option<String>,
    until: String,
    then: String,
    now: String,
    change: String,
    news: String,
    process: String,
    deals: Vec<PartOf<'a>>,
    older_deals: usize,
    older: String,
    rest: String,
}

#[derive(Serialize)]
struct PartOf<'a> {
    deal: &'a str,
    cause: &'static str,
    amount: String,
}

/// The document's part.
pub(super) fn since(since: &ForecastChange, currency: iso_currency::Currency) -> Document<'_> {
    let money = |amount: Decimal| exact(amount, currency);
    let cents = |cents: Cents| money(of_cents(cents, currency));
    Document {
        asked: &since.requested,
        commit: &since.commit.id,
        author: since.commit.who(),
        committed: since.commit.day.to_string(),
        day: since.day.to_string(),
        quarter: since.quarter.key(),
        pipeline: Pipeline {
            start: money(since.start.amount),
            start_deals: since.start.deals,
            lines: since
                .lines
                .iter()
                .map(|line| line_of(line, currency))
                .collect(),
            end: money(since.end.amount),
            end_deals: since.end.deals,
            without_rate: since
                .without_rate
                .iter()
                .map(|deal| deal.deal.as_str())
                .collect(),
        },
        slipped: Slipped {
            deals: since.slips.len(),
            times: since.slips.iter().map(|slip| slip.times).sum(),
            median_days: (!since.slips.is_empty()).then(|| median(&since.slips)),
            total_days: since.slips.iter().map(Slip::days).sum(),
            list: since.slips.iter().map(slip).collect(),
        },
        process_commits: commits(&since.process),
        forecast: since.expectation.as_ref().map(|news| Forecast {
            from: news.from.map(|from| from.to_string()),
            until: news.until.to_string(),
            then: cents(news.then),
            now: cents(news.now),
            change: cents(news.change()),
            news: cents(news.news()),
            process: cents(news.process()),
            deals: news
                .deals
                .iter()
                .map(|part| PartOf {
                    deal: &part.deal.deal,
                    cause: part.cause.key(),
                    amount: cents(part.amount),
                })
                .collect(),
            older_deals: news.older.deals,
            older: cents(news.older.amount),
            rest: cents(news.rest()),
        }),
    }
}

fn line_of(line: &BridgeLine, currency: iso_currency::Currency) -> LineOf<'_> {
    LineOf {
        line: line.line.key(),
        amount: exact(line.amount, currency),
        disqualified: (line.line == Line::Lost).then(|| exact(line.disqualified, currency)),
        deals: line
            .deals
            .iter()
            .map(|deal| deal_of(deal, currency))
            .collect(),
    }
}

fn deal_of(deal: &MovedDeal, currency: iso_currency::Currency) -> Deal<'_> {
    let money = |amount: Option<Decimal>| amount.map(|amount| exact(amount, currency));
    let day = |day: Option<chrono::NaiveDate>| day.map(|day| day.to_string());
    Deal {
        deal: &deal.deal.deal,
        was: deal.old_id.as_deref(),
        amount: exact(deal.amount, currency),
        disqualified: deal.disqualified,
        amount_then: money(deal.amount_then),
        amount_now: money(deal.amount_now),
        signed: money(deal.signed),
        close_then: day(deal.close_then),
        close_now: day(deal.close_now),
        commits: commits(&deal.authorship.commits),
        uncommitted: deal.authorship.uncommitted,
    }
}

fn slip(slip: &Slip) -> SlipOf<'_> {
    SlipOf {
        deal: &slip.deal.deal,
        from: slip.from.to_string(),
        to: slip.to.to_string(),
        days: slip.days(),
        times: slip.times,
        commits: commits(&slip.authorship.commits),
        uncommitted: slip.authorship.uncommitted,
    }
}

fn commits(made: &[Arc<Commit>]) -> Vec<One<'_>> {
    made.iter()
        .map(|commit| One {
            commit: &commit.id,
            day: commit.day.to_string(),
            author: commit.who(),
        })
        .collect()
}
