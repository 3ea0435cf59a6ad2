//! `credit/open-at-close`.

use crate::analysis::moves::{self, Role};
use crate::lint::rule::rule;
use crate::lint::{DealContext, Sink, suppression, words};
use crate::model::Found;
use crate::model::scalar::prose_date;

rule! {
    /// A deal was won, and how the partner is credited is still open.
    ///
    /// The credit rule is set at entry; one that is open when the money comes in is settled by whoever pays (D2.2), and
    /// the close cannot apply it as set (D3.6). Where `[registration] required` or a gate asks for the rule, that
    /// finding is reported instead.
    ///
    /// ```yaml bad
    /// # optional: credit.rule
    /// account: {name: Quayside Ports}
    /// partner: meridian
    /// outcome: {result: won, date: 2026-11-04, by: Sam Ortiz, amount: 64500}
    /// ```
    /// ```yaml bad
    /// # optional: credit.rule
    /// account: {name: Quayside Ports}
    /// partner: meridian
    /// credit: tbd
    /// outcome: {result: won, date: 2026-11-04, by: Sam Ortiz, amount: 64500}
    /// ```
    /// ```yaml good
    /// # optional: credit.rule
    /// account: {name: Quayside Ports}
    /// partner: meridian
    /// credit: referral
    /// outcome: {result: won, date: 2026-11-04, by: Sam Ortiz, amount: 64500}
    /// ```
    /// ```yaml good
    /// # optional: credit.rule
    /// account: {name: Quayside Ports}
    /// partner: meridian
    /// outcome: {result: lost, date: 2026-11-04, by: Sam Ortiz, reason: no budget}
    /// ```
    pub(super) OPEN_AT_CLOSE = "credit/open-at-close", Error, Deal(check)
}

fn check(deal: &DealContext<'_>, out: &mut Sink<'_>) {
    let case = &deal.case;
    let found = case.deal.lookup("credit.rule");
    let is_open = matches!(found, Found::Absent | Found::Placeholder(_));
    let Some(outcome) = case
        .deal
        .outcome
        .as_ref()
        .filter(|_| case.is_won() && is_open)
    else {
        return;
    };
    let spoken =
        |path| suppression::by_registration(case, path) || suppression::by_gate(deal, path);
    if spoken("credit.rule") || spoken("credit") {
        return;
    }
    let partner = words::partner(case);
    let on = outcome.date.map_or_else(String::new, |date| {
        let days = (case.today - date.value).num_days();
        let ago = match days {
            0 => "today".to_owned(),
            1 => "a day ago".to_owned(),
            days => format!("{days} days ago"),
        };
        format!(" on {}, {ago}", prose_date(date.value, case.today))
    });
    let known: Vec<&str> = case.process.credit_rules().collect();
    let one_of = match known.len() {
        0 => String::new(),
        1..=8 => format!(" (RULE is one of {})", words::list(&known)),
        _ => " (RULE is one of those in process.toml)".to_owned(),
    };
    let set = |path: &str, value: &str| words::command(case, "set", &[path, value]);
    let span = case.deal.nearest_span("credit.rule");
    let mut finding = out.finding(
        case.deal.place(span),
        format!("this was won{on}, but how {partner} is credited is still open"),
    );
    if span != outcome.key_span {
        finding = finding.related(case.deal.place(outcome.key_span), "won here");
    }
    out.add(
        finding
            .label("no credit rule")
            .subject("credit.rule")
            .whose(moves::of_role(case, Role::Alliances))
            .help(format!(
                "ask {partner} what was agreed{one_of}: {}",
                words::ways(&[
                    format!("it was agreed at the entry: {}", set("credit.rule", "RULE")),
                    format!(
                        "it is agreed only now: {} and {}",
                        set("credit.rule", "RULE"),
                        set("credit.set_on", "DATE")
                    ),
                ])
            )),
    );
}
