//! docs/rules.md is written from the rules.

use std::fmt::Write as _;
use std::path::Path;

use dealctl::lint::rules::FAMILIES;

use super::blocks::hold;

const HEAD: &str = "\
# Rules

<!-- Written from the rules by tests/documents/rules.rs; change the doc comment of a rule instead, then bless. -->

`dealctl lint` runs every rule below. `dealctl explain RULE` prints the same text. The numbers such as D3.1 are explained in
[process.md](process.md).

- An **error** means: the deal, or a number that is worked out from it, cannot be trusted.
- A **warning** means: it will hurt, or only the passing of time made it so. A commit that changes nothing never gets an error
  overnight.
- A **note** is still to do. `dealctl lint --notes` and `dealctl gate DEAL` show notes.

The level of a rule, and where it is not run, can be changed under `[lint]` of process.toml: see [format.md](format.md#lint).

";

#[test]
fn the_rule_reference_is_fresh() {
    let mut text = HEAD.to_owned();
    text += "| rule | level | what is wrong |\n| --- | --- | --- |\n";
    for rule in FAMILIES.iter().flat_map(|(_, rules)| *rules) {
        let anchor = rule.name.replace('/', "");
        let _ = writeln!(
            text,
            "| [`{}`](#{anchor}) | {} | {} |",
            rule.name,
            rule.level,
            rule.summary()
        );
    }
    for (family, rules) in FAMILIES.iter().filter(|(_, rules)| !rules.is_empty()) {
        let _ = write!(text, "\n## {family}\n");
        for rule in *rules {
            let _ = write!(text, "\n### {}\n\nLevel: {}.\n\n", rule.name, rule.level);
            text += &body(rule.doc);
        }
    }
    hold(Path::new("docs/rules.md"), &text);
}

/// A rule's doc comment as Markdown: its examples say in words which is which.
fn body(doc: &str) -> String {
    let mut out = String::new();
    for line in doc.trim().lines() {
        let line = line.strip_prefix(' ').unwrap_or(line).trim_end();
        match line
            .strip_prefix("```")
            .and_then(|info| info.split_once(' '))
        {
            Some((language, word)) => {
                let title = if word == "bad" { "Bad" } else { "Good" };
                let gap = if out.ends_with("\n\n") { "" } else { "\n" };
                let _ = writeln!(out, "{gap}{title}:\n\n```{language}");
            }
            None => {
                let _ = writeln!(out, "{line}");
            }
        }
    }
    out
}
