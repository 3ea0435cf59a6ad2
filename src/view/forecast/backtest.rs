//! `dealctl forecast --backtest`: what past weeks would have been forecast, against what happened.

use super::figures::{percent, share};
use super::notes::side;
use crate::forecast::snapshots::small;
use crate::report::document::Share;
use crate::report::forecast::{Forecast, PastFrom, Tenth, TrackRecord};
use crate::view::page::{Block, Page};
use crate::view::table::{Cell, Grid, Table};
use crate::view::{Style, count};

/// Two errors so near to each other are about the same.
const NEAR: f64 = 0.01;
/// Characters of the calibration's plot.
const PLOT: usize = 20;

/// Returns the page of the track record.
pub fn backtest(report: &Forecast, style: &Style) -> Page {
    let mut page = Page {
        lead: vec![verdict(report)],
        ..Page::default()
    };
    if report.record.iter().all(|record| record.origins == 0) {
        return page;
    }
    page.blocks.push(summary(report, style).into());
    let farthest = report.record.last();
    if let Some(record) = farthest.filter(|record| !record.calibration.is_empty()) {
        page.blocks.push(Block::lines(vec![format!(
            "When it said so much for {} ahead, that much came:",
            count(record.days, "day")
        )]));
        page.blocks.push(calibration(record).into());
    }
    page.blocks.push(Block::lines(vec![
        what_was_known(report.past_from),
        "A total has new business in it, and what the record taught. DEAL-WEEKS: a deal counts at each week that it was open."
            .to_owned(),
        "WAPE: how far off in all, as a part of what was won. Bias: too high (+) or too low (−). Brier: the squared error of \
         a deal's chance, 0 is perfect. Held: how often the 80% range did. NAIVE: the WAPE of open amount × win rate."
            .to_owned(),
    ]));
    page
}

/// Returns how much of each week was known.
fn what_was_known(past: PastFrom) -> String {
    let why = match past {
        PastFrom::Git => {
            return "Each week is seen as the files said it then, by git: amounts, close dates, partners, stages and ends that \
                    were committed by its last day. Before a deal's first commit its own dates count."
                .to_owned();
        }
        PastFrom::Dates => "there is no git history, or not all of it, to say more",
        PastFrom::DatesByChoice => "process.toml asks for that",
    };
    format!(
        "Each week is seen with the dates in the files ({why}): what was dated later is not known, but amounts, partners and \
         close dates are as they are now. So the stage-weighted sum knows for closed deals where their close date ended up, \
         and looks better than it was."
    )
}

/// Returns how good the farthest horizon was, in one sentence.
fn verdict(report: &Forecast) -> String {
    let Some(last) = report.record.iter().rev().find(|one| one.origins > 0) else {
        return "No past week can be judged yet: that takes 13 weeks of records and a horizon that is over."
            .to_owned();
    };
    let weeks = count(last.origins, "past week");
    let Some(total) = last.total_wape else {
        return format!("Nothing was won after {weeks} that can be judged.");
    };
    let bias = last.total_bias.map(side).unwrap_or_default();
    let chance = match (last.total_bias_beyond_chance, last.total_bias) {
        (true, _) => ", more than chance makes",
        (false, Some(bias)) if bias.0.abs() >= 0.005 => ", which can be chance",
        _ => "",
    };
    let held = last.total_coverage.map_or_else(|| "?".to_owned(), percent);
    let mut line = format!(
        "{} days ahead, over {weeks}: the total was off by {} of what was won, {bias}{chance}; its 80% range held {held} of the \
         time.",
        last.days,
        percent(total),
    );
    if let (Some(wape), Some(crm)) = (last.wape, last.stage_weighted_wape) {
        let better = match wape.0 - crm.0 {
            off if off.abs() < NEAR => "about as far as",
            off if off < 0.0 => "closer than",
            _ => "further off than",
        };
        line += &format!(
            " Open deals were off by {} of what they brought, {better} their stage-weighted sum ({}).",
            percent(wape),
            percent(crm)
        );
    }
    line
}

/// A row: the track record of a horizon's open deals, or of its total.
enum RecordRow<'a> {
    Open(&'a TrackRecord),
    Total(&'a TrackRecord),
}

impl RecordRow<'_> {
    fn record(&self) -> &TrackRecord {
        let (Self::Open(record) | Self::Total(record)) = self;
        record
    }

    /// Returns a cell of the total, which the row of open deals repeats for programs only.
    fn once(&self, value: usize) -> Cell {
        match self {
            Self::Total(_) => Cell::of(value),
            Self::Open(_) => Cell::both("", value.to_string()),
        }
    }

    /// Returns a cell that the total's row leaves empty.
    fn open(&self, cell: impl Fn(&TrackRecord) -> Cell) -> Cell {
        match self {
            Self::Open(record) => cell(record),
            Self::Total(_) => Cell::default(),
        }
    }

    fn wape(&self) -> Option<Share> {
        match self {
            Self::Open(record) => record.wape,
            Self::Total(record) => record.total_wape,
        }
    }

    fn bias(&self) -> Option<Share> {
        match self {
            Self::Open(record) => record.bias,
            Self::Total(record) => record.total_bias,
        }
    }

    fn coverage(&self) -> Option<Share> {
        match self {
            Self::Open(record) => record.coverage,
            Self::Total(record) => record.total_coverage,
        }
    }
}

fn summary(report: &Forecast, style: &Style) -> Grid {
    let unknown = || Cell::both("?", "");
    let or_unknown = move |value: Option<Share>| value.map_or_else(unknown, share);
    let score = move |score: Option<Share>| {
        score.map_or_else(unknown, |Share(score)| {
            Cell::both(format!("{score:.3}"), format!("{score:.6}"))
        })
    };
    let bias = move |bias: Option<Share>| {
        bias.map_or_else(unknown, |Share(bias)| {
            let shown = format!("{:+.0}%", bias * 100.0).replace('-', "−");
            Cell::both(shown, format!("{bias:.4}"))
        })
    };
    let records = report.record.iter();
    let rows = records.flat_map(|record| [RecordRow::Total(record), RecordRow::Open(record)]);
    Table::<RecordRow<'_>>::new("summary")
        .right("DAYS", "days", |row| row.once(row.record().days))
        .right("WEEKS", "origins", |row| row.once(row.record().origins))
        .left("", "part", |row| match row {
            RecordRow::Open(_) => Cell::both("open deals", "open"),
            RecordRow::Total(_) => Cell::text("total"),
        })
        .right("WAPE", "wape", move |row| or_unknown(row.wape()))
        .right("BIAS", "bias", move |row| bias(row.bias()))
        .right("BRIER", "brier", move |row| {
            row.open(|record| score(record.brier))
        })
        .right("PINBALL", "pinball", |row| {
            row.open(|record| style.amount(Some(record.pinball)))
        })
        .right("HELD", "coverage", move |row| or_unknown(row.coverage()))
        .right("CRM WAPE", "stage_weighted_wape", move |row| {
            row.open(|record| or_unknown(record.stage_weighted_wape))
        })
        .leaves(1)
        .right("NAIVE", "naive_wape", move |row| {
            row.open(|record| or_unknown(record.naive_wape))
        })
        .leaves(2)
        .right("NAIVE BRIER", "naive_brier", move |row| {
            row.open(|record| score(record.naive_brier))
        })
        .leaves(3)
        .rows(rows)
}

fn calibration(record: &TrackRecord) -> Grid {
    Table::<Tenth>::new("calibration")
        .left("SAID", "tenth", |tenth| {
            let from = tenth.from.0 * 100.0;
            Cell::text(format!("{from:.0} to {:.0}%", from + 10.0))
        })
        .right("DEAL-WEEKS", "deals", |tenth| Cell::of(tenth.deals))
        .right("MEAN", "said", |tenth| share(tenth.mean_chance))
        .right("CAME", "came", |tenth| share(tenth.won_share))
        .left("", "plot", |tenth| Cell::text(plot(tenth)))
        .for_people()
        .leaves(1)
        .rows(&record.calibration)
}

/// Returns `█` up to the share that was won, and `◆` at the mean chance.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn plot(tenth: &Tenth) -> String {
    let at =
        |Share(share)| ((f64::clamp(share, 0.0, 1.0) * small(PLOT)).round() as usize).min(PLOT);
    let mut out: Vec<char> = std::iter::repeat_n('█', at(tenth.won_share)).collect();
    let mark = at(tenth.mean_chance);
    if out.len() <= mark {
        out.resize(mark + 1, ' ');
    }
    out[mark] = '◆';
    out.into_iter().collect()
}
