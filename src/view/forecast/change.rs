//! `dealctl forecast --since`: what changed, deal by deal, with the commits that did it.

use rust_decimal::Decimal;

use super::bridge::{by, commit_words, detail, name, part, signed};
use super::since::{news_parts, notes, pipeline, sentence, short};
use crate::forecast::bridge::Line;
use crate::forecast::money::Cents;
use crate::report::since::{BridgeLine, ExpectationChange, ForecastChange, MovedDeal, Pipeline};
use crate::view::Style;
use crate::view::legacy::{Column, Table};
use crate::view::page::{Block, Next, Page};
use crate::view::table::{Cell, Tone};

/// The page.
pub fn change(since: &ForecastChange, style: &Style) -> Page {
    let mut page = Page {
        lead: vec![sentence(since, style), pipeline(since, style)],
        ..Page::default()
    };
    page.blocks.push(Block::from(table(since, style)));
    let mut lines = notes(since, style);
    lines.push(format!(
        "Compared with the commit of {}, as its files were known on {}.",
        commit_words(&since.commit, style),
        style.weekday(since.day)
    ));
    if !since.process.is_empty() {
        let own: Vec<String> = since
            .process
            .iter()
            .map(|commit| commit_words(commit, style))
            .collect();
        lines.push(format!("process.toml was changed by {}.", own.join("; ")));
    }
    if !since.slips.is_empty() {
        page.blocks.push(Block::from(slips(since, style)));
    }
    if let Some(news) = &since.expectation {
        page.blocks
            .push(Block::from(news_table(news, since, style)));
    }
    page.blocks.push(Block::lines(lines));
    page.next
        .push(Next::new("the forecast itself", "dealctl forecast"));
    page
}

fn table(since: &ForecastChange, style: &Style) -> Table {
    let columns = vec![
        Column::left("CLOSES THIS QUARTER", "line"),
        Column::left("", "deal").for_programs(),
        Column::right("", "deals").for_programs(),
        Column::right("AMOUNT", "amount"),
        Column::left("", "disqualified").for_programs(),
        Column::left("", "was").for_programs(),
        Column::left("", "amount_then").for_programs(),
        Column::left("", "amount_now").for_programs(),
        Column::left("", "close_then").for_programs(),
        Column::left("", "close_now").for_programs(),
        Column::left("", "commits").wraps(30),
    ];
    let mut rows = vec![whole(
        Cell::both(format!("on {}", style.weekday(since.day)), "start"),
        since.start,
        style,
    )];
    for line in &since.lines {
        rows.push(total(line, style));
        rows.extend(
            line.deals
                .iter()
                .map(|deal| one(line.line, deal, since, style)),
        );
    }
    rows.push(whole(Cell::both("now", "end"), since.end, style));
    Table {
        title: "bridge",
        columns,
        rows,
    }
}

/// What led from the forecast of then to that of now; it adds up.
fn news_table(news: &ExpectationChange, since: &ForecastChange, style: &Style) -> Table {
    let row = |name: String, cents: Cents, plus: bool| {
        let amount = style.minor(cents);
        let short = if plus {
            short(cents, style)
        } else {
            style.money(amount)
        };
        vec![Cell::text(name), Cell::both(short, style.exact(amount))]
    };
    let strong = |row: Vec<Cell>| {
        row.into_iter()
            .map(|cell| cell.tone(Tone::Strong))
            .collect()
    };
    let parts = news_parts(news, since, style);
    let mut rows = vec![strong(row(
        format!("on {}", style.weekday(since.day)),
        news.then,
        false,
    ))];
    let own = parts.deals.into_iter().chain(parts.rest).chain(parts.time);
    rows.extend(own.map(|(name, cents)| row(format!("  {name}"), cents, true)));
    if news.other_process {
        let name = "  the changed process.toml".to_owned();
        rows.push(row(name, news.process(), true));
    }
    rows.push(strong(row("now".to_owned(), news.now, false)));
    Table {
        title: "news",
        columns: vec![
            Column::left("EXPECTED THIS QUARTER", "news").wraps(40),
            Column::right("AMOUNT", "amount"),
        ],
        rows,
    }
}

fn empty(n: usize) -> impl Iterator<Item = Cell> {
    std::iter::repeat_with(Cell::default).take(n)
}

fn whole(name: Cell, Pipeline { deals, amount }: Pipeline, style: &Style) -> Vec<Cell> {
    let mut row = vec![
        name,
        Cell::default(),
        Cell::text(deals.to_string()),
        Cell::both(style.full(amount), style.exact(amount)),
    ];
    row.extend(empty(7));
    row.into_iter()
        .map(|cell| cell.tone(Tone::Strong))
        .collect()
}

fn total(line: &BridgeLine, style: &Style) -> Vec<Cell> {
    let none = line.deals.is_empty();
    let mut row = vec![
        Cell::both(format!("  {}", name(line.line)), line.line.key()),
        Cell::default(),
        Cell::both(
            if none {
                "–".to_owned()
            } else {
                line.deals.len().to_string()
            },
            line.deals.len().to_string(),
        ),
        Cell::both(
            if none {
                "–".to_owned()
            } else {
                signed(line.amount, style)
            },
            style.exact(line.amount),
        ),
        Cell::both(
            "",
            if line.line == Line::Lost {
                style.exact(line.disqualified)
            } else {
                String::new()
            },
        ),
    ];
    row.extend(empty(6));
    row.into_iter()
        .map(|cell| if none { cell.tone(Tone::Quiet) } else { cell })
        .collect()
}

fn one(line: Line, deal: &MovedDeal, since: &ForecastChange, style: &Style) -> Vec<Cell> {
    let exact = |amount: Option<Decimal>| amount.map_or_else(String::new, |one| style.exact(one));
    let day = |day: Option<chrono::NaiveDate>| day.map_or_else(String::new, |day| day.to_string());
    let commits: Vec<&str> = deal
        .authorship
        .commits
        .iter()
        .map(|commit| commit.short())
        .collect();
    let told = [
        detail(line, deal, since, style),
        by(&deal.authorship, style),
    ];
    let told: Vec<String> = told.into_iter().filter(|text| !text.is_empty()).collect();
    vec![
        Cell::both(format!("      {}", deal.deal.name), line.key()),
        Cell::both("", &deal.deal.deal),
        Cell::default(),
        Cell::both(part(deal, style), style.exact(deal.amount)),
        Cell::both(
            "",
            if deal.disqualified {
                style.exact(deal.amount)
            } else {
                String::new()
            },
        ),
        Cell::text(deal.old_id.clone().unwrap_or_default()),
        Cell::both("", exact(deal.amount_then)),
        Cell::both("", exact(deal.amount_now)),
        Cell::both("", day(deal.close_then)),
        Cell::both("", day(deal.close_now)),
        Cell::both(told.join("; "), commits.join(" ")),
    ]
}

fn slips(since: &ForecastChange, style: &Style) -> Table {
    let columns = vec![
        Column::left("SLIPPED", "deal"),
        Column::right("FROM", "from"),
        Column::right("TO", "to"),
        Column::right("DAYS", "days"),
        Column::right("TIMES", "times"),
        Column::left("", "commits").wraps(30),
    ];
    let rows = since.slips.iter().map(|slip| {
        let day = |day: chrono::NaiveDate| Cell::both(style.day(day), day.to_string());
        vec![
            Cell::both(&slip.deal.name, &slip.deal.deal),
            day(slip.from),
            day(slip.to),
            Cell::text(slip.days().to_string()),
            Cell::text(slip.times.to_string()),
            Cell::text(by(&slip.authorship, style)),
        ]
    });
    Table {
        title: "slipped",
        rows: rows.collect(),
        columns,
    }
}
