//! Proof can be opened: what people paste where a source belongs, and what is there.

use serde_json::Value;

use crate::support::{Finding, Ran, Repository};

const DEAL: &str = "\
account: {name: Alder Mills, domain: aldermills.example}
opportunity: {name: Loom planning, amount: 40000, close_date: 2026-12-18, created: 2026-10-05}
partner: kestrel
registered: {date: 2026-10-05, by: Mina Sato, approved: {date: 2026-10-06, by: Greta Holm}}
need: {what: Planners re-enter the loom schedule by hand., confirmed_by: Ola Berg, date: 2026-10-02}
credit: referral
touches:
  - {date: 2026-11-16, kind: meeting, from: partner, who: Mina Sato}
history: {registered: 2026-10-05, qualified: 2026-10-12}
";

/// A book whose one deal names a source as its evidence, beside notes of every kind.
fn book(evidence: &str) -> Repository {
    Repository::new()
        .with(
            "deals/2026/alder.yaml",
            format!("{DEAL}handoff: {{evidence: {evidence}}}\n"),
        )
        .with("deals/2026/beside.md", "Ola Berg called")
        .with(
            "notes/a.md",
            "Ola Berg: we plan the looms at night. 2026-11-16",
        )
        .with("notes/call with Ola.md", "Met on 2026-11-16")
        .with("notes/day.md", "Met on 2026-11-16")
        .with("notes/nothing.md", "")
        .with("notes/blanks.md", "\u{feff}  \n\t\n")
        .with("notes/lunch.md", "The canteen is closed in May.")
        .with("notes/empty/.keep", "")
        .with("Call of Monday.md", "Ola Berg: at night.")
}

fn found(book: &Repository) -> Vec<Finding> {
    let all = book.findings().into_iter();
    all.filter(|finding| finding.rule == "handoff/evidence-not-found")
        .collect()
}

/// The grade of the proof, and why.
fn proof(ran: &Ran) -> (String, String) {
    let json = ran.json();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let components = json["handoffs"][0]["components"].as_array();
    let mut components = components.into_iter().flatten();
    let component = components.find(|one| one["id"] == "proof");
    let component = component.unwrap_or_else(|| panic!("no proof: {json:#}"));
    (text(&component["grade"]), text(&component["reason"]))
}

fn graded(book: &Repository) -> (String, String) {
    proof(&book.run(&["score", "alder", "--format", "json"]))
}

#[test]
fn what_holds_nothing_is_weak_at_most_and_lint_says_so() {
    for (evidence, message, reason) in [
        (
            "notes/",
            "`notes/` is a folder",
            "notes/ is a folder: name the file in it",
        ),
        (
            "notes/empty/",
            "`notes/empty/` is a folder",
            "is a folder: name the file in it",
        ),
        (
            "./notes/",
            "`./notes/` is a folder",
            "is a folder: name the file in it",
        ),
        (
            "notes/nothing.md",
            "`notes/nothing.md` is there without a word",
            "the file is empty",
        ),
        (
            "notes/blanks.md",
            "`notes/blanks.md` is there without a word",
            "the file is empty",
        ),
        (
            "[notes/a.md, notes/nothing.md]",
            "`notes/nothing.md` is there",
            "the file is empty",
        ),
    ] {
        let book = book(evidence);
        let found = found(&book);
        assert_eq!(found.len(), 1, "{evidence}: {found:#?}");
        assert!(
            found[0].message.starts_with(message),
            "{}",
            found[0].message
        );
        assert_eq!(found[0].level, "warning", "{evidence}");
        let (grade, why) = graded(&book);
        assert_eq!(grade, "weak", "{evidence}: {why}");
        assert!(why.contains(reason), "{evidence}: {why}");
    }
}

#[test]
fn a_source_that_opens_is_strong_and_nothing_is_found() {
    for evidence in [
        "notes/a.md",
        "./notes/a.md",
        "notes/a.md#second",
        "notes/day.md",
        "\"notes/call with Ola.md\"",
        "Call of Monday.md",
        "[notes/a.md, \"https://x.example/a\", Https://X.example/b]",
    ] {
        let book = book(evidence);
        assert_eq!(found(&book), [], "{evidence}");
        let (grade, why) = graded(&book);
        assert_eq!(grade, "strong", "{evidence}: {why}");
    }
    for evidence in [
        "Https://x.example/a",
        "Ola said so on the phone",
        "The offer of May.pdf",
    ] {
        assert_eq!(found(&book(evidence)), [], "{evidence}");
    }
}

#[test]
fn a_file_about_something_else_is_no_proof() {
    let lunch = book("notes/lunch.md");
    let (grade, why) = graded(&lunch);
    assert_eq!(grade, "weak", "{why}");
    assert!(why.contains("not one word about Alder Mills"), "{why}");
    let quoted = book(
        "notes/lunch.md, trigger: {quote: We plan the looms at night., by: Ola Berg, date: 2026-11-16}",
    );
    let (grade, why) = graded(&quoted);
    assert_eq!(
        (&*grade, &*why),
        ("weak", "no source holds what the customer is quoted with")
    );
}

#[test]
fn a_note_is_read_whatever_program_wrote_it() {
    let utf16 = |text: &str| -> Vec<u8> {
        let units = text.encode_utf16().flat_map(u16::to_le_bytes);
        [0xff, 0xfe].into_iter().chain(units).collect()
    };
    let mail = |encoding: &str, body: &str| {
        format!("From: x@y.example\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n{body}\r\n")
            .into_bytes()
    };
    for (name, bytes, grade) in [
        ("a.txt", utf16("Alder Mills: at night."), "strong"),
        ("b.txt", utf16("The canteen is closed."), "weak"),
        (
            "c.eml",
            mail("quoted-printable", "Ald=\r\ner Mills: at night"),
            "strong",
        ),
        (
            "d.eml",
            mail("quoted-printable", "The can=\r\nteen is closed"),
            "weak",
        ),
        // What it says nobody can see here.
        ("e.eml", mail("base64", "VGhlIGNhbnRlZW4="), "strong"),
        ("f.txt", vec![0; 700], "weak"),
    ] {
        let book = book(&format!("notes/{name}")).with(&format!("notes/{name}"), bytes);
        let (found, why) = graded(&book);
        assert_eq!(found, grade, "{name}: {why}");
    }
}

#[test]
fn several_sources_in_one_text_are_a_list() {
    for evidence in [
        "notes/a.md; notes/day.md",
        "notes/a.md and notes/day.md",
        "\"notes/a.md\\nnotes/day.md\"",
    ] {
        let book = book(evidence);
        let json = book.run(&["lint", "--format", "json"]).json();
        let all = json["findings"].as_array().expect("a list");
        let found = all
            .iter()
            .find(|one| one["rule"] == "handoff/evidence-not-found");
        let help = &found.expect("a finding")["help"];
        assert_eq!(
            help,
            "several sources make a list: [notes/a.md, notes/day.md]"
        );
    }
    // Where words are an answer, a file among them is no fault.
    let words = "notes/a.md, priority_list: 'On her list, notes/day.md, by name'";
    let found = found(&book(words));
    assert_eq!((found.len(), &*found[0].level), (1, "note"), "{found:#?}");
}

#[test]
fn the_root_is_a_folder_and_a_place_holder_is_no_address() {
    let found = found(&book("./"));
    assert!(found[0].message.contains("is a folder"), "{found:#?}");
    let (grade, why) = graded(&book("https://tbd"));
    assert_eq!(
        (&*grade, &*why),
        ("weak", "words, not a source: https://tbd")
    );
    let hidden = book("notes/hidden.md").with("notes/hidden.md", "\u{200b}\u{2060}\n");
    assert!(graded(&hidden).1.contains("the file is empty"));
}

#[test]
fn a_missing_file_with_blanks_in_its_name_is_missed() {
    for evidence in [
        "\"notes/no such file.md\"",
        "notes/gone.md",
        "\"notes/old calls/\"",
    ] {
        let book = book(evidence);
        let found = found(&book);
        assert_eq!(found.len(), 1, "{evidence}: {found:#?}");
        assert_eq!(found[0].level, "error");
        assert!(
            found[0].message.contains("is not in the repository"),
            "{}",
            found[0].message
        );
        assert_ne!(graded(&book).0, "strong", "{evidence}");
    }
}

/// What is pasted, what is found, what the fix writes, and whether it needs `--unsafe`; `None` if no fix is certain enough.
const PASTED: [(&str, &str, &str, bool); 20] = [
    ("'notes\\a.md'", "has backslashes", "notes/a.md", true),
    (
        "'.\\notes\\a.md#x'",
        "has backslashes",
        "./notes/a.md#x",
        true,
    ),
    (
        "<https://x.example/a>",
        "has marks around it",
        "https://x.example/a",
        true,
    ),
    (
        "\"[call notes](notes/a.md)\"",
        "has marks around it",
        "notes/a.md",
        true,
    ),
    ("notes/a.md.", "has marks around it", "notes/a.md", true),
    ("'`notes/a.md`'", "has marks around it", "notes/a.md", true),
    (
        "www.x.example/a",
        "without https:// before it",
        "https://www.x.example/a",
        false,
    ),
    (
        "\"https://x.example/q4 plan.pdf\"",
        "has a blank",
        "https://x.example/q4%20plan.pdf",
        false,
    ),
    (
        "beside.md",
        "deals/2026/beside.md is there",
        "deals/2026/beside.md",
        true,
    ),
    (
        "../../notes/a.md",
        "notes/a.md is there",
        "notes/a.md",
        true,
    ),
    ("/notes/a.md", "notes/a.md is there", "notes/a.md", true),
    (
        "notes/call%20with%20Ola.md",
        "notes/call with Ola.md is there",
        "notes/call with Ola.md",
        true,
    ),
    (
        "'C:\\Users\\mina\\deals\\notes\\a.md'",
        "notes/a.md is there",
        "notes/a.md",
        false,
    ),
    (
        "'notes/a.md, page 2'",
        "counts as words",
        "notes/a.md",
        false,
    ),
    (
        "See the mail (notes/a.md)",
        "counts as words",
        "notes/a.md",
        false,
    ),
    (
        "'The offer: https://x.example/a'",
        "counts as words",
        "https://x.example/a",
        false,
    ),
    ("'notes/a.md:12'", "notes/a.md is there", "notes/a.md", true),
    ("Notes/A.md", "notes/a.md is there", "notes/a.md", false),
    ("notes/a", "notes/a.md is there", "notes/a.md", false),
    (
        "https:/x.example/a",
        "without https:// before it",
        "https://x.example/a",
        false,
    ),
];

#[test]
fn what_people_paste_is_understood_and_a_fix_is_offered() {
    for (evidence, message, written, is_safe) in PASTED {
        let book = book(evidence);
        let before = found(&book);
        assert_eq!(before.len(), 1, "{evidence}: {before:#?}");
        assert!(before[0].message.contains(message), "{}", before[0].message);
        assert!(
            !before[0].message.contains("leads out of"),
            "{}",
            before[0].message
        );
        let read = || std::fs::read_to_string(book.path("deals/2026/alder.yaml")).expect("a deal");
        if !is_safe {
            let untouched = read();
            book.run(&["lint", "--fix"]);
            assert_eq!(read(), untouched, "{evidence}: not certain enough");
        }
        book.run(if is_safe {
            &["lint", "--fix"]
        } else {
            &["lint", "--fix", "--unsafe"]
        });
        let deal: serde_yaml::Value = serde_yaml::from_str(&read()).expect("YAML");
        assert_eq!(
            deal["handoff"]["evidence"].as_str(),
            Some(written),
            "{evidence}"
        );
        assert_eq!(found(&book), [], "{evidence}");
    }
}

#[test]
fn what_is_on_somebodys_own_machine_stays_outside() {
    for evidence in [
        "/etc/passwd",
        "file:///home/mina/a.md",
        "'\\\\server\\share\\b.md'",
        "../../../b.md",
    ] {
        let found = found(&book(evidence));
        assert_eq!(found.len(), 1, "{evidence}: {found:#?}");
        assert_eq!(found[0].level, "error");
        assert!(
            found[0].message.contains("leads out of the repository"),
            "{}",
            found[0].message
        );
    }
}

#[test]
fn agreements_and_lists_are_no_folders_either() {
    let book = book(
        "notes/a.md, priority_list: notes/, partner_move: {action: Mina Sato calls Ola Berg, due: 2026-11-25, agreed: notes/nothing.md}",
    );
    let messages: Vec<String> = found(&book).into_iter().map(|it| it.message).collect();
    assert_eq!(messages.len(), 2, "{messages:#?}");
    let check = book.run(&["packet", "alder", "--check"]);
    let said = check
        .text()
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    assert!(said.contains("notes/ is a folder, not a file"), "{said}");
    assert!(said.contains("notes/nothing.md, which is empty"), "{said}");
}

#[test]
fn the_index_and_a_commit_answer_as_the_work_tree_does() {
    let git = |book: &Repository, args: &[&str]| {
        let mut command = std::process::Command::new("git");
        let command = command.arg("-C").arg(book.root()).args(args);
        let people = ["GIT_AUTHOR_NAME", "GIT_COMMITTER_NAME"];
        let mails = ["GIT_AUTHOR_EMAIL", "GIT_COMMITTER_EMAIL"];
        let command = command.envs(people.map(|name| (name, "Mina Sato")));
        let command = command.envs(mails.map(|name| (name, "mina@kestrel.example")));
        let done = command
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .output()
            .expect("git");
        assert!(done.status.success(), "{args:?}: {done:?}");
    };
    for (evidence, grade, n) in [
        ("notes/", "weak", 1),
        ("notes/nothing.md", "weak", 1),
        ("notes/blanks.md", "weak", 1),
        ("\"notes/call with Ola.md\"", "strong", 0),
        ("'notes\\a.md'", "strong", 1),
        ("\"notes/no such file.md\"", "missing", 1),
        ("deals/draft.yaml", "missing", 0),
    ] {
        let book = book(evidence).with("deals/draft.yaml", "");
        git(&book, &["init", "-q"]);
        git(&book, &["add", "--all"]);
        let staged = book.run(&["lint", "--staged", "--format", "json", "--notes"]);
        let staged = crate::support::findings(&staged);
        let of_rule = staged
            .iter()
            .filter(|it| it.rule == "handoff/evidence-not-found");
        assert_eq!(of_rule.count(), n, "{evidence}: {staged:#?}");
        git(&book, &["commit", "-qm", "deals"]);
        let now = graded(&book);
        assert_eq!(now.0, grade, "{evidence}: {}", now.1);
        let at = || book.run(&["score", "alder", "--format", "json", "--at", "HEAD"]);
        assert_eq!(proof(&at()), now, "{evidence}");
        // What is in the work tree since changes nothing of the commit, nor of the index.
        for file in [
            "nothing.md",
            "blanks.md",
            "call with Ola.md",
            "no such file.md",
        ] {
            let path = book.path(&format!("notes/{file}"));
            let text = if path.exists() && std::fs::read(&path).expect("a note").len() > 12 {
                ""
            } else {
                "Ola Berg"
            };
            std::fs::write(path, text).expect("a note");
        }
        assert_eq!(proof(&at()), now, "{evidence}");
        git(&book, &["update-ref", "-d", "HEAD"]);
        let later = book.run(&["lint", "--staged", "--format", "json", "--notes"]);
        assert_eq!(crate::support::findings(&later), staged, "{evidence}");
    }
}
