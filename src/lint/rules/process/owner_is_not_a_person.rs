//! `process/owner-is-not-a-person`.

use crate::analysis::moves;
use crate::lint::rule::rule;
use crate::lint::{BookContext, Sink};
use crate::model::{Process, Stage};
use crate::text::{Span, safe};

rule! {
    /// A stage has no owner, or one that is not exactly one person.
    ///
    /// Every stage has one accountable person (D1.2). A team, an alias, a mailing list or two names mean that each
    /// thinks the other has it, and no report can say whose move it is. The owner may be a field of the deal; `else`
    /// then names the owner while that field is empty.
    ///
    /// ```toml bad
    /// stages = [{id = "registered", owner = "Partner team"}]
    /// [process]
    /// name = "Partner co-sell"
    /// currency = "USD"
    /// ```
    /// ```toml bad
    /// stages = [{id = "registered"}]
    /// [process]
    /// name = "Partner co-sell"
    /// currency = "USD"
    /// ```
    /// ```toml bad
    /// stages = [{id = "joint", owner = { field = "roles.customer" }}]
    /// [process]
    /// name = "Partner co-sell"
    /// currency = "USD"
    /// ```
    /// ```toml good
    /// stages = [
    ///   {id = "registered", owner = "Maya Chen"},
    ///   {id = "joint", owner = { field = "roles.customer", else = "Tom Alvarez" }},
    /// ]
    /// [process]
    /// name = "Partner co-sell"
    /// currency = "USD"
    /// ```
    pub(super) OWNER_IS_NOT_A_PERSON = "process/owner-is-not-a-person", Error, Process(check)
}

fn check(context: &BookContext<'_>, out: &mut Sink<'_>) {
    let process = &context.book.process;
    for stage in &process.stages {
        let Some(fault) = fault(process, stage) else {
            continue;
        };
        let mut finding = out
            .finding(process.place(fault.span), fault.message)
            .label(fault.label)
            .subject(format!("{}/owner", stage.id))
            .whose(moves::of_process(process))
            .help(fault.help);
        let mut aliases = process
            .written
            .process
            .iter()
            .flat_map(|head| &head.aliases);
        let text = context.book.sources.file(process.file);
        let written = text.slice(fault.span).trim_matches(['"', '\'']);
        if let Some(alias) = aliases.find(|alias| alias.eq_ignore_ascii_case(written)) {
            finding = finding.related(process.place(alias.span), "listed as an alias here");
        }
        out.add(finding);
    }
}

struct Fault {
    span: Span,
    message: String,
    label: &'static str,
    help: &'static str,
}

fn fault(process: &Process, stage: &Stage) -> Option<Fault> {
    let owner = &stage.owner;
    let name = &stage.name;
    if let Some(written) = owner.name.as_ref().or(owner.otherwise.as_ref()) {
        let why = process.person(written).err()?;
        return Some(Fault {
            span: written.span,
            message: format!(
                "{name} is owned by {}: {}",
                safe::quoted(written),
                why.reason()
            ),
            label: "not one person",
            help: "name the one person who answers for the deals in this stage",
        });
    }
    if let Some(field) = &owner.field {
        return Some(Fault {
            span: field.span,
            message: format!("{name} is owned by nobody while a deal names no {field}"),
            label: "and who, while the deal names nobody?",
            help: "add `else = \"…\"` beside `field`: the person who owns such a deal",
        });
    }
    // A handoff without an owner is undefined as a whole: `process/handoff-undefined` reports it.
    let handoffs = process.stages.iter().filter(|stage| stage.is_handoff);
    (!stage.is_handoff || handoffs.count() > 1).then(|| Fault {
        span: stage.span,
        message: format!("nobody owns {name}: its deals are nobody's move"),
        label: "no `owner`",
        help: "add `owner = \"…\"`: the one person who answers for the deals in this stage",
    })
}
