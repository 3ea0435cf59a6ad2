//! The CRM's view beside the model's, by stage; and the sellers' own calls.

use rust_decimal::Decimal;

use crate::report::outlook::{DealLine, Outlook};
use crate::report::page::{Cell, Column, Table, Tone};
use crate::report::pages::Words;

/// By stage: what the CRM's belief says, and what is expected by the end of the quarter.
pub(super) fn stages(report: &Outlook, words: &Words) -> Table {
    let by = format!("BY {}", words.day(report.weighted.quarter.last_day()));
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
    let money = |amount: Decimal| Cell::both(words.money(amount), words.exact(amount));
    let lines = report.weighted.stages.iter().zip(&report.stages);
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
                    words.sum(sum.amount, sum.without_amount),
                    words.exact(sum.amount),
                ),
                Cell::text(belief),
                money(sum.weighted),
                money(words.decimal(*expected)),
                remark(report, &stage.id),
            ]
        })
        .collect();
    let total = &report.weighted.total;
    let whole = vec![
        Cell::both("", "total"),
        Cell::text(total.deals.to_string()),
        Cell::both(
            words.sum(total.amount, total.without_amount),
            words.exact(total.amount),
        ),
        Cell::default(),
        money(total.weighted),
        money(words.decimal(report.stages.iter().sum())),
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

fn remark(report: &Outlook, stage: &str) -> Cell {
    let own: Vec<&DealLine> = report
        .deals
        .iter()
        .filter(|line| line.stage.0 == stage)
        .collect();
    let over = own.iter().filter(|line| line.over_limit).count();
    let overdue = own.iter().filter(|line| line.overdue.is_some()).count();
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
pub(super) fn sellers(report: &Outlook, words: &Words) -> Vec<String> {
    let until = words.day(report.weighted.quarter.last_day());
    let mut said = Vec::new();
    for call in ["commit", "best case", "pipeline"] {
        let own = report
            .deals
            .iter()
            .filter(|line| line.call.as_deref() == Some(call));
        let (mut amount, mut expected, mut deals) = (Decimal::ZERO, 0.0, 0);
        for line in own {
            amount += line.amount.unwrap_or_default();
            expected += line.expected;
            deals += 1;
        }
        if deals > 0 {
            let until = if said.is_empty() {
                format!(" by {until} by their own chances")
            } else {
                String::new()
            };
            said.push(format!(
                "{call} {} ({}{until})",
                words.money(amount),
                words.money(words.decimal(expected))
            ));
        }
    }
    if said.is_empty() {
        return Vec::new();
    }
    let mut lines = vec![format!("Sellers say: {}.", said.join(", "))];
    let gap = |line: &DealLine| line.amount.unwrap_or_default() - words.decimal(line.expected);
    let widest = report
        .deals
        .iter()
        .filter(|line| line.call.as_deref() == Some("commit"))
        .max_by_key(|line| gap(line));
    if let Some(line) = widest.filter(|line| gap(line) > Decimal::ZERO) {
        lines.push(format!(
            "Widest gap: {}, {} called commit, {} expected by {until}.",
            line.name,
            words.money(line.amount.unwrap_or_default()),
            words.money(words.decimal(line.expected)),
        ));
    }
    lines
}
