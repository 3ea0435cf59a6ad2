//! The CRM's view beside the model's, by stage; and the sellers' own calls.

use rust_decimal::Decimal;

use crate::report::forecast::{DealLine, Forecast};
use crate::view::Style;
use crate::view::legacy::{Column, Table};
use crate::view::table::{Cell, Tone};

/// By stage: what the CRM's belief says, and what is expected by the end of the quarter.
pub(super) fn stages(report: &Forecast, style: &Style) -> Table {
    let by = format!("BY {}", style.day(report.crm_sum.quarter.last_day()));
    let by = by.to_uppercase();
    let columns = vec![
        Column::left("STAGE", "stage"),
        Column::right("OPEN", "deals"),
        Column::right("AMOUNT", "amount"),
        Column::right("CRM %", "probability"),
        Column::right("WEIGHTED", "weighted"),
        Column::right("", "expected").called(by, "expected".to_owned()),
        Column::left("", "remark").for_people().leaves(1),
    ];
    let money = |amount: Decimal| Cell::both(style.money(amount), style.exact(amount));
    let lines = report.crm_sum.stages.iter().zip(&report.stages);
    let mut rows: Vec<Vec<Cell>> = lines
        .map(|(stage, expected)| {
            let belief = stage
                .probability
                .map_or_else(|| "none".to_owned(), |p| format!("{}%", p.normalize()));
            let sum = &stage.sum;
            vec![
                Cell::both(&stage.name, &stage.id),
                Cell::text(sum.deals.to_string()),
                Cell::both(
                    style.sum(sum.amount, sum.without_amount),
                    style.exact(sum.amount),
                ),
                Cell::text(belief),
                money(sum.weighted),
                money(style.minor(*expected)),
                remark(report, &stage.id),
            ]
        })
        .collect();
    let total = &report.crm_sum.total;
    let whole = vec![
        Cell::both("", "total"),
        Cell::text(total.deals.to_string()),
        Cell::both(
            style.sum(total.amount, total.without_amount),
            style.exact(total.amount),
        ),
        Cell::default(),
        money(total.weighted),
        money(style.minor(report.stages.iter().copied().sum())),
        Cell::default(),
    ];
    rows.push(
        whole
            .into_iter()
            .map(|cell| cell.tone(Tone::Strong))
            .collect(),
    );
    Table {
        title: "stages",
        columns,
        rows,
    }
}

fn remark(report: &Forecast, stage: &str) -> Cell {
    let own: Vec<&DealLine> = report
        .deals
        .iter()
        .filter(|line| line.stage.id == stage)
        .collect();
    let over = own.iter().filter(|line| line.is_over_limit()).count();
    let overdue = own.iter().filter(|line| line.overdue).count();
    let mut parts = Vec::new();
    if over > 0 {
        parts.push(format!("{over} over limit"));
    }
    if overdue > 0 {
        parts.push(format!("{overdue} overdue"));
    }
    Cell::text(parts.join(", ")).tone(Tone::Late)
}

/// What sellers say, and what the model expects of it by the end of the quarter.
pub(super) fn sellers(report: &Forecast, style: &Style) -> Vec<String> {
    let until = style.day(report.crm_sum.quarter.last_day());
    let said = report.calls.iter().enumerate().map(|(at, call)| {
        let expected = style.money(style.minor(call.expected));
        let expected = if at == 0 {
            format!("the model expects {expected} of it by {until}")
        } else {
            expected
        };
        format!("{} {} ({expected})", call.call, style.money(call.amount))
    });
    let said: Vec<String> = said.collect();
    if said.is_empty() {
        return Vec::new();
    }
    let mut lines = vec![format!("Sellers say: {}.", said.join(", "))];
    lines.extend(widest_gap(report, style).map(|line| {
        format!(
            "Widest gap among commits: {}, {} called commit, {} expected by {until}.",
            line.name,
            style.money(line.amount.unwrap_or_default()),
            style.money(style.minor(line.expected)),
        )
    }));
    lines
}

/// The commit of which least is expected, by what is missing.
pub fn widest_gap<'a>(report: &'a Forecast, style: &Style) -> Option<&'a DealLine> {
    let gap = |line: &DealLine| line.amount.unwrap_or_default() - style.minor(line.expected);
    let commits = report
        .deals
        .iter()
        .filter(|line| line.call.as_deref() == Some("commit"));
    let widest = commits.max_by_key(|line| gap(line));
    widest.filter(|line| gap(line) > Decimal::ZERO)
}
