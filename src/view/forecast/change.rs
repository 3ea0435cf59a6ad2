//! `dealctl forecast --since`: what changed, deal by deal, with the commits that did it.

use chrono::NaiveDate;

use super::bridge::{by, commit, detail, name, part, signed};
use super::figures::money;
use super::since::{news_parts, notes, pipeline, sentence, short};
use crate::forecast::bridge::Line;
use crate::report::document::Money;
use crate::report::since::{BridgeLine, ExpectationChange, ForecastChange, MovedDeal, Slip};
use crate::view::Style;
use crate::view::page::{Block, Next, Page};
use crate::view::table::{Cell, Grid, Table, Tone};

/// Returns the page.
pub fn change(since: &ForecastChange, style: &Style) -> Page {
    let mut page = Page {
        lead: vec![sentence(since, style), pipeline(since, style)],
        ..Page::default()
    };
    page.blocks.push(bridge(since, style).into());
    let mut lines = notes(since, style);
    lines.push(format!(
        "Compared with the commit of {}, as its files were known on {}.",
        commit(&since.commit, style),
        style.weekday(since.day)
    ));
    if !since.process.is_empty() {
        let own: Vec<String> = since
            .process
            .iter()
            .map(|made| commit(made, style))
            .collect();
        lines.push(format!("process.toml was changed by {}.", own.join("; ")));
    }
    if !since.slips.list.is_empty() {
        page.blocks.push(slips(since, style).into());
    }
    if let Some(expectation) = &since.expectation {
        page.blocks.push(news(expectation, since, style).into());
    }
    page.blocks.push(Block::lines(lines));
    page.next
        .push(Next::new("the forecast itself", "dealctl forecast"));
    page
}

/// A row of the bridge.
enum BridgeRow<'a> {
    Start,
    Line(&'a BridgeLine),
    Deal(Line, &'a MovedDeal),
    End,
}

impl BridgeRow<'_> {
    fn name(&self, since: &ForecastChange, style: &Style) -> Cell {
        match self {
            Self::Start => Cell::both(format!("on {}", style.weekday(since.day)), "start"),
            Self::Line(line) => Cell::both(format!("  {}", name(line.line)), line.line.key()),
            Self::Deal(line, deal) => Cell::both(format!("      {}", deal.deal.name), line.key()),
            Self::End => Cell::both("now", "end"),
        }
    }

    fn deals(&self, since: &ForecastChange) -> Cell {
        match self {
            Self::Start => Cell::of(since.pipeline.start_deals),
            Self::Line(line) => Cell::of(line.deals.len()),
            Self::Deal(..) => Cell::default(),
            Self::End => Cell::of(since.pipeline.end_deals),
        }
    }

    fn amount(&self, since: &ForecastChange, style: &Style) -> Cell {
        let pipeline = &since.pipeline;
        let full = |amount: Money, unknown| (style.full_sum(amount, unknown), amount);
        let (short, amount) = match self {
            Self::Start => full(pipeline.start, pipeline.start_without_amount),
            Self::Line(line) if line.deals.is_empty() => ("–".to_owned(), line.amount),
            Self::Line(line) => (signed(line.amount, style), line.amount),
            Self::Deal(_, deal) => (part(deal, style), deal.amount),
            Self::End => full(pipeline.end, pipeline.end_without_amount),
        };
        Cell::both(short, style.exact(amount))
    }

    fn disqualified(&self) -> Option<Money> {
        match self {
            Self::Line(line) => line.disqualified,
            Self::Deal(_, deal) if deal.disqualified => Some(deal.amount),
            _ => None,
        }
    }

    fn deal(&self) -> Option<&MovedDeal> {
        match self {
            Self::Deal(_, deal) => Some(deal),
            _ => None,
        }
    }

    fn commits(&self, since: &ForecastChange, style: &Style) -> Cell {
        let Self::Deal(line, deal) = self else {
            return Cell::default();
        };
        let mut parts = vec![
            detail(*line, deal, since, style),
            by(&deal.authorship, style),
        ];
        parts.retain(|part| !part.is_empty());
        let commits = deal.authorship.commits.iter();
        let commits: Vec<&str> = commits.map(|commit| commit.short()).collect();
        Cell::both(parts.join("; "), commits.join(" "))
    }

    fn tone(&self) -> Tone {
        match self {
            Self::Start | Self::End => Tone::Strong,
            Self::Line(line) if line.deals.is_empty() => Tone::Quiet,
            Self::Line(_) | Self::Deal(..) => Tone::Plain,
        }
    }
}

fn bridge(since: &ForecastChange, style: &Style) -> Grid {
    let lines = since.pipeline.lines.iter().flat_map(|line| {
        let deals = line.deals.iter();
        let deals = deals.map(|deal| BridgeRow::Deal(line.line, deal));
        std::iter::once(BridgeRow::Line(line)).chain(deals)
    });
    let rows = std::iter::once(BridgeRow::Start)
        .chain(lines)
        .chain([BridgeRow::End]);
    let day =
        |day: Option<NaiveDate>| Cell::text(day.map_or_else(String::new, |day| day.to_string()));
    Table::<BridgeRow<'_>>::new("bridge")
        .left("CLOSES THIS QUARTER", "line", |row| row.name(since, style))
        .left("", "deal", |row| {
            Cell::text(row.deal().map_or("", |deal| &*deal.deal.deal))
        })
        .for_programs()
        .right("", "deals", |row| row.deals(since))
        .for_programs()
        .right("AMOUNT", "amount", |row| row.amount(since, style))
        .left("", "disqualified", |row| money(row.disqualified(), style))
        .for_programs()
        .left("", "was", |row| {
            let old = row.deal().and_then(|deal| deal.old_id.clone());
            Cell::text(old.unwrap_or_default())
        })
        .for_programs()
        .left("", "amount_then", |row| {
            money(row.deal().and_then(|deal| deal.amount_then), style)
        })
        .for_programs()
        .left("", "amount_now", |row| {
            money(row.deal().and_then(|deal| deal.amount_now), style)
        })
        .for_programs()
        .left("", "close_then", move |row| {
            day(row.deal().and_then(|deal| deal.close_then))
        })
        .for_programs()
        .left("", "close_now", move |row| {
            day(row.deal().and_then(|deal| deal.close_now))
        })
        .for_programs()
        .left("", "commits", |row| row.commits(since, style))
        .wraps(30)
        .row_tone(BridgeRow::tone)
        .rows(rows)
}

/// A row of what led from the forecast of then to that of now.
enum NewsRow {
    /// The forecast on a day.
    Whole {
        name: String,
        amount: Money,
        /// Deals that are in no sum.
        unknown: usize,
    },
    /// What a deal or a cause contributes.
    Part { name: String, amount: Money },
}

/// Returns what led from the forecast of then to that of now; it adds up.
fn news(expectation: &ExpectationChange, since: &ForecastChange, style: &Style) -> Grid {
    let parts = news_parts(expectation, since, style);
    let process = (expectation.other_process)
        .then(|| ("the changed process.toml".to_owned(), expectation.process));
    let parts = (parts.deals.into_iter())
        .chain(parts.rest)
        .chain(parts.time)
        .chain(parts.record)
        .chain(process)
        .map(|(name, amount)| NewsRow::Part { name, amount });
    let whole = |name, amount, unknown| NewsRow::Whole {
        name,
        amount,
        unknown,
    };
    let on = format!("on {}", style.weekday(since.day));
    let rows = std::iter::once(whole(on, expectation.then, since.unknown_then))
        .chain(parts)
        .chain([whole("now".to_owned(), expectation.now, since.unknown_now)]);
    Table::<NewsRow>::new("news")
        .left("EXPECTED THIS QUARTER", "news", |row| match row {
            NewsRow::Whole { name, .. } => Cell::text(name),
            NewsRow::Part { name, .. } => Cell::text(format!("  {name}")),
        })
        .wraps(40)
        .right("AMOUNT", "amount", |row| match row {
            NewsRow::Whole {
                amount, unknown, ..
            } => style.sum_cell(*amount, *unknown),
            NewsRow::Part { amount, .. } => Cell::both(short(*amount, style), style.exact(*amount)),
        })
        .row_tone(|row| match row {
            NewsRow::Whole { .. } => Tone::Strong,
            NewsRow::Part { .. } => Tone::Plain,
        })
        .rows(rows)
}

fn slips(since: &ForecastChange, style: &Style) -> Grid {
    let day = |day: NaiveDate| Cell::both(style.day(day), day.to_string());
    Table::<Slip>::new("slipped")
        .left("SLIPPED", "deal", |slip| {
            Cell::both(&slip.deal.name, &slip.deal.deal)
        })
        .right("FROM", "from", move |slip| day(slip.from))
        .right("TO", "to", move |slip| day(slip.to))
        .right("DAYS", "days", |slip| Cell::of(slip.days))
        .right("TIMES", "times", |slip| Cell::of(slip.times))
        .left("", "commits", |slip| {
            Cell::text(by(&slip.authorship, style))
        })
        .wraps(30)
        .rows(&since.slips.list)
}
