//! What changed in the statement since an earlier commit, for people.

use crate::model::past::Commit;
use crate::report::attribution::{AttributionRow, StatementChange};
use crate::report::document::{Money, PerCent};
use crate::view::page::{Next, Page};
use crate::view::table::{Cell, Grid, Table};
use crate::view::{Style, count};

/// The page.
pub fn attribution_difference(changes: &[StatementChange], commit: &Commit, style: &Style) -> Page {
    let since = format!("{} ({})", style.day(commit.day), commit.short());
    let lead = match changes.len() {
        0 => format!("Nothing in the statement has changed since {since}."),
        n => format!(
            "Since {since} {} of the statement changed{}.",
            count(n, "row"),
            owed(changes, style)
        ),
    };
    let mut page = Page {
        lead: vec![lead],
        ..Page::default()
    };
    if !changes.is_empty() {
        page.blocks.push(rows(changes, style).into());
    }
    page.next.push(Next::new(
        "the statement as it was",
        format!("dealctl attribution --at {}", commit.short()),
    ));
    page
}

/// `: $4,200.00 more is owed`
fn owed(changes: &[StatementChange], style: &Style) -> String {
    let of = |row: &Option<AttributionRow>| row.as_ref().and_then(|row| row.credit.owed);
    let all = changes
        .iter()
        .flat_map(|change| [of(&change.before), of(&change.after)]);
    let Some(currency) = all.flatten().next().map(|money| money.currency) else {
        return String::new();
    };
    let sum = |side: fn(&StatementChange) -> &Option<AttributionRow>| {
        Money::sum(
            currency,
            changes.iter().filter_map(|change| of(side(change))),
        )
    };
    let (before, after) = (sum(|it| &it.before), sum(|it| &it.after));
    let more = after - before;
    match () {
        () if more.is_zero() => String::new(),
        () if after > before => format!(": {} more is owed", style.full(more)),
        () => format!(": {} less is owed", style.full(more.abs())),
    }
}

/// A field of a row that differs.
struct Line<'c> {
    change: &'c StatementChange,
    field: &'static str,
}

fn rows(changes: &[StatementChange], style: &Style) -> Grid {
    let lines = changes.iter().flat_map(|change| {
        let whole = match (&change.before, &change.after) {
            (None, _) => Some("new"),
            (_, None) => Some("gone"),
            _ => None,
        };
        let fields = whole.into_iter().chain(change.fields.iter().copied());
        fields.map(move |field| Line { change, field })
    });
    let either = |line: &Line<'_>| -> (String, String, String) {
        let row = line.change.after.as_ref().or(line.change.before.as_ref());
        row.map_or_else(Default::default, |row| {
            let partner = row.partner.clone().unwrap_or_default();
            (row.name.clone(), row.deal.clone(), partner)
        })
    };
    Table::<Line<'_>>::new("changes")
        .left("DEAL", "deal", move |line| {
            let (name, deal, _) = either(line);
            Cell::both(name, deal)
        })
        .left("PARTNER", "partner", move |line| Cell::text(either(line).2))
        .wraps(12)
        .left("WHAT", "field", |line| Cell::text(line.field))
        .left("BEFORE", "before", |line| {
            value(line.field, line.change.before.as_ref(), style)
        })
        .left("NOW", "after", |line| {
            value(line.field, line.change.after.as_ref(), style)
        })
        .left("BY", "by", |line| Cell::text(by(line.change, style)))
        .wraps(14)
        .rows(lines.collect::<Vec<_>>())
}

/// Returns what a field of a row says.
fn value(field: &str, row: Option<&AttributionRow>, style: &Style) -> Cell {
    let Some(row) = row else {
        return Cell::text("");
    };
    let percent =
        |value: Option<PerCent>| value.map_or_else(|| "?".to_owned(), |value| format!("{value}%"));
    let text = match field {
        "standing" => row.standing.to_string(),
        "quarter" => row.quarter.clone().unwrap_or_default(),
        "class" => row.class.name().to_owned(),
        "rule" => row.credit.rule.clone().unwrap_or_default(),
        "percent" => percent(row.credit.percent),
        "share" => percent(row.credit.share),
        "owed" => return style.amount(row.credit.owed),
        "touch" => row
            .touch
            .as_ref()
            .map_or_else(String::new, |touch| touch.date.to_string()),
        "amount" => return style.amount(row.amount),
        _ => format!("{}, {}", row.standing, style.money_or_unknown(row.amount)),
    };
    Cell::text(text)
}

/// Returns who changed it: the last commit of the deal, or why there is none.
fn by(change: &StatementChange, style: &Style) -> String {
    if change.uncommitted {
        return "not committed".to_owned();
    }
    if change.same_file {
        return "process.toml, or the day".to_owned();
    }
    change.commits.last().map_or_else(
        || "a commit of the file".to_owned(),
        |commit| {
            format!(
                "{}, {} {}",
                commit.who(),
                style.day(commit.day),
                commit.short()
            )
        },
    )
}
