//! `lint --staged`, `--changed` and `--at` over repositories that the tests build with the real git, and the hook that
//! `dealctl hook install` writes.

mod scratch;
mod support;

use std::fs;
use std::path::Path;
use std::process::Command;

use scratch::Scratch;
use support::{Ran, dealctl, findings, run, run_in};

/// A registration without a fault on 2026-11-23.
const CLEAN: &str = "\
account: {name: Quayside Ports, domain: quayside.example}
opportunity: {name: \"Berth scheduling, phase 1\", amount: 66000, close_date: 2027-03-31}
partner: meridian
registered: 2026-11-20
need: {what: Berth planners re-key the tide table, confirmed_by: Ines Calder, date: 2026-11-19}
credit: referral
history: {registered: 2026-11-20}
";

/// The same with an error: a rule that process.toml does not know.
fn bad() -> String {
    CLEAN.replace("credit: referral", "credit: finders fee")
}

/// Another clean deal.
fn other(name: &str) -> String {
    CLEAN.replace("Quayside Ports", name).replace(
        "quayside.example",
        &format!("{}.example", name.to_lowercase()),
    )
}

const BAD: &str = "credit/unknown-rule deals/a.yaml:6:9";

/// One clean deal in the first commit.
fn committed() -> Scratch {
    let scratch = Scratch::new();
    scratch.write("deals/a.yaml", CLEAN);
    scratch.commit("2026-11-20", "Maya Chen");
    scratch
}

fn staged(scratch: &Scratch) -> (i32, Vec<String>) {
    let ran = run_in(scratch.root(), &["lint", "--staged", "--format", "json"]);
    (ran.code, at(&ran))
}

fn at(ran: &Ran) -> Vec<String> {
    findings(ran).iter().map(support::Finding::at).collect()
}

fn said(ran: &Ran) -> String {
    format!("{}{}", ran.text(), ran.stderr)
}

#[test]
fn the_staged_half_of_a_file_is_judged_and_not_the_work_tree() {
    let scratch = committed();
    scratch.write("deals/a.yaml", bad());
    let ran = run_in(scratch.root(), &["lint", "--staged"]);
    assert_eq!(
        (ran.code, said(&ran)),
        (0, "Nothing of the book is staged.\n".to_owned())
    );
    scratch.git(&["add", "deals/a.yaml"]);
    scratch.write("deals/a.yaml", CLEAN);
    assert_eq!(staged(&scratch), (1, vec![BAD.to_owned()]));
    scratch.git(&["add", "deals/a.yaml"]);
    scratch.write("deals/a.yaml", bad());
    assert_eq!(staged(&scratch), (0, Vec::new()));
}

#[test]
fn what_head_had_already_is_listed_as_old_and_does_not_block() {
    let scratch = committed();
    scratch.write("deals/a.yaml", bad());
    scratch.commit("2026-11-21", "Maya Chen");
    scratch.write("deals/a.yaml", format!("# a line above\n{}", bad()));
    scratch.git(&["add", "deals"]);
    let ran = run_in(scratch.root(), &["lint", "--staged"]);
    assert_eq!(ran.code, 0);
    assert!(
        ran.text()
            .starts_with("Old, from before this change: 1 error\n  deals/a.yaml:7:9: error"),
        "{}",
        ran.text()
    );
    // A second fault is new; the first one stays old.
    scratch.write(
        "deals/a.yaml",
        bad().replace("registered: 2026-11-20\n", "registered: soon\n"),
    );
    scratch.git(&["add", "deals"]);
    let (code, found) = staged(&scratch);
    assert_eq!(code, 1);
    assert!(
        !found.is_empty() && !found.contains(&BAD.to_owned()),
        "{found:?}"
    );
    let ran = run_in(scratch.root(), &["lint", "--staged"]);
    assert!(
        ran.text()
            .contains("Old, from before this change: 1 error\n"),
        "{}",
        ran.text()
    );
}

#[test]
fn what_is_old_is_apart_in_every_format() {
    let scratch = committed();
    scratch.write("deals/a.yaml", bad());
    scratch.commit("2026-11-21", "Maya Chen");
    scratch.write("deals/a.yaml", format!("# a line above\n{}", bad()));
    scratch.git(&["add", "deals"]);
    let ran = |format| run_in(scratch.root(), &["lint", "--staged", "--format", format]);
    let json = ran("json").json();
    assert_eq!(json["findings"].as_array().map(Vec::len), Some(0));
    assert_eq!(json["old"][0]["rule"], "credit/unknown-rule");
    assert_eq!(json["old"][0]["start"]["line"], 7);
    assert_eq!(json["summary"]["errors"], 0);
    let says = "Old, from before this change: 1 error";
    let sarif = ran("sarif").json();
    assert_eq!(sarif["runs"][0]["results"][0]["baselineState"], "unchanged");
    for (format, listed) in [
        (
            "markdown",
            &*format!("1 deal, nothing new to fix.\n\n{says}.\n\n| |"),
        ),
        ("markdown", "deals/a.yaml:7:9"),
        ("short", "deals/a.yaml:7:9: old error[credit/unknown-rule] "),
        (
            "github",
            "::notice file=deals/a.yaml,line=7,col=9,endLine=7,endColumn=20,title=old error[credit/unknown-rule]::",
        ),
        ("junit", "name=\"old credit/unknown-rule at 7:9\""),
        ("junit", "failures=\"0\" errors=\"0\" skipped=\"1\""),
        ("sarif", "dealRuleSubject/v1"),
    ] {
        let ran = ran(format);
        assert_eq!((ran.code, &*ran.stderr), (0, ""), "{format}");
        assert!(ran.text().contains(listed), "{format}: {}", ran.text());
    }
    let file = bad().replace("registered: 2026-11-20\n", "registered: soon\n");
    scratch.write("deals/a.yaml", file);
    scratch.git(&["add", "deals"]);
    let sarif = run_in(scratch.root(), &["lint", "--staged", "--format", "sarif"]).json();
    let results = sarif["runs"][0]["results"].as_array().expect("results");
    assert_eq!(results[0]["baselineState"], "new");
}

#[test]
fn the_first_line_says_what_stops_the_commit_and_the_last_how_to_mend_it() {
    let scratch = committed();
    scratch.write(
        "deals/a.yaml",
        CLEAN.replace("credit: referral", "credit: referal"),
    );
    scratch.git(&["add", "deals"]);
    let ran = run_in(scratch.root(), &["lint", "--staged"]);
    assert_eq!(ran.code, 1);
    let text = ran.text();
    let first = "commit stopped: 1 error in deals/a.yaml (your change)\n\nerror[";
    assert!(text.starts_with(first), "{text}");
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let last = "1 can be fixed with dealctl lint --fix, then git add";
    assert!(words.contains(last), "{text}");
}

#[test]
fn an_order_file_that_is_gone_keeps_nothing_from_being_judged() {
    let scratch = committed();
    scratch.git(&["config", "diff.orderFile", "/nonexistent/order"]);
    scratch.write("deals/a.yaml", bad());
    scratch.git(&["-c", "diff.orderFile=/dev/null", "add", "deals"]);
    assert_eq!(staged(&scratch), (1, vec![BAD.to_owned()]));
}

/// What was judged is counted, and not only what was staged.
#[test]
fn findings_are_in_the_deals_that_were_judged() {
    let scratch = committed();
    scratch.write("deals/b.yaml", other("Halden"));
    scratch.commit("2026-11-21", "Maya Chen");
    let last = |scratch: &Scratch| {
        let human = run_in(scratch.root(), &["lint", "--staged"]);
        let json = run_in(scratch.root(), &["lint", "--staged", "--format", "json"]).json();
        let line = human
            .text()
            .lines()
            .find(|line| line.contains(" in ") && line.starts_with(char::is_numeric));
        (
            line.unwrap_or_default().to_owned(),
            json["summary"]["deals"].as_u64().unwrap_or_default(),
        )
    };
    scratch.write("deals/a.yaml", "a: [");
    scratch.git(&["add", "deals"]);
    let (line, read) = last(&scratch);
    assert!(
        line.starts_with("1 error in 1 deal") && read == 0,
        "{line} {read}"
    );
    scratch.git(&["checkout", "--quiet", "HEAD", "deals"]);
    let process = fs::read_to_string(scratch.root().join("process.toml")).expect("a process");
    scratch.write(
        "process.toml",
        process.replace("\nreferral =", "\nfinder ="),
    );
    scratch.git(&["add", "process.toml"]);
    let (line, read) = last(&scratch);
    assert!(
        line.starts_with("2 errors in 2 deals") && read == 2,
        "{line} {read}"
    );
    scratch.git(&["checkout", "--quiet", "HEAD", "process.toml"]);
    let sourced = |text: &str| {
        text.replace(
            "date: 2026-11-19",
            "date: 2026-11-19, source: notes/call.md",
        )
    };
    scratch.write("deals/a.yaml", sourced(CLEAN));
    scratch.write("notes/call.md", "Ines: yes\n");
    scratch.commit("2026-11-21", "Maya Chen");
    scratch.git(&["rm", "--quiet", "notes/call.md"]);
    let (line, read) = last(&scratch);
    assert!(line.ends_with("in 1 deal") && read == 1, "{line} {read}");
}

#[test]
fn a_deal_that_moves_takes_its_old_faults_along() {
    let scratch = committed();
    scratch.write("deals/a.yaml", bad());
    scratch.commit("2026-11-21", "Maya Chen");
    scratch.write("deals/2026/quayside.yaml", bad());
    scratch.remove("deals/a.yaml");
    scratch.git(&["add", "--all"]);
    assert_eq!(staged(&scratch), (0, Vec::new()));
}

#[test]
fn before_the_first_commit_everything_is_new() {
    let scratch = Scratch::new();
    scratch.write("deals/a.yaml", bad());
    scratch.git(&["add", "--all"]);
    assert_eq!(staged(&scratch), (1, vec![BAD.to_owned()]));
}

#[test]
fn an_unstaged_bad_deal_is_nobodys_business_but_what_the_change_breaks_elsewhere_is() {
    let scratch = committed();
    scratch.write("deals/b.yaml", other("Halden"));
    scratch.write("deals/c.yaml", bad());
    scratch.git(&["add", "deals/b.yaml"]);
    assert_eq!(staged(&scratch), (0, Vec::new()));
    // The same id for two deals shows at the second, wherever that is.
    scratch.write("deals/0.yaml", format!("id: a\n{}", other("Halden")));
    scratch.git(&["add", "deals/0.yaml"]);
    let (code, found) = staged(&scratch);
    assert_eq!(code, 1);
    assert!(
        found
            .iter()
            .any(|at| at.starts_with("file/same-id deals/a.yaml")),
        "{found:?}"
    );
}

#[test]
fn a_staged_process_judges_every_deal() {
    let scratch = committed();
    let process = fs::read_to_string(scratch.root().join("process.toml")).expect("a process");
    scratch.write(
        "process.toml",
        process.replace("\nreferral =", "\nfinder ="),
    );
    scratch.git(&["add", "process.toml"]);
    let (code, found) = staged(&scratch);
    assert_eq!((code, found), (1, vec![BAD.to_owned()]));
}

#[test]
fn evidence_is_looked_up_in_what_is_staged() {
    let scratch = committed();
    let sourced = CLEAN.replace(
        "date: 2026-11-19",
        "date: 2026-11-19, source: notes/call.md",
    );
    scratch.write("deals/a.yaml", &sourced);
    scratch.write("notes/call.md", "Ines: yes\n");
    scratch.git(&["add", "deals"]);
    let (code, found) = staged(&scratch);
    assert_eq!(code, 1, "the note is not staged");
    assert!(
        found[0].starts_with("handoff/evidence-not-found"),
        "{found:?}"
    );
    scratch.git(&["add", "notes"]);
    assert_eq!(staged(&scratch), (0, Vec::new()));
    scratch.commit("2026-11-21", "Maya Chen");
    // Taking the note away breaks a deal that is not staged.
    scratch.git(&["rm", "--quiet", "--cached", "notes/call.md"]);
    let (code, found) = staged(&scratch);
    assert_eq!(code, 1);
    assert!(
        found[0].starts_with("handoff/evidence-not-found deals/a.yaml"),
        "{found:?}"
    );
}

#[test]
fn what_is_only_announced_is_not_staged() {
    let scratch = committed();
    scratch.write("deals/b.yaml", bad());
    scratch.git(&["add", "--intent-to-add", "deals/b.yaml"]);
    scratch.write("deals/c.yaml", other("Halden"));
    scratch.git(&["add", "deals/c.yaml"]);
    assert_eq!(staged(&scratch), (0, Vec::new()));
}

#[test]
fn a_conflict_that_is_not_resolved_is_named() {
    let scratch = committed();
    scratch.git(&["branch", "side"]);
    for (branch, text) in [("side", "phase 2"), ("main", "phase 3")] {
        scratch.git(&["checkout", "--quiet", branch]);
        scratch.write("deals/a.yaml", CLEAN.replace("phase 1", text));
        scratch.commit("2026-11-21", "Maya Chen");
    }
    let (merged, said) = git(scratch.root(), &["merge", "--quiet", "side"]);
    assert!(!merged, "{said}");
    let (code, found) = staged(&scratch);
    assert_eq!(
        (code, found),
        (1, vec!["file/unreadable deals/a.yaml:1:1".to_owned()])
    );
}

#[test]
fn a_commit_is_judged_as_it_was() {
    let scratch = committed();
    scratch.write("deals/a.yaml", bad());
    scratch.commit("2026-11-21", "Maya Chen");
    scratch.write("deals/a.yaml", CLEAN);
    let lint = |arguments: &[&str]| {
        let ran = run_in(
            scratch.root(),
            &[&["lint", "--format", "json"], arguments].concat(),
        );
        (ran.code, at(&ran))
    };
    let changed = BAD.replace("unknown-rule", "changed-after-entry");
    assert_eq!(lint(&["--at", "HEAD"]), (1, vec![changed, BAD.to_owned()]));
    assert_eq!(lint(&["--at", "HEAD~1"]), (0, Vec::new()));
    let gate = run_in(scratch.root(), &["gate", "a", "--at", "HEAD~1"]);
    assert_eq!(gate.code, 0, "{}", gate.stderr);
    for (arguments, says) in [
        (
            &["lint", "--at", "nothing"][..],
            "git knows no commit nothing",
        ),
        (&["lint", "--at", "--all"], "git knows no commit --all"),
        (&["lint", "--at", "^main"], "git knows no commit ^main"),
        (&["lint", "--changed", "^main"], "git knows no commit ^main"),
        (&["lint", ""], "an empty path names no file"),
        (&["lint", "--at", "HEAD", "--fix"], "--at does not go with"),
    ] {
        let mut arguments = arguments.to_vec();
        if arguments.get(2) == Some(&"--all") {
            arguments = vec!["lint", "--at=--all"];
        }
        let ran = run_in(scratch.root(), &arguments);
        assert_eq!(ran.code, 2);
        assert!(ran.stderr.contains(says), "{}", ran.stderr);
    }
}

/// What a merge takes from the other side was there before, however the conflict beside it is resolved.
#[test]
fn the_faults_of_the_branch_that_is_merged_are_old() {
    let scratch = committed();
    scratch.write("deals/b.yaml", other("Halden"));
    scratch.commit("2026-11-21", "Maya Chen");
    scratch.git(&["branch", "side"]);
    scratch.write(
        "deals/b.yaml",
        other("Halden").replace("phase 1", "phase 2"),
    );
    scratch.write("deals/a.yaml", bad());
    scratch.commit("2026-11-21", "Maya Chen");
    scratch.git(&["checkout", "--quiet", "side"]);
    scratch.write(
        "deals/b.yaml",
        other("Halden").replace("phase 1", "phase 3"),
    );
    scratch.commit("2026-11-21", "Maya Chen");
    let (merged, said) = git(scratch.root(), &["merge", "--quiet", "main"]);
    assert!(!merged, "{said}");
    scratch.write(
        "deals/b.yaml",
        other("Halden").replace("phase 1", "phase 4"),
    );
    scratch.git(&["add", "deals"]);
    assert_eq!(staged(&scratch), (0, Vec::new()));
    // What the resolution itself brings is new.
    scratch.write("deals/b.yaml", bad());
    scratch.git(&["add", "deals"]);
    let (code, found) = staged(&scratch);
    assert_eq!(code, 1);
    assert!(found.contains(&BAD.replace("/a.", "/b.")), "{found:?}");
    assert!(!found.contains(&BAD.to_owned()), "{found:?}");
}

#[test]
fn without_a_repository_they_say_so_and_all_else_works() {
    let repository = support::Repository::new().with("deals/a.yaml", CLEAN);
    for arguments in [
        &["lint", "--staged"][..],
        &["lint", "--at", "HEAD"],
        &["lint", "--changed", "HEAD"],
        &["hook", "install"],
    ] {
        let ran = repository.run(arguments);
        assert_eq!(ran.code, 2, "{arguments:?}");
        assert!(
            ran.stderr.contains("is in no git repository"),
            "{}",
            ran.stderr
        );
        assert!(ran.stderr.contains("help: "), "{}", ran.stderr);
    }
    assert_eq!(repository.run(&["lint"]).code, 0);
}

#[cfg(unix)]
#[test]
fn a_link_is_followed_inside_the_repository_and_not_out_of_it() {
    let scratch = committed();
    std::os::unix::fs::symlink("../lists/b.yaml", scratch.root().join("deals/b.yaml"))
        .expect("a link");
    std::os::unix::fs::symlink("/etc/passwd", scratch.root().join("deals/c.yaml")).expect("a link");
    scratch.write("lists/b.yaml", bad());
    scratch.git(&["add", "--all"]);
    let (code, found) = staged(&scratch);
    assert_eq!(code, 1);
    assert!(found.contains(&BAD.replace("/a.", "/b.")), "{found:?}");
    assert!(
        found
            .iter()
            .any(|at| at.starts_with("file/unreadable deals/c.yaml")),
        "{found:?}"
    );
}

/// What plain lint says of the work tree, `--staged` says of the index.
#[cfg(unix)]
#[test]
fn a_link_to_a_folder_is_judged_as_in_the_work_tree() {
    let scratch = committed();
    scratch.write("elsewhere/b.yaml", bad());
    for (target, link) in [
        ("/tmp", "outside"),
        ("../elsewhere", "inside"),
        ("/etc/passwd", "notes"),
    ] {
        std::os::unix::fs::symlink(target, scratch.root().join("deals").join(link))
            .expect("a link");
    }
    let lint = |arguments: &[&str]| {
        let ran = run_in(
            scratch.root(),
            &[&["lint", "--format", "json"], arguments].concat(),
        );
        (ran.code, at(&ran))
    };
    let plain = lint(&[]);
    let both = ["inside", "outside"].map(|link| format!("file/unreadable deals/{link}:1:1"));
    assert_eq!(plain, (1, both.to_vec()));
    scratch.git(&["add", "--all"]);
    assert_eq!(staged(&scratch), plain);
    scratch.commit("2026-11-21", "Maya Chen");
    assert_eq!(lint(&["--at", "HEAD"]), plain);
    scratch.write("deals/c.yaml", other("Halden"));
    scratch.git(&["add", "deals"]);
    assert_eq!(staged(&scratch), (0, Vec::new()), "old");
}

#[test]
fn a_submodule_with_the_name_of_a_deal_is_called_one() {
    let scratch = committed();
    let link = format!(
        "160000,{},deals/sub.yaml",
        scratch.git(&["rev-parse", "HEAD"]).trim()
    );
    scratch.git(&["update-index", "--add", "--cacheinfo", &link]);
    let ran = run_in(scratch.root(), &["lint", "--staged", "--format", "short"]);
    assert_eq!(ran.code, 1);
    assert!(ran.text().contains("it is a submodule"), "{}", ran.text());
}

#[cfg(target_os = "linux")]
#[test]
fn a_name_that_is_not_utf8_is_called_so() {
    use std::os::unix::ffi::OsStrExt as _;
    let scratch = committed();
    let name = std::ffi::OsStr::from_bytes(b"deals/caf\xe9.yaml");
    fs::write(scratch.root().join(name), other("Halden")).expect("written");
    scratch.git(&["add", "deals"]);
    for arguments in [
        &["lint"][..],
        &["lint", "--staged"],
        &["lint", "--changed", "HEAD"],
    ] {
        let ran = run_in(
            scratch.root(),
            &[arguments, &["--format", "short"]].concat(),
        );
        assert_eq!(ran.code, 1, "{arguments:?}");
        assert!(
            ran.text().contains("its name is not UTF-8"),
            "{arguments:?} {}",
            ran.text()
        );
    }
}

/// git with the binary under test on its PATH; whether it succeeded, and what it said.
fn git(root: &Path, arguments: &[&str]) -> (bool, String) {
    let binary = Path::new(env!("CARGO_BIN_EXE_dealctl"));
    let folder = binary.parent().expect("a folder");
    let path = std::env::var_os("PATH").unwrap_or_default();
    let paths = std::iter::once(folder.to_path_buf()).chain(std::env::split_paths(&path));
    let output = Command::new("git")
        .current_dir(root)
        .env("PATH", std::env::join_paths(paths).expect("a PATH"))
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .args([
            "-c",
            "user.name=Maya Chen",
            "-c",
            "user.email=m@ourco.example",
        ])
        .args(arguments)
        .output()
        .expect("git");
    let said = [output.stdout, output.stderr].concat();
    (
        output.status.success(),
        String::from_utf8_lossy(&said).into_owned(),
    )
}

fn hook(root: &Path, command: &str) -> Ran {
    run(dealctl().current_dir(root).args(["hook", command]))
}

#[cfg(unix)]
#[test]
fn the_hook_blocks_a_bad_commit_however_it_is_made() {
    let scratch = committed();
    let root = scratch.root();
    assert_eq!(hook(root, "install").code, 0);
    scratch.write("deals/a.yaml", bad());
    let (passed, said) = git(root, &["commit", "--quiet", "--all", "-m", "x"]);
    assert!(!passed && said.contains("credit/unknown-rule"), "{said}");
    let (passed, said) = git(root, &["commit", "--quiet", "-m", "x", "deals/a.yaml"]);
    assert!(!passed && said.contains("credit/unknown-rule"), "{said}");
    scratch.write("deals/a.yaml", CLEAN.replace("phase 1", "phase 2"));
    let (passed, said) = git(root, &["commit", "--quiet", "--all", "-m", "x"]);
    assert!(passed, "{said}");
}

/// A book in a folder of its repository, in a linked work tree: there git gives its hooks a `GIT_DIR` and no work tree.
#[cfg(unix)]
#[test]
fn the_hook_finds_a_book_in_a_folder_of_a_linked_work_tree() {
    let scratch = committed();
    scratch.git(&["rm", "--quiet", "--cached", "-r", "."]);
    let book = scratch.root().join("sales/our deals");
    fs::create_dir_all(&book).expect("a folder");
    for name in ["deals", "process.toml"] {
        fs::rename(scratch.root().join(name), book.join(name)).expect("moved");
    }
    scratch.commit("2026-11-21", "Maya Chen");
    let beside = tempfile::tempdir().expect("a folder");
    let linked = beside.path().join("linked");
    let (made, said) = git(
        scratch.root(),
        &["worktree", "add", "--quiet", &linked.to_string_lossy()],
    );
    assert!(made, "{said}");
    assert_eq!(hook(&linked.join("sales/our deals"), "install").code, 0);
    let deal = linked.join("sales/our deals/deals/a.yaml");
    fs::write(&deal, bad()).expect("written");
    let (passed, said) = git(&linked, &["commit", "--quiet", "--all", "-m", "x"]);
    assert!(!passed && said.contains(" deals/a.yaml:6:9"), "{said}");
    fs::write(&deal, CLEAN.replace("phase 1", "phase 2")).expect("written");
    let (passed, said) = git(&linked, &["commit", "--quiet", "--all", "-m", "x"]);
    assert!(passed, "{said}");
}

#[cfg(unix)]
#[test]
fn a_hook_of_somebody_else_is_never_touched() {
    let scratch = committed();
    let path = scratch.root().join(".git/hooks/pre-commit");
    fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
    fs::write(&path, "#!/bin/sh\nmake check\n").expect("written");
    for command in ["install", "uninstall"] {
        let ran = hook(scratch.root(), command);
        assert_eq!(ran.code, 2, "{}", ran.stderr);
        assert!(
            ran.stderr.contains("dealctl lint --staged"),
            "{}",
            ran.stderr
        );
        assert_eq!(
            fs::read_to_string(&path).expect("a hook"),
            "#!/bin/sh\nmake check\n"
        );
    }
    fs::remove_file(&path).expect("removed");
    for code in [0, 0] {
        assert_eq!(hook(scratch.root(), "install").code, code, "twice is once");
    }
    assert_eq!(hook(scratch.root(), "uninstall").code, 0);
    assert!(!path.exists());
    assert_eq!(hook(scratch.root(), "uninstall").code, 0, "there is none");
}
