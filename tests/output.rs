//! Where documents go: files, several at once, separators of CSV, and a pager on a terminal.

mod support;

use support::{Repository, dealctl, run};

fn book() -> Repository {
    Repository::new()
        .with(
            "deals/a.yaml",
            "account: {name: \"Größe; AG\"}\nopportunity: {amount: 84000, crm_id: 0065g}\npartner: meridian\nregistered: 2026-10-05\nhistory: {registered: 2026-10-05}\n",
        )
        .with(
            "deals/b.yaml",
            "account: {name: \"=1+1\"}\nopportunity: {amount: 12000}\npartner: oakline\nregistered: 2026-10-05\nhistory: {registered: 2026-10-05}\n",
        )
}

fn read(repository: &Repository, path: &str) -> String {
    std::fs::read_to_string(repository.path(path)).expect("a file")
}

/// Runs in the folder, so that files land there.
fn here(repository: &Repository, args: &[&str]) -> support::Ran {
    run(dealctl()
        .current_dir(repository.root())
        .args(args)
        .args(["--today", support::TODAY]))
}

#[test]
fn a_file_gets_the_format_of_its_ending() {
    let repository = book();
    for (file, begins) in [
        ("out.json", "{"),
        ("out.csv", "deal,"),
        ("out.md", "**"),
        ("out.html", "<!DOCTYPE html>"),
        ("out.txt", "2 open deals"),
    ] {
        let ran = here(&repository, &["list", "-o", file]);
        assert_eq!((ran.code, ran.text()), (0, ""), "{file}: {}", ran.stderr);
        let text = read(&repository, file);
        assert!(text.trim_start().starts_with(begins), "{file}: {text}");
    }
    let stdout = here(&repository, &["list", "-o", "-"]);
    assert!(stdout.text().starts_with("2 open deals"));
}

#[test]
fn several_formats_are_one_run() {
    let repository = book();
    let ran = here(
        &repository,
        &["list", "--format", "json=out.json,csv=out.csv,table"],
    );
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert_eq!(ran.text(), here(&repository, &["list"]).text());
    assert_eq!(
        read(&repository, "out.json"),
        here(&repository, &["list", "--format", "json"]).text()
    );
    assert_eq!(
        read(&repository, "out.csv"),
        here(&repository, &["list", "--format", "csv"]).text()
    );
}

#[test]
fn what_cannot_be_written_is_refused_and_leaves_the_old_file() {
    let repository = book().with("out.json", "old");
    for (args, says) in [
        (
            &["list", "--format", "json,csv"][..],
            "two formats would be written to the same place",
        ),
        (&["list", "--format", "jsn"], "did you mean json?"),
        (
            &["list", "--format", "json="],
            "a file is missing behind the =",
        ),
        (&["list", "-o", "out.xyz"], "names no format"),
        (&["list", "--bom"], "--bom and --separator are for CSV"),
        (
            &["list", "--format", "json=out.json", "-o", "two.json"],
            "nothing is left to write",
        ),
        (
            &["list", "--partner", "nobody at all", "-o", "out.json"],
            "no deal has the partner",
        ),
        (&["list", "-o", "no/such/folder/out.json"], "cannot write"),
    ] {
        let ran = here(&repository, args);
        assert_eq!((ran.code, ran.text()), (2, ""), "{args:?}: {}", ran.stderr);
        assert!(ran.stderr.contains(says), "{args:?}: {}", ran.stderr);
        assert_eq!(read(&repository, "out.json"), "old", "{args:?}");
    }
}

#[test]
fn csv_takes_a_mark_and_another_separator_and_stays_harmless() {
    let repository = book();
    let plain = here(&repository, &["list", "--format", "csv"]);
    let marked = here(&repository, &["list", "--format", "csv", "--bom"]);
    assert_eq!(marked.text(), format!("\u{feff}{}", plain.text()));
    assert_eq!(
        here(&repository, &["list", "--format", "excel", "--bom"]).text(),
        marked.text()
    );
    for (name, separator) in [(";", ';'), ("tab", '\t'), ("|", '|')] {
        let ran = here(
            &repository,
            &["list", "--format", "csv", "--separator", name],
        );
        let mut rows = csv::ReaderBuilder::new()
            .delimiter(u8::try_from(separator).expect("a byte"))
            .from_reader(ran.text().as_bytes());
        let mut plain = csv::Reader::from_reader(plain.text().as_bytes());
        let all = |rows: &mut csv::Reader<&[u8]>| -> Vec<csv::StringRecord> {
            rows.records().map(|row| row.expect("a row")).collect()
        };
        assert_eq!(all(&mut rows), all(&mut plain), "{name}");
        assert!(ran.text().contains("'=1+1"), "{}", ran.text());
    }
}

/// A terminal with a pager that says who it is.
#[cfg(unix)]
#[test]
fn a_long_page_goes_through_the_pager_on_a_terminal_only() {
    let mut repository = book();
    for n in 0..60 {
        repository = repository.with(
            &format!("deals/d{n:02}.yaml"),
            format!("account: {{name: Account {n}}}\nhistory: {{registered: 2026-10-05}}\n"),
        );
    }
    let shown = |args: &[&str], pager: &str| {
        let (mut pty, pts) = pty_process::blocking::open().expect("a terminal");
        pty.resize(pty_process::Size::new(30, 100)).expect("a size");
        let mut child = pty_process::blocking::Command::new(env!("CARGO_BIN_EXE_dealctl"))
            .args(args)
            .args(["--today", support::TODAY])
            .current_dir(repository.root())
            .env("NO_COLOR", "1")
            .env("DEALCTL_PAGER", pager)
            .env_remove("COLUMNS")
            .spawn(pts)
            .expect("it starts");
        let mut text = Vec::new();
        let mut buffer = [0; 4096];
        while let Ok(n @ 1..) = std::io::Read::read(&mut pty, &mut buffer) {
            text.extend_from_slice(&buffer[..n]);
        }
        assert_eq!(child.wait().expect("it ends").code(), Some(0));
        String::from_utf8_lossy(&text).into_owned()
    };
    let mark = "sed 's/^/paged: /'";
    assert!(shown(&["list"], mark).contains("paged: "));
    assert!(!shown(&["list", "--no-pager"], mark).contains("paged: "));
    assert!(!shown(&["list", "--format", "json"], mark).contains("paged: "));
    assert!(
        !shown(&["list", "--stage", "qualified"], mark).contains("paged: "),
        "a short page"
    );
    // Without such a program the page is printed.
    assert!(shown(&["list"], "no-such-pager-anywhere").contains("Account 59"));
    let piped = run(dealctl()
        .current_dir(repository.root())
        .env("DEALCTL_PAGER", mark)
        .args(["list", "--today", support::TODAY]));
    assert!(!piped.text().contains("paged: "));
}
