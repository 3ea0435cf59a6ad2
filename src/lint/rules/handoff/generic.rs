//! `handoff/generic`.

use crate::analysis::Case;
use crate::analysis::moves::{self, Role};
use crate::lint::rule::rule;
use crate::lint::{BookContext, Sink, words};
use crate::text::Place;

use super::texts::{self, FIELDS, Field};

rule! {
    /// A packet describes the need, the value or the partner in words that would fit any packet.
    ///
    /// Keep building while the use case could apply to any account (D4.3): a seller reads two such packets, and skims
    /// the third. A text counts as generic when it is nearly that of a deal with another account, the names of both
    /// left aside (`[lint.limits] generic`, 60 per cent unless process.toml says otherwise), or when it says why the
    /// partner matters and mentions nothing of this deal: no customer, no number, no word of the need. Only packets
    /// that can still be fixed are checked: those without an answer, up to the handoff.
    ///
    /// ```yaml bad
    /// # deals/quayside.yaml
    /// account: {name: Quayside Ports}
    /// partner: {name: Meridian Systems}
    /// handoff: {why_partner: Meridian ran Quayside's data migration and still meets its operations team every month.}
    /// # deals/halden.yaml
    /// account: {name: Halden Foods}
    /// partner: {name: Oakline Partners}
    /// handoff: {why_partner: Oakline ran Halden's data migration and still meets its operations team every month.}
    /// ```
    /// ```yaml bad
    /// account: {name: Quayside Ports}
    /// need: Berth planners re-key the tide table, and ships wait.
    /// handoff: {why_partner: They are a trusted leader in the region with a strong footprint.}
    /// ```
    /// ```yaml good
    /// # deals/quayside.yaml
    /// account: {name: Quayside Ports}
    /// handoff: {why_partner: Meridian built Quayside's berth planning and sits in its control room on Tuesdays.}
    /// # deals/halden.yaml
    /// account: {name: Halden Foods}
    /// handoff: {why_partner: Meridian moved Halden's order data in May and answers its rebate queries today.}
    /// ```
    pub(super) GENERIC = "handoff/generic", Note, Book(check)
}

fn check(context: &BookContext<'_>, out: &mut Sink<'_>) {
    let book = context.book;
    let of = |deal| Case::new(book, deal, context.evidence);
    let open: Vec<bool> = book.deals.iter().map(|deal| is_open(&of(deal))).collect();
    if !open.contains(&true) {
        return;
    }
    let mut found: Vec<Vec<(&Field, Place, String)>> = vec![Vec::new(); book.deals.len()];
    let names = texts::names(book);
    for field in &FIELDS {
        for (n, other, like) in texts::copies(book, &names, field, &open) {
            let (deal, other) = (&book.deals[n], &book.deals[other]);
            if let Some(text) = (field.2)(deal) {
                let says = format!("{like}% as in {}", words::plain(&other.id));
                found[n].push((field, deal.place(text.span), says));
            }
        }
    }
    for (n, deal) in book.deals.iter().enumerate().filter(|(n, _)| open[*n]) {
        let case = of(deal);
        let why =
            (FIELDS[0].2)(deal).filter(|_| found[n].iter().all(|found| found.0.0 != FIELDS[0].0));
        if let Some(why) = why.filter(|why| texts::names_nothing(&case, why)) {
            let says = "nothing of this customer".to_owned();
            found[n].insert(0, (&FIELDS[0], deal.place(why.span), says));
        }
        report(&case, &found[n], out);
    }
}

/// Returns whether the packet can still be fixed: the deal is open and not past the handoff, and the packet has no answer.
fn is_open(case: &Case<'_>) -> bool {
    let answered = |handoff: &crate::model::deal::Handoff| handoff.response.is_some();
    let past = case.handoff_position();
    case.deal
        .handoff
        .as_deref()
        .is_some_and(|handoff| !answered(handoff))
        && !case.deal.is_closed()
        && !past.is_some_and(std::cmp::Ordering::is_gt)
}

fn report(case: &Case<'_>, found: &[(&Field, Place, String)], out: &mut Sink<'_>) {
    let Some(((field, place, label), rest)) = found.split_first() else {
        return;
    };
    let what: Vec<&str> = found.iter().map(|(field, ..)| field.1).collect();
    let mut finding = out
        .finding(
            *place,
            format!("{} could stand in any packet", words::list(&what)),
        )
        .label(label)
        .subject(field.0)
        .whose(moves::of_role(case, Role::PartnerMarketing));
    for (_, place, label) in rest {
        finding = finding.related(*place, label);
    }
    finding.deal = Some(case.deal.id.clone());
    let account = case.deal.account_name().map(|name| words::plain(name));
    let account = account.as_deref().unwrap_or("this customer");
    let set = |field: &Field| match field.0.strip_prefix("handoff.") {
        Some(key) => words::command(case, "handoff", &["draft", &format!("{key}=TEXT")]),
        None => words::command(case, "set", &[field.0, "TEXT"]),
    };
    let commands: Vec<String> = found.iter().map(|(field, ..)| set(field)).collect();
    out.add(finding.help(format!(
        "say what is so only at {account}, what was done there, with whom, how many, since when: {}",
        commands.join(", then ")
    )));
}
