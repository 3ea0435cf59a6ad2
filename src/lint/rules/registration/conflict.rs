//! `registration/conflict`.

use crate::analysis::Case;
use crate::analysis::conflicts::Conflict;
use crate::analysis::moves::{self, Role};
use crate::analysis::registration::Protection;
use crate::analysis::settlement;
use crate::diagnostic::Diagnostic;
use crate::lint::registrations::Registrations;
use crate::lint::rule::rule;
use crate::lint::{BookContext, Sink, words};
use crate::model::identity::{Identity, SharedKey};
use crate::model::scalar::prose_date;
use crate::model::{Book, Deal};
use crate::text::Span;

use super::answers;

rule! {
    /// Two partners have registered one account or one opportunity, the second while the first was protected.
    ///
    /// A written rule decides between two registrations, not whoever shouts at the close (D2.3). By `[registration]
    /// conflict = "first-registered"` the earlier registration holds, for `[registration] protection` from its
    /// approval, else from its own day (D2.5); a rejected one protects nothing. Two deals concern one account when the
    /// CRM ids, the domains or the names are the same, whatever the others say (D2.8): names without case, accents, punctuation
    /// and legal forms, domains by the part that somebody registered. A domain that many share, such as a mail host's,
    /// identifies nobody; `[registration] shared_domains` names more of them.
    ///
    /// Two deals of one partner are not a conflict: nobody is kept out. Nor are two deals if one lists the other's
    /// partner under `other_partners`: they share it (D2.6), or has on record how it was settled with that partner, in
    /// `handoff.conflict.resolution` (D2.8). A deal that is lost or disqualified has no claim any more; two that were won on one
    /// account still are a conflict.
    ///
    /// ```yaml bad
    /// # deals/quayside.yaml
    /// account: {name: Quayside Ports, domain: quayside.example}
    /// partner: meridian
    /// registered: {date: 2026-08-25, by: Dana Reyes, approved: {date: 2026-08-26, by: Maya Chen}}
    /// # deals/quayside-berths.yaml
    /// account: {name: "QUAYSIDE PORTS, Inc."}
    /// partner: {name: Oakline Partners, contact: {name: Piet Brandsma, role: Partner manager}}
    /// registered: 2026-10-05
    /// ```
    /// ```yaml bad
    /// # deals/quayside.yaml
    /// account: {name: Quayside Ports}
    /// opportunity: {crm_id: 0065g0000QP0001}
    /// partner: meridian
    /// registered: 2026-08-25
    /// # deals/berths.yaml
    /// account: {name: Port of Quayside}
    /// opportunity: {crm_id: 0065g0000QP0001}
    /// partner: {name: Oakline Partners, contact: {name: Piet Brandsma, role: Partner manager}}
    /// registered: 2026-10-05
    /// ```
    /// ```yaml bad
    /// # deals/quayside.yaml
    /// account: {name: Quayside Ports}
    /// partner: meridian
    /// registered: 2026-08-25
    /// outcome: {result: won, date: 2026-11-02, amount: 40000}
    /// # deals/berths.yaml
    /// account: {name: Quayside Ports}
    /// partner: {name: Oakline Partners, contact: {name: Piet Brandsma, role: Partner manager}}
    /// registered: 2026-10-05
    /// outcome: {result: won, date: 2026-11-16, amount: 40000}
    /// ```
    /// ```yaml good
    /// # deals/quayside.yaml
    /// account: {name: Quayside Ports}
    /// partner: meridian
    /// registered: 2026-08-25
    /// # deals/berths.yaml
    /// account: {name: Quayside Ports}
    /// partner: {name: Oakline Partners, contact: {name: Piet Brandsma, role: Partner manager}}
    /// registered: 2026-10-05
    /// handoff:
    ///   conflict:
    ///     checked: 2026-10-06
    ///     competing: [Meridian Cloud Consulting]
    ///     resolution: {how: Meridian keeps the platform and Oakline the berths, by: Maya Chen, date: 2026-10-07}
    /// ```
    /// ```yaml good
    /// # deals/quayside.yaml
    /// account: {name: Quayside Ports}
    /// partner: meridian
    /// registered: 2026-08-25
    /// # deals/quayside-berths.yaml
    /// account: {name: Quayside Ports}
    /// partner: {name: Oakline Partners, contact: {name: Piet Brandsma, role: Partner manager}}
    /// registered:
    ///   date: 2026-10-05
    ///   by: Piet Brandsma
    ///   rejected: {date: 2026-10-06, by: Maya Chen, reason: Registered by Meridian in August}
    /// ```
    /// ```yaml good
    /// # deals/quayside.yaml
    /// account: {name: Quayside Ports}
    /// partner: meridian
    /// registered: 2026-03-02
    /// # deals/quayside-berths.yaml
    /// account: {name: Quayside Ports}
    /// partner: {name: Oakline Partners, contact: {name: Piet Brandsma, role: Partner manager}}
    /// registered: 2026-10-05
    /// ```
    /// ```yaml good
    /// # deals/quayside.yaml
    /// account: {name: Quayside Ports}
    /// opportunity: {name: Berth scheduling}
    /// partner: meridian
    /// registered: 2026-08-25
    /// # deals/quayside-cranes.yaml
    /// account: {name: Quayside Ports}
    /// opportunity: {name: Crane maintenance}
    /// partner: meridian
    /// registered: 2026-10-05
    /// ```
    pub(super) CONFLICT = "registration/conflict", Error, Book(check)
}

fn check(context: &BookContext<'_>, out: &mut Sink<'_>) {
    let Registrations {
        deals,
        identities,
        conflicts,
        ..
    } = context.registrations();
    for conflict in conflicts {
        let (later, first) = (deals[conflict.later], deals[conflict.first]);
        let finding = finding(context, conflict, later, first, identities, out);
        out.add(finding);
    }
}

fn finding(
    context: &BookContext<'_>,
    conflict: &Conflict,
    later: &Deal,
    first: &Deal,
    identities: &[Identity],
    out: &Sink<'_>,
) -> Diagnostic {
    let book = context.book;
    let case = Case::new(book, later, context.evidence);
    let partner = |deal: &Deal| {
        deal.partner_name()
            .map_or_else(String::new, |name| words::plain(name))
    };
    let (newcomer, holder) = (partner(later), partner(first));
    let day = |day| prose_date(day, book.today);
    let until = day(conflict.held.until);
    let what = what(conflict, later, identities);
    let both_won = later.is_closed() && first.is_closed();
    let won = if both_won { ", and won with both" } else { "" };
    let claim = format!("{what} is registered by {holder} and {newcomer}{won}");
    // A registration of the last day is not one before it.
    let meanwhile = if conflict.claimed.from.value == conflict.held.until {
        format!("the second on the last day of the first one's protection ({until})")
    } else {
        format!("the second while the first was protected until {until}")
    };
    let message = match rule_of(book) {
        Rule::FirstRegistered if conflict.is_tie() => format!(
            "{claim}, both on {}: first-registered does not say which of them holds",
            day(conflict.held.from.value)
        ),
        Rule::FirstRegistered => {
            let holds = if conflict.held.until < book.today {
                "held"
            } else {
                "holds"
            };
            format!("{claim}: {holder} came first and {holds} it until {until}")
        }
        Rule::Other(rule) => format!(
            "{claim}, {meanwhile}: process.toml resolves it by {}",
            words::quoted(rule)
        ),
        Rule::None => {
            format!("{claim}, {meanwhile}, and no rule says which of them holds")
        }
    };
    let message = match settlement::why_not_settled(book, later, first) {
        Some(why) => format!("{message}; the resolution on record {why}"),
        None => message,
    };
    let mut finding = out
        .finding(
            later.place(registered_span(later, &conflict.claimed)),
            message,
        )
        .label(format!("{newcomer}: {}", dates(book, &conflict.claimed)))
        .related(
            first.place(registered_span(first, &conflict.held)),
            format!(
                "{holder}: {}, protected until {until}",
                dates(book, &conflict.held)
            ),
        )
        .subject(format!("registered/{}", first.id))
        .whose(moves::of_role(&case, Role::Alliances));
    finding.deal = Some(later.id.clone());
    if let Some(written) = &book.process.written.registration {
        if let Some(length) = written.protection {
            let from = conflict
                .held
                .approved
                .map_or("registration", |_| "approval");
            let says = format!("{} from the {from}", length.value);
            finding = finding.related(book.process.place(length.span), says);
        }
        if let Some(rule) = &written.conflict {
            finding = finding.related(book.process.place(rule.span), "the rule");
        }
    }
    let mut help = answers::to_conflict(&case, conflict, first, &newcomer, &holder);
    if conflict.shared == SharedKey::Name && has_other_keys(conflict, identities) {
        help.push_str(
            "; if they are two customers of one name, write the names so that they differ",
        );
    }
    finding.help(help)
}

/// The rule in process.toml that settles conflicts.
enum Rule<'a> {
    /// The earlier registration holds.
    FirstRegistered,
    /// Another rule, which people apply.
    Other(&'a str),
    /// No rule is written.
    None,
}

fn rule_of(book: &Book) -> Rule<'_> {
    let written = book.process.written.registration.as_ref();
    match written.and_then(|written| written.conflict.as_deref()) {
        None => Rule::None,
        Some(rule) if is_first_registered(rule) => Rule::FirstRegistered,
        Some(rule) => Rule::Other(rule),
    }
}

/// Whether a rule is the one that the program applies, with blanks for hyphens too.
fn is_first_registered(rule: &str) -> bool {
    let rule = rule.trim().replace([' ', '_'], "-");
    rule.eq_ignore_ascii_case("first-registered")
}

/// Returns what both registrations claim: the account, or the opportunity if that is what they have in common.
fn what(conflict: &Conflict, later: &Deal, identities: &[Identity]) -> String {
    let account = later.account_name().map(|name| words::plain(name));
    match (conflict.shared, account) {
        (SharedKey::Opportunity, _) => format!(
            "opportunity {}",
            words::plain(&identities[conflict.later].opportunity)
        ),
        (_, Some(account)) => account,
        (SharedKey::Domain, None) => words::plain(&identities[conflict.later].host),
        (_, None) => "one account".to_owned(),
    }
}

/// Whether the domains or the CRM ids say that two accounts of one name are two.
fn has_other_keys(conflict: &Conflict, identities: &[Identity]) -> bool {
    let (a, b) = (&identities[conflict.later], &identities[conflict.first]);
    let differ = |a: &str, b: &str| !a.is_empty() && !b.is_empty() && a != b;
    differ(&a.host, &b.host) || differ(&a.crm, &b.crm)
}

fn registered_span(deal: &Deal, protection: &Protection) -> Span {
    deal.registered
        .as_ref()
        .map_or(protection.from.span, |registered| registered.key_span)
}

fn dates(book: &Book, protection: &Protection) -> String {
    let day = |day| prose_date(day, book.today);
    let registered = format!("registered {}", day(protection.from.value));
    match protection.approved {
        Some(approved) => format!("{registered}, approved {}", day(approved)),
        None => registered,
    }
}
