//! Books that no page expects.

use std::fmt::Write as _;

use crate::support::{Repository, assert_harmless, quick_process};

const DAY: &str = "2026-11-23";

const NAMES: [&str; 6] = [
    "<script>alert(1)</script>",
    "\u{202e}evitaerc\u{202c} Ltd",
    "\"><img src=x onerror=alert(1)>",
    "{{ 7 * 7 }} {% raw %}",
    "Åäö & Söhne <b>GmbH</b> & Co. KG",
    "]]></style></svg><!-- ",
];

fn page(repository: &Repository, format: &str) -> String {
    let ran = repository.run(&["report", "--today", DAY, "--format", format]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    ran.text().to_owned()
}

/// Tags are closed in the order they were opened, and none is of a kind that the template does not write.
fn assert_well_formed(page: &str) {
    let mut open: Vec<String> = vec!["html".to_owned(), "head".to_owned()];
    let body = page.split("</style>").nth(1).expect("a style");
    for tag in body.split('<').skip(1) {
        let name: String = tag
            .chars()
            .take_while(|c| c.is_alphanumeric() || matches!(c, '/' | '!'))
            .collect();
        let end = tag.find('>').expect("a tag ends");
        match name.strip_prefix('/') {
            Some(closed) => assert_eq!(open.pop().as_deref(), Some(closed), "{tag}"),
            None if tag[..end].ends_with('/') || name == "!" => {}
            None => {
                let known = [
                    "head", "body", "header", "main", "section", "h1", "h2", "p", "code", "div",
                    "details", "summary", "svg", "title", "text", "table", "caption", "span",
                    "thead", "tbody", "tr", "th", "td",
                ];
                assert!(known.contains(&&*name), "<{tag}");
                open.push(name);
            }
        }
    }
    assert_eq!(open, ["html"], "{open:?}");
}

fn deal(number: usize, name: &str, amount: &str, stage: &str) -> String {
    format!(
        "account: {{name: {}}}\nopportunity: {{amount: {amount}, created: 2026-08-03, close_date: 2026-12-18}}\npartner: {}\n\
         registered: {{date: 2026-08-{:02}, by: Dana Reyes}}\nneed: {}\nhistory: {{registered: 2026-08-10, {stage}: 2026-09-0{}}}\n",
        serde_json::json!(name),
        serde_json::json!(name),
        1 + number % 27,
        serde_json::json!(name),
        1 + number % 9
    )
}

#[test]
fn names_do_not_break_out_of_any_format() {
    let long = "N".repeat(300);
    let mut repository = Repository::empty().with("process.toml", quick_process());
    for (number, name) in NAMES.iter().chain([&long.as_str()]).enumerate() {
        let amount = if number % 2 == 0 {
            "1000000000000"
        } else {
            "84000"
        };
        repository = repository.with(
            &format!("deals/d{number}.yaml"),
            deal(number, name, amount, "qualified"),
        );
    }
    let html = page(&repository, "html");
    assert!(!html.contains("<script") && !html.contains("<img") && !html.contains("<b>"));
    assert_harmless(html.as_bytes(), "the page");
    assert_well_formed(&html.replace("</html>", ""));
    for format in ["table", "markdown", "text", "csv"] {
        let text = page(&repository, format);
        assert_harmless(text.as_bytes(), format);
        assert!(!text.contains("NaN"), "{format}");
    }
}

#[test]
fn odd_books_get_a_sentence_a_section() {
    let one_stage = "[process]\nname = \"One\"\ncurrency = \"USD\"\n[[stages]]\nid = \"only\"\nname = \"Only\"\nowner = \"Maya Chen\"\n";
    let books = [
        ("nothing", quick_process(), vec![]),
        (
            "one deal",
            quick_process(),
            vec![deal(1, "Quayside", "66000", "qualified")],
        ),
        (
            "no amount",
            quick_process(),
            vec![deal(1, "Quayside", "tbd", "qualified")],
        ),
        (
            "one stage",
            one_stage.to_owned(),
            vec!["account: {name: A}\nhistory: {only: 2026-10-05}\n".to_owned()],
        ),
        (
            "closed alone",
            quick_process(),
            vec![
                deal(1, "Quayside", "66000", "qualified")
                    + "outcome: {result: lost, date: 2026-10-05}\n",
            ],
        ),
        (
            "ten years",
            quick_process(),
            vec![
                deal(1, "Quayside", "66000", "qualified")
                    .replace("2026-08", "2016-08")
                    .replace("2026-09", "2016-09"),
            ],
        ),
    ];
    for (what, process, deals) in books {
        let mut repository = Repository::empty().with("process.toml", process);
        for (number, text) in deals.iter().enumerate() {
            repository = repository.with(&format!("deals/d{number}.yaml"), text);
        }
        let html = page(&repository, "html");
        assert_well_formed(&html.replace("</html>", ""));
        assert!(!html.contains("NaN") && !html.contains(">inf"), "{what}");
        let sections: Vec<&str> = html.split("<section ").skip(1).collect();
        assert_eq!(sections.len(), 15, "{what}");
        for section in sections {
            let sentence = section
                .split("<p>")
                .nth(1)
                .and_then(|rest| rest.split("</p>").next());
            assert!(
                sentence.is_some_and(|sentence| sentence.len() > 10),
                "{what}: {section}"
            );
        }
        for command in [
            "pipeline",
            "velocity",
            "leaks",
            "attribution",
            "partners",
            "conflicts",
            "hygiene",
            "process",
        ] {
            let ran = repository.run(&[command, "--today", DAY]);
            assert_eq!(ran.code, 0, "{what} {command}: {}", ran.stderr);
            assert!(!ran.text().contains("NaN"), "{what} {command}");
            assert!(
                ran.text()
                    .lines()
                    .next()
                    .is_some_and(|line| line.len() > 10),
                "{what} {command}"
            );
        }
    }
}

#[test]
fn two_thousand_deals_stay_below_a_megabyte() {
    let mut repository = Repository::empty().with("process.toml", quick_process());
    for number in 0..2_000 {
        let stage = ["qualified", "handoff", "joint", "closing"][number % 4];
        let mut name = String::new();
        let _ = write!(name, "Customer {number}");
        repository = repository.with(
            &format!("deals/d{number:04}.yaml"),
            deal(number, &name, "84000", stage),
        );
    }
    let html = page(&repository, "html");
    assert!(html.len() < 1_000_000, "{} bytes", html.len());
}
