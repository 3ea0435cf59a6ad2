//! `history/far-date`.

use crate::analysis::moves;
use crate::diagnostic::Level;
use crate::lint::rule::rule;
use crate::lint::{DealContext, Sink};
use crate::model::deal::each_date;
use crate::model::record::Meaning;
use crate::model::scalar::Date;

use crate::lint::far::{self, Far};

rule! {
    /// A date is in a year that can hardly be meant.
    ///
    /// `2062` for `2026` is a slip of two digits, and the deal is gone from every quarter that anybody looks at (D8.2, D8.4); a
    /// record of the year 206 makes all records begin there (D3.3). A plan more than five years ahead is a warning, a record more
    /// than twenty years back an error. The nearest year is offered, and nobody but the author knows whether it is the right one.
    ///
    /// ```yaml bad
    /// account: {name: Quayside Ports}
    /// opportunity: {close_date: 2062-12-18}
    /// ```
    /// ```yaml bad
    /// account: {name: Quayside Ports}
    /// opportunity: {created: 0206-08-11}
    /// ```
    /// ```yaml bad
    /// account: {name: Quayside Ports}
    /// handoff: {partner_move: {action: Confirm the meeting, due: 2226-11-30}}
    /// ```
    /// ```yaml good
    /// account: {name: Quayside Ports}
    /// opportunity: {created: 2019-03-04, close_date: 2028-12-18}
    /// ```
    pub(super) FAR_DATE = "history/far-date", Warning, Deal(check)
}

fn check(deal: &DealContext<'_>, out: &mut Sink<'_>) {
    let case = &deal.case;
    // Nearly no deal has such a date.
    let is_near = case.deal.days.are_within(far::near(case.today));
    if is_near && case.deal.later.dates.is_empty() {
        return;
    }
    let mut found: Vec<(String, Date, bool, Far)> = Vec::new();
    each_date(&*case.deal.data, &mut |path, meaning, date| {
        let far = match meaning {
            Meaning::Plan => far::plan(date.value, case.today),
            // A record that lies ahead is one of those below.
            _ if date.value > case.today => None,
            _ => far::past(date.value, case.today),
        };
        if let Some(far) = far {
            found.push((path.join("."), date, meaning == Meaning::Past, far));
        }
    });
    if deal.book.as_of_given {
        // By the clock `history/future-date` reports them.
        for later in &case.deal.later.dates {
            if let Some(far) = far::past(later.date.value, case.today) {
                found.push((later.path.clone(), later.date, true, far));
            }
        }
    }
    for (at, (path, date, is_past, far)) in found.iter().enumerate() {
        // A date that follows from another key has its place.
        if found[..at]
            .iter()
            .any(|(_, other, ..)| other.span == date.span)
        {
            continue;
        }
        let years = far.years.unsigned_abs();
        let side = if far.years < 0 { "ago" } else { "ahead" };
        let message = format!(
            "{path} is {}, {years} years {side}: {} meant?",
            date.value, far.meant
        );
        let mut finding = out
            .finding(case.deal.place(date.span), message)
            .label("in this year?")
            .subject(path)
            .whose(moves::of_deal(case))
            .help(format!(
                "ask whoever knows the day which year is meant: {}",
                deal.set(date.span, path, "DATE")
            ));
        if *is_past {
            finding.level = Level::Error;
        }
        out.add(finding);
    }
}
