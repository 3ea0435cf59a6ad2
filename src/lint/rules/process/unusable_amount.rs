//! `process/unusable-amount`.

use crate::analysis::moves;
use crate::lint::rule::rule;
use crate::lint::{BookContext, Sink, words};
use crate::model::money::{Amount, Currencies, parse_amount};
use crate::model::scalar::{Text, parse_date};
use crate::model::{Condition, Criterion};
use crate::text::Span;

rule! {
    /// An amount of process.toml cannot be compared with those of deals.
    ///
    /// A bound of a criterion (D1.3) or of light packets (D4.7) in a currency without a rate, or written as `25.000`, is no amount:
    /// nobody can say whether a deal is above or below it, so no deal meets it, no packet is light, and a criterion with such a `from`
    /// holds for every deal.
    ///
    /// ```toml bad
    /// [process]
    /// name = "Partner co-sell"
    /// currency = "USD"
    /// [[stages]]
    /// id = "registered"
    /// exit = [{ id = "size", field = "opportunity.amount", at_least = "10000 GBP" }]
    /// ```
    /// ```toml bad
    /// stages = [{id = "registered"}]
    /// [process]
    /// name = "Partner co-sell"
    /// currency = "USD"
    /// [handoff]
    /// light = { below = "25.000", required = ["trigger"] }
    /// ```
    /// ```toml bad
    /// [process]
    /// name = "Partner co-sell"
    /// currency = "USD"
    /// [[stages]]
    /// id = "registered"
    /// exit = [{ id = "need", field = "need", from = "25000 GBP" }]
    /// ```
    /// ```toml good
    /// [process]
    /// name = "Partner co-sell"
    /// currency = "USD"
    /// [[stages]]
    /// id = "registered"
    /// exit = [
    ///   { id = "size", field = "opportunity.amount", at_least = 10000 },
    ///   { id = "share", field = "credit.share", at_most = 30 },
    ///   { id = "close", field = "opportunity.close_date", at_least = "2027-02-01" },
    /// ]
    /// ```
    pub(super) UNUSABLE_AMOUNT = "process/unusable-amount", Error, Process(check)
}

fn check(context: &BookContext<'_>, out: &mut Sink<'_>) {
    let process = &context.book.process;
    let currencies = &process.currencies;
    let mut found: Vec<(Span, String, String)> = Vec::new();
    for stage in &process.stages {
        for criterion in &stage.criteria {
            let name = format!("{}/{}", stage.id, criterion.id);
            if let Some(from) = criterion.from
                && let Some(why) = currencies.why_unusable(from.value)
            {
                found.push((from.span, format!("`from` of {}", words::plain(&name)), why));
            }
            for bound in bounds(criterion) {
                if let Some(why) = why_unusable(bound, currencies) {
                    let what = format!("{} of {}", words::quoted(bound), words::plain(&name));
                    found.push((bound.span, what, why));
                }
            }
        }
    }
    let handoff = process.written.handoff.as_ref();
    let light = handoff.and_then(|handoff| handoff.light.as_ref());
    if let Some(below) = light.and_then(|light| light.below.as_ref())
        && let Some(why) = currencies.why_unusable(below.value)
    {
        found.push((below.span, "`below` of light packets".to_owned(), why));
    }
    for (span, what, why) in found {
        let base = currencies.base.code();
        out.add(
            out.finding(
                process.place(span),
                format!("no amount can be compared with {what}: {why}"),
            )
            .label("cannot be used")
            .subject(what)
            .whose(moves::of_process(process))
            .help(format!(
                "write all its digits, in {base} or in a currency whose rate is in [currencies]"
            )),
        );
    }
}

/// Returns the bounds of a criterion on an amount.
fn bounds(criterion: &Criterion) -> impl Iterator<Item = &Text> {
    let is_amount = criterion
        .field
        .as_ref()
        .is_some_and(|field| field.ends_with("amount"));
    let conditions = criterion.conditions.iter().filter(move |_| is_amount);
    conditions.filter_map(|condition| match condition {
        Condition::AtLeast(bound) | Condition::AtMost(bound) => Some(bound),
        _ => None,
    })
}

/// Returns why a bound is no amount that deals can be compared with.
fn why_unusable(bound: &str, currencies: &Currencies) -> Option<String> {
    if parse_date(bound).is_some() {
        return None;
    }
    let usable = |amount: Amount| currencies.why_unusable(amount);
    parse_amount(bound).map_or_else(Some, usable)
}
