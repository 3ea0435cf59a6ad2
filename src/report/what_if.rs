//! The forecast with something changed, beside the forecast as it is: the same draws, so that the difference is no chance.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use iso_currency::Currency;
use rust_decimal::Decimal;

use crate::forecast::draws::{amount as minor, chance_of};
use crate::forecast::lives::Life;
use crate::forecast::outlook::{
    Estimate, HorizonForecast, Newcomers, Open, Origin, Setup, ahead_of, days,
};
use crate::forecast::prior::Belief;
use crate::model::{Deal, Process};

use super::Input;
use super::crm_sum::crm_sum;
use super::filter::Filter;
use super::forecast::{Asked, Lives, Span, date, spans};
use super::minor::{in_minor, to_statistics};

/// What is changed.
#[derive(Clone, Debug, Default)]
pub struct Changes<'a> {
    /// Stages by number, and how long a deal usually stays there, in days.
    pub durations: Vec<(usize, f64)>,
    /// Stages by number, and the share of their deals that are won, from 0 to 1.
    pub probabilities: Vec<(usize, f64)>,
    /// Open deals that are won today, at their present amount.
    pub won: Vec<&'a Deal>,
    /// Open deals that are lost today.
    pub lost: Vec<&'a Deal>,
    /// Partners who bring nothing from now on.
    pub dropped: Vec<Filter>,
}

/// What is said of a horizon.
#[derive(Clone, Debug)]
pub struct Case {
    /// All together, with what is won in the quarter so far.
    pub total: Estimate,
    /// The deals that are open.
    pub open: Estimate,
    /// Those that nobody has registered yet.
    pub new: Estimate,
    /// The chance of reaching the quarter's target.
    pub chance: Option<f64>,
}

/// A horizon as it is, and as it would be.
#[derive(Clone, Debug)]
pub struct Horizon {
    /// What it is.
    pub span: Span,
    /// Whether it is the quarter of today: then what is won in it so far is in its totals.
    pub is_this_quarter: bool,
    /// Days ahead.
    pub days: usize,
    /// Its last day.
    pub until: NaiveDate,
    /// As it is.
    pub now: Case,
    /// As it would be.
    pub changed: Case,
}

impl Horizon {
    /// How much more is expected; less than nothing when it is less.
    pub fn difference(&self) -> f64 {
        self.changed.total.expected - self.now.total.expected
    }
}

/// A deal of which something else is expected.
#[derive(Clone, Debug)]
pub struct Moved<'a> {
    /// Its id.
    pub deal: &'a str,
    /// As a user would type it.
    pub name: String,
    /// The stage it stands in.
    pub stage: String,
    /// What it is worth.
    pub amount: Option<Decimal>,
    /// What it is expected to bring by the end of the quarter, now and then.
    pub expected: (f64, f64),
}

/// The report.
#[derive(Clone, Debug)]
pub struct WhatIf<'a> {
    /// This quarter, the next, the days, and the day that was asked for.
    pub horizons: Vec<Horizon>,
    /// The quarter's target.
    pub target: Option<Decimal>,
    /// Open deals whose expectation changes; the most changed first.
    pub deals: Vec<Moved<'a>>,
    /// Deals that are said to be won, without an amount: they add nothing.
    pub without_amount: Vec<String>,
    /// Whether another share of a stage's deals is said to be won.
    pub changes_chances: bool,
    /// Whether deals are said to be won, lost or gone with their partner.
    pub closes_deals: bool,
}

impl WhatIf<'_> {
    /// Whether all stays as it is, to the cent.
    pub fn changes_nothing(&self) -> bool {
        let same = |horizon: &Horizon| {
            let (now, then) = (&horizon.now.total, &horizon.changed.total);
            horizon.difference().abs() < 0.005 && now.range == then.range
        };
        self.deals.is_empty() && self.horizons.iter().all(same)
    }
}

/// Works both forecasts out. What was learned from closed deals stays; see [`crate::forecast::hazards::Fit::under`] for what a
/// changed belief does.
pub fn what_if<'a>(input: &Input<'a>, asked: &Asked, changes: &Changes<'a>) -> WhatIf<'a> {
    let weighted = crm_sum(input, &Filter::default());
    let lives = Lives::of(input);
    let setup = lives.setup();
    let spans = spans(input, asked, &weighted);
    let lengths: Vec<usize> = spans.iter().map(|(_, days)| *days).collect();
    let sigma = setup.sigma(lives.today);
    let now = setup.origin(lives.today, &lengths);
    let now_ahead = ahead_of(&setup, &now, sigma, &Newcomers::of(&setup));

    let like = like(input, &lives, changes);
    let mut newcomers = Newcomers {
        like: &like,
        lift: Vec::new(),
    };
    let beliefs = believed(&lives.beliefs, changes);
    let gone = gone(input, &lives, &now, changes);
    let before = without(now.clone(), &gone);
    let fit = now.fit.under(&lives.beliefs, &beliefs);
    let then = without(setup.origin_by(fit, lives.today, &lengths), &gone);
    newcomers.lift = lift(&newcomers, &setup, (&before, &then));
    let then_ahead = ahead_of(&setup, &then, sigma, &newcomers);

    let currency = input.book.process.currencies.base;
    let earned = weighted.won.1;
    let added: Decimal = changes
        .won
        .iter()
        .filter_map(|deal| input.book.process.amount(deal))
        .sum();
    let horizons = spans.iter().zip(now_ahead.iter().zip(&then_ahead));
    let horizons = horizons.map(|((span, length), (now, then))| {
        let this = matches!(span, Span::Quarter(quarter) if *quarter == weighted.quarter);
        let won = if this { earned } else { Decimal::ZERO };
        let target = weighted.target.filter(|_| this);
        Horizon {
            span: *span,
            is_this_quarter: this,
            days: *length,
            until: date(lives.today.saturating_add(days(*length))),
            now: case(now, won, target, currency),
            changed: case(then, won + added, target, currency),
        }
    });
    WhatIf {
        horizons: horizons.collect(),
        target: weighted.target,
        deals: moved(input, &lives, (&now, &then), changes),
        changes_chances: !changes.probabilities.is_empty(),
        closes_deals: !changes.won.is_empty()
            || !changes.lost.is_empty()
            || !changes.dropped.is_empty(),
        without_amount: changes
            .won
            .iter()
            .filter(|deal| input.book.process.amount(deal).is_none())
            .map(|deal| input.names.of(&deal.id))
            .collect(),
    }
}

/// The deals whose like will come.
fn like(input: &Input<'_>, lives: &Lives<'_>, changes: &Changes<'_>) -> Vec<Life> {
    let process = &input.book.process;
    let both = lives.lives.iter().zip(&lives.deals);
    both.filter(|(_, deal)| !is_dropped(process, deal, changes))
        .map(|(life, _)| life.clone())
        .collect()
}

fn is_dropped(process: &Process, deal: &Deal, changes: &Changes<'_>) -> bool {
    let mut dropped = changes.dropped.iter();
    dropped.any(|filter| filter.fits_partner_of(process, deal))
}

/// What process.toml would believe. Where another share of a stage's deals is won, earlier stages keep the share that
/// advances, and later ones, which all those deals pass, win at least as often; what is named itself stays as named.
fn believed(beliefs: &[Belief], changes: &Changes<'_>) -> Vec<Belief> {
    let mut beliefs = beliefs.to_vec();
    for (stage, days) in &changes.durations {
        beliefs[*stage].days = *days;
    }
    for (stage, probability) in &changes.probabilities {
        let (before, after) = (beliefs[*stage].probability, *probability);
        for (number, belief) in beliefs.iter_mut().enumerate() {
            if number < *stage && before > 0.0 {
                belief.probability = (belief.probability * after / before).min(after);
            } else if number > *stage {
                belief.probability = belief.probability.max(after);
            }
        }
    }
    for (stage, probability) in &changes.probabilities {
        beliefs[*stage].probability = *probability;
    }
    beliefs
}

/// The lives of open deals that bring nothing more: won, lost, dropped.
fn gone(
    input: &Input<'_>,
    lives: &Lives<'_>,
    origin: &Origin,
    changes: &Changes<'_>,
) -> BTreeSet<usize> {
    let closed = || changes.won.iter().chain(&changes.lost);
    let open = origin.open.iter().map(|open| open.life);
    open.filter(|life| {
        let deal = lives.deals[*life];
        closed().any(|closed| closed.id == deal.id)
            || is_dropped(&input.book.process, deal, changes)
    })
    .collect()
}

fn without(mut origin: Origin, gone: &BTreeSet<usize>) -> Origin {
    origin.open.retain(|open| !gone.contains(&open.life));
    origin
}

/// Past windows know nothing of a changed belief: what they brought changes in the proportion in which open and new deals do.
fn lift(
    newcomers: &Newcomers<'_>,
    setup: &Setup<'_>,
    (before, then): (&Origin, &Origin),
) -> Vec<f64> {
    let before = newcomers.bottom_up(setup, before);
    let then = newcomers.bottom_up(setup, then);
    let ratio = |(before, then): (&f64, &f64)| if *before > 0.0 { then / before } else { 1.0 };
    before.iter().zip(&then).map(ratio).collect()
}

fn case(
    ahead: &HorizonForecast,
    won: Decimal,
    target: Option<Decimal>,
    currency: Currency,
) -> Case {
    let earned = in_minor(won, currency);
    Case {
        total: ahead.total.plus(earned),
        open: ahead.open.clone(),
        new: ahead.new.clone(),
        chance: target.map(|target| {
            chance_of(
                &ahead.draws,
                in_minor(target, currency).saturating_sub(earned),
            )
        }),
    }
}

/// The open deals of which something else is expected by the end of the quarter, by at least one unit of the currency.
fn moved<'a>(
    input: &Input<'a>,
    lives: &Lives<'a>,
    (now, then): (&Origin, &Origin),
    changes: &Changes<'_>,
) -> Vec<Moved<'a>> {
    let currency = input.book.process.currencies.base;
    let brings = |origin: &Origin, open: &Open| minor(origin.brings(open, 0));
    let mut after = then.open.iter().peekable();
    let mut found = Vec::new();
    for open in &now.open {
        let deal = lives.deals[open.life];
        let won = changes.won.iter().any(|won| won.id == deal.id);
        let amount = input.book.process.amount(deal);
        let later = match after.next_if(|later| later.life == open.life) {
            Some(later) => brings(then, later),
            None if won => amount
                .and_then(|amount| to_statistics(amount, currency))
                .unwrap_or(0.0),
            None => 0.0,
        };
        let expected = (brings(now, open), later);
        if (expected.0 - expected.1).abs() >= 1.0 {
            found.push(Moved {
                deal: &deal.id,
                name: input.names.of(&deal.id),
                stage: input.book.process.stages[open.spell.stage].name.clone(),
                amount,
                expected,
            });
        }
    }
    let size = |moved: &Moved<'_>| (moved.expected.1 - moved.expected.0).abs();
    found.sort_by(|a, b| size(b).total_cmp(&size(a)).then_with(|| a.deal.cmp(b.deal)));
    found
}
