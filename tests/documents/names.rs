//! Every path, link and D number that a document names is there.

use std::collections::BTreeSet;
use std::path::Path;

use dealctl::lint::rules;

use super::blocks::{documents, read, root};

/// What stands at the top of the repository.
const TOP: &[&str] = &[
    "Cargo.toml",
    "Cargo.lock",
    "process.toml",
    "README.md",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "deny.toml",
    ".gitattributes",
    ".gitignore",
    ".pre-commit-hooks.yaml",
    "src/",
    "deals/",
    "tests/",
    "benches/",
    "docs/",
    "fuzz/",
    ".ci/",
    ".github/",
];

/// The document without its fenced blocks.
fn prose(text: &str) -> String {
    let mut fenced = false;
    let mut out = String::new();
    for line in text.lines() {
        if line.starts_with("```") {
            fenced = !fenced;
        } else if !fenced {
            out.push_str(line);
            out.push('\n');
        }
    }
    out
}

/// The `code` of a prose.
fn code(prose: &str) -> Vec<&str> {
    let spans = prose
        .lines()
        .flat_map(|line| line.split('`').skip(1).step_by(2));
    spans.collect()
}

/// The part of a path before a placeholder: `src/report/NAME.rs` is looked up as `src/report/`.
fn certain(path: &str) -> &str {
    let end = path.find(['*', '<', '…', '{']).unwrap_or(path.len());
    let upper = |part: &str| {
        let name = part.split('.').next().unwrap_or(part);
        name.len() > 1 && name.chars().all(|c| c.is_ascii_uppercase()) && !TOP.contains(&part)
    };
    let mut at = 0;
    for part in path[..end].split_inclusive('/') {
        if upper(part.trim_end_matches('/')) {
            return &path[..at];
        }
        at += part.len();
    }
    if end == path.len() {
        path
    } else {
        &path[..path[..end].rfind('/').map_or(0, |slash| slash + 1)]
    }
}

#[test]
fn every_path_that_a_document_names_is_there() {
    let mut missing = Vec::new();
    for document in documents() {
        let prose = prose(&read(&document));
        for name in code(&prose) {
            let word = name.split_whitespace().next().unwrap_or_default();
            let word = word.split(':').next().unwrap_or_default();
            let ours = TOP
                .iter()
                .any(|top| word == *top || (top.ends_with('/') && word.starts_with(top)));
            if ours && !root().join(certain(word)).exists() {
                missing.push(format!("{}: `{name}`", document.display()));
            }
        }
    }
    assert!(missing.is_empty(), "{missing:#?}");
}

/// The anchor that a heading gets.
fn anchor(heading: &str) -> String {
    heading
        .trim()
        .to_lowercase()
        .chars()
        .filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'))
        .map(|c| if c == ' ' { '-' } else { c })
        .collect()
}

#[test]
fn every_link_leads_somewhere() {
    let mut dead = Vec::new();
    for document in documents() {
        let text = prose(&read(&document));
        let folder = document.parent().unwrap_or(Path::new(""));
        for rest in text.split("](").skip(1) {
            let target = rest.split(')').next().unwrap_or_default();
            if target.starts_with("https://") || target.starts_with("http://") {
                continue;
            }
            let (path, wanted) = target.split_once('#').unwrap_or((target, ""));
            let path = if path.is_empty() {
                document.clone()
            } else {
                folder.join(path)
            };
            let alive = root().join(&path).exists()
                && (wanted.is_empty()
                    || prose(&read(&path))
                        .lines()
                        .filter(|line| line.starts_with('#'))
                        .any(|line| anchor(line.trim_start_matches('#')) == wanted));
            if !alive {
                dead.push(format!("{}: {target}", document.display()));
            }
        }
    }
    assert!(dead.is_empty(), "{dead:#?}");
}

/// The D numbers that a text names.
fn numbers(text: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for (at, _) in text.match_indices('D') {
        let inside = text[..at].ends_with(|c: char| c.is_alphanumeric());
        let digits =
            |text: &str| text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let rest = &text[at + 1..];
        let whole = digits(rest);
        if inside || whole == 0 {
            continue;
        }
        let part = rest[whole..].strip_prefix('.').map_or(0, digits);
        let end = if part == 0 { whole } else { whole + 1 + part };
        if !rest[end..].starts_with(|c: char| c.is_alphanumeric()) {
            found.insert(text[at..=at + end].to_owned());
        }
    }
    found
}

#[test]
fn every_d_number_of_a_rule_is_explained() {
    let process = read("docs/process.md");
    let explained: BTreeSet<String> = process
        .lines()
        .filter_map(|line| line.strip_prefix("## ").or(line.strip_prefix("- **")))
        .filter_map(|line| numbers(line.split([' ', '*']).next()?).pop_first())
        .collect();
    let mut named: BTreeSet<String> = rules::all().flat_map(|rule| numbers(rule.doc)).collect();
    for document in documents() {
        named.extend(numbers(&prose(&read(document))));
    }
    let unexplained: Vec<_> = named.difference(&explained).collect();
    assert!(
        unexplained.is_empty(),
        "docs/process.md does not explain {unexplained:?}"
    );
}

#[test]
fn a_rule_names_no_document_that_its_reader_does_not_have() {
    for rule in rules::all() {
        for word in rule.doc.split([' ', '\n', '(', ')', ',', '`']) {
            let named = word.trim_end_matches('.');
            let is_document = Path::new(named)
                .extension()
                .is_some_and(|ending| ending == "md");
            assert!(!is_document || is_at_hand(named), "{}: {named}", rule.name);
        }
    }
}

/// Whether a document is in this repository, or a note of an example.
fn is_at_hand(path: &str) -> bool {
    let example = path
        .trim_start_matches(['[', '"'])
        .trim_end_matches([']', '"']);
    root().join(path).exists()
        || ["notes/", "lists/", "deals/"]
            .iter()
            .any(|folder| example.contains(folder))
}

/// A new dependency needs a reason, and the page that gives it must know the name.
#[test]
fn every_dependency_has_its_reason() {
    let cargo = read(Path::new("Cargo.toml"));
    let from = cargo.find("[dependencies]\n").expect("dependencies");
    let lines = cargo[from..].lines().skip(1);
    let lines = lines.take_while(|line| !line.starts_with('['));
    let names = lines.filter_map(|line| Some(line.split_once(" = ")?.0));
    let page = read(Path::new("docs/architecture.md"));
    let missing: Vec<&str> = names
        .filter(|name| !page.contains(&format!("`{name}`")))
        .collect();
    assert_eq!(
        missing,
        Vec::<&str>::new(),
        "docs/architecture.md gives no reason for these"
    );
}
