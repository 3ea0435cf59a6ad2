//! `process/unknown-packet-field`.

use crate::analysis::packet::Field;
use crate::analysis::{moves, score::COMPONENTS};
use crate::lint::fixes;
use crate::lint::rule::rule;
use crate::lint::{BookContext, Sink, words};
use crate::text::name::{meant, nearest};

rule! {
    /// A light packet asks for a field that no packet has.
    ///
    /// `[handoff] light` names the fields that a small deal needs (D4.7). Only these are required, and only the
    /// components that depend on them are graded; so a misspelt field is never required, and nobody notices. The names
    /// are those of the packet's eleven fields, not of the scorecard's components: proof depends on `evidence`.
    ///
    /// ```toml bad
    /// stages = [{id = "registered"}]
    /// handoff = { light = { below = 25000, required = ["trigger", "seller_mvoe"] } }
    /// [process]
    /// name = "Partner co-sell"
    /// currency = "USD"
    /// ```
    /// ```toml bad
    /// stages = [{id = "registered"}]
    /// handoff = { light = { below = 25000, required = ["proof"] } }
    /// [process]
    /// name = "Partner co-sell"
    /// currency = "USD"
    /// ```
    /// ```toml good
    /// stages = [{id = "registered"}]
    /// handoff = { light = { below = 25000, required = ["trigger", "seller_move", "evidence"] } }
    /// [process]
    /// name = "Partner co-sell"
    /// currency = "USD"
    /// ```
    pub(super) UNKNOWN_PACKET_FIELD = "process/unknown-packet-field", Error, Process(check)
}

fn check(context: &BookContext<'_>, out: &mut Sink<'_>) {
    let process = &context.book.process;
    let handoff = process.written.handoff.as_ref();
    let required = handoff.and_then(|handoff| Some(&handoff.light.as_ref()?.required));
    let keys = || Field::ALL.iter().map(|field| field.key());
    for name in required.into_iter().flatten() {
        if Field::of_key(name).is_some() {
            continue;
        }
        let place = process.place(name.span);
        let component = COMPONENTS.iter().find(|kind| *kind.id == *name.value);
        let near = match component {
            Some(component) => Some(component.field.key()),
            None => nearest(&name.value, keys()),
        };
        let help = match (component, near) {
            (Some(component), Some(near)) => format!(
                "{} is a component of the scorecard; it rests on the field {}",
                component.name,
                words::quoted(near)
            ),
            (None, Some(near)) => format!("did you mean {}?", words::quoted(near)),
            (_, None) => {
                let known: Vec<&str> = keys().collect();
                format!("choose from {}", words::list(&known))
            }
        };
        let message = format!(
            "a light packet asks for {}, which is not a field of the packet{}: nothing is required by it, and nothing is graded by it",
            words::quoted(name),
            meant(near.filter(|_| component.is_none()))
        );
        let mut finding = out
            .finding(place, message)
            .label("no field")
            .subject(format!("handoff.light.required {name}"))
            .whose(moves::of_process(process))
            .help(help);
        finding.fix = near.and_then(|near| fixes::spell(context.book, place, name, near));
        out.add(finding);
    }
}
