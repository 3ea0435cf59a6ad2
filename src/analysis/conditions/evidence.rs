//! The evidence: sources that can be opened and support what the packet says (D4.2, D4.4, D5).

use crate::analysis::moves::Role;
use crate::load::evidence::{Source, is_of_book, path_of};
use crate::model::scalar::Text;
use crate::text::placeholder::is_no_answer;

use super::context::{HandoffContext, real};
use super::source_text;
use super::verdict::{Fault, Scope, Unmet, Verdict};

pub(super) fn judge(context: &HandoffContext<'_>, scope: Scope) -> Verdict {
    let found = sources(context);
    if found.is_empty() {
        return Err(absent(context));
    }
    let is_late = |source: &&&Text| context.look.source(source) == Source::Late;
    let late = found.unopened.iter().find(is_late);
    if let Some(source) = late.or(found.unopened.first()) {
        return Err(unopened(context, source));
    }
    if let Some(source) = found.hollow.first() {
        return Err(hollow(context, source));
    }
    if let Some(words) = found.words.first() {
        let why = format!("words, not a source: {words}");
        return Err(unmet(
            context,
            Fault::Unopened,
            why,
            &format!("attach what it speaks of: {}", context.note(PATH)),
        ));
    }
    if !scope.leaves_out(Fault::Unsupported)
        && let Some(unmet) = unsupported(context, &found)
    {
        return Err(unmet);
    }
    let n = found.files.len() + found.own.len() + found.links;
    let sources = if n == 1 { "source" } else { "sources" };
    Ok(format!("{n} {sources} that can be opened"))
}

const PATH: &str = "handoff.evidence";

fn unmet(context: &HandoffContext<'_>, fault: Fault, why: String, help: &str) -> Unmet {
    context.unmet(fault, PATH, Role::PartnerMarketing, why, help)
}

/// Returns what is wrong with a packet without a source.
pub(in crate::analysis) fn absent(context: &HandoffContext<'_>) -> Unmet {
    let help = format!(
        "attach a note, a mail or a review that the seller verifies in minutes: {}",
        context.note(PATH)
    );
    let why = "no source is attached".to_owned();
    unmet(context, Fault::Absent, why, &help)
}

/// Returns what is wrong with a source that cannot be opened, or could not when the packet was sent.
pub(in crate::analysis) fn unopened(context: &HandoffContext<'_>, source: &str) -> Unmet {
    let (why, help) = match context.look.source(source) {
        Source::Outside => (
            format!("{source} leads out of the repository"),
            "copy it into the repository",
        ),
        Source::Late => (
            format!("{source} {}", context.absence(source)),
            "commit the evidence before the next handoff goes out",
        ),
        _ => (
            format!("{source} {}", context.absence(source)),
            "put the file where the deal says it is, or name the one that is meant",
        ),
    };
    unmet(context, context.unopened(source), why, help)
}

/// Returns what is wrong with a folder, or with a file without a word.
pub(in crate::analysis) fn hollow(context: &HandoffContext<'_>, source: &str) -> Unmet {
    let (why, help) = match context.look.source(source) {
        Source::Folder => (
            format!("{source} is a folder: name the file in it"),
            "name the file in the folder that bears it out",
        ),
        _ => (
            format!("the file is empty: {source}"),
            "save in it what was said, or name the file that holds it",
        ),
    };
    unmet(context, Fault::Unopened, why, help)
}

/// Returns why the sources do not support what the packet says; `None` if they do, or if none of them is a file.
pub(in crate::analysis) fn unsupported(
    context: &HandoffContext<'_>,
    found: &Sources<'_>,
) -> Option<Unmet> {
    let (why, help) = match found.own.first() {
        Some(own) if !found.is_anything() => (
            format!("{own} is a file of the book itself, and supports nothing"),
            format!(
                "name a note, a mail or a review in its place: {}",
                context.draft(&["evidence=FILE"])
            ),
        ),
        _ => unsupported_by_files(context, found)?,
    };
    Some(unmet(context, Fault::Unsupported, why, &help))
}

/// The sources of a packet by what became of them.
pub(in crate::analysis) struct Sources<'a> {
    /// Files that can be opened, or could when the packet was sent.
    pub files: Vec<&'a Text>,
    /// How many of those are gone now.
    pub gone: usize,
    /// How many are web addresses.
    pub links: usize,
    /// Words, not a place.
    pub words: Vec<&'a Text>,
    /// Those that cannot be opened.
    pub unopened: Vec<&'a Text>,
    /// Folders, and files without a word: there, and nothing to look at.
    pub hollow: Vec<&'a Text>,
    /// Files of the book itself: a deal is not evidence of what a deal says.
    pub own: Vec<&'a Text>,
}

pub(in crate::analysis) fn sources<'a>(context: &HandoffContext<'a>) -> Sources<'a> {
    let mut found = Sources {
        files: Vec::new(),
        gone: 0,
        links: 0,
        words: Vec::new(),
        unopened: Vec::new(),
        hollow: Vec::new(),
        own: Vec::new(),
    };
    for source in context
        .handoff
        .evidence
        .iter()
        .filter(|source| !is_no_answer(source))
    {
        match context.look.source(source) {
            Source::File | Source::Gone if is_of_book(source) => found.own.push(source),
            Source::File => found.files.push(source),
            Source::Gone => {
                found.gone += 1;
                found.files.push(source);
            }
            Source::Link => found.links += 1,
            Source::Words => found.words.push(source),
            Source::Folder | Source::Empty => found.hollow.push(source),
            Source::Missing | Source::Late | Source::Outside => found.unopened.push(source),
        }
    }
    found
}

impl Sources<'_> {
    /// Whether anything is named that is neither dead nor the book's own.
    pub fn is_anything(&self) -> bool {
        let is_named = !self.files.is_empty() || self.links > 0 || !self.words.is_empty();
        is_named || !self.hollow.is_empty()
    }

    /// Whether nothing is named at all.
    pub fn is_empty(&self) -> bool {
        !self.is_anything() && self.unopened.is_empty() && self.own.is_empty()
    }
}

/// Returns why the files do not support what the packet says; `None` if they do, or if there are none.
///
/// One of them must hold the quotation, or where there is none, a word about the deal. Of files whose text cannot be read any will do, except the priority list and an
/// agreement, which say nothing of the customer's problem.
fn unsupported_by_files(
    context: &HandoffContext<'_>,
    found: &Sources<'_>,
) -> Option<(String, String)> {
    let trigger = context.handoff.trigger.as_ref();
    let quote = trigger.and_then(|trigger| real(trigger.quote.as_ref()));
    let holds = |source: &Text| source_text::holds(context, source, quote?);
    let aside = aside(context);
    let is_aside = |file: &Text| path_of(file).is_some_and(|path| aside.contains(&path));
    let is_foreign =
        |file: &Text| quote.is_none() && source_text::is_about_deal(context, file) == Some(false);
    let supports = |file: &&&Text| match holds(file) {
        Some(holds) => holds,
        None => !is_aside(file) && !is_foreign(file),
    };
    if found.files.is_empty() || found.files.iter().any(|file| supports(&file)) {
        return None;
    }
    let own = trigger.and_then(|trigger| trigger.source.as_deref());
    Some(
        if let Some(source) = own.filter(|source| holds(source) == Some(true)) {
            (
                format!("{source} holds the quotation, and is not among the evidence"),
                format!(
                    "add it: {}",
                    context.draft(&[&format!(
                        "evidence.{}={source}",
                        context.handoff.evidence.len()
                    )])
                ),
            )
        } else if found
            .files
            .iter()
            .all(|file| is_aside(file) && holds(file).is_none())
        {
            (
                "only the priority list or an agreement: nothing bears the customer's problem out"
                    .to_owned(),
                attach(context),
            )
        } else if let Some(file) = found.files.iter().find(|file| is_foreign(file)) {
            (
                format!(
                    "{file} has not one word about {}: no name, no thing and no day of the deal",
                    context.account()
                ),
                attach(context),
            )
        } else {
            (
                "no source holds what the customer is quoted with".to_owned(),
                format!(
                    "1. {}; 2. if the note says it in other words, quote those: {}",
                    attach(context),
                    context.draft(&["trigger.quote=TEXT"])
                ),
            )
        },
    )
}

fn attach(context: &HandoffContext<'_>) -> String {
    let note = context.note(PATH);
    format!("attach the note in which the customer says it: {note}")
}

/// Returns the paths of the priority list and of the partner's agreements.
fn aside(context: &HandoffContext<'_>) -> Vec<String> {
    let handoff = context.handoff;
    let offer = handoff.offer.iter().map(|offer| &offer.agreed);
    let moves = handoff.partner_move.iter().map(|one| &one.agreed);
    let agreed = offer.chain(moves).flatten();
    let agreed = agreed.filter_map(|agreed| agreed.source.as_deref());
    let all = handoff.priority_list.iter().chain(agreed);
    all.filter_map(|source| path_of(source)).collect()
}
