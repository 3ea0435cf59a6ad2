//! `dealctl forecast --backtest`: what would have been said at past weeks, against what happened.

use super::words::percent;
use crate::forecast::summary::Summary;
use crate::report::forecast::{Forecast, PastFrom};
use crate::view::legacy::{Column, Table};
use crate::view::page::{Block, Page};
use crate::view::table::Cell;
use crate::view::{Style, count};

/// Two errors so near to each other are about the same.
const NEAR: f64 = 0.01;
/// Characters of the calibration's plot.
const PLOT: usize = 20;

/// The page of the track record.
pub fn backtest(report: &Forecast, style: &Style) -> Page {
    let mut page = Page {
        lead: verdict(report),
        ..Page::default()
    };
    if report.record.iter().all(|summary| summary.origins == 0) {
        return page;
    }
    page.blocks.push(Block::from(summaries(report, style)));
    let farthest = report.record.last();
    let judged = |one: &&Summary| one.tenths.iter().any(|tenth| tenth.deals > 0);
    if let Some(summary) = farthest.filter(judged) {
        page.blocks.push(Block::lines(vec![format!(
            "When it said so much for {} ahead, that much came:",
            count(summary.days, "day")
        )]));
        page.blocks.push(Block::from(calibration(summary)));
    }
    page.blocks.push(Block::lines(vec![
        seen(report.past_from),
        "A total has new business and past windows in it. DEAL-WEEKS: a deal counts at each week that it was open."
            .to_owned(),
        "WAPE: how far off in all, as a part of what was won. Bias: too high (+) or too low (−). Brier: the squared error of \
         a deal's chance, 0 is perfect. Held: how often the 80% range did. NAIVE: the WAPE of open amount × win rate."
            .to_owned(),
    ]));
    page
}

/// How much of each week was known.
fn seen(past: PastFrom) -> String {
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

fn verdict(report: &Forecast) -> Vec<String> {
    let Some(last) = report.record.iter().rev().find(|one| one.origins > 0) else {
        return vec![
            "No past week can be judged yet: that takes 13 weeks of records and a horizon that is over."
                .to_owned(),
        ];
    };
    let Some(wape) = last.wape else {
        return vec![format!(
            "Nothing was won after {} that can be judged.",
            count(last.origins, "past week")
        )];
    };
    let crm = last.stage_weighted_wape.unwrap_or(0.0);
    let better = match wape - crm {
        off if off.abs() < NEAR => "about as far as",
        off if off < 0.0 => "closer than",
        _ => "further off than",
    };
    let naive = last.naive_wape.map_or_else(String::new, |naive| {
        format!("; open amount × win rate was off by {}", percent(naive))
    });
    vec![format!(
        "{} days ahead, over {}: open deals were off by {} of what they brought, {better} their stage-weighted sum ({}){naive}. The \
         80% range held {} of the time, that of the total {}.",
        last.days,
        count(last.origins, "past week"),
        percent(wape),
        percent(crm),
        percent(last.coverage),
        percent(last.total_coverage()),
    )]
}

fn summaries(report: &Forecast, style: &Style) -> Table {
    let columns = vec![
        Column::right("DAYS", "days"),
        Column::right("WEEKS", "origins"),
        Column::left("", "part"),
        Column::right("WAPE", "wape"),
        Column::right("BIAS", "bias"),
        Column::right("BRIER", "brier"),
        Column::right("PINBALL", "pinball"),
        Column::right("HELD", "coverage"),
        Column::right("CRM WAPE", "stage_weighted_wape").leaves(1),
        Column::right("NAIVE", "naive_wape").leaves(2),
        Column::right("NAIVE BRIER", "naive_brier").leaves(3),
    ];
    let share = |value: Option<f64>| {
        value.map_or_else(
            || Cell::both("?", ""),
            |value| Cell::both(percent(value), format!("{value:.4}")),
        )
    };
    let score = |value: Option<f64>| {
        value.map_or_else(
            || Cell::both("?", ""),
            |value| Cell::both(format!("{value:.3}"), format!("{value:.6}")),
        )
    };
    let bias = |bias: Option<f64>| {
        bias.map_or_else(
            || Cell::both("?", ""),
            |bias| {
                let shown = format!("{:+.0}%", bias * 100.0).replace('-', "−");
                Cell::both(shown, format!("{bias:.4}"))
            },
        )
    };
    let rows = report.record.iter().flat_map(|one| {
        let pinball = style.decimal(one.pinball);
        let (days, origins) = (one.days.to_string(), one.origins.to_string());
        let open = vec![
            Cell::text(&days),
            Cell::text(&origins),
            Cell::both("open deals", "open"),
            share(one.wape),
            bias(one.bias),
            score(one.brier),
            Cell::both(style.money(pinball), style.exact(pinball)),
            share(Some(one.coverage)),
            share(one.stage_weighted_wape),
            share(one.naive_wape),
            score(one.naive_brier),
        ];
        let mut total = vec![Cell::default(); open.len()];
        total[0] = Cell::both("", days);
        total[1] = Cell::both("", origins);
        total[2] = Cell::text("total");
        total[3] = share(one.total_wape);
        total[4] = bias(one.total_bias);
        total[7] = share(Some(one.total_coverage()));
        [open, total]
    });
    Table {
        title: "summary",
        rows: rows.collect(),
        columns,
    }
}

fn calibration(summary: &Summary) -> Table {
    let columns = vec![
        Column::left("SAID", "tenth"),
        Column::right("DEAL-WEEKS", "deals"),
        Column::right("MEAN", "said"),
        Column::right("CAME", "came"),
        Column::left("", "plot").for_people().leaves(1),
    ];
    let tenths = summary.tenths.iter().enumerate();
    let rows = tenths
        .filter(|(_, tenth)| tenth.deals > 0)
        .map(|(index, tenth)| {
            let label = format!("{} to {}%", index * 10, index * 10 + 10);
            vec![
                Cell::text(label),
                Cell::text(tenth.deals.to_string()),
                Cell::both(
                    percent(tenth.mean_chance),
                    format!("{:.4}", tenth.mean_chance),
                ),
                Cell::both(percent(tenth.won_share), format!("{:.4}", tenth.won_share)),
                Cell::text(plot(tenth.mean_chance, tenth.won_share)),
            ]
        });
    Table {
        title: "calibration",
        rows: rows.collect(),
        columns,
    }
}

/// `█` up to what came, `◆` where it was said.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn plot(said: f64, came: f64) -> String {
    let at = |share: f64| {
        ((share.clamp(0.0, 1.0) * crate::forecast::snapshots::small(PLOT)).round() as usize)
            .min(PLOT)
    };
    let mut out: Vec<char> = std::iter::repeat_n('█', at(came)).collect();
    let mark = at(said);
    if out.len() <= mark {
        out.resize(mark + 1, ' ');
    }
    out[mark] = '◆';
    out.into_iter().collect()
}
