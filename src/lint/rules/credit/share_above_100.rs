//! `credit/share-above-100`.

use rust_decimal::Decimal;

use crate::analysis::credit::{self, CreditShare};
use crate::analysis::moves::{self, Role};
use crate::lint::rule::rule;
use crate::lint::{DealContext, Sink, words};

rule! {
    /// The shares of the partners on one deal add up to more than 100%.
    ///
    /// Several partners may share a deal, each with a role and a part of the credit (D2.6). More than the whole cannot
    /// be paid, so one of them was promised what another one has. Shares that are not written down are not guessed.
    ///
    /// ```yaml bad
    /// account: {name: Quayside Ports}
    /// partner: meridian
    /// credit: {rule: referral, share: 80%}
    /// other_partners:
    ///   - {name: Oakline Partners, role: reseller, credit: {rule: referral, share: 30%}}
    /// ```
    /// ```yaml good
    /// account: {name: Quayside Ports}
    /// partner: meridian
    /// credit: {rule: referral, share: 70%}
    /// other_partners:
    ///   - {name: Oakline Partners, role: reseller, credit: {rule: referral, share: 30%}}
    /// ```
    pub(super) SHARE_ABOVE_100 = "credit/share-above-100", Error, Deal(check)
}

/// At most this many partners are named in the message and pointed to.
const NAMED: usize = 5;

fn check(deal: &DealContext<'_>, out: &mut Sink<'_>) {
    let case = &deal.case;
    let shares = credit::shares(case);
    let sum = credit::sum(&shares);
    let Some((last, before)) = shares.split_last().filter(|_| sum > Decimal::ONE_HUNDRED) else {
        return;
    };
    let mut parts: Vec<String> = shares.iter().take(NAMED).map(part).collect();
    if shares.len() > NAMED {
        parts.push(format!("{} more", shares.len() - NAMED));
    }
    let message = format!(
        "{} share {}% of one deal: there is only 100%",
        words::list(&parts),
        sum.normalize()
    );
    let over = (sum - Decimal::ONE_HUNDRED).normalize();
    let mut finding = out
        .finding(case.deal.place(last.share.span), message)
        .label(format!("{over}% too much in all"));
    for share in before.iter().take(NAMED) {
        finding = finding.related(case.deal.place(share.share.span), part(share));
    }
    let ways: Vec<String> = shares
        .iter()
        .take(NAMED)
        .map(|share| {
            let span = share.share.span;
            let others = deal.case.deal.other_partners.iter();
            let other = others.into_iter().find(|other| {
                let credit = other.credit.as_ref();
                credit.is_some_and(|credit| {
                    credit
                        .share
                        .as_ref()
                        .is_some_and(|share| share.span == span)
                })
            });
            let path = other.map_or_else(
                || "credit.share".to_owned(),
                |other| {
                    let item = words::item(deal, "other_partners", other.span);
                    format!("{item}.credit.share")
                },
            );
            let set = words::command(case, "set", &[&path, "SHARE"]);
            let partner = share.partner.map_or_else(|| "it".to_owned(), words::plain);
            format!("{partner} does: {set}")
        })
        .collect();
    out.add(
        finding
            .subject("credit.share")
            .whose(moves::of_role(case, Role::Alliances))
            .help(format!(
                "settle with the partners who gives up {over}%: {}",
                words::ways(&ways)
            )),
    );
}

/// `Oakline Partners 30%`.
fn part(share: &CreditShare<'_>) -> String {
    let partner = share
        .partner
        .map_or_else(|| "a partner without a name".to_owned(), words::plain);
    format!("{partner} {}%", share.share.value.normalize())
}
