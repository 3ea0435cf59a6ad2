//! The components that rest on a rule and on a source: acceptance criteria, proof.

use crate::analysis::window;
use crate::load::evidence::{Source, is_of_book, path_of};
use crate::model::deal::Acceptance;
use crate::model::scalar::Text;
use crate::text::placeholder::is_placeholder;

use super::context::{ScoringContext, real};
use super::support;
use super::{Grade, Judgement};

/// Strong when what acceptance means was agreed before the handoff landed, with a window in days (D5).
///
/// A rule of process.toml that was agreed only after the sending was not there on that day: it is missing, and not weak.
pub(super) fn acceptance(exam: &ScoringContext<'_>) -> Judgement {
    let judge = |grade, reason: String| exam.judge(grade, "handoff.acceptance", reason);
    let own = exam.handoff.acceptance.as_deref();
    let general = exam.case.process.acceptance();
    if let Some(span) = window::unreadable(exam.case, exam.handoff) {
        return judge(Grade::Weak, "its own window cannot be read".to_owned())
            .up("write how long the seller has: within: 2 business days")
            .at(Some(exam.case.deal.place(span)));
    }
    let at = match (own, general) {
        (Some(own), _) => Some(exam.case.deal.place(own.key_span)),
        (None, Some(general)) => Some(exam.case.process.place(general.key_span)),
        (None, None) => None,
    };
    let of = |pick: fn(&Acceptance) -> bool| own.is_some_and(pick) || general.is_some_and(pick);
    let window = window::window(exam.case, exam.handoff).map(|window| window.length);
    let means = of(|acceptance| {
        acceptance
            .means
            .as_ref()
            .is_some_and(|means| !is_placeholder(means))
    });
    let agreed = own.and_then(|own| own.agreed).or_else(|| general?.agreed);
    let advice =
        "agree with sales leadership what counts as accepted, and by when: [handoff] acceptance";
    match (window, means, agreed) {
        (None, false, _) => judge(
            Grade::Missing,
            "nothing says what counts as accepted, or by when".to_owned(),
        )
        .up(advice),
        (_, _, Some(agreed)) if agreed.value > exam.day => {
            let written = own.is_some_and(|own| own.agreed.is_some() || own.means.is_some());
            let grade = if written { Grade::Weak } else { Grade::Missing };
            judge(
                grade,
                format!(
                    "agreed only on {}, after it was sent",
                    exam.date(agreed.value)
                ),
            )
            .up("agree it before the next handoff")
        }
        (None, true, _) => judge(Grade::Weak, "no window in days".to_owned()).up(advice),
        (Some(_), false, _) => judge(
            Grade::Weak,
            "a window, but nothing says what accepting means".to_owned(),
        )
        .up(advice),
        (Some(_), true, None) => {
            judge(Grade::Weak, "nobody agreed to it on a day".to_owned()).up(advice)
        }
        (Some(window), true, Some(agreed)) => judge(
            Grade::Strong,
            format!("{window}, agreed on {}", exam.date(agreed.value)),
        ),
    }
    .at(at)
}

/// The sources of a packet, counted by what became of them.
struct Sources<'a> {
    files: Vec<&'a Text>,
    /// How many of the files are gone now.
    gone: usize,
    links: usize,
    words: usize,
    dead: Vec<&'a Text>,
    /// Files of the book itself: what a deal says is not borne out by a deal.
    own: Vec<&'a Text>,
}

fn sources<'a>(exam: &ScoringContext<'a>) -> Sources<'a> {
    let mut found = Sources {
        files: Vec::new(),
        gone: 0,
        links: 0,
        words: 0,
        dead: Vec::new(),
        own: Vec::new(),
    };
    for source in exam
        .handoff
        .evidence
        .iter()
        .filter(|source| !is_placeholder(source))
    {
        match exam.look.source(source) {
            Source::File | Source::Gone if is_of_book(source) => found.own.push(source),
            Source::File => found.files.push(source),
            Source::Gone => {
                found.gone += 1;
                found.files.push(source);
            }
            Source::Link => found.links += 1,
            Source::Words => found.words += 1,
            Source::Missing | Source::Late | Source::Outside => found.dead.push(source),
        }
    }
    found
}

/// Strong with a file that a seller can open and that bears out what the customer is quoted with; a link alone, or words,
/// still need somebody's word (D5).
pub(super) fn proof(exam: &ScoringContext<'_>) -> Judgement {
    let judge = |grade, reason: String| exam.judge(grade, "handoff.evidence", reason);
    let weak = |reason: String| judge(Grade::Weak, reason);
    let found = sources(exam);
    let attach = "attach a note, a mail or a review";
    if let Some(dead) = found.dead.first() {
        let there = if exam.look.source(dead) == Source::Late {
            "attach the note before the packet goes out"
        } else {
            "put the file where the deal says it is"
        };
        if found.files.is_empty() && found.links == 0 && found.words == 0 {
            return judge(Grade::Missing, format!("{dead} {}", exam.absence(dead))).up(there);
        }
        return weak(format!("{dead} {}", exam.absence(dead))).up(there);
    }
    match (found.files.is_empty(), found.links, found.words) {
        (true, 0, 0) if !found.own.is_empty() => {
            let (reason, up) = only_the_book(&found.own);
            return judge(Grade::Missing, reason).up(up);
        }
        (true, 0, 0) => {
            return judge(Grade::Missing, "no source is attached".to_owned()).up(attach);
        }
        (true, 0, _) => return weak("words, not a source".to_owned()).up("attach the note itself"),
        (true, _, _) => {
            return weak("only a web page; a note or a review would do".to_owned()).up(attach);
        }
        _ => {}
    }
    if let Some((reason, up)) = unsupported(exam, &found) {
        return weak(reason).up(up);
    }
    if let Some(newest) = found
        .files
        .iter()
        .filter_map(|file| support::newest(exam, file))
        .max()
    {
        let limit = exam.limits.source_age;
        if limit.elapsed(newest, exam.day, &exam.case.process.calendar) > limit.n {
            return weak(format!(
                "the newest note is of {}, more than {limit} before it was sent",
                exam.date(newest)
            ))
            .up("attach something newer");
        }
    }
    judge(Grade::Strong, opens(&found))
}

/// What a good proof rests on.
fn opens(found: &Sources<'_>) -> String {
    let files = found.files.len();
    let of = match (files, found.links) {
        (1, 0) if found.gone == 1 => "a file".to_owned(),
        (1, 0) => "a file that opens".to_owned(),
        (_, 0) if found.gone > 0 => format!("{files} files"),
        (_, 0) => format!("{files} files that open"),
        (_, links) => format!(
            "{files} {} and {links} {}",
            if files == 1 { "file" } else { "files" },
            if links == 1 { "link" } else { "links" }
        ),
    };
    match found.gone {
        0 => of,
        1 if files == 1 => format!("{of}; the file was there when it was sent, and is gone now"),
        gone => format!("{of}; {gone} of the files are gone now, but were there when it was sent"),
    }
}

/// Why sources that can all be opened do not support what the packet says, with the way up; none when they do. Where none
/// can be opened, that is another fault.
pub(super) fn support_fault(exam: &ScoringContext<'_>) -> Option<(String, String)> {
    let found = sources(exam);
    if !found.files.is_empty() {
        return unsupported(exam, &found);
    }
    let nothing = found.links == 0 && found.words == 0 && found.dead.is_empty();
    (nothing && !found.own.is_empty()).then(|| only_the_book(&found.own))
}

fn only_the_book(own: &[&Text]) -> (String, String) {
    let own = own.first().map_or("", |own| &*own.value);
    (
        format!("{own} is the book itself, and bears nothing out"),
        "attach a note, a mail or a review".to_owned(),
    )
}

/// The same for files. One of them must hold the quotation; of a kind that nobody can look into, any will do but the
/// priority list and an agreement, which say nothing of the customer's problem.
fn unsupported(exam: &ScoringContext<'_>, found: &Sources<'_>) -> Option<(String, String)> {
    let trigger = exam.handoff.trigger.as_ref();
    let quote = trigger.and_then(|trigger| real(trigger.quote.as_ref()));
    let holds = |source: &Text| support::holds(exam, source, quote?);
    let aside = aside(exam);
    let is_aside = |file: &Text| path_of(file).is_some_and(|path| aside.contains(&path));
    let supports = |file: &&&Text| match holds(file) {
        Some(holds) => holds,
        None => !is_aside(file),
    };
    if found.files.iter().find(supports).is_some() {
        return None;
    }
    let own = trigger.and_then(|trigger| trigger.source.as_ref());
    Some(
        if let Some(source) = own.filter(|source| holds(source) == Some(true)) {
            (
                format!("{source} holds the quotation, and is not among the evidence"),
                format!("add {source} to the evidence"),
            )
        } else if found
            .files
            .iter()
            .all(|file| is_aside(file) && holds(file).is_none())
        {
            (
                "only the priority list or an agreement: nothing bears the customer's problem out"
                    .to_owned(),
                "attach the note in which the customer says it".to_owned(),
            )
        } else {
            (
                "no source holds what the customer is quoted with".to_owned(),
                "attach the note in which the customer says it, or quote what the note says"
                    .to_owned(),
            )
        },
    )
}

/// The paths of the priority list and of the partner's agreements.
fn aside(exam: &ScoringContext<'_>) -> Vec<String> {
    let handoff = exam.handoff;
    let offer = handoff.offer.iter().map(|offer| &offer.agreed);
    let moves = handoff.partner_move.iter().map(|one| &one.agreed);
    let agreed = offer.chain(moves).flatten();
    let agreed = agreed.filter_map(|agreed| agreed.source.as_ref());
    let all = handoff.priority_list.iter().chain(agreed);
    all.filter_map(|source| path_of(source)).collect()
}
