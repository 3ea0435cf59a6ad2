//! Every date is checked by what it is: a record cannot lie ahead, nothing that leads to an end follows it, and a year is a year
//! that somebody can mean.

use chrono::{Days, Local, NaiveDate};

use crate::support::{Finding, Repository, dealctl, example_process, findings, run};

/// What lint says by the clock, without `--today`.
fn by_the_clock(repository: &Repository) -> Vec<Finding> {
    let mut command = dealctl();
    let args = ["lint", "--format", "json", "--notes"];
    findings(&run(command
        .arg("--root")
        .arg(repository.root())
        .args(args)))
}

fn of_rule<'f>(findings: &'f [Finding], rule: &str) -> Vec<&'f str> {
    let own = findings.iter().filter(|finding| finding.rule == rule);
    own.map(|finding| &*finding.message).collect()
}

/// In so many days from the clock's day.
fn in_days(days: u64) -> NaiveDate {
    Local::now().date_naive() + Days::new(days)
}

#[test]
fn a_record_that_lies_ahead_is_an_error_wherever_it_is_written() {
    let day = in_days(20);
    for (yaml, what) in [
        (
            format!("opportunity: {{created: {day}}}"),
            "the opportunity's first day",
        ),
        (
            format!("need: {{what: Plan the looms, date: {day}}}"),
            "the confirmation of the need",
        ),
        (
            format!("credit: {{rule: referral, set_on: {day}}}"),
            "the agreement on credit",
        ),
        (
            format!("qualification: {{by: Luis Ortega, date: {day}}}"),
            "the qualification",
        ),
        (
            format!("qualification: {{budget: {{status: confirmed, date: {day}}}}}"),
            "the verdict on the budget",
        ),
        (
            format!("handoff: {{trigger: {{quote: Who plans the looms?, date: {day}}}}}"),
            "what the customer said",
        ),
        (
            format!("handoff: {{conflict: {{checked: {day}, by: Maya Chen}}}}"),
            "the conflict check",
        ),
        (
            format!("handoff: {{partner_move: {{action: Call Ines, agreed: {day}}}}}"),
            "the partner's agreement to its move",
        ),
        (
            format!("handoff: {{offer: {{what: A workshop, agreed: {{date: {day}}}}}}}"),
            "the partner's agreement to the offer",
        ),
        (
            format!("handoff: {{acceptance: {{within: 2 business days, agreed: {day}}}}}"),
            "the agreement on what counts as accepted",
        ),
        (
            format!("handoff: {{review: {{by: Tom Alvarez, date: {day}}}}}"),
            "the review",
        ),
        (
            format!(
                "waivers: [{{criterion: qualified/timing, by: Tom Alvarez, date: {day}, why: The board has promised it.}}]"
            ),
            "the waiver",
        ),
        (
            format!("earlier_handoffs: [{{sent: {day}}}]"),
            "the sending of an earlier packet",
        ),
        (
            format!(
                "handoff: {{conflict: {{checked: 2026-10-05, by: Maya Chen, resellers: [Oakline], resolution: {{how: Oakline keeps hardware, by: Maya Chen, date: {day}}}}}}}"
            ),
            "the settlement of the conflict",
        ),
        (
            format!(
                "other_partners: [{{name: Oakline, credit: {{rule: referral, share: 20%, set_on: {day}}}}}]"
            ),
            "the agreement on another partner's credit",
        ),
        (
            format!("touches: [{{date: {day}, kind: intro, from: partner, who: Dana Reyes}}]"),
            "the intro by Dana Reyes",
        ),
    ] {
        let repository = Repository::new().with(
            "deals/alder.yaml",
            format!("account: {{name: Alder Mills}}\n{yaml}\n"),
        );
        let said = by_the_clock(&repository);
        let said = of_rule(&said, "history/future-date");
        let expected = format!("{what} is dated {day}, a day that has not come");
        assert_eq!(said, [expected], "{yaml}");
        // Seen from a day that was asked for, later days are simply not known yet.
        assert!(
            of_rule(&repository.findings(), "history/future-date").is_empty(),
            "{yaml}"
        );
    }
}

#[test]
fn a_plan_may_lie_ahead() {
    let day = in_days(20);
    let repository = Repository::new().with(
        "deals/alder.yaml",
        format!(
            "account: {{name: Alder Mills}}\nopportunity: {{created: 2026-10-05, close_date: {day}}}\n\
             handoff: {{seller_move: {{action: Call Ines, due: {day}}}, offer: {{what: A workshop, due: {day}}}}}\n"
        ),
    );
    assert!(of_rule(&by_the_clock(&repository), "history/future-date").is_empty());
}

#[test]
fn a_slip_of_the_month_makes_no_deal_partner_sourced() {
    let (touched, created) = (in_days(0), in_days(20));
    let repository = Repository::new().with(
        "deals/alder.yaml",
        format!(
            "account: {{name: Alder Mills}}\nopportunity: {{created: {created}, amount: 40000}}\npartner: meridian\n\
             touches: [{{date: {touched}, kind: intro, from: partner, who: Dana Reyes, source: https://notes.example/1}}]\n\
             history: {{registered: {touched}}}\n"
        ),
    );
    let mut command = dealctl();
    let args = ["forecast", "--group", "class", "--format", "json"];
    let json = run(command.arg("--root").arg(repository.root()).args(args)).json();
    assert_eq!(json["groups"][0]["group"], "none", "{json}");
}

#[test]
fn nothing_that_leads_to_the_end_is_dated_after_it() {
    let ended = "outcome: {result: lost, date: 2026-10-14, by: Sam Ortiz, reason: no budget}";
    for (yaml, what) in [
        (
            "opportunity: {created: 2026-11-05}",
            "the opportunity was created on Thu 5 Nov",
        ),
        (
            "registered: {date: 2026-11-05, by: Dana Reyes}",
            "the deal was registered on Thu 5 Nov",
        ),
        (
            "need: {what: Plan the looms, date: 2026-11-05}",
            "the need was confirmed on Thu 5 Nov",
        ),
        (
            "qualification: {by: Luis Ortega, date: 2026-11-05}",
            "the deal was qualified on Thu 5 Nov",
        ),
        (
            "handoff: {conflict: {checked: 2026-11-05, by: Maya Chen}}",
            "conflicts were checked on Thu 5 Nov",
        ),
        (
            "handoff: {sent: 2026-11-05}",
            "the packet was sent on Thu 5 Nov",
        ),
        (
            "handoff: {offer: {what: A workshop, due: 2026-11-12, agreed: 2026-11-05}}",
            "the partner agreed to the offer on Thu 5 Nov",
        ),
    ] {
        let repository = Repository::new().with(
            "deals/alder.yaml",
            format!("account: {{name: Alder Mills}}\n{yaml}\n{ended}\n"),
        );
        let found = repository.findings();
        let said = of_rule(&found, "history/after-the-outcome");
        assert_eq!(
            said,
            [format!("{what}, after the deal was lost on Wed 14 Oct")],
            "{yaml}"
        );
    }
    let good = "account: {name: Alder Mills}\nopportunity: {created: 2026-10-14}\n\
                touches: [{date: 2026-11-05, kind: meeting, from: partner, who: Dana Reyes}]\n\
                handoff: {review: {by: Tom Alvarez, date: 2026-11-05}}\nfeedback: {date: 2026-10-16, to: Dana Reyes}\n";
    let good = Repository::new().with("deals/alder.yaml", format!("{good}{ended}\n"));
    assert!(of_rule(&good.findings(), "history/after-the-outcome").is_empty());
}

#[test]
fn what_is_derived_from_an_opportunity_after_the_end_is_not_to_be_trusted() {
    let repository = Repository::new().with(
        "deals/alder.yaml",
        "account: {name: Alder Mills}\nopportunity: {created: 2026-11-05}\npartner: meridian\nattribution: partner-sourced\n\
         touches: [{date: 2026-09-14, kind: intro, from: partner, who: Dana Reyes, source: https://notes.example/1}]\n\
         outcome: {result: lost, date: 2026-10-14, by: Sam Ortiz, reason: no budget}\n",
    );
    let found = repository.findings();
    let said = of_rule(&found, "history/after-the-outcome");
    assert!(
        said[0].ends_with("partner-sourced is derived from it, and is not to be trusted"),
        "{said:?}"
    );
}

#[test]
fn a_year_that_nobody_means_is_named_with_the_nearest_that_somebody_may() {
    for (yaml, level, said) in [
        (
            "opportunity: {close_date: 2062-12-18}",
            "warning",
            "opportunity.close_date is 2062-12-18, 36 years ahead: 2026 meant?",
        ),
        (
            "opportunity: {close_date: 2062-03-18}",
            "warning",
            "opportunity.close_date is 2062-03-18, 36 years ahead: 2027 meant?",
        ),
        (
            "opportunity: {close_date: 2226-12-18}",
            "warning",
            "opportunity.close_date is 2226-12-18, 200 years ahead: 2026 meant?",
        ),
        (
            "opportunity: {close_date: 0206-12-18}",
            "warning",
            "opportunity.close_date is 0206-12-18, 1820 years ago: 2026 meant?",
        ),
        (
            "opportunity: {created: 1926-08-11}",
            "error",
            "opportunity.created is 1926-08-11, 100 years ago: 2026 meant?",
        ),
        (
            "registered: {date: 2126-08-25, by: Dana Reyes}",
            "error",
            "registered.date is 2126-08-25, 100 years ahead: 2026 meant?",
        ),
        (
            "history: {registered: 0026-09-28}",
            "error",
            "history.date is 0026-09-28, 2000 years ago: 2026 meant?",
        ),
        (
            "handoff: {offer: {what: A workshop, due: 2062-11-30}}",
            "warning",
            "handoff.offer.due is 2062-11-30, 36 years ahead: 2026 meant?",
        ),
    ] {
        let repository = Repository::new().with(
            "deals/alder.yaml",
            format!("account: {{name: Alder Mills}}\n{yaml}\n"),
        );
        let found = repository.findings();
        let far: Vec<_> = found
            .iter()
            .filter(|finding| finding.rule == "history/far-date")
            .collect();
        assert_eq!(far.len(), 1, "{yaml}: {found:?}");
        assert_eq!((&*far[0].message, &*far[0].level), (said, level), "{yaml}");
        assert!(
            of_rule(&found, "hygiene/past-close-date").is_empty(),
            "{yaml}"
        );
    }
    for yaml in [
        "opportunity: {created: 2019-03-04, close_date: 2029-06-30}",
        "opportunity: {close_date: 2026-11-13}",
        "history: {registered: 2024-02-29, qualified: 2026-10-05}",
    ] {
        let repository = Repository::new().with(
            "deals/alder.yaml",
            format!("account: {{name: Alder Mills}}\n{yaml}\n"),
        );
        assert!(
            of_rule(&repository.findings(), "history/far-date").is_empty(),
            "{yaml}"
        );
    }
}

#[test]
fn a_request_and_an_agreement_cannot_lie_ahead_either() {
    let day = in_days(20);
    let signal = |day: &str| {
        format!("- {{date: {day}, kind: request, by: Sam Ortiz, account: Halden Foods}}\n")
    };
    let ahead = Repository::new().with("signals.yaml", signal(&day.to_string()));
    let found = by_the_clock(&ahead);
    let expected = format!("the request by Sam Ortiz is dated {day}, a day that has not come");
    assert_eq!(of_rule(&found, "history/future-entry"), [expected]);
    assert!(of_rule(&ahead.findings(), "history/future-entry").is_empty());
    let agreed = example_process().replace("agreed = 2026-08-03", &format!("agreed = {day}"));
    let ahead = Repository::empty().with("process.toml", agreed);
    assert_eq!(
        of_rule(&by_the_clock(&ahead), "history/future-entry").len(),
        1
    );
    // A year that nobody means is one from every day.
    for (day, meant) in [("2062-10-05", "2026 meant?"), ("1926-10-05", "2026 meant?")] {
        let found = Repository::new()
            .with("signals.yaml", signal(day))
            .findings();
        let said = of_rule(&found, "history/future-entry");
        assert!(
            said.len() == 1 && said[0].ends_with(meant),
            "{day}: {said:?}"
        );
    }
    let found = Repository::new()
        .with("signals.yaml", signal("2026-10-05"))
        .findings();
    assert!(of_rule(&found, "history/future-entry").is_empty());
}

#[test]
fn a_deal_does_not_close_before_it_existed() {
    let with = |close: &str| {
        let deal = format!(
            "account: {{name: Alder Mills}}\nopportunity: {{created: 2026-10-05, close_date: {close}}}\n"
        );
        let found = Repository::new().with("deals/alder.yaml", deal).findings();
        of_rule(&found, "hygiene/past-close-date").join("; ")
    };
    assert_eq!(
        with("2026-01-15"),
        "this was to close on Thu 15 Jan, 312 days ago, before the opportunity was created on Mon 5 Oct"
    );
    assert!(with("2026-11-13").ends_with("and is still open"));
    assert_eq!(with("2027-01-15"), "");
}

#[test]
fn a_packet_sent_before_the_deal_stood_in_any_stage_was_sent_too_early() {
    let with = |sent: &str| {
        let deal = format!(
            "account: {{name: Alder Mills}}\nhandoff: {{seller: Sam Ortiz, sent: {sent}}}\n\
             history: {{registered: 2026-10-05, qualified: 2026-10-12, handoff: 2026-10-14}}\n"
        );
        let found = Repository::new().with("deals/alder.yaml", deal).findings();
        of_rule(&found, "handoff/sent-before-stage").join("; ")
    };
    assert_eq!(
        with("2026-01-14"),
        "sent to Sam Ortiz on Wed 14 Jan before the deal began on Mon 5 Oct; it entered Handoff on Wed 14 Oct"
    );
    assert_eq!(with("2026-10-14"), "");
}
