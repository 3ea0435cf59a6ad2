//! `dealctl forecast --crm` for people.

use rust_decimal::Decimal;

use super::forecast::quarter;
use super::{Style, count, in_no_sum};
use crate::report::crm_sum::{CrmSum, MonthLine, StageLine, Sum};
use crate::view::page::{Block, Next, Page};
use crate::view::table::{Cell, Grid, Table, Tone};

/// The page.
pub fn crm_sum(report: &CrmSum, style: &Style) -> Page {
    let mut page = Page {
        lead: lead(report, style),
        ..Page::default()
    };
    page.blocks.push(Block::from(stages(report, style)));
    if report.total.deals == 0 {
        page.blocks.push(Block::lines(in_no_sum(report)));
        page.next.push(Next::new("", "dealctl lint"));
        return page.without_rows();
    }
    page.blocks.push(Block::from(months(report, style)));
    page.blocks.push(Block::lines(notes(report, style)));
    page.next
        .push(Next::new("what keeps them", "dealctl stalls"));
    page
}

fn lead(report: &CrmSum, style: &Style) -> Vec<String> {
    let until = style.day(report.quarter.last_day());
    if report.total.deals == 0 {
        return vec![format!(
            "No deal is open; {} won in {} so far.",
            style.sum(report.won.amount, report.won_in_no_sum.len()),
            quarter(report.quarter)
        )];
    }
    let total = &report.total;
    let closing = report.this_quarter.without_amount;
    let sum = report.won.amount + report.this_quarter.weighted;
    let target = report.target.map_or_else(String::new, |target| {
        let gap = (target - sum).abs();
        let unknown = report.won_in_no_sum.len() + closing;
        let (bound, verdict) = match (sum < target, unknown) {
            (true, 0) => ("", "short of"),
            (true, _) => ("at most ", "short of"),
            (false, 0) => ("", "over"),
            (false, _) => ("at least ", "over"),
        };
        format!(
            "; {bound}{} {verdict} the {} target",
            style.money(gap),
            style.money(target)
        )
    });
    vec![
        format!(
            "This quarter: {} by {until}, {} won and {} stage-weighted{target}.",
            style.sum(sum, report.won_in_no_sum.len() + closing),
            style.sum(report.won.amount, report.won_in_no_sum.len()),
            style.sum(report.this_quarter.weighted, closing),
        ),
        format!(
            "{}, {}: {} weighted by stage. The weights are process.toml's beliefs, not a record: this is the sum a CRM prints.",
            count(total.deals, "open deal"),
            style.sum(total.amount, total.without_amount),
            style.sum(total.weighted, total.without_amount),
        ),
    ]
}

/// A stage with its open deals, or all of them.
struct StageRow<'r> {
    /// The stage; `None` in the total.
    stage: Option<&'r StageLine>,
    sum: &'r Sum,
}

fn stages(report: &CrmSum, style: &Style) -> Grid {
    let stages = report.stages.iter().map(|stage| StageRow {
        stage: Some(stage),
        sum: &stage.sum,
    });
    let total = StageRow {
        stage: None,
        sum: &report.total,
    };
    Table::<StageRow<'_>>::new("stages")
        .left("STAGE", "stage", |row| match row.stage {
            Some(stage) => Cell::both(&stage.name, &stage.id),
            None => Cell::both("", "total"),
        })
        .right("OPEN", "deals", |row| Cell::of(row.sum.deals))
        .right("AMOUNT", "amount", |row| amount(row.sum, style))
        .right("BELIEF", "probability", |row| {
            row.stage.map_or_else(Cell::default, belief)
        })
        .right("WEIGHTED", "weighted", |row| weighted(row.sum, style))
        .left("", "overdue", |row| {
            let cell = overdue(row.sum);
            match row.stage {
                Some(_) => cell.tone(Tone::Late),
                None => cell,
            }
        })
        .leaves(1)
        .row_tone(|row| match row.stage {
            Some(_) => Tone::Plain,
            None => Tone::Strong,
        })
        .rows(stages.chain([total]))
}

fn amount(sum: &Sum, style: &Style) -> Cell {
    style.sum_cell(sum.amount, sum.without_amount)
}

fn belief(stage: &StageLine) -> Cell {
    let Some(percent) = stage.probability else {
        return Cell::both("none", "");
    };
    let fraction = (percent / Decimal::ONE_HUNDRED).normalize();
    Cell::both(format!("{}%", percent.normalize()), fraction.to_string())
}

fn weighted(sum: &Sum, style: &Style) -> Cell {
    style.sum_cell(sum.weighted, sum.without_amount)
}

fn overdue(sum: &Sum) -> Cell {
    let short = match sum.overdue {
        0 => String::new(),
        1 => "1 past its close date".to_owned(),
        n => format!("{n} past their close dates"),
    };
    Cell::both(short, sum.overdue.to_string())
}

fn months(report: &CrmSum, style: &Style) -> Grid {
    Table::<MonthLine>::new("months")
        .left("CLOSES IN", "month", |line| match line.month {
            Some(month) => Cell::both(
                month.first.format("%b %Y").to_string(),
                month.first.format("%Y-%m").to_string(),
            ),
            None => Cell::both("no date", ""),
        })
        .right("OPEN", "deals", |line| Cell::of(line.sum.deals))
        .right("AMOUNT", "amount", |line| amount(&line.sum, style))
        .right("WEIGHTED", "weighted", |line| weighted(&line.sum, style))
        .left("", "overdue", |line| overdue(&line.sum).tone(Tone::Late))
        .leaves(1)
        .rows(&report.months)
}

fn notes(report: &CrmSum, style: &Style) -> Vec<String> {
    let mut lines = Vec::new();
    for overdue in report.overdue.iter().take(5) {
        let owner = overdue.owner.as_deref().unwrap_or("nobody");
        lines.push(format!(
            "{} was to close on {} ({} ago) and is open: {owner} sets a new date or closes it",
            overdue.name,
            style.weekday(overdue.close_date),
            count(usize::try_from(overdue.days).unwrap_or(0), "day"),
        ));
    }
    if report.overdue.len() > 5 {
        lines.push(format!(
            "and {} more past their close dates",
            report.overdue.len() - 5
        ));
    }
    lines.extend(in_no_sum(report));
    lines
}
