//! One account, one person, one partner, whatever the spelling (D2.3, D2.8).

use crate::support::{Finding, Repository, quick_process};

const CONFLICT: &str = "registration/conflict";
const DUPLICATE: &str = "registration/possible-duplicate";

fn deal(account: &str, partner: &str, registered: &str) -> String {
    format!(
        "account: {account}\nopportunity: {{name: Loom planning}}\n\
         partner: {{name: {partner}, contact: {{name: Mina Sato, role: Lead}}}}\nregistered: {registered}\n\
         need: Planners re-enter the loom schedule by hand.\ncredit: referral\nhistory: {{registered: {registered}}}\n"
    )
}

/// What is said of two registrations by two partners: the rules about both, and nothing else of the family.
fn two_in(process: &str, first: &str, second: &str) -> Vec<String> {
    let book = Repository::empty()
        .with("process.toml", process)
        .with("deals/a.yaml", deal(first, "Kestrel", "2026-10-05"))
        .with("deals/b.yaml", deal(second, "Orrin", "2026-10-12"));
    let found: Vec<Finding> = book.findings();
    let of_two = |finding: &&Finding| [CONFLICT, DUPLICATE].contains(&&*finding.rule);
    found
        .iter()
        .filter(of_two)
        .map(|it| it.rule.clone())
        .collect()
}

fn two(first: &str, second: &str) -> Vec<String> {
    two_in(&quick_process(), first, second)
}

fn named(first: &str, second: &str) -> Vec<String> {
    two(
        &format!("{{name: \"{first}\"}}"),
        &format!("{{name: \"{second}\"}}"),
    )
}

#[test]
fn one_key_that_agrees_is_enough_whatever_the_others_say() {
    for (first, second) in [
        (
            "{name: Acme Foods, domain: acme.example}",
            "{name: Acme Foods, domain: acme-foods.example}",
        ),
        (
            "{name: Acme Foods, domain: acme.example, crm_id: 0015g00000AAAAA}",
            "{name: ACME FOODS Ltd, domain: acme-foods.example, crm_id: 0015g00000BBBBB}",
        ),
        (
            "{name: Alder, domain: shop.acme.co.uk}",
            "{name: Birch, domain: \"https://www.acme.co.uk/en\"}",
        ),
        (
            "{name: Alder, crm_id: 0015g00000NWLOG}",
            "{name: Birch, crm_id: 0015g00000NWLOGAA5}",
        ),
        (
            "{name: Alder, domain: a.example, crm_id: 0015g00000NWLOG}",
            "{name: Birch, domain: b.example, crm_id: 0015g00000NWLOG}",
        ),
        (
            "{name: Alder, crm_id: \"https://ourco.example/r/Account/0015g00000NWLOGAA5/view\"}",
            "{name: Birch, crm_id: 0015g00000NWLOG}",
        ),
        (
            "{name: Alder, domain: müller.example}",
            "{name: Birch, domain: \"https://xn--mller-kva.example/\"}",
        ),
    ] {
        assert_eq!(two(first, second), [CONFLICT], "{first} {second}");
    }
    // What identifies no record.
    for id in ["none", "000000000000000"] {
        let account = |name: &str| format!("{{name: {name}, crm_id: {id}}}");
        assert!(two(&account("Alder"), &account("Birch")).is_empty(), "{id}");
    }
    // Capitals tell two records of Salesforce apart.
    assert!(
        two(
            "{name: Alder, crm_id: 0015g00000NWLOG}",
            "{name: Birch, crm_id: 0015g00000nwlog}"
        )
        .is_empty()
    );
}

#[test]
fn letters_that_no_accent_can_be_taken_from_are_folded() {
    for (a, b) in [
        ("Straße AG", "Strasse AG"),
        ("Ørsted", "Orsted"),
        ("Ægir", "Aegir"),
        ("Łódź Steel", "Lodz Steel"),
        ("Đorđe", "Dorde"),
        ("IŞIK Tekstil", "ışık tekstil"),
        ("Zoë & Søn", "Zoe & Son"),
        ("Þorskur", "Thorskur"),
        ("Cœur Blanc", "Coeur blanc"),
        ("İnci Gıda", "INCI GIDA"),
        ("Ｈｏｋｕｔｏ", "Hokuto"),
        // A Cyrillic А and е.
        ("\u{410}cme F\u{435}rn", "Acme Fern"),
    ] {
        assert_eq!(named(a, b), [CONFLICT], "{a} {b}");
    }
}

#[test]
fn a_legal_form_is_left_out_wherever_it_stands() {
    for (a, b) in [
        ("株式会社北斗", "北斗"),
        ("北斗株式会社", "北斗"),
        ("ООО Ромашка", "Ромашка"),
        ("PT Astra Tbk", "Astra"),
        ("Karst Sdn Bhd", "Karst Sdn. Berhad"),
        ("Karst Private Limited", "Karst Pvt Ltd"),
        ("Norte S.A. de C.V.", "Norte"),
        ("Kowal Sp. z o.o.", "KOWAL"),
        ("Meyer GmbH & Co. KG", "Meyer"),
        ("Pérez y Hijos", "Perez & Hijos"),
        ("Müller und Söhne", "Muller + Sohne"),
        ("주식회사 한빛", "한빛"),
        ("Fern S. à r. l.", "Fern S.à r.l."),
        ("Fern GmbH u. Co. KG", "Fern"),
        ("Fern sp.z o.o.", "Fern Sp. z o. o. Sp. k."),
        ("Fern Ges. m. b. H.", "Fern GesmbH"),
        ("Fern Public Company Limited", "Fern PCL"),
        ("LLC Romashka", "JSC \\\"Romashka\\\""),
        ("ТзОВ Калина", "Калина"),
        ("医療法人北斗", "北斗"),
        ("Fern™", "FERN ®"),
        ("Land en Zee B.V.", "Land & Zee"),
    ] {
        assert_eq!(named(a, b), [CONFLICT], "{a} {b}");
    }
}

#[test]
fn what_may_be_a_legal_form_is_for_a_person_to_decide() {
    for name in [
        "Stichting Fern",
        "NV Fern",
        "N.V. Fern",
        "Oy Fern",
        "AB Fern",
        "KK Fern",
        "Fundación Fern",
        "Établissements Fern SAS",
        "Coöperatie Fern U.A.",
        "Verein Fern e.V.",
        "Grupo Fern, S.A. de C.V.",
        "M/s. Fern Pvt Ltd",
        "Fern, N.A.",
        "Fern Group",
    ] {
        assert_eq!(named(name, "Fern"), [DUPLICATE], "{name}");
    }
    // The domains of two names of one customer often differ as the names do; short names are no exception.
    assert_eq!(
        two(
            "{name: Stichting Fern, domain: stichtingfern.example}",
            "{name: Fern, domain: fern.example}"
        ),
        [DUPLICATE]
    );
    // Two accounts of the CRM are two.
    assert!(
        two(
            "{name: Stichting Fern, crm_id: 0015g00000AAAAA}",
            "{name: Fern, crm_id: 0015g00000BBBBB}"
        )
        .is_empty()
    );
    assert_eq!(named("ABC e.V.", "ABC"), [DUPLICATE]);
    assert_eq!(named("H&M", "HM"), [DUPLICATE]);
    assert_eq!(named("Århus", "Aarhus"), [DUPLICATE]);
}

#[test]
fn companies_that_share_a_word_are_two() {
    for (a, b) in [
        ("Royal Bank", "Royal Mail"),
        ("North Star", "South Star"),
        ("Store 12", "Store 13"),
        ("Alpen Glas GmbH", "Alpen Stahl GmbH"),
        ("かが", "かか"),
        ("ООО Ромашка", "ООО Василек"),
        ("Stichting Fern", "Stichting Bracken"),
        ("Grupo Fern", "Grupo Bracken"),
        ("Vitamin C", "Vitamin D"),
        ("Fern Capital", "Fern Mills"),
    ] {
        assert!(named(a, b).is_empty(), "{a} {b}");
    }
}

#[test]
fn a_domain_that_many_share_makes_no_two_accounts_one() {
    for domain in [
        "gmail.com",
        "outlook.com",
        "yahoo.co.uk",
        "gmx.de",
        "linkedin.com/company/alder",
        "facebook.com/alder",
        "alder.sharepoint.com",
        "https://sites.google.com/view/alder",
        "wixsite.com/alder",
        "github.io",
    ] {
        let account = |name: &str| format!("{{name: {name}, domain: \"{domain}\"}}");
        assert!(
            two(&account("Alder"), &account("Birch")).is_empty(),
            "{domain}"
        );
    }
    // What stands below a builder's own suffix is somebody's own.
    let own = |name: &str| format!("{{name: {name}, domain: alder.github.io}}");
    assert_eq!(two(&own("Alder"), &own("Birch")), [CONFLICT]);
}

#[test]
fn process_toml_names_more_domains_that_many_share() {
    let account = |name: &str| format!("{{name: {name}, domain: tenders.example}}");
    assert_eq!(two(&account("Alder"), &account("Birch")), [CONFLICT]);
    let more = "[registration]\nshared_domains = [\"tenders.example\"]";
    let process = quick_process().replace("[registration]", more);
    assert!(two_in(&process, &account("Alder"), &account("Birch")).is_empty());
}

fn book(owners: &[&str], partner: &str) -> Repository {
    let start = Repository::empty().with("process.toml", quick_process());
    owners.iter().enumerate().fold(start, |all, (n, owner)| {
        let text = format!(
            "account: {{name: N{n}, domain: n{n}.example}}\n\
             opportunity: {{name: p{n}, amount: 40000, close_date: 2026-12-18, created: 2026-10-05}}\n\
             partner: {partner}\nregistered: 2026-10-05\nneed: Planners re-enter it.\ncredit: referral\n\
             history: {{registered: 2026-10-05}}\nowner: \"{owner}\"\n\
             handoff: {{seller: \"{owner}\", sent: 2026-10-06}}\n"
        );
        all.with(&format!("deals/d{n}.yaml"), text)
    })
}

fn groups(book: &Repository, by: &str) -> Vec<String> {
    let json = book
        .run(&["forecast", "--group", by, "--format", "json"])
        .json();
    let groups = json["groups"].as_array().expect("groups");
    let names = groups
        .iter()
        .map(|it| it["group"].as_str().expect("a name").to_owned());
    names.collect()
}

#[test]
fn a_person_is_one_in_every_figure() {
    let book = book(
        &[
            "luc petit",
            "Luc Petit",
            "LUC PETIT",
            "Luc  Petit",
            "Luc Petit",
            "Lúc Petit",
        ],
        "meridian",
    );
    assert_eq!(groups(&book, "owner"), ["Luc Petit"]);
    assert_eq!(groups(&book, "seller"), ["Luc Petit"]);
    let score = book.run(&["score", "--format", "json"]).json();
    let sellers = score["handoffs"].as_array().expect("handoffs").iter();
    assert!(
        sellers
            .map(|it| &it["seller"])
            .all(|seller| seller == "Luc Petit"),
        "{score:#}"
    );
    let stalls = book.run(&["stalls", "--format", "json"]).json();
    let response = stalls["stalls"].as_array().expect("stalls").iter();
    let mut response = response.filter(|it| it["clock"] == "response");
    assert!(response.all(|it| it["owner"] == "Luc Petit"), "{stalls:#}");
    let one = book
        .run(&[
            "forecast",
            "--crm",
            "--owner",
            "luc PETIT",
            "--format",
            "json",
        ])
        .json();
    let all = book.run(&["forecast", "--crm", "--format", "json"]).json();
    assert_eq!(one["horizons"][0]["open_deals"], 6);
    assert_eq!(
        one["horizons"][0]["pipeline"],
        all["horizons"][0]["pipeline"]
    );
}

#[test]
fn two_people_stay_two() {
    let book = book(&["Luc Petit", "Lucie Petit", "Luc Petitjean"], "meridian");
    assert_eq!(groups(&book, "owner").len(), 3);
}

#[test]
fn a_partner_with_its_legal_form_is_the_one_of_process_toml() {
    for partner in [
        "Meridian Cloud Consulting Inc.",
        "MERIDIAN CLOUD CONSULTING, LLC",
        "The Meridian Cloud Consulting GmbH",
    ] {
        let book = book(&["Maya Chen"], &format!("\"{partner}\""));
        let plain = book.with("deals/z.yaml", "account: {name: Zeta}\nopportunity: {name: z, amount: 1000, close_date: 2026-12-18, created: 2026-10-05}\npartner: meridian\nregistered: 2026-10-05\nneed: x y z\ncredit: referral\nhistory: {registered: 2026-10-05}\n");
        assert_eq!(
            groups(&plain, "partner"),
            ["Meridian Cloud Consulting"],
            "{partner}"
        );
        let found = plain.findings();
        assert!(
            found
                .iter()
                .all(|it| it.rule != "registration/partner-is-a-logo"),
            "{found:#?}"
        );
    }
}

#[test]
fn a_partner_that_process_toml_does_not_know_is_one_too() {
    let contact = "contact: {name: Mina Sato, role: Lead}";
    let text = |name: &str, n: usize| {
        format!(
            "account: {{name: N{n}}}\nopportunity: {{name: p, amount: 1000, close_date: 2026-12-18, created: 2026-10-05}}\n\
             partner: {{name: {name}, {contact}}}\nregistered: 2026-10-05\nneed: x y z\ncredit: referral\nhistory: {{registered: 2026-10-05}}\n"
        )
    };
    let book = Repository::empty()
        .with("process.toml", quick_process())
        .with("deals/a.yaml", text("Kestrel Systems", 1))
        .with("deals/b.yaml", text("Kestrel Systems Ltd", 2))
        .with("deals/c.yaml", text("Kestrel Systems", 3));
    assert_eq!(groups(&book, "partner"), ["Kestrel Systems"]);
}

#[test]
fn ids_that_one_file_system_would_merge_are_a_finding() {
    let merged = |first: &str, second: &str| {
        let book = Repository::empty()
            .with("process.toml", quick_process())
            .with(
                "deals/a.yaml",
                format!("id: \"{first}\"\naccount: {{name: Alder}}\n"),
            )
            .with(
                "deals/b.yaml",
                format!("id: \"{second}\"\naccount: {{name: Birch}}\n"),
            );
        let found = book.findings();
        found.iter().filter(|it| it.rule == "file/same-id").count()
    };
    assert_eq!(merged("Alpha", "alpha"), 1);
    assert_eq!(merged("2026/Zoë", "2026/zoe\u{308}"), 1);
    assert_eq!(merged("alpha.", "alpha"), 1);
    assert_eq!(merged("alpha", "alpha"), 1);
    assert_eq!(merged("alpha", "alfa"), 0);
    assert_eq!(merged("2025/alpha", "2026/alpha"), 0);
    assert_eq!(
        merged("zoe", "zoë"),
        0,
        "an accent is a difference to every file system"
    );
}

#[test]
fn a_partners_key_is_one_whatever_its_case() {
    let book = book(&["Maya Chen"], "MERIDIAN");
    assert_eq!(groups(&book, "partner"), ["Meridian Cloud Consulting"]);
}

#[test]
fn a_partner_that_is_nearly_known_is_offered() {
    let help = |partner: &str| {
        let book = book(&["Maya Chen"], partner);
        let said = book.run(&[
            "lint",
            "--select",
            "registration/partner-is-a-logo",
            "--full",
        ]);
        said.text().to_owned()
    };
    for partner in [
        "Stichting Meridian Cloud Consulting",
        "Meridian Cloud Consulting Group",
        "Meridian Cloud",
        "Meridian Cloud Consulting Northern Europe",
        "meridiann",
    ] {
        let said = help(partner);
        assert!(
            said.contains("did you mean `meridian` of [partners]?"),
            "{partner} {said}"
        );
    }
    assert!(!help("Halyard Systems").contains("did you mean"));
}

#[test]
fn one_partner_is_not_listed_twice() {
    let second = |name: &str| {
        let process = format!(
            "{}\n[partners.second]\nname = \"{name}\"\n",
            quick_process()
        );
        let book = Repository::empty().with("process.toml", process);
        let found = book.findings();
        found
            .iter()
            .filter(|it| it.rule == "process/named-twice")
            .count()
    };
    assert_eq!(second("Meridian Cloud Consulting, Inc."), 1);
    assert_eq!(second("Meridian Health"), 0);
}
