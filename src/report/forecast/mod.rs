//! The statistical forecast as data: what deals are expected to bring, how sure that is, and how good it has been.

mod calls;
mod deals;
mod group;
mod lives;
mod parts;
mod quarter;
mod span;
mod states;
mod track;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::forecast::backtest::Past;
use crate::forecast::baselines::baselines;
use crate::forecast::draws::{amount, chance_of, draw, range};
use crate::forecast::outlook::{Estimate, HorizonForecast, Origin, ahead};
use crate::forecast::summary::Summary;
use crate::model::calendar::Quarter;

pub use calls::Call;
pub use deals::DealLine;
pub use group::Grouping;
pub use lives::{Lives, date};
pub use parts::GroupLine;
pub use quarter::{QuarterAhead, quarter};
pub use span::{FARTHEST, RECORD_DAYS, Span};
pub use states::{PastFrom, day, sections};

use super::Input;
use super::crm_sum::{CrmSum, crm_sum};
use super::filter::Filter;
use super::minor::in_minor;

/// Fewer past weeks are no record.
pub const FEWEST_ORIGINS: usize = 20;
/// What a user asked for.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// Days ahead, in place of those of process.toml.
    pub horizons: Vec<u32>,
    /// One more horizon, by its last day.
    pub by: Option<NaiveDate>,
    /// What to split by.
    pub group: Option<Grouping>,
    /// Whether past weeks are asked for in full.
    pub backtest: bool,
}

/// One horizon.
#[derive(Clone, Debug)]
pub struct Horizon {
    /// What it is.
    pub span: Span,
    /// Its last day.
    pub until: NaiveDate,
    /// Open deals, new ones, and both.
    pub ahead: HorizonForecast,
    /// The total with what is won in the quarter so far; only a quarter has something won.
    pub total: Estimate,
    /// Won in the quarter so far.
    pub won: Option<Decimal>,
    /// The CRM's sum: amount times belief, of deals whose close date is not after the last day.
    pub stage_weighted: Decimal,
    /// Open amount times win rate.
    pub naive: f64,
    /// The quarter's target, and the chance of reaching it.
    pub target: Option<(Decimal, f64)>,
    /// How much of what open deals are expected to bring is process.toml's belief, from 0 to 1.
    pub prior_share: f64,
}

/// A deal won in this quarter.
#[derive(Clone, Debug)]
pub struct WonDeal {
    /// Its id.
    pub deal: String,
    /// As a user would type it.
    pub name: String,
    /// What was signed, else what was expected; none where nobody can say.
    pub amount: Option<Decimal>,
}

/// The report.
pub struct Forecast {
    /// The CRM's view of the same book.
    pub weighted: CrmSum,
    /// This quarter, the next, the days, and the day that was asked for.
    pub horizons: Vec<Horizon>,
    /// Open deals that are forecast, and what they are worth.
    pub open: (usize, f64),
    /// The spread of the common shock, and how many past windows it was learned from.
    pub sigma: (f64, usize),
    /// Won value over amount while open.
    pub factor: f64,
    /// Deals that have closed since records begin: won and all.
    pub closed: (usize, usize),
    /// Won in this quarter so far, with what was signed: the largest first.
    pub won: Vec<WonDeal>,
    /// When records begin.
    pub records_begin: NaiveDate,
    /// What says how deals stood on past days.
    pub past_from: PastFrom,
    /// Per stage, in order: what its deals are expected to bring by the end of this quarter.
    pub stages: Vec<f64>,
    /// Per deal, what it rests on; the largest expectation first.
    pub deals: Vec<DealLine>,
    /// What sellers say, the surest call first.
    pub calls: Vec<Call>,
    /// What was asked to be split by, and the parts; the largest first.
    pub groups: Option<(Grouping, Vec<GroupLine>)>,
    /// Past weeks by horizon, and each in figures; the days of the record alone unless all were asked for.
    pub past: Vec<Past>,
    /// One a horizon.
    pub record: Vec<Summary>,
    /// Whether only some deals were asked for: then new business is left out.
    pub filtered: bool,
    /// Which ones, in a few words.
    pub whose: Option<String>,
}

impl Forecast {
    /// How much of what open deals are expected to bring this quarter is process.toml's belief; on its last day, the next one.
    pub fn prior_share(&self) -> f64 {
        let ahead = self.horizons.iter().find(|horizon| horizon.ahead.days > 0);
        ahead.map_or(1.0, |horizon| horizon.prior_share)
    }
}

/// Works the report out.
pub fn forecast(input: &Input<'_>, filter: &Filter, asked: &Asked) -> Forecast {
    let weighted = crm_sum(input, filter);
    let lives = Lives::of(input);
    let setup = lives.setup();
    let spans = spans(input, asked, &weighted);
    let days: Vec<usize> = spans.iter().map(|(_, days)| *days).collect();
    let origin = setup.origin(lives.today, &days);
    let windows = setup.shock_windows(lives.today);
    let learned = windows
        .iter()
        .filter(|window| window.is_informative())
        .count();
    let sigma = crate::forecast::shock::sigma(windows);
    let mine = filtered(input, filter, &lives, &origin);
    let mut ahead = ahead(&setup, &origin, sigma);
    if !filter.is_empty() {
        only_open(&mut ahead, &setup, &mine, sigma);
    }
    let base = baselines(
        &lives.lives,
        lives.beliefs.len(),
        lives.today,
        lives.records_begin,
    );
    let horizons = ahead
        .into_iter()
        .zip(&spans)
        .enumerate()
        .map(|(index, (ahead, (span, _)))| Horizon {
            prior_share: mine.prior_share(index),
            ..horizon(input, filter, &weighted, &base, &mine, ahead, *span)
        })
        .collect();
    let (past, record) = track::record(&lives, asked.backtest, &days, &spans);
    let deals = deals::lines(input, &lives, &mine, &spans);
    Forecast {
        horizons,
        open: (mine.open.len(), parts::pipeline(&mine)),
        sigma: (sigma, learned.min(crate::forecast::shock::WINDOWS)),
        factor: origin.factor,
        closed: (base.wins, base.closed),
        won: won(input, filter, weighted.quarter),
        records_begin: date(lives.records_begin),
        past_from: PastFrom::of(input.book),
        stages: by_stage(&mine, lives.beliefs.len()),
        calls: calls::calls(&deals),
        deals,
        groups: asked.group.map(|grouping| {
            (
                grouping,
                parts::groups(input, &lives, &mine, grouping, sigma),
            )
        }),
        past,
        record,
        filtered: !filter.is_empty(),
        whose: filter.said(&input.book.process),
        weighted,
    }
}

fn won(input: &Input<'_>, filter: &Filter, quarter: Quarter) -> Vec<WonDeal> {
    let won = super::crm_sum::won_deals(input, filter, quarter);
    let named = won.into_iter().map(|(deal, amount)| WonDeal {
        deal: deal.id.clone(),
        name: input.names.of(&deal.id),
        amount,
    });
    let mut won: Vec<WonDeal> = named.collect();
    won.sort_by(|a, b| b.amount.cmp(&a.amount).then_with(|| a.deal.cmp(&b.deal)));
    won
}

/// The horizons: what each is, and its days.
pub(super) fn spans(input: &Input<'_>, asked: &Asked, weighted: &CrmSum) -> Vec<(Span, usize)> {
    let book = input.book;
    let days_to = |day: NaiveDate| usize::try_from((day - book.today).num_days()).unwrap_or(0);
    let this = weighted.quarter;
    let next = book.process.calendar.quarter(this.end);
    let mut spans = vec![
        (Span::Quarter(this), days_to(this.last_day())),
        (Span::Quarter(next), days_to(next.last_day())),
    ];
    let written = book.process.written.forecast.as_ref();
    let written = written.map(|forecast| forecast.horizons.iter().map(|days| days.value));
    let mut days: Vec<u32> = if asked.horizons.is_empty() {
        written.into_iter().flatten().collect()
    } else {
        asked.horizons.clone()
    };
    days.retain(|days| (1..=FARTHEST).contains(days));
    if days.is_empty() {
        days = vec![30, 60, 90];
    }
    days.sort_unstable();
    days.dedup();
    spans.extend(
        days.into_iter()
            .map(|days| (Span::Days, usize::try_from(days).unwrap_or(0))),
    );
    spans.extend(asked.by.map(|by| (Span::By, days_to(by))));
    spans
}

/// The origin with the deals that were asked for alone. What was learned stays: it is learned from all.
fn filtered(input: &Input<'_>, filter: &Filter, lives: &Lives<'_>, origin: &Origin) -> Origin {
    let mut mine = origin.clone();
    mine.open
        .retain(|open| filter.fits(&input.case(lives.deals[open.life])));
    mine
}

fn only_open(
    ahead: &mut [HorizonForecast],
    setup: &crate::forecast::outlook::Setup<'_>,
    mine: &Origin,
    sigma: f64,
) {
    let chances = mine.chances(setup.lives, |_| true);
    let draws = draw(&chances, mine.horizons.len(), setup.drawing(sigma));
    for (index, (ahead, draws)) in ahead.iter_mut().zip(draws).enumerate() {
        ahead.open = Estimate {
            expected: mine.expected(index),
            range: range(&draws),
        };
        ahead.new = Estimate::default();
        ahead.total = ahead.open.clone();
        ahead.before = None;
        ahead.draws = draws;
    }
}

fn horizon(
    input: &Input<'_>,
    filter: &Filter,
    weighted: &CrmSum,
    base: &crate::forecast::baselines::Baselines,
    mine: &Origin,
    ahead: HorizonForecast,
    span: Span,
) -> Horizon {
    let until = date(
        mine.day
            .saturating_add(crate::forecast::outlook::days(ahead.days)),
    );
    let currency = input.book.process.currencies.base;
    let this = matches!(span, Span::Quarter(quarter) if quarter == weighted.quarter);
    let won = this.then_some(weighted.won.1);
    let earned = won.map_or(0, |won| in_minor(won, currency));
    let total = ahead.total.plus(earned);
    let target = weighted.target.filter(|_| this).map(|target| {
        let missing = in_minor(target, currency).saturating_sub(earned);
        (target, chance_of(&ahead.draws, missing))
    });
    Horizon {
        span,
        until,
        total,
        won,
        stage_weighted: super::crm_sum::weighted_by(input, filter, until),
        naive: base.naive(mine),
        target,
        prior_share: 1.0,
        ahead,
    }
}

fn by_stage(origin: &Origin, stages: usize) -> Vec<f64> {
    let mut sums = vec![0.0; stages];
    for (stage, sum) in sums.iter_mut().enumerate() {
        let own = origin.open.iter().filter(|open| open.spell.stage == stage);
        *sum = amount(
            own.map(|open| origin.brings(open, 0))
                .fold(0, i64::saturating_add),
        );
    }
    sums
}
