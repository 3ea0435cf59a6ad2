//! `dealctl leaks` for people.

use crate::report::deal_sum::DealSum;
use crate::report::document::Length;
use crate::report::leaks::{HandoffQuarter, Leaks, ReasonLeak, StageLeak, StepGain};
use crate::view::Style;
use crate::view::page::{Next, Page};
use crate::view::share::{share, share_in_prose};
use crate::view::table::{Cell, Grid, Table, Tone};

/// The page.
pub fn leaks(report: &Leaks, style: &Style) -> Page {
    let mut page = Page {
        lead: vec![lead(report, style)],
        ..Page::default()
    };
    page.blocks.push(stages(report, style, true).into());
    if report.stages.iter().any(|stage| stage.limit.is_some()) {
        page.blocks.push(limits(report).into());
    }
    if !report.handoffs.is_empty() {
        page.blocks.push(handoffs(report).into());
    }
    match &report.steps {
        Some(steps) => {
            page.blocks.push(gains(steps, style).into());
            let next = steps.iter().take(1);
            page.next.extend(next.map(|step| {
                Next::new(
                    format!("{} {}", step.stage.name, step.change),
                    &step.command,
                )
            }));
        }
        None => page.next.push(Next::new(
            "which change would bring most",
            "dealctl leaks --steps",
        )),
    }
    page.next
        .push(Next::new("who waits for whom now", "dealctl stalls"));
    page
}

/// `Qualified loses most: 9 of 31 that left it since 24 Nov 2025 died there, $640k+, mostly “no budget”.`
fn lead(report: &Leaks, style: &Style) -> String {
    let since = style.day(report.period.start);
    let Some(worst) = report.worst() else {
        return format!("No deal has died since {since}.");
    };
    let mostly = worst.reasons.first().map_or_else(String::new, |first| {
        let reason = name(first.reason.as_deref());
        if worst.reasons.len() == 1 {
            format!(", all of them: {reason}")
        } else {
            format!(", most often: {reason} ({})", first.deals.deals)
        }
    });
    format!(
        "{} loses most: {} that left it since {since} died there, {}{mostly}.",
        worst.name,
        share_in_prose(worst.died),
        style.sum(worst.value.amount, worst.value.without_amount)
    )
}

fn name(reason: Option<&str>) -> String {
    reason.map_or_else(
        || "no reason given".to_owned(),
        |reason| format!("“{reason}”"),
    )
}

/// A stage, or a reason below it.
struct Row<'r> {
    stage: &'r StageLeak,
    reason: Option<&'r ReasonLeak>,
    /// Reasons that are not named, and their deals.
    others: Option<(usize, DealSum)>,
}

impl Row<'_> {
    fn is_whole(&self) -> bool {
        self.reason.is_none() && self.others.is_none()
    }

    fn deals(&self) -> DealSum {
        match (self.reason, self.others) {
            (Some(reason), _) => reason.deals,
            (None, Some((_, others))) => others,
            (None, None) => self.stage.value,
        }
    }
}

/// Every reason of every stage, for spreadsheets.
pub fn leaks_rows(report: &Leaks, style: &Style) -> Grid {
    stages(report, style, false)
}

/// One row a stage, and below it one a reason.
fn stages(report: &Leaks, style: &Style, is_short: bool) -> Grid {
    let rows = report.stages.iter().flat_map(|stage| {
        let whole = Row {
            stage,
            reason: None,
            others: None,
        };
        let named = if is_short {
            stage.named()
        } else {
            &stage.reasons
        };
        let reasons = named.iter().map(move |reason| Row {
            stage,
            reason: Some(reason),
            others: None,
        });
        let rest = stage.other_reasons;
        let others = (is_short && rest.reasons > 0).then_some(Row {
            stage,
            reason: None,
            others: Some((rest.reasons, rest.deals)),
        });
        std::iter::once(whole).chain(reasons).chain(others)
    });
    let of_stage = |of: fn(&StageLeak) -> String| {
        move |row: &Row<'_>| {
            Cell::text(if row.is_whole() {
                of(row.stage)
            } else {
                String::new()
            })
        }
    };
    Table::<Row<'_>>::new("leaks")
        .left("STAGE", "stage", |row| {
            let short = match (row.reason, row.others) {
                (Some(it), _) => format!("  {}: {}", it.result, name(it.reason.as_deref())),
                (None, Some((1, _))) => "  another reason".to_owned(),
                (None, Some((n, _))) => format!("  {n} other reasons"),
                (None, None) => row.stage.name.clone(),
            };
            Cell::both(short, row.stage.stage.id.clone())
        })
        .wraps(24)
        .left("RESULT", "result", |row| {
            Cell::text(
                row.reason
                    .map_or_else(String::new, |it| it.result.to_string()),
            )
        })
        .for_programs()
        .left("REASON", "reason", |row| {
            let reason = row.reason.and_then(|it| it.reason.clone());
            Cell::text(reason.unwrap_or_default())
        })
        .for_programs()
        .right("DIED", "died", |row| {
            if row.is_whole() {
                return Cell::both(share(row.stage.died), row.stage.died.n.to_string());
            }
            Cell::of(row.deals().deals)
        })
        .right("VALUE", "amount", |row| sum_cell(row.deals(), style))
        .left("CURRENCY", "currency", |row| {
            Cell::text(row.stage.value.amount.currency.code())
        })
        .for_programs()
        .right("ENDED", "ended", of_stage(|stage| stage.ended.to_string()))
        .for_programs()
        .right(
            "FWD",
            "forward",
            of_stage(|stage| stage.forward.to_string()),
        )
        .right("BACK", "back", of_stage(|stage| stage.back.to_string()))
        .leaves(1)
        .right("WON", "won", of_stage(|stage| stage.won.to_string()))
        .right(
            "OPEN",
            "open",
            of_stage(|stage| stage.open.deals.to_string()),
        )
        .row_tone(|row| {
            if row.is_whole() {
                Tone::Plain
            } else {
                Tone::Quiet
            }
        })
        .rows(rows.collect::<Vec<_>>())
}

fn sum_cell(sum: DealSum, style: &Style) -> Cell {
    if sum.deals == 0 {
        return Cell::both("", style.exact(sum.amount));
    }
    style.sum_cell(sum.amount, sum.without_amount)
}

/// Whether deals that were won had been over the limit as often as those that were lost.
fn limits(report: &Leaks) -> Grid {
    Table::<StageLeak>::new("limits")
        .left("OVER THE LIMIT OF", "stage", |stage| {
            Cell::both(&stage.name, &stage.stage.id)
        })
        .right("LIMIT", "limit", |stage| {
            Cell::text(
                stage
                    .limit
                    .map_or_else(String::new, |Length(limit)| limit.short()),
            )
        })
        .right("WON LATER", "won_over_limit", |stage| {
            Cell::text(share(stage.won_over_limit))
        })
        .right("LOST LATER", "died_over_limit", |stage| {
            Cell::text(share(stage.died_over_limit))
        })
        .rows(report.stages.iter().filter(|stage| stage.limit.is_some()))
}

fn handoffs(report: &Leaks) -> Grid {
    Table::<HandoffQuarter>::new("handoffs")
        .left("HANDOFFS SENT IN", "quarter", |row| {
            Cell::text(&row.quarter)
        })
        .right("SENT", "sent", |row| Cell::of(row.sent))
        .right("ACCEPTED", "accepted", |row| Cell::of(row.accepted))
        .right("DECLINED", "declined", |row| Cell::of(row.declined))
        .right("SILENT", "silent", |row| Cell::of(row.silent))
        .right("OTHER", "other", |row| Cell::of(row.other))
        .leaves(1)
        .left("MOST OFTEN DECLINED FOR", "decline_reason", |row| {
            let first = row.decline_reasons.first();
            Cell::text(first.map_or_else(String::new, |first| name(first.reason.as_deref())))
        })
        .wraps(16)
        .rows(&report.handoffs)
}

fn gains(steps: &[StepGain], style: &Style) -> Grid {
    Table::<StepGain>::new("steps")
        .right("IN 90 DAYS", "gain", |step| {
            Cell::both(
                format!("+{}", style.money(step.gain)),
                style.exact(step.gain),
            )
        })
        .left("IF IN", "stage", |step| {
            Cell::both(&step.stage.name, &step.stage.id)
        })
        .left("", "change", |step| Cell::text(step.change))
        .left("COMMAND", "command", |step| Cell::text(&step.command))
        .whole()
        .rows(steps)
}
