//! `registration/partner-is-a-logo`.

use crate::analysis::moves::{self, Role};
use crate::diagnostic::Fix;
use crate::lint::rule::rule;
use crate::lint::{DealContext, Sink, fixes, suppression, words};
use crate::model::deal::Partner;
use crate::model::scalar::Text;
use crate::text::name;

rule! {
    /// The partner is a company name without a person, or the person has no role.
    ///
    /// A logo is not a contact (D2.1). Nobody can call a company, agree a move with it or thank it; and a name without a role
    /// does not tell a seller whether this person can bring the customer to the table (D4.3).
    ///
    /// ```yaml bad
    /// account: {name: Quayside Ports}
    /// partner: Oakline Partners
    /// ```
    /// ```yaml bad
    /// account: {name: Quayside Ports}
    /// partner: {name: Oakline Partners, contact: Piet Brandsma}
    /// ```
    /// ```yaml good
    /// account: {name: Quayside Ports}
    /// partner: {name: Oakline Partners, contact: {name: Piet Brandsma, role: Partner manager}}
    /// ```
    /// ```yaml good
    /// account: {name: Quayside Ports}
    /// partner: meridian
    /// ```
    pub(super) PARTNER_IS_A_LOGO = "registration/partner-is-a-logo", Error, Deal(check)
}

fn check(deal: &DealContext<'_>, out: &mut Sink<'_>) {
    let case = &deal.case;
    if !suppression::is_logo(case) || suppression::by_placeholder(case, "partner.contact.name") {
        return;
    }
    let Some(partner) = case.deal.partner_name() else {
        return;
    };
    let contact = case
        .deal
        .partner
        .as_ref()
        .and_then(|partner| partner.contact.as_ref());
    let person = contact
        .and_then(|contact| contact.name.as_ref())
        .filter(|_| case.deal.lookup("partner.contact.name").is_present());
    let (span, message, label, subject) = match person {
        None => (
            partner.span,
            format!("{partner} is only a logo: nobody there is named"),
            "who is the person?",
            "partner.contact.name",
        ),
        Some(person) => (
            person.span,
            format!(
                "{person} of {partner} has no role: a name alone does not say what they decide"
            ),
            "in which role?",
            "partner.contact.role",
        ),
    };
    let listed = &case.process.written.partners.entries;
    let listed = listed.iter().find(|(key, known)| {
        *key.value == *partner.value
            || known
                .name
                .as_ref()
                .is_some_and(|name| name.value == partner.value)
    });
    let contact = match person {
        None => words::command(case, "set", &["partner.contact", "NAME, ROLE"]),
        Some(_) => words::command(case, "set", &["partner.contact.role", "ROLE"]),
    };
    let keys = case.process.written.partners.entries.iter();
    let near = name::nearest(partner, keys.map(|(key, _)| &*key.value))
        .or_else(|| named_alike(&case.process.written.partners.entries, partner));
    let help = match listed {
        Some((key, _)) => format!(
            "ask who acts there. 1. for every deal, in [partners.{}] of process.toml: contact = {{ name = \"NAME\", role = \"ROLE\" }}; 2. for \
             this deal: {contact}",
            key.value
        ),
        None if near.is_some() => format!(
            "1. did you mean `{0}` of [partners]? {1}; 2. if not, ask who acts there: {contact}",
            near.unwrap_or_default(),
            words::command(case, "set", &["partner", near.unwrap_or_default()])
        ),
        None => format!("ask who acts there, and in which role: {contact}"),
    };
    let mut finding = out
        .finding(case.deal.place(span), message)
        .label(label)
        .subject(subject)
        .whose(moves::of_role(case, Role::Alliances))
        .help(help);
    finding.fix = near
        .filter(|_| listed.is_none())
        .and_then(|near| fixes::spell(deal.book, case.deal.place(partner.span), partner, near))
        // It may be a different firm with nearly the same name.
        .map(|fix| Fix { safe: false, ..fix });
    let mut required = case.process.required.iter();
    if let Some(path) = required.find(|path| &*path.value == subject && !path.span.is_empty()) {
        finding = finding.related(case.process.place(path.span), "required here");
    }
    out.add(finding);
}

/// Returns the key of the partner whose name differs by words that may be a legal form only, or begins the other one; `None` if there are
/// several.
fn named_alike<'a>(known: &'a [(Text, Partner)], partner: &str) -> Option<&'a str> {
    let key = name::company_key(partner);
    let begins = |long: &str, short: &str| {
        let rest = long.strip_prefix(short);
        rest.is_some_and(|rest| rest.starts_with(' '))
    };
    let mut alike = known.iter().filter(|(_, known)| {
        let known = known.name.as_ref().map(|name| name::company_key(name));
        known.is_some_and(|known| {
            name::bare_key(&known) == name::bare_key(&key)
                || begins(&known, &key)
                || begins(&key, &known)
        })
    });
    let (found, _) = alike.next()?;
    alike.next().is_none().then_some(&*found.value)
}
