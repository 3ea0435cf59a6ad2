//! Random books of which the test knows what is in them: the facts are drawn first and the YAML is written from them, so that a test
//! can work a figure out from the facts and need not read a file. A number is a book: the same one gives the same bytes anywhere.

#![allow(dead_code, reason = "each test binary uses its own part of this")]

use std::fmt::Write as _;

use chrono::{Datelike, Days, NaiveDate};
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{RngCore, SeedableRng};

pub const STAGES: [&str; 5] = ["registered", "qualified", "handoff", "joint", "closing"];

/// Keys of `[partners]` with their names.
pub const PARTNERS: [(&str, &str); 4] = [
    ("meridian", "Meridian Cloud Consulting"),
    ("oakline", "Oakline Partners"),
    ("halyard", "Halyard Capture"),
    ("brightwater", "Brightwater Advisory"),
];

pub const OWNERS: [&str; 3] = ["Maya Chen", "Luis Ortega", "Sam Ortiz"];
pub const SEGMENTS: [&str; 3] = ["enterprise", "mid-market", "small"];
pub const TYPES: [&str; 3] = ["new", "expansion", "renewal"];
pub const LOST: [&str; 3] = ["no budget", "another vendor", "project stopped"];
/// The reasons to decline a handoff.
pub const DECLINES: [&str; 2] = ["need unclear", "not my account"];

/// A book, and the day to look from.
pub struct PlainBook {
    pub number: u64,
    pub today: NaiveDate,
    pub deals: Vec<PlainDeal>,
}

/// What is on record of a deal. Nothing is dated after today.
pub struct PlainDeal {
    /// Its id, and the name of its file.
    pub id: String,
    pub account: String,
    /// A number of [`PARTNERS`].
    pub partner: usize,
    pub owner: Option<&'static str>,
    pub segment: Option<&'static str>,
    pub kind: Option<&'static str>,
    pub created: Option<NaiveDate>,
    /// In cents of a US dollar; `None` if no amount is written.
    pub cents: Option<i64>,
    pub close_date: Option<NaiveDate>,
    pub registered: NaiveDate,
    /// The day of the answer, and whether it is an approval.
    pub answered: Option<(NaiveDate, bool)>,
    /// Numbers of [`STAGES`] with the day of the entry, in order.
    pub entries: Vec<(usize, NaiveDate)>,
    pub outcome: Option<PlainOutcome>,
    /// The day the partner was told.
    pub told: Option<NaiveDate>,
    pub touches: Vec<PlainTouch>,
    pub credit: Option<&'static str>,
    /// The share of the partner of record in per cent, if it is written.
    pub share: Option<u32>,
    /// A partner beside it, its rule and its share in per cent.
    pub other: Option<(usize, &'static str, u32)>,
    pub handoff: Option<PlainHandoff>,
}

pub struct PlainOutcome {
    /// `won`, `lost` or `disqualified`.
    pub result: &'static str,
    pub date: NaiveDate,
    pub cents: Option<i64>,
    pub reason: Option<&'static str>,
}

pub struct PlainTouch {
    pub date: NaiveDate,
    /// `intro`, `meeting` and `workshop` qualify by the process of the example, `mail` does not.
    pub kind: &'static str,
    /// Whether the partner of record did it; else a seller did.
    pub by_partner: bool,
    pub has_source: bool,
}

pub struct PlainHandoff {
    pub sent: NaiveDate,
    /// The day, whether it was accepted, else the reason.
    pub answer: Option<(NaiveDate, bool, &'static str)>,
}

impl PlainDeal {
    pub fn is_open(&self) -> bool {
        self.outcome.is_none()
    }

    /// Whether the registration was rejected: an open deal of that kind is in no figure.
    pub fn is_rejected(&self) -> bool {
        self.answered.is_some_and(|(_, approved)| !approved)
    }

    /// The stage it stands in, or stood in when it closed.
    pub fn stage(&self) -> usize {
        self.entries.last().map_or(0, |(stage, _)| *stage)
    }

    /// The first day: the registration or the first entry.
    pub fn begins(&self) -> NaiveDate {
        let first = self.entries.iter().map(|(_, day)| *day).min();
        first.map_or(self.registered, |day| day.min(self.registered))
    }

    pub fn is_won(&self) -> bool {
        let outcome = self.outcome.as_ref();
        outcome.is_some_and(|outcome| outcome.result == "won")
    }

    /// What a won deal brought: what was signed, else what was expected.
    pub fn won_cents(&self) -> Option<i64> {
        let outcome = self.outcome.as_ref()?;
        outcome.cents.or(self.cents)
    }
}

impl PlainBook {
    /// The book of a number: from no deal to about sixty over two years.
    pub fn new(number: u64) -> Self {
        let mut dice = Dice(ChaCha8Rng::seed_from_u64(number.wrapping_mul(0x9e37_79b9)));
        let begin = NaiveDate::from_ymd_opt(2024, 11, 4).expect("a day");
        let today = begin + Days::new(300 + dice.below(450));
        let count = match dice.below(10) {
            0 => dice.below(3),
            1..=3 => 3 + dice.below(8),
            _ => 12 + dice.below(50),
        };
        let deals = (0..count).map(|n| deal(&mut dice, n, begin, today));
        Self {
            number,
            today,
            deals: deals.collect(),
        }
    }

    /// The deals that have begun and are in figures: all but open ones whose registration was rejected.
    pub fn counted(&self) -> impl Iterator<Item = &PlainDeal> + Clone {
        let deals = self.deals.iter();
        deals.filter(|deal| !(deal.is_open() && deal.is_rejected()))
    }

    /// The open ones of them.
    pub fn open(&self) -> impl Iterator<Item = &PlainDeal> + Clone {
        self.counted().filter(|deal| deal.is_open())
    }

    /// The book's files, with a process.toml.
    pub fn files(&self, process: &str) -> Vec<(String, String)> {
        let mut files = vec![("process.toml".to_owned(), process.to_owned())];
        let deals = self.deals.iter();
        files.extend(deals.map(|deal| (format!("deals/{}.yaml", deal.id), yaml(deal))));
        files
    }
}

/// The process of the books: that of `tests/example` with all partners.
pub fn process() -> String {
    let mut process = crate::support::quick_process();
    let referral = "referral = \"10% of first-year value to the referring partner\"";
    assert!(process.contains(referral), "the example's rule");
    process = process.replace(
        referral,
        "referral = { text = \"10% of first-year value\", percent = 10, of = \"first-year value\" }",
    );
    for (key, name) in &PARTNERS[1..] {
        let _ = write!(
            process,
            "\n[partners.{key}]\nname = \"{name}\"\ncontact = {{ name = \"{}\", role = \"Partner manager\" }}\n",
            contact(key)
        );
    }
    process
}

/// The person of a partner.
pub fn contact(key: &str) -> &'static str {
    match key {
        "meridian" => "Dana Reyes",
        "oakline" => "Piet Brandsma",
        "halyard" => "Joss Lindqvist",
        _ => "Noor Haddad",
    }
}

struct Dice(ChaCha8Rng);

impl Dice {
    fn below(&mut self, end: u64) -> u64 {
        self.0.next_u64() % end.max(1)
    }

    fn one_in(&mut self, n: u64) -> bool {
        self.below(n) == 0
    }

    fn of<T: Copy>(&mut self, of: &[T]) -> T {
        let at = self.below(of.len() as u64);
        of[usize::try_from(at).expect("an index")]
    }

    fn maybe<T: Copy>(&mut self, of: &[T]) -> Option<T> {
        (!self.one_in(5)).then(|| self.of(of))
    }

    /// A day between two, both included.
    fn day(&mut self, from: NaiveDate, to: NaiveDate) -> NaiveDate {
        let span = u64::try_from((to - from).num_days().max(0)).expect("days");
        from + Days::new(self.below(span + 1))
    }

    fn cents(&mut self) -> Option<i64> {
        let dollars = i64::try_from(5_000 + self.below(200_000)).expect("an amount");
        let odd = if self.one_in(4) { 37 } else { 0 };
        (!self.one_in(7)).then_some(dollars * 100 + odd)
    }
}

fn deal(dice: &mut Dice, n: u64, begin: NaiveDate, today: NaiveDate) -> PlainDeal {
    let registered = dice.day(begin, today);
    let entries = entries(dice, registered, today);
    let last = entries.last().map_or(registered, |(_, day)| *day);
    let outcome = outcome(dice, &entries, last, today);
    let told = outcome.as_ref().filter(|_| !dice.one_in(3));
    let told =
        told.map(|outcome| dice.day(outcome.date, (outcome.date + Days::new(12)).min(today)));
    let answered = (!dice.one_in(6)).then(|| {
        let day = dice.day(registered, (registered + Days::new(6)).min(today));
        (day, !dice.one_in(12))
    });
    let created = (!dice.one_in(8)).then(|| {
        let from = registered - Days::new(20);
        dice.day(from, today.min(registered + Days::new(60)))
    });
    let touches = (0..dice.below(4)).map(|_| PlainTouch {
        date: dice.day(registered - Days::new(30), today),
        kind: dice.of(&["intro", "meeting", "workshop", "mail"]),
        by_partner: !dice.one_in(3),
        has_source: !dice.one_in(3),
    });
    let touches = touches.collect();
    let partner = usize::try_from(dice.below(4)).expect("a partner");
    let other = dice.one_in(6).then(|| {
        let other = (partner + 1 + usize::try_from(dice.below(3)).expect("a partner")) % 4;
        let share = u32::try_from(10 + dice.below(40)).expect("a share");
        (other, dice.of(&["referral", "implementation"]), share)
    });
    let reached = entries.iter().find(|(stage, _)| *stage >= 2);
    let handoff = reached.map(|(_, day)| *day).and_then(|day| {
        let sent = (!dice.one_in(5)).then(|| dice.day(day, (day + Days::new(4)).min(today)))?;
        let answer = (!dice.one_in(4)).then(|| {
            let answered = dice.day(sent, (sent + Days::new(9)).min(today));
            (answered, !dice.one_in(3), dice.of(&DECLINES))
        });
        Some(PlainHandoff { sent, answer })
    });
    PlainDeal {
        id: format!("d{n:03}"),
        account: format!(
            "Account {}",
            (b'A' + u8::try_from(n % 26).expect("a letter")) as char
        ) + &format!(" Number {n}"),
        partner,
        owner: dice.maybe(&OWNERS),
        segment: dice.maybe(&SEGMENTS),
        kind: dice.maybe(&TYPES),
        created,
        cents: dice.cents(),
        close_date: (!dice.one_in(5))
            .then(|| dice.day(today - Days::new(40), today + Days::new(200))),
        registered,
        answered,
        entries,
        outcome,
        told,
        touches,
        credit: dice.maybe(&["referral", "implementation"]),
        share: dice
            .one_in(5)
            .then(|| u32::try_from(20 + dice.below(30)).expect("a share")),
        other,
        handoff,
    }
}

/// A walk through the stages: mostly forward, now and then back, never standing twice in a row in one.
fn entries(dice: &mut Dice, registered: NaiveDate, today: NaiveDate) -> Vec<(usize, NaiveDate)> {
    let mut entries = vec![(0, registered)];
    let mut day = registered;
    while entries.len() < 9 {
        let (at, _) = entries[entries.len() - 1];
        day = day + Days::new(dice.below(40));
        let next = if at > 0 && dice.one_in(10) {
            at - 1
        } else {
            at + 1
        };
        if day > today || next >= STAGES.len() || dice.one_in(6) {
            break;
        }
        entries.push((next, day));
    }
    entries
}

fn outcome(
    dice: &mut Dice,
    entries: &[(usize, NaiveDate)],
    last: NaiveDate,
    today: NaiveDate,
) -> Option<PlainOutcome> {
    let date = last + Days::new(dice.below(60));
    let is_late = entries.last().is_some_and(|(stage, _)| *stage == 4);
    if date > today || dice.one_in(if is_late { 5 } else { 2 }) {
        return None;
    }
    let result = if is_late && !dice.one_in(3) {
        "won"
    } else {
        dice.of(&["lost", "lost", "disqualified"])
    };
    let cents = dice.cents().filter(|_| result == "won");
    Some(PlainOutcome {
        result,
        date,
        cents,
        reason: dice.maybe(&LOST).filter(|_| result != "won"),
    })
}

/// The fiscal quarter of a day: fiscal years begin in February and are named for the year they end in.
pub fn quarter(day: NaiveDate) -> String {
    let months = (day.month0() + 11) % 12;
    let year = if day.month() == 1 {
        day.year()
    } else {
        day.year() + 1
    };
    format!("FY{:02}-Q{}", year % 100, months / 3 + 1)
}

/// An amount as JSON has it.
pub fn money(cents: i64) -> String {
    format!("{}.{:02}", cents / 100, cents % 100)
}

fn yaml(deal: &PlainDeal) -> String {
    let mut text = String::new();
    let (partner, _) = PARTNERS[deal.partner];
    let _ = write!(text, "account: {{name: {}", deal.account);
    if let Some(segment) = deal.segment {
        let _ = write!(text, ", segment: {segment}");
    }
    let _ = writeln!(text, "}}");
    opportunity(&mut text, deal);
    let _ = writeln!(text, "partner: {partner}");
    let _ = write!(
        text,
        "registered: {{date: {}, by: {}",
        deal.registered,
        contact(partner)
    );
    if let Some((day, approved)) = deal.answered {
        let answer = if approved { "approved" } else { "rejected" };
        let reason = if approved {
            ""
        } else {
            ", reason: conflict lost"
        };
        let _ = write!(text, ", {answer}: {{date: {day}, by: Maya Chen{reason}}}");
    }
    let _ = writeln!(text, "}}");
    if let Some(owner) = deal.owner {
        let _ = writeln!(text, "owner: {owner}");
    }
    if deal.credit.is_some() || deal.share.is_some() {
        let rule = deal.credit.map(|rule| format!("rule: {rule}"));
        let share = deal.share.map(|share| format!("share: {share}%"));
        let parts: Vec<String> = rule.into_iter().chain(share).collect();
        let _ = writeln!(text, "credit: {{{}}}", parts.join(", "));
    }
    if let Some((other, rule, share)) = deal.other {
        let (key, _) = PARTNERS[other];
        let _ = writeln!(
            text,
            "other_partners:\n  - {{name: {key}, role: reseller, credit: {{rule: {rule}, share: {share}%}}}}"
        );
    }
    if let Some(handoff) = &deal.handoff {
        let _ = writeln!(
            text,
            "handoff:\n  seller: Sam Ortiz\n  sent: {}",
            handoff.sent
        );
        if let Some((day, accepted, reason)) = handoff.answer {
            let answer = if accepted {
                "result: accepted".to_owned()
            } else {
                format!("result: declined, reason: {reason}")
            };
            let _ = writeln!(text, "  response: {{{answer}, date: {day}, by: Sam Ortiz}}");
        }
    }
    end(&mut text, deal);
    text
}

fn opportunity(text: &mut String, deal: &PlainDeal) {
    let parts: Vec<String> = [
        deal.kind.map(|kind| format!("type: {kind}")),
        deal.created.map(|day| format!("created: {day}")),
        deal.cents.map(|cents| format!("amount: {}", money(cents))),
        deal.close_date.map(|day| format!("close_date: {day}")),
    ]
    .into_iter()
    .flatten()
    .collect();
    if !parts.is_empty() {
        let _ = writeln!(text, "opportunity: {{{}}}", parts.join(", "));
    }
}

fn end(text: &mut String, deal: &PlainDeal) {
    let (partner, _) = PARTNERS[deal.partner];
    if !deal.touches.is_empty() {
        let _ = writeln!(text, "touches:");
    }
    for touch in &deal.touches {
        let (from, who) = if touch.by_partner {
            ("partner", contact(partner))
        } else {
            ("seller", "Sam Ortiz")
        };
        let source = if touch.has_source {
            ", source: notes/call.md"
        } else {
            ""
        };
        let _ = writeln!(
            text,
            "  - {{date: {}, kind: {}, from: {from}, who: {who}{source}}}",
            touch.date, touch.kind
        );
    }
    let _ = writeln!(text, "history:");
    for (stage, day) in &deal.entries {
        let _ = writeln!(text, "  - {{stage: {}, date: {day}}}", STAGES[*stage]);
    }
    if let Some(outcome) = &deal.outcome {
        let _ = write!(
            text,
            "outcome: {{result: {}, date: {}",
            outcome.result, outcome.date
        );
        if let Some(cents) = outcome.cents {
            let _ = write!(text, ", amount: {}", money(cents));
        }
        if let Some(reason) = outcome.reason {
            let _ = write!(text, ", reason: {reason}");
        }
        let _ = writeln!(text, "}}");
    }
    if let Some(told) = deal.told {
        let _ = writeln!(
            text,
            "feedback: {{date: {told}, to: {}, by: Maya Chen}}",
            contact(partner)
        );
    }
}
