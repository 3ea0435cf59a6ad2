//! Every format of `dealctl lint` is what its readers expect, and holds nothing that a deal could slip into it.

mod support;

use std::path::Path;
use std::process::Command;

/// A book with an error, a warning, and names that try to break out of each format.
fn hostile_book() -> tempfile::TempDir {
    let root = tempfile::tempdir().expect("a folder");
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/example/process.toml");
    std::fs::copy(example, root.path().join("process.toml")).expect("a process");
    std::fs::create_dir(root.path().join("deals")).expect("a folder");
    let deal = "account: {name: \"<b>|x|</b> ]]> ::error::%0A @all\"}\n\
                partner: meridian\nregistered: 2026-09-28\nneed: Berths.\ncredit: 'nope<script>'\nfoo: 1\n\
                history: {registered: 2026-09-28}\n";
    std::fs::write(root.path().join("deals/a, b: c.yaml"), deal).expect("a deal");
    root
}

fn lint(
    root: &Path,
    arguments: &[&str],
    environment: &[(&str, &str)],
) -> (String, String, Option<i32>) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_dealctl"));
    command
        .args(["lint", "--today", "2026-11-23", "--root"])
        .arg(root)
        .args(arguments);
    command
        .env_remove("GITHUB_ACTIONS")
        .envs(environment.iter().copied());
    let output = command.output().expect("it runs");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    (
        text(output.stdout),
        text(output.stderr),
        output.status.code(),
    )
}

/// What SARIF 2.1.0 demands of the parts that we write (its sections 3.13 to 3.57), and no key that it does not know.
#[test]
fn sarif_has_what_its_specification_demands_and_nothing_it_does_not_know() {
    let root = hostile_book();
    let (text, _, code) = lint(root.path(), &["--format", "sarif"], &[]);
    assert_eq!(code, Some(1));
    let log: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    keys(&log, &["$schema", "runs", "version"]);
    assert_eq!(log["version"], "2.1.0");
    let run = &log["runs"][0];
    keys(
        run,
        &["columnKind", "originalUriBaseIds", "results", "tool"],
    );
    assert_eq!(run["columnKind"], "unicodeCodePoints");
    let driver = &run["tool"]["driver"];
    keys(driver, &["name", "rules", "semanticVersion", "version"]);
    for rule in driver["rules"].as_array().expect("a list") {
        keys(
            rule,
            &[
                "defaultConfiguration",
                "fullDescription",
                "help",
                "id",
                "properties",
                "shortDescription",
            ],
        );
        assert!(
            ["error", "warning", "note"].contains(
                &rule["defaultConfiguration"]["level"]
                    .as_str()
                    .expect("a level")
            )
        );
        assert!(
            rule["help"]["markdown"]
                .as_str()
                .is_some_and(|help| help.len() > 40),
            "{rule}"
        );
    }
    for result in run["results"].as_array().expect("a list") {
        let allowed = [
            "fixes",
            "level",
            "locations",
            "message",
            "partialFingerprints",
            "relatedLocations",
            "ruleId",
            "ruleIndex",
        ];
        let has: Vec<&String> = result.as_object().expect("a map").keys().collect();
        assert!(
            has.iter().all(|key| allowed.contains(&key.as_str())),
            "{has:?}"
        );
        assert!(
            result["message"]["text"]
                .as_str()
                .is_some_and(|text| !text.is_empty())
        );
        let index =
            usize::try_from(result["ruleIndex"].as_u64().expect("a number")).expect("small");
        assert_eq!(driver["rules"][index]["id"], result["ruleId"]);
        let place = &result["locations"][0]["physicalLocation"];
        keys(place, &["artifactLocation", "region"]);
        keys(
            &place["region"],
            &["endColumn", "endLine", "startColumn", "startLine"],
        );
        assert!(
            place["region"]["startLine"]
                .as_u64()
                .is_some_and(|line| line >= 1)
        );
        let uri = place["artifactLocation"]["uri"].as_str().expect("a URI");
        assert!(
            uri.bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"/-_.~%".contains(&byte)),
            "{uri}"
        );
    }
    let place = &run["results"][0]["locations"][0]["physicalLocation"];
    assert_eq!(
        place["artifactLocation"]["uri"],
        "deals/a%2C%20b%3A%20c.yaml"
    );
}

fn keys(value: &serde_json::Value, expected: &[&str]) {
    let mut keys: Vec<&String> = value.as_object().expect("a map").keys().collect();
    keys.sort();
    assert_eq!(keys, expected, "{value}");
}

#[test]
fn github_annotations_name_file_line_and_column_and_cannot_be_broken_out_of() {
    let root = hostile_book();
    let (text, _, _) = lint(root.path(), &["--format", "github"], &[]);
    let warning = text
        .lines()
        .find(|line| line.contains("file/unknown-key"))
        .expect("the warning");
    assert!(warning.starts_with("::warning file=deals/a%2C b%3A c.yaml,line=6,col=1,endLine=6,endColumn=4,title=file/unknown-key::"), "{warning}");
    assert!(text.lines().all(|line| {
        ["::error file=", "::warning file=", "::notice file="]
            .iter()
            .any(|start| line.starts_with(start))
    }));
}

/// Services look for files from the top of the repository, wherever in it the book is.
#[test]
fn annotations_and_sarif_name_files_from_the_top_of_the_git_repository() {
    let root = tempfile::tempdir().expect("a folder");
    let book = root.path().join("our deals");
    let status = Command::new("git")
        .args(["init", "--quiet"])
        .arg(root.path())
        .status();
    assert!(status.expect("git").success());
    let hostile = hostile_book();
    std::fs::create_dir_all(book.join("deals")).expect("folders");
    for path in ["process.toml", "deals/a, b: c.yaml"] {
        std::fs::copy(hostile.path().join(path), book.join(path)).expect("a file");
    }
    let (text, _, _) = lint(&book, &["--format", "github"], &[]);
    assert!(!text.is_empty());
    let deal = " file=our deals/deals/a%2C b%3A c.yaml,line=";
    assert!(text.lines().all(|line| line.contains(deal)), "{text}");
    let (text, _, _) = lint(&book, &["--format", "sarif"], &[]);
    let log: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    for result in log["runs"][0]["results"].as_array().expect("a list") {
        let uri = &result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"];
        assert_eq!(uri, "our%20deals/deals/a%2C%20b%3A%20c.yaml");
    }
    let (text, _, _) = lint(&book, &["--format", "short"], &[]);
    assert!(
        text.starts_with("deals/"),
        "for people they begin at the book: {text}"
    );
}

#[test]
fn under_github_actions_annotations_go_to_stdout_and_the_text_for_people_to_stderr() {
    let root = hostile_book();
    let (stdout, stderr, _) = lint(root.path(), &[], &[("GITHUB_ACTIONS", "true")]);
    assert!(stdout.starts_with("::"), "{stdout}");
    assert!(
        stderr.contains("error[") && stderr.contains("Whose move"),
        "{stderr}"
    );
    let (asked, _, _) = lint(
        root.path(),
        &["--format", "short"],
        &[("GITHUB_ACTIONS", "true")],
    );
    assert!(
        asked.starts_with("deals/"),
        "a format that is asked for is given: {asked}"
    );
}

#[test]
fn junit_is_well_formed_and_counts_failures() {
    let root = hostile_book();
    let (text, _, _) = lint(root.path(), &["--format", "junit"], &[]);
    let mut reader = quick_xml::Reader::from_str(&text);
    let (mut cases, mut failures) = (0, 0);
    loop {
        match reader.read_event().expect("well-formed") {
            quick_xml::events::Event::Start(tag) | quick_xml::events::Event::Empty(tag) => {
                cases += usize::from(tag.name().as_ref() == "testcase");
                failures += usize::from(tag.name().as_ref() == "failure");
                for attribute in tag.attributes() {
                    attribute.expect("well-formed");
                }
            }
            quick_xml::events::Event::Eof => break,
            _ => {}
        }
    }
    assert!(failures >= 1 && cases > failures);
    assert!(
        text.contains(&format!("tests=\"{cases}\" failures=\"{failures}\"")),
        "{text}"
    );
    let (strict, _, _) = lint(root.path(), &["--format", "junit", "--strict"], &[]);
    assert!(
        strict.matches("<failure").count() > failures,
        "warnings fail when they are to"
    );
}

#[test]
fn markdown_shows_text_of_a_deal_as_text() {
    let root = hostile_book();
    let (text, _, _) = lint(root.path(), &["--format", "markdown"], &[]);
    assert!(text.starts_with("### dealctl lint\n"));
    for raw in ["<script>", "<b>", " @all", "|x|"] {
        assert!(!text.contains(raw), "{raw} in {text}");
    }
    let columns = |line: &str| line.replace("\\|", "").matches('|').count();
    assert!(
        text.lines()
            .filter(|line| line.starts_with('|'))
            .all(|line| columns(line) == 5),
        "{text}"
    );
}

/// Nobody reading on changes nothing of what was found.
#[cfg(unix)]
#[test]
fn the_exit_code_survives_a_reader_that_goes_away() {
    let root = hostile_book();
    for format in ["sarif", "json", "human"] {
        let binary = env!("CARGO_BIN_EXE_dealctl");
        let line = format!("'{binary}' lint --today 2026-11-23 --format {format}; echo $? >&2");
        let mut child = Command::new("sh")
            .args(["-c", &line])
            .current_dir(root.path())
            .stdout(std::process::Stdio::piped())
            .stderr(std::process::Stdio::piped())
            .spawn()
            .expect("a shell");
        drop(child.stdout.take());
        let output = child.wait_with_output().expect("it ends");
        let said = String::from_utf8(output.stderr).expect("UTF-8");
        assert_eq!(said, "1\n", "{format}");
    }
}

#[test]
fn completions_are_printed_for_every_shell() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let output = Command::new(env!("CARGO_BIN_EXE_dealctl"))
            .args(["completions", shell])
            .output()
            .expect("it runs");
        assert!(
            output.status.success() && String::from_utf8_lossy(&output.stdout).contains("dealctl"),
            "{shell}"
        );
    }
}

/// 80 columns hold what lint says of this repository and of long values, whatever is drawn.
#[test]
fn no_line_for_people_is_wider_than_80_columns() {
    let root = tempfile::tempdir().expect("a folder");
    let example = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/example");
    std::fs::copy(
        example.join("process.toml"),
        root.path().join("process.toml"),
    )
    .expect("a file");
    std::fs::create_dir(root.path().join("deals")).expect("a folder");
    let long = "the planners of the northern berths re-key the tide table by hand each night";
    let deal = format!(
        "account: {{name: Quayside Ports}}\npartner: meridian\nregistered: 2026-09-28\nneed: {long}\ncredit: {}\n\
         handoff: {{owner: {}}}\nhistory: {{registered: 2026-09-28, qualified: 2026-10-05, handoff: 2026-10-09}}\n",
        "finders fee of a kind that nobody has ever heard of before, in any of these parts",
        "Priya Raman and Maya Chen and Tom Alvarez and Luis Ortega and Joss Lindqvist and Sam"
    );
    std::fs::write(root.path().join("deals/a.yaml"), deal).expect("a file");
    for root in [
        root.path(),
        std::path::Path::new(env!("CARGO_MANIFEST_DIR")),
    ] {
        let ran = support::run_in(root, &["lint", "--full", "--notes"]);
        for line in ran.text().lines() {
            // A command is never broken.
            let is_command = line.trim_start().starts_with("dealctl ");
            assert!(is_command || line.chars().count() <= 80, "{line}");
        }
    }
}
