//! A gate that is not met: what is missing, whose it is, and the command for each.

use std::fmt;
use std::process::ExitCode;

use crate::analysis::Case;
use crate::analysis::handoff_step;
use crate::analysis::next_moves;
use crate::cli::options::Common;
use crate::cli::output;
use crate::edit::commands;
use crate::edit::moves::Unmet;
use crate::text::shell;
use crate::view::page::{Next, Page};

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
    let deal = shell::word(&name);
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
    let mut found: Vec<(String, Vec<String>)> = Vec::new();
    for result in &unmet.criteria {
        let criterion = result.criterion;
        let (whose, step) = next_moves::on_criterion(case, criterion, stage, handoff.as_ref());
        let who = whose.owner.as_deref().unwrap_or("nobody is named");
        let hint = criterion.hint.as_ref();
        let hint = hint.map_or_else(String::new, |hint| format!(": {hint}"));
        let said = format!("{} ({}){hint}", criterion.id, criterion.demand());
        let command = match step {
            Some(step) => step_command(&step, &deal),
            None => commands::on_criterion(case, criterion),
        };
        match found.iter_mut().find(|(known, _)| *known == command) {
            Some((_, things)) => things.push(said),
            None => found.push((command, vec![format!("{who}: {said}")])),
        }
    }
    for (command, things) in found {
        page.next.push(Next::new(things.join("; "), command));
    }
    GateUnmet(page)
}

/// The command for a step of the handoff.
fn step_command(step: &next_moves::Step, deal: &str) -> String {
    use next_moves::Step;
    match step {
        Step::CompletePacket => format!("dealctl handoff {deal} draft"),
        Step::Send { .. } | Step::OtherSeller => format!("dealctl handoff {deal} send"),
        Step::Remind { .. } | Step::Answer => format!("dealctl accept {deal}"),
        Step::CloseDeclined => format!("dealctl close {deal} disqualified --reason REASON"),
        _ => format!("dealctl packet {deal} --check"),
    }
}

/// Shows the page; exit 1.
pub(super) fn show(common: &Common, unmet: &GateUnmet) -> anyhow::Result<ExitCode> {
    output::show_page(common, &unmet.0)?;
    Ok(ExitCode::from(1))
}
