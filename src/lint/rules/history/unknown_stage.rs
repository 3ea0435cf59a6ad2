//! `history/unknown-stage`.

use crate::analysis::moves;
use crate::lint::rule::rule;
use crate::lint::{DealContext, Sink, fixes, words};
use crate::model::Process;
use crate::text::{name, safe};

rule! {
    /// The history names a stage that the process does not have, or names none.
    ///
    /// A deal in an unknown stage is behind no gate and in front of none (D3.3): it drops out of every report by stage
    /// and its time counts towards no limit. Usually it is a typo, or a stage that process.toml has renamed.
    ///
    /// ```yaml bad
    /// account: {name: Quayside Ports}
    /// history: {registered: 2026-09-28, qualifed: 2026-10-01}
    /// ```
    /// ```yaml bad
    /// account: {name: Quayside Ports}
    /// history: [{date: 2026-09-28, by: Maya Chen}]
    /// ```
    /// ```yaml good
    /// account: {name: Quayside Ports}
    /// history: {registered: 2026-09-28, qualified: 2026-10-01}
    /// ```
    pub(super) UNKNOWN_STAGE = "history/unknown-stage", Error, Deal(check)
}

fn check(deal: &DealContext<'_>, out: &mut Sink<'_>) {
    let case = &deal.case;
    let process = case.process;
    let ids: Vec<&str> = process
        .stages
        .iter()
        .map(|stage| &*stage.id.value)
        .collect();
    for entry in case.deal.written_history() {
        let (span, message, label, help, subject) = match &entry.stage {
            Some(stage) if process.stage(stage).is_some() => continue,
            Some(stage) => {
                let near = meant(process, stage);
                let help = match near {
                    Some(near) => format!("1. did you mean `{near}`? Write that"),
                    None => format!("1. write one of {}", ids.join(", ")),
                };
                let help = format!(
                    "{help}; 2. if process.toml has renamed the stage, write there, below its new id: was = [\"{}\"]",
                    safe::one_line(stage)
                );
                let message = format!(
                    "{} is not a stage of {}{}",
                    safe::quoted(stage),
                    process.name,
                    name::meant(meant(process, stage))
                );
                (
                    stage.span,
                    message,
                    "no such stage",
                    help,
                    stage.to_string(),
                )
            }
            None if super::unread::is_unread(case.deal, entry, "history.stage") => continue,
            None => {
                let message = match entry.date {
                    Some(date) => format!("the entry of {} names no stage", date.value),
                    None => "an entry of history names no stage".to_owned(),
                };
                let at = deal.path_at(entry.span);
                let at = at.unwrap_or_else(|| "history".to_owned());
                let help = format!(
                    "ask which: {} ({})",
                    words::command(case, "set", &[&format!("{at}.stage"), "STAGE"]),
                    ids.join(", ")
                );
                let span = entry.date.map_or(entry.key_span, |date| date.span);
                (
                    span,
                    message,
                    "which stage?",
                    help,
                    "history.stage".to_owned(),
                )
            }
        };
        let fix = entry.stage.as_ref().and_then(|stage| {
            let near = meant(process, stage)?;
            fixes::spell(deal.book, case.deal.place(span), stage, near)
        });
        let mut finding = out.finding(case.deal.place(span), message);
        finding.fix = fix;
        out.add(
            finding
                .label(label)
                .related(
                    process.place(process.stages[0].span),
                    "the stages begin here",
                )
                .subject(subject)
                .whose(moves::of_deal(case))
                .help(help),
        );
    }
}

/// The stage that was most likely meant: by its name, or by an id that is near.
fn meant<'p>(process: &'p Process, written: &str) -> Option<&'p str> {
    let named = process
        .stages
        .iter()
        .find(|stage| name::words(&stage.name) == name::words(written));
    let ids = || process.stages.iter().map(|stage| &*stage.id.value);
    named
        .map(|stage| &*stage.id.value)
        .or_else(|| name::nearest(written, ids()))
}
