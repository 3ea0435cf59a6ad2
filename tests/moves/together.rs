//! Runs that are killed, and runs at the same time: a file is the old one or the new one, and nobody's words are lost.

use std::process::Stdio;

use crate::book::{Book, QUAYSIDE};

#[test]
fn a_killed_run_leaves_the_old_file_or_the_new_one() {
    let book = Book::new(QUAYSIDE);
    let mut whole = book.deal();
    let (mut old, mut new) = (0, 0);
    for n in 0..300 {
        let note = format!("Run {n}");
        let touch = [
            "touch", "quayside", "meeting", "--who", "dana", "--note", &note,
        ];
        let mut command = book.command("2026-10-12", &touch);
        let mut child = command
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("it starts");
        // A little later each time, over and over: from before it has begun to after it has ended.
        std::thread::sleep(std::time::Duration::from_micros(u64::from(n % 60u32) * 150));
        let _ = child.kill();
        child.wait().expect("it ends");
        let text = book.deal();
        let line =
            format!("  - {{date: 2026-10-12, kind: meeting, who: Dana Reyes, note: {note}}}\n");
        if text == whole {
            old += 1;
        } else {
            new += 1;
            let without = text.replace(&line, "");
            let without = if whole.contains("touches:") {
                without
            } else {
                without.replace("touches:\n", "")
            };
            assert_eq!(without, whole, "neither the old file nor the new one");
            whole = text;
        }
    }
    assert!(
        old > 0,
        "no run was killed before it had written ({new} had)"
    );
    // Whatever was left behind goes with the next run.
    book.done(
        "2026-10-12",
        &["touch", "quayside", "call", "--who", "dana"],
    );
    let left = book.files().into_iter().filter(|(path, _)| {
        path.file_name()
            .is_some_and(|name| name.to_string_lossy().starts_with(".dealctl"))
    });
    assert_eq!(left.count(), 0);
}

#[test]
fn of_two_runs_at_once_none_overwrites_the_other() {
    let book = Book::new(QUAYSIDE);
    for n in 0..300 {
        let notes = [format!("One {n}"), format!("Other {n}")];
        let runs: Vec<_> = notes
            .iter()
            .map(|note| {
                let touch = [
                    "touch", "quayside", "meeting", "--who", "dana", "--note", note,
                ];
                let mut command = book.command("2026-10-12", &touch);
                command
                    .stdout(Stdio::piped())
                    .stderr(Stdio::piped())
                    .spawn()
                    .expect("it starts")
            })
            .collect();
        let ended: Vec<_> = runs
            .into_iter()
            .map(|run| run.wait_with_output().expect("it ends"))
            .collect();
        let text = book.deal();
        for (note, output) in notes.iter().zip(&ended) {
            let is_there = text.contains(&format!("note: {note}}}"));
            let said = String::from_utf8_lossy(&output.stderr);
            assert_eq!(output.status.success(), is_there, "{said}");
            assert!(is_there || said.contains("changed meanwhile"), "{said}");
        }
        assert!(
            ended.iter().any(|output| output.status.success()),
            "one of them wins"
        );
    }
}
