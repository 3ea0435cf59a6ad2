//! One fault, one finding: where a cause has a finding of its own, its consequences have none.

use std::path::Path;

use dealctl::diagnostic::{Diagnostic, Level};
use dealctl::lint::{Selection, lint};
use dealctl::load::{Evidence, Memory, Seen, load};

fn findings(process: impl Fn(String) -> String, deal: &str) -> Vec<Diagnostic> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/example");
    let text = std::fs::read_to_string(root.join("process.toml")).expect("an example file");
    let (deal, signals) = deal.split_once("# signals.yaml\n").unwrap_or((deal, "[]"));
    let files = Memory::default()
        .with("process.toml", process(text))
        .with("signals.yaml", signals)
        .with("deals/example.yaml", deal);
    let seen = Seen {
        today: "2026-11-23".parse().expect("a date"),
        as_of_given: true,
    };
    let book = load(&files, seen).expect("a process");
    let mut selection = Selection::default();
    selection.with_process(&book.process);
    lint(&book, &Evidence::new(&files), &selection).findings
}

fn as_written(text: String) -> String {
    text
}

fn of<'a>(findings: &'a [Diagnostic], rule: &str) -> Vec<&'a Diagnostic> {
    let of_rule = findings.iter().filter(|finding| finding.rule == rule);
    of_rule.collect()
}

fn subjects<'a>(findings: &'a [Diagnostic], rule: &str) -> Vec<&'a str> {
    let of_rule = of(findings, rule).into_iter();
    of_rule.map(|finding| &*finding.subject).collect()
}

const HEAD: &str = "\
account: {name: Quayside Ports}
partner: meridian
registered: 2026-09-28
need: Berth planners re-key the tide table.
qualification: {by: Luis Ortega, budget: confirmed, timing: confirmed, fit: confirmed}
opportunity: {amount: 66000}
";

#[test]
fn an_unknown_credit_rule_is_no_unmet_criterion_too() {
    let deal = format!(
        "{HEAD}credit: refferal\nhistory: {{registered: 2026-09-28, qualified: 2026-10-05}}\n"
    );
    let found = findings(as_written, &deal);
    assert_eq!(subjects(&found, "credit/unknown-rule"), ["credit.rule"]);
    assert!(of(&found, "gate/unmet-criterion").is_empty(), "{found:#?}");
}

#[test]
fn what_was_not_ready_is_not_missing_too() {
    let deal = format!(
        "{HEAD}credit: referral\nroles: {{customer: Sam Ortiz}}\n\
         handoff: {{seller: Sam Ortiz, owner: Priya Raman, sent: 2026-11-20}}\n\
         history: {{registered: 2026-09-28, qualified: 2026-10-05, handoff: 2026-11-19}}\n"
    );
    let found = findings(as_written, &deal);
    let unready = of(&found, "handoff/sent-before-ready");
    let missing = of(&found, "handoff/missing-field");
    assert_eq!((unready.len(), missing.len()), (1, 1));
    assert!(unready[0].message.contains("evidence"));
    assert!(!missing[0].message.contains("evidence"));
    assert!(missing[0].message.contains("customer trigger"));
    assert_eq!(missing[0].level, Level::Error);
    assert_eq!(subjects(&found, "gate/to-do"), ["handoff/accepted"]);
}

#[test]
fn a_late_answer_is_the_sellers_move_and_nobody_elses() {
    let deal = format!(
        "{HEAD}credit: referral\nroles: {{customer: Sam Ortiz}}\n\
         handoff: {{seller: Sam Ortiz, warm_path: Ines knows Dana, seller_move: Call Ines, sent: 2026-11-12}}\n\
         history: {{registered: 2026-09-28, qualified: 2026-10-05, handoff: 2026-11-09}}\n"
    );
    let found = findings(as_written, &deal);
    assert_eq!(of(&found, "handoff/no-response").len(), 1);
    assert!(of(&found, "gate/overdue").is_empty(), "{found:#?}");
    assert!(of(&found, "gate/to-do").is_empty(), "{found:#?}");
}

#[test]
fn a_conflict_nobody_checked_is_said_once() {
    let deal = format!(
        "{HEAD}credit: referral\nother_partners: [{{name: Oakline Partners}}]\n\
         handoff: {{seller: Sam Ortiz, owner: Priya Raman}}\n\
         history: {{registered: 2026-09-28, qualified: 2026-10-05, handoff: 2026-11-19}}\n"
    );
    let found = findings(as_written, &deal);
    let unchecked = of(&found, "handoff/no-conflict-check");
    assert!(unchecked[0].message.contains("Oakline Partners is"));
    let missing = of(&found, "handoff/missing-field");
    assert!(!missing[0].message.contains("risk and conflict"));
    assert!(missing[0].message.ends_with("beside the conflict check"));
}

#[test]
fn what_went_out_early_is_said_by_the_sending_alone() {
    let deal = |sent: &str| {
        format!(
            "{HEAD}credit: referral\n\
             handoff:\n  seller: Sam Ortiz\n  partner_move: {{action: Open the call, due: 2026-11-24}}\n  \
             seller_move: [Call Ines, Write to Ines]\n  conflict: {{resellers: [Oakline Partners]}}\n{sent}\
             history: {{registered: 2026-09-28, qualified: 2026-10-05, handoff: 2026-11-19}}\n"
        )
    };
    let of_the_draft = [
        "handoff/too-many-moves",
        "handoff/partner-has-not-agreed",
        "handoff/no-conflict-check",
    ];
    let draft = findings(as_written, &deal(""));
    let sent = findings(as_written, &deal("  sent: 2026-11-20\n"));
    for rule in of_the_draft {
        assert_eq!(of(&draft, rule).len(), 1, "{rule}: {draft:#?}");
        assert!(of(&sent, rule).is_empty(), "{rule}: {sent:#?}");
    }
    assert!(of(&draft, "handoff/sent-before-ready").is_empty());
    assert_eq!(of(&sent, "handoff/sent-before-ready").len(), 1);
}

#[test]
fn a_gate_before_the_handoff_speaks_for_itself() {
    let asks = |text: String| {
        text.replace(
            "  { id = \"timing\"",
            "  { id = \"path\", field = \"handoff.warm_path\" },\n  { id = \"timing\"",
        )
    };
    let deal = format!(
        "{HEAD}credit: referral\nhistory: {{registered: 2026-09-28, qualified: 2026-10-05, handoff: 2026-11-19}}\n"
    );
    let found = findings(asks, &deal);
    assert_eq!(subjects(&found, "gate/unmet-criterion"), ["qualified/path"]);
}

#[test]
fn a_level_of_process_toml_leaves_a_finding_of_another_level_alone() {
    let warns = |text: String| {
        text.replace(
            "levels = {",
            "levels = { \"handoff/missing-field\" = \"warning\",",
        )
    };
    let deal = format!(
        "{HEAD}credit: referral\nhistory: {{registered: 2026-09-28, qualified: 2026-10-05, handoff: 2026-11-19}}\n"
    );
    let found = findings(warns, &deal);
    assert_eq!(
        of(&found, "handoff/missing-field")[0].level,
        Level::Note,
        "{found:#?}"
    );
}

#[test]
fn what_stands_still_is_said_once() {
    let said = |process: fn(String) -> String, deal: &str| {
        let found = findings(process, deal);
        let names = found.iter().map(|finding| finding.rule);
        let mut names: Vec<&str> = names
            .filter(|name| name.starts_with("hygiene/") || *name == "gate/overdue")
            .collect();
        names.sort_unstable();
        names
    };
    let history = "history: {registered: 2026-09-28, qualified: 2026-10-05}\n";
    let ready = format!("{HEAD}credit: referral\n{history}");
    // Everything is met, and nobody moves it on: no rule on the stage speaks, and without a touch it is stale too.
    assert_eq!(said(as_written, &ready), ["hygiene/stale"]);
    let open = ready.replace("budget: confirmed", "budget: open");
    assert_eq!(said(as_written, &open), ["gate/overdue"]);
    let young = ready.replace("2026-10-05", "2026-11-16");
    assert_eq!(said(as_written, &young), ["hygiene/no-touch"]);
    let closed =
        format!("{ready}outcome: {{result: disqualified, date: 2026-11-20, reason: no fit}}\n");
    assert!(said(as_written, &closed).is_empty());
}

#[test]
fn a_missing_amount_is_left_to_the_gate_that_asks_for_it() {
    let deal = format!(
        "{HEAD}credit: referral\nhistory: {{registered: 2026-09-28, qualified: 2026-10-05, handoff: 2026-11-19}}\n"
    )
    .replace("{amount: 66000}", "{name: Berths}");
    let found = findings(as_written, &deal);
    assert_eq!(subjects(&found, "gate/unmet-criterion"), ["qualified/fit"]);
    assert!(of(&found, "hygiene/no-amount").is_empty(), "{found:#?}");
    let unasked = |text: String| text.replace(" && deal.opportunity.amount > 10000", "");
    let found = findings(unasked, &deal);
    assert!(of(&found, "gate/unmet-criterion").is_empty(), "{found:#?}");
    assert_eq!(of(&found, "hygiene/no-amount").len(), 1, "{found:#?}");
}

#[test]
fn an_open_credit_rule_is_left_to_the_gate_unless_that_is_waived() {
    let optional = |text: String| text.replace(", \"credit.rule\"]", "]");
    let deal = |waivers: &str| {
        format!(
            "{HEAD}{waivers}history: {{registered: 2026-09-28, qualified: 2026-10-05}}\n\
             outcome: {{result: won, date: 2026-11-04, by: Sam Ortiz, amount: 64500}}\n"
        )
    };
    let found = findings(optional, &deal(""));
    assert_eq!(
        subjects(&found, "gate/unmet-criterion"),
        ["registered/credit"]
    );
    assert!(of(&found, "credit/open-at-close").is_empty(), "{found:#?}");
    let waived = "waivers: [{criterion: registered/credit, by: Tom Alvarez, date: 2026-09-29, why: Agreed by May.}]\n";
    let found = findings(optional, &deal(waived));
    assert_eq!(of(&found, "credit/open-at-close").len(), 1, "{found:#?}");
}

#[test]
fn a_text_that_is_only_a_comment_is_not_missing_too() {
    let deal = "account: {name: Quayside Ports}\npartner: meridian\nregistered: 2026-11-20\ncredit: referral\n\
                need: #4 berth re-keys the tide table\nhistory: {registered: 2026-11-20}\n";
    let found = findings(as_written, deal);
    assert_eq!(subjects(&found, "file/text-cut"), ["need"]);
    assert!(
        of(&found, "registration/missing-field").is_empty(),
        "{found:#?}"
    );
    let spaced = findings(as_written, &deal.replace("#4 berth", "# 4 berth"));
    assert!(of(&spaced, "file/text-cut").is_empty(), "{spaced:#?}");
    assert_eq!(subjects(&spaced, "registration/missing-field"), ["need"]);
}

#[test]
fn a_field_of_the_packet_that_is_only_a_comment_is_not_missing_too() {
    let deal = format!(
        "{HEAD}credit: referral\nhandoff:\n  why_partner: #4 in the port\n  sent: 2026-11-19\n\
         history: {{registered: 2026-09-28, qualified: 2026-10-05, handoff: 2026-10-19}}\n"
    );
    let found = findings(as_written, &deal);
    assert_eq!(
        subjects(&found, "file/text-cut"),
        ["handoff.why_partner"],
        "{found:#?}"
    );
    let missing = of(&found, "handoff/missing-field");
    let said = format!("{missing:?}");
    assert!(said.contains("joint_value"), "{said}");
    assert!(!said.contains("why_partner"), "{said}");
}

#[test]
fn a_role_that_nobody_holds_in_joint_work_is_no_note_too() {
    let deal = |roles: &str| {
        format!(
            "{HEAD}credit: referral\nroles: {roles}\n\
             history: {{registered: 2026-09-28, qualified: 2026-10-05, handoff: 2026-10-19, joint: 2026-11-09}}\n"
        )
    };
    let unfilled = findings(as_written, &deal("{customer: Sam Ortiz}"));
    assert_eq!(subjects(&unfilled, "roles/unfilled"), ["roles.technical"]);
    assert_eq!(subjects(&unfilled, "gate/to-do"), ["joint/close-date"]);
    let team = findings(
        as_written,
        &deal("{customer: Sam Ortiz, technical: West Team}"),
    );
    assert_eq!(
        subjects(&team, "roles/is-not-a-person"),
        ["roles.technical"]
    );
    assert_eq!(subjects(&team, "gate/to-do"), ["joint/close-date"]);
}

#[test]
fn an_amount_with_too_many_decimals_is_no_amount() {
    let deal = HEAD.replace("66000", "84.000")
        + "outcome: {result: won, date: 2026-11-04, amount: 66.000}\n";
    let found = findings(as_written, &deal);
    assert_eq!(
        subjects(&found, "file/wrong-type"),
        ["opportunity.amount", "outcome.amount"]
    );
    assert!(of(&found, "hygiene/no-amount").is_empty(), "{found:#?}");
    assert!(of(&found, "close/no-amount").is_empty(), "{found:#?}");
}

#[test]
fn a_text_that_is_cut_short_in_a_list_is_found() {
    let deal = format!(
        "{HEAD}handoff:\n  conflict:\n    competing:\n      - Reseller #2 in the north\n  evidence:\n    - Minutes #4 of the board\n    - notes/a.md # ours\n"
    );
    let found = findings(as_written, &deal);
    assert_eq!(
        subjects(&found, "file/text-cut"),
        ["handoff.conflict.competing", "handoff.evidence"]
    );
}

#[test]
fn what_yaml_takes_for_something_else_is_told_in_plain_words() {
    for (need, words) in [
        ("@ports plan by hand", "begins with `@` must stand"),
        ("%20 of the berths", "begins with `%` must stand"),
        ("`berths` by hand", "begins with a backtick must stand"),
        (
            "Berth\n  number #4 re-keys\n  the tide table",
            "begins a comment",
        ),
    ] {
        let deal = HEAD.replace("Berth planners re-key the tide table.", need);
        let found = findings(as_written, &deal);
        let syntax = of(&found, "file/syntax");
        assert_eq!(syntax.len(), 1, "{need}: {found:#?}");
        assert!(
            syntax[0].message.contains(words),
            "{need}: {}",
            syntax[0].message
        );
        let help = syntax[0].help.as_deref().unwrap_or_default();
        assert_eq!(help, "put the whole text in double quotes");
    }
}

#[test]
fn an_outcome_without_a_day_or_without_a_result_is_one_finding() {
    let deal = |outcome: &str| {
        format!("{HEAD}credit: referral\nhistory: {{registered: 2026-09-28}}\noutcome: {outcome}\n")
    };
    let rules = |outcome: &str| {
        let found = findings(as_written, &deal(outcome)).into_iter();
        found
            .filter(|finding| finding.rule.starts_with("close/"))
            .map(|finding| (finding.rule, finding.subject.clone()))
            .collect::<Vec<_>>()
    };
    let one = |rule, subject: &str| vec![(rule, subject.to_owned())];
    assert_eq!(
        rules("{result: lost, reason: price}"),
        one("close/no-date", "outcome.date")
    );
    assert_eq!(
        rules("{result: won, date: tbd, amount: 66000}"),
        one("close/no-date", "outcome.date")
    );
    for outcome in [
        "{date: 2026-11-04, amount: 66000}",
        "{result: tbd, date: 2026-11-04}",
    ] {
        assert_eq!(rules(outcome), one("close/no-result", "outcome.result"));
    }
    assert_eq!(rules("{result: maybe, date: 2026-11-04}"), []);
}

#[test]
fn the_role_of_a_contact_may_follow_a_comma() {
    let deal = "\
account: {name: Quayside Ports}
partner: {name: \"Smith, Jones & Co\", contact: \"Pia Berg, Alliances lead\"}
registered: {date: 2026-09-28}
need: Berth planners re-key the tide table.
credit: referral
history: {registered: 2026-09-28}
";
    let found = findings(as_written, deal);
    assert!(
        of(&found, "registration/partner-is-a-logo").is_empty(),
        "{found:#?}"
    );
    let found = findings(as_written, &deal.replace(", Alliances lead", ""));
    let logo = of(&found, "registration/partner-is-a-logo");
    assert_eq!(logo.len(), 1, "{found:#?}");
    let help = logo[0].help.as_deref().unwrap_or_default();
    assert!(
        help.ends_with("dealctl set example partner.contact.role ROLE"),
        "{help}"
    );
}

/// The help of the first finding of a rule.
fn help(found: &[Diagnostic], rule: &str) -> String {
    let of_rule = of(found, rule);
    let first = of_rule
        .first()
        .unwrap_or_else(|| panic!("{rule}: {found:#?}"));
    first.help.clone().unwrap_or_default()
}

#[test]
fn what_a_help_says_can_be_written_where_it_says() {
    let skips =
        format!("{HEAD}credit: referral\nhistory: {{registered: 2026-09-28, joint: 2026-10-05}}\n");
    let found = findings(as_written, &skips);
    let said = help(&found, "history/skipped-stage");
    assert!(
        said.contains("dealctl set example history.qualified DATE, then dealctl set example history.handoff DATE"),
        "{said}"
    );
    let listed = skips.replace(
        "{registered: 2026-09-28, joint: 2026-10-05}",
        "[{stage: registered, date: 2026-09-28}, {stage: joint, date: 2026-10-05}]",
    );
    let said = help(&findings(as_written, &listed), "history/skipped-stage");
    assert!(
        said.contains("dealctl set example history.qualified DATE, then "),
        "{said}"
    );
    let open = skips.replace("budget: confirmed", "budget: open").replace(
        "joint: 2026-10-05",
        "qualified: 2026-09-29, handoff: 2026-10-05",
    );
    let said = help(&findings(as_written, &open), "gate/unmet-criterion");
    assert!(
        said.contains("dealctl qualify example budget=STATUS --source FILE --on DATE"),
        "{said}"
    );
    assert!(
        said.ends_with("dealctl waive example gate/unmet-criterion --why REASON"),
        "{said}"
    );
    let unknown = skips.replace(
        "credit: referral",
        "credit: {rule: finders fee, share: 60%}",
    );
    let said = help(&findings(as_written, &unknown), "credit/unknown-rule");
    assert!(!said.contains("credit: {"), "{said}");
}

#[test]
fn a_misspelled_section_is_not_missing_too() {
    let found = findings(as_written, &HEAD.replace("account:", "acount:"));
    assert_eq!(subjects(&found, "file/unknown-key"), ["acount"]);
    let missing = subjects(&found, "registration/missing-field");
    assert!(!missing.contains(&"account.name"), "{found:#?}");
}

#[test]
fn what_a_signal_is_and_of_which_deal_is_checked() {
    let signals = "\
- {date: 2026-11-09, kind: mentoin, by: Sam Ortiz, deal: example}
- {date: 2026-11-09, kind: mention, by: Sam Ortiz, deal: exmaple}
";
    let found = findings(as_written, &format!("{HEAD}# signals.yaml\n{signals}"));
    let wrong = of(&found, "file/wrong-type");
    assert_eq!(wrong.len(), 1, "{found:#?}");
    assert_eq!(wrong[0].label, "not one of request, mention, dispute");
    assert_eq!(subjects(&found, "file/unknown-deal"), ["exmaple"]);
    assert_eq!(help(&found, "file/unknown-deal"), "did you mean `example`?");
}

#[test]
fn a_waiver_that_could_not_be_read_is_no_unmet_criterion_too() {
    let deal = HEAD.replace("budget: confirmed, ", "");
    let deal = |waivers: &str| {
        format!(
            "{deal}credit: referral\n{waivers}history: {{registered: 2026-09-28, qualified: 2026-10-05, handoff: 2026-11-19}}\n"
        )
    };
    let waiver = "{criterion: qualified/budget, by: Tom Alvarez, date: 2026-10-12, why: Promised.}";
    let found = findings(as_written, &deal(&format!("waivers: {waiver}\n")));
    assert_eq!(subjects(&found, "file/wrong-type"), ["waivers"]);
    assert!(of(&found, "gate/unmet-criterion").is_empty(), "{found:#?}");
    let found = findings(as_written, &deal(""));
    assert_eq!(
        subjects(&found, "gate/unmet-criterion"),
        ["qualified/budget"]
    );
}

#[test]
fn a_key_in_the_wrong_map_is_told_its_own() {
    for (line, home) in [
        ("close_date: 2027-03-31", "under `opportunity:`"),
        ("amount: 66000", "under `opportunity:` or `outcome:`"),
        ("seller: Sam Ortiz", "under `handoff:`"),
    ] {
        let found = findings(as_written, &format!("{HEAD}credit: referral\n{line}\n"));
        let unknown = of(&found, "file/unknown-key");
        assert_eq!(unknown.len(), 1, "{line}: {found:#?}");
        let help = unknown[0].help.as_deref().unwrap_or_default();
        assert!(help.contains(home), "{line}: {help}");
    }
}

#[test]
fn an_amount_that_is_too_small_keeps_its_currency() {
    let process = |text: String| {
        text.replacen(
            "{ id = \"account\", field = \"account.name\" },",
            "{ id = \"size\", field = \"opportunity.amount\", at_least = 90000 },",
            1,
        )
    };
    let deal = format!(
        "{}credit: referral\nhistory: {{registered: 2026-09-28, qualified: 2026-10-05}}\n",
        HEAD.replace("66000", "66000 EUR")
    );
    let found = findings(process, &deal);
    let unmet = of(&found, "gate/unmet-criterion");
    assert_eq!(unmet.len(), 1, "{found:#?}");
    assert!(
        unmet[0].message.contains("`66000 EUR`"),
        "{}",
        unmet[0].message
    );
}
