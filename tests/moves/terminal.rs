//! `new` and `handoff draft` in a terminal, as a person types.

use std::io::{Read as _, Write as _};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use crate::book::{Book, QUAYSIDE};

/// A run in a terminal.
struct Session {
    pty: pty_process::blocking::Pty,
    child: std::process::Child,
    output: Receiver<String>,
    seen: String,
}

impl Session {
    fn start(book: &Book, arguments: &[&str]) -> Self {
        let (pty, pts) = pty_process::blocking::open().expect("a terminal");
        pty.resize(pty_process::Size::new(40, 100)).expect("a size");
        let child = pty_process::blocking::Command::new(env!("CARGO_BIN_EXE_dealctl"))
            .args(arguments)
            .args(["--today", "2026-10-12"])
            .current_dir(book.0.root())
            .env("NO_COLOR", "1")
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .env("GIT_CONFIG_COUNT", "2")
            .env("GIT_CONFIG_KEY_0", "user.name")
            .env("GIT_CONFIG_VALUE_0", "Maya Chen")
            .env("GIT_CONFIG_KEY_1", "user.email")
            .env("GIT_CONFIG_VALUE_1", "maya@ourco.example")
            .env_remove("COLUMNS")
            .spawn(pts)
            .expect("it starts");
        let (sender, output) = channel();
        let fd = std::os::fd::AsFd::as_fd(&pty)
            .try_clone_to_owned()
            .expect("the terminal");
        let mut reader = std::fs::File::from(fd);
        std::thread::spawn(move || {
            let mut buffer = [0; 4096];
            while let Ok(n @ 1..) = reader.read(&mut buffer) {
                let text = String::from_utf8_lossy(&buffer[..n]).into_owned();
                if sender.send(text).is_err() {
                    return;
                }
            }
        });
        Self {
            pty,
            child,
            output,
            seen: String::new(),
        }
    }

    /// Waits until the terminal shows a text behind what was waited for before.
    #[track_caller]
    fn sees(&mut self, text: &str) {
        loop {
            if let Some(at) = self.seen.find(text) {
                self.seen.drain(..at + text.len());
                return;
            }
            let more = self.output.recv_timeout(Duration::from_secs(60));
            self.seen += &more.unwrap_or_else(|_| panic!("no “{text}” in\n{}", self.seen));
        }
    }

    /// Waits for a question, and types an answer to it.
    #[track_caller]
    fn answers(&mut self, question: &str, answer: &str) {
        self.sees(question);
        self.types(&format!("{answer}\n"));
    }

    fn types(&mut self, text: &str) {
        self.pty.write_all(text.as_bytes()).expect("typed");
    }

    /// Waits for the end. A run that still waits for an answer after a minute is ended, which has no code.
    #[track_caller]
    fn code(mut self) -> Option<i32> {
        for _ in 0..600 {
            if let Some(status) = self.child.try_wait().expect("it ends") {
                return status.code();
            }
            std::thread::sleep(Duration::from_millis(100));
        }
        self.child.kill().expect("it ends");
        panic!("it still waits; it showed\n{}", self.seen);
    }
}

/// Whether Ctrl-C ends what this process starts: a shell that runs a command in the background has it ignored, and children inherit
/// that.
fn interrupts() -> bool {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let ignored = status
        .lines()
        .find_map(|line| line.strip_prefix("SigIgn:"))
        .and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok());
    ignored.is_none_or(|mask| mask & 0b10 == 0)
}

#[test]
fn a_deal_is_registered_by_answers_that_are_checked_as_they_are_typed() {
    let book = Book::new(QUAYSIDE);
    let mut session = Session::start(&book, &["new"]);
    session.answers("Which customer", "Wexford Dairy");
    session.answers("What do they need", "");
    session.answers("this one is needed", "tbd");
    session.sees("`tbd` is a placeholder");
    session.answers("What do they need", "Milk runs are planned by hand");
    session.sees("1 meridian");
    session.answers("Which partner?", "meridain");
    session.sees("process.toml knows no partner meridain");
    session.answers("Which partner?", "1");
    session.answers("How is the partner credited?", "refe");
    session.answers("Their web domain? [leave out]", "wexford.example");
    session.answers("Who at the customer confirmed it?", "<");
    session.answers("Their web domain? [leave out]", "");
    session.answers("Who at the customer confirmed it?", "Ola Nordmann");
    session.answers("What is it worth?", "lots");
    session.sees("`lots` is not an amount");
    session.answers("What is it worth?", "36000");
    session.answers("When is it expected to close?", "2026-13-01");
    session.sees("`2026-13-01` is not a day");
    session.answers("When is it expected to close?", "60 days");
    session.answers("Write it? (yes or no)", "");
    session.sees("wexford-dairy registered.");
    assert_eq!(session.code(), Some(0));
    assert_eq!(
        book.read("deals/2026/wexford-dairy.yaml"),
        "# yaml-language-server: $schema=../../.dealctl/deal.schema.json\n\
         account: {name: Wexford Dairy}\n\
         opportunity: {amount: 36000, close_date: 2026-12-11}\n\
         partner: meridian\n\
         registered: 2026-10-12\n\
         need: {what: Milk runs are planned by hand, confirmed_by: Ola Nordmann}\n\
         credit: referral\n\
         history: {registered: 2026-10-12}\n"
    );
}

#[test]
fn ctrl_c_and_a_no_leave_nothing() {
    let book = Book::new(QUAYSIDE);
    let before = book.files();
    // Where it is ignored, it cannot end the run, and there is nothing to try.
    if interrupts() {
        let mut session = Session::start(&book, &["new"]);
        session.answers("Which customer", "Wexford Dairy");
        session.sees("What do they need");
        session.types("\u{3}");
        assert_ne!(session.code(), Some(0));
        assert_eq!(book.files(), before);
    }
    let mut session = Session::start(
        &book,
        &[
            "new",
            "--account",
            "A b",
            "--need",
            "Milk runs",
            "--partner",
            "mer",
            "--credit",
            "refe",
        ],
    );
    for _ in 0..4 {
        session.answers("[leave out]", "");
    }
    session.answers("Write it?", "no");
    session.code();
    assert_eq!(book.files(), before);
    let mut session = Session::start(&book, &["new"]);
    session.sees("Which customer");
    session.types("\u{4}");
    session.sees("the answers ended");
    assert_eq!(session.code(), Some(2));
    assert_eq!(book.files(), before);
}

#[test]
fn the_packet_is_filled_in_from_what_is_known() {
    let deal = QUAYSIDE.replace(
        "history:",
        "touches:\n  - {date: 2026-10-01, kind: intro, who: Dana Reyes, source: notes/northwind-qbr.md}\nhistory:",
    );
    let book = Book::new(&deal);
    book.done("2026-10-12", &["advance", "quayside"]);
    let mut session = Session::start(&book, &["handoff", "quayside", "draft"]);
    session.answers("Which seller is asked?", "Sales team");
    session.sees("a team or alias, not one person");
    session.answers("Which seller is asked?", "Sam Ortiz");
    session.answers("Why this account", "The lease ends in March");
    session.answers("Which list of the seller", "Asked for by Sam Ortiz");
    session.answers(
        "Why does this partner matter",
        "Meridian runs their platform",
    );
    session.answers(
        "What did the customer say",
        "Who plans the berths at night?",
    );
    session.answers("Who said it?", "Ola Nordmann");
    session.answers("When? [2026-10-12]", "tomorrow");
    session.sees("is not a day");
    session.answers("When? [2026-10-12]", "fri");
    session.answers(
        "Where is it on record? A file or a link [notes/northwind-qbr.md]",
        "",
    );
    session.answers("What does each side do", "We plan; they connect");
    session.answers(
        "Whom at the customer does the path lead to? [Ola Nordmann]",
        "",
    );
    session.answers("Who of ours takes it? [Sam Ortiz]", "");
    session.answers("Who introduces them? [Dana Reyes]", "");
    session.answers("How does the introduction happen?", "Dana brings Sam along");
    session.answers("What does the seller do this week", "Call Ola");
    session.answers("By when? [2026-10-15]", "");
    session.answers("What does the partner do?", "Introduce Sam");
    session.answers("By when? [2026-10-15]", "wed");
    session.answers(
        "Where did they agree to it in writing",
        "notes/dana-0911.md",
    );
    session.answers(
        "What can the seller verify it by? A file or a link [notes/northwind-qbr.md]",
        "",
    );
    session.answers(
        "Who owns the handoff until it is accepted? [Priya Raman]",
        "",
    );
    session.answers("When were other partners", "");
    session.sees("has more of its packet");
    assert_eq!(session.code(), Some(0));
    let text = book.deal();
    for line in [
        "  seller: Sam Ortiz\n",
        "  trigger: {quote: Who plans the berths at night?, by: Ola Nordmann, date: 2026-10-09, source: notes/northwind-qbr.md}\n",
        "  warm_path: {ours: Sam Ortiz, theirs: Ola Nordmann, through: Dana Reyes, intro: Dana brings Sam along}\n",
        "  seller_move: {action: Call Ola, due: 2026-10-15}\n",
        "  partner_move: {action: Introduce Sam, due: 2026-10-14, agreed: notes/dana-0911.md}\n",
        "  conflict: {checked: 2026-10-12, by: Maya Chen}\n",
        "  evidence: [notes/northwind-qbr.md]\n",
        "  owner: Priya Raman\n",
    ] {
        assert!(text.contains(line), "no {line} in\n{text}");
    }
}
