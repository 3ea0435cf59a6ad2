//! The schema of a deal: its values are those of the process in force.

use crate::analysis::score::COMPONENTS;
use crate::lint::rules;
use crate::model::Process;
use crate::model::deal::DealFile;
use crate::model::process::Stage;
use crate::model::record::{Field, FromNode, Leaf, Meaning, Shape};

use super::hint::{Choice, Hint, about, name, names};
use super::leaf::Leaves;
use super::shape::Builder;

/// Returns the schema of the deals of a process.
pub fn deal(process: &Process) -> String {
    let hints = |record: &str, field: &Field| hint(process, record, field);
    let leaves = Leaves::of_deal(&process.currencies);
    Builder::new(leaves, &hints, required).document(
        DealFile::SHAPE,
        &format!("A deal of {}", process.name),
        "One deal that is sold together with a partner. Write only what is known; dealctl lint says what is missing.",
        "Made from process.toml. After it has changed: dealctl schema deal > .dealctl/deal.schema.json",
        "urn:dealctl:schema:deal",
    )
}

/// An entry of the history needs its stage; in a map the key is the stage.
fn required(record: &str) -> &'static [&'static str] {
    match record {
        "StageEntry[]" => &["stage"],
        _ => &[],
    }
}

/// Returns the values that a key takes.
fn hint(process: &Process, record: &str, field: &Field) -> Option<Hint> {
    let hint = match (record, field.key) {
        ("DealFile", "attribution") => Hint::Closed(None, attribution()),
        ("DealFile" | "StageEntry", "stage") => Hint::Closed(Some("stage"), stages(process)),
        ("DealFile", "history") => Hint::Keys(stages(process), unknown_stage(process)),
        ("Credit", "rule") => Hint::Closed(Some("creditRule"), credit_rules(process)),
        ("Waiver", "criterion") => Hint::Closed(None, criteria(process)),
        ("Waiver", "rule") => Hint::Closed(
            None,
            rules::all()
                .map(|rule| about(rule.name, rule.summary()))
                .collect(),
        ),
        ("Response", "reason") => Hint::Known("declineReason", decline_reasons(process)),
        ("Outcome", "reason") => Hint::Known("outcomeReason", disqualifications(process)),
        ("Touch", "kind") => Hint::Known("touchKind", kinds(process)),
        ("Verdict", "status") => Hint::Known("verdict", names(&["confirmed", "open"])),
        ("Partner" | "OtherPartner", "name") => Hint::Known("partner", partners(process)),
        _ if field.meaning == Meaning::Person => Hint::Known("person", people(process)),
        _ => match field.shape {
            Shape::Leaf(Leaf::Word(words)) => Hint::Closed(None, names(words)),
            _ => return None,
        },
    };
    // A list of names that is empty would refuse everything, or offer nothing.
    match &hint {
        Hint::Closed(_, choices) | Hint::Known(_, choices) if choices.is_empty() => None,
        _ => Some(hint),
    }
}

fn attribution() -> Vec<Choice> {
    vec![
        about(
            "partner-sourced",
            "A qualifying touch of the partner came before the opportunity existed.",
        ),
        about(
            "partner-influenced",
            "A qualifying touch of the partner came after the opportunity existed.",
        ),
        about("none", "No touch qualifies."),
    ]
}

fn stages(process: &Process) -> Vec<Choice> {
    let choice = |stage: &Stage| about(&*stage.id.value, stage_words(stage));
    let former = |stage: &Stage| -> Vec<Choice> {
        let words = format!("{} by a former id.", stage.name);
        let ids = stage.was.iter();
        ids.map(|was| about(&*was.value, words.as_str())).collect()
    };
    let stages = process.stages.iter();
    let present = stages.clone().map(choice);
    present.chain(stages.flat_map(former)).collect()
}

/// Returns what to say of a stage that the process does not have.
fn unknown_stage(process: &Process) -> String {
    let stages: Vec<&str> = process
        .stages
        .iter()
        .map(|stage| &*stage.id.value)
        .collect();
    format!(
        "There is no such stage in process.toml; its stages are {}. Each stands with the day on which it was entered.",
        stages.join(", ")
    )
}

fn stage_words(stage: &Stage) -> String {
    let owner = match (&stage.owner.name, &stage.owner.field) {
        (Some(name), _) => format!(", owned by {name}"),
        (None, Some(field)) => format!(", owned by the {field} of the deal"),
        (None, None) => String::new(),
    };
    format!("{}{owner}", stage.name)
}

fn credit_rules(process: &Process) -> Vec<Choice> {
    let written = process.written.credit.as_ref();
    let rules = written.map_or(&[][..], |credit| &credit.rules.entries);
    rules
        .iter()
        .map(|(key, pays)| {
            about(
                &*key.value,
                pays.text.as_ref().map_or("", |text| &*text.value),
            )
        })
        .collect()
}

fn criteria(process: &Process) -> Vec<Choice> {
    let of_stage = |stage: &Stage| -> Vec<Choice> {
        let choice = |criterion: &crate::model::Criterion| {
            let words = criterion.message.as_ref().or(criterion.hint.as_ref());
            let field = criterion.field.as_ref().map(|field| &*field.value);
            about(
                format!("{}/{}", stage.id, criterion.id),
                words.map_or(field.unwrap_or_default(), |words| &*words.value),
            )
        };
        stage.criteria.iter().map(choice).collect()
    };
    process.stages.iter().flat_map(of_stage).collect()
}

fn decline_reasons(process: &Process) -> Vec<Choice> {
    let written = process.written.handoff.as_ref();
    let reasons = written.map_or(&[][..], |handoff| &handoff.decline_reasons.entries);
    let choice = |reason: &str, component: &str| {
        let known = COMPONENTS.iter().find(|known| known.id == component);
        let words = known.map(|known| format!("The packet is weak in its {}.", known.name));
        about(reason, words.unwrap_or_default())
    };
    reasons
        .iter()
        .map(|(reason, component)| choice(&reason.value, &component.value))
        .collect()
}

fn disqualifications(process: &Process) -> Vec<Choice> {
    let of_stage = |stage: &'_ Stage| -> Vec<Choice> {
        let words = format!("Disqualifies a deal in {}.", stage.name);
        let reasons = stage.disqualify.iter();
        reasons
            .map(|reason| about(&*reason.value, words.clone()))
            .collect()
    };
    process.stages.iter().flat_map(of_stage).collect()
}

fn kinds(process: &Process) -> Vec<Choice> {
    process
        .attribution
        .kinds
        .iter()
        .map(|kind| {
            about(
                kind,
                "Qualifies for attribution when it comes from the partner.",
            )
        })
        .collect()
}

fn partners(process: &Process) -> Vec<Choice> {
    let partners = process.written.partners.entries.iter();
    partners
        .map(|(key, partner)| {
            let full = partner.name.as_ref().map_or("", |full| &*full.value);
            about(&*key.value, full)
        })
        .collect()
}

/// Returns everybody whom process.toml names, once each.
fn people(process: &Process) -> Vec<Choice> {
    let written = &process.written;
    let head = written.process.as_ref();
    let owners = head.and_then(|head| head.owners.as_ref());
    let joint = owners.map(|owners| [owners.partnerships.as_ref(), owners.sales.as_ref()]);
    let roles = head.map_or(&[][..], |head| &head.roles.entries);
    let stages = process.stages.iter();
    let contacts = written.partners.entries.iter();
    let all = joint
        .into_iter()
        .flatten()
        .flatten()
        .chain(roles.iter().map(|(_, person)| person))
        .chain(
            stages
                .flat_map(|stage| [stage.owner.name.as_ref(), stage.owner.otherwise.as_ref()])
                .flatten(),
        )
        .chain(contacts.filter_map(|(_, partner)| partner.contact.as_ref()?.name.as_ref()));
    let mut people: Vec<&str> = all.map(|person| &*person.value).collect();
    people.sort_unstable();
    people.dedup();
    people.into_iter().map(name).collect()
}
