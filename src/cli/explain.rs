//! `dealctl explain`.

use std::fmt::Write as _;
use std::process::ExitCode;

use crate::lint::{Rule, rules};
use crate::model::path::is_below;
use crate::text::command;
use crate::text::name::nearest;
use crate::view::page::{Next, Page};
use crate::view::table::{Cell, Table};

use super::failure::Failure;
use super::options::Common;
use super::{completing, output};

const EXAMPLES: &str = "\
Examples:
  dealctl explain gate/overdue
  dealctl explain handoff
  dealctl explain D4.2";

/// Explain a rule, or list all rules.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    /// A rule, such as gate/overdue, a family, or a number of docs/process.md, such as D1.2; without it, all rules in a table.
    #[arg(add = completing::rules())]
    rule: Option<String>,
}

pub(super) fn run(common: &Common, args: &Args) -> anyhow::Result<ExitCode> {
    let Some(name) = &args.rule else {
        output::show_page(common, &table(rules::all()))?;
        return Ok(ExitCode::SUCCESS);
    };
    if let Some(rule) = rules::find(name) {
        output::print(&explained(rule, output::term(common).width.min(100)))?;
        return Ok(ExitCode::SUCCESS);
    }
    if rules::all().any(|rule| rule.family() == name) {
        let family = rules::all().filter(|rule| rule.family() == name);
        output::show_page(common, &table(family))?;
        return Ok(ExitCode::SUCCESS);
    }
    if is_number(name) {
        let serving: Vec<&Rule> = rules::all().filter(|rule| serves(rule, name)).collect();
        if serving.is_empty() {
            let help =
                "docs/process.md says what each number asks for; dealctl explain lists every rule";
            return Err(Failure::new(format!("no rule serves {name}"), help).into());
        }
        output::show_page(common, &table(serving.into_iter()))?;
        return Ok(ExitCode::SUCCESS);
    }
    let message = format!("there is no rule {name}");
    match rules::in_part(name).as_slice() {
        [rule] => {
            output::print(&explained(rule, output::term(common).width.min(100)))?;
            return Ok(ExitCode::SUCCESS);
        }
        [] => {}
        several => {
            let names: Vec<&str> = several.iter().take(6).map(|rule| rule.name).collect();
            let help = format!("did you mean {}?", names.join(" or "));
            return Err(Failure::new(message, help).into());
        }
    }
    let near = nearest(name, rules::all().map(|rule| rule.name));
    Err(Failure::unknown(message, near, "dealctl explain lists every rule").into())
}

/// Whether a name is a number of docs/process.md: `D1`, `D1.2`.
fn is_number(name: &str) -> bool {
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    name.strip_prefix(['D', 'd'])
        .is_some_and(|number| number.split('.').all(digits))
}

/// Whether the documentation of a rule names a number, or one below it.
fn serves(rule: &Rule, number: &str) -> bool {
    let wanted = number.to_uppercase();
    let words = rule
        .doc
        .split(|c: char| !c.is_ascii_alphanumeric() && c != '.');
    let mut words = words.map(|word| word.trim_end_matches('.'));
    words.any(|word| is_below(word, &wanted))
}

/// The rule's documentation, its paragraphs wrapped and its examples indented.
fn explained(rule: &Rule, width: usize) -> String {
    let mut out = format!("{} ({})\n", rule.name, rule.level);
    let mut paragraph = String::new();
    let mut in_example = false;
    for line in rule.doc.lines() {
        let line = line.strip_prefix(' ').unwrap_or(line);
        if let Some(info) = line.strip_prefix("```") {
            wrap_into(&mut out, &mut paragraph, width);
            in_example = !in_example;
            let kind = info.split_whitespace().nth(1);
            out.push_str(match kind {
                Some("bad") => "\nBad:\n",
                Some(_) => "\nGood:\n",
                None => "",
            });
        } else if in_example {
            let _ = writeln!(out, "{}", format!("    {line}").trim_end());
        } else if line.trim().is_empty() {
            wrap_into(&mut out, &mut paragraph, width);
        } else {
            paragraph.push_str(line.trim());
            paragraph.push(' ');
        }
    }
    wrap_into(&mut out, &mut paragraph, width);
    out
}

fn wrap_into(out: &mut String, paragraph: &mut String, width: usize) {
    let text = std::mem::take(paragraph);
    if !text.is_empty() {
        let options = textwrap::Options::new(width).break_words(false);
        let filled = textwrap::fill(&command::hold(text.trim()), options);
        let _ = writeln!(out, "\n{}", command::release(&filled));
    }
}

fn table(rules: impl Iterator<Item = &'static Rule>) -> Page {
    let rules: Vec<&Rule> = rules.collect();
    let is_one_family = rules.iter().all(|rule| rule.family() == rules[0].family());
    let example = match rules.first() {
        Some(first) if is_one_family => first.name,
        _ => "gate/unmet-criterion",
    };
    Page {
        lead: vec![format!("{} rules.", rules.len())],
        blocks: vec![
            Table::<Rule>::new("rules")
                .left("RULE", "rule", |rule| Cell::text(rule.name))
                .left("LEVEL", "level", |rule| Cell::text(rule.level.name()))
                .left("WHAT IS WRONG", "summary", |rule| {
                    Cell::text(rule.summary())
                })
                .wraps(30)
                .rows(rules.iter().copied())
                .into(),
        ],
        next: vec![Next::new(
            "why, and how to fix it",
            format!("dealctl explain {example}"),
        )],
        ..Page::default()
    }
}
