//! `registration/domain-of-many`.

use crate::analysis::moves::{self, Role};
use crate::lint::rule::rule;
use crate::lint::{DealContext, Sink, words};
use crate::text::domain;
use crate::text::placeholder::is_placeholder;

rule! {
    /// The account's domain belongs to a mail host, a network or a site builder, so it identifies nobody.
    ///
    /// Accounts are one when their domains are (D2.3), and thousands of companies share such a domain: it is left out, and
    /// the same customer under another name is not noticed (D2.8). The common ones are known; `[registration] shared_domains`
    /// names more.
    ///
    /// ```yaml bad
    /// account: {name: Quayside Ports, domain: gmail.com}
    /// ```
    /// ```yaml bad
    /// account: {name: Quayside Ports, domain: "https://www.linkedin.com/company/quayside"}
    /// ```
    /// ```yaml good
    /// account: {name: Quayside Ports, domain: quayside.example}
    /// ```
    pub(super) DOMAIN_OF_MANY = "registration/domain-of-many", Note, Deal(check)
}

fn check(deal: &DealContext<'_>, out: &mut Sink<'_>) {
    let case = &deal.case;
    let account = case.deal.account.as_ref();
    let written = account.and_then(|account| account.domain.as_ref());
    let Some(written) = written.filter(|written| !is_placeholder(written)) else {
        return;
    };
    let Some(host) = domain::host(written) else {
        return;
    };
    if case.deal.is_closed() || !domain::is_shared(&host, case.process.shared_domains()) {
        return;
    }
    out.add(
        out.finding(
            case.deal.place(written.span),
            format!(
                "{} is a domain that many share: it does not identify the account",
                words::plain(&host)
            ),
        )
        .label("identifies nobody")
        .subject("account.domain")
        .whose(moves::of_role(case, Role::Alliances))
        .help(format!(
            "ask for the customer's own domain. 1. {}; 2. if there is none: {}",
            words::command(case, "set", &["account.domain", "DOMAIN"]),
            words::command(case, "unset", &["account.domain"])
        )),
    );
}
