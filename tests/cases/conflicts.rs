//! A conflict of credit lasts until somebody settles it (D2.3, D2.7, D2.8).

use crate::support::{Finding, Repository, quick_process};

const CONFLICT: &str = "registration/conflict";

fn of(book: &Repository, rule: &str) -> Vec<Finding> {
    let found = book.findings().into_iter();
    found.filter(|finding| finding.rule == rule).collect()
}

fn repository() -> Repository {
    Repository::empty()
        .with("process.toml", quick_process())
        .with("notes/n.md", "2026-11-05 Ines Calder: Can we stop matching carrier invoices? Quayside Ports. Dana Reyes agreed.")
        .with("lists/q4.md", "Sam Ortiz\n- Quayside Ports\n")
}

fn registered(account: &str, partner: &str, day: &str, more: &str) -> String {
    format!(
        "account: {{name: {account}}}\nopportunity: {{name: Berths, amount: 84000}}\n\
         partner: {{name: {partner}, contact: {{name: \"{partner} Lead\", role: Lead}}}}\n\
         registered: {{date: {day}, by: Dana Reyes, approved: {day}}}\nneed: Tide tables are re-keyed.\ncredit: referral\n\
         history: {{registered: {day}}}\n{more}"
    )
}

/// Two registrations of one account, the second within the protection of the first.
fn both(first: &str, second: &str) -> Repository {
    repository()
        .with(
            "deals/a.yaml",
            registered("Quayside Ports", "Kestrel", "2026-09-01", first),
        )
        .with(
            "deals/b.yaml",
            registered("Quayside Ports", "Orrin", "2026-09-21", second),
        )
}

const WON_FIRST: &str = "outcome: {result: won, date: 2026-10-12, amount: 84000, by: Sam Ortiz}\n";
const WON_SECOND: &str = "outcome: {result: won, date: 2026-11-02, amount: 84000, by: Sam Ortiz}\n";
const LOST: &str = "outcome: {result: lost, date: 2026-11-02, reason: price, by: Sam Ortiz}\n";

#[test]
fn two_partners_who_won_one_account_are_a_conflict() {
    let found = of(&both(WON_FIRST, WON_SECOND), CONFLICT);
    assert_eq!(found.len(), 1, "{found:#?}");
    assert!(found[0].message.contains("won with both"), "{found:#?}");
    assert_eq!(of(&both(WON_FIRST, ""), CONFLICT).len(), 1);
    assert_eq!(of(&both("", WON_SECOND), CONFLICT).len(), 1);
}

#[test]
fn a_lost_deal_or_a_shared_one_ends_it() {
    for (first, second) in [
        (LOST, WON_SECOND),
        (WON_FIRST, LOST),
        (LOST, LOST),
        (
            WON_FIRST,
            &format!(
                "{WON_SECOND}other_partners: [{{name: Kestrel Ltd, role: referral, credit: {{rule: referral, share: 50%}}}}]\n"
            ),
        ),
    ] {
        let found = of(&both(first, second), CONFLICT);
        assert!(found.is_empty(), "{first} {second} {found:#?}");
    }
}

#[test]
fn two_opportunities_of_the_crm_that_were_both_won_are_two() {
    let deal = |partner: &str, day: &str, id: &str, more: &str| {
        registered("Quayside Ports", partner, day, more).replace(
            "{name: Berths, ",
            &format!("{{name: Berths, crm_id: {id}, "),
        )
    };
    let won = |second: &str| {
        repository()
            .with(
                "deals/a.yaml",
                deal("Kestrel", "2026-09-01", "0065g00000QP0001", WON_FIRST),
            )
            .with(
                "deals/b.yaml",
                deal("Orrin", "2026-09-21", second, WON_SECOND),
            )
    };
    assert!(of(&won("0065g00000QP0002"), CONFLICT).is_empty());
    assert_eq!(of(&won("0065g00000QP0001"), CONFLICT).len(), 1);
}

#[test]
fn what_was_settled_on_record_is_settled() {
    let settled = |resolution: &str| {
        let second = format!(
            "{WON_SECOND}handoff: {{conflict: {{checked: 2026-09-22, by: Maya Chen, competing: [Kestrel], resolution: {resolution}}}}}\n"
        );
        of(&both(WON_FIRST, &second), CONFLICT).len()
    };
    assert_eq!(
        settled(
            "{how: Kestrel keeps the cranes and Orrin the berths, by: Maya Chen, date: 2026-09-23}"
        ),
        0
    );
    assert_eq!(settled("{how: tbd, by: Maya Chen, date: 2026-09-23}"), 1);
    assert_eq!(
        settled("{how: Kestrel keeps the cranes, date: 2026-09-23}"),
        1
    );
    assert_eq!(
        settled("{how: Kestrel keeps the cranes, by: Partner team, date: 2026-09-23}"),
        1
    );
    assert_eq!(settled("{how: Kestrel keeps the cranes, by: Maya Chen}"), 1);
    // Before the second one came there was nothing to settle.
    assert_eq!(
        settled("{how: Kestrel keeps the cranes, by: Maya Chen, date: 2026-09-02}"),
        1
    );
}

#[test]
fn the_last_day_of_a_protection_is_read_as_one() {
    let process = quick_process().replace("conflict = \"first-registered\"\n", "");
    let said = |second: &str| {
        let book = Repository::empty()
            .with("process.toml", &process)
            .with(
                "deals/a.yaml",
                registered("Quayside Ports", "Kestrel", "2026-01-06", ""),
            )
            .with(
                "deals/b.yaml",
                registered("Quayside Ports", "Orrin", second, ""),
            );
        of(&book, CONFLICT)
            .into_iter()
            .map(|it| it.message)
            .collect::<String>()
    };
    let last = said("2026-04-06");
    assert!(
        last.contains("on the last day of the first one's protection (Mon 6 Apr)"),
        "{last}"
    );
    let before = said("2026-04-03");
    assert!(
        before.contains("the second while the first was protected until Mon 6 Apr"),
        "{before}"
    );
    assert_eq!(said("2026-04-07"), "");
}

#[test]
fn an_expired_protection_held_and_one_in_force_holds() {
    let book = both("", "");
    assert!(
        of(&book, CONFLICT)[0]
            .message
            .ends_with("came first and holds it until Mon 30 Nov")
    );
    let later = book.run(&[
        "lint",
        "--format",
        "short",
        "--select",
        CONFLICT,
        "--today",
        "2026-12-01",
    ]);
    assert!(
        later
            .text()
            .contains("came first and held it until Mon 30 Nov"),
        "{}",
        later.text()
    );
}

/// A packet that may go out but for its check of conflicts.
fn packet(check: &str, more: &str) -> String {
    format!(
        "account: {{name: Quayside Ports}}\n\
         opportunity: {{name: Invoices, created: 2026-10-05, amount: 84000, close_date: 2027-01-15}}\n\
         partner: meridian\nregistered: {{date: 2026-10-19, by: Dana Reyes, approved: {{date: 2026-10-20, by: Maya Chen}}}}\n\
         need: {{what: Reconcile carrier invoices without manual matching, confirmed_by: Ines Calder, date: 2026-10-19}}\ncredit: referral\n\
         qualification: {{by: Luis Ortega, budget: confirmed, timing: confirmed, fit: confirmed}}\n\
         roles: {{customer: Sam Ortiz, technical: Dana Reyes, close: Sam Ortiz}}\n\
         history: {{registered: 2026-10-19, qualified: 2026-11-02, handoff: 2026-11-16}}\n\
         handoff:\n  seller: Sam Ortiz\n  owner: Priya Raman\n\
         \x20 why_account: On Sam's list by name; the carrier contract renews on 15 January.\n  priority_list: lists/q4.md\n\
         \x20 why_partner: Meridian ran Quayside's data platform migration and meets its operations team monthly.\n\
         \x20 trigger: {{quote: \"Can we stop matching carrier invoices?\", by: Ines Calder, date: 2026-11-05, source: notes/n.md}}\n\
         \x20 joint_value: We run the reconciliation workflow; Meridian implements it.\n\
         \x20 warm_path: {{ours: Sam Ortiz, theirs: Ines Calder, through: Dana Reyes, warmth: warm, intro: Monthly operations meeting on 26 November}}\n\
         \x20 offer: {{what: Half-day reconciliation workshop, due: 2026-11-30, agreed: 2026-11-18}}\n\
         \x20 seller_move: {{action: Bring the reconciliation demo to Ines, due: 2026-11-25}}\n\
         \x20 partner_move: {{action: Confirm the meeting with Ines, due: 2026-11-24, agreed: notes/n.md}}\n\
         \x20 conflict: {check}\n  evidence: [notes/n.md]\n{more}"
    )
}

fn goes_out(book: &Repository) -> bool {
    let said = book.run(&["packet", "q", "--check"]);
    said.text().contains("It may go out")
}

const UNSETTLED: &str = "handoff/conflict-unsettled";

#[test]
fn a_check_that_found_somebody_asks_how_it_was_settled() {
    for found in [
        "resellers: [Oakline Partners]",
        "competing: Halyard",
        "direct: The enterprise team has an open opportunity there",
        "resellers: [Oakline Partners], competing: [Halyard], direct: none",
    ] {
        let check = format!("{{checked: 2026-11-19, by: Maya Chen, {found}}}");
        let book = repository().with("deals/q.yaml", packet(&check, ""));
        assert!(!goes_out(&book), "{found}");
        assert_eq!(of(&book, UNSETTLED).len(), 1, "{found}");
        let sent = repository().with("deals/q.yaml", packet(&check, "  sent: 2026-11-20\n"));
        let early = of(&sent, "handoff/sent-before-ready");
        assert_eq!(early.len(), 1, "{found}");
        assert!(
            early[0].message.contains("how that was settled"),
            "{early:#?}"
        );
        assert!(of(&sent, UNSETTLED).is_empty());
    }
}

#[test]
fn a_settled_or_empty_check_goes_out() {
    let resolution = "resolution: {how: Oakline keeps hardware; agreed by mail, by: Maya Chen, date: 2026-11-19}";
    for check in [
        format!(
            "{{checked: 2026-11-19, by: Maya Chen, resellers: [Oakline Partners], {resolution}}}"
        ),
        format!(
            "{{checked: 2026-11-19, by: Maya Chen, direct: The enterprise team sells storage there, {resolution}}}"
        ),
        "{checked: 2026-11-19, by: Maya Chen, resellers: [], competing: [], direct: none}"
            .to_owned(),
        "{checked: 2026-11-19, by: Maya Chen, resellers: none, competing: nobody, direct: no}"
            .to_owned(),
        "2026-11-19".to_owned(),
    ] {
        let book = repository().with("deals/q.yaml", packet(&check, ""));
        let said = book.run(&["packet", "q", "--check"]);
        assert!(goes_out(&book), "{check}\n{}", said.text());
        assert!(of(&book, UNSETTLED).is_empty(), "{check}");
    }
    let shared = "other_partners: [{name: Oakline Partners, role: reseller, credit: {rule: referral, share: 20%}}]\n";
    let check = "{checked: 2026-11-19, by: Maya Chen, resellers: [Oakline Partners]}";
    assert!(goes_out(
        &repository().with("deals/q.yaml", packet(check, shared))
    ));
}

#[test]
fn a_resolution_is_whole_and_comes_before_the_sending() {
    for (resolution, says) in [
        ("{by: Maya Chen, date: 2026-11-19}", "does not say how"),
        (
            "{how: n/a, by: Maya Chen, date: 2026-11-19}",
            "does not say how",
        ),
        (
            "{how: Oakline keeps hardware, date: 2026-11-19}",
            "does not name one person",
        ),
        (
            "{how: Oakline keeps hardware, by: Partner team, date: 2026-11-19}",
            "does not name one person",
        ),
        ("{how: Oakline keeps hardware, by: Maya Chen}", "has no day"),
        (
            "{how: Oakline keeps hardware, by: Maya Chen, date: 2026-11-21}",
            "settled only on Sat 21 Nov",
        ),
    ] {
        let check = format!(
            "{{checked: 2026-11-19, by: Maya Chen, resellers: [Oakline Partners], resolution: {resolution}}}"
        );
        let book = repository().with("deals/q.yaml", packet(&check, "  sent: 2026-11-20\n"));
        let found = of(&book, "handoff/sent-before-ready");
        assert!(found[0].message.contains(says), "{resolution} {found:#?}");
    }
}

#[test]
fn a_check_that_found_nobody_is_held_against_the_book() {
    let nobody = "{checked: 2026-11-19, by: Maya Chen, resellers: [], competing: [], direct: none}";
    let beside = |other: String| {
        let book = repository()
            .with("deals/q.yaml", packet(nobody, ""))
            .with("deals/other.yaml", other);
        goes_out(&book)
    };
    // The registration itself has lapsed: there is no conflict of two registrations, but two partners work there.
    let rival = |more: &str| registered("QUAYSIDE PORTS Ltd", "Orrin", "2026-03-02", more);
    assert!(!beside(rival("")));
    assert!(beside(rival(LOST)));
    assert!(beside(rival(
        "other_partners: [{name: meridian, role: implementation}]\n"
    )));
    assert!(beside(registered(
        "Halden Foods",
        "Orrin",
        "2026-03-02",
        ""
    )));
    assert!(beside(registered(
        "Quayside Ports",
        "Meridian Cloud Consulting",
        "2026-03-02",
        ""
    )));
    let rejected = rival("").replace(
        "approved: 2026-03-02",
        "rejected: {date: 2026-03-03, by: Maya Chen, reason: conflict lost}",
    );
    assert!(beside(rejected));
    // Named, it has to be settled; settled, it may go out.
    let named = "{checked: 2026-11-19, by: Maya Chen, competing: [Orrin], resolution: {how: Orrin keeps the cranes, by: Maya Chen, date: 2026-11-19}}";
    let book = repository()
        .with("deals/q.yaml", packet(named, ""))
        .with("deals/other.yaml", rival(""));
    assert!(goes_out(&book));
}

#[test]
fn a_packet_is_held_against_the_day_it_went_out() {
    let nobody = "{checked: 2026-11-12, by: Maya Chen, resellers: [], competing: [], direct: none}";
    let sent = |other: &str| {
        let book = repository()
            .with("deals/q.yaml", packet(nobody, "  sent: 2026-11-20\n"))
            .with(
                "deals/other.yaml",
                registered("Quayside Ports", "Orrin", other, ""),
            );
        of(&book, "handoff/sent-before-ready")
    };
    assert!(sent("2026-11-21").is_empty(), "it came after the sending");
    assert!(sent("2026-11-13")[0].message.contains("after the check"));
    assert!(
        sent("2026-03-02")[0]
            .message
            .contains("the check does not name Orrin")
    );
}

#[test]
fn a_resolution_that_does_not_count_says_why() {
    let why = |resolution: &str| {
        let second = format!(
            "handoff: {{conflict: {{checked: 2026-09-22, by: Maya Chen, competing: [Kestrel], resolution: {resolution}}}}}\n"
        );
        of(&both("", &second), CONFLICT)[0].message.clone()
    };
    for (resolution, says) in [
        (
            "{how: Kestrel keeps the cranes, by: Orrin Lead, date: 2026-09-23}",
            "; the resolution on record is by a partner's person, not by one of ours",
        ),
        (
            "{how: Kestrel keeps the cranes, by: Maya Chen, date: 2026-09-02}",
            "; the resolution on record is from before the second registration",
        ),
        (
            "{how: Kestrel keeps the cranes, by: Maya Chen}",
            "; the resolution on record has no day",
        ),
    ] {
        assert!(why(resolution).ends_with(says), "{}", why(resolution));
    }
}

#[test]
fn whoever_is_settled_with_the_first_is_not_with_the_next() {
    let shared =
        "other_partners: [{name: Kestrel, role: referral, credit: {rule: referral, share: 20%}}]\n";
    let third = |more: &str| {
        let third = registered("Quayside Ports", "Tarn", "2026-10-05", more);
        let found = of(&both("", shared).with("deals/c.yaml", third), CONFLICT);
        found.into_iter().map(|it| it.message).collect::<Vec<_>>()
    };
    assert!(third("")[0].contains("by Kestrel and Tarn"));
    let said = third(shared);
    assert_eq!(said.len(), 1, "{said:#?}");
    assert!(said[0].contains("by Orrin and Tarn"), "{said:#?}");
    let with_both =
        "other_partners: [{name: Kestrel, role: referral}, {name: Orrin, role: referral}]\n";
    assert!(third(with_both).is_empty());
}

fn checked(found: &str) -> String {
    format!("{{checked: 2026-11-19, by: Maya Chen, {found}}}")
}

#[test]
fn nobody_is_nobody_in_other_words_too() {
    for found in [
        "direct: none found",
        "direct: None known.",
        "direct: no open opportunity",
        "direct: No direct opportunity as of 19 Nov",
        "direct: The enterprise team has none",
        "direct: not on this account",
        "resellers: none registered, competing: nobody known",
        "resellers: [no reseller], direct: \"-\"",
        "resellers: [meridian]",
    ] {
        let book = repository().with("deals/q.yaml", packet(&checked(found), ""));
        assert!(goes_out(&book), "{found}");
        assert!(of(&book, UNSETTLED).is_empty(), "{found}");
    }
    for (found, says) in [
        (
            "direct: tbd",
            "does not say yet whether there are direct opportunities",
        ),
        (
            "direct: not checked yet",
            "does not say yet whether there are direct opportunities",
        ),
        (
            "resellers: [unknown]",
            "does not say yet whether there are resellers",
        ),
        (
            "competing: [No Limits Consulting]",
            "found No Limits Consulting",
        ),
        ("resellers: [none but Oakline]", "found none but Oakline"),
    ] {
        let book = repository().with("deals/q.yaml", packet(&checked(found), ""));
        assert!(!goes_out(&book), "{found}");
        assert!(of(&book, UNSETTLED)[0].message.contains(says), "{found}");
    }
}

#[test]
fn a_resolution_is_about_everybody_whom_the_check_found() {
    let goes = |how: &str, by: &str| {
        let found = format!(
            "resellers: [oakline, Halyard], resolution: {{how: {how}, by: {by}, date: 2026-11-19}}"
        );
        let process = format!(
            "{}\n[partners.oakline]\nname = \"Oakline Partners\"\n",
            quick_process()
        );
        let book = repository()
            .with("process.toml", process)
            .with("deals/q.yaml", packet(&checked(&found), ""));
        goes_out(&book)
    };
    assert!(goes(
        "Oakline keeps hardware and Halyard yields",
        "Maya Chen"
    ));
    assert!(goes("Both keep to hardware", "Maya Chen"));
    assert!(!goes("Oakline keeps hardware", "Maya Chen"));
    assert!(!goes("Both keep to hardware", "Dana Reyes"));
}

#[test]
fn a_packet_whose_conflict_is_open_is_not_called_ready_to_send() {
    let check = "{checked: 2026-11-19, by: Maya Chen, competing: [Halyard]}";
    let book = repository().with("deals/q.yaml", packet(check, ""));
    let page = book.run(&["--format", "text"]);
    let page = page.text().split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        page.contains("make the risk and conflict note of q ready, then send it to Sam Ortiz"),
        "{page}"
    );
}
