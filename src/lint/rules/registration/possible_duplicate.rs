//! `registration/possible-duplicate`.

use crate::analysis::Case;
use crate::analysis::duplicates::{MatchKind, Pair, duplicates, one_partner};
use crate::analysis::moves::{self, Role};
use crate::analysis::registration::{Answer, answer};
use crate::lint::registrations::Registrations;
use crate::lint::rule::rule;
use crate::lint::{BookContext, Sink, words};
use crate::model::Deal;
use crate::model::identity::SharedKey;
use crate::text::Span;

rule! {
    /// Two open deals may be one: they have the same account, or accounts with nearly the same name.
    ///
    /// One customer under two spellings is counted twice in every figure, and hides a conflict between two partners
    /// (D2.3, D8.4). Names are near when they differ by a letter, by spaces, by a plural or an umlaut, in the order of
    /// their words, or when one begins the other; domains when only the ending differs. Names that differ by what may be a
    /// legal form (`Stichting`, `NV`, `e.V.`) are near whatever the domains say, unless the CRM has an account for each. A person decides, starting with
    /// the deal that came later. Two deals whose opportunities have different CRM ids, or different names, are two,
    /// unless two partners bring them under two spellings. What `registration/conflict` reports is not reported again.
    ///
    /// ```yaml bad
    /// # deals/linden.yaml
    /// account: {name: Linden Pharma}
    /// partner: meridian
    /// # deals/lindon.yaml
    /// account: {name: Lindon Pharma GmbH}
    /// partner: {name: Oakline Partners, contact: {name: Piet Brandsma, role: Partner manager}}
    /// ```
    /// ```yaml bad
    /// # deals/quayside.yaml
    /// account: {name: Quayside Ports}
    /// partner: meridian
    /// # deals/quayside-again.yaml
    /// account: {name: Quayside Ports}
    /// partner: meridian
    /// ```
    /// ```yaml good
    /// # deals/quayside.yaml
    /// account: {name: Quayside Ports}
    /// opportunity: {name: Berth scheduling}
    /// partner: meridian
    /// # deals/quayside-cranes.yaml
    /// account: {name: Quayside Ports}
    /// opportunity: {name: Crane maintenance}
    /// partner: meridian
    /// ```
    /// ```yaml good
    /// # deals/fenwick.yaml
    /// account: {name: Fenwick Energy, domain: fenwick-energy.example}
    /// partner: meridian
    /// # deals/mossbank.yaml
    /// account: {name: Mossbank Energy, domain: mossbank.example}
    /// partner: meridian
    /// ```
    pub(super) POSSIBLE_DUPLICATE = "registration/possible-duplicate", Warning, Book(check)
}

fn check(context: &BookContext<'_>, out: &mut Sink<'_>) {
    let Registrations {
        deals,
        identities,
        groups,
        conflicts,
    } = context.registrations();
    let mut open: Vec<bool> = deals.iter().map(|deal| is_open(deal)).collect();
    for conflict in conflicts {
        open[conflict.later] = false;
    }
    for pair in duplicates(deals, identities, groups, &open) {
        // `file/same-id` reports a copy that kept its id.
        if deals[pair.later].id != deals[pair.first].id {
            report(context, &pair, deals[pair.later], deals[pair.first], out);
        }
    }
}

fn is_open(deal: &Deal) -> bool {
    !deal.is_closed() && answer(deal) != Answer::Rejected
}

fn report(context: &BookContext<'_>, pair: &Pair, later: &Deal, first: &Deal, out: &mut Sink<'_>) {
    let book = context.book;
    let case = Case::new(book, later, context.evidence);
    let name = |deal: &Deal| {
        let name = deal.account_name();
        name.map_or_else(|| "an account".to_owned(), |name| words::plain(name))
    };
    let why = match pair.kind {
        MatchKind::Same(SharedKey::Opportunity) => "one opportunity of the CRM",
        MatchKind::Same(SharedKey::CrmAccount) => "one account of the CRM",
        MatchKind::Same(SharedKey::Domain) => "one domain",
        MatchKind::Same(SharedKey::Name) => "one name",
        MatchKind::LegalForm => "one name but for what may be a legal form",
        MatchKind::Spelling => "nearly the same name",
        MatchKind::Beginning => "one name begins the other",
        MatchKind::Domain => "the domains differ in their ending only",
    };
    let other = words::plain(&first.id);
    let which = if one_partner(later, first) || matches!(pair.kind, MatchKind::Same(_)) {
        "no opportunity tells them apart"
    } else {
        "each has its own partner"
    };
    let message = format!(
        "{} may be the customer of {other} ({}): {why}, both are open, and {which}",
        name(later),
        name(first)
    );
    let whose = moves::of_role(&case, Role::Alliances);
    let other_case = Case::new(book, first, context.evidence);
    let each = |path: &str, value: &str| {
        let set = |case: &Case<'_>| words::command(case, "set", &[path, value]);
        format!("{}, then {}", set(&case), set(&other_case))
    };
    let help = if one_partner(later, first) {
        format!(
            "ask {}. 1. if it is one deal, delete one of the files; 2. if not, tell them apart: {}",
            words::who(&whose),
            each("opportunity.name", "NAME")
        )
    } else {
        let key = match pair.kind {
            MatchKind::LegalForm => ("account.crm_id", "ID"),
            _ => ("account.domain", "DOMAIN"),
        };
        format!(
            "ask {}. 1. if it is one customer, write the account the same way in both, and settle whose it is; 2. if not: {}",
            words::who(&whose),
            each(key.0, key.1)
        )
    };
    let span = |deal: &Deal| -> Span {
        let name = deal.account_name().map(|name| name.span);
        name.unwrap_or_else(|| deal.nearest_span("account.name"))
    };
    let mut finding = out
        .finding(later.place(span(later)), message)
        .label(why)
        .related(first.place(span(first)), format!("the account of {other}"))
        .subject(format!("account/{}", first.id))
        .whose(whose)
        .help(help);
    finding.deal = Some(later.id.clone());
    out.add(finding);
}
