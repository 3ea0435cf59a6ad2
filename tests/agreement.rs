//! One question, one answer: what lint, `gate`, `stalls`, `score`, `packet`, `forecast` and the front page say of a deal is the
//! same, for 2,000 random books. `DEALCTL_BOOK=NUMBER` tries one of them, and shows it
//! when it fails.

#[path = "support/books.rs"]
mod books;
mod support;

use std::collections::{BTreeMap, BTreeSet};

use books::RandomBook;
use dealctl::diagnostic::{Diagnostic, Level};
use dealctl::lint::{Selection, lint};
use dealctl::load::{Evidence, Memory, Seen, load};
use dealctl::report::filter::Filter;
use dealctl::report::forecast::{Options, forecast};
use dealctl::report::packet::{self, Reader};
use dealctl::report::{Input, book_state, gate, scorecard, stalls};
use rayon::prelude::*;
use rust_decimal::Decimal;
use serde_json::Value;
use support::quick_process;

/// What each report says of one book, as its JSON.
struct Answers {
    number: u64,
    findings: Vec<Diagnostic>,
    gates: BTreeMap<String, Value>,
    packets: BTreeMap<String, Value>,
    scores: BTreeMap<String, Value>,
    stalls: Value,
    forecast: Value,
    front: Value,
}

fn files(book: &RandomBook) -> Memory {
    let mut files = Memory::default().with("process.toml", book.process.clone());
    for path in ["notes/northwind-qbr.md", "lists/ortiz-q4.md"] {
        let text = std::fs::read(support::example().join(path)).expect("a file of the example");
        files = files.with(path, text);
    }
    for (name, text) in &book.deals {
        files = files.with(&format!("deals/{name}.yaml"), text.clone());
    }
    files
}

fn json(value: impl serde::Serialize) -> Value {
    serde_json::to_value(value).expect("JSON")
}

fn answers(number: u64) -> Answers {
    let written = RandomBook::new(number);
    let files = files(&written);
    let seen = Seen {
        today: written.today,
        as_of_given: true,
    };
    let book = match load(&files, seen) {
        Ok(book) => book,
        Err(invalid) => panic!("book {number}: {:#?}", invalid.problems),
    };
    let evidence = Evidence::new(&files);
    let linted = lint(&book, &evidence, &Selection::default());
    let input = Input::new(&book, &evidence);
    let all = Filter::default();
    let of_each = |what: &dyn Fn(&str) -> Value| {
        let ids = book.deals.iter().map(|deal| deal.id.clone());
        ids.map(|id| (id.clone(), what(&id))).collect()
    };
    let front = json(book_state::book_state(&input, None, &linted));
    Answers {
        number,
        gates: of_each(&|id| json(gate::gate(&input, id))),
        packets: of_each(&|id| json(packet::packet_of(&input, id, Reader::Builder))),
        scores: of_each(&|id| json(scorecard::of_deals(&input, &[id]))),
        stalls: json(stalls::stalls(&input, &all)),
        forecast: json(forecast(&input, &all, &Options::default()).deals),
        findings: linted.findings,
        front,
    }
}

fn amount(value: &Value) -> Option<Decimal> {
    let text = value.as_str()?;
    Some(text.parse().expect("an amount"))
}

fn is_open(gate: &Value) -> bool {
    gate["outcome"].is_null()
}

/// The criteria of a gate that stand so, with who has to act.
fn unmet(criteria: &Value) -> BTreeMap<String, Value> {
    let criteria = criteria.as_array().expect("criteria").iter();
    criteria
        .filter(|criterion| criterion["state"] == "unmet")
        .map(|criterion| {
            let id = criterion["id"].as_str().expect("an id").to_owned();
            (id, criterion["who"].clone())
        })
        .collect()
}

impl Answers {
    fn of(&self, rule: &str, deal: &str) -> Vec<&Diagnostic> {
        let findings = self.findings.iter();
        findings
            .filter(|finding| finding.rule == rule && finding.deal.as_deref() == Some(deal))
            .collect()
    }

    fn stalls_of(&self, deal: &str) -> Vec<&Value> {
        let stalls = self.stalls["stalls"].as_array().expect("stalls").iter();
        stalls.filter(|stall| stall["deal"] == deal).collect()
    }

    fn judge(&self) {
        for (deal, gate) in &self.gates {
            self.stage_and_outcome(deal, gate);
            self.criteria(deal, gate);
            self.moves(deal, gate);
            self.waiting(deal, gate);
            self.money(deal, gate);
        }
        self.sums();
        self.front_page();
    }

    fn said(&self, deal: &str) -> String {
        format!("book {}, deal {deal}", self.number)
    }

    fn stage_and_outcome(&self, deal: &str, gate: &Value) {
        let said = self.said(deal);
        assert_eq!(
            gate["outcome"], self.packets[deal]["outcome"],
            "{said}: outcome"
        );
        for stall in self.stalls_of(deal) {
            assert_eq!(stall["stage"], gate["stage"], "{said}: stage of a stall");
        }
        for line in self.forecast_of(deal) {
            assert_eq!(
                line["stage"], gate["stage"],
                "{said}: stage in the forecast"
            );
            assert!(is_open(gate), "{said}: closed and still to come");
        }
        if gate["stage"].is_null() {
            assert!(
                self.stalls_of(deal).is_empty(),
                "{said}: stalled in no stage"
            );
            assert!(
                self.forecast_of(deal).is_empty(),
                "{said}: forecast in no stage"
            );
        }
        for handoff in self.scores[deal]["handoffs"].as_array().expect("handoffs") {
            if handoff["earlier"] == false {
                assert_eq!(handoff["sent"], self.packets[deal]["sent"], "{said}: sent");
                assert_eq!(
                    handoff["light"], self.packets[deal]["light"],
                    "{said}: light"
                );
            }
        }
    }

    fn forecast_of(&self, deal: &str) -> Vec<&Value> {
        let lines = self.forecast.as_array().expect("deals").iter();
        lines.filter(|line| line["deal"] == deal).collect()
    }

    /// What lint has still to be done is what the gate misses; what it calls unmet is unmet in a gate that lies behind.
    fn criteria(&self, deal: &str, gate: &Value) {
        let said = self.said(deal);
        let stage = gate["stage"].as_str().unwrap_or_default();
        let missing = unmet(&gate["criteria"]);
        for finding in self.of("gate/to-do", deal) {
            let id = finding.subject.strip_prefix(&format!("{stage}/"));
            let who = id.and_then(|id| missing.get(id));
            assert!(
                who.is_some(),
                "{said}: {} is to do and not missing",
                finding.subject
            );
            assert_eq!(
                who.and_then(Value::as_str),
                finding.whose.owner.as_deref(),
                "{said}: {}",
                finding.subject
            );
        }
        let behind: BTreeSet<String> = (gate["behind"].as_array().expect("gates").iter())
            .flat_map(|line| {
                let stage = line["stage"].as_str().expect("a stage").to_owned();
                unmet(&line["criteria"])
                    .into_keys()
                    .map(move |id| format!("{stage}/{id}"))
            })
            .collect();
        let won = gate["outcome"] == "won";
        for finding in self.of("gate/unmet-criterion", deal) {
            let here = won
                && missing
                    .keys()
                    .any(|id| finding.subject == format!("{stage}/{id}"));
            assert!(
                here || behind.contains(&finding.subject),
                "{said}: {} of {behind:?}",
                finding.subject
            );
        }
        let lacks = !behind.is_empty() || (is_open(gate) && !missing.is_empty());
        let named = self
            .findings
            .iter()
            .any(|finding| finding.deal.as_deref() == Some(deal));
        assert!(
            named || !lacks,
            "{said}: lacks {behind:?} {missing:?}, and lint has no word for it"
        );
        for stall in self.stalls_of(deal) {
            let in_stalls: BTreeSet<&str> = (stall["missing"].as_array().expect("criteria").iter())
                .map(|id| id.as_str().expect("an id"))
                .collect();
            let in_gate: BTreeSet<String> =
                missing.keys().map(|id| format!("{stage}/{id}")).collect();
            assert!(
                in_stalls
                    .iter()
                    .copied()
                    .eq(in_gate.iter().map(String::as_str)),
                "{said}: {in_stalls:?}, {in_gate:?}"
            );
        }
    }

    /// One move has one person.
    fn moves(&self, deal: &str, gate: &Value) {
        let said = self.said(deal);
        let over: BTreeSet<&str> = (gate["clocks"].as_array().expect("clocks").iter())
            .filter(|clock| clock["over"] == true)
            .map(|clock| clock["clock"].as_str().expect("a clock"))
            .collect();
        for (clock, rule) in [
            ("stage", "gate/overdue"),
            ("response", "handoff/no-response"),
            ("silence", "roles/partner-sidelined"),
            ("registration", "registration/unanswered"),
        ] {
            // A deal in a stage that nobody knows is in no report; a note is no delay yet.
            let late = self.of(rule, deal).into_iter();
            let is_known = !gate["stage"].is_null();
            for finding in late.filter(|finding| is_known && finding.level > Level::Note) {
                let stalls = self.stalls_of(deal);
                let stall = stalls.iter().find(|stall| stall["clock"] == clock);
                let stall = stall.unwrap_or_else(|| panic!("{said}: {rule} and no stall"));
                assert!(
                    over.contains(clock),
                    "{said}: {rule}, and gate's clock is not over"
                );
                assert_eq!(
                    stall["owner"].as_str(),
                    finding.whose.owner.as_deref(),
                    "{said}: {rule}"
                );
            }
        }
    }

    /// `gate` shows every move that waits, with the person that stalls and the front page name.
    fn waiting(&self, deal: &str, gate: &Value) {
        let said = self.said(deal);
        let moves = gate["moves"].as_array().expect("moves");
        let on_front = self.front["waiting_moves"].as_array().expect("moves");
        let on_front: Vec<&Value> = on_front
            .iter()
            .filter(|waiting| waiting["deal"] == deal)
            .collect();
        for waiting in &on_front {
            let is_it = |shown: &&Value| {
                shown["who"] == waiting["owner"]
                    && shown["action"] == waiting["action"]
                    && shown["due"] == waiting["due"]
                    && shown["over"] == false
            };
            assert!(
                moves.iter().any(|shown| is_it(&shown)),
                "{said}: {waiting}, {moves:?}"
            );
        }
        let stalls = self.stalls_of(deal);
        for stall in &stalls {
            let is_it = |shown: &&Value| {
                shown["who"] == stall["owner"]
                    && shown["action"] == stall["action"]
                    && shown["over"] == true
            };
            assert!(
                moves.iter().any(|shown| is_it(&shown)),
                "{said}: {stall}, {moves:?}"
            );
        }
        let over = moves.iter().filter(|shown| shown["over"] == true).count();
        if is_open(gate) && !gate["stage"].is_null() {
            assert_eq!(over, stalls.len(), "{said}: {moves:?}");
        }
        for (rule, action) in [
            ("registration/rejected-and-open", "close it"),
            ("close/unreported", "tell the partner"),
        ] {
            for finding in self.of(rule, deal) {
                let is_it = |shown: &&Value| {
                    shown["action"] == action
                        && shown["who"].as_str() == finding.whose.owner.as_deref()
                };
                assert!(
                    moves.iter().any(|shown| is_it(&shown)),
                    "{said}: {rule}, {moves:?}"
                );
            }
        }
        let untold = self.front["untold"].as_array().expect("deals");
        let is_untold = untold.iter().any(|untold| untold["deal"] == deal);
        let tells = moves
            .iter()
            .any(|shown| shown["action"] == "tell the partner");
        assert_eq!(is_untold, tells, "{said}: {moves:?}");
    }

    /// What a deal is worth is known everywhere or nowhere, and it is one figure.
    fn money(&self, deal: &str, gate: &Value) {
        let said = self.said(deal);
        let worth = &gate["amount"];
        assert_eq!(
            worth, &self.packets[deal]["amount"],
            "{said}: the packet's amount"
        );
        for stall in self.stalls_of(deal) {
            assert_eq!(worth, &stall["amount"], "{said}: the stall's amount");
        }
        for line in self.forecast_of(deal) {
            assert_eq!(worth, &line["amount"], "{said}: the forecast's amount");
        }
        if is_open(gate) {
            let refused = self.of("file/comma-in-braces", deal).into_iter();
            let refused = refused
                .chain(self.of("process/no-rate", deal))
                .chain(self.of("file/wrong-type", deal));
            let refused = refused
                .filter(|finding| finding.message.contains("opportunity.amount"))
                .count();
            assert!(
                refused == 0 || worth.is_null(),
                "{said}: lint refuses the amount, and {worth} is counted"
            );
        }
    }

    fn sums(&self) {
        let total = &self.stalls["total"];
        let open = self
            .gates
            .values()
            .filter(|gate| is_open(gate) && !gate["stage"].is_null());
        let is_rejected = |deal: &Value| {
            let deal = deal["deal"].as_str().expect("an id");
            self.forecast_of(deal).is_empty()
        };
        let counted: Vec<&Value> = open.filter(|gate| !is_rejected(gate)).collect();
        let said = format!("book {}", self.number);
        assert_eq!(total["open"], counted.len(), "{said}: open");
        let sum: Decimal = counted
            .iter()
            .filter_map(|gate| amount(&gate["amount"]))
            .sum();
        assert_eq!(
            amount(&total["open_amount"]),
            Some(sum),
            "{said}: open amount"
        );
        let stalled: BTreeSet<&str> = (self.stalls["stalls"].as_array().expect("stalls").iter())
            .map(|stall| stall["deal"].as_str().expect("a deal"))
            .collect();
        assert_eq!(total["stalled"], stalled.len(), "{said}: stalled");
        let waiting: Decimal = stalled
            .iter()
            .filter_map(|deal| amount(&self.gates[*deal]["amount"]))
            .sum();
        assert_eq!(amount(&total["waiting"]), Some(waiting), "{said}: waiting");
    }

    fn front_page(&self) {
        let said = format!("book {}", self.number);
        for key in [
            "open",
            "open_amount",
            "stalled",
            "waiting",
            "without_amount",
        ] {
            assert_eq!(self.front[key], self.stalls["total"][key], "{said}: {key}");
        }
        for (key, level) in [("errors", Level::Error), ("warnings", Level::Warning)] {
            let count = self
                .findings
                .iter()
                .filter(|finding| finding.level == level)
                .count();
            assert_eq!(self.front[key], count, "{said}: {key}");
        }
        let stalls = self.stalls["stalls"].as_array().expect("stalls");
        let moves = self.front["moves"].as_array().expect("moves");
        assert!(
            moves.iter().eq(stalls.iter().take(moves.len())),
            "{said}: moves"
        );
    }
}

#[test]
#[expect(clippy::print_stdout, reason = "shown when the test fails")]
fn all_reports_agree_on_each_deal_of_2000_random_books() {
    assert!(quick_process().contains("draws = 100"));
    if let Some(number) = std::env::var("DEALCTL_BOOK")
        .ok()
        .and_then(|number| number.parse().ok())
    {
        let book = RandomBook::new(number);
        println!("seen from {}\n\n{}", book.today, book.process);
        for (name, deal) in &book.deals {
            println!("deals/{name}.yaml\n{deal}");
        }
        return answers(number).judge();
    }
    (0..2000_u64)
        .into_par_iter()
        .for_each(|number| answers(number).judge());
}
