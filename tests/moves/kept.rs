//! What stands in a file besides what a move writes is kept to the byte.

use crate::book::{Book, QUAYSIDE};

#[test]
fn line_ends_the_mark_of_the_encoding_and_a_missing_last_line_are_kept() {
    let windows = format!("\u{feff}{}", QUAYSIDE.trim_end().replace('\n', "\r\n"));
    let book = Book::new(&windows);
    book.done("2026-10-12", &["advance", "quayside"]);
    book.done(
        "2026-10-12",
        &["touch", "quayside", "meeting", "--who", "dana"],
    );
    let expected = windows
        .replace(
            "qualified: 2026-10-05}",
            "qualified: 2026-10-05, handoff: 2026-10-12}",
        )
        .replace(
            "history:",
            "touches:\r\n  - {date: 2026-10-12, kind: meeting, who: Dana Reyes}\r\nhistory:",
        );
    assert_eq!(book.deal(), expected);
}

#[cfg(unix)]
#[test]
fn permissions_and_links_are_kept() {
    use std::os::unix::fs::PermissionsExt as _;
    let book = Book::new(QUAYSIDE);
    let file = book.0.root().join("deals/quayside.yaml");
    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o640)).expect("a mode");
    std::os::unix::fs::symlink("quayside.yaml", book.0.root().join("deals/link.yml"))
        .expect("a link");
    book.done("2026-10-12", &["advance", "deals/quayside.yaml"]);
    let mode = file.metadata().expect("a file").permissions().mode();
    assert_eq!(mode & 0o777, 0o640);
    let link = book
        .0
        .root()
        .join("deals/link.yml")
        .symlink_metadata()
        .expect("a link");
    assert!(link.file_type().is_symlink());
}

#[test]
fn a_file_is_tidied_without_a_word_lost() {
    let book = Book::new(
        "partner: meridian   \n\n\n\n# the port\naccount: {name: Quayside Ports} # ours\n",
    );
    let ran = book.run("2026-10-12", &["fmt", "--check"]);
    assert_eq!((ran.code, ran.out.as_str()), (1, "deals/quayside.yaml\n"));
    book.done("2026-10-12", &["fmt"]);
    assert_eq!(
        book.deal(),
        "# the port\naccount: {name: Quayside Ports} # ours\npartner: meridian\n"
    );
    assert_eq!(book.done("2026-10-12", &["fmt", "--check"]), "");
}
