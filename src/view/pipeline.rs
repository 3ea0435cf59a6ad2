//! `dealctl pipeline` for people.

use crate::report::deal_sum::DealSum;
use crate::report::pipeline::{Flow, MonthFlow, OpenPipeline, Pipeline, PipelineGroup};
use crate::view::page::{Block, Next, Page};
use crate::view::table::{Cell, Grid, Table, Tone};
use crate::view::{Style, count};

/// The page.
pub fn pipeline(report: &Pipeline, style: &Style) -> Page {
    let mut page = Page {
        lead: vec![lead(report, style)],
        ..Page::default()
    };
    let is_empty = report.open.open.deals + report.flow.left.closed() == 0;
    if is_empty && report.months.is_empty() {
        page.next
            .push(Next::new("register the first deal", "dealctl new"));
        return page;
    }
    page.blocks.push(stages(report, style).into());
    if !report.groups.is_empty() {
        page.blocks.push(groups(report, style).into());
    }
    page.blocks.push(months(report, style).into());
    page.blocks.push(Block::lines(notes(report)));
    page.next
        .push(Next::new("where deals die", "dealctl leaks"));
    page.next
        .push(Next::new("how fast they move", "dealctl velocity"));
    page
}

/// `24 open deals worth $1.97M+, 3 more than on 26 Aug: 14 came in, 11 closed, 5 of them won for $310k.`
fn lead(report: &Pipeline, style: &Style) -> String {
    let open = report.open.open;
    if open.deals == 0 && report.flow == Flow::default() {
        return "No deal is open, and none closed in the period.".to_owned();
    }
    let (start, flow) = (style.day(report.period.start), report.flow);
    let now = open.deals;
    let change = match (now, flow.at_start) {
        (now, then) if now > then => format!("{} more than on {start}", now - then),
        (now, then) if now < then => format!("{} fewer than on {start}", then - now),
        _ => format!("as many as on {start}"),
    };
    let are = if now == 0 {
        "No deal is open".to_owned()
    } else {
        format!(
            "{} worth {}",
            count(now, "open deal"),
            style.sum(open.amount, open.without_amount)
        )
    };
    let closed = match (flow.left.closed(), report.won) {
        (0, _) => "none closed".to_owned(),
        (closed, won) if won.deals == 0 => format!("{closed} closed, none of them won"),
        (closed, won) => format!(
            "{closed} closed, {} of them won for {}",
            won.deals,
            style.sum(won.amount, won.without_amount)
        ),
    };
    format!("{are}, {change}: {} came in, {closed}.", flow.entered)
}

/// A row of the table of stages: a stage, a part of the total, or the total.
struct Row<'r> {
    name: &'r str,
    id: &'r str,
    open: DealSum,
    flow: Option<Flow>,
    tone: Tone,
}

fn stages(report: &Pipeline, style: &Style) -> Grid {
    let mut rows: Vec<Row<'_>> = report
        .stages
        .iter()
        .map(|line| Row {
            name: &line.name,
            id: &line.stage.id,
            open: line.open.open,
            flow: Some(line.flow),
            tone: Tone::Plain,
        })
        .collect();
    rows.push(Row {
        name: "all stages",
        id: "",
        open: report.open.open,
        flow: Some(report.flow),
        tone: Tone::Strong,
    });
    if report.open.renewals.deals > 0 {
        rows.push(part("of it new business", new_business(report.open)));
        rows.push(part("of it renewals", report.open.renewals));
    }
    let number = |of: fn(Flow) -> usize| {
        move |row: &Row<'_>| {
            Cell::text(
                row.flow
                    .map_or_else(String::new, |flow| of(flow).to_string()),
            )
        }
    };
    let then = format!("ON {}", style.day(report.period.start).to_uppercase());
    Table::<Row<'_>>::new("pipeline")
        .left("STAGE", "stage", |row| {
            Cell::both(row.name, if row.id.is_empty() { row.name } else { row.id })
        })
        .right("OPEN", "open", |row| Cell::of(row.open.deals))
        .right("VALUE", "amount", |row| {
            style.sum_cell(row.open.amount, row.open.without_amount)
        })
        .right("WITHOUT AMOUNT", "without_amount", |row| {
            Cell::of(row.open.without_amount)
        })
        .for_programs()
        .left("CURRENCY", "currency", |row| {
            Cell::text(row.open.amount.currency.code())
        })
        .for_programs()
        .right(then, "at_start", number(|flow| flow.at_start))
        .right("CAME", "entered", number(|flow| flow.entered))
        .right("FWD", "forward", number(|flow| flow.left.forward))
        .right("BACK", "back", number(|flow| flow.left.back))
        .leaves(1)
        .right("WON", "won", number(|flow| flow.left.won))
        .right("LOST", "lost", number(|flow| flow.left.lost))
        .right("OUT", "disqualified", number(|flow| flow.left.disqualified))
        .right("UNDATED", "undated", number(|flow| flow.undated))
        .for_programs()
        .row_tone(|row| row.tone)
        .rows(rows)
}

fn part(name: &'static str, open: DealSum) -> Row<'static> {
    Row {
        name,
        id: "",
        open,
        flow: None,
        tone: Tone::Quiet,
    }
}

/// Returns the open deals that renew nothing.
fn new_business(open: OpenPipeline) -> DealSum {
    DealSum {
        deals: open.open.deals - open.renewals.deals,
        amount: open.open.amount - open.renewals.amount,
        without_amount: open.open.without_amount - open.renewals.without_amount,
    }
}

fn groups(report: &Pipeline, style: &Style) -> Grid {
    Table::<PipelineGroup>::new("groups")
        .left("GROUP", "group", |line| Cell::text(&line.group))
        .right("OPEN", "open", |line| Cell::of(line.open.open.deals))
        .right("VALUE", "amount", |line| {
            style.sum_cell(line.open.open.amount, line.open.open.without_amount)
        })
        .right("RENEWALS", "renewals", |line| {
            Cell::of(line.open.renewals.deals)
        })
        .leaves(2)
        .right("CAME", "entered", |line| Cell::of(line.flow.entered))
        .right("WON", "won", |line| Cell::of(line.flow.left.won))
        .right("LOST", "lost", |line| Cell::of(line.flow.left.lost))
        .right("OUT", "disqualified", |line| {
            Cell::of(line.flow.left.disqualified)
        })
        .rows(&report.groups)
}

fn months(report: &Pipeline, style: &Style) -> Grid {
    let sum = |of: fn(&MonthFlow) -> DealSum| {
        move |row: &MonthFlow| {
            let sum = of(row);
            if sum.deals == 0 {
                return Cell::both("", style.exact(sum.amount));
            }
            style.sum_cell(sum.amount, sum.without_amount)
        }
    };
    let deals = |of: fn(&MonthFlow) -> DealSum| move |row: &MonthFlow| Cell::of(of(row).deals);
    Table::<MonthFlow>::new("months")
        .left("MONTH", "month", |row| Cell::of(row.month))
        .right("CREATED", "created", deals(|row| row.created))
        .right("VALUE", "created_amount", sum(|row| row.created))
        .right("WON", "won", deals(|row| row.won))
        .right("BROUGHT", "won_amount", sum(|row| row.won))
        .right("LOST", "lost", deals(|row| row.lost))
        .right("VALUE", "lost_amount", sum(|row| row.lost))
        .leaves(1)
        .right("OUT", "disqualified", deals(|row| row.disqualified))
        .leaves(2)
        .rows(&report.months)
}

fn notes(report: &Pipeline) -> Vec<String> {
    let mut lines = Vec::new();
    if report.closed_undated > 0 {
        lines.push(format!(
            "{} without the day, in no figure here: dealctl lint --select close/no-date",
            count(report.closed_undated, "closed deal")
        ));
    }
    if report.flow.undated > 0 {
        lines.push(format!(
            "{} of which nothing says when it came to where it stands",
            count(report.flow.undated, "open deal")
        ));
    }
    lines.push(
        "OUT: disqualified. What came, less what left, is the change since the first day."
            .to_owned(),
    );
    lines
}
