//! `file/placeholder`.

use crate::lint::rule::rule;
use crate::lint::{DealContext, Sink, demanded, words};
use crate::model::money::parse_amount;
use crate::text::placeholder::{is_no_answer, is_placeholder};
use crate::text::{Span, safe};

rule! {
    /// A placeholder such as `tbd` is written where a value is required.
    ///
    /// It looks filled in to whoever skims the file and is useless to the person who must act on it: the seller who
    /// gets `seller_move: tbd` has no next move (D4.4). It counts as missing everywhere. Where nothing requires the
    /// value yet, a placeholder is as good as a blank and is left alone.
    ///
    /// ```yaml bad
    /// account: {name: Quayside Ports}
    /// partner: meridian
    /// registered: tbd
    /// need: "?"
    /// credit: n/a
    /// ```
    /// ```yaml bad
    /// account: {name: Quayside Ports}
    /// qualification: {by: Luis Ortega, budget: TBD}
    /// history: {registered: 2026-09-28, qualified: 2026-10-01, handoff: 2026-10-09}
    /// ```
    /// ```yaml bad
    /// account: {name: Quayside Ports}
    /// handoff: {owner: Priya Raman, seller_move: tbd, sent: 2026-10-12}
    /// ```
    /// ```yaml good
    /// account: {name: Quayside Ports}
    /// partner: meridian
    /// registered: 2026-09-28
    /// need: Berth planners re-key the tide table.
    /// credit: referral
    /// opportunity: {close_date: tbd}
    /// qualification: {by: Luis Ortega, budget: tbd}
    /// handoff: {owner: Priya Raman, seller_move: tbd}
    /// history: {registered: 2026-09-28, qualified: 2026-10-01}
    /// ```
    pub(super) PLACEHOLDER = "file/placeholder", Error, Deal(check)
}

/// Whether a word is a placeholder, where a name or an amount is asked for too.
fn says_nothing(word: &str) -> bool {
    let is_zero = || parse_amount(word).is_ok_and(|amount| amount.value.is_zero());
    is_placeholder(word) || is_no_answer(word) || is_zero()
}

fn check(deal: &DealContext<'_>, out: &mut Sink<'_>) {
    let mut seen: Vec<Span> = Vec::new();
    for required in demanded::placeholders(deal) {
        if seen.contains(&required.span) {
            continue;
        }
        seen.push(required.span);
        let word = Some(deal.text(required.span)).filter(|word| says_nothing(word));
        let word = word.map_or_else(|| "a placeholder".to_owned(), safe::quoted);
        let message = format!("{} is {word}, and {}", required.path, required.because);
        let mut finding = out
            .finding(deal.case.deal.place(required.span), message)
            .label("only the place of a value")
            .subject(&required.path)
            .help(format!(
                "ask {}, then: {}",
                words::who(&required.whose),
                words::recording(&deal.case, &required.path)
            ))
            .whose(required.whose);
        if let Some((place, demand)) = required.demand {
            finding = finding.related(place, demand);
        }
        out.add(finding);
    }
}
