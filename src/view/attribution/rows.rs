//! The statement deal by deal: for people with the evidence, for finance with everything.

use crate::report::attribution::{Attribution, AttributionRow};
use crate::view::page::{Next, Page};
use crate::view::table::{Cell, Grid, Table};
use crate::view::{Style, count};

/// The page with the evidence.
pub fn attribution_evidence(report: &Attribution, style: &Style) -> Page {
    let proven = report.rows.iter().filter(|row| row.touch.is_some()).count();
    Page {
        lead: vec![format!(
            "{} with a partner; of {proven} a touch decides.",
            count(report.rows.len(), "row")
        )],
        blocks: vec![evidence(report, style).into()],
        next: vec![Next::new("by partner and quarter", "dealctl attribution")],
        ..Page::default()
    }
}

fn evidence(report: &Attribution, style: &Style) -> Grid {
    Table::<AttributionRow>::new("evidence")
        .left("DEAL", "deal", |row| Cell::both(&row.name, &row.deal))
        .left("PARTNER", "partner", |row| {
            let partner = row.partner.clone().unwrap_or_default();
            Cell::text(if row.of_record {
                partner
            } else {
                format!("{partner}, beside")
            })
        })
        .wraps(12)
        .left("CLASS", "class", |row| {
            Cell::text(row.class.name().trim_start_matches("partner-"))
        })
        .left("WHY", "evidence", |row| Cell::text(why(row, style)))
        .wraps(16)
        .right("AMOUNT", "amount", |row| style.amount(row.amount))
        .right("OWED", "owed", |row| match row.credit.owed {
            None => Cell::text("?"),
            Some(owed) if owed.is_zero() => Cell::text(""),
            Some(owed) => Cell::text(style.money(owed)),
        })
        .rows(&report.rows)
}

/// `intro, Dana Reyes, 18 Aug: notes/northwind-0818.md`
fn why(row: &AttributionRow, style: &Style) -> String {
    let Some(touch) = &row.touch else {
        return "no touch of theirs decides".to_owned();
    };
    let parts = [
        touch.kind.clone(),
        touch.who.clone(),
        Some(style.day(touch.date)),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    let source = touch.source.as_ref();
    let source = source.map_or_else(String::new, |source| format!(": {source}"));
    format!("{}{source}", parts.join(", "))
}

/// One row a deal and partner, to be pivoted.
pub fn attribution_rows(report: &Attribution, style: &Style) -> Grid {
    let text = |of: fn(&AttributionRow) -> Option<String>| {
        move |row: &AttributionRow| Cell::text(of(row).unwrap_or_default())
    };
    Table::<AttributionRow>::new("attribution")
        .left("", "deal", |row| Cell::text(&row.deal))
        .left("", "partner", text(|row| row.partner.clone()))
        .left("", "role", |row| {
            Cell::text(if row.of_record { "of record" } else { "beside" })
        })
        .left("", "quarter", text(|row| row.quarter.clone()))
        .left("", "standing", |row| Cell::of(row.standing))
        .left("", "class", |row| Cell::text(row.class.name()))
        .right("", "amount", |row| style.amount(row.amount))
        .left("", "currency", |_| Cell::text(report.owed.currency.code()))
        .left("", "rule", text(|row| row.credit.rule.clone()))
        .right(
            "",
            "percent",
            text(|row| Some(row.credit.percent?.to_string())),
        )
        .right("", "share", text(|row| Some(row.credit.share?.to_string())))
        .right("", "owed", |row| style.amount(row.credit.owed))
        .left(
            "",
            "touch_date",
            text(|row| Some(row.touch.as_ref()?.date.to_string())),
        )
        .left(
            "",
            "touch_kind",
            text(|row| row.touch.as_ref()?.kind.clone()),
        )
        .left("", "touch_who", text(|row| row.touch.as_ref()?.who.clone()))
        .left(
            "",
            "touch_source",
            text(|row| row.touch.as_ref()?.source.clone()),
        )
        .left("", "crm_id", text(|row| row.crm_id.clone()))
        .left("", "account", text(|row| row.account.clone()))
        .left("", "path", |row| Cell::text(&row.place.path))
        .rows(&report.rows)
}
