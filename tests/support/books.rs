//! Random books: a process and a handful of deals, as people write them and as they get them wrong. A number is a book: the
//! same one gives the same bytes on any machine.

use std::fmt::Write as _;

use chrono::{Days, NaiveDate};
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{RngCore, SeedableRng};

/// A process.toml, the deals by name, and the day to look from.
pub struct RandomBook {
    pub process: String,
    pub deals: Vec<(String, String)>,
    pub today: NaiveDate,
}

/// Changes to the process of `tests/example`, each of which leaves one that loads.
const PROCESS: [(&str, &str); 16] = [
    ("silence = \"15 business days\"", ""),
    (
        "limit = \"5 business days\"\nprobability = 15",
        "probability = 15",
    ),
    ("limit = \"60 days\"", "limit = \"3 weeks\""),
    ("answer_within = \"2 business days\"", ""),
    ("protection = \"90 days\"", "protection = \"20 days\""),
    ("kind = \"handoff\"", ""),
    ("EUR = 1.08", "GBP = 1.27"),
    ("light = { below = 25000,", "light = { below = 90000,"),
    ("needs_source = true", "needs_source = false"),
    (
        "sourced_within = \"180 days\"",
        "sourced_within = \"10 days\"",
    ),
    (
        "owner = { field = \"roles.customer\", else = \"Tom Alvarez\" }",
        "owner = \"Tom Alvarez\"",
    ),
    (
        "disqualify = [\"declined twice\"]",
        "disqualify = [\"no answer\"]",
    ),
    ("transfers = [", "transfers = [\"roles.close\", "),
    ("within = \"3 business days\"", "within = \"2 days\""),
    ("since = 2026-03-01", "since = 2026-10-01"),
    ("probability = 40", ""),
];

const STAGES: [&str; 5] = ["registered", "qualified", "handoff", "joint", "closing"];

const PEOPLE: [&str; 9] = [
    "Sam Ortiz",
    "Maya Chen",
    "Priya Raman",
    "Dana Reyes",
    "Luis Ortega",
    "sam ortiz",
    "Sales",
    "tbd",
    "Piet Brandsma",
];

const AMOUNTS: [&str; 16] = [
    "84000",
    "84000",
    "84000",
    "84,000",
    "12000",
    "84000 EUR",
    "84000 GBP",
    "84000 CHF",
    "62.000",
    "62'000",
    "0",
    "tbd",
    "84000.50",
    "-5",
    "$84000",
    "",
];

impl RandomBook {
    /// The book of a number.
    pub fn new(number: u64) -> Self {
        let mut dice = Dice(ChaCha8Rng::seed_from_u64(number));
        let mut process = crate::support::quick_process();
        for (before, after) in PROCESS {
            if dice.one_in(7) {
                process = process.replacen(before, after, 1);
            }
        }
        let begin = NaiveDate::from_ymd_opt(2026, 3, 2).expect("a day");
        let today = begin + Days::new(60 + dice.below(260));
        let count = 1 + dice.below(5);
        let deals = (0..count)
            .map(|n| (format!("d{n}"), deal(&mut dice, begin, today)))
            .collect();
        Self {
            process,
            deals,
            today,
        }
    }
}

/// What is thrown.
struct Dice(ChaCha8Rng);

impl Dice {
    fn below(&mut self, end: u64) -> u64 {
        self.0.next_u64() % end
    }

    fn one_in(&mut self, n: u64) -> bool {
        self.below(n) == 0
    }

    fn mostly(&mut self) -> bool {
        !self.one_in(5)
    }

    fn of<'a>(&mut self, of: &[&'a str]) -> &'a str {
        let at = self.below(of.len() as u64);
        of[usize::try_from(at).expect("an index")]
    }

    /// A day between two, both included; a few lie outside, or are no day.
    fn day(&mut self, from: NaiveDate, to: NaiveDate) -> String {
        let span = u64::try_from((to - from).num_days().max(0)).expect("days");
        match self.below(40) {
            0 => "tbd".to_owned(),
            1 => (to + Days::new(1 + self.below(30))).to_string(),
            2 => (from - Days::new(1 + self.below(30))).to_string(),
            _ => (from + Days::new(self.below(span + 1))).to_string(),
        }
    }
}

/// One deal that began on or after a day.
fn deal(dice: &mut Dice, begin: NaiveDate, today: NaiveDate) -> String {
    let span = u64::try_from((today - begin).num_days()).expect("days");
    let start = begin + Days::new(dice.below(span));
    let mut text = String::new();
    head(dice, &mut text, start, today);
    middle(dice, &mut text, start, today);
    if dice.mostly() {
        handoff(dice, &mut text, start, today);
    }
    touches(dice, &mut text, start, today);
    let stages = history(dice, &mut text, start, today);
    end(dice, &mut text, start, today, stages);
    text
}

fn head(dice: &mut Dice, text: &mut String, start: NaiveDate, today: NaiveDate) {
    let account = dice.of(&[
        "Acme Foods",
        "Acme Foods GmbH",
        "Fern",
        "Quayside Ports",
        "tbd",
    ]);
    let domain = dice.of(&[
        "",
        ", domain: acme.example",
        ", domain: gmail.com",
        ", domain: fern.example",
    ]);
    let _ = writeln!(text, "account: {{name: {account}{domain}}}");
    let amount = dice.of(&AMOUNTS);
    let created = dice.day(start, today);
    let close = dice.day(start, today + Days::new(120));
    let call = dice.of(&["", "", ", call: commit", ", call: best case"]);
    let _ = writeln!(text, "opportunity:\n  name: Invoices\n  amount: {amount}");
    if dice.mostly() {
        let _ = writeln!(text, "  created: {created}\n  close_date: {close}");
    }
    if !call.is_empty() {
        let _ = writeln!(text, "  {}", &call[2..]);
    }
    let partner = dice.of(&[
        "meridian",
        "meridian",
        "Meridian Cloud Consulting",
        "Oakline Partners",
        "{name: Oakline Partners, contact: {name: Piet Brandsma, role: Partner manager}}",
        "tbd",
    ]);
    let _ = writeln!(text, "partner: {partner}");
    let by = dice.of(&PEOPLE);
    let answer = dice.of(&["approved", "approved", "approved", "rejected"]);
    let (date, answered) = (dice.day(start, start), dice.day(start, today));
    let answer = match dice.below(4) {
        0 => String::new(),
        _ if answer == "rejected" => {
            format!(", rejected: {{date: {answered}, by: Maya Chen, reason: conflict lost}}")
        }
        _ => format!(", approved: {{date: {answered}, by: Maya Chen}}"),
    };
    let _ = writeln!(text, "registered: {{date: {date}, by: {by}{answer}}}");
}

fn middle(dice: &mut Dice, text: &mut String, start: NaiveDate, today: NaiveDate) {
    if dice.mostly() {
        let need = dice.of(&["Reconcile invoices without matching by hand", "tbd", "?"]);
        let _ = writeln!(text, "need: {need}");
    }
    if dice.mostly() {
        let rule = dice.of(&["referral", "implementation", "refferal", "tbd"]);
        let _ = writeln!(text, "credit: {rule}");
    }
    if dice.one_in(3) {
        let class = dice.of(&["partner-sourced", "partner-influenced", "none"]);
        let _ = writeln!(text, "attribution: {class}");
    }
    if dice.mostly() {
        let state = ["confirmed", "confirmed", "open", "tbd"];
        let (budget, timing, fit) = (dice.of(&state), dice.of(&state), dice.of(&state));
        let date = dice.day(start, today);
        let _ = writeln!(
            text,
            "qualification:\n  by: Luis Ortega\n  budget: {{status: {budget}, date: {date}}}\n  timing: {timing}\n  fit: {fit}"
        );
    }
    if dice.mostly() {
        let (customer, technical, close) = (dice.of(&PEOPLE), dice.of(&PEOPLE), dice.of(&PEOPLE));
        let _ = writeln!(
            text,
            "roles: {{customer: {customer}, technical: {technical}, close: {close}}}"
        );
    }
}

fn handoff(dice: &mut Dice, text: &mut String, start: NaiveDate, today: NaiveDate) {
    let lines = [
        "seller: Sam Ortiz",
        "owner: Priya Raman",
        "why_account: On Sam's list by name; the contract renews in January.",
        "why_partner: Meridian ran the data platform migration there and still meets operations monthly.",
        "trigger: {quote: Can we stop matching invoices by hand?, by: Ines Calder, source: notes/northwind-qbr.md}",
        "joint_value: We run the workflow; Meridian implements it on the platform they operate.",
        "warm_path: {ours: Sam Ortiz, theirs: Ines Calder, through: Dana Reyes, warmth: warm}",
        "evidence: [notes/northwind-qbr.md]",
        "priority_list: lists/ortiz-q4.md",
    ];
    let _ = writeln!(text, "handoff:");
    for line in lines {
        if !dice.one_in(8) {
            let _ = writeln!(text, "  {line}");
        }
    }
    let (ours, theirs, agreed) = (
        dice.day(start, today),
        dice.day(start, today),
        dice.day(start, today),
    );
    let _ = writeln!(
        text,
        "  seller_move: {{action: Bring the reconciliation demo, due: {ours}}}"
    );
    let _ = writeln!(
        text,
        "  partner_move: {{action: Confirm the meeting, due: {theirs}, agreed: {agreed}}}"
    );
    if dice.mostly() {
        let (checked, found) = (
            dice.day(start, today),
            dice.of(&["", ", resellers: [Oakline Partners]", ", direct: none"]),
        );
        let _ = writeln!(
            text,
            "  conflict: {{checked: {checked}, by: Maya Chen{found}}}"
        );
    }
    if dice.one_in(2) {
        let _ = writeln!(text, "  sent: {}", dice.day(start, today));
        let answer = dice.of(&["accepted", "accepted", "declined", ""]);
        if !answer.is_empty() {
            let (date, by) = (dice.day(start, today), dice.of(&PEOPLE));
            let reason = if answer == "declined" {
                ", reason: need unclear"
            } else {
                ""
            };
            let _ = writeln!(
                text,
                "  response: {{result: {answer}, date: {date}, by: {by}{reason}}}"
            );
        }
        if dice.one_in(4) {
            let date = dice.day(start, today);
            let _ = writeln!(
                text,
                "earlier_handoffs:\n  - {{sent: {date}, seller: Kemi Adeyemi, response: {{result: declined, date: {date}, reason: not my account}}}}"
            );
        }
    }
}

fn touches(dice: &mut Dice, text: &mut String, start: NaiveDate, today: NaiveDate) {
    let count = dice.below(4);
    if count > 0 {
        let _ = writeln!(text, "touches:");
    }
    for _ in 0..count {
        let date = dice.day(start, today);
        let kind = dice.of(&["intro", "meeting", "workshop", "mail"]);
        let who = dice.of(&PEOPLE);
        let from = dice.of(&["", ", from: partner", ", from: seller"]);
        let source = dice.of(&["", ", source: notes/northwind-qbr.md"]);
        let _ = writeln!(
            text,
            "  - {{date: {date}, kind: {kind}, who: {who}{from}{source}}}"
        );
    }
    if dice.one_in(5) {
        let (criterion, date) = (
            dice.of(&[
                "qualified/timing",
                "handoff/accepted",
                "joint/customer-lead",
            ]),
            dice.day(start, today),
        );
        let why = dice.of(&["The renewal date is fixed", "tbd"]);
        let _ = writeln!(
            text,
            "waivers:\n  - {{criterion: {criterion}, by: Tom Alvarez, date: {date}, why: {why}}}"
        );
    }
}

/// Writes a walk through the stages, mostly forward and one at a time; returns how many entries it has.
fn history(dice: &mut Dice, text: &mut String, start: NaiveDate, today: NaiveDate) -> usize {
    let (mut at, mut day, mut count) = (0_usize, start, 0);
    let _ = writeln!(text, "history:");
    loop {
        let stage = if dice.one_in(60) {
            "nowhere"
        } else {
            STAGES[at]
        };
        let _ = writeln!(text, "  - {{stage: {stage}, date: {day}}}");
        count += 1;
        day = day + Days::new(dice.below(25));
        if day > today || dice.one_in(4) || count > 8 {
            return count;
        }
        at = match dice.below(12) {
            0 => at.saturating_sub(1),
            1 => at + 2,
            _ => at + 1,
        };
        if at >= STAGES.len() {
            return count;
        }
    }
}

fn end(dice: &mut Dice, text: &mut String, start: NaiveDate, today: NaiveDate, entries: usize) {
    if !dice.one_in(if entries > 3 { 2 } else { 8 }) {
        return;
    }
    let (result, date) = (
        dice.of(&["won", "lost", "disqualified"]),
        dice.day(start, today),
    );
    let amount = dice.of(&AMOUNTS);
    let reason = dice.of(&["no budget", "tbd", "they bought from somebody else"]);
    let _ = writeln!(
        text,
        "outcome:\n  result: {result}\n  date: {date}\n  reason: {reason}"
    );
    if result == "won" {
        let _ = writeln!(text, "  amount: {amount}");
    }
    if dice.one_in(2) {
        let to = dice.of(&PEOPLE);
        let _ = writeln!(
            text,
            "feedback: {{date: {}, to: {to}, by: Maya Chen}}",
            dice.day(start, today)
        );
    }
    if dice.one_in(6) {
        let _ = writeln!(
            text,
            "reopened: {{date: {}, by: Maya Chen, why: The board approved the budget after all}}",
            dice.day(start, today)
        );
    }
}
