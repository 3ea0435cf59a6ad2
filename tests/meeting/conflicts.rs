//! `conflicts` and `hygiene`: who holds an account by days counted here, and counts that are those of lint.

use chrono::{Days, NaiveDate};
use dealctl::lint::lint;
use dealctl::report::filter::Filter;
use dealctl::report::hygiene::{KINDS, hygiene, selection};
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{RngCore, SeedableRng};
use serde_json::{Value, json};

use crate::each_book;
use crate::plain_books::PARTNERS;
use crate::support::Repository;

const TODAY: &str = "2026-11-23";

/// A registration: the account's number, the partner's, the day, and whether it was answered with yes, no, or not yet.
struct Claim {
    account: u64,
    partner: usize,
    registered: NaiveDate,
    approved: Option<(NaiveDate, bool)>,
}

fn claims(number: u64) -> Vec<Claim> {
    let mut stream = ChaCha8Rng::seed_from_u64(number);
    let mut below = |end: u64| stream.next_u64() % end;
    let today: NaiveDate = TODAY.parse().expect("a day");
    let mut claims = Vec::new();
    for _ in 0..2 + below(8) {
        let registered = today - Days::new(below(200));
        let answer = match below(4) {
            0 => None,
            n => Some(((registered + Days::new(below(4))).min(today), n > 1)),
        };
        claims.push(Claim {
            account: below(3),
            partner: usize::try_from(below(4)).expect("a partner"),
            registered,
            approved: answer,
        });
    }
    claims
}

impl Claim {
    /// The last day of its protection: 90 days from the approval, else from the registration. A rejected one protects nothing.
    fn until(&self) -> Option<NaiveDate> {
        match self.approved {
            Some((_, false)) => None,
            Some((day, true)) => Some(day + Days::new(90)),
            None => Some(self.registered + Days::new(90)),
        }
    }

    fn yaml(&self) -> String {
        let answer = self.approved.map_or_else(String::new, |(day, yes)| {
            let word = if yes { "approved" } else { "rejected" };
            format!(", {word}: {{date: {day}, by: Maya Chen, reason: as agreed}}")
        });
        format!(
            "account: {{name: Customer {}}}\npartner: {}\nregistered: {{date: {}{answer}}}\nhistory: {{registered: {}}}\n",
            ["Alpha", "Bravo", "Charlie"][usize::try_from(self.account).expect("an account")],
            PARTNERS[self.partner].0,
            self.registered,
            self.registered
        )
    }
}

fn report(claims: &[Claim]) -> Value {
    let mut repository = Repository::empty().with("process.toml", crate::plain_books::process());
    for (number, claim) in claims.iter().enumerate() {
        repository = repository.with(&format!("deals/d{number}.yaml"), claim.yaml());
    }
    let ran = repository.run(&["conflicts", "--today", TODAY, "--format", "json"]);
    ran.json()
}

/// A later registration is against one only if the first one is another partner's, came before it, and still protected that day.
#[test]
fn every_claim_is_against_a_registration_that_protects() {
    for number in 0..60 {
        let claims = claims(number);
        let report = report(&claims);
        let rows = report["conflicts"].as_array().expect("rows");
        let claim = |side: &Value| {
            let id = side["deal"].as_str().expect("a deal");
            let number: usize = id[1..].parse().expect("a number");
            &claims[number]
        };
        let two = rows.iter().filter(|row| row["kind"] == "two-registrations");
        let mut against = Vec::new();
        for row in two.clone() {
            let (first, later) = (claim(&row["first"]), claim(&row["others"][0]));
            let until = first.until().expect("it protects");
            assert_eq!(first.account, later.account, "book {number}");
            assert_ne!(first.partner, later.partner, "book {number}");
            assert!(first.registered <= later.registered, "book {number}");
            assert!(
                until >= later.registered && later.until().is_some(),
                "book {number}"
            );
            assert_eq!(row["protected_until"], until.to_string(), "book {number}");
            assert_eq!(
                row["first"]["partner"], PARTNERS[first.partner].1,
                "book {number}"
            );
            against.push(
                row["others"][0]["deal"]
                    .as_str()
                    .expect("a deal")
                    .to_owned(),
            );
        }
        assert_eq!(
            report["open"],
            two.count(),
            "book {number}: none is settled"
        );
        // Where only two partners ever wanted an account, and both registrations protect, the later one is against the first.
        for account in 0..3 {
            let here: Vec<(usize, &Claim)> = claims
                .iter()
                .enumerate()
                .filter(|(_, it)| it.account == account && it.until().is_some())
                .collect();
            if let [(a, one), (b, other)] = here[..] {
                let (first, later, n) = if one.registered <= other.registered {
                    (one, other, b)
                } else {
                    (other, one, a)
                };
                let is_late =
                    first.partner != later.partner && first.until() >= Some(later.registered);
                let id = |n: usize| against.contains(&format!("d{n}"));
                let found = id(n) || (one.registered == other.registered && (id(a) || id(b)));
                assert_eq!(found, is_late, "book {number}, account {account}");
            }
        }
    }
}

#[test]
fn a_verdict_is_that_of_lint() {
    let repository = Repository::empty()
        .with("process.toml", crate::plain_books::process())
        .with("deals/a.yaml", "account: {name: Quayside Ports}\npartner: meridian\nregistered: 2026-10-05\nhistory: {registered: 2026-10-05}\n")
        .with("deals/b.yaml", "account: {name: Quayside Ports}\npartner: oakline\nregistered: 2026-11-02\nhistory: {registered: 2026-11-02}\n");
    let report = repository.run(&["conflicts", "--format", "json"]).json();
    let findings = repository.findings();
    let finding = findings
        .iter()
        .find(|it| it.rule == "registration/conflict");
    assert_eq!(
        report["conflicts"][0]["verdict"],
        finding.expect("a finding").message
    );
    let page = repository.run(&["conflicts"]);
    let first = page.text().lines().next().unwrap_or_default();
    assert!(
        first.starts_with("1 account is wanted by two: Quayside Ports"),
        "{first}"
    );
    let filtered = repository
        .run(&["conflicts", "--partner", "meridian", "--format", "json"])
        .json();
    assert_eq!(filtered["open"], 1);
}

#[test]
fn hygiene_counts_what_lint_finds() {
    each_book(|book, input| {
        let report = json!(hygiene(input, &Filter::default()));
        let found = lint(input.book, input.evidence, &selection(input.book)).findings;
        let kinds = report["kinds"].as_array().expect("kinds");
        for ((rule, _), kind) in KINDS.iter().zip(kinds) {
            assert_eq!(kind["rule"], *rule);
            if *rule != "unowned" {
                let n = found.iter().filter(|finding| finding.rule == *rule).count();
                assert_eq!(kind["n"], n, "book {} {rule}", book.number);
            }
        }
        let sum = |list: &str| -> u64 {
            let rows = report[list].as_array().expect("rows").iter();
            rows.filter_map(|row| row["n"].as_u64()).sum()
        };
        let all = report["findings"].as_array().expect("findings").len() as u64;
        assert_eq!(
            (sum("kinds"), sum("people")),
            (all, all),
            "book {}",
            book.number
        );
        // A close date that has passed is counted from the facts.
        let past = book
            .open()
            .filter(|deal| deal.close_date.is_some_and(|day| day < book.today));
        assert_eq!(kinds[1]["n"], past.count(), "book {}", book.number);
    });
}
