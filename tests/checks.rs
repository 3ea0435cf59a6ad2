//! What a `check` of process.toml makes of a deal: an absent key is absent to `has()`, and what is missing is named.

mod support;

use support::{Repository, example_process};

const DEAL: &str = "\
account: {name: Quayside Ports}
opportunity: {name: Berth scheduling}
partner: meridian
registered: 2026-09-28
need: Berth planners re-key the tide table.
credit: referral
custom: {nul: null}
history: {registered: 2026-09-28, qualified: 2026-10-05}
";

/// What `gate/unmet-criterion` says of a deal whose first stage has one more criterion: this check.
fn unmet(check: &str) -> Vec<String> {
    let account = "{ id = \"account\", field = \"account.name\" },";
    let process = example_process();
    let first = process.find(account).expect("the first criterion");
    let criterion = format!("{{ id = \"rule\", check = '{check}', message = \"Holds\" }},\n");
    let process = format!("{}{criterion}{}", &process[..first], &process[first..]);
    let repository = Repository::new()
        .with("process.toml", process)
        .with("deals/example.yaml", DEAL);
    let found = repository.findings().into_iter();
    found
        .filter(|finding| {
            finding.rule == "process/bad-check"
                || finding.rule == "gate/unmet-criterion" && finding.message.contains("rule")
        })
        .map(|finding| finding.message)
        .collect()
}

#[test]
fn what_is_absent_with_all_around_it_is_absent_to_has() {
    for check in [
        "!has(deal.opportunity.call)",
        "!has(deal.handoff.seller)",
        "has(deal.handoff.warm_path.ours) == false",
        "has(deal.handoff.seller) ? false : true",
        "!has(deal.custom.nul)",
        "!has(deal.handoff.seller) || deal.handoff.seller != \"Zed\"",
        "!has(deal.handoff) || has(deal.handoff.seller)",
    ] {
        assert_eq!(unmet(check), Vec::<String>::new(), "{check}");
    }
}

#[test]
fn what_is_asked_for_and_absent_is_named() {
    for (check, path) in [
        ("deal.opportunity.call == \"commit\"", "opportunity.call"),
        ("deal.handoff.seller != \"Zed\"", "handoff.seller"),
        (
            "!has(deal.handoff.owner) && deal.opportunity.call == \"commit\"",
            "opportunity.call",
        ),
    ] {
        let found = unmet(check);
        assert_eq!(found.len(), 1, "{check}: {found:?}");
        let says = format!("cannot be told: {path} is missing");
        assert!(found[0].contains(&says), "{check}: {found:?}");
    }
    let found = unmet("has(deal.handoff.seller)");
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].contains("does not hold"), "{found:?}");
}
