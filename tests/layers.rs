//! The house rules of `docs/architecture.md`, held by reading the sources.
//!
//! - A module imports from its own layer and from those before it:
//!   `text → diagnostic → model → load → analysis → forecast → lint → report → render → cli`.
//! - No circles between files. An edge runs from the file that names something to the file that *defines* it: a name that
//!   comes through `pub use` of a parent counts as an import of the file behind it, and the `pub use` itself as none. So a
//!   `mod.rs` may gather its folder, and a file in the folder may use another one through it; but a `mod.rs` that calls
//!   its folder may not define what the folder needs.
//! - Only `cli/` prints, and only `cli/` reads the clock or the environment.
//! - Nothing outside of tests unwraps.
//!
//! Comments, texts, `#[cfg(test)]` items and macros by name (`$crate::…` is followed, as it is a path) are left aside.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::fs;
use std::path::Path;

const LAYERS: [&str; 11] = [
    "text",
    "diagnostic",
    "model",
    "load",
    "analysis",
    "forecast",
    "lint",
    "report",
    "view",
    "render",
    "cli",
];

#[test]
fn every_layer_imports_only_from_those_before_it() {
    assert_none(&wrong_directions(&sources()));
}

#[test]
fn no_two_files_import_each_other_not_even_through_others() {
    assert_none(&circles(&sources()));
}

#[test]
fn only_the_command_line_prints_and_reads_the_clock_and_the_environment() {
    assert_none(&outside_world(&sources()));
}

#[test]
fn nothing_unwraps_outside_of_tests() {
    assert_none(&unwraps(&sources()));
}

#[test]
fn the_sources_are_really_read() {
    let sources = sources();
    for layer in LAYERS {
        assert!(
            sources.modules.contains_key(layer),
            "there is no layer {layer}"
        );
    }
    let edges: usize = sources.imports().values().map(BTreeSet::len).sum();
    assert!(edges > 200, "only {edges} imports were found");
}

fn assert_none(faults: &[String]) {
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

// The checker on made-up files.

fn made_up(files: &[(&str, &str)]) -> Sources {
    Sources::new(
        files
            .iter()
            .map(|(path, text)| ((*path).to_owned(), (*text).to_owned())),
    )
}

#[test]
fn an_import_of_a_later_layer_is_found_however_it_is_written() {
    for text in [
        "use crate::cli::options;",
        "use crate::{text::Span, cli::{options::Common, output}};",
        "use super::super::cli::options;",
        "fn f() -> crate::cli::Options { todo() }",
        "macro_rules! m { () => { $crate::cli::run() } }",
        "mod inner { use super::super::super::cli::options; }",
        "use crate::{self as it, cli};",
        "fn f<'a>(c: char) -> bool { c == '\"' || crate::cli::is(c) || c == '\"' }",
    ] {
        let found = wrong_directions(&made_up(&[("model/deal.rs", text), ("cli/options.rs", "")]));
        assert_eq!(found.len(), 1, "{text}: {found:?}");
        assert!(found[0].starts_with("src/model/deal.rs: "), "{found:?}");
    }
}

#[test]
fn earlier_layers_comments_texts_and_tests_are_no_fault() {
    let text = r##"
        //! See [`crate::cli::options`].
        use crate::text::Span;
        use super::money::Amount; // not crate::cli
        /* crate::cli /* nested crate::cli */ crate::cli */
        const A: &str = "crate::cli::x \" crate::cli::y";
        const B: &str = r#"crate::cli " crate::cli"#;
        const C: char = '"';
        #[cfg(test)]
        mod tests {
            use crate::cli::options;
            fn f() { None::<u8>.unwrap(); println!("}"); }
        }
        #[cfg(test)]
        use crate::cli::options;
    "##;
    let sources = made_up(&[
        ("model/deal.rs", text),
        ("model/money.rs", ""),
        ("text/mod.rs", ""),
        ("cli/options.rs", ""),
    ]);
    assert_none(&wrong_directions(&sources));
    assert_none(&outside_world(&sources));
    assert_none(&unwraps(&sources));
}

#[test]
fn a_circle_is_found_through_re_exports_and_over_three_files() {
    let sources = made_up(&[
        (
            "lint/mod.rs",
            "mod rule; mod sink; mod far; pub use rule::Rule; pub use sink::*; pub use far::Far;",
        ),
        (
            "lint/rule.rs",
            "use crate::lint::{Far, Sink}; pub struct Rule;",
        ),
        ("lint/sink.rs", "use super::Rule; pub struct Sink;"),
        ("lint/far.rs", "pub struct Far;"),
    ]);
    assert_eq!(
        circles(&sources),
        ["lint/rule.rs → lint/sink.rs → lint/rule.rs"]
    );
    let through_a_module = made_up(&[
        ("cli/mod.rs", "mod a; mod b;"),
        ("cli/a.rs", "use super::b; pub fn go() { b::run() }"),
        ("cli/b.rs", "use super::{a}; pub fn run() { a::go() }"),
    ]);
    assert_eq!(
        circles(&through_a_module),
        ["cli/a.rs → cli/b.rs → cli/a.rs"]
    );
    let three = made_up(&[
        ("text/mod.rs", ""),
        ("text/a.rs", "use super::b::B;"),
        ("text/b.rs", "use super::c::C;"),
        ("text/c.rs", "use crate::text::a::A;"),
    ]);
    assert_eq!(
        circles(&three),
        ["text/a.rs → text/b.rs → text/c.rs → text/a.rs"]
    );
}

#[test]
fn a_parent_may_gather_its_folder_but_not_call_it_and_feed_it() {
    let gathers = made_up(&[
        ("text/mod.rs", "mod a; mod b; pub use a::A; pub use b::B;"),
        ("text/a.rs", "use super::B;"),
        ("text/b.rs", "pub struct B;"),
    ]);
    assert_none(&circles(&gathers));
    let feeds = made_up(&[
        ("text/mod.rs", "mod a; pub struct B; fn f() { a::go() }"),
        ("text/a.rs", "use super::B; pub fn go() {}"),
    ]);
    assert_eq!(circles(&feeds), ["text/a.rs → text/mod.rs → text/a.rs"]);
}

#[test]
fn printing_and_the_outside_world_are_found_below_the_command_line() {
    for text in [
        "fn f() { println!(\"x\") }",
        "fn f() { eprint!(\"x\") }",
        "fn f() { chrono::Local::now() }",
        "use chrono::Utc; fn f() { Utc::now() }",
        "use std::time::{Duration, SystemTime};",
        "use std::{env, fs};",
        "fn f() { std::env::var(\"HOME\") }",
        "use std::io::{self, stdout}; fn f() { io::stdout() }",
    ] {
        let found = outside_world(&made_up(&[("report/page.rs", text), ("cli/mod.rs", text)]));
        assert!(!found.is_empty(), "{text}");
        assert!(
            found.iter().all(|fault| fault.starts_with("src/report/")),
            "{found:?}"
        );
    }
    let sources = made_up(&[("report/page.rs", "use std::fmt; fn now() { self.now() }")]);
    assert_none(&outside_world(&sources));
}

#[test]
fn unwrapping_is_found_and_its_harmless_relatives_are_not() {
    let sources = made_up(&[(
        "cli/mod.rs",
        "fn f() { a.unwrap_or(1); b.unwrap(); c\n.expect(\"x\"); d.unwrap_or_default(); expect(1); }",
    )]);
    assert_eq!(
        unwraps(&sources),
        ["src/cli/mod.rs: .unwrap()", "src/cli/mod.rs: .expect()"]
    );
}

// The checks.

fn wrong_directions(sources: &Sources) -> Vec<String> {
    let rank = |module: &str| {
        let layer = module.split("::").next().unwrap_or_default();
        LAYERS.iter().position(|known| *known == layer)
    };
    let mut faults = Vec::new();
    for (name, module) in &sources.modules {
        if name.is_empty() || name == "main" {
            continue;
        }
        let Some(own) = rank(name) else {
            faults.push(format!("{}: belongs to no layer", module.file));
            continue;
        };
        let mut seen = BTreeSet::new();
        for path in module.paths.iter().filter(|path| !path.is_empty()) {
            let target = path.join("::");
            let fault = match rank(&path[0]) {
                Some(layer) if layer <= own => continue,
                Some(_) => format!("src/{}: imports crate::{target}", module.file),
                None => format!("src/{}: crate::{target} is in no layer", module.file),
            };
            if seen.insert(path[0].clone()) {
                faults.push(fault);
            }
        }
    }
    faults
}

/// One shortest circle for each set of files that import each other.
fn circles(sources: &Sources) -> Vec<String> {
    let imports = sources.imports();
    let mut found = BTreeSet::new();
    for (from, targets) in &imports {
        for to in targets {
            let Some(way) = shortest(&imports, to, from) else {
                continue;
            };
            let first = (0..way.len()).min_by_key(|at| &way[*at]).unwrap_or(0);
            let turned: Vec<&str> = (0..=way.len())
                .map(|step| way[(first + step) % way.len()].as_str())
                .collect();
            found.insert(turned.join(" → "));
        }
    }
    found.into_iter().collect()
}

fn shortest(
    imports: &BTreeMap<String, BTreeSet<String>>,
    from: &str,
    to: &str,
) -> Option<Vec<String>> {
    let mut before: BTreeMap<&str, &str> = BTreeMap::new();
    let mut queue = VecDeque::from([from]);
    while let Some(here) = queue.pop_front() {
        if here == to {
            let mut way = vec![here.to_owned()];
            let mut at = here;
            while at != from {
                at = before[at];
                way.push(at.to_owned());
            }
            way.reverse();
            way.rotate_right(1);
            return Some(way);
        }
        for next in imports.get(here).into_iter().flatten() {
            if next != from && !before.contains_key(next.as_str()) {
                before.insert(next, here);
                queue.push_back(next);
            }
        }
    }
    None
}

fn outside_world(sources: &Sources) -> Vec<String> {
    let mut faults = Vec::new();
    for (name, module) in &sources.modules {
        if name.is_empty() || name == "main" || name == "cli" || name.starts_with("cli::") {
            continue;
        }
        let mut fault = |what: &str| faults.push(format!("src/{}: {what}", module.file));
        for pair in module.tokens.windows(2) {
            let prints = ["println", "print", "eprintln", "eprint", "dbg"];
            if pair[1] == "!" && prints.contains(&pair[0].as_str()) {
                fault(&format!("{}!", pair[0]));
            }
        }
        for path in module.foreign.iter().filter(|path| path.len() > 1) {
            let last = path.len() - 1;
            let reads = (path[last] == "now"
                && ["Local", "Utc", "Instant"].contains(&path[last - 1].as_str()))
                || path.contains(&"SystemTime".to_owned())
                || (path[0] == "std" && path[1] == "env")
                || ["stdout", "stderr", "stdin"].contains(&path[last].as_str());
            if reads {
                fault(&path.join("::"));
            }
        }
    }
    faults
}

fn unwraps(sources: &Sources) -> Vec<String> {
    let mut faults = Vec::new();
    for module in sources.modules.values() {
        for call in module.tokens.windows(3) {
            if call[0] == "." && call[2] == "(" && ["unwrap", "expect"].contains(&call[1].as_str())
            {
                faults.push(format!("src/{}: .{}()", module.file, call[1]));
            }
        }
    }
    faults
}

// Reading Rust, as far as the checks need it.

/// One file.
struct Module {
    /// Below `src/`.
    file: String,
    tokens: Vec<String>,
    /// Paths into this crate from its root, in the order of the file; those of `pub use` too.
    paths: Vec<Vec<String>>,
    /// Of those, the ones that are only handed on.
    handed_on: Vec<Vec<String>>,
    /// Paths into other crates, `use` trees taken apart.
    foreign: Vec<Vec<String>>,
    /// What `use` brings in: the name here and the path from the root; `*` for all of a module.
    names: Vec<(String, Vec<String>)>,
}

struct Sources {
    /// By path from the root, such as `lint::rules::file`; `""` is lib.rs.
    modules: BTreeMap<String, Module>,
}

fn sources() -> Sources {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("a folder of sources") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let below = path.strip_prefix(&root).expect("below src");
                let name = below.to_string_lossy().replace('\\', "/");
                files.push((name, fs::read_to_string(&path).expect("a source")));
            }
        }
    }
    Sources::new(files)
}

impl Sources {
    fn new(files: impl IntoIterator<Item = (String, String)>) -> Self {
        let files: Vec<_> = files.into_iter().collect();
        let name = |file: &str| {
            let stem = file.trim_end_matches(".rs");
            let stem = stem.strip_suffix("/mod").unwrap_or(stem);
            if stem == "lib" {
                String::new()
            } else {
                stem.replace('/', "::")
            }
        };
        let known: BTreeSet<String> = files.iter().map(|(file, _)| name(file)).collect();
        let modules = files
            .into_iter()
            .map(|(file, text)| {
                let name = name(&file);
                let module = Module::read(file, &name, &text, &known);
                (name, module)
            })
            .collect();
        Self { modules }
    }

    /// Which file uses what is defined in which other.
    fn imports(&self) -> BTreeMap<String, BTreeSet<String>> {
        let mut imports = BTreeMap::new();
        for module in self.modules.values() {
            let targets = module
                .paths
                .iter()
                .filter(|path| !module.handed_on.contains(path))
                .filter_map(|path| self.definition(path, 0))
                .map(|target| target.file.clone())
                .filter(|file| *file != module.file)
                .collect();
            imports.insert(module.file.clone(), targets);
        }
        imports
    }

    /// The file that defines what a path names. A path to a module alone names no definition.
    fn definition(&self, path: &[String], depth: usize) -> Option<&Module> {
        let mut here = String::new();
        for (at, segment) in path.iter().enumerate() {
            let below = joined(&here, segment);
            if self.modules.contains_key(&below) {
                here = below;
                continue;
            }
            let module = self.modules.get(&here)?;
            if depth < 16 {
                for (name, target) in &module.names {
                    if name == segment {
                        let whole = [target, &path[at + 1..]].concat();
                        return self.definition(&whole, depth + 1);
                    }
                }
                for (_, target) in module.names.iter().filter(|(name, _)| name == "*") {
                    let behind = self.modules.get(&target.join("::"));
                    if behind.is_some_and(|behind| behind.defines(segment)) {
                        return behind;
                    }
                }
            }
            return Some(module);
        }
        None
    }
}

fn joined(module: &str, segment: &str) -> String {
    if module.is_empty() {
        segment.to_owned()
    } else {
        format!("{module}::{segment}")
    }
}

impl Module {
    fn read(file: String, name: &str, text: &str, known: &BTreeSet<String>) -> Self {
        let tokens = without_tests(&tokens(text));
        let mut module = Self {
            file,
            tokens,
            paths: Vec::new(),
            handed_on: Vec::new(),
            foreign: Vec::new(),
            names: Vec::new(),
        };
        let own: Vec<String> = name
            .split("::")
            .filter(|part| !part.is_empty())
            .map(ToOwned::to_owned)
            .collect();
        // Modules inside of the file move `super` and `self`.
        let mut inner: Vec<(String, usize)> = Vec::new();
        let mut depth = 0usize;
        let tokens = module.tokens.clone();
        let mut at = 0;
        while at < tokens.len() {
            let token = tokens[at].as_str();
            match token {
                "{" => depth += 1,
                "}" => {
                    depth = depth.saturating_sub(1);
                    inner.retain(|(_, opened)| *opened <= depth);
                }
                "mod" if tokens.get(at + 2).is_some_and(|next| next == "{") => {
                    inner.push((tokens[at + 1].clone(), depth + 1));
                }
                _ => {}
            }
            let here: Vec<String> = own
                .iter()
                .cloned()
                .chain(inner.iter().map(|(name, _)| name.clone()))
                .collect();
            if token == "use" {
                let mut leaves = Vec::new();
                at = use_tree(&tokens, at + 1, &[], &mut leaves);
                let before = tokens[..at]
                    .iter()
                    .rposition(|token| token == "use")
                    .unwrap_or(0);
                let handed_on =
                    before > 0 && (tokens[before - 1] == "pub" || tokens[before - 1] == ")");
                for (path, name) in leaves {
                    match in_crate(&path, &here, known) {
                        Some(path) => {
                            if inner.is_empty() {
                                module.names.push((name, path.clone()));
                            }
                            if handed_on {
                                module.handed_on.push(path.clone());
                            }
                            module.paths.push(path);
                        }
                        None => module.foreign.push(path),
                    }
                }
                continue;
            }
            let starts = is_word(token)
                && (at == 0 || tokens[at - 1] != "::")
                && tokens.get(at + 1).is_some_and(|next| next == "::");
            if starts {
                let mut path = vec![token.to_owned()];
                while tokens.get(at + 1).is_some_and(|next| next == "::")
                    && tokens.get(at + 2).is_some_and(|word| is_word(word))
                {
                    path.push(tokens[at + 2].clone());
                    at += 2;
                }
                // What follows the name of a module that was brought in is what is used of it.
                let brought = module.names.iter().find(|(name, _)| *name == path[0]);
                let behind = brought.map(|(_, target)| [target, &path[1..]].concat());
                match in_crate(&path, &here, known).or(behind) {
                    Some(path) => module.paths.push(path),
                    None => module.foreign.push(path),
                }
            }
            at += 1;
        }
        module
            .handed_on
            .retain(|path| module.paths.iter().filter(|other| *other == path).count() == 1);
        module
    }

    fn defines(&self, name: &str) -> bool {
        let keywords = [
            "struct", "enum", "trait", "fn", "const", "static", "type", "union",
        ];
        self.tokens
            .windows(2)
            .any(|pair| pair[1] == name && keywords.contains(&pair[0].as_str()))
    }
}

/// The path from the crate's root; none when it leads into another crate.
fn in_crate(path: &[String], here: &[String], known: &BTreeSet<String>) -> Option<Vec<String>> {
    let mut base = here.to_vec();
    let mut rest = path;
    match path[0].as_str() {
        "crate" | "dealctl" => return Some(path[1..].to_vec()),
        "self" => rest = &rest[1..],
        "super" => {
            while rest.first().is_some_and(|part| part == "super") {
                base.pop();
                rest = &rest[1..];
            }
        }
        first if known.contains(&joined(&here.join("::"), first)) => {}
        _ => return None,
    }
    base.extend(rest.iter().cloned());
    Some(base)
}

/// Reads the tree after `use`; adds each leaf's path and the name it gets; returns where the tree ends.
fn use_tree(
    tokens: &[String],
    mut at: usize,
    prefix: &[String],
    leaves: &mut Vec<(Vec<String>, String)>,
) -> usize {
    let mut path = prefix.to_vec();
    while let Some(token) = tokens.get(at) {
        match token.as_str() {
            "::" => at += 1,
            "{" => {
                at += 1;
                while tokens.get(at).is_some_and(|token| token != "}") {
                    at = use_tree(tokens, at, &path, leaves);
                    if tokens.get(at).is_some_and(|token| token == ",") {
                        at += 1;
                    }
                }
                return at + 1;
            }
            "*" => {
                leaves.push((path, "*".to_owned()));
                return at + 1;
            }
            word if is_word(word) && word != "as" => {
                path.push(word.to_owned());
                at += 1;
            }
            _ => break,
        }
    }
    if path.len() > 1 && path.last().is_some_and(|last| last == "self") {
        path.pop();
    }
    let mut name = path.last().cloned().unwrap_or_default();
    if tokens.get(at).is_some_and(|token| token == "as") {
        name.clone_from(&tokens[at + 1]);
        at += 2;
    }
    leaves.push((path, name));
    at
}

fn is_word(token: &str) -> bool {
    token.starts_with(|c: char| c.is_alphabetic() || c == '_')
}

/// Words, `::` and single marks; comments and texts left out. `$crate` is `crate`.
fn tokens(text: &str) -> Vec<String> {
    let chars: Vec<char> = text.chars().collect();
    let at_is = |at: usize, c: char| chars.get(at) == Some(&c);
    let mut tokens = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let c = chars[at];
        if c == '/' && at_is(at + 1, '/') {
            while at < chars.len() && chars[at] != '\n' {
                at += 1;
            }
        } else if c == '/' && at_is(at + 1, '*') {
            let mut depth = 0;
            while at < chars.len() {
                if chars[at] == '/' && at_is(at + 1, '*') {
                    depth += 1;
                    at += 2;
                } else if chars[at] == '*' && at_is(at + 1, '/') {
                    depth -= 1;
                    at += 2;
                    if depth == 0 {
                        break;
                    }
                } else {
                    at += 1;
                }
            }
        } else if c == '"' {
            at = after_text(&chars, at);
        } else if c == '\'' {
            // A character, or the name of a lifetime.
            if at_is(at + 1, '\\') {
                at += 3;
                while at < chars.len() && chars[at] != '\'' {
                    at += 1;
                }
                at += 1;
            } else if at_is(at + 2, '\'') {
                at += 3;
            } else {
                at += 1;
            }
        } else if is_word(&c.to_string()) {
            let start = at;
            while at < chars.len() && (chars[at].is_alphanumeric() || chars[at] == '_') {
                at += 1;
            }
            let word: String = chars[start..at].iter().collect();
            let hashes = chars[at..].iter().take_while(|c| **c == '#').count();
            if ["r", "br"].contains(&word.as_str()) && at_is(at + hashes, '"') {
                at += hashes + 1;
                let end: Vec<char> = std::iter::once('"')
                    .chain(std::iter::repeat_n('#', hashes))
                    .collect();
                while at < chars.len() && !chars[at..].starts_with(&end) {
                    at += 1;
                }
                at += end.len();
            } else if word == "b" && at_is(at, '"') {
                at = after_text(&chars, at);
            } else {
                tokens.push(word);
            }
        } else if c == ':' && at_is(at + 1, ':') {
            tokens.push("::".to_owned());
            at += 2;
        } else {
            if !c.is_whitespace() && c != '$' {
                tokens.push(c.to_string());
            }
            at += 1;
        }
    }
    tokens
}

fn after_text(chars: &[char], open: usize) -> usize {
    let mut at = open + 1;
    while at < chars.len() && chars[at] != '"' {
        at += if chars[at] == '\\' { 2 } else { 1 };
    }
    at + 1
}

/// Leaves out every item under `#[cfg(test)]`.
fn without_tests(tokens: &[String]) -> Vec<String> {
    let marks = ["#", "[", "cfg", "(", "test", ")", "]"];
    let mut out = Vec::with_capacity(tokens.len());
    let mut at = 0;
    while at < tokens.len() {
        if !tokens[at..].iter().take(marks.len()).eq(marks.iter()) {
            out.push(tokens[at].clone());
            at += 1;
            continue;
        }
        at += marks.len();
        let mut depth = 0;
        while at < tokens.len() {
            match tokens[at].as_str() {
                "{" => depth += 1,
                "}" => depth -= 1,
                _ => {}
            }
            let ends = depth == 0 && (tokens[at] == "}" || tokens[at] == ";");
            at += 1;
            if ends {
                break;
            }
        }
    }
    out
}
