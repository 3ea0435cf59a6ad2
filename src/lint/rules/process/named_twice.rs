//! `process/named-twice`.

use std::collections::HashMap;

use iso_currency::Currency;

use crate::analysis::moves;
use crate::lint::rule::rule;
use crate::lint::{BookContext, Sink, words};
use crate::text::Span;
use crate::text::name::company_key;

rule! {
    /// Two things of process.toml have one name, or the process currency has a rate of its own.
    ///
    /// Two stages called “Qualified” are one stage in every table, and ids that differ by case only are mixed up by whoever types
    /// them (D1.1). One partner with two keys is counted as two (D8.3). A rate for the process currency is never used, and makes
    /// people think that it is.
    ///
    /// ```toml bad
    /// stages = [{id = "vetted", name = "Qualified"}, {id = "qualified", name = "Qualified"}]
    /// [process]
    /// name = "Partner co-sell"
    /// currency = "USD"
    /// ```
    /// ```toml bad
    /// stages = [{id = "joint"}, {id = "Joint"}]
    /// [process]
    /// name = "Partner co-sell"
    /// currency = "USD"
    /// ```
    /// ```toml bad
    /// stages = [{id = "registered"}]
    /// [process]
    /// name = "Partner co-sell"
    /// currency = "USD"
    /// [currencies]
    /// USD = 1.1
    /// ```
    /// ```toml bad
    /// stages = [{id = "registered"}]
    /// [process]
    /// name = "Partner co-sell"
    /// currency = "USD"
    /// [partners.meridian]
    /// name = "Meridian Cloud Consulting"
    /// [partners.meridian-cloud]
    /// name = "meridian cloud consulting"
    /// ```
    /// ```toml good
    /// stages = [{id = "vetted", name = "Vetted"}, {id = "qualified", name = "Qualified"}]
    /// [process]
    /// name = "Partner co-sell"
    /// currency = "USD"
    /// [currencies]
    /// EUR = 1.08
    /// ```
    pub(super) NAMED_TWICE = "process/named-twice", Warning, Process(check)
}

fn check(context: &BookContext<'_>, out: &mut Sink<'_>) {
    let process = &context.book.process;
    let written = &process.written;
    let stages = &process.stages;
    let ids = stages.iter().map(|stage| (&*stage.id.value, stage.id.span));
    twice(context, "two stages have ids", ids, out);
    let names = written
        .stages
        .iter()
        .filter_map(|stage| stage.name.as_ref());
    let names = names.map(|name| (&*name.value, name.span));
    twice(context, "two stages are called", names, out);
    let partners = written.partners.entries.iter();
    let names = partners.filter_map(|(_, partner)| partner.name.as_ref());
    // One company with and without its legal form is one partner.
    twice_by(
        &company_key,
        context,
        "two entries of [partners] are called",
        names.map(|name| (&*name.value, name.span)),
        out,
    );
    let keys = written
        .partners
        .entries
        .iter()
        .map(|(key, _)| (&*key.value, key.span));
    twice(context, "two entries of [partners] have keys", keys, out);
    let rules = written
        .credit
        .iter()
        .flat_map(|credit| &credit.rules.entries);
    twice(
        context,
        "two credit rules are called",
        rules.map(|(key, _)| (&*key.value, key.span)),
        out,
    );
    let attribution = written.attribution.iter();
    let kinds = attribution.flat_map(|attribution| &attribution.touches);
    let kinds = kinds.flat_map(|kinds| &kinds.0);
    let kinds = kinds.map(|kind| (&*kind.value, kind.span));
    twice(context, "two kinds of touch are called", kinds, out);
    for stage in stages {
        let reasons = stage.disqualify.iter();
        let what = format!("two reasons of {} are called", stage.name);
        twice(
            context,
            &what,
            reasons.map(|reason| (&*reason.value, reason.span)),
            out,
        );
    }
    let base = process.currencies.base;
    for (code, rate) in &written.currencies.entries {
        if Currency::from_code(&code.value) != Some(base) {
            continue;
        }
        out.add(
            out.finding(
                process.place(code.span),
                format!(
                    "{} is the process currency, and its rate of {} is never used",
                    base.code(),
                    rate.value
                ),
            )
            .label("no rate is needed")
            .subject(&*code.value)
            .whose(moves::of_process(process))
            .help("delete the line; if [process] currency is the wrong one, correct that"),
        );
    }
}

/// Reports names that are the same, or differ by case and blanks only.
fn twice<'a>(
    context: &BookContext<'_>,
    what: &str,
    names: impl Iterator<Item = (&'a str, Span)>,
    out: &mut Sink<'_>,
) {
    let fold = |name: &str| {
        let words: Vec<&str> = name.split_whitespace().collect();
        words.join(" ").to_lowercase()
    };
    twice_by(&fold, context, what, names, out);
}

/// Reports names that are the same once they are folded.
fn twice_by<'a>(
    fold: &dyn Fn(&str) -> String,
    context: &BookContext<'_>,
    what: &str,
    names: impl Iterator<Item = (&'a str, Span)>,
    out: &mut Sink<'_>,
) {
    let process = &context.book.process;
    let mut seen: HashMap<String, (&str, Span)> = HashMap::new();
    for (name, span) in names {
        let folded = fold(name);
        let Some((first, at)) = seen.get(&folded) else {
            seen.insert(folded, (name, span));
            continue;
        };
        let (first_name, second_name) = (words::quoted(first), words::quoted(name));
        let message = if *first == name {
            format!("{what} {second_name}")
        } else if what.ends_with("called") {
            format!("{what} nearly the same: {first_name} and {second_name}")
        } else {
            format!("{what} that differ by case only: {first_name} and {second_name}")
        };
        out.add(
            out.finding(process.place(span), message)
                .label("the second")
                .related(process.place(*at), "the first")
                .subject(words::plain(name))
                .whose(moves::of_process(process))
                .help("give each a name of its own; if they are one, keep one entry and name that in the deals"),
        );
    }
}
