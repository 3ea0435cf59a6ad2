//! `partners` against the plain facts, and the page that a partner gets: no byte of it comes from what the partner may not see.

use std::collections::BTreeMap;

use chrono::{Datelike, Days, NaiveDate, Weekday};
use dealctl::report::filter::Filter;
use dealctl::report::partners::partners;
use dealctl::report::period_options::PeriodOptions;
use serde_json::{Value, json};

use crate::each_book;
use crate::plain_books::{PARTNERS, PlainDeal, money};
use crate::support::Repository;

/// Business days after one day up to another, by the holidays of the example's process.
fn business_days(from: NaiveDate, to: NaiveDate) -> usize {
    let holidays = ["2026-11-26", "2026-12-25"];
    let days = from.iter_days().skip(1).take_while(|day| *day <= to);
    days.filter(|day| {
        !matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
            && !holidays.contains(&day.to_string().as_str())
    })
    .count()
}

/// Registrations answered within 2 business days, of those answered or over that time.
fn in_time<'d>(deals: impl Iterator<Item = &'d PlainDeal>, today: NaiveDate) -> (usize, usize) {
    let (mut good, mut all) = (0, 0);
    for deal in deals {
        let closed = deal.outcome.as_ref().map(|outcome| outcome.date);
        let answered = deal.answered.map(|(day, _)| day);
        let end = answered.or(closed).unwrap_or(today);
        let is_over = business_days(deal.registered, end) > 2;
        if answered.is_some() || is_over {
            all += 1;
            good += usize::from(answered.is_some() && !is_over);
        }
    }
    (good, all)
}

#[test]
fn every_figure_is_that_of_the_facts() {
    each_book(|book, input| {
        let start = book.today - Days::new(89);
        let options = PeriodOptions {
            since: start,
            filter: Filter::default(),
            by: None,
        };
        let report = json!(partners(input, &options));
        let lines = report["partners"].as_array().expect("partners");
        assert_eq!(lines.len(), PARTNERS.len(), "all are listed");
        for line in lines {
            let name = line["partner"].as_str().expect("a name");
            let number = PARTNERS.iter().position(|(_, known)| *known == name);
            let number = number.expect("a known partner");
            let at = format!("book {} {name}", book.number);
            let all = || book.deals.iter().filter(|deal| deal.partner == number);
            let counted = || book.counted().filter(|deal| deal.partner == number);
            let registrations = &line["registrations"];
            assert_eq!(registrations["all"], all().count(), "{at}");
            let new = all().filter(|deal| deal.registered >= start).count();
            assert_eq!(registrations["period"], new, "{at}");
            let (good, of) = in_time(all(), book.today);
            assert_eq!(registrations["in_time"]["n"], good, "{at}");
            assert_eq!(registrations["in_time"]["of"], of, "{at}");
            months(&at, registrations, all(), book.today);
            let open = || counted().filter(|deal| deal.is_open());
            let won = || counted().filter(|deal| deal.is_won());
            let lost = || counted().filter(|deal| !deal.is_open() && !deal.is_won());
            let cents = |deals: &mut dyn Iterator<Item = &PlainDeal>| -> i64 {
                deals.filter_map(|deal| deal.cents).sum()
            };
            assert_eq!(line["open"]["deals"], open().count(), "{at}");
            assert_eq!(line["open"]["amount"], money(cents(&mut open())), "{at}");
            assert_eq!(line["won"]["deals"], won().count(), "{at}");
            let brought: i64 = won().filter_map(PlainDeal::won_cents).sum();
            assert_eq!(line["won"]["amount"], money(brought), "{at}");
            assert_eq!(line["lost"]["deals"], lost().count(), "{at}");
            assert_eq!(line["lost"]["amount"], money(cents(&mut lost())), "{at}");
            assert_eq!(line["win_share"]["n"], won().count(), "{at}");
            assert_eq!(
                line["win_share"]["of"],
                won().count() + lost().count(),
                "{at}"
            );
            let beside = book.counted().chain(
                book.deals
                    .iter()
                    .filter(|deal| deal.is_open() && deal.is_rejected()),
            );
            let beside =
                beside.filter(|deal| deal.other.is_some_and(|(other, ..)| other == number));
            assert_eq!(line["beside"], beside.count(), "{at}");
            let touches = all().flat_map(|deal| &deal.touches);
            let latest = touches
                .filter(|touch| touch.by_partner)
                .map(|touch| touch.date)
                .max();
            assert_eq!(line["last_touch"], json!(latest), "{at}");
            let untold: Vec<&str> = line["untold"]
                .as_array()
                .expect("closes")
                .iter()
                .filter_map(|close| close["deal"].as_str())
                .collect();
            let mut expected: Vec<(NaiveDate, &str)> = counted()
                .filter(|deal| deal.told.is_none())
                .filter_map(|deal| Some((deal.outcome.as_ref()?.date, deal.id.as_str())))
                .collect();
            expected.sort_unstable();
            let expected: Vec<&str> = expected.into_iter().map(|(_, id)| id).collect();
            assert_eq!(untold, expected, "{at}");
            let waiting = open().filter(|deal| deal.answered.is_none()).count();
            assert_eq!(line["waiting"], waiting, "{at}");
        }
        let sum = |path: &str| -> u64 {
            lines
                .iter()
                .filter_map(|line| line.pointer(path)?.as_u64())
                .sum()
        };
        assert_eq!(
            sum("/open/deals"),
            book.open().count() as u64,
            "rows add up"
        );
        assert_eq!(
            sum("/registrations/all"),
            book.deals.len() as u64,
            "rows add up"
        );
    });
}

fn months<'d>(
    at: &str,
    registrations: &Value,
    deals: impl Iterator<Item = &'d PlainDeal>,
    today: NaiveDate,
) {
    let mut expected = BTreeMap::<String, u64>::new();
    for deal in deals {
        *expected
            .entry(deal.registered.format("%Y-%m").to_string())
            .or_default() += 1;
    }
    let months = registrations["months"].as_array().expect("months");
    assert_eq!(months.len(), 6, "{at}");
    for row in months {
        let month = row["month"].as_str().expect("a month");
        assert_eq!(
            row["n"],
            expected.get(month).copied().unwrap_or(0),
            "{at} {month}"
        );
    }
    let last = format!("{}-{:02}", today.year(), today.month());
    assert_eq!(months[5]["month"], last, "{at}");
}

/// A deal with a marker in every text that a partner may not see. `MARK` is counted up.
const SECRETS: &str = r"
# MARK a comment
id: MARK
account: {name: Quayside Ports, domain: MARK.example, segment: MARK, crm_id: MARK}
opportunity: {name: MARK, crm_id: MARK, type: new, created: 2026-08-11, amount: 77123, close_date: 2026-12-18, call: omitted, note: MARK, reason: MARK, source: MARK, by: MARK}
partner: {name: Meridian Cloud Consulting, type: MARK, contact: {name: Dana Reyes, role: MARK, email: MARK@x.example, phone: MARK}}
registered: {date: 2026-08-25, by: MARK, signal: MARK, note: MARK, reason: MARK, source: MARK, approved: {date: 2026-08-26, by: MARK, note: MARK, reason: MARK, source: MARK}}
need: {what: Berths are planned by hand, confirmed_by: MARK, date: 2026-08-18, note: MARK, source: MARK}
credit: {rule: referral, share: 61.7%, set_on: 2026-08-25, by: MARK, note: MARK, reason: MARK, source: MARK}
attribution: MARK
owner: MARK
qualification: {by: MARK, note: MARK, budget: {status: confirmed, source: MARK, note: MARK}, timing: {status: open, note: MARK}, fit: {status: open, note: MARK}}
roles: {customer: MARK, technical: MARK, close: MARK}
handoff:
  seller: MARK
  owner: MARK
  why_account: MARK
  priority_list: MARK
  why_partner: MARK
  trigger: {quote: MARK, by: MARK, source: MARK, note: MARK}
  joint_value: MARK
  warm_path: {ours: MARK, theirs: MARK, through: MARK, warmth: MARK, intro: MARK}
  offer: {what: MARK, due: 2026-09-24, agreed: MARK}
  seller_move: {action: MARK, due: 2026-09-17, note: MARK}
  partner_move: {action: Confirm the meeting, due: 2026-09-16, agreed: MARK, note: MARK, by: MARK}
  conflict: {checked: 2026-09-11, by: MARK, resellers: [MARK], competing: [MARK], direct: MARK, compensation: MARK, note: MARK, resolution: {how: MARK, by: MARK, source: MARK}}
  evidence: [MARK]
  sent: 2026-09-14
  response: {result: declined, date: 2026-09-16, by: MARK, reason: MARK, instead: MARK, note: MARK}
  review: {by: MARK, date: 2026-09-18, grades: {proof: weak}, note: MARK}
earlier_handoffs:
  - {sent: 2026-09-07, seller: MARK, response: {result: declined, date: 2026-09-08, reason: MARK}}
touches:
  - {date: 2026-08-18, kind: MARK, from: seller, who: MARK, with: MARK, source: MARK, note: MARK}
waivers:
  - {criterion: qualified/timing, by: MARK, date: 2026-09-04, why: MARK}
history:
  - {stage: registered, date: 2026-08-25, by: MARK, note: MARK, reason: MARK}
  - {stage: qualified, date: 2026-09-02, by: MARK}
outcome: {result: lost, date: 2026-10-11, by: MARK, reason: MARK, note: MARK}
feedback: {date: 2026-10-14, to: Dana Reyes, by: MARK, note: MARK, source: MARK}
other_partners:
  - {name: halyard, role: MARK, type: MARK, contact: {name: MARK, role: MARK}, credit: {rule: implementation, share: 36.3%}, note: MARK}
custom: {region: MARK, nested: {more: [MARK]}}
";

const FORMATS: [&str; 7] = ["table", "json", "csv", "excel", "markdown", "html", "text"];

/// A repository with the deal, each marker a word of its own.
fn secrets(open: bool) -> (Repository, usize) {
    let mut text = String::new();
    let mut marks = 0;
    for (number, part) in SECRETS.split("MARK").enumerate() {
        if number > 0 {
            text += &format!("Zq{number:03}zQ");
            marks = number;
        }
        text += part;
    }
    if open {
        let lines = text.lines();
        let kept =
            lines.filter(|line| !line.starts_with("outcome") && !line.starts_with("feedback"));
        text = kept.collect::<Vec<_>>().join("\n");
    }
    let process = crate::plain_books::process();
    let repository = Repository::empty()
        .with("process.toml", process)
        .with("deals/quayside.yaml", text)
        .with(
            "deals/other.yaml",
            "account: {name: Zq999zQ}\npartner: oakline\nregistered: 2026-09-28\nhistory: {registered: 2026-09-28}\n",
        );
    (repository, marks)
}

#[test]
fn nothing_that_a_partner_may_not_see_is_on_its_page() {
    for open in [true, false] {
        let (repository, marks) = secrets(open);
        assert!(marks > 100, "{marks} markers");
        for format in FORMATS {
            let ran = repository.run(&["partner", "meridian", "--share", "--format", format]);
            let page = ran.text();
            assert!(page.contains("Quayside"), "{format}: {page}");
            assert!(page.contains("61.7"), "{format}: {page}");
            for secret in [
                "Zq", "zQ", "77123", "77,123", "Halyard", "halyard", "36.3", "Oakline",
            ] {
                assert!(!page.contains(secret), "{secret} in {format}:\n{page}");
            }
        }
    }
}

#[test]
fn a_partner_beside_another_sees_only_its_own_share() {
    for open in [true, false] {
        let (repository, _) = secrets(open);
        for format in FORMATS {
            let ran = repository.run(&["partner", "halyard", "--share", "--format", format]);
            let page = ran.text();
            assert!(
                page.contains("Quayside") && page.contains("36.3"),
                "{format}: {page}"
            );
            for secret in [
                "Zq",
                "Meridian",
                "meridian",
                "61.7",
                "Dana",
                "Berths",
                "Confirm the meeting",
            ] {
                assert!(!page.contains(secret), "{secret} in {format}:\n{page}");
            }
        }
    }
}

#[test]
fn a_partner_is_found_by_its_key_and_a_wrong_name_is_refused() {
    let (repository, _) = secrets(true);
    let ran = repository.run(&["partner", "merdian"]);
    assert_eq!(ran.code, 2);
    assert!(
        ran.stderr.contains("did you mean meridian"),
        "{}",
        ran.stderr
    );
    let several = repository.run(&["partner", "a"]);
    assert_eq!(several.code, 2);
    assert!(several.stderr.contains(" may mean "), "{}", several.stderr);
    let ran = repository.run(&["partner", "brightwater"]);
    assert!(
        ran.text().starts_with("Brightwater Advisory: 0 open deals"),
        "{}",
        ran.text()
    );
}
