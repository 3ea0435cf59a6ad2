//! `lint --statistics`: the same findings, counted.

mod support;

use support::Repository;

fn book() -> Repository {
    let deal = |name: &str, more: &str| {
        format!(
            "account: {{name: {name}}}\npartner: meridian\nregistered: 2026-09-28\nneed: Berths.\n\
             credit: nope\n{more}history: {{registered: 2026-09-28}}\n"
        )
    };
    Repository::new()
        .with("deals/a.yaml", deal("Quayside Ports", "foo: 1\n"))
        .with(
            "deals/b.yaml",
            deal("Halden Foods", "").replace("meridian", "Oakline Partners"),
        )
}

#[test]
fn every_list_adds_up_to_what_lint_finds() {
    let repository = book();
    let findings = support::findings(&repository.run(&["lint", "--format", "json"]));
    let ran = repository.run(&["lint", "--statistics", "--format", "json"]);
    assert_eq!(ran.code, 1);
    let json = ran.json();
    let shown = findings.iter().filter(|finding| finding.level != "note");
    let errors = findings.iter().filter(|finding| finding.level == "error");
    let (shown, errors) = (shown.count() as u64, errors.count() as u64);
    let sum = |list: &str| -> (u64, u64) {
        let groups = json[list].as_array().expect("a list");
        groups.iter().fold((0, 0), |(errors, all), group| {
            let n = |key: &str| group[key].as_u64().expect("a number");
            let notes = n("notes");
            (
                errors + n("errors"),
                all + n("errors") + n("warnings") + notes,
            )
        })
    };
    assert!(errors > 0 && shown > errors);
    for list in ["rules", "families", "owners", "partners"] {
        assert_eq!(sum(list), (errors, shown), "{list}: {json:#}");
    }
    assert_eq!(json["rules"][0]["name"], "credit/unknown-rule");
    assert_eq!(json["rules"][0]["deals"], 2);
    assert_eq!(json["total"]["deals"], 2);
}

#[test]
fn people_get_tables_and_other_formats_are_refused() {
    let repository = book();
    let ran = repository.run(&["lint", "--statistics"]);
    assert!(ran.text().contains("credit/unknown-rule"), "{}", ran.text());
    assert!(ran.text().contains("Oakline Partners"), "{}", ran.text());
    support::assert_harmless(&ran.stdout, "statistics");
    // Either the counts have a format, or the findings, or both.
    for line in [
        &["lint", "--statistics", "--format", "sarif"][..],
        &["lint", "--format", "csv"],
    ] {
        let ran = repository.run(line);
        assert_eq!((ran.code, ran.text()), (2, ""), "{line:?}");
    }
    let ran = Repository::new().run(&["lint", "--statistics"]);
    assert_eq!(
        (ran.code, ran.text()),
        (0, "Nothing found, nothing to count.\n")
    );
}
