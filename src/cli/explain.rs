//! `dealctl explain`.

use std::fmt::Write as _;
use std::process::ExitCode;

use crate::lint::{Rule, rules};
use crate::report::page::{Block, Cell, Column, Next, Page, Table};
use crate::text::name::nearest;

use super::failure::Failure;
use super::options::Common;
use super::output;

/// Explain a rule, or list all rules.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// A rule, such as gate/overdue, or a family; without it, all rules in a table.
    rule: Option<String>,
}

pub(super) fn run(common: &Common, args: &Args) -> anyhow::Result<ExitCode> {
    let look = output::look(common);
    let Some(name) = &args.rule else {
        output::print(&crate::render::page::page(&table(rules::all()), look))?;
        return Ok(ExitCode::SUCCESS);
    };
    if let Some(rule) = rules::find(name) {
        output::print(&explained(rule))?;
        return Ok(ExitCode::SUCCESS);
    }
    if rules::all().any(|rule| rule.family() == name) {
        output::print(&crate::render::page::page(
            &table(rules::all().filter(|rule| rule.family() == name)),
            look,
        ))?;
        return Ok(ExitCode::SUCCESS);
    }
    let help = match nearest(name, rules::all().map(|rule| rule.name)) {
        Some(near) => format!("did you mean {near}?"),
        None => "dealctl explain lists every rule".to_owned(),
    };
    Err(Failure::new(format!("there is no rule {name}"), help).into())
}

fn explained(rule: &Rule) -> String {
    let mut out = format!("{} ({})\n\n", rule.name, rule.level);
    for line in rule.doc.lines() {
        let line = line.strip_prefix(' ').unwrap_or(line);
        let line = match line.strip_prefix("```") {
            Some(info) if info.ends_with(" bad") => "Bad:\n",
            Some(info) if info.ends_with(" good") => "Good:\n",
            Some(_) => "",
            None => line,
        };
        let _ = writeln!(out, "{}", line.trim_end_matches('\n'));
    }
    out
}

fn table(rules: impl Iterator<Item = &'static Rule>) -> Page {
    let columns = vec![
        Column::left("RULE", "rule"),
        Column::left("LEVEL", "level"),
        Column::left("WHAT IS WRONG", "summary").leaves(1),
    ];
    let rows: Vec<Vec<Cell>> = rules
        .map(|rule| {
            vec![
                Cell::text(rule.name),
                Cell::text(rule.level.name()),
                Cell::text(rule.summary()),
            ]
        })
        .collect();
    Page {
        lead: vec![format!("{} rules.", rows.len())],
        blocks: vec![Block::Table(Table {
            title: "rules",
            columns,
            rows,
        })],
        next: vec![Next::new(
            "why, and how to mend it",
            "dealctl explain gate/unmet-criterion",
        )],
    }
}
