//! The Tab key, asked as shells ask: `COMPLETE=bash dealctl -- WORDS` with the number of the word that is typed.

mod support;

use std::fs;
use std::path::Path;

use support::{Repository, assert_harmless, dealctl, example, run};

/// A copy of the example book.
fn book() -> Repository {
    let mut book = Repository::new();
    for entry in walkdir::WalkDir::new(example()).into_iter().flatten() {
        let below = entry.path().strip_prefix(example()).expect("below");
        if entry.file_type().is_file() {
            let bytes = fs::read(entry.path()).expect("a file");
            book = book.with(&below.to_string_lossy(), bytes);
        }
    }
    book
}

/// What a shell is answered for a line, whose last word is being typed.
fn answer(shell: &str, folder: &Path, line: &str) -> String {
    let line = line.replace(r"\ ", "\0");
    let words: Vec<String> = line
        .split(' ')
        .map(|word| word.replace('\0', r"\ "))
        .collect();
    let ran = run(dealctl()
        .current_dir(folder)
        .env("COMPLETE", shell)
        .env("_CLAP_IFS", "\n")
        .env("_CLAP_COMPLETE_INDEX", (words.len() - 1).to_string())
        .arg("--")
        .args(&words));
    assert_eq!(ran.stderr, "", "{shell}: {line}");
    assert_harmless(ran.text().replace('\t', " ").as_bytes(), &line);
    ran.text().to_owned()
}

fn offered(folder: &Path, line: &str) -> Vec<String> {
    let answer = answer("bash", folder, line);
    answer.lines().map(ToOwned::to_owned).collect()
}

#[test]
fn what_the_book_holds_is_offered() {
    let book = book();
    for (line, wanted) in [
        ("dealctl gate nor", "northwind"),
        ("dealctl gate NOR", "northwind"),
        ("dealctl packet ", "quayside"),
        ("dealctl score northwind qu", "quayside"),
        ("dealctl lint nor", "northwind"),
        ("dealctl lint deals/no", "deals/northwind.yaml"),
        ("dealctl lint --select ga", "gate/unmet-criterion"),
        ("dealctl lint --ignore gate,hyg", "gate,hygiene/stale"),
        ("dealctl lint --level hyg", "hygiene/stale="),
        ("dealctl explain credit/", "credit/changed-after-entry"),
        ("dealctl stalls --partner mer", "meridian"),
        ("dealctl stalls --owner Sam", r"Sam\ Ortiz"),
        (r"dealctl stalls --owner Sam\ O", r"Sam\ Ortiz"),
        ("dealctl stalls --owner = sam", r"Sam\ Ortiz"),
        ("dealctl stalls --partner =", "meridian"),
        ("dealctl stalls --owner=sam", r"--owner=Sam\ Ortiz"),
        ("dealctl forecast --stage cl", "closing"),
        ("dealctl trust --seller s", r"Sam\ Ortiz"),
        ("dealctl what-if --win nor", "northwind"),
        ("dealctl what-if --drop-partner m", "meridian"),
        ("dealctl what-if --probability qual", "qualified="),
        ("dealctl sta", "stalls"),
        ("dealctl gate --form", "--format"),
    ] {
        let offered = offered(book.root(), line);
        assert!(
            offered.iter().any(|value| value == wanted),
            "{line}: {offered:?}"
        );
    }
    assert_eq!(offered(book.root(), "dealctl gate nor"), ["northwind"]);
    assert_eq!(offered(book.root(), "dealctl gate zzz"), [""; 0]);
    let closed = book.with(
        "deals/done.yaml",
        "account: {name: Done}\nhistory: {registered: 2026-01-02, closed: 2026-02-02}\noutcome: {result: lost, date: 2026-02-02}\n",
    );
    assert_eq!(offered(closed.root(), "dealctl gate don"), ["done"]);
    assert_eq!(offered(closed.root(), "dealctl what-if --win don"), [""; 0]);
}

#[test]
fn shells_that_show_help_are_told_account_stage_and_amount() {
    let book = book();
    let about = "Northwind Logistics · Closing · $84k";
    let fish = answer("fish", book.root(), "dealctl gate nor");
    assert_eq!(fish, format!("northwind\t{about}\n"));
    let zsh = answer("zsh", book.root(), "dealctl gate nor");
    assert_eq!(zsh, format!("northwind:{about}"));
    let powershell = answer("powershell", book.root(), "dealctl stalls --owner Sam");
    assert!(powershell.contains("'Sam Ortiz'"), "{powershell}");
    let elvish = answer("elvish", book.root(), "dealctl gate nor");
    assert_eq!(elvish, "northwind");
}

#[test]
fn the_root_of_the_line_is_where_the_book_is() {
    let book = book();
    let elsewhere = Repository::empty();
    let root = book.root().display();
    for line in [
        format!("dealctl --root {root} gate nor"),
        format!("dealctl --root={root} gate nor"),
        format!("dealctl gate --root {root} nor"),
    ] {
        assert_eq!(offered(elsewhere.root(), &line), ["northwind"], "{line}");
    }
    let below = book.path("deals");
    assert_eq!(offered(&below, "dealctl gate nor"), ["northwind"]);
}

#[test]
fn without_a_book_nothing_is_offered_and_nothing_is_said() {
    let none = Repository::empty();
    assert_eq!(offered(none.root(), "dealctl gate nor"), [""; 0]);
    let broken = Repository::empty().with("process.toml", "[process\n");
    assert_eq!(offered(broken.root(), "dealctl gate nor"), [""; 0]);
    assert_eq!(offered(broken.root(), "dealctl stalls --stage cl"), [""; 0]);
    let unreadable = book()
        .with("deals/bad.yaml", "a: [\n")
        .with("deals/no.yaml", [0xff]);
    assert_eq!(
        offered(unreadable.root(), "dealctl gate northw"),
        ["northwind"]
    );
}

#[cfg(unix)]
#[test]
fn a_hostile_name_is_a_word_or_is_not_offered() {
    let deal = |account: &str| format!("account: {{name: \"{account}\"}}\n");
    let book = Repository::new()
        .with("deals/x$(touch pwned);y.yaml", deal("Plain"))
        .with("deals/x\u{1b}[31mred.yaml", deal("Plain"))
        .with("deals/x\u{202e}turned.yaml", deal("Plain"))
        .with("deals/xx.yaml", deal(r"Red\e[31m\u202e\nname"));
    let values = offered(book.root(), "dealctl gate x");
    assert_eq!(values, [r"x\$\(touch\ pwned\)\;y", "xx"]);
    let fish = answer("fish", book.root(), "dealctl gate xx");
    assert_eq!(fish, "xx\tRed\\u{1b}[31m\\u{202e} name\n");
}

#[test]
fn a_long_list_is_cut() {
    let mut book = Repository::new();
    for n in 0..250 {
        book = book.with(&format!("deals/deal-{n}.yaml"), "account: {name: A}\n");
    }
    assert_eq!(
        offered(book.root(), "dealctl gate ")
            .iter()
            .filter(|value| !value.starts_with('-'))
            .count(),
        200
    );
}

#[test]
fn the_script_of_a_shell_asks_dealctl() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let ran = run(dealctl().args(["completions", shell]));
        assert_eq!((ran.code, &*ran.stderr), (0, ""), "{shell}");
        assert!(ran.text().contains("COMPLETE"), "{shell}: {}", ran.text());
        let by_variable = run(dealctl().env("COMPLETE", shell));
        assert!(by_variable.text().contains("COMPLETE"), "{shell}");
    }
    let help = run(dealctl().args(["completions", "--help"]));
    for place in ["~/.bashrc", "~/.zshrc", "config.fish", "rc.elv", "$PROFILE"] {
        assert!(help.text().contains(place), "{place}");
    }
}

#[test]
fn a_variable_of_that_name_that_names_no_shell_changes_nothing() {
    let book = book();
    for value in ["", "0", "1", "yes", "nosuchshell"] {
        let ran = run(dealctl()
            .current_dir(book.root())
            .env("COMPLETE", value)
            .args(["gate", "northwind", "--today", "2026-11-23"]));
        assert_eq!(ran.code, 0, "{value}");
        assert!(ran.text().contains("Northwind"), "{value}");
    }
}

/// Bash itself, where it is installed: the word that it would put on the line.
#[cfg(unix)]
#[test]
fn bash_inserts_one_word() {
    let book = Repository::new().with("deals/a;b $(touch pwned).yaml", "account: {name: A}\n");
    let program = Path::new(env!("CARGO_BIN_EXE_dealctl"));
    let folder = program.parent().expect("a folder").display();
    let script = format!(
        "PATH={folder}:$PATH\nsource <(dealctl completions bash)\nCOMP_WORDS=(dealctl gate a)\nCOMP_CWORD=2\nCOMP_TYPE=9\n\
         _clap_complete_dealctl dealctl a gate\nprintf '%s|' \"${{COMPREPLY[@]}}\"\n"
    );
    let output = std::process::Command::new("bash")
        .args(["-c", &script])
        .current_dir(book.root())
        .output();
    let Ok(output) = output else {
        return;
    };
    let said = String::from_utf8_lossy(&output.stdout);
    assert_eq!(
        said,
        r"a\;b\ \$\(touch\ pwned\)|",
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    assert!(!book.path("pwned").exists());
}
