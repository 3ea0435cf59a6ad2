//! `dealctl packet` over files on disk: who reads it, whether it may go out, and that nothing of a deal acts anywhere.

mod support;

use std::fs;

use support::{Repository, assert_harmless, example, run_in};

/// A deal with a packet, every text of it as given.
fn deal(text: &str) -> String {
    let text = serde_json::to_string(text).expect("a text");
    format!(
        "account: {{name: {text}, domain: {text}, segment: {text}, crm_id: {text}}}\n\
         opportunity: {{name: {text}, type: {text}, crm_id: {text}, amount: 66000, close_date: 2027-03-31}}\n\
         partner: {{name: {text}, type: {text}, sells: {text}, contact: {{name: {text}, role: {text}, email: {text}}}}}\n\
         registered: 2026-11-10\n\
         need: {{what: {text}, confirmed_by: Ines Calder, date: 2026-11-09}}\n\
         credit: {{rule: {text}, set_on: 2026-11-10}}\n\
         history: {{registered: 2026-11-10, qualified: 2026-11-12, handoff: 2026-11-16}}\n\
         handoff:\n  \
           seller: Sam Ortiz\n  \
           owner: Priya Raman\n  \
           why_account: {text}\n  \
           priority_list: {text}\n  \
           why_partner: {text}\n  \
           trigger: {{quote: {text}, by: {text}, date: 2026-11-11, source: {text}}}\n  \
           joint_value: {text}\n  \
           warm_path: {{ours: {text}, theirs: {text}, through: {text}, warmth: {text}, intro: {text}, note: {text}}}\n  \
           offer: {{what: {text}, due: 2026-11-30, agreed: {text}}}\n  \
           seller_move: {{action: {text}, due: 2026-11-25}}\n  \
           partner_move: {{action: {text}, due: 2026-11-25, agreed: {text}}}\n  \
           conflict: {{checked: 2026-11-16, by: {text}, resellers: [{text}], competing: [{text}], direct: {text}, compensation: {text}}}\n  \
           evidence: [{text}, \"https://quayside.example/a?b=<c>\"]\n  \
           review: {{by: {text}, date: 2026-11-18, grades: {{proof: weak}}, note: {text}}}\n\
         earlier_handoffs:\n  \
           - {{sent: 2026-11-02, seller: {text}, response: {{result: declined, date: 2026-11-03, by: {text}, reason: {text}}}}}\n"
    )
}

const HOSTILE: &[&str] = &[
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "' onmouseover='alert(1)",
    "javascript:alert(1)",
    "https://x.example/\"onclick=\"alert(1)",
    "&lt;script&gt; {{ 7 * 7 }} {% raw %}",
    "</style><style>@import 'https://x.example'",
    "\u{1b}[31mred\u{202e}dlo",
    "a | b\n| --- |\n# head\n[x](javascript:alert(1)) <b>",
];

#[test]
fn nothing_of_a_deal_reaches_the_page_as_html() {
    let plain = Repository::new().with("deals/a.yaml", deal("Quayside"));
    let html = |repository: &Repository| {
        let ran = repository.run(&["packet", "a", "--format", "html"]);
        assert_eq!(ran.code, 0, "{}", ran.stderr);
        ran.text().to_owned()
    };
    let tags = |page: &str| {
        let names = page.split('<').skip(1).map(|rest| {
            let end = rest.find([' ', '>', '\n']).unwrap_or(rest.len());
            rest[..end].to_owned()
        });
        names.collect::<std::collections::BTreeSet<_>>()
    };
    let known = tags(&html(&plain));
    assert!(
        known.contains("main") && !known.contains("script"),
        "{known:?}"
    );
    for hostile in HOSTILE {
        let page = html(&Repository::new().with("deals/a.yaml", deal(hostile)));
        let more: Vec<_> = tags(&page).difference(&known).cloned().collect();
        assert!(more.is_empty(), "{hostile}: {more:?}");
        assert_eq!(page.matches("<style>").count(), 1, "{hostile}");
        for start in page.match_indices("<a ").map(|(at, _)| at) {
            let tag = &page[start..start + page[start..].find('>').expect("an end")];
            assert!(
                tag.starts_with("<a href=\"https:") && tag.matches('"').count() % 2 == 0,
                "{tag}"
            );
            assert!(!tag.contains(" on"), "{tag}");
        }
        assert!(!page.contains("49"), "{hostile}: no text is a template");
        assert_harmless(page.replace('\u{a0}', " ").as_bytes(), hostile);
    }
}

#[test]
fn no_text_steers_a_terminal_or_breaks_a_page_of_markdown() {
    for hostile in HOSTILE {
        let repository = Repository::new().with("deals/a.yaml", deal(hostile));
        for reader in [&[][..], &["--for", "seller"], &["--check"]] {
            for format in ["table", "text", "markdown"] {
                let args = [&["packet", "a", "--format", format], reader].concat();
                let ran = repository.run(&args);
                assert!(ran.code < 2, "{}", ran.stderr);
                assert_harmless(&ran.stdout, &format!("{format} of {hostile}"));
            }
        }
        let ran = repository.run(&["packet", "a", "--format", "markdown"]);
        for acts in ["<script", "<img", "<b>", "](javascript:", "\n# head"] {
            let text = ran.text().replace("\\]", "");
            assert!(!text.contains(acts), "{hostile}: {acts}\n{text}");
        }
    }
}

#[test]
fn a_command_that_is_offered_can_be_pasted_whatever_the_deal_is_called() {
    let name = "a'b $(touch made) `touch made`;x";
    let repository = Repository::new().with(&format!("deals/{name}.yaml"), deal("Quayside"));
    for command in [
        &["packet", name][..],
        &["packet", name, "--check"],
        &["gate", name],
        &["score", name],
        &["stalls"],
    ] {
        let ran = repository.run(command);
        let next = ran
            .text()
            .lines()
            .filter_map(|line| line.split_once("dealctl "));
        let offered: Vec<String> = next.map(|(_, rest)| rest.to_owned()).collect();
        assert!(!offered.is_empty(), "{command:?}: {}", ran.text());
        for offered in offered {
            // What a shell makes of the words, one a line.
            let words = std::process::Command::new("sh")
                .args(["-c", &format!("printf '%s\\n' {offered}")])
                .current_dir(repository.root())
                .output()
                .expect("a shell");
            let words = String::from_utf8_lossy(&words.stdout).into_owned();
            let named = words.lines().any(|word| word == name);
            assert!(named || !offered.contains("touch"), "{offered}: {words}");
        }
    }
    assert!(!repository.root().join("made").exists());
}

#[test]
fn the_seller_sees_how_to_answer_and_nothing_internal() {
    let own = |reader: &[&str]| {
        let ran = run_in(&example(), &[&["packet", "northwind"], reader].concat());
        assert_eq!(ran.code, 0, "{}", ran.stderr);
        ran.text().to_owned()
    };
    let builder = own(&[]);
    assert!(builder.contains("18"), "{builder}");
    let seller = own(&["--for", "seller", "--format", "text"]);
    for internal in ["of 18", "Reviewed by"] {
        assert!(!seller.contains(internal), "{internal}\n{seller}");
    }
    assert!(seller.contains("Northwind"), "{seller}");
    // One that is still to be answered ends with how.
    let repository = Repository::new().with("deals/a.yaml", deal("Quayside"));
    let open = repository.run(&["packet", "a", "--for", "seller", "--format", "text"]);
    assert!(open.text().contains("Reply"), "{}", open.text());
}

const FORMATS: [&str; 5] = ["table", "text", "markdown", "html", "json"];

#[test]
fn nothing_internal_reaches_the_seller_in_any_format() {
    let text = deal("Quayside")
        .replace(
            "grades: {proof: weak}, note: \"Quayside\"",
            "grades: {proof: weak}, note: INTERNAL-REVIEW",
        )
        .replace("seller: \"Quayside\"", "seller: INTERNAL-EARLIER")
        .replace(
            "compensation: \"Quayside\"",
            "compensation: PAID-THROUGH-SERVICES",
        );
    assert!(text.contains("INTERNAL-REVIEW") && text.contains("INTERNAL-EARLIER"));
    let signals = "- {date: 2026-11-20, kind: dispute, by: Sam Ortiz, deal: a, about: account, note: INTERNAL-DISPUTE}\n";
    let repository = Repository::new()
        .with("deals/a.yaml", text)
        .with("signals.yaml", signals);
    let internal = [
        "INTERNAL-REVIEW",
        "INTERNAL-EARLIER",
        "INTERNAL-DISPUTE",
        "of 18",
        "Reviewed",
        "\"weak\"",
        "weak:",
        "could stand in any packet",
        "goes_out",
        "would have to research",
        "●○",
    ];
    for format in FORMATS {
        let own = repository.run(&["packet", "a", "--format", format]);
        let seller = repository.run(&["packet", "a", "--for", "seller", "--format", format]);
        assert_eq!((own.code, seller.code), (0, 0), "{}", seller.stderr);
        for internal in internal {
            assert!(
                !seller.text().contains(internal),
                "{format}: {internal}\n{}",
                seller.text()
            );
        }
        assert!(
            own.text().contains("REVIEW") && own.text().contains("DISPUTE"),
            "{format}"
        );
        assert!(
            seller.text().contains("PAID"),
            "{format}: the seller needs the compensation"
        );
    }
    let json = repository.run(&["packet", "a", "--for", "seller", "--format", "json"]);
    let json = json.json();
    for key in ["score", "check", "review"] {
        assert!(json[key].is_null(), "{key}");
    }
    for key in ["earlier", "disputes"] {
        assert_eq!(json[key], serde_json::json!([]), "{key}");
    }
}

#[test]
fn a_page_loses_no_word_however_long_a_field_is() {
    let long = |n: usize, gap: &str| -> String {
        let words: Vec<String> = (0..n).map(|n| format!("w{n:04}x")).collect();
        words.join(gap)
    };
    // 21 KB in one line, 200 lines, and one word of 20 KB.
    for (text, words) in [
        (long(3000, " "), 3000),
        (long(200, "\n"), 200),
        ("q".repeat(20_000), 0),
    ] {
        let quoted = serde_json::to_string(&text).expect("a text");
        let packet = deal("Quayside").replace(
            "joint_value: \"Quayside\"",
            &format!("joint_value: {quoted}"),
        );
        let repository = Repository::new().with("deals/a.yaml", packet);
        for format in FORMATS {
            let ran = repository.run(&["packet", "a", "--format", format]);
            assert_eq!(ran.code, 0, "{format}: {}", ran.stderr);
            let shown = ran.text();
            for n in 0..words {
                let word = format!("w{n:04}x");
                assert!(shown.contains(&word), "{format} loses {word}");
            }
            let letters = shown.matches('q').count();
            assert!(
                words > 0 || letters >= 20_000,
                "{format}: {letters} letters"
            );
            if format == "text" {
                // A command is never broken.
                let lines = shown.lines().filter(|line| !line.contains("dealctl "));
                let width = lines.map(|line| line.chars().count()).max();
                assert!(width <= Some(72), "{width:?}");
            }
        }
    }
}

#[test]
fn what_must_not_go_out_ends_with_1_and_says_why() {
    let repository = Repository::new().with("deals/a.yaml", deal("Quayside"));
    let ran = repository.run(&["packet", "a", "--check"]);
    assert_eq!(ran.code, 1, "{}", ran.text());
    assert!(ran.text().contains("no"), "{}", ran.text());
    let json = repository.run(&["packet", "a", "--check", "--format", "json"]);
    assert_eq!(json.code, 1);
    json.json();
}

#[test]
fn a_small_deal_has_a_light_packet() {
    let repository = Repository::new().with(
        "deals/a.yaml",
        deal("Quayside").replace("amount: 66000", "amount: 12000"),
    );
    let ran = repository.run(&["packet", "a"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert!(
        ran.text().to_lowercase().contains("light"),
        "{}",
        ran.text()
    );
}

#[test]
fn a_deal_without_a_packet_and_a_deal_that_is_not_there_are_named() {
    let text = deal("Quayside");
    let (before, _) = text.split_once("handoff:\n").expect("a handoff");
    let repository = Repository::new().with("deals/quayside.yaml", before);
    for (deal, says) in [
        ("quayside", "no handoff is on record"),
        ("quayzide", "did you mean quayside"),
    ] {
        let ran = repository.run(&["packet", deal, "--for", "seller"]);
        assert_eq!((ran.code, ran.text()), (2, ""), "{}", ran.stderr);
        assert!(
            ran.stderr.contains(says) && ran.stderr.contains("help: "),
            "{}",
            ran.stderr
        );
    }
}

/// The lines of the two lists that keep a packet back.
fn kept_back(repository: &Repository, deal: &str) -> Vec<String> {
    let ran = repository.run(&["packet", deal, "--check", "--format", "json"]);
    let json = ran.json();
    let lines =
        ["ready", "building"].map(|list| json["check"][list].as_array().expect("lines").clone());
    let bad = lines.iter().flatten().filter(|line| line["good"] == false);
    bad.map(|line| {
        format!(
            "{}: {}",
            line["id"].as_str().unwrap_or_default(),
            line["why"].as_str().unwrap_or_default()
        )
    })
    .collect()
}

#[test]
fn a_copied_packet_and_a_quotation_that_no_source_holds_are_kept_back() {
    let root = example();
    let read = |path: &str| fs::read_to_string(root.join(path)).expect("a file");
    let deal = read("deals/northwind.yaml");
    let quote = deal
        .lines()
        .find(|line| line.contains("quote: "))
        .expect("a quotation");
    let mut repository = Repository::new();
    for note in fs::read_dir(root.join("notes")).expect("notes") {
        let name = note.expect("a note").file_name();
        let path = format!("notes/{}", name.to_string_lossy());
        repository = repository.with(&path, read(&path));
    }
    // Both went out later: of two packets on one day nobody knows which is the copy.
    let later = deal.replace("  sent: 2026-09-14", "  sent: 2026-09-15");
    assert_ne!(later, deal);
    let copy = later
        .replace("Northwind", "Halden")
        .replace("northwind.example", "halden.example");
    let invented = later.replace(
        quote,
        "    quote: We would love to buy your whole product tomorrow morning",
    );
    let repository = repository
        .with("deals/northwind.yaml", &deal)
        .with("deals/copy.yaml", &copy)
        .with(
            "deals/invented.yaml",
            invented
                .replace("Northwind", "Quayside")
                .replace("northwind.example", "quayside.example"),
        );
    let says = |deal: &str, what: &str| {
        let lines = kept_back(&repository, deal);
        assert!(
            lines.iter().any(|line| line.contains(what)),
            "{deal}: {lines:#?}"
        );
    };
    says(
        "copy",
        "any-account: what the customer is quoted with reads like northwind",
    );
    says(
        "invented",
        "evidence: no source holds what the customer is quoted with",
    );
    let own = kept_back(&repository, "northwind");
    assert!(
        !own.iter()
            .any(|line| line.contains("any-account") || line.contains("no source holds")),
        "{own:#?}"
    );
}

#[test]
fn only_a_guess_is_answered_by_the_grade_of_the_relationship_path() {
    let deal = fs::read_to_string(example().join("deals/northwind.yaml")).expect("a deal");
    let guess = deal.replace(
        "Monthly operations meeting on 17 September",
        "To be arranged",
    );
    assert_ne!(guess, deal);
    let repository = Repository::new().with("deals/guess.yaml", guess);
    let lines = kept_back(&repository, "guess");
    let says = "no-warm-path: “To be arranged” says neither how nor when nor where";
    assert!(lines.iter().any(|line| line == says), "{lines:#?}");
    let repository = Repository::new().with("deals/warm.yaml", deal);
    let lines = kept_back(&repository, "warm");
    assert!(
        !lines.iter().any(|line| line.starts_with("no-warm-path")),
        "{lines:#?}"
    );
}

#[test]
fn a_copied_joint_value_is_kept_back_at_its_own_line() {
    let deal = fs::read_to_string(example().join("deals/northwind.yaml")).expect("a deal");
    let line = |start: &str| {
        let is_it = |line: &&str| line.trim_start().starts_with(start);
        deal.lines().find(is_it).expect("the line").to_owned()
    };
    let reason =
        "  why_partner: Meridian built the tide tables of Quayside and keeps a desk there.";
    let quote = "    quote: Nobody ashore knows which berth is free until the ship has tied up";
    let other = deal
        .replace(&line("why_partner:"), reason)
        .replace(&line("quote:"), quote)
        .replace("Northwind", "Quayside")
        .replace("northwind.example", "quayside.example")
        .replace("  sent: 2026-09-14", "  sent: 2026-09-15");
    let value = other
        .lines()
        .position(|line| line.trim_start().starts_with("joint_value:"))
        .expect("a joint value");
    let repository = Repository::new()
        .with("deals/northwind.yaml", &deal)
        .with("deals/quayside.yaml", other);
    let ran = repository.run(&["packet", "quayside", "--check", "--format", "json"]);
    let json = ran.json();
    let lines = json["check"]["building"].as_array().expect("lines");
    let any = lines
        .iter()
        .find(|line| line["id"] == "any-account")
        .expect("the line");
    assert_eq!(
        any["why"],
        "the joint value reads like northwind, 100% the same, names aside"
    );
    assert_eq!(any["line"], value + 1);
}
