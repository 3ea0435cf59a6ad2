//! The CRM's view beside the model's, by stage; and the sellers' own calls.

use crate::report::crm_sum::{StageLine, Sum};
use crate::report::document::Money;
use crate::report::forecast::{DealLine, Forecast};
use crate::view::Style;
use crate::view::table::{Cell, Grid, Table, Tone};

/// A row: a stage, or the total.
struct StageRow<'a> {
    stage: Option<&'a StageLine>,
    sum: Sum,
    expected: Money,
}

impl StageRow<'_> {
    fn name(&self) -> Cell {
        self.stage.map_or_else(
            || Cell::both("", "total"),
            |stage| Cell::both(&stage.name, &stage.id),
        )
    }

    fn belief(&self) -> Cell {
        let belief = |stage: &StageLine| {
            let percent = stage.probability;
            percent.map_or_else(|| "none".to_owned(), |p| format!("{}%", p.normalize()))
        };
        Cell::text(self.stage.map(belief).unwrap_or_default())
    }

    fn remark(&self, report: &Forecast) -> Cell {
        self.stage.map_or_else(Cell::default, |stage| {
            let own = || report.deals.iter().filter(|line| line.stage.id == stage.id);
            let remark = |holds: fn(&DealLine) -> bool, remark: &str| {
                let deals = own().filter(|line| holds(line)).count();
                (deals > 0).then(|| format!("{deals} {remark}"))
            };
            let remarks = [
                remark(|line| line.over_limit, "over limit"),
                remark(|line| line.overdue, "overdue"),
            ];
            let remarks: Vec<String> = remarks.into_iter().flatten().collect();
            Cell::text(remarks.join(", ")).tone(Tone::Late)
        })
    }
}

/// Returns by stage what the CRM's belief says, and what is expected by the end of the quarter.
pub(super) fn stages(report: &Forecast, style: &Style) -> Grid {
    let stages = report.crm_sum.stages.iter().zip(&report.stages);
    let stages = stages.map(|(stage, expected)| StageRow {
        stage: Some(stage),
        sum: stage.sum,
        expected: *expected,
    });
    let total = StageRow {
        stage: None,
        sum: report.crm_sum.total,
        expected: Money::sum(report.open.amount.currency, report.stages.iter().copied()),
    };
    let by = format!("BY {}", style.day(report.crm_sum.quarter.last_day()));
    Table::<StageRow<'_>>::new("stages")
        .left("STAGE", "stage", StageRow::name)
        .right("OPEN", "deals", |row| Cell::of(row.sum.deals))
        .right("AMOUNT", "amount", |row| {
            style.sum_cell(row.sum.amount, row.sum.without_amount)
        })
        .right("CRM %", "probability", StageRow::belief)
        .right("WEIGHTED", "weighted", |row| {
            style.sum_cell(row.sum.weighted, row.sum.without_amount)
        })
        .right(by.to_uppercase(), "expected", |row| {
            style.sum_cell(row.expected, row.sum.without_amount)
        })
        .left("", "remark", |row| row.remark(report))
        .for_people()
        .leaves(1)
        .row_tone(|row| match row.stage {
            Some(_) => Tone::Plain,
            None => Tone::Strong,
        })
        .rows(stages.chain([total]))
}

/// Returns what sellers say, and what the model expects of it by the end of the quarter.
pub(super) fn sellers(report: &Forecast, style: &Style) -> Vec<String> {
    let until = style.day(report.crm_sum.quarter.last_day());
    let calls = report.calls.iter().enumerate().map(|(at, call)| {
        let expected = style.sum(call.expected, call.without_amount);
        let expected = if at == 0 {
            format!("the model expects {expected} of it by {until}")
        } else {
            expected
        };
        format!(
            "{} {} ({expected})",
            call.call,
            style.sum(call.amount, call.without_amount)
        )
    });
    let calls: Vec<String> = calls.collect();
    if calls.is_empty() {
        return Vec::new();
    }
    vec![format!("Sellers say: {}.", calls.join(", "))]
}

/// Returns the commit of which most is missing.
pub(super) fn widest_gap(report: &Forecast, style: &Style) -> Vec<String> {
    let until = style.day(report.crm_sum.quarter.last_day());
    let line = report.widest_gap.iter().map(|gap| {
        format!(
            "Widest gap among commits: {}, {} called commit, {} expected by {until}.",
            gap.name,
            style.money(gap.amount),
            style.money(gap.expected),
        )
    });
    line.collect()
}
