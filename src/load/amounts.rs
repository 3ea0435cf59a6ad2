//! Amounts that cannot be used although they were read: lint reports each, and no figure counts them. They stay unread, so that
//! every gate, sum and page has one answer: it is not known what the deal is worth.

use rust_decimal::Decimal;

use crate::model::Process;
use crate::model::book::{Problem, ProblemKind};
use crate::model::deal::Deal;
use crate::model::money::{Amount, check_decimals};
use crate::model::record::{Actual, Expected, ReadProblem, UnreadKey};
use crate::text::{FaultKind, Span, Spanned};

/// Checks the amounts of a deal against their currency. One with too many decimals or without a rate counts as unreadable; nothing
/// at all is a placeholder: a CRM writes 0 if nobody knows. What was signed may be nothing where a note says why.
pub(super) fn check(deal: &mut Deal, process: &Process, add: &mut impl FnMut(ProblemKind, Span)) {
    let data = &mut *deal.data;
    let unread = &mut deal.unread;
    if let Some(opportunity) = &mut data.opportunity {
        let amount = &mut opportunity.amount;
        check_one(amount, "opportunity.amount", process, unread, add);
        lose_nothing(amount, "opportunity.amount", unread);
    }
    if let Some(outcome) = &mut data.outcome {
        let amount = &mut outcome.amount;
        check_one(amount, "outcome.amount", process, unread, add);
        if outcome.note.is_none() {
            lose_nothing(amount, "outcome.amount", unread);
        }
    }
}

fn check_one(
    slot: &mut Option<Spanned<Amount>>,
    path: &str,
    process: &Process,
    unread: &mut Vec<UnreadKey>,
    add: &mut impl FnMut(ProblemKind, Span),
) {
    let Some(Spanned {
        value: amount,
        span,
    }) = *slot
    else {
        return;
    };
    let currencies = &process.currencies;
    let currency = amount.currency.unwrap_or(currencies.base);
    let wrong = |expected: Expected| {
        ProblemKind::from(ReadProblem::WrongType {
            path: path.to_owned(),
            expected,
            found: Actual::Text(amount.currency.map_or_else(
                || amount.value.to_string(),
                |currency| format!("{} {}", amount.value, currency.code()),
            )),
        })
    };
    if let Err(why) = check_decimals(amount.value.scale() as usize, currency) {
        add(wrong(Expected::Decimals { why }), span);
        *slot = None;
    } else if currencies.rate(currency).is_none() {
        add(
            ProblemKind::NoRate {
                currency: currency.code().to_owned(),
            },
            span,
        );
    } else if currencies.convert(amount).is_none() {
        let why = format!("in {} it is more than ten trillion", currencies.base.code());
        add(wrong(Expected::Amount { why: Some(why) }), span);
    } else {
        return;
    }
    unread.push(unknown(path, span, false));
}

fn lose_nothing(slot: &mut Option<Spanned<Amount>>, path: &str, unread: &mut Vec<UnreadKey>) {
    if let Some(nothing) = slot.take_if(|amount| amount.value.value == Decimal::ZERO) {
        unread.push(unknown(path, nothing.span, true));
    }
}

fn unknown(path: &str, span: Span, placeholder: bool) -> UnreadKey {
    UnreadKey {
        path: path.to_owned(),
        span,
        placeholder,
    }
}

/// Drops the amounts and shares that YAML has cut (`{amount: 84,000}` is 84), and amounts that are written twice: lint rejects each,
/// so no figure may use what is left.
pub(super) fn lose_rejected(deal: &mut Deal, text: &str, problems: &[Problem]) {
    if problems.is_empty() {
        return;
    }
    let data = &mut *deal.data;
    let unread = &mut deal.unread;
    let mut lose = |path: &str, key: Span, map: Span, slot: &mut Option<Spanned<Amount>>| {
        let Some(amount) = *slot else { return };
        let twice = |first: Span| {
            first == key
                || (within(first, map) && slice(text, first).trim_matches(QUOTES) == "amount")
        };
        let rejects = |problem: &Problem| match &problem.kind {
            ProblemKind::Text(FaultKind::DuplicateKey { first, .. }) => twice(*first),
            _ => cuts(problem, amount.span, text),
        };
        if problems.iter().any(rejects) {
            *slot = None;
            unread.push(unknown(path, amount.span, false));
        }
    };
    if let Some(opportunity) = &mut data.opportunity {
        let (key, map) = (opportunity.key_span, opportunity.span);
        lose("opportunity.amount", key, map, &mut opportunity.amount);
    }
    if let Some(outcome) = &mut data.outcome {
        let (key, map) = (outcome.key_span, outcome.span);
        lose("outcome.amount", key, map, &mut outcome.amount);
    }
    let others = data.other_partners.iter_mut();
    let others =
        others.filter_map(|other| Some((other.credit.as_mut()?, "other_partners.credit.share")));
    let own = data.credit.as_mut().map(|credit| (credit, "credit.share"));
    for (credit, path) in own.into_iter().chain(others) {
        let is_cut = |span| problems.iter().any(|problem| cuts(problem, span, text));
        if let Some(share) = credit.share.take_if(|share| is_cut(share.span)) {
            unread.push(unknown(path, share.span, false));
        }
    }
}

/// Marks around a key.
const QUOTES: [char; 2] = ['"', '\''];

/// Whether a problem says that a comma inside braces has cut the number of this place in two.
fn cuts(problem: &Problem, number: Span, text: &str) -> bool {
    match &problem.kind {
        ProblemKind::CommaInBraces { text: whole, .. } => whole.start == number.start,
        ProblemKind::Read(ReadProblem::UnknownKey { key, .. }) => {
            let rest = problem.place.span;
            let between = Span {
                start: number.end,
                end: rest.start,
            };
            key.starts_with(|c: char| c.is_ascii_digit())
                && between.start <= between.end
                && slice(text, between).trim() == ","
        }
        _ => false,
    }
}

fn within(inner: Span, outer: Span) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}

fn slice(text: &str, span: Span) -> &str {
    text.get(span.range()).unwrap_or_default()
}
