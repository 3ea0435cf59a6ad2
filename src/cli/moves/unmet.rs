//! A gate that is not met: what is missing, whose it is, and the command for each.

use std::fmt;
use std::process::ExitCode;

use crate::analysis::Case;
use crate::analysis::handoff_step;
use crate::analysis::move_command;
use crate::analysis::next_moves;
use crate::cli::options::Common;
use crate::cli::output;
use crate::edit::commands;
use crate::edit::moves::Unmet;
use crate::view::page::{Block, Next, Page};

/// A gate that is not met, as an error of a move.
#[derive(Debug)]
pub(super) struct GateUnmet(Page);

impl fmt::Display for GateUnmet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.lead.join(" "))
    }
}

impl std::error::Error for GateUnmet {}

/// Returns what is missing as a page.
pub(super) fn page(case: &Case<'_>, unmet: &Unmet<'_>) -> GateUnmet {
    let name = case.book.short_names().of(&case.deal.id);
    let stage = &case.process.stages[unmet.stage];
    let things = match unmet.criteria.len() {
        1 => "1 thing is".to_owned(),
        n => format!("{n} things are"),
    };
    let mut page = Page {
        lead: vec![format!("{name} stays in {}: {things} missing.", stage.name)],
        ..Page::default()
    };
    let handoff = handoff_step::of(case);
    let mut lines = Vec::new();
    // The commands, each with whose it is and what it is for.
    let mut found: Vec<(String, String, Vec<&str>)> = Vec::new();
    for result in &unmet.criteria {
        let criterion = result.criterion;
        let (whose, step) = next_moves::on_criterion(case, criterion, stage, handoff.as_ref());
        let who = whose.owner.unwrap_or_else(|| "nobody is named".to_owned());
        let hint = criterion.hint.as_ref();
        let hint = hint.map_or_else(String::new, |hint| format!(". {hint}"));
        lines.push(format!("{}: {}{hint}", criterion.id, criterion.demand()));
        let command = match step {
            Some(step) => move_command::command(&step, &name),
            None => commands::on_criterion(case, criterion),
        };
        match found.iter_mut().find(|(known, ..)| *known == command) {
            Some((.., things)) => things.push(&criterion.id),
            None => found.push((command, who, vec![&criterion.id])),
        }
    }
    page.blocks.push(Block::lines(lines));
    for (command, who, things) in found {
        page.next
            .push(Next::new(format!("{who}, {}", things.join(", ")), command));
    }
    GateUnmet(page)
}

/// Shows the page; exit 1.
pub(super) fn show(common: &Common, unmet: &GateUnmet) -> anyhow::Result<ExitCode> {
    output::show_page(common, &unmet.0)?;
    Ok(ExitCode::from(1))
}
