//! The hook of `.pre-commit-hooks.yaml` under the real pre-commit, in a scratch repository with the real git.
//!
//! Only how the program comes to be there is another: the test puts it on the PATH, where users let pre-commit build it.

mod scratch;

use std::path::{Path, PathBuf};
use std::process::Command;

use scratch::{DEAL, Scratch};

const CLEAN: &str = "\
account: {name: Quayside Ports, domain: quayside.example}
opportunity: {name: Berth scheduling, amount: 66000, close_date: 2027-03-31}
partner: meridian
registered: 2026-11-20
need: {what: Berth planners re-key the tide table, confirmed_by: Ines Calder, date: 2026-11-19}
credit: referral
history: {registered: 2026-11-20}
";

/// A program with the binary under test on its PATH; whether it succeeded, and what it said.
fn run(root: &Path, home: &Path, program: &str, arguments: &[&str]) -> (bool, String) {
    let binary = Path::new(env!("CARGO_BIN_EXE_dealctl"));
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folder = binary.parent().expect("a folder").to_path_buf();
    let paths = std::iter::once(folder).chain(std::env::split_paths(&path));
    let output = Command::new(program)
        .current_dir(root)
        .env("PATH", std::env::join_paths(paths).expect("a PATH"))
        .env("PRE_COMMIT_HOME", home)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .env("GIT_AUTHOR_NAME", "Maya Chen")
        .env("GIT_AUTHOR_EMAIL", "m@ourco.example")
        .env("GIT_COMMITTER_NAME", "Maya Chen")
        .env("GIT_COMMITTER_EMAIL", "m@ourco.example")
        .args(arguments)
        .output();
    match output {
        Ok(output) => {
            let said = [output.stdout, output.stderr].concat();
            (
                output.status.success(),
                String::from_utf8_lossy(&said).into_owned(),
            )
        }
        Err(error) => (false, error.to_string()),
    }
}

/// A repository with a deal and the hook installed; none where pre-commit is not there.
#[allow(clippy::print_stderr, reason = "what is passed over is said")]
fn hooked(deal: &str) -> Option<Hooked> {
    let folder = tempfile::tempdir().expect("a folder");
    let home = folder.path().join("home");
    if !run(folder.path(), &home, "pre-commit", &["--version"]).0 {
        eprintln!("SKIPPED: pre-commit is not installed (pip install pre-commit)");
        return None;
    }
    // The repository that `repo:` names: ours, as far as pre-commit looks at it.
    let hooks = Scratch::new();
    let ours = Path::new(env!("CARGO_MANIFEST_DIR")).join(".pre-commit-hooks.yaml");
    hooks.write(
        ".pre-commit-hooks.yaml",
        std::fs::read(ours).expect("the hooks"),
    );
    hooks.commit("2026-11-20", "Maya Chen");
    let revision = hooks.git(&["rev-parse", "HEAD"]);

    let book = Scratch::new();
    let config = format!(
        "repos:\n- repo: {}\n  rev: {}  hooks:\n  - id: dealctl-lint\n    language: system\n",
        hooks.root().display(),
        revision
    );
    book.write(".pre-commit-config.yaml", config);
    book.write("notes/planners.md", "What Ines Calder said.\n");
    book.deal("2026-11-20", "Maya Chen", deal);
    let arguments = ["install", "--install-hooks"];
    let (installed, said) = run(book.root(), &home, "pre-commit", &arguments);
    assert!(installed, "{said}");
    Some(Hooked {
        book,
        home,
        _folders: (folder, hooks),
    })
}

struct Hooked {
    book: Scratch,
    home: PathBuf,
    _folders: (tempfile::TempDir, Scratch),
}

impl Hooked {
    /// Commits what is staged; whether the hook let it pass, and what it said.
    fn commit(&self) -> (bool, String) {
        let arguments = ["commit", "--quiet", "-m", "x"];
        run(self.book.root(), &self.home, "git", &arguments)
    }
}

#[test]
fn a_bad_staged_deal_blocks_the_commit_the_mended_one_passes_and_an_unstaged_one_does_not_matter() {
    let Some(hooked) = hooked(CLEAN) else { return };
    let book = &hooked.book;
    let bad = CLEAN.replace("credit: referral", "credit: finders fee");
    book.write(DEAL, &bad);
    book.git(&["add", DEAL]);
    let (passed, said) = hooked.commit();
    assert!(!passed, "{said}");
    assert!(said.contains("error[credit/unknown-rule]"), "{said}");
    assert!(said.contains(&format!("--> {DEAL}:6:9")), "{said}");

    book.write(DEAL, CLEAN.replace("66000", "67000"));
    book.git(&["add", DEAL]);
    // Beside it an edit that is not part of the commit.
    book.write("deals/other.yaml", &bad);
    let (passed, said) = hooked.commit();
    assert!(passed, "{said}");
    assert!(
        said.contains("dealctl lint") && said.contains("Passed"),
        "{said}"
    );

    book.write(DEAL, &bad);
    book.write(
        "process.toml",
        std::fs::read_to_string(book.root().join("process.toml")).expect("a process") + "# more\n",
    );
    book.git(&["add", "process.toml"]);
    let (passed, said) = hooked.commit();
    assert!(passed, "half of the work is staged: {said}");
}

#[test]
fn a_commit_that_only_deletes_evidence_is_judged_wherever_the_evidence_lies() {
    let need = "date: 2026-11-19}";
    let sourced = CLEAN.replace(need, "date: 2026-11-19, source: notes/planners.md}");
    let Some(hooked) = hooked(&sourced) else {
        return;
    };
    hooked.book.git(&["rm", "--quiet", "notes/planners.md"]);
    let (passed, said) = hooked.commit();
    assert!(!passed, "{said}");
    assert!(said.contains("error[handoff/evidence-not-found]"), "{said}");
}

#[test]
fn a_commit_of_other_things_passes() {
    let Some(hooked) = hooked(CLEAN) else { return };
    hooked.book.write("README.md", "Our deals.\n");
    hooked.book.git(&["add", "README.md"]);
    let (passed, said) = hooked.commit();
    assert!(passed, "{said}");
}
