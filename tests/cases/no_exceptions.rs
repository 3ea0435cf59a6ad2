//! Attribution and credit know no exceptions deal by deal (D2.2, D7.2).

use crate::support::{Finding, Repository, quick_process};

const CLASS: &str = "attribution/contradicts-rule";

/// A deal that claims more than the rule derives.
fn claim(attribution: &str, more: &str) -> String {
    format!(
        "account: {{name: Quayside Ports}}\nopportunity: {{name: Opp, created: 2026-08-11, amount: 84000}}\npartner: meridian\n\
         registered: {{date: 2026-08-25, by: Dana Reyes, approved: {{date: 2026-08-26, by: Maya Chen}}}}\nneed: Reconcile invoices.\n\
         credit: referral\nhistory: {{registered: 2026-08-25}}\n{attribution}\n{more}\
         touches: [{{date: 2026-08-20, kind: meeting, from: partner, who: Dana Reyes, source: notes/n.md}}]\n"
    )
}

fn book(process: &str, deal: &str) -> Repository {
    Repository::empty()
        .with("process.toml", process)
        .with("notes/n.md", "Quayside Ports")
        .with("deals/a.yaml", deal)
}

fn of(book: &Repository, rule: &str) -> Vec<Finding> {
    let found = book.findings().into_iter();
    found.filter(|finding| finding.rule == rule).collect()
}

const WRONG: &str = "attribution: partner-sourced";

#[test]
fn a_waiver_does_not_make_the_class_quiet() {
    let waiver = "waivers: [{rule: attribution/contradicts-rule, by: Priya Raman, date: 2026-08-26, why: They did the work.}]\n";
    let found = of(&book(&quick_process(), &claim(WRONG, waiver)), CLASS);
    assert_eq!((found.len(), &*found[0].level), (1, "error"));
    assert!(
        found[0]
            .message
            .ends_with("the waiver by Priya Raman has no effect"),
        "{found:#?}"
    );
    let right = claim("attribution: partner-influenced", waiver);
    assert!(of(&book(&quick_process(), &right), CLASS).is_empty());
}

#[test]
fn a_comment_does_not_make_the_class_quiet() {
    let line = format!("# dealctl: allow {CLASS} — They did the work.\n{WRONG}");
    let book = book(&quick_process(), &claim(&line, ""));
    let found = of(&book, CLASS);
    assert!(
        found[0]
            .message
            .ends_with("the comment that allows it has no effect"),
        "{found:#?}"
    );
    assert!(of(&book, "allow/unused").is_empty());
}

#[test]
fn process_toml_does_not_make_the_class_quiet() {
    for lint in [
        "ignore = [\"attribution\"]",
        "ignore = [\"attribution/contradicts-rule\"]",
        "ignore = []\nper_file = { \"deals/**\" = [\"attribution\"] }",
        "ignore = []\nper_file = { \"deals/a.yaml\" = [\"attribution/contradicts-rule\"] }",
        "ignore = []\nlevels = { \"attribution/contradicts-rule\" = \"note\" }",
    ] {
        let process = quick_process();
        let at = process.find("[lint]").expect("[lint]");
        let after = process[at..]
            .find("\n[")
            .map_or(process.len(), |end| at + end);
        let process = format!("{}[lint]\n{lint}\n{}", &process[..at], &process[after..]);
        let book = book(&process, &claim(WRONG, ""));
        let found = of(&book, CLASS);
        assert_eq!((found.len(), &*found[0].level), (1, "error"), "{lint}");
        assert_eq!(of(&book, "process/no-exceptions").len(), 1, "{lint}");
    }
    // What one person wants to read is that person's own.
    let book = book(&quick_process(), &claim(WRONG, ""));
    let said = book.run(&["lint", "--format", "short", "--ignore", "attribution"]);
    assert!(!said.text().contains(CLASS), "{}", said.text());
}

#[test]
fn a_baseline_does_not_make_the_class_quiet() {
    let book = book(&quick_process(), &claim(WRONG, ""));
    let path = book.path("baseline.json");
    let path = path.to_str().expect("a path");
    let lint = |more: &[&str]| {
        book.run(&[&["lint", "--format", "short", "--baseline", path], more].concat())
    };
    lint(&["--write-baseline"]);
    let written = std::fs::read_to_string(path).expect("a baseline");
    assert!(!written.contains(CLASS), "{written}");
    assert!(lint(&[]).text().contains(CLASS));
    let by_hand = format!(
        "{{\"version\": 1, \"findings\": [{{\"in\": \"a\", \"rule\": \"{CLASS}\", \"subject\": \"attribution\", \"count\": 1}}]}}\n"
    );
    std::fs::write(path, by_hand).expect("a baseline");
    assert!(lint(&[]).text().contains(CLASS));
}

#[test]
fn other_findings_are_still_waived_and_allowed() {
    let late = "waivers: [{rule: credit/set-late, by: Maya Chen, date: 2026-10-06, why: Agreed by telephone on the first day.}]\n";
    let deal = claim("attribution: partner-influenced", late).replace(
        "credit: referral",
        "credit: {rule: referral, set_on: 2026-10-05}",
    );
    assert!(of(&book(&quick_process(), &deal), "credit/set-late").is_empty());
    let allowed = claim("attribution: partner-influenced", "").replace(
        "credit: referral",
        "# dealctl: allow credit/set-late — Agreed by telephone on the first day.\ncredit: {rule: referral, set_on: 2026-10-05}",
    );
    assert!(of(&book(&quick_process(), &allowed), "credit/set-late").is_empty());
}

#[test]
fn whoever_is_paid_does_not_waive_the_rule_that_pays() {
    let by = |who: &str| {
        let late = format!(
            "waivers: [{{rule: credit/set-late, by: {who}, date: 2026-10-06, why: Agreed by telephone.}}]\n"
        );
        let deal = claim("attribution: partner-influenced", &late).replace(
            "credit: referral",
            "credit: {rule: referral, set_on: 2026-10-05}",
        );
        of(&book(&quick_process(), &deal), "credit/set-late")
    };
    let found = by("Dana Reyes");
    assert_eq!((found.len(), &*found[0].level), (1, "error"));
    assert!(
        found[0]
            .message
            .ends_with("waived by Dana Reyes, whom it pays"),
        "{found:#?}"
    );
    assert_eq!(by("dana reyes").len(), 1);
    assert!(by("Maya Chen").is_empty());
}

fn handoff(text: &str) -> Repository {
    let deal = format!("account: {{name: Quayside Ports}}\npartner: meridian\n{text}\n");
    book(&quick_process(), &deal)
}

#[test]
fn a_deal_narrows_its_window_and_never_widens_it() {
    let waiting = |within: &str, day: &str| {
        let book = handoff(&format!(
            "history: {{registered: 2026-10-05, qualified: 2026-10-12, handoff: 2026-11-09}}\n\
             handoff: {{seller: Sam Ortiz, sent: 2026-11-09, acceptance: {{within: {within}}}}}"
        ));
        let said = book.run(&["lint", "--format", "short", "--today", day]);
        (
            said.text().contains("handoff/window-widened"),
            said.text().contains("handoff/no-response"),
        )
    };
    // The process gives three business days from Monday: until Thursday.
    assert_eq!(waiting("10 business days", "2026-11-12"), (true, false));
    assert_eq!(waiting("10 business days", "2026-11-13"), (true, true));
    assert_eq!(waiting("3 weeks", "2026-11-13"), (true, true));
    assert_eq!(waiting("1 business day", "2026-11-11"), (false, true));
    assert_eq!(waiting("3 business days", "2026-11-12"), (false, false));
    assert_eq!(waiting("2 days", "2026-11-12"), (false, true));
}

#[test]
fn somebody_who_answers_for_the_seller_is_seen() {
    let found = |handoff_text: &str| {
        let book = handoff(handoff_text);
        (
            of(&book, "handoff/answered-by-somebody-else").len(),
            of(&book, "roles/not-who-accepted").len(),
        )
    };
    let by = |who: &str| {
        format!(
            "handoff: {{seller: Sam Ortiz, sent: 2026-11-09, response: {{result: accepted, date: 2026-11-10, by: {who}}}}}"
        )
    };
    assert_eq!(found(&by("Priya Raman")), (1, 0));
    assert_eq!(found(&by("Dana Reyes")), (1, 0));
    assert_eq!(found(&by("SAM  Ortiz")), (0, 0));
    // One word will do, and an initial.
    assert_eq!(found(&by("Sam")), (0, 0));
    assert_eq!(found(&by("S. Ortiz")), (0, 0));
    assert_eq!(found(&by("Sam Olsen")), (1, 0));
    let declined = by("Priya Raman").replace("accepted", "declined");
    assert_eq!(found(&declined), (1, 0));
    let earlier = "earlier_handoffs: [{seller: Kemi Adeyemi, sent: 2026-11-02, response: {result: declined, date: 2026-11-03, by: Sam Ortiz, reason: not my account}}]";
    assert_eq!(found(earlier), (1, 0));
    let nobody = "handoff: {seller: Sam Ortiz, sent: 2026-11-09, response: {result: accepted, date: 2026-11-10}}";
    assert_eq!(found(nobody), (0, 0));
}

#[test]
fn the_seller_who_accepted_leads_the_customer() {
    let found = |customer: &str, result: &str| {
        let book = handoff(&format!(
            "roles: {{customer: {customer}, technical: Dana Reyes}}\n\
             handoff: {{seller: Sam Ortiz, sent: 2026-11-09, response: {{result: {result}, date: 2026-11-10, by: Sam Ortiz, reason: not my account}}}}"
        ));
        of(&book, "roles/not-who-accepted").len()
    };
    assert_eq!(found("Kemi Adeyemi", "accepted"), 1);
    assert_eq!(found("Kemi Adeyemi", "declined"), 0);
    assert_eq!(found("sam ortiz", "accepted"), 0);
    assert_eq!(found("Sam", "accepted"), 0);
    assert_eq!(found("Dana Reyes", "accepted"), 1);
    assert_eq!(found("tbd", "accepted"), 0);
}
