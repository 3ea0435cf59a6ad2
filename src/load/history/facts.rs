//! Reduces one version of a deal's file to the few values that rules on the past need. The sections are read by the
//! model's own types, so that short forms mean the same as today.

use chrono::NaiveDate;

use crate::model::deal::{
    Account, Credit, Handoff, History, Opportunity, Outcome, Partner, Registered, Reopened, Roles,
};
use crate::model::past::{Claim, Facts, Groups, cut};
use crate::model::record::{OneOrMany, Reader, Slot};
use crate::model::scalar::{Text, parse_date};
use crate::text::placeholder::is_placeholder;
use crate::text::{Limits, Node, Value, yaml};

use crate::load::sections;

/// How much of a version is requested.
#[derive(Clone, Copy, Debug)]
pub(super) struct Want<'a> {
    /// Its sections; leaving the others out makes reading the past about twice as fast.
    pub(super) sections: &'a [&'a str],
    /// Whether the days on which packets were sent are requested.
    pub(super) sendings: bool,
}

/// Returns the facts of a version in the requested sections; `None` if they do not parse.
pub(super) fn read(bytes: &[u8], want: Want<'_>, limits: &Limits) -> Option<Facts> {
    let text = std::str::from_utf8(bytes).ok()?;
    let keys = want.sections;
    let short = sections::alone(text, keys);
    let of_sections = short.as_deref().and_then(|short| map(short, limits));
    // An alias may need what was left out, and a file without any of the sections may still be a deal.
    let root = of_sections.or_else(|| map(text, limits))?;
    let mut facts = of(&RequestedSections { root: &root, keys });
    if want.sendings {
        facts.sent = sent_days(text, limits);
    }
    Some(facts)
}

/// The sections of the handoffs; they are half of a file, so they are read only where something was sent.
const HANDOFFS: &[&str] = &["handoff", "earlier_handoffs"];

fn sent_days(text: &str, limits: &Limits) -> Vec<NaiveDate> {
    if !text.contains("sent") {
        return Vec::new();
    }
    let short = sections::alone(text, HANDOFFS);
    if let Some(days) = short.as_deref().and_then(plainly_sent) {
        return days;
    }
    let of_sections = short.as_deref().and_then(|short| map(short, limits));
    let Some(root) = of_sections.or_else(|| map(text, limits)) else {
        return Vec::new();
    };
    let earlier = match root.get("earlier_handoffs").map(|node| &node.value) {
        Some(Value::List(items)) => items.as_slice(),
        _ => &[],
    };
    let handoffs = root.get("handoff").into_iter().chain(earlier);
    handoffs.filter_map(sent_day).collect()
}

/// Returns the days right after the keys `sent`; `None` if any is written otherwise. Parsing the handoffs, half of a
/// file, would slow reading the past by half.
fn plainly_sent(sections: &str) -> Option<Vec<NaiveDate>> {
    let mut days = Vec::new();
    for (at, key) in sections.match_indices("sent") {
        let before = sections[..at].chars().next_back();
        let after = &sections[at + key.len()..];
        let Some(value) = after.strip_prefix(':') else {
            // A word of prose, or a key in quotation marks.
            if after.starts_with(['"', '\'', ' ']) && before.is_none_or(|c| !c.is_alphanumeric()) {
                let next = after.trim_start_matches(['"', '\'', ' ']);
                if next.starts_with(':') {
                    return None;
                }
            }
            continue;
        };
        if before.is_some_and(|c| c.is_alphanumeric() || c == '_') {
            continue;
        }
        let value = value.trim_start_matches(' ');
        let end = value
            .find([',', '}', '\n', '\r', ' '])
            .unwrap_or(value.len());
        days.push(parse_date(&value[..end])?);
    }
    Some(days)
}

fn sent_day(handoff: &Node<'_>) -> Option<NaiveDate> {
    let sent = handoff.get("sent")?;
    let day = sent.get("date").unwrap_or(sent);
    match &day.value {
        Value::Scalar(scalar) => parse_date(&scalar.text),
        _ => None,
    }
}

/// The sections of a deal that are requested; any other one reads as empty, whether it was parsed or not.
struct RequestedSections<'a, 't> {
    root: &'a Node<'t>,
    keys: &'a [&'a str],
}

impl RequestedSections<'_, '_> {
    fn section<T: Slot>(&self, key: &str) -> T {
        let mut slot = T::default();
        if let Some(node) = self.root.get(key).filter(|_| self.keys.contains(&key)) {
            slot.fill(node, &mut Reader::default());
        }
        slot
    }

    /// Returns the result of the outcome as it is written, even if it is not a word that a deal can have.
    fn result(&self) -> Option<Box<str>> {
        let outcome = self.root.get("outcome")?;
        let result = match &outcome.value {
            Value::Map(_) => outcome.get("result")?,
            _ => outcome,
        };
        let mut text: Option<Text> = None;
        text.fill(result, &mut Reader::default());
        known(text.as_ref())
    }
}

fn map<'t>(text: &'t str, limits: &Limits) -> Option<Node<'t>> {
    let document = yaml::parse(text, limits);
    let broken = document.faults.iter().any(|fault| fault.kind.is_fatal());
    (!broken && matches!(document.root.value, Value::Map(_))).then_some(document.root)
}

fn of(requested: &RequestedSections<'_, '_>) -> Facts {
    let opportunity: Option<Opportunity> = requested.section("opportunity");
    let registered: Option<Registered> = requested.section("registered");
    let credit: Option<Credit> = requested.section("credit");
    let outcome: Option<Outcome> = requested.section("outcome");
    let history: History = requested.section("history");
    let mut facts = Facts {
        registered: registered
            .and_then(|registered| registered.date)
            .map(|date| date.value),
        stages: history
            .entries
            .iter()
            .filter_map(|entry| {
                Some(Claim {
                    stage: word(entry.stage.as_ref()?),
                    date: entry.date.map(|date| date.value),
                })
            })
            .collect(),
        groups: groups(requested),
        ..Facts::default()
    };
    if let Some(opportunity) = opportunity {
        facts.crm_id = known(opportunity.crm_id.as_ref());
        facts.amount = opportunity.amount.map(|amount| amount.value);
        facts.close_date = opportunity.close_date.map(|date| date.value);
    }
    if let Some(credit) = credit {
        facts.credit_rule = known(credit.rule.as_ref());
        facts.credit_share = credit.share.map(|share| share.value);
    }
    let reopened: OneOrMany<Reopened> = requested.section("reopened");
    let days = reopened.iter().filter_map(|one| one.date);
    facts.reopened = days.map(|day| day.value).max();
    let is_ended = |outcome: &Outcome| {
        let closed = outcome.date.map(|date| date.value);
        closed.is_some_and(|closed| facts.reopened.is_some_and(|day| day >= closed))
    };
    if let Some(outcome) = outcome.filter(|outcome| !is_ended(outcome)) {
        facts.result = requested.result();
        facts.closed_on = outcome.date.map(|date| date.value);
        facts.outcome_amount = outcome.amount.map(|amount| amount.value);
        let written = requested
            .root
            .get("outcome")
            .and_then(|node| node.get("amount"));
        facts.names_signed = written.is_some_and(|node| !matches!(node.value, Value::Null));
        facts.outcome_reason = known(outcome.reason.as_deref());
    }
    facts
}

fn groups(requested: &RequestedSections<'_, '_>) -> Groups {
    let partner: Option<Partner> = requested.section("partner");
    let account: Option<Account> = requested.section("account");
    let handoff: Option<Box<Handoff>> = requested.section("handoff");
    let roles: Option<Roles> = requested.section("roles");
    let owner: Option<Text> = requested.section("owner");
    let is_asked = handoff.and_then(|handoff| known(handoff.seller.as_ref()));
    Groups {
        partner: partner.and_then(|partner| known(partner.name.as_ref())),
        seller: is_asked.or_else(|| known(roles?.customer.as_ref())),
        owner: known(owner.as_ref()),
        segment: account.and_then(|account| known(account.segment.as_ref())),
    }
}

fn known(text: Option<&Text>) -> Option<Box<str>> {
    text.filter(|text| !text.trim().is_empty() && !is_placeholder(text))
        .map(word)
}

fn word(text: &Text) -> Box<str> {
    cut(text).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEYS: &[&str] = crate::load::history::RULES;
    const WANT: Want<'_> = Want {
        sections: KEYS,
        sendings: true,
    };

    fn facts(text: &str) -> Option<Facts> {
        read(text.as_bytes(), WANT, &Limits::default())
    }

    #[test]
    fn short_forms_say_the_same_as_long_ones() {
        let short =
            facts("registered: 2026-09-28\ncredit: referral\nhistory: {registered: 2026-09-28}\n");
        let long = facts(
            "registered: {date: 2026-09-28}\ncredit: {rule: referral}\n\
             history:\n  - {stage: registered, date: 2026-09-28, by: Maya Chen}\n",
        );
        assert!(short.is_some());
        assert_eq!(short, long);
    }

    #[test]
    fn the_sections_alone_say_what_the_whole_file_says() {
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("deals");
        let mut plain = 0;
        for entry in walkdir::WalkDir::new(root).into_iter().flatten() {
            let Ok(text) = std::fs::read_to_string(entry.path()) else {
                continue;
            };
            let limits = Limits::default();
            let Some(whole) = map(&text, &limits) else {
                continue;
            };
            plain += usize::from(sections::alone(&text, KEYS).is_some());
            let requested = RequestedSections {
                root: &whole,
                keys: KEYS,
            };
            let mut of_whole = of(&requested);
            of_whole.sent = sent_days(&text, &limits);
            assert_eq!(facts(&text), Some(of_whole), "{}", entry.path().display());
        }
        assert!(plain > 40, "{plain}");
        let alias = "need: &day 2026-09-28\nhistory: {registered: *day}\n";
        let plain = "need: 2026-09-28\nhistory: {registered: 2026-09-28}\n";
        assert_eq!(
            facts(alias).map(|facts| facts.stages),
            facts(plain).map(|facts| facts.stages)
        );
    }

    #[test]
    fn days_of_sending_are_found_in_every_form() {
        let day = |text: &str| text.parse::<NaiveDate>().expect("a day");
        let sent = |text: &str| facts(text).expect("a map").sent;
        for text in [
            "handoff:\n  owner: Priya Raman\n  sent: 2026-09-14\n",
            "handoff: {owner: Priya Raman, sent: 2026-09-14}\n",
            "handoff:\n  sent: {date: 2026-09-14, by: Priya Raman}\n",
            "handoff:\n    sent: 2026-09-14 # on Monday\n",
            "handoff: {\"sent\": 2026-09-14, note: he sent it}\n",
            "handoff:\n  sent:\n    by: Priya Raman\n    date: 2026-09-14\n",
            "handoff:\n  note: 'it was sent: by post'\n  sent: 2026-09-14\n",
            "handoff:\n  sent: 2026-09-14T10:00:00Z\n",
            "earlier_handoffs:\n  - sent: 2026-09-14\n",
        ] {
            assert_eq!(sent(text), [day("2026-09-14")], "{text}");
        }
        assert_eq!(
            sent("earlier_handoffs: [{sent: 2026-09-07}]\nhandoff:\n  sent: 2026-09-14\n"),
            [day("2026-09-07"), day("2026-09-14")]
        );
        for text in [
            "handoff:\n  note: sent\n",
            "need: sent\n",
            "handoff: sent\n",
        ] {
            assert!(sent(text).is_empty(), "{text}");
        }
    }

    #[test]
    fn what_does_not_parse_says_nothing() {
        for text in ["a: [", "- a\n", "", "<<<<<<< a\n=======\n>>>>>>> b\n"] {
            assert_eq!(facts(text), None, "{text}");
        }
        assert_eq!(read(b"a: \xff", WANT, &Limits::default()), None);
    }

    #[test]
    fn a_placeholder_is_no_value() {
        let facts = facts("credit: tbd\nopportunity: {crm_id: tbd}\n").expect("a map");
        assert_eq!((facts.credit_rule, facts.crm_id), (None, None));
    }
}
