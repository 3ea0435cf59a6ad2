//! Thousands of random changes over hard YAML. Each is judged by another YAML library: it must lead to what was meant there, or be
//! refused, and every byte that was there is still there, in its order.

use dealctl::edit::{NewValue, Operation, apply};
use dealctl::text::{Limits, yaml};
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{RngCore, SeedableRng};
use serde_yaml::Value;

/// Pieces of files, as people write them and as they should not.
const SECTIONS: [&str; 30] = [
    "account: {name: Northwind Logistics, domain: northwind.example} # the plant",
    "account:\n  name: \"Say \\\"hi\\\", Ltd\"\n\n  # found by Maya\n  domain:   northwind.example   # theirs",
    "'account': {'name': 'It''s us', \"domain\": x.example}",
    "account: Halden Foods",
    "opportunity: {name: \"Berth scheduling, phase 1\",\n  amount: 66000,   # signed\n  close_date: 2027-03-31,\n}",
    "opportunity:\n    amount:   84000\n    call: &call commit\n    name: >-\n      Folded\n      words\n\n      here\n",
    "opportunity: {amount: 84000, call: commit}",
    "opportunity:",
    "partner: meridian # of record",
    "partner:\n  name: Meridian\n  contact: {name: Dana Reyes, role: 'Alliances, lead'}",
    "registered: 2026-08-25",
    "registered: {date: 2026-08-25, by: Dana Reyes, approved: {date: 2026-08-26, by: Maya Chen}}",
    "need: |+\n  Reconcile invoices.\n\n  Eleven people.\n\n",
    "need: |\n  One\n    two # not a comment\n  three",
    "need: \"two\n  lines \\\n  here\"",
    "need: Reconcile, without matching [all] of it",
    "credit: referral",
    "credit: {rule: referral} # {set_on: never}",
    "qualification:\n  by: Luis Ortega\n  budget: confirmed\n  timing: {status: open, note: \"# not\"}\n  # fit comes later",
    "roles: {customer: &sam Sam Ortiz, technical: Dana Reyes, close: *sam}",
    "handoff:\n  seller: Sam Ortiz\n  trigger:\n    quote: Can we stop?\n    # her words\n    by: Ines Calder\n  evidence:\n  - notes/a.md\n  - notes/b.md # second",
    "handoff: {seller: Sam Ortiz, evidence: notes/a.md, conflict: 2026-09-11}",
    "handoff:\n  evidence: [\n    notes/a.md,\n    \"notes/b c.md\",\n  ]\n  partner_move: {action: Send it, agreed: 2026-09-11}",
    "touches:\n- {date: 2026-08-18, kind: intro} # first\n\n# later\n- date: 2026-09-17\n  kind: meeting",
    "touches: [{date: 2026-08-18, kind: intro}, {date: 2026-09-17, kind: meeting}]",
    "touches:\n      -   date: 2026-08-18\n          kind: intro\n",
    "history: {registered: 2026-08-25, qualified: 2026-09-02}",
    "history:\n  - {stage: registered, date: 2026-08-25, by: Maya Chen}\n  - {stage: qualified,\n     date: 2026-09-02}",
    "custom:\n  region: EMEA\n  note: &n [a, *call2]\n",
    "waivers:\n  - criterion: qualified/timing\n    why: |-\n      The date is\n      fixed.\n",
];

const PATHS: [&str; 26] = [
    "account.name",
    "account.segment",
    "account.crm_id",
    "opportunity.amount",
    "opportunity.name",
    "opportunity.call",
    "opportunity.type",
    "partner.contact.email",
    "registered.approved.by",
    "need.confirmed_by",
    "need.what",
    "need",
    "credit.rule",
    "credit.set_on",
    "qualification.budget.status",
    "qualification.fit.source",
    "roles.close",
    "handoff.owner",
    "handoff.trigger.date",
    "handoff.sent",
    "handoff.partner_move.agreed.source",
    "handoff.conflict.by",
    "outcome.result",
    "history.handoff",
    "touches.1.note",
    "custom.region",
];

const LISTS: [&str; 4] = ["touches", "handoff.evidence", "waivers", "other_partners"];

const TEXTS: [&str; 14] = [
    "Sam Ortiz",
    "a: b",
    "x #4",
    "2026-09-01",
    "84000",
    "no",
    "",
    "[x], {y}",
    "it's \"so\"",
    "two\nlines",
    "- dash",
    "ends: ",
    "é ü 王",
    "*x &y !z",
];

/// The keys that a single value in the place of a map sets.
const SHORT: [&str; 5] = ["name", "what", "rule", "status", "date"];

pub struct Random(pub ChaCha8Rng);

impl Random {
    pub fn below(&mut self, n: usize) -> usize {
        usize::try_from(self.0.next_u64() % n as u64).expect("small")
    }

    pub fn of<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[self.below(from.len())]
    }

    /// A file of some sections, each key once.
    pub fn file(&mut self) -> String {
        let mut keys: Vec<&str> = Vec::new();
        let mut out = Vec::new();
        for _ in 0..=self.below(7) {
            let section = self.of(&SECTIONS);
            let key = section.split(':').next().expect("a key").trim_matches('\'');
            if !keys.contains(&key)
                && (!section.contains("*call2") || keys.contains(&"opportunity"))
            {
                keys.push(key);
                out.push(section.replace("*call2", "b"));
            }
        }
        let gap = self.of(&["\n", "\n\n", "\n# ---\n", "\n\n  \n"]);
        let mut text = out.join(gap);
        text += self.of(&["", "\n", "\n\n", "\n# the end", "\n# the end\n"]);
        if self.below(3) == 0 {
            text = text.replace('\n', "\r\n");
        }
        if self.below(5) == 0 {
            text.insert(0, '\u{feff}');
        }
        text
    }

    fn value(&mut self) -> NewValue {
        match self.below(4) {
            0 => NewValue::plain("2026-09-09"),
            1 => NewValue::map([
                ("date", Some(NewValue::plain("2026-09-09"))),
                ("note", Some(NewValue::text(self.of(&TEXTS)))),
            ]),
            _ => NewValue::text(self.of(&TEXTS)),
        }
    }

    fn operation(&mut self) -> Operation {
        match self.below(5) {
            0 => Operation::append(self.of(&LISTS), self.value()),
            1 => Operation::remove(self.of(&PATHS)),
            _ => Operation::set(self.of(&PATHS), self.value()),
        }
    }
}

/// What the other library reads.
pub fn read(text: &str) -> Option<Value> {
    serde_yaml::from_str(text.strip_prefix('\u{feff}').unwrap_or(text)).ok()
}

/// Whether everything of a text is in another one in its order, apart from blanks, quotes and line breaks.
pub fn is_kept(before: &str, after: &str) -> bool {
    let is_mark = |c: &char| !c.is_whitespace() && !matches!(c, '"' | '\'' | '\\');
    let mut after = after.chars().filter(is_mark);
    before
        .chars()
        .filter(is_mark)
        .all(|c| after.any(|other| other == c))
}

/// Every leaf with its path; the short forms of a map are not told apart from it.
fn leaves(value: &Value, path: &str, out: &mut Vec<(String, String)>) {
    match value {
        Value::Mapping(map) => {
            for (key, value) in map {
                leaves(
                    value,
                    &format!("{path}.{}", key.as_str().unwrap_or("?")),
                    out,
                );
            }
        }
        Value::Sequence(items) => {
            for (at, value) in items.iter().enumerate() {
                leaves(value, &format!("{path}.{at}"), out);
            }
        }
        Value::Null => {}
        // The two libraries disagree about the line break of a block scalar that ends the file without one.
        Value::String(text) => out.push((path.to_owned(), text.trim_end_matches('\n').to_owned())),
        other => out.push((
            path.to_owned(),
            serde_yaml::to_string(other)
                .expect("a scalar")
                .trim()
                .to_owned(),
        )),
    }
}

fn leaves_of(text: &str) -> Vec<(String, String)> {
    let mut out = Vec::new();
    leaves(&read(text).expect("YAML"), "", &mut out);
    out
}

#[test]
fn random_changes_lead_to_what_was_meant_or_are_refused() {
    let mut random = Random(ChaCha8Rng::seed_from_u64(15));
    let limits = Limits::default();
    let (mut made, mut refused) = (0, 0);
    while made + refused < 5_000 {
        let before = random.file();
        if yaml::parse(&before, &limits)
            .faults
            .iter()
            .any(|fault| fault.kind.is_fatal())
            || read(&before).is_none()
        {
            continue;
        }
        let operation = random.operation();
        let Ok(after) = apply(&before, std::slice::from_ref(&operation), &limits) else {
            refused += 1;
            continue;
        };
        made += 1;
        let shown = format!("{operation:?}\n{before}\n=>\n{after}");
        let (old, new) = (leaves_of(&before), leaves_of(&after));
        let path = format!(".{}", operation.path());
        let touches = |leaf: &str| {
            leaf == path
                || leaf.starts_with(&format!("{path}."))
                || path.starts_with(&format!("{leaf}."))
        };
        // Every value elsewhere is what it was.
        let elsewhere = |leaves: &[(String, String)]| -> Vec<(String, String)> {
            let mut leaves: Vec<_> = leaves
                .iter()
                .filter(|(leaf, _)| !touches(leaf))
                .cloned()
                .collect();
            leaves.sort();
            leaves
        };
        let (was, is) = (elsewhere(&old), elsewhere(&new));
        // What a single value stood for has got its key.
        let moved = old
            .iter()
            .filter(|(leaf, _)| path.starts_with(&format!("{leaf}.")))
            .count();
        assert!(was.iter().all(|leaf| is.contains(leaf)), "{shown}");
        assert!(is.len() <= was.len() + moved, "{shown}");
        match &operation {
            Operation::Remove(_) => {
                assert!(
                    !new.iter()
                        .any(|(leaf, _)| *leaf == path || leaf.starts_with(&format!("{path}."))),
                    "{shown}"
                );
                assert!(is_kept(&after, &before), "{shown}");
            }
            Operation::Set(_, NewValue::Text(text) | NewValue::Plain(text)) => {
                let is_replaced = |leaf: &str| {
                    leaf == path
                        || leaf.starts_with(&format!("{path}."))
                        || SHORT.iter().any(|short| path == format!("{leaf}.{short}"))
                };
                let written = new.iter().filter(|(leaf, _)| is_replaced(leaf));
                assert!(
                    text.is_empty()
                        || written
                            .clone()
                            .any(|(_, value)| value == text.trim_end_matches('\n')),
                    "{shown}"
                );
                // A value that was replaced is gone, also one that stands for the map; without one everything is there.
                if !old.iter().any(|(leaf, _)| is_replaced(leaf)) {
                    assert!(is_kept(&before, &after), "{shown}");
                }
            }
            Operation::Append(..) => {
                assert!(is_kept(&before, &after), "{shown}");
                assert!(new.len() > old.len(), "{shown}");
            }
            _ => {}
        }
        // Twice is once.
        if matches!(operation, Operation::Set(..) | Operation::Remove(_)) {
            assert_eq!(
                apply(&after, &[operation], &limits).as_ref(),
                Ok(&after),
                "{shown}"
            );
        }
        let crlf = before.contains("\r\n") && !before.replace("\r\n", "").contains('\n');
        assert!(
            !crlf || !after.replace("\r\n", "").contains('\n'),
            "{shown}"
        );
    }
    assert!(
        refused * 4 < made,
        "{refused} refused of {}",
        made + refused
    );
}
