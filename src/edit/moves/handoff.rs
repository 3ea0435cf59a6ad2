//! The packet: filling in its fields and sending it (D4).

use crate::analysis::{Case, acceptance};
use crate::edit::{NewValue, Operation, rank};
use crate::model::deal::{Handoff, ResponseResult};

use super::{Move, Outcome, Refusal, Stamp, name, needs_open, real};

/// Fills in fields of the packet: paths of the deal with their values.
///
/// # Errors
/// The deal is closed, and the fields are not those of a conflict, which may be settled later.
pub fn draft(case: &Case<'_>, stamp: &Stamp<'_>, mut values: Vec<(String, NewValue)>) -> Outcome {
    if !values
        .iter()
        .all(|(path, _)| path.starts_with("handoff.conflict."))
    {
        needs_open(case)?;
    }
    values.sort_by_key(|(path, _)| rank(path));
    // What belongs to one map is written at once, so that it is laid out as a whole.
    let mut maps: Vec<(String, NewValue)> = Vec::new();
    for (path, value) in values {
        let is_number = |key: &str| key.parse::<usize>().is_ok();
        let inner = path
            .rsplit_once('.')
            .filter(|(map, key)| *map != "handoff" && !is_number(key));
        let (map, value) = match inner {
            Some((map, key)) => (map.to_owned(), NewValue::Map(vec![(key.to_owned(), value)])),
            None => (path.clone(), value),
        };
        match (maps.iter_mut().find(|(known, _)| *known == map), value) {
            (Some((_, NewValue::Map(known))), NewValue::Map(more)) => known.extend(more),
            (_, value) => maps.push((map, value)),
        }
    }
    // A packet that was declined is kept as it went out; what is written now is the next one.
    let handoff = case.deal.handoff.as_deref();
    let declined = handoff.filter(|handoff| handoff.result() == Some(ResponseResult::Declined));
    let is_new = maps.iter().any(|(path, _)| path.starts_with("handoff."));
    let mut operations = match declined.filter(|_| is_new) {
        Some(handoff) => keep_as_earlier(handoff, stamp),
        None => Vec::new(),
    };
    for (path, value) in maps {
        match value {
            // What is on a list stays there.
            NewValue::List(items) => {
                let known = stamp.written(&path);
                let is_known = |item: &NewValue| match &known {
                    Some(NewValue::List(known)) => known.iter().any(|known| known.says(item)),
                    known => known.as_ref().is_some_and(|known| known.says(item)),
                };
                let new = items.into_iter().filter(|item| !is_known(item));
                operations.extend(new.map(|item| Operation::append(&path, item)));
            }
            value => operations.push(Operation::set(&path, value)),
        }
    }
    Ok(Move::new(
        operations,
        "has more of its packet",
        "draft the packet",
    ))
}

/// Sends the packet to a seller, or records that it went out. A packet that went out before, and was answered or goes to somebody
/// else now, or is sent `again`, is kept among the earlier ones.
///
/// # Errors
/// The deal is closed, or nobody says to whom.
pub fn send(case: &Case<'_>, stamp: &Stamp<'_>, to: Option<&str>, again: bool) -> Outcome {
    needs_open(case)?;
    let deal = name(case);
    let handoff = case.deal.handoff.as_deref();
    let known = case
        .deal
        .seller()
        .and_then(|seller| case.person_name(seller));
    let Some(seller) = to.or(known) else {
        return Err(Refusal::new(
            format!("nobody is named to whom {deal} goes"),
            format!("name the seller: dealctl handoff {deal} send --to NAME"),
        ));
    };
    let sent = handoff.is_some_and(|handoff| handoff.sent_on().is_some());
    let waits = acceptance::present(case).is_some_and(|sent| sent.waits);
    let is_same = known.is_some_and(|known| crate::model::person::same_person(known, seller));
    let was_today = handoff
        .and_then(Handoff::sent_on)
        .is_some_and(|day| day.value == stamp.on);
    if sent && waits && is_same && (!again || was_today) {
        return Ok(Move::done(format!(
            "went to {seller} before, and waits for the answer"
        )));
    }
    let mut operations = Vec::new();
    if let Some(handoff) = handoff.filter(|_| sent || waits) {
        operations.extend(keep_as_earlier(handoff, stamp));
    }
    let own = handoff.and_then(|handoff| real(handoff.seller.as_ref()));
    if own.is_none_or(|own| !crate::model::person::same_person(own, seller)) {
        operations.push(Operation::set("handoff.seller", NewValue::text(seller)));
    }
    operations.push(Operation::set("handoff.sent", stamp.date()));
    Ok(Move::new(
        operations,
        format!("sent to {seller}"),
        format!("send the packet to {seller}"),
    ))
}

/// What is kept of a packet that went out before: to whom, when, the answer and the review. Its texts are in git.
fn keep_as_earlier(handoff: &Handoff, stamp: &Stamp<'_>) -> Vec<Operation> {
    let part = |key: &str| stamp.written(&format!("handoff.{key}"));
    let item = NewValue::map([
        ("seller", part("seller")),
        ("sent", part("sent")),
        ("response", part("response")),
        ("review", part("review")),
    ]);
    let mut operations = vec![Operation::append("earlier_handoffs", item)];
    for (key, is_there) in [
        ("sent", handoff.sent.is_some()),
        ("response", handoff.response.is_some()),
        ("review", handoff.review.is_some()),
    ] {
        if is_there {
            operations.push(Operation::remove(&format!("handoff.{key}")));
        }
    }
    operations
}
