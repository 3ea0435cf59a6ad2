//! What docs/editors.md tells people to run and to write, on a repository that `dealctl init` has just made.

use std::path::Path;
use std::process::Command;

use super::blocks::{blocks, dealctl, read};

/// A fresh repository of deals.
fn fresh() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().to_string_lossy().into_owned();
    let output = dealctl(&["init".to_owned(), path]);
    assert_eq!(output.status.code(), Some(0));
    folder
}

fn bodies(language: &str) -> Vec<String> {
    let found: Vec<String> = blocks(&read("docs/editors.md"))
        .into_iter()
        .filter(|block| block.info == language)
        .map(|block| block.body)
        .collect();
    assert!(!found.is_empty(), "no example in {language}");
    found
}

/// Runs a block as a shell would, with dealctl on the path.
fn shell(script: &str, folder: &Path) -> bool {
    let binary = Path::new(env!("CARGO_BIN_EXE_dealctl"));
    let beside = binary.parent().expect("a folder").to_path_buf();
    let path = std::env::var_os("PATH").unwrap_or_default();
    let paths = std::iter::once(beside).chain(std::env::split_paths(&path));
    let status = Command::new("sh")
        .args(["-e", "-c", script])
        .current_dir(folder)
        .env("PATH", std::env::join_paths(paths).expect("a path"))
        .output()
        .expect("a shell")
        .status;
    status.success()
}

#[test]
#[cfg(unix)]
fn its_commands_run_and_the_check_of_a_stale_schema_fails() {
    let folder = fresh();
    let commands = bodies("sh");
    let [make, check] = commands.as_slice() else {
        panic!("two blocks: {commands:?}");
    };
    std::fs::remove_dir_all(folder.path().join(".dealctl")).expect("removed");
    assert!(shell(make, folder.path()), "{make}");
    assert!(shell(check, folder.path()), "{check}");
    let process = folder.path().join("process.toml");
    let text = std::fs::read_to_string(&process).expect("a process");
    let more = text.replace("[credit.rules]", "[credit.rules]\nresale = \"The margin\"");
    std::fs::write(&process, more).expect("a change");
    assert!(!shell(check, folder.path()), "a stale schema is found");
}

#[test]
fn its_first_lines_are_those_that_init_writes() {
    let folder = fresh();
    for (language, file) in [("yaml", "deals/example.yaml"), ("toml", "process.toml")] {
        let text = std::fs::read_to_string(folder.path().join(file)).expect("a file");
        assert_eq!(text.lines().next(), bodies(language)[0].lines().next());
    }
}

#[test]
fn its_settings_name_files_that_init_writes() {
    let folder = fresh();
    let settings: serde_json::Value = serde_json::from_str(&bodies("json")[0]).expect("JSON");
    let schemas = settings["yaml.schemas"].as_object().expect("a map");
    for (schema, globs) in schemas {
        assert!(folder.path().join(schema).is_file(), "{schema}");
        let fits = globs.as_array().expect("globs").iter().any(|glob| {
            let glob = globset::Glob::new(glob.as_str().expect("a glob")).expect("a glob");
            glob.compile_matcher().is_match("deals/example.yaml")
        });
        assert!(fits, "{globs}");
    }
}
