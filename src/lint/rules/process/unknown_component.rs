//! `process/unknown-component`.

use crate::analysis::{declines, moves, score::COMPONENTS};
use crate::lint::fixes;
use crate::lint::rule::rule;
use crate::lint::{BookContext, Sink, words};
use crate::text::name;
use crate::text::name::nearest;

rule! {
    /// A reason for declining refers to a component that the scorecard does not have.
    ///
    /// `[handoff] decline_reasons` ties each reason to the component of the scorecard that it concerns (D4.8, D5), so
    /// that `dealctl trust` can compare what sellers say with what was sent. A misspelt component ties it to nothing. A
    /// reason that concerns no component has an empty text.
    ///
    /// ```toml bad
    /// stages = [{id = "registered"}]
    /// handoff = { decline_reasons = { "need unclear" = "buyer-need" } }
    /// [process]
    /// name = "Partner co-sell"
    /// currency = "USD"
    /// ```
    /// ```toml good
    /// stages = [{id = "registered"}]
    /// handoff = { decline_reasons = { "need unclear" = "buyer-problem", "other" = "" } }
    /// [process]
    /// name = "Partner co-sell"
    /// currency = "USD"
    /// ```
    pub(super) UNKNOWN_COMPONENT = "process/unknown-component", Error, Process(check)
}

fn check(context: &BookContext<'_>, out: &mut Sink<'_>) {
    let process = &context.book.process;
    let ids = || COMPONENTS.iter().map(|kind| kind.id);
    for (reason, component) in declines::unknown_components(process) {
        let near = nearest(component, ids());
        let help = name::did_you_mean(
            near,
            format!(
                "choose one of {}, or leave the text empty",
                words::list(&ids().collect::<Vec<_>>())
            ),
        );
        let place = process.place(component.span);
        let mut finding = out
            .finding(
                place,
                format!(
                    "{} refers to {}, which is not a component of the scorecard{}: its declines count for none",
                    words::quoted(reason),
                    words::quoted(component),
                    name::meant(near)
                ),
            )
            .label("no component")
            .subject(format!("handoff.decline_reasons.{reason}"))
            .whose(moves::of_process(process))
            .help(help);
        finding.fix = near.and_then(|near| fixes::spell(context.book, place, component, near));
        out.add(finding);
    }
}
