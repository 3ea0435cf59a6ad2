//! The questions of `dealctl handoff DEAL draft`: what the packet lacks, field by field.

use crate::analysis::moves::{Role, of_role};
use crate::analysis::packet::{Field, packet};
use crate::cli::failure::Failure;
use crate::edit::NewValue;
use crate::text::name::{company_key, holds_words};
use crate::text::shell;

use super::asking::{self, Answered, Question};
use super::run::{Context, Flags};

/// A question: the field that it belongs to, the path that it fills, its words, and whether it may be left out.
type Asked = (Field, &'static str, &'static str, bool);

/// The questions, in the order of the packet.
const QUESTIONS: [Asked; 20] = [
    (
        Field::Account,
        "handoff.seller",
        "Which seller is asked?",
        false,
    ),
    (
        Field::Account,
        "handoff.why_account",
        "Why this account, and why now?",
        false,
    ),
    (
        Field::Account,
        "handoff.priority_list",
        "Which list of the seller names it? A file, or words",
        true,
    ),
    (
        Field::WhyPartner,
        "handoff.why_partner",
        "Why does this partner matter here, in a sentence?",
        false,
    ),
    (
        Field::Trigger,
        "handoff.trigger.quote",
        "What did the customer say, in their own words?",
        false,
    ),
    (Field::Trigger, "handoff.trigger.by", "Who said it?", false),
    (Field::Trigger, "handoff.trigger.date", "When?", false),
    (
        Field::Trigger,
        "handoff.trigger.source",
        "Where is it on record? A file or a link",
        true,
    ),
    (
        Field::JointValue,
        "handoff.joint_value",
        "What does each side do, and why together?",
        false,
    ),
    (
        Field::WarmPath,
        "handoff.warm_path.theirs",
        "Whom at the customer does the path lead to?",
        false,
    ),
    (
        Field::WarmPath,
        "handoff.warm_path.ours",
        "Who of ours takes it?",
        false,
    ),
    (
        Field::WarmPath,
        "handoff.warm_path.through",
        "Who introduces them?",
        false,
    ),
    (
        Field::WarmPath,
        "handoff.warm_path.intro",
        "How does the introduction happen?",
        false,
    ),
    (
        Field::SellerMove,
        "handoff.seller_move.action",
        "What does the seller do this week: one action?",
        false,
    ),
    (
        Field::SellerMove,
        "handoff.seller_move.due",
        "By when?",
        false,
    ),
    (
        Field::PartnerMove,
        "handoff.partner_move.action",
        "What does the partner do?",
        false,
    ),
    (
        Field::PartnerMove,
        "handoff.partner_move.due",
        "By when?",
        false,
    ),
    (
        Field::PartnerMove,
        "handoff.partner_move.agreed",
        "Where did they agree to it in writing? A file or a link",
        true,
    ),
    (
        Field::Evidence,
        "handoff.evidence",
        "What can the seller verify it by? A file or a link",
        false,
    ),
    (
        Field::Owner,
        "handoff.owner",
        "Who owns the handoff until it is accepted?",
        false,
    ),
];

/// The conflict check is asked for last: it is what somebody has to have done.
const CHECKED: Asked = (
    Field::Conflict,
    "handoff.conflict.checked",
    "When were other partners and our own team on this account checked for?",
    true,
);

/// When a move is due unless somebody says otherwise: this week (D4.2).
const DUE_IN: u32 = 3;

/// Asks for what the packet lacks.
pub(super) fn ask(context: &Context<'_>, flags: &Flags) -> anyhow::Result<Vec<(String, NewValue)>> {
    let case = &context.case;
    let needed = packet(case);
    let is_asked =
        |(field, path, ..): &&Asked| needed.needs(*field) && !case.deal.lookup(path).is_present();
    let asked: Vec<&Asked> = QUESTIONS
        .iter()
        .chain([&CHECKED])
        .filter(is_asked)
        .collect();
    if asked.is_empty() {
        return Ok(Vec::new());
    }
    if !asking::can_ask() || flags.output.on_stdout().name() != "table" {
        return Err(cannot_ask(context, &asked).into());
    }
    asking::begin("The packet.");
    let reader = context.reader();
    let next = |answers: &[Answered]| {
        let open = asked.get(answers.len());
        Ok(open.map(|(_, path, asks, is_optional)| Question {
            path: (*path).to_owned(),
            asks: (*asks).to_owned(),
            choices: Vec::new(),
            known: known(context, path, answers),
            is_optional: *is_optional,
        }))
    };
    let answers = asking::ask_all(&next, &|path, text| reader.value(path, text))?;
    let mut values: Vec<(String, NewValue)> = answers
        .into_iter()
        .filter_map(|answer| Some((answer.path, answer.value?)))
        .collect();
    if let (true, Some(by)) = (
        values.iter().any(|(path, _)| path == CHECKED.1),
        context.stamp.by,
    ) {
        values.push(("handoff.conflict.by".to_owned(), NewValue::text(by)));
    }
    Ok(values)
}

/// What the files know already, to be taken with Enter.
fn known(context: &Context<'_>, path: &str, answers: &[Answered]) -> Option<String> {
    let case = &context.case;
    let answered = |path: &str| {
        let answer = answers.iter().find(|answer| answer.path == path);
        answer.and_then(|answer| match &answer.value {
            Some(NewValue::Text(text)) => Some(text.clone()),
            _ => None,
        })
    };
    let seller = || {
        let seller = case
            .deal
            .seller()
            .and_then(|seller| case.person_name(seller));
        answered("handoff.seller").or(seller.map(ToOwned::to_owned))
    };
    let today = || case.today.to_string();
    match path {
        "handoff.seller" | "handoff.warm_path.ours" => seller(),
        "handoff.priority_list" => list_that_names(context),
        "handoff.trigger.by" => {
            let need = case.deal.need.as_ref();
            need.and_then(|need| need.confirmed_by.as_ref())
                .map(ToString::to_string)
        }
        "handoff.trigger.date" | "handoff.conflict.checked" => Some(today()),
        "handoff.trigger.source" => last_source(context),
        "handoff.warm_path.theirs" => answered("handoff.trigger.by"),
        "handoff.warm_path.through" => of_role(case, Role::Partner).owner,
        "handoff.seller_move.due" | "handoff.partner_move.due" => {
            let calendar = &case.process.calendar;
            Some(calendar.add_business_days(case.today, DUE_IN).to_string())
        }
        "handoff.evidence" => answered("handoff.trigger.source").or_else(|| last_source(context)),
        "handoff.owner" => case
            .process
            .role("partner marketing")
            .map(ToString::to_string),
        _ => None,
    }
}

/// The newest source of a touch.
fn last_source(context: &Context<'_>) -> Option<String> {
    let mut touches = context.case.deal.touches.iter().rev();
    touches
        .find_map(|touch| touch.source.as_ref())
        .map(|source| source.value.to_string())
}

/// The file below lists/ that names the account, if there is one and only one.
fn list_that_names(context: &Context<'_>) -> Option<String> {
    let case = &context.case;
    let account = company_key(case.deal.account_name()?);
    let files = std::fs::read_dir(context.root.join("lists")).ok()?;
    let names = files
        .flatten()
        .filter_map(|file| file.file_name().into_string().ok());
    let paths = names.map(|name| format!("lists/{name}"));
    let mut naming: Vec<String> = paths
        .filter(|path| {
            case.evidence
                .words(path)
                .is_some_and(|words| holds_words(&words, &account))
        })
        .collect();
    if naming.len() == 1 {
        naming.pop()
    } else {
        None
    }
}

fn cannot_ask(context: &Context<'_>, asked: &[&Asked]) -> Failure {
    let name = context.case.book.short_names().of(&context.case.deal.id);
    let paths: Vec<&str> = asked
        .iter()
        .map(|(_, path, ..)| path.trim_start_matches("handoff."))
        .collect();
    let first = paths.first().copied().unwrap_or_default();
    Failure::new(
        format!("the packet of {name} lacks {}", paths.join(", ")),
        format!(
            "in a terminal each is asked for; else give what you know: dealctl handoff {} draft {first}=\"…\"",
            shell::word(&name)
        ),
    )
}
