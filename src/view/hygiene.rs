//! `dealctl hygiene` for people.

use crate::report::hygiene::{Hygiene, KINDS, KindCount, PersonCount, TrendPoint, Untidy};
use crate::view::page::{Block, Next, Page};
use crate::view::table::{Cell, Grid, Table};
use crate::view::{Style, count};

/// The page.
pub fn hygiene(report: &Hygiene, style: &Style) -> Page {
    let mut page = Page {
        lead: vec![lead(report)],
        ..Page::default()
    };
    if !report.findings.is_empty() {
        page.blocks.push(people(report, style).into());
        page.blocks.push(findings(report, style).into());
    }
    match &report.trend {
        Some(trend) if !trend.is_empty() => page.blocks.push(self::trend(trend, style).into()),
        Some(_) => page.blocks.push(Block::lines(vec![
            "The book does not reach back to the end of a month.".to_owned(),
        ])),
        None => page.next.push(Next::new(
            "whether it gets better",
            "dealctl hygiene --trend",
        )),
    }
    page.next.push(if report.findings.is_empty() {
        Next::new("everything that lint looks at", "dealctl lint")
    } else {
        Next::new(
            "each with its help",
            "dealctl lint --select hygiene,registration/possible-duplicate",
        )
    });
    page
}

/// `9 deals need tidying: 4 no amount, 3 past its close date, 2 stale; most wait for Sam Ortiz.`
fn lead(report: &Hygiene) -> String {
    if report.findings.is_empty() {
        return "Nothing needs tidying.".to_owned();
    }
    let kinds = report.kinds.iter().filter(|kind| kind.n > 0);
    let kinds: Vec<String> = kinds
        .map(|kind| format!("{} {}", kind.n, word(kind.rule)))
        .collect();
    let need = if report.deals == 1 { "needs" } else { "need" };
    let most = report.people.first().and_then(|first| first.owner.as_ref());
    let most = most.filter(|_| report.people.len() > 1);
    let most = most.map_or_else(String::new, |owner| format!("; most of it is {owner}'s"));
    format!(
        "{} {need} tidying: {}{most}.",
        count(report.deals, "deal"),
        kinds.join(", ")
    )
}

fn word(rule: &str) -> &'static str {
    let kind = KINDS.iter().find(|(known, _)| *known == rule);
    kind.map_or("", |(_, word)| word)
}

fn number(kinds: &[KindCount], rule: &str) -> usize {
    kinds
        .iter()
        .find(|kind| kind.rule == rule)
        .map_or(0, |kind| kind.n)
}

/// One row a person, one column a kind that there is.
fn people(report: &Hygiene, style: &Style) -> Grid {
    let mut table = Table::<PersonCount>::new("people")
        .left("WHO", "owner", |row| {
            Cell::both(
                style.person(row.owner.as_deref()),
                row.owner.clone().unwrap_or_default(),
            )
        })
        .right("ALL", "n", |row| Cell::of(row.n));
    for kind in report.kinds.iter().filter(|kind| kind.n > 0) {
        let rule = kind.rule;
        table = table.right(word(rule).to_uppercase(), rule, move |row| {
            Cell::of(number(&row.kinds, rule))
        });
    }
    table.rows(&report.people)
}

fn findings(report: &Hygiene, style: &Style) -> Grid {
    Table::<Untidy>::new("hygiene")
        .left("DEAL", "deal", |row| Cell::both(&row.name, &row.deal))
        .left("WHAT", "rule", |row| Cell::both(word(row.rule), row.rule))
        .wraps(10)
        .left("WHOSE", "owner", |row| {
            Cell::both(
                style.person(row.owner.as_deref()),
                row.owner.clone().unwrap_or_default(),
            )
        })
        .right("AMOUNT", "amount", |row| style.amount(row.amount))
        .left("WHERE", "place", |row| {
            Cell::text(format!("{}:{}", row.place.path, row.place.line))
        })
        .leaves(1)
        .left("MESSAGE", "message", |row| Cell::text(&row.message))
        .for_programs()
        .left("CRM ID", "crm_id", |row| {
            Cell::text(row.crm_id.clone().unwrap_or_default())
        })
        .for_programs()
        .left("ACCOUNT", "account", |row| {
            Cell::text(row.account.clone().unwrap_or_default())
        })
        .for_programs()
        .left("PARTNER", "partner", |row| {
            Cell::text(row.partner.clone().unwrap_or_default())
        })
        .for_programs()
        .rows(&report.findings)
}

/// One by one, for spreadsheets.
pub fn hygiene_rows(report: &Hygiene, style: &Style) -> Grid {
    findings(report, style)
}

fn trend(trend: &[TrendPoint], style: &Style) -> Grid {
    let mut table = Table::<TrendPoint>::new("trend")
        .left("AT THE END OF", "day", |point| {
            Cell::both(style.day(point.day), point.day.to_string())
        })
        .right("ALL", "n", |point| Cell::of(point.n));
    let kinds = trend.first().map_or(&[][..], |point| &point.kinds);
    for kind in kinds {
        let rule = kind.rule;
        table = table.right(word(rule).to_uppercase(), rule, move |point| {
            Cell::of(number(&point.kinds, rule))
        });
    }
    table.rows(trend)
}
