//! The table of horizons: totals with their range, and the parts of this quarter's.

use super::figures::{HorizonName, money, with_range};
use super::range::{bar, scale};
use super::since::short;
use crate::report::document::Money;
use crate::report::forecast::{Forecast, Horizon, MoneyEstimate, Span};
use crate::view::Style;
use crate::view::table::{Cell, Grid, Table, Tone};

/// What the marks of a bar mean.
const LEGEND: &str = "◆ half above, half below; × what the CRM's weighted sum says";
/// Marks a total that is a plain sum if others are not.
const PLAIN: &str = " *";

/// A row: a horizon, or a part of this quarter.
struct HorizonRow<'a> {
    horizon: &'a Horizon,
    part: Part,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    /// The total of this quarter.
    ThisQuarter,
    /// The total of another horizon.
    Total,
    /// What is won so far.
    Won,
    /// What open deals are expected to bring.
    Open,
    /// What deals that do not exist yet are expected to bring.
    New,
    /// What the record adds to them.
    Record,
}

impl HorizonRow<'_> {
    fn name(&self, report: &Forecast, style: &Style) -> Cell {
        let part = |name: &str| Cell::both(format!("  {name}"), name);
        match self.part {
            Part::ThisQuarter | Part::Total => {
                let name = name(self.horizon, style);
                let mark = if is_marked(report, self.horizon) {
                    PLAIN
                } else {
                    ""
                };
                Cell::both(format!("{name}{mark}"), name)
            }
            Part::Won => part("won so far"),
            Part::Open => part("open deals"),
            Part::New => part("not yet here"),
            Part::Record => part("by the record"),
        }
    }

    fn key(&self) -> &'static str {
        match self.part {
            Part::ThisQuarter | Part::Total => "total",
            Part::Won => "won",
            Part::Open => "open",
            Part::New => "new",
            Part::Record => "record",
        }
    }

    fn estimate(&self) -> Option<MoneyEstimate> {
        match self.part {
            Part::ThisQuarter | Part::Total => Some(self.horizon.total),
            Part::Won | Part::Record => None,
            Part::Open => Some(self.horizon.open),
            Part::New => Some(self.horizon.new),
        }
    }

    /// Returns what the CRM says of the same.
    fn crm(&self) -> Option<Money> {
        match self.part {
            Part::ThisQuarter | Part::Total => self.horizon.crm_total(),
            Part::Open => self.horizon.stage_weighted,
            Part::Won | Part::New | Part::Record => None,
        }
    }

    fn expected(&self, report: &Forecast, style: &Style) -> Cell {
        if self.part == Part::Record {
            let record = self.horizon.record;
            return Cell::both(short(record, style), style.exact(record));
        }
        match (self.estimate(), self.horizon.won) {
            (Some(estimate), _) => style.sum_cell(estimate.expected, self.without_amount(report)),
            (None, Some(won)) => style.sum_cell(won, report.crm_sum.won_in_no_sum.len()),
            (None, None) => Cell::default(),
        }
    }

    /// Returns how many deals are not in its estimate, because nobody can say what they are worth.
    fn without_amount(&self, report: &Forecast) -> usize {
        let open = report.open.without_amount;
        match self.part {
            Part::ThisQuarter => open + report.crm_sum.won_in_no_sum.len(),
            Part::Total | Part::Open => open,
            Part::Won | Part::New | Part::Record => 0,
        }
    }

    /// Returns the furthest amount that its bar reaches.
    fn end(&self) -> Option<Money> {
        let high = self.estimate()?.p90;
        Some(self.crm().map_or(high, |crm| high.max(crm)))
    }
}

/// Returns the table.
pub(super) fn horizons(report: &Forecast, style: &Style) -> Grid {
    let rows = rows(report);
    let ends = rows.iter().filter(|row| row.part != Part::New);
    let most = ends.filter_map(HorizonRow::end).max();
    let table = Table::<HorizonRow<'_>>::new("horizons")
        .left("", "horizon", |row| row.name(report, style))
        .left("", "part", |row| Cell::text(row.key()))
        .for_programs()
        .right("", "days", |row| Cell::of(row.horizon.days))
        .for_programs()
        .left("", "until", |row| Cell::of(row.horizon.until))
        .for_programs();
    with_range(table, HorizonRow::estimate, style)
        .right("EXPECTED", "expected", |row| row.expected(report, style))
        .right("CRM", "stage_weighted", |row| money(row.crm(), style))
        .leaves(1)
        .ranges(scale(most, LEGEND, style), |row| {
            row.estimate().map_or_else(Cell::default, |estimate| {
                Cell::range(bar(estimate, row.crm()))
            })
        })
        .leaves(2)
        .row_tone(|row| match row.part {
            Part::ThisQuarter => Tone::Strong,
            _ => Tone::Plain,
        })
        .rows(rows)
}

fn rows(report: &Forecast) -> Vec<HorizonRow<'_>> {
    let this_quarter: &[Part] = if report.filtered {
        &[Part::ThisQuarter, Part::Won, Part::Open]
    } else if report.horizons.first().is_none_or(Horizon::is_plain_sum) {
        &[Part::ThisQuarter, Part::Won, Part::Open, Part::New]
    } else {
        &[
            Part::ThisQuarter,
            Part::Won,
            Part::Open,
            Part::New,
            Part::Record,
        ]
    };
    let others = std::iter::repeat(&[Part::Total][..]);
    let parts = std::iter::once(this_quarter).chain(others);
    let rows = report
        .horizons
        .iter()
        .zip(parts)
        .flat_map(|(horizon, parts)| {
            let row = move |part: &Part| HorizonRow {
                horizon,
                part: *part,
            };
            parts.iter().map(row)
        });
    rows.collect()
}

/// Returns whether a total is a plain sum while others of the page are not.
fn is_marked(report: &Forecast, horizon: &Horizon) -> bool {
    let all = || report.horizons.iter().all(Horizon::is_plain_sum);
    !report.filtered && horizon.is_plain_sum() && !all()
}

/// Returns a horizon as a page names it.
pub(super) fn name(horizon: &Horizon, style: &Style) -> String {
    HorizonName {
        span: horizon.span,
        days: horizon.days,
        until: horizon.until,
        is_this_quarter: matches!(horizon.span, Span::Quarter(_)) && horizon.won.is_some(),
    }
    .text(style)
}
