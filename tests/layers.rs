//! The house rules of `docs/architecture.md`, checked by reading the sources.
//!
//! - A module imports from its own layer and from those before it.
//! - No circles between files. An edge runs from the file that names something to the file that *defines* it: a name that comes
//!   through `pub use` of a parent counts as an import of the file behind it, and the `pub use` itself as none. So a `mod.rs`
//!   may gather its folder, but one that calls its folder may not define what the folder needs.
//! - Each file is declared by its parent, so that none is left behind unread.
//! - Only `cli/` uses standard streams, the clock and the environment. (clippy denies `println!`, `unwrap` and `expect`.)

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use proc_macro2::{TokenStream, TokenTree};
use syn::visit::{self, Visit};

const LAYERS: &str =
    "text diagnostic model load analysis forecast edit lint report view render cli";

/// By path from the root, such as `lint::rules::file`; `""` is lib.rs.
type Sources = BTreeMap<String, Module>;

#[test]
fn the_sources_keep_the_rules() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut sources = Sources::new();
    for entry in walkdir::WalkDir::new(&src).into_iter().flatten() {
        let file = entry
            .path()
            .strip_prefix(&src)
            .expect("below src")
            .to_string_lossy();
        if file.ends_with(".rs") {
            let text = std::fs::read_to_string(entry.path()).expect("a source");
            sources.extend([read(&file.replace('\\', "/"), &text)]);
        }
    }
    let edges: usize = sources
        .keys()
        .map(|from| imports(&sources, from).len())
        .sum();
    assert!(edges > 1_000, "only {edges} imports were found");
    assert!(LAYERS.split(' ').all(|layer| sources.contains_key(layer)));
    assert_eq!(wrong_directions(&sources), [""; 0]);
    assert_eq!(outside_world(&sources), [""; 0]);
    assert_eq!(circle(&sources), None);
    assert_eq!(undeclared(&sources), [""; 0]);
}

/// Returns the files that no module declares: the compiler never reads them.
fn undeclared(sources: &Sources) -> Vec<String> {
    let parent = |name: &str| {
        let (parent, own) = name.rsplit_once("::").unwrap_or(("", name));
        sources
            .get(parent)
            .is_some_and(|module| module.declared.contains(own))
    };
    let names = sources
        .keys()
        .filter(|name| !["", "main"].contains(&name.as_str()));
    names.filter(|name| !parent(name)).cloned().collect()
}

#[test]
fn a_file_that_nobody_declares_is_found() {
    let sources = made_up(&[
        ("lib.rs", "mod text;"),
        ("text/mod.rs", ""),
        ("text/old.rs", ""),
    ]);
    assert_eq!(undeclared(&sources), ["text::old"]);
}

fn made_up(files: &[(&str, &str)]) -> Sources {
    files.iter().map(|(file, text)| read(file, text)).collect()
}

#[test]
fn an_import_of_a_later_layer_is_found_however_it_is_written() {
    for text in [
        "use crate::{text::Span, cli::{options::Common, output}};",
        "use crate::{self as it, cli};",
        "use super::super::cli::options;",
        "use super::super::cli as it; fn f() { it::run() }",
        "fn f() -> crate::cli::Options { todo() }",
        "macro_rules! m { () => { $crate::cli::run() } }",
        "fn f() { write!(out, \"{}\", crate::cli::NAME) }",
    ] {
        let found = wrong_directions(&made_up(&[("model/deal.rs", text), ("cli/mod.rs", "")]));
        assert_eq!(found, ["model::deal → cli"], "{text}");
    }
    let text = "//! See [`crate::cli`].\nuse crate::text::Span; const A: &str = \"crate::cli\";
        #[cfg(test)] mod tests { use crate::cli; use std::env; }";
    let sources = made_up(&[("model/deal.rs", text), ("text/mod.rs", "")]);
    assert_eq!(wrong_directions(&sources), [""; 0]);
    assert_eq!(outside_world(&sources), [""; 0]);
}

#[test]
fn a_circle_is_found_through_re_exports_calls_and_a_third_file() {
    let circle_of = |files: &[_]| circle(&made_up(files)).unwrap_or_default();
    let gathers = ("lint/mod.rs", "mod a; mod b; pub use a::A; pub use b::B;");
    let b = ("lint/b.rs", "use super::A; pub struct B;");
    let a = ("lint/a.rs", "use crate::lint::B; pub struct A;");
    assert_eq!(circle_of(&[gathers, a, b]), "lint::a → lint::b → lint::a");
    assert_eq!(circle_of(&[gathers, ("lint/a.rs", "pub struct A;"), b]), "");
    let calls = ("text/mod.rs", "mod a; pub struct B; fn f() { a::go() }");
    let a = ("text/a.rs", "use super::B; pub fn go() {}");
    assert_eq!(circle_of(&[calls, a]), "text → text::a → text");
    let a = ("text/a.rs", "use super::b; pub fn go() { b::go() }");
    let b = ("text/b.rs", "use super::c::C;");
    let c = ("text/c.rs", "fn f() { vec![crate::text::a::A] }");
    let found = circle_of(&[("text/mod.rs", ""), a, b, c]);
    assert_eq!(found, "text::a → text::b → text::c → text::a");
}

#[test]
fn the_outside_world_is_found_below_the_command_line() {
    for text in [
        "fn f() { format!(\"{}\", chrono::Local::now()) }",
        "use chrono::Utc; fn f() { Utc::now() }",
        "use std::time::{Duration, SystemTime};",
        "use std::{env, fs};",
        "fn f() { std::env::var(\"HOME\") }",
        "use std::io; fn f() { io::stdout() }",
    ] {
        let found = outside_world(&made_up(&[("report/page.rs", text), ("cli/mod.rs", text)]));
        assert_eq!(found.len(), 1, "{text}: {found:?}");
        assert!(found[0].starts_with("report::page: "), "{found:?}");
    }
}

fn below_cli(sources: &Sources) -> impl Iterator<Item = (&String, &Module)> {
    let outer = ["", "main", "cli"];
    sources
        .iter()
        .filter(move |(name, _)| !outer.contains(&first(name).0))
}

fn wrong_directions(sources: &Sources) -> Vec<String> {
    let rank = |layer: &str| LAYERS.split(' ').position(|known| known == layer);
    let mut faults = BTreeSet::new();
    for (name, module) in below_cli(sources) {
        let own = rank(first(name).0).expect(name);
        for target in module
            .paths
            .iter()
            .filter_map(|path| in_crate(sources, name, path))
        {
            let layer = first(&target).0;
            if !layer.is_empty() && rank(layer).is_none_or(|layer| layer > own) {
                faults.insert(format!("{name} → {layer}"));
            }
        }
    }
    faults.into_iter().collect()
}

fn outside_world(sources: &Sources) -> Vec<String> {
    let ends = "Local::now Utc::now Instant::now ::SystemTime ::stdout ::stderr ::stdin";
    let mut faults = Vec::new();
    for (name, module) in below_cli(sources) {
        for path in &module.paths {
            if path.starts_with("std::env") || ends.split(' ').any(|end| path.ends_with(end)) {
                faults.push(format!("{name}: {path}"));
            }
        }
    }
    faults
}

/// Returns one of the circles that are left once every file has gone that imports nothing that is left.
fn circle(sources: &Sources) -> Option<String> {
    let mut left: BTreeMap<_, _> = sources
        .keys()
        .map(|from| (from.clone(), imports(sources, from)))
        .collect();
    let mut count = 0;
    while count != left.len() {
        count = left.len();
        let names: BTreeSet<_> = left.keys().cloned().collect();
        left.retain(|_, targets| !targets.is_disjoint(&names));
    }
    let mut way = vec![left.keys().next()?];
    loop {
        let next = left[*way.last()?]
            .iter()
            .find(|to| left.contains_key(*to))?;
        if let Some(start) = way.iter().position(|seen| *seen == next) {
            let circle = way[start..].iter().copied().chain([next]);
            return Some(circle.cloned().collect::<Vec<_>>().join(" → "));
        }
        way.push(next);
    }
}

/// Returns the files that define what a file names.
fn imports(sources: &Sources, from: &str) -> BTreeSet<String> {
    let paths = sources[from].paths.difference(&sources[from].handed_on);
    let targets = paths.filter_map(|path| definition(sources, &in_crate(sources, from, path)?));
    targets.filter(|target| target != from).collect()
}

/// Returns the file that defines what a path from the root names; `None` if it names a module.
fn definition(sources: &Sources, path: &str) -> Option<String> {
    let mut module = path;
    while !sources.contains_key(module) {
        module = module.rsplit_once("::").map_or("", |(parent, _)| parent);
    }
    let (item, rest) = first(path[module.len()..].trim_start_matches("::"));
    match sources.get(module)?.names.get(item) {
        _ if module == path => None,
        Some(behind) => definition(sources, &in_crate(sources, module, &join(behind, rest))?),
        None => Some(module.to_owned()),
    }
}

/// Returns a path in a module as one from the root; `None` if it leads into another crate.
fn in_crate(sources: &Sources, module: &str, path: &str) -> Option<String> {
    let (start, rest) = first(path);
    let parent = module.rsplit_once("::").map_or("", |(parent, _)| parent);
    match start {
        "crate" => Some(rest.to_owned()),
        "self" => Some(join(module, rest)),
        "super" if first(rest).0 == "super" => in_crate(sources, parent, rest),
        "super" => Some(join(parent, rest)),
        _ if sources.contains_key(&join(module, start)) => Some(join(module, path)),
        _ => {
            let target = sources.get(module)?.names.get(start)?;
            let known = first(target).0 != start;
            known.then(|| in_crate(sources, module, &join(target, rest)))?
        }
    }
}

fn first(path: &str) -> (&str, &str) {
    path.split_once("::").unwrap_or((path, ""))
}

fn join(module: &str, rest: &str) -> String {
    format!("{module}::{rest}").trim_matches(':').to_owned()
}

#[derive(Default)]
struct Module {
    /// As written, those of `use` too; of single names only those of `use`.
    paths: BTreeSet<String>,
    /// Of these, what `pub use` only hands on.
    handed_on: BTreeSet<String>,
    /// What `use` brings in: the name here and its path.
    names: BTreeMap<String, String>,
    /// The modules that it declares.
    declared: BTreeSet<String>,
}

fn read(file: &str, text: &str) -> (String, Module) {
    let stem = file.trim_end_matches(".rs").trim_end_matches("/mod");
    let mut module = Module::default();
    module.visit_file(&syn::parse_file(text).expect(file));
    (stem.trim_start_matches("lib").replace('/', "::"), module)
}

impl Module {
    fn bring_in(&mut self, tree: &syn::UseTree, prefix: &str, handed_on: bool) {
        let (name, path) = match tree {
            syn::UseTree::Path(tree) => {
                return self.bring_in(
                    &tree.tree,
                    &join(prefix, &tree.ident.to_string()),
                    handed_on,
                );
            }
            syn::UseTree::Group(group) => {
                return group
                    .items
                    .iter()
                    .for_each(|tree| self.bring_in(tree, prefix, handed_on));
            }
            syn::UseTree::Name(tree) => (&tree.ident, tree.ident.to_string()),
            syn::UseTree::Rename(tree) => (&tree.rename, tree.ident.to_string()),
            syn::UseTree::Glob(_) => {
                self.paths.insert(prefix.to_owned());
                return;
            }
        };
        let path = if path == "self" {
            prefix.to_owned()
        } else {
            join(prefix, &path)
        };
        let name = if name == "self" {
            path.rsplit("::").next().unwrap_or_default().to_owned()
        } else {
            name.to_string()
        };
        self.handed_on.extend(handed_on.then(|| path.clone()));
        self.names.insert(name, path.clone());
        self.paths.insert(path);
    }

    /// Adds the paths of two words and more in a text of tokens.
    fn add(&mut self, tokens: &str) {
        let words = tokens.split(|c: char| !c.is_alphanumeric() && !"_:".contains(c));
        self.paths.extend(
            words
                .filter(|word| word.contains("::"))
                .map(|word| join(word, "")),
        );
    }
}

/// Returns what a macro is given as a text, less literals and thus doc comments.
fn without_literals(tokens: TokenStream) -> String {
    let texts = tokens.into_iter().map(|token| match token {
        TokenTree::Group(group) => format!("({}) ", without_literals(group.stream())),
        TokenTree::Literal(_) => ", ".to_owned(),
        TokenTree::Punct(mark) if mark.as_char() == ':' => ":".to_owned(),
        other => format!("{other} "),
    });
    texts.collect::<String>().replace(" ::", "::")
}

impl Visit<'_> for Module {
    fn visit_item_mod(&mut self, item: &syn::ItemMod) {
        let is_test = item.ident == "tests";
        assert!(
            is_test || item.content.is_none(),
            "a module is a file of its own"
        );
        self.declared.insert(item.ident.to_string());
    }

    fn visit_item_use(&mut self, item: &syn::ItemUse) {
        let handed_on = !matches!(item.vis, syn::Visibility::Inherited);
        self.bring_in(&item.tree, "", handed_on);
    }

    fn visit_path(&mut self, path: &syn::Path) {
        let parts: Vec<_> = path
            .segments
            .iter()
            .map(|part| part.ident.to_string())
            .collect();
        self.add(&parts.join("::"));
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, call: &syn::Macro) {
        self.visit_path(&call.path);
        self.add(&without_literals(call.tokens.clone()));
    }
}
